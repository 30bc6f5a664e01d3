"""Plain text as it comes: which encoding, which line ends, and whether it is text at all.

What comes out is what a document keeps for ever: LF line ends and no byte order mark, and otherwise every character as it was.
"""

import codecs
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from store.errors import FileFault

LARGEST = 64 * 1024 * 1024
"""Bytes of a text file that are taken in at most."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it came and the text in it. `original` is None where the text's UTF-8 is the file, byte for byte."""

    name: str
    text: str
    encoding: str
    original: bytes | None

    @property
    def original_sha256(self) -> str:
        return sha256(self.original).hexdigest() if self.original is not None else ""


def read_text_file(path: Path, name: str = "") -> Incoming:
    """The text in the file at `path`, which goes by `name` (default: the file's own).

    Raises FileFault where it is no regular file, too large, empty, or no text.
    """
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
        data = path.read_bytes()
    except OSError as error:
        raise FileFault(shown, f"it cannot be read ({error.strerror})") from None
    text, encoding = decode(shown, data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip():
        raise FileFault(shown, "it is empty")
    same = text.encode("utf-8") == data
    return Incoming(_keepable(name or path.name), text, encoding, None if same else data)


def _keepable(name: str) -> str:
    """A file's name as text that can be kept: bytes that are not UTF-8, and control characters, become U+FFFD."""
    readable = name.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in readable)


def decode(path: str, data: bytes) -> tuple[str, str]:
    """The text in `data` and the name of its encoding: by its byte order mark, as UTF-8, or as charset-normalizer finds.

    Raises FileFault where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                break
    if b"\0" in data:
        raise FileFault(path, "it is not a text file (it holds zero bytes)")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # Imported here: only texts that are not UTF-8 pay for it.
        from charset_normalizer import from_bytes

        best = from_bytes(data).best()
        if best is None:
            raise FileFault(path, "its encoding cannot be told: save it as UTF-8") from None
        text = str(best)
        if (
            sum(1 for character in text[:20_000] if character < " " and character not in "\n\r\t\f")
            > len(text[:20_000]) / 50
        ):
            raise FileFault(path, "it is not a text file") from None
        return text, best.encoding
