"""Places: where the pages of a document's original begin in its text, and when what was recorded was said.

They are of one version of the text, whose hash stands with them, and serve to cite: in another version they say nothing. A range
is cited by the place that its first character is in, and by the last one's too where that is another page.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PAGES, TIMES = "pages", "times"
"""The tables of a record."""

Marks = tuple[tuple[int, str], ...]
"""What begins at an offset (code points), in order: the label of a page, or a time as 00:12:33.400."""


@dataclass(frozen=True, slots=True)
class Places:
    """The pages and times of one version of a text; `faults` are what of the record could not be read."""

    pages: Marks = ()
    times: Marks = ()
    faults: tuple[str, ...] = field(default=(), compare=False)

    def cited(self, start: int, end: int) -> dict[str, str]:
        """What a citation of `[start, end)` can say: `page`, `time`, and `place`, which is either of them in words."""
        page, other = _at(self.pages, start), _at(self.pages, max(start, end - 1))
        time = _at(self.times, start).partition(".")[0]
        pages = f"{page}–{other}" if page and other and page != other else page
        named = f"{'pp.' if pages != page else 'p.'} {pages}" if pages else time
        return {"page": pages, "time": time, "place": named}


NOWHERE = Places()


def _at(marks: Marks, offset: int) -> str:
    number = bisect_right(marks, offset, key=lambda mark: mark[0])
    return marks[number - 1][1] if number else ""


def places_from(record: Mapping[str, Any], version: str, characters: int) -> Places:
    """The places in a document's record, whose text has the hash `version` and so many code points."""
    if PAGES not in record and TIMES not in record:
        return NOWHERE
    faults: list[str] = []
    pages, times = (_marks(record, table, version, characters, faults) for table in (PAGES, TIMES))
    return Places(pages, times, tuple(faults))


def _marks(record: Mapping[str, Any], table: str, version: str, characters: int, faults: list[str]) -> Marks:
    found = record.get(table, {})
    if not isinstance(found, Mapping):
        faults.append(f"`{table}` is no table")
        return ()
    if found and not isinstance(found.get("sha256"), str):
        faults.append(f"`{table}` has no `sha256`: it is that of the text that its offsets count in")
    if found.get("sha256") != version:
        return ()
    marks: list[tuple[int, str]] = []
    for key, label in found.items():
        if key == "sha256":
            continue
        is_place = key.isascii() and key.isdigit() and len(key) < 12 and int(key) <= characters
        if is_place and isinstance(label, str) and label.strip():
            marks.append((int(key), " ".join(label.split())))
        else:
            faults.append(f"`{table}`: {key!r} = {label!r} is no place of the text with its label")
    return tuple(sorted(marks))


def places_record(places: Places, version: str) -> dict[str, dict[str, str]]:
    """The tables of a record that places come to (docs/files.md)."""
    return {
        table: {"sha256": version} | {str(offset): label for offset, label in marks}
        for table, marks in ((PAGES, places.pages), (TIMES, places.times))
        if marks
    }


def clock(seconds: float) -> str:
    """Seconds as 00:12:33.400; whole ones without a fraction."""
    thousandths = round(max(0.0, seconds) * 1000)
    whole, rest = divmod(thousandths, 1000)
    said = f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{said}.{rest:03}" if rest else said
