"""Reading single values out of TOML that a person may have edited: the nearest sensible value, never an exception."""

from datetime import UTC, date, datetime
from typing import Any


def texts_of(value: Any) -> tuple[str, ...]:
    """The texts of a list; a lone text counts as a list of one; all else is left out."""
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, list):
        return tuple(item for item in value if isinstance(item, str))
    return ()


def text_of(value: Any) -> str:
    """The text itself, or nothing where the value is no text."""
    return value if isinstance(value, str) else ""


def fields_of(value: Any) -> dict[str, str]:
    """The texts of a table by their keys; all else is left out."""
    if not isinstance(value, dict):
        return {}
    return {key: text for key, text in value.items() if isinstance(text, str) and text}


def table_of(value: Any) -> dict[str, Any]:
    """A table as it stands, or an empty one where the value is none."""
    return dict(value) if isinstance(value, dict) else {}


def time_of(value: Any) -> datetime | None:
    """A point in time in UTC from a TOML date-time, a TOML date or their text; None where it is none of them."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        try:
            return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        except OverflowError:
            return None
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return None


def now() -> datetime:
    """This moment in UTC, to the second, as files keep it."""
    return datetime.now(UTC).replace(microsecond=0)
