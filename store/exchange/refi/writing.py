"""A project as the XML of REFI-QDA: in the order of the schema, without containers that hold nothing.

What is written follows from the values alone: no clock, no path, no chance. A text goes into a file of its own beside the XML,
named by the GUID of its document or memo, as programs are known to lose texts that stand in the XML itself.
"""

from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from store.exchange.refi.grammar import CODEBOOK, PROJECT, rules_of
from store.exchange.refi.markup import parse_xml
from store.exchange.refi.media import places_in, with_texts
from store.exchange.refi.model import Case, Code, Coding, Made, Note, Project, Selection, Source, Value
from store.exchange.refi.pieces import lawful
from store.exchange.refi.xml_pages import element, filled, xml_bytes

INTERNAL = "internal://"
VALUE_ELEMENTS = {
    "Text": "TextValue",
    "Boolean": "BooleanValue",
    "Integer": "IntegerValue",
    "Float": "FloatValue",
    "Date": "DateValue",
    "DateTime": "DateTimeValue",
}
"""The element that holds a value, by its type."""

_PARTS = ("Sources", "Notes", "Graphs")
"""The parts of a project whose pieces can be put back."""

Tell = Callable[[str], None]


def text_name(guid: str) -> str:
    """The name of the file that holds the text of a source or a note."""
    return f"{guid}.txt"


def codebook_xml(data: Project) -> bytes:
    """The .qdc with the codes and the sets of codes of a project."""
    sets = [
        element("Set", {"guid": each.guid, "name": each.name}, [*_description(each.description), *members])
        for each in data.sets
        if (members := [element("MemberCode", {"guid": code}) for code in each.codes])
    ]
    children = [*_codes(data.codes, with_notes=False), *_holding("Sets", sets)]
    return xml_bytes(element("CodeBook", {"xmlns": CODEBOOK} | filled(origin=data.origin), children))


def project_xml(data: Project, tell: Tell = lambda _: None) -> bytes:
    """The project.qde of a project; `tell` takes sentences about what of the pieces that were kept cannot be written."""
    about = {"xmlns": PROJECT, "name": data.name} | filled(
        origin=data.origin,
        creatingUserGUID=data.made.by,
        creationDateTime=data.made.when,
        modifyingUserGUID=data.made.changed_by,
        modifiedDateTime=data.made.changed,
    )
    kept = _kept(data, tell)
    users = (element("User", {"guid": each.guid} | filled(name=each.name, id=each.id)) for each in data.users)
    codes = [element("CodeBook", {}, each) for each in [_codes(data.codes, with_notes=True)] if each]
    children = [
        *_holding("Users", users),
        *codes,
        *_holding("Variables", _variables(data)),
        *_holding("Cases", map(_case, data.cases)),
        *_holding("Sources", _sources(data, kept)),
        *_holding("Notes", (_note(each, kept.get(("Notes", each.guid), [])) for each in data.notes)),
        *_holding("Links", _links(data)),
        *_holding("Sets", _sets(data)),
        *_holding("Graphs", kept.get(("Graphs", ""), [])),
        *_description(data.description),
        *_references("NoteRef", data.note_refs),
    ]
    return xml_bytes(element("Project", about, children))


def _holding(name: str, children: Iterable[Element]) -> list[Element]:
    """A container, where there is anything to hold."""
    held = list(children)
    return [element(name, {}, held)] if held else []


def _description(text: str) -> list[Element]:
    return [element("Description", {}, text=text)] if text else []


def _references(name: str, guids: Iterable[str]) -> list[Element]:
    return [element(name, {"targetGUID": guid}) for guid in guids]


def _codes(codes: Iterable[Code], with_notes: bool) -> list[Element]:
    """The codes as a tree, however deep it is."""
    top = Element("Codes")
    made: dict[str, Element] = {}
    for each in codes:
        about = {"guid": each.guid, "name": each.name, "isCodable": "true" if each.codable else "false"}
        notes = _references("NoteRef", each.notes) if with_notes else []
        code = element("Code", about | filled(color=each.colour), [*_description(each.description), *notes])
        made[each.guid] = code
        made.get(each.parent, top).append(code)
    return [top] if len(top) else []


def _variables(data: Project) -> Iterator[Element]:
    for each in data.variables:
        about = {"guid": each.guid, "name": each.name, "typeOfVariable": each.type}
        yield element("Variable", about, _description(each.description))


def _values(values: Iterable[Value]) -> list[Element]:
    return [
        element(
            "VariableValue",
            {},
            [*_references("VariableRef", [each.variable]), element(VALUE_ELEMENTS[each.type], {}, text=each.text)],
        )
        for each in values
    ]


def _case(case: Case) -> Element:
    children = [
        *_description(case.description),
        *_references("CodeRef", case.codes),
        *_values(case.values),
        *_references("SourceRef", case.sources),
        *_references("SelectionRef", case.selections),
    ]
    return element("Case", {"guid": case.guid} | filled(name=case.name), children)


def _sources(data: Project, kept: dict[tuple[str, str], list[Element]]) -> Iterator[Element]:
    """The documents, then what is more than its text, around the documents that are a part of it."""
    within: dict[str, dict[str, Source]] = {}
    for source in data.sources:
        pieces = kept.get(("Sources", source.within), []) if source.within else []
        if any(source.guid in places_in(piece) for piece in pieces):
            within.setdefault(source.within, {})[source.guid] = source
        else:
            children = [*_description(source.description), *_selections(source), *_on_the_whole(source)]
            about = {"guid": source.guid} | filled(name=source.name) | _paths(source) | _made(source.made)
            yield element("TextSource", about, children)
    yield from kept.get(("Sources", ""), [])
    for (part, outer), pieces in kept.items():
        texts = within.get(outer, {})
        paths = {guid: f"{INTERNAL}{text_name(guid)}" for guid in texts}
        if part == "Sources" and outer:
            yield from (with_texts(piece, texts, paths, _selections, _about) for piece in pieces)


def _about(source: Source) -> list[Element]:
    return [*_description(source.description), *_on_the_whole(source)]


def _on_the_whole(source: Source) -> list[Element]:
    return [*_codings(source.codings), *_references("NoteRef", source.notes), *_values(source.values)]


def _selections(source: Source) -> list[Element]:
    return [_selection(each) for each in source.selections]


def _selection(selection: Selection) -> Element:
    place = {"startPosition": str(selection.start), "endPosition": str(selection.end)}
    about = {"guid": selection.guid} | filled(name=selection.name) | place | _made(selection.made)
    children = [
        *_description(selection.description),
        *_codings(selection.codings),
        *_references("NoteRef", selection.notes),
    ]
    return element("PlainTextSelection", about, children)


def _codings(codings: Iterable[Coding]) -> list[Element]:
    return [
        element(
            "Coding",
            {"guid": each.guid} | filled(creatingUser=each.made.by, creationDateTime=each.made.when),
            [*_references("CodeRef", [each.code]), *_references("NoteRef", each.notes)],
        )
        for each in codings
    ]


def _note(note: Note, pieces: Iterable[Element]) -> Element:
    """A note; what stood on places of its text, which catena does not show, stands there again."""
    about = {"guid": note.guid} | filled(name=note.name) | _paths(note) | _made(note.made)
    kept = [each for piece in pieces for each in piece if each.tag in ("PlainTextSelection", "Coding", "VariableValue")]
    children = [
        *_description(note.description),
        *(each for each in kept if each.tag == "PlainTextSelection"),
        *(each for each in kept if each.tag == "Coding"),
        *_codings(note.codings),
        *_references("NoteRef", note.notes),
        *(each for each in kept if each.tag == "VariableValue"),
    ]
    return element("Note", about, children)


def _links(data: Project) -> Iterator[Element]:
    for each in data.links:
        ends = filled(direction=each.direction, color=each.colour, originGUID=each.origin, targetGUID=each.target)
        yield element("Link", {"guid": each.guid} | filled(name=each.name) | ends, _references("NoteRef", each.notes))


def _sets(data: Project) -> Iterator[Element]:
    for each in data.sets:
        children = [
            *_description(each.description),
            *_references("MemberCode", each.codes),
            *_references("MemberSource", each.sources),
            *_references("MemberNote", each.notes),
        ]
        yield element("Set", {"guid": each.guid, "name": each.name}, children)


def _kept(data: Project, tell: Tell) -> dict[tuple[str, str], list[Element]]:
    """The pieces that were kept, as they can be written, by the part that they stand in and what they stand inside of."""
    known = {each.guid for things in (data.users, data.codes, data.notes, data.variables) for each in things}
    made: dict[tuple[str, str], list[Element]] = {}
    for each in data.kept:
        piece = lawful(parse_xml(each.element, [each.xml.encode()]), known, tell)
        if piece is not None and each.part in _PARTS and piece.tag in rules_of(PROJECT)[each.part].order:
            made.setdefault((each.part, each.inside), []).append(piece)
        elif piece is not None:
            tell(f"the standard has no place for {each.element} in {each.part or 'the project'}")
    return made


def _made(made: Made) -> dict[str, str]:
    return filled(
        creatingUser=made.by,
        creationDateTime=made.when,
        modifyingUser=made.changed_by,
        modifiedDateTime=made.changed,
    )


def _paths(thing: Source | Note) -> dict[str, str]:
    text = f"{INTERNAL}{text_name(thing.guid)}" if thing.text is not None else ""
    rich = thing.rich_path.rpartition("/")[2]
    return filled(richTextPath=f"{INTERNAL}{rich}" if rich else "", plainTextPath=text)
