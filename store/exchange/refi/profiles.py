"""What programs need that are known to read some of the standard in a way of their own.

A profile is a list of changes to what the standard wants, each for a reason that was seen: codes whose name is there twice
lose their codings in QualCoder and ATLAS.ti; QualCoder takes no second case of a name, stops at a second memo of one, makes a
category at the top of a group below a code, takes a memo that another is linked with for an annotation, reads no coding of a
whole document, and finds the text of a case only under a code with its GUID, as NVivo writes it; MAXQDA knows variables of
documents alone; NVivo counts UTF-16 units. No profile takes anything away that its program would read.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from store.exchange.refi.identifiers import minted
from store.exchange.refi.model import Case, Code, Coding, Project, Selection, Source

Change = Callable[[Project], Project]

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
            whole = name = BETWEEN.join(reversed(list(_path(each, by_guid))))
            number = 2
            while name.casefold() in taken:
                name = f"{whole} ({number})"
                number += 1
            taken.add(name.casefold())
        made.append(replace(each, name=name))
    return replace(data, codes=tuple(made))


def _path(code: Code, by_guid: Mapping[str, Code]) -> Iterator[str]:
    seen: set[str] = set()
    here: Code | None = code
    while here is not None and here.guid not in seen:
        seen.add(here.guid)
        yield here.name
        here = by_guid.get(here.parent)


def unlike_memos_and_cases(data: Project) -> Project:
    """A memo or a case whose name an earlier one has gets a number; a memo without a name is called one."""
    notes, cases = [], []
    names: set[str] = set()
    for note in data.notes:
        notes.append(replace(note, name=_unlike(note.name or "Memo", names)))
    names = set()
    for case in data.cases:
        cases.append(replace(case, name=_unlike(case.name, names)) if case.name else case)
    return replace(data, notes=tuple(notes), cases=tuple(cases))


def _unlike(name: str, taken: set[str]) -> str:
    made, number = name, 2
    while made.casefold() in taken:
        made = f"{name} ({number})"
        number += 1
    taken.add(made.casefold())
    return made


def groups_below_codes_as_codes(data: Project) -> Project:
    """A code that only groups others, below one that is more than a group, is one that texts can have."""
    within: set[str] = set()
    made: list[Code] = []
    for each in data.codes:
        below = each.parent in within
        if below or each.codable:
            within.add(each.guid)
        made.append(replace(each, codable=each.codable or below))
    return replace(data, codes=tuple(made))


def no_links_between_memos(data: Project) -> Project:
    """Without links from one memo to another."""
    notes = {note.guid for note in data.notes}
    links = (each for each in data.links if not (each.origin in notes and each.target in notes))
    return replace(data, links=tuple(links))


def whole_documents_as_selections(data: Project) -> Project:
    """Each coding of a whole document stands besides on a selection of all of its text."""
    return replace(data, sources=tuple(map(_with_whole_selected, data.sources)))


def _with_whole_selected(source: Source) -> Source:
    if not source.codings or not source.text:
        return source
    by_coder: dict[str, list[Coding]] = {}
    for each in source.codings:
        by_coder.setdefault(each.made.by, []).append(each)
    whole = [
        Selection(
            guid=minted("", "whole", f"{source.guid} {coder}"),
            start=0,
            end=len(source.text),
            name=source.name,
            codings=tuple(replace(each, guid=minted("", "whole", each.guid)) for each in codings),
            made=codings[0].made,
        )
        for coder, codings in by_coder.items()
    ]
    return replace(source, selections=(*source.selections, *whole))


def cases_as_codes(data: Project, only: Collection[str] | None = None) -> Project:
    """Each case (or `only` those with these GUIDs) stands besides as a code with its GUID, on all text of its documents."""
    codes = {each.guid for each in data.codes}
    new = [each for each in data.cases if each.guid not in codes and (only is None or each.guid in only)]
    made = [Code(each.guid, each.name or "case") for each in new]
    sources = tuple(
        _with_cases(source, [each for each in new if source.guid in each.sources]) for source in data.sources
    )
    return replace(data, codes=(*data.codes, *made), sources=sources)


def _with_cases(source: Source, cases: list[Case]) -> Source:
    if not cases or not source.text:
        return source
    selections = [
        Selection(
            guid=minted("", "case", f"{source.guid} {each.guid}"),
            start=0,
            end=len(source.text),
            name=source.name,
            codings=(Coding(minted("", "case coding", f"{source.guid} {each.guid}"), each.guid, source.made),),
            made=source.made,
        )
        for each in cases
    ]
    return replace(source, selections=(*source.selections, *selections))


def values_on_documents(data: Project) -> Project:
    """What is known of a case stands besides on each document that belongs to this case alone."""
    of_document: dict[str, list[Case]] = {}
    for case in data.cases:
        for source in case.sources:
            of_document.setdefault(source, []).append(case)
    made: list[Source] = []
    for each in data.sources:
        cases = of_document.get(each.guid, [])
        known = {value.variable for value in each.values}
        added = [value for value in cases[0].values if value.variable not in known] if len(cases) == 1 else []
        made.append(replace(each, values=(*each.values, *added)))
    return replace(data, sources=tuple(made))


def in_utf16_units(data: Project) -> Project:
    """Positions count UTF-16 units: other ones only behind characters beyond U+FFFF."""
    return replace(data, sources=tuple(map(_with_units, data.sources)))


def _with_units(source: Source) -> Source:
    text = source.text
    if not text or max(text) <= "\uffff":
        return source
    wide = [place for place, each in enumerate(text) if each > "\uffff"]

    def units(place: int) -> int:
        return place + bisect_left(wide, place)

    moved = (replace(each, start=units(each.start), end=units(each.end)) for each in source.selections)
    return replace(source, selections=tuple(moved))


PROFILES: Mapping[str, tuple[Change, ...]] = {
    "standard": (),
    "atlas": (unique_names,),
    "maxqda": (values_on_documents,),
    "nvivo": (cases_as_codes,),
    "qualcoder": (
        whole_documents_as_selections,
        unlike_memos_and_cases,
        cases_as_codes,
        groups_below_codes_as_codes,
        unique_names,
        no_links_between_memos,
    ),
}
"""The changes for each program, in order."""
UTF16 = frozenset({"nvivo"})
"""Programs that count UTF-16 units."""


def for_program(data: Project, program: str) -> Project:
    """The project as `program` (a key of PROFILES) reads it best, still in code points."""
    for change in PROFILES[program]:
        data = change(data)
    return data
