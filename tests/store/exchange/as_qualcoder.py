"""What comes of a project in QualCoder (3.x and 4.0), after what its import does with each thing that it reads, in our words.

Things are known there by their names: a coding by code, text, range and coder's name. The places where its import ends with an
error are errors here, and what it takes for something else or drops is not in the result.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from store.exchange.refi.model import Code, Project, Source

Place = tuple[str, int, int]
"""A source (GUID) and a range."""


class StopsError(Exception):
    """The import ends here, with half of the project taken in."""


@dataclass
class Taken:
    """By GUIDs, but for the names of coders."""

    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    codings: dict[tuple[Place, str, str], str] = field(default_factory=dict)
    annotations: dict[tuple[Place, str], str] = field(default_factory=dict)
    memos: set[str] = field(default_factory=set)
    case_texts: set[tuple[str, Place]] = field(default_factory=set)
    values: dict[tuple[str, str], str] = field(default_factory=dict)


def taken_by_qualcoder(sent: Project) -> Taken:
    taken = Taken(paths=dict(_codes(sent)))
    people = {each.guid: each.name for each in sent.users}
    if len({each.name for each in sent.sources}) < len(sent.sources):
        raise StopsError("a text of a name that is there already can lose its codings")
    for source in sent.sources:
        _text(taken, source, people)
    names: set[str] = set()
    answered = {link.target for link in sent.links if any(link.origin == note.guid for note in sent.notes)}
    annotating = {guid for source in sent.sources for guid in source.notes}
    for note in sent.notes:
        if note.guid in annotating | answered or not note.name:
            continue
        if note.name in names:
            raise StopsError(f"a second memo is called {note.name!r}")
        names.add(note.name)
        taken.memos.add(note.guid)
    _cases(taken, sent)
    return taken


def _codes(sent: Project) -> Iterator[tuple[str, tuple[str, ...]]]:
    above = {code.guid: code for code in sent.codes}
    names: set[tuple[bool, str]] = set()
    for code in sent.codes:
        leaf = code.guid not in {each.parent for each in sent.codes}
        if (code.codable, code.name) in names or (code.notes and code.codable and leaf):
            continue
        names.add((code.codable, code.name))
        yield code.guid, tuple(_path(code, above))


def _path(code: Code, above: dict[str, Code]) -> list[str]:
    parent = above.get(code.parent)
    to_the_top = parent is None or (parent.codable and not code.codable)
    return [*([] if to_the_top or parent is None else _path(parent, above)), code.name]


def _text(taken: Taken, source: Source, people: dict[str, str]) -> None:
    for each in source.selections:
        place, coder = (source.guid, each.start, each.end), people.get(each.made.by, "default")
        for coding in each.codings:
            if coding.code in taken.paths:
                taken.codings.setdefault((place, coding.code, coder), each.description)
        if not each.codings:
            if (place, coder) in taken.annotations:
                raise StopsError("a second annotation of one coder at one place")
            taken.annotations[place, coder] = each.description
    for value in source.values:
        _value(taken, source.guid, value.variable, value.text)


def _cases(taken: Taken, sent: Project) -> None:
    names: set[str] = set()
    for case in sent.cases:
        if not case.name or case.name in names:
            continue
        names.add(case.name)
        for value in case.values:
            _value(taken, case.guid, value.variable, value.text)
        for place, code, coder in [key for key in taken.codings if key[1] == case.guid]:
            taken.case_texts.add((case.guid, place))
            del taken.codings[place, code, coder]
        taken.paths.pop(case.guid, None)


def _value(taken: Taken, whose: str, variable: str, text: str) -> None:
    if (whose, variable) in taken.values:
        raise StopsError("a second value of one variable")
    taken.values[whose, variable] = text
