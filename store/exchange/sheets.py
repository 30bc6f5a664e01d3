"""Sheets (CSV) of other programs: a codebook, or a list of coded places. Columns are found by what programs call them.

A place is where the sheet says and reads so; where the sheet gives words without a place, it is where the text has them, if it
has them once. Nothing is put where its words are not: such a row is told. What a spreadsheet was kept from running is as it was.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from store.codebook import SEPARATOR
from store.encodings import decode
from store.errors import FileFault
from store.exchange.plain_projects import PlainProject
from store.exchange.refi.plain import colour_in
from store.exchange.refi.remarks import Remarks

LARGEST_CELL = 1_000_000
MOST_ROWS = 1_000_000
_FORMULA = re.compile(r"'[=+\-@\t\r]")
_RANGE = re.compile(r"(\d{1,9})\s*[-–]\s*(\d{1,9})")
_COLUMNS = {
    "code": ("path", "theme", "code", "tag", "name", "theme_names"),
    "parent": ("parent",),
    "description": ("description", "definition", "memo", "comment"),
    "colour": ("colour", "color"),
    "document": ("document", "source", "file", "filename", "document name"),
    "start": ("start", "start position", "begin"),
    "end": ("end", "end position"),
    "ranges": ("ranges",),
    "text": ("text", "content", "segment", "quotation", "quote", "coded text"),
    "coder": ("reviewer", "coder", "user", "created by"),
    "note": ("note", "comment", "memo"),
    "speaks": ("speaks",),
    "when": ("created", "date"),
}
"""What is read, each with the names that a column may have, the best first."""
OURS = ("include", "exclude", "aliases")
"""Columns of catena's own codebooks."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet by what they say (keys of _COLUMNS), each with its line; `names` are the names of its columns."""

    path: str
    names: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]

    @property
    def is_codebook(self) -> bool:
        # A name alone is anybody's: of a case, of a person.
        named = "name" in self.names and (self._has("parent") or self._has("description") or self._has("colour"))
        coded = named or any(name in self.names for name in _COLUMNS["code"] if name != "name")
        return coded and not self._has("document") and not self._has("text")

    @property
    def is_places(self) -> bool:
        return self._has("document") and (self._has("text") or (self._has("start") and self._has("end")))

    def _has(self, what: str) -> bool:
        return any(name in self.names for name in _COLUMNS[what])


def read_sheet(path: str, data: bytes) -> Sheet:
    """The sheet in the bytes of a file, in whatever encoding and with whatever delimiter; raises FileFault where it is none."""
    content, _ = decode(path, data)
    first = next((line for line in content.split("\n") if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    limit = csv.field_size_limit(LARGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""), delimiter=delimiter, strict=True)
        found = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise FileFault(path, f"it cannot be read as CSV: {error}") from None
    finally:
        csv.field_size_limit(limit)
    if len(found) > MOST_ROWS:
        raise FileFault(path, f"it has more than {MOST_ROWS} rows")
    names = tuple(" ".join(cell.split()).casefold() for cell in found[0][1]) if found else ()
    rows = [(line, _said(dict(zip(names, map(_plain, cells), strict=False)))) for line, cells in found[1:]]
    return Sheet(path, names, tuple(rows))


def _plain(cell: str) -> str:
    return cell[1:] if _FORMULA.match(cell) else cell


def _said(row: Mapping[str, str]) -> dict[str, str]:
    made = {}
    for what, names in _COLUMNS.items():
        made[what] = next((row[name] for name in names if row.get(name, "").strip()), "")
    return made


def _path_of(name: str) -> tuple[str, ...]:
    return tuple(each for part in name.split(SEPARATOR) if (each := " ".join(part.split())))


def take_codes(project: PlainProject, sheet: Sheet, remarks: Remarks) -> None:
    """The codes of a codebook; `parent` is a name or a path of the same sheet."""
    parents: dict[str, str] = {}
    for _, row in sheet.rows:
        parents.setdefault(" ".join(row["code"].split()), " ".join(row["parent"].split()))
    for line, row in sheet.rows:
        name = " ".join(row["code"].split())
        path = _path_of(name)
        if not path:
            remarks.add("lost", "theme", f"line {line}", "it has no name")
            continue
        above, passed = parents[name], [name]
        while above and above not in passed and len(passed) < 100:
            passed.append(above)
            path = (*_path_of(above), *path)
            above = parents.get(above, "")
        project.code(path, row["description"].strip(), colour_in(row["colour"]))


def take_places(project: PlainProject, sheet: Sheet, documents: Mapping[str, str], remarks: Remarks) -> None:
    """The coded places of a list; `documents` are the names of texts by what a sheet may call them."""
    for line, row in sheet.rows:
        where = f"{sheet.path}, line {line}"
        name = documents.get(row["document"].strip().casefold(), "")
        if not name:
            remarks.add("lost", "excerpt", where, f"there is no text of the name {row['document'].strip()[:60]!r}")
            continue
        if row["speaks"].strip().casefold() == "against":
            remarks.add("lost", "excerpt", where, "that it speaks against a theme is not taken in")
            continue
        path = _path_of(row["code"])
        code = project.code(path) if path else ""
        for start, end in _places(project.text(name), row, where, remarks):
            project.mark(name, start, end, code, " ".join(row["coder"].split()), row["note"], row["when"].strip())


def _places(text: str, row: Mapping[str, str], where: str, remarks: Remarks) -> Iterator[tuple[int, int]]:
    """Where a row's words stand in the text; nothing where that is not certain."""
    words = row["text"].strip()
    ranges = [(int(start), int(end)) for start, end in _RANGE.findall(row["ranges"])]
    if not ranges and row["start"].strip().isdecimal() and row["end"].strip().isdecimal():
        ranges = [(int(row["start"]), int(row["end"]))]
    ranges = [(start, end) for start, end in ranges if 0 <= start < end <= len(text)]
    if ranges and (not words or _letters(words) == _letters(" [...] ".join(text[start:end] for start, end in ranges))):
        yield from ranges
        return
    found = _occurrences(text, words)
    if len(found) == 1:
        if ranges:
            remarks.add("changed", "excerpt", where, "its words stand at one other place, and it was put there")
        yield found[0]
    elif words:
        many = "its words are not in the text" if not found else "its words stand at several places of the text"
        remarks.add("lost", "excerpt", where, many)
    else:
        remarks.add("lost", "excerpt", where, "it has neither a place in the text nor words")


def _letters(words: str) -> str:
    return "".join(words.split())


def _occurrences(text: str, words: str) -> Sequence[tuple[int, int]]:
    """Where the words stand, blanks and line ends counting as one; else where they do but for blanks between them.

    Taguette puts one wherever its HTML has a tag, within words too.
    """
    if len(words) > LARGEST_CELL or not words:
        return ()
    for between in (r"\s+", r"\s*"):
        pattern = re.compile(between.join(map(re.escape, words.split())))
        found = [each.span() for _, each in zip(range(2), pattern.finditer(text), strict=False)]
        if found:
            return found
    return ()
