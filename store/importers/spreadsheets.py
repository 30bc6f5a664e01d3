"""A spreadsheet where a CSV file is read: its cells as CSV, read where documents are read. A CSV file is left as it is."""

from dataclasses import replace

from store.errors import FileFault
from store.importers.formats import format_of
from store.importers.pieces import Refused
from store.importers.reader import Reader


def as_csv(name: str, data: bytes) -> bytes:
    """The bytes of a CSV file with the cells in `data`, the bytes of the file `name`; raises FileFault where there are none."""
    try:
        of = format_of(name, data[:1024])
        if of.name != "xlsx":
            return data
        with Reader() as reader:
            (piece,) = reader.read(replace(of, module="cells"), data)
    except Refused as refused:
        raise FileFault(name, str(refused)) from None
    return piece.text.encode()
