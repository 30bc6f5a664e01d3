"""Pieces of XML that were kept as they came, made fit to go out again.

What another program wrote out of order is put into the order of the schema, its GUIDs become those of everything else, and what
no schema allows, or what leads to a thing that does not go out, is left away and told.
"""

from collections.abc import Callable, Collection
from xml.etree.ElementTree import Element

from store.exchange.refi.grammar import PROJECT, TYPES, rules_of
from store.exchange.refi.identifiers import canonical, is_guid

Tell = Callable[[str], None]
"""Takes a sentence about what is left away."""


def lawful(element: Element, known: Collection[str], tell: Tell) -> Element | None:
    """A copy of the element as the schema allows it, or None; `known` are the GUIDs that codes, notes and users have."""
    rules = rules_of(PROJECT)
    rule = rules.get(element.tag)
    if rule is None:
        tell(f"the standard has no {element.tag}")
        return None
    made = Element(element.tag)
    for key, value in element.attrib.items():
        kind = rule.types.get(key)
        plain = canonical(value) if kind == "guid" else value
        if kind is None or TYPES[kind].fullmatch(plain.strip()) is None:
            tell(f"{key} of {element.tag} is not as the standard wants it")
        elif kind != "guid" or key == "guid" or not _leads_away(key, plain, known):
            made.set(key, plain)
    if not rule.required <= made.attrib.keys():
        if element.tag not in ("CodeRef", "NoteRef"):
            tell(f"{element.tag} has not all that the standard wants of it")
        return None
    made.text = element.text if not len(element) else None
    children = [child for each in element if (child := lawful(each, known, tell)) is not None]
    made.extend(
        sorted((each for each in children if each.tag in rule.order), key=lambda each: rule.order.index(each.tag))
    )
    if rule.children.fullmatch("".join(f"{each.tag}," for each in made)) is None:
        tell(f"{element.tag} holds what it cannot, or not what it must")
        return None
    return made


def _leads_away(key: str, guid: str, known: Collection[str]) -> bool:
    """Whether a reference leads to nothing that goes out: of a code, a note or a user it is known what does."""
    return is_guid(guid) and key in ("targetGUID", "creatingUser", "modifyingUser") and guid not in known
