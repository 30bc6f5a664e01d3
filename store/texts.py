"""Text as it comes: the bytes of a file, their encoding, their line ends, and whether there is anything in them.

What comes out is what a document keeps for ever: LF line ends and no byte order mark, and otherwise every character as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from store.encodings import decode
from store.errors import FileFault
from store.places import NOWHERE, Places

LARGEST = 64 * 1024 * 1024
"""Bytes of a text file that are taken in at most."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it came and the text in it. `original` is None where the text's UTF-8 is the file, byte for byte.

    `parts` are ranges that are no running text: kind, start, end (code points), whether they are searched. Where a file holds
    several texts, one a row, `row` tells them apart, and `case` and `attributes` are what it says of whom it is about, where it
    says anything. `remarks` are for the person.
    """

    name: str
    text: str
    encoding: str
    original: bytes | None
    importer: str = "text"
    parts: tuple[tuple[str, int, int, bool], ...] = ()
    places: Places = NOWHERE
    row: str = ""
    title: str = ""
    case: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """What the document that it becomes says that it came from: the file, and the row of it."""
        return f"{self.name}#{self.row}" if self.row else self.name

    @property
    def original_sha256(self) -> str:
        return _digest(self.original) if self.original is not None else ""


@lru_cache(maxsize=1)
def _digest(original: bytes) -> str:
    """All rows of a sheet have the same bytes."""
    return sha256(original).hexdigest()


def read_text_file(path: Path, name: str = "", encoding: str = "") -> Incoming:
    """The text in the file at `path`, which goes by `name` (default: the file's own), in an `encoding` or as it is found.

    Raises FileFault where it is no regular file, too large, empty, or no text.
    """
    return text_in(name or path.name, read_bytes(path), encoding, str(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of the file at `path`; raises FileFault where it is no regular file or too large."""
    shown = str(path)
    try:
        if not path.is_file():
            raise FileFault(shown, "it is not a regular file" if path.exists() else "there is no such file")
        size = path.stat().st_size
        if size > LARGEST:
            raise FileFault(
                shown,
                f"it has {size / 1024 / 1024:.0f} MB, and at most {LARGEST // 1024 // 1024} MB are taken in: split it",
            )
        return path.read_bytes()
    except OSError as error:
        raise FileFault(shown, f"it cannot be read ({error.strerror})") from None


def text_in(name: str, data: bytes, encoding: str = "", shown: str = "") -> Incoming:
    """The text in the bytes of a file that goes by `name` and is `shown` in messages; raises FileFault where they are no text."""
    shown = shown or name
    text, encoding = decode(shown, data, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip():
        raise FileFault(shown, "it is empty")
    same = text.encode("utf-8") == data
    return Incoming(keepable(name), text, encoding, None if same else data)


def keepable(name: str) -> str:
    """A file's name as text that can be kept: bytes that are not UTF-8, and control characters, become U+FFFD."""
    readable = name.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in readable)
