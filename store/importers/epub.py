"""Electronic books: their chapters in the order of reading, with the pages of the printed book where the file knows them.

A book that is protected against copying cannot be read; fonts that are obscured are no matter.
"""

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from store.importers.css import bold_classes
from store.importers.draft import Draft
from store.importers.html import decoded, draw
from store.importers.package import Package, attribute, parse_xml
from store.importers.pieces import Piece, Refused

_VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
_CLOSED = re.compile(rf"<(?!(?:{_VOID})\b)([a-zA-Z][\w:.-]*)((?:\s[^<>]*)?)/>")
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def extract(data: bytes, _: Mapping[str, str]) -> list[Piece]:
    """The one text of a book."""
    package = Package(data)
    _refuse_protected(package)
    book = _book(package)
    chapters, sheets = _chapters(package, book)
    if not chapters:
        raise Refused("it is broken: it does not say which chapters it has")
    read = (package.read(path).decode("utf-8", "replace") for path in sheets if path in package.names)
    bold = frozenset(each for sheet in read for each in bold_classes(sheet))
    draft = Draft()
    missing = 0
    for path in chapters:
        if path in package.names:
            draw(_opened(decoded(package.read(path))[0]), draft, bold)
        else:
            missing += 1
    remarks = (f"{missing} of its {len(chapters)} chapters are missing in the file",) if missing else ()
    return [draft.piece(remarks=remarks)]


def _opened(source: str) -> str:
    """XHTML as HTML: an element that closes itself has an end of its own, or all that follows would stand in it."""
    return _CLOSED.sub(r"<\1\2></\1>", source)


def _refuse_protected(package: Package) -> None:
    if "META-INF/encryption.xml" not in package.names:
        return

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name.rpartition(" ")[2] == "EncryptionMethod" and attribute(attributes, "Algorithm") not in _FONTS:
            raise Refused("it is protected against copying (DRM), and cannot be read")

    parse_xml(package.read("META-INF/encryption.xml"), start, lambda _: None, lambda _: None)


def _book(package: Package) -> str:
    """The path of the file that says what the book is made of."""
    if "META-INF/container.xml" not in package.names:
        raise Refused("it is no book, whatever its name says")
    found: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name.endswith("rootfile"):
            found.append(attribute(attributes, "full-path"))

    parse_xml(package.read("META-INF/container.xml"), start, lambda _: None, lambda _: None)
    if not found or found[0] not in package.names:
        raise Refused("it is broken: it does not say what it is made of")
    return found[0]


def _chapters(package: Package, book: str) -> tuple[list[str], list[str]]:
    """The paths of the chapters, in their order, and those of style sheets; what lies outside the book is none."""
    items: dict[str, str] = {}
    order: list[str] = []
    sheets: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "item" if attribute(attributes, "media-type") in _PAGES:
                items[attribute(attributes, "id")] = attribute(attributes, "href")
            case "item" if attribute(attributes, "media-type") == "text/css":
                sheets.append(attribute(attributes, "href"))
            case "itemref":
                order.append(attribute(attributes, "idref"))

    parse_xml(package.read(book), start, lambda _: None, lambda _: None)
    folder = posixpath.dirname(book)
    paths = (unquote(items[key].partition("#")[0]) for key in dict.fromkeys(order) if key in items)
    within = (unquote(path) for path in sheets)
    return [_below(folder, path) for path in paths], [_below(folder, path) for path in within]


def _below(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))
