"""The columns of a sheet that is to come in, for a person who says which of them is what, and what they said as it is read.

A sheet is read where all files are read. What is said of columns names every one that counts, so nothing is told from cells then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from store.errors import FileFault
from store.importers.formats import FORMATS, format_of
from store.importers.pieces import Refused
from store.importers.reader import Reader
from store.importing import Found
from store.texts import read_bytes

ID, TEXT, ATTRIBUTE, LEFT_OUT = "id", "text", "attribute", ""
"""What a column can be: see store.importers.sheets."""
_SHEETS = ("csv", "xlsx")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what it is, and what its first cells say."""

    head: str
    role: str
    sample: str


def is_sheet(found: Found) -> bool:
    """Whether a file is called like a sheet."""
    return any(found.name.lower().endswith(each.endings) for each in FORMATS if each.name in _SHEETS)


def columns_of(found: Found, options: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of a sheet as they would be read; raises FileFault where they cannot be told."""
    shown = str(found.path)
    data = found.read() if found.read is not None else read_bytes(found.path)
    try:
        of = replace(format_of(found.name, data[:1024]), module="columns")
        with Reader() as reader:
            return tuple(Column(each.name, each.title, each.text) for each in reader.read(of, data, options))
    except Refused as refused:
        raise FileFault(shown, str(refused)) from None


def options_of(columns: Sequence[Column]) -> dict[str, str]:
    """What says to whoever reads the sheet that its columns are these."""

    def named(role: str) -> str:
        return "\n".join(each.head for each in columns if each.role == role)

    return {"id": named(ID), "text": named(TEXT), "attributes": named(ATTRIBUTE) or "\n"}
