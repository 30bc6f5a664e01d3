"""From the elements of the XML to the values of the model, one function a kind of element; nothing here knows of other files.

GUIDs and references become canonical, so that one written in other letters or in braces is the same. An id that is no GUID gets
one that follows from it. Positions of selections are still those that the file has.
"""

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from store.exchange.refi.identifiers import canonical, is_guid, minted
from store.exchange.refi.markup import attribute, text_in
from store.exchange.refi.model import Case, Code, Coding, Link, Made, Selection, Set, User, Value, Variable
from store.exchange.refi.plain import TYPES, colour_in, is_true


@lru_cache(maxsize=65_536)
def identifier(text: str) -> str:
    """The GUID that an attribute names, "" where it is absent."""
    known = canonical(text)
    return known if is_guid(known) or not known else minted("refi", "id", known)


def guid_in(element: Element, place: str) -> str:
    """The element's own GUID; one without any has one that follows from its `place`."""
    return identifier(attribute(element, "guid")) or minted("refi", element.tag, place)


def references(element: Element, child: str) -> tuple[str, ...]:
    """The GUIDs that the children of that name refer to, each once."""
    found = (attribute(each, "targetGUID") or attribute(each, "guid") for each in element.iterfind(child))
    return tuple(dict.fromkeys(guid for each in found if (guid := identifier(each))))


def made_in(element: Element) -> Made:
    by = attribute(element, "creatingUser") or attribute(element, "creatingUserGUID")
    changed_by = attribute(element, "modifyingUser") or attribute(element, "modifyingUserGUID")
    return Made(
        identifier(by),
        attribute(element, "creationDateTime"),
        identifier(changed_by),
        attribute(element, "modifiedDateTime"),
    )


def user_in(element: Element, place: str) -> User:
    return User(guid_in(element, place), attribute(element, "name"), attribute(element, "id"))


def codes_in(holder: Element) -> Iterator[Code]:
    """The codes below `holder`, each before those below it."""
    waiting = [(each, "", f"{number}") for number, each in enumerate(holder.iterfind("Code"))][::-1]
    while waiting:
        element, parent, place = waiting.pop()
        guid = guid_in(element, place)
        yield Code(
            guid,
            attribute(element, "name"),
            is_true(attribute(element, "isCodable"), True),
            colour_in(attribute(element, "color")),
            text_in(element, "Description") or attribute(element, "description"),
            references(element, "NoteRef"),
            parent,
        )
        below = [(each, guid, f"{place}.{number}") for number, each in enumerate(element.iterfind("Code"))]
        waiting += reversed(below)


def variable_in(element: Element, place: str) -> Variable:
    named = attribute(element, "typeOfVariable")
    known = next((each for each in TYPES if each.casefold() == named.casefold()), "Text")
    return Variable(guid_in(element, place), attribute(element, "name"), known, text_in(element, "Description"))


def values_in(element: Element) -> tuple[Value, ...]:
    made: list[Value] = []
    for each in element.iterfind("VariableValue"):
        reference = each.find("VariableRef")
        value = next((child for child in each if child.tag.endswith("Value")), None)
        if reference is not None and value is not None:
            variable = identifier(attribute(reference, "targetGUID"))
            made.append(Value(variable, value.text or "", value.tag.removesuffix("Value")))
    return tuple(made)


def case_in(element: Element, place: str) -> Case:
    return Case(
        guid_in(element, place),
        attribute(element, "name"),
        text_in(element, "Description"),
        references(element, "CodeRef"),
        values_in(element),
        references(element, "SourceRef"),
        references(element, "SelectionRef"),
    )


def codings_in(element: Element, place: str) -> tuple[Coding, ...]:
    made: list[Coding] = []
    for number, each in enumerate(element.iterfind("Coding")):
        code = next(iter(references(each, "CodeRef")), "")
        made.append(Coding(guid_in(each, f"{place} {number}"), code, made_in(each), references(each, "NoteRef")))
    return tuple(made)


def selection_in(element: Element, place: str, start: int, end: int) -> Selection:
    guid = guid_in(element, place)
    return Selection(
        guid,
        start,
        end,
        attribute(element, "name"),
        text_in(element, "Description"),
        codings_in(element, guid),
        references(element, "NoteRef"),
        made_in(element),
    )


def link_in(element: Element, place: str) -> Link:
    return Link(
        guid_in(element, place),
        attribute(element, "name"),
        attribute(element, "direction"),
        identifier(attribute(element, "originGUID")),
        identifier(attribute(element, "targetGUID")),
        colour_in(attribute(element, "color")),
        references(element, "NoteRef"),
    )


def set_in(element: Element, place: str) -> Set:
    return Set(
        guid_in(element, place),
        attribute(element, "name"),
        text_in(element, "Description") or attribute(element, "description"),
        references(element, "MemberCode"),
        references(element, "MemberSource"),
        references(element, "MemberNote"),
    )
