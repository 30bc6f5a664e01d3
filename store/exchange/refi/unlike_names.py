"""Names that programs need to differ: of codes, of memos, of cases, of people, of all that is known there by its name alone.

The first thing of a name keeps it. A code is called by its path, anything else gets a number; whether letters are large or small
makes no difference. No thing is left out and none is put elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from store.exchange.refi.model import Code, Project, Set, Variable

if TYPE_CHECKING:
    from store.exchange.refi.model import Note, Source, User

Named = TypeVar("Named", "User", "Note", "Source", Variable, Set)

BETWEEN = " / "
"""Between the names of a path, where the path is the name."""


def unique_names(data: Project) -> Project:
    """A code whose name another code has too is called by its path; where that is not enough, by a number."""
    by_guid = {each.guid: each for each in data.codes}
    counted: dict[str, int] = {}
    for each in data.codes:
        counted[each.name.casefold()] = counted.get(each.name.casefold(), 0) + 1
    taken = {name for name, count in counted.items() if count == 1}
    made: list[Code] = []
    for each in data.codes:
        name = each.name
        if counted[name.casefold()] > 1:
            name = unlike(BETWEEN.join(reversed(list(path_of(each, by_guid)))), taken)
        made.append(replace(each, name=name))
    return replace(data, codes=tuple(made))


def path_of(code: Code, by_guid: Mapping[str, Code]) -> Iterator[str]:
    """The names from a code up to the top."""
    seen: set[str] = set()
    here: Code | None = code
    while here is not None and here.guid not in seen:
        seen.add(here.guid)
        yield here.name
        here = by_guid.get(here.parent)


def unlike_things(data: Project) -> Project:
    """Of memos, cases, documents, people, variables and sets, each has a name, and no two of a kind the same.

    A set is called otherwise than the variables too. A case without a name that is one of one document stays without.
    """
    people, cases, attributes = set[str](), set[str](), set[str]()
    return replace(
        data,
        users=tuple(
            replace(each, name=unlike(each.name.rstrip(" ") or each.id or "Coder", people)) for each in data.users
        ),
        cases=tuple(
            replace(each, name=unlike(each.name or "Case", cases)) if each.name or len(each.sources) != 1 else each
            for each in data.cases
        ),
        sources=_unlike(data.sources, "Document", set()),
        notes=_unlike(data.notes, "Memo", set()),
        variables=_unlike(data.variables, "Variable", attributes),
        sets=_unlike(data.sets, "Set", attributes),
    )


def _unlike(things: tuple[Named, ...], otherwise: str, taken: set[str]) -> tuple[Named, ...]:
    return tuple(replace(each, name=unlike(each.name.rstrip(" ") or otherwise, taken)) for each in things)


def unlike_by_blanks(things: Iterable[Named]) -> tuple[Named, ...]:
    """The things, one that is called exactly as an earlier one with blanks behind its name, which every reader takes off.

    Nobody sees another name than there is, and QualCoder neither stops at a second memo of a name nor takes two people for one.
    """
    taken: set[str] = set()
    made: list[Named] = []
    for each in things:
        name = each.name
        while name and name in taken:
            name += " "
        taken.add(name)
        made.append(replace(each, name=name))
    return tuple(made)


def unlike(name: str, taken: set[str]) -> str:
    """The name, or the name with the first number that makes it one that is not `taken`; it is taken from then on."""
    made, number = name, 2
    while made.casefold() in taken:
        made = f"{name} ({number})"
        number += 1
    taken.add(made.casefold())
    return made
