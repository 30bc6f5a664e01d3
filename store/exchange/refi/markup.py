"""XML read as hostile: no document type, no entity of its own, nothing from elsewhere, no endless depth, no flood of elements.

Names are local ones: whatever name space a program writes, `Project` is `Project`, so a codebook of another version inside a
project is read as one. A large file is never a large tree: each thing in one of the project's lists is handed over as soon as it
is read, and forgotten. What is a tree is walked without recursion where it can be deep.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

from store.errors import FileFault

DEEPEST = 200
MOST_ELEMENTS = 2_000_000
MOST_AT_ONCE = 250_000
"""Elements that are held as a tree at most, as those of one document are."""
MOST_ATTRIBUTES = 100
_THINGS = 3
"""How deep things stand: in a list, in the project."""

_DECLARED = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})""")
_DAMAGE = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)"
    rb"|&#(?P<decimal>[0-9]{1,7});|&#x(?P<hex>[0-9a-fA-F]{1,6});"
    rb"|<(?![A-Za-z_:/!?\x80-\xff])|[\x00-\x08\x0b\x0c\x0e-\x1f]"
)
"""What no program may write and some do: a lone & or <, characters that XML has no place for."""

_TEXT_BEGINS, _TEXT_ENDS = b"<PlainTextContent>", b"</PlainTextContent>"

Take = Callable[[str, Element], None]
"""Given the name of the list and a thing in it."""


class NotWellFormed(FileFault):
    """XML that cannot be read as it is written."""


def parse_xml(path: str, pieces: Iterable[bytes], take: Take | None = None) -> Element:
    """The root element of the XML in `pieces`, without the things that were handed to `take` on the way.

    Raises FileFault, with its line, for anything unsafe or unreadable, and what `take` raises.
    """
    builder = TreeBuilder()
    open_elements: list[Element] = []
    elements = held = 0
    waiting = iter(pieces)
    first = next(waiting, b"")
    parser = expat.ParserCreate(_encoding_of(first))
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def refuse(reason: str) -> FileFault:
        return FileFault(path, reason, parser.CurrentLineNumber)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal elements, held
        elements += 1
        held += 1
        if len(open_elements) >= DEEPEST:
            raise refuse(f"its elements are nested more than {DEEPEST} deep")
        if elements > MOST_ELEMENTS or held > MOST_AT_ONCE or len(attributes) > MOST_ATTRIBUTES:
            raise refuse("it has more elements than any project")
        if any(":" in key or key == "xmlns" for key in attributes):
            attributes = {_local(key): value for key, value in attributes.items() if _matters(key)}
        open_elements.append(builder.start(_local(name), attributes))

    def end(name: str) -> None:
        nonlocal held
        element = builder.end(_local(name))
        open_elements.pop()
        if take is not None and len(open_elements) == _THINGS - 1 and open_elements[1].tag in LISTS:
            take(open_elements[1].tag, element)
            open_elements[1].remove(element)
            held = len(open_elements)

    def document_type(*_: object) -> None:
        raise refuse("it declares a document type or entities, which no project needs and which can do harm")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = document_type
    parser.EntityDeclHandler = document_type
    try:
        parser.Parse(first, False)
        for piece in waiting:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise NotWellFormed(path, f"it is no valid XML ({expat.ErrorString(error.code)})", error.lineno) from None
    except (LookupError, ValueError) as error:
        raise FileFault(path, f"it is no XML that can be read ({error})") from None
    return builder.close()


LISTS = frozenset(("Users", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs"))
"""The lists of a project that can be long; its codes are a tree and stand elsewhere."""


def _encoding_of(beginning: bytes) -> str | None:
    """UTF-8 where a file in single bytes calls itself UTF-16 or the like, as some programs have it; None: as it says."""
    found = _DECLARED.match(beginning)
    named = found[1].decode("ascii").casefold() if found else ""
    return "UTF-8" if named.startswith(("utf", "ucs", "unicode")) else None


def mended(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """XML with a character for each that it cannot hold: a lone & or < as itself, all else as U+FFFD.

    What a text between its own marks holds is no XML, though it looks so.
    """
    data = b"".join(pieces).decode("utf-8", "replace").encode()
    first, *texts = data.split(_TEXT_BEGINS)
    yield _DAMAGE.sub(_meant, _TEXT_BEGINS.join([first, *map(_without_tags, texts)]))


def _without_tags(piece: bytes) -> bytes:
    """What follows the beginning of a plain text, up to the next one."""
    text, ends, rest = piece.partition(_TEXT_ENDS)
    return text.replace(b"<", b"&lt;").replace(b">", b"&gt;") + ends + rest if ends else piece


def _meant(found: re.Match[bytes]) -> bytes:
    number = int(found["decimal"]) if found["decimal"] else int(found["hex"], 16) if found["hex"] else -1
    if number >= 0:
        lawful = (
            number in (9, 10, 13)
            or 0x20 <= number < 0xD800
            or 0xE000 <= number < 0xFFFE
            or 0x10000 <= number < 0x110000
        )
        return found[0] if lawful else b"\xef\xbf\xbd"
    return {b"&": b"&amp;", b"<": b"&lt;"}.get(found[0], b"\xef\xbf\xbd")


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def _matters(attribute: str) -> bool:
    return not attribute.startswith(("xmlns", "xsi:"))


def attribute(element: Element, name: str) -> str:
    """An attribute as the file has it, "" where it is absent."""
    return element.get(name, "")


def text_in(element: Element, child: str) -> str:
    """The text of the first child of that name, "" where it is absent."""
    found = element.find(child)
    return (found.text or "") if found is not None else ""


def as_xml(element: Element) -> str:
    """The element with all that is in it, without name spaces, as it can be put back."""
    tail, element.tail = element.tail, None
    try:
        return tostring(element, encoding="unicode")
    finally:
        element.tail = tail
