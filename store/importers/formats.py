"""Which files are of which format: the one table of what can be taken in.

What a file begins with goes before what it is called, so a pdf that is called .txt is read as a pdf. A format that needs a
library which is not there is named in one sentence with how to get it.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from store.importers.pieces import Refused


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its `name` stands in the record as the importer; `module` reads it, with `library` of the extra `extra`."""

    name: str
    said: str
    endings: tuple[str, ...]
    module: str
    begins: tuple[bytes, ...] = ()
    library: str = ""
    extra: str = ""


_ZIP = (b"PK\x03\x04",)
TEXT = Format("text", "plain text", (".txt", ".md", ".markdown", ".text"), "")
ARCHIVE = Format("zip", "a zip archive", (".zip",), "", _ZIP)
FORMATS = (
    TEXT,
    Format("docx", "a Word document", (".docx",), "docx", _ZIP),
    Format("odt", "an OpenDocument text", (".odt", ".ott"), "odt", _ZIP),
    Format("rtf", "a Rich Text file", (".rtf",), "rtf", (b"{\\rtf",)),
    Format("pdf", "a pdf", (".pdf",), "pdf", (b"%PDF-",), "pypdfium2", "pdf"),
    Format("html", "a web page", (".html", ".htm", ".xhtml"), "html", (), "selectolax", "html"),
    Format("epub", "an electronic book", (".epub",), "epub", _ZIP, "selectolax", "html"),
    Format("csv", "a table of answers", (".csv", ".tsv"), "sheets"),
    Format("xlsx", "a spreadsheet", (".xlsx", ".ods"), "sheets", _ZIP, "python_calamine", "sheets"),
    Format("srt", "subtitles", (".srt",), "subtitles"),
    Format("vtt", "subtitles", (".vtt",), "subtitles", (b"WEBVTT", b"\xef\xbb\xbfWEBVTT")),
)
"""The formats that become documents; an archive becomes the files in it."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD = {
    ".doc": "it is an old Word document: save it as .docx",
    ".docm": "it holds macros: save it as .docx, which has none",
    ".dot": "it is an old Word template: save it as .docx",
    ".dotm": "it holds macros: save it as .docx, which has none",
    ".pages": "it is a Pages document: export it as .docx",
    ".wpd": "it is a WordPerfect document: save it as .docx",
    ".ppt": "it is a presentation: export it as pdf",
    ".pptx": "it is a presentation: export it as pdf",
    ".xls": "it is an old Excel sheet: save it as .xlsx",
    ".numbers": "it is a Numbers sheet: export it as .xlsx",
    ".gdoc": "it is a link to a document of Google: download that as .docx",
    ".odp": "it is a presentation: export it as pdf",
    ".xlsm": "it holds macros: save it as .xlsx, which has none",
}


def endings() -> tuple[str, ...]:
    """What the names of files end with that a folder's import takes, archives too."""
    return tuple(ending for each in (*FORMATS, ARCHIVE) for ending in each.endings)


def refusal_of(name: str) -> str:
    """Why a file of a format that is known and not read is refused, and what to do; "" where its name says no such format."""
    return _OLD.get(PurePosixPath(name).suffix.lower(), "")


def format_of(name: str, head: bytes) -> Format:
    """The format of a file with this name that begins so; raises Refused for one that cannot be taken in."""
    ending = PurePosixPath(name).suffix.lower()
    named = next((each for each in (*FORMATS, ARCHIVE) if ending in each.endings), None)
    if head.startswith(_OLE):
        locked = named is not None and named.begins == _ZIP
        raise Refused(
            "it is locked with a password: save it without one"
            if locked
            else _OLD.get(ending, "it is of an old Office format: save it as .docx or .xlsx")
        )
    if refusal := refusal_of(name):
        raise Refused(refusal)
    if named is not None and named.begins and head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(named.begins):
        return named
    for each in FORMATS:
        if each.begins and each.begins != _ZIP and head.startswith(each.begins):
            return each
    if named is not None and named.begins and named.name != "vtt":
        raise Refused(f"it is not {named.said}, whatever its name says, or its beginning is broken")
    if head.startswith(_ZIP):
        raise Refused(
            "it is a zipped file of a kind that is not known here; rename it if it is one of " + ", ".join(endings())
        )
    return named or TEXT


def need(wanted: Format) -> None:
    """Raises Refused where the library that a format needs is not installed."""
    # Imported here: plain text needs no library.
    from importlib.util import find_spec

    if wanted.library and find_spec(wanted.library) is None:
        raise Refused(
            f"to read {wanted.said} needs {wanted.library}, which is not installed: "
            f"`pip install 'catena[{wanted.extra}]'`, then add it again"
        )
