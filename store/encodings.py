"""Which encoding the bytes of a text are in.

A byte order mark decides, then UTF-8. Single-byte encodings cannot be told apart for sure, so what reads as Western European
prose in cp1252 is taken for that before a library guesses: on a few lines of French it prefers Baltic letters. Whoever imports
a text is told the guess and can name the encoding instead.
"""

import codecs
import re

from store.errors import FileFault, UsageFault

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CERTAIN = ("utf-8", "utf-8-sig", "utf-16", "utf-32")
"""Encodings that are found and not guessed."""

_LETTERS = "àáâãäåæçèéêëìíîïñòóôõöøùúûüÿœßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ"
_SIGNS = "‘’“”‚„–—…•·€£§°«»©®™¿¡´ª½¼¾\u00a0"
_STRANGE = re.compile(f"[^\\x00-\\x7f{_LETTERS}{_SIGNS}]|[a-zà-ÿ][À-ÞŒ][a-zà-ÿ]|\\w[¿¡]|[¿¡]\\s")
_HALVES = re.compile("[\ud800-\udfff]")
_COMMON = 0.3
"""Of the letters, at most so many have accents in a Western European language."""


def decode(path: str, data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text in `data`, the bytes of the file at `path`, and the name of its encoding: the one that is named, or what is found.

    Raises FileFault where the bytes are no text, UsageFault for an encoding that does not exist.
    """
    text, name = _decode_as(path, data, encoding) if encoding else _found(path, data)
    if _HALVES.search(text):
        raise FileFault(path, f"it cannot be read as {name}: it holds halves of characters")
    if name not in CERTAIN and _share(text[:20_000], r"[\x00-\x08\x0b\x0e-\x1f]") > 0.02:
        raise FileFault(path, "it is not a text file")
    return text, name


def _decode_as(path: str, data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), codecs.lookup(encoding).name
    except LookupError:
        raise UsageFault(f"there is no encoding {encoding!r} of text; try utf-8, cp1252, mac-roman or utf-16") from None
    except UnicodeError:
        raise FileFault(path, f"it cannot be read as {encoding}") from None


def _found(path: str, data: bytes) -> tuple[str, str]:
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
        return _western(data) or _guessed(path, data)


def _western(data: bytes) -> tuple[str, str] | None:
    """The text as cp1252 where that reads as Western European prose."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    if _STRANGE.search(text) or _share("".join(re.findall(r"[^\W\d_]", text)), r"[^\x00-\x7f]") > _COMMON:
        return None
    return text, "cp1252"


def _share(text: str, pattern: str) -> float:
    """Which part of the characters of a text match the pattern."""
    return len(re.findall(pattern, text)) / len(text) if text else 0.0


def _guessed(path: str, data: bytes) -> tuple[str, str]:
    # Imported here: only a text that is neither UTF-8 nor Western European pays for it.
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise FileFault(path, "its encoding cannot be told: name it with --encoding, or save the file as UTF-8")
    return str(best), best.encoding
