"""XML read as hostile: no document type, no entity of its own, nothing from elsewhere, no endless depth, no flood of elements.

Names are local ones: whatever name space a program writes, `Project` is `Project`, so a codebook of another version inside a
project is read as one. What is read becomes a plain tree, which is walked without recursion where it can be deep.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

from store.errors import FileFault

DEEPEST = 200
MOST_ELEMENTS = 3_000_000
LONGEST_ATTRIBUTES = 4_000


def parse_xml(path: str, pieces: Iterable[bytes]) -> Element:
    """The root element of the XML in `pieces`; raises FileFault, with its line, for anything unsafe or unreadable."""
    builder = TreeBuilder()
    depth = elements = 0
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def refuse(reason: str) -> FileFault:
        return FileFault(path, reason, parser.CurrentLineNumber)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > DEEPEST:
            raise refuse(f"its elements are nested more than {DEEPEST} deep")
        if elements > MOST_ELEMENTS or len(attributes) > LONGEST_ATTRIBUTES:
            raise refuse("it has more elements than any project")
        builder.start(_local(name), {_local(key): value for key, value in attributes.items() if _matters(key)})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    def document_type(*_: object) -> None:
        raise refuse("it declares a document type or entities, which no project needs and which can do harm")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = document_type
    parser.EntityDeclHandler = document_type
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise FileFault(path, f"it is no valid XML ({expat.ErrorString(error.code)})", error.lineno) from None
    except (LookupError, ValueError) as error:
        raise FileFault(path, f"it is no XML that can be read ({error})") from None
    return builder.close()


def _local(name: str) -> str:
    return name.rpartition(":")[2]


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
