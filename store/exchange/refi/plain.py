"""Single values of the format, read leniently as programs really write them: colours, dates, yes and no, values of variables.

What is none that can be meant is "" or None, never an exception.
"""

import re
from datetime import UTC, date, datetime
from typing import Any

from store.toml import LARGEST_NUMBER
from store.values import time_of

TYPES = {
    "Text": "text",
    "Boolean": "yes/no",
    "Integer": "number",
    "Float": "number",
    "Date": "date",
    "DateTime": "date",
}
"""The types of variables, each with that of our attributes."""

_NUMBERS = re.compile(r"-?\d+")


def colour_in(text: str) -> str:
    """`#rrggbb` for #RGB, #RRGGBB, #AARRGGBB, `R,G,B`, rgb(…), `A=…, R=…, G=…, B=…` and a signed number of 32 bits; else ""."""
    text = text.strip()
    digits = text.removeprefix("#").lower()
    if re.fullmatch(r"[0-9a-f]+", digits) and text.startswith("#"):
        if len(digits) == 3:
            return "#" + "".join(each * 2 for each in digits)
        return f"#{digits[-6:]}" if len(digits) in (6, 8) else ""
    numbers = [int(each) for each in _NUMBERS.findall(text)[:5] if len(each) < 12]
    if len(numbers) == 1 and text.lstrip("-").isdigit():
        return f"#{numbers[0] & 0xFFFFFF:06x}" if -(2**31) <= numbers[0] < 2**32 else ""
    if len(numbers) == 4:
        numbers = numbers[1:] if text.casefold().lstrip("[{( ").startswith(("a", "color")) else numbers[:3]
    if len(numbers) != 3 or not all(0 <= each <= 255 for each in numbers):
        return ""
    return "#" + "".join(f"{each:02x}" for each in numbers)


def time_in(text: str) -> datetime | None:
    """The point in time in UTC, to the second, that a text names; without a zone it is UTC, without a time midnight."""
    moment = time_of(text.strip())
    return moment.replace(microsecond=0) if moment is not None else None


def time_out(moment: datetime | None) -> str:
    """A point in time as the standard has it, in UTC without fractions; "" for none."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment is not None else ""


def is_true(text: str, absent: bool) -> bool:
    """What a Boolean attribute says; `absent` where it says nothing that can be read."""
    folded = text.strip().casefold()
    return folded in ("true", "1", "yes") if folded in ("true", "1", "yes", "false", "0", "no") else absent


def value_in(text: str, kind: str) -> Any:
    """A variable's value as an attribute keeps it; one that is not of its type stays text, an empty one is None."""
    text = text.strip() if kind != "Text" else text
    if not text.strip():
        return None
    match kind:
        case "Boolean":
            return is_true(text, False) if text.casefold() in ("true", "false", "1", "0", "yes", "no") else text
        case "Integer":
            return int(text) if re.fullmatch(r"[+-]?[0-9]{1,18}", text) else _float(text)
        case "Float":
            return _float(text)
        case "Date":
            moment = time_in(text)
            return date.fromisoformat(text[:10]) if moment is not None else text
        case "DateTime":
            return time_in(text) or text
    return text


def _float(text: str) -> Any:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return number if abs(number) < LARGEST_NUMBER else text
