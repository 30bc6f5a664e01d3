"""What QualCoder needs, which knows a thing by its name, and the places of a text by their coder, code and range.

It takes one coding of a code by a coder for a range, and stops at a second range without a code; a category below a code comes to
the top; a coding of a whole document is not read, nor are the documents and excerpts of a case, unless a code has the GUID of the
case. What refers to a memo from a document makes the memo an annotation without a place, which is lost; one from a code loses the
code (3.x); one memo linked with another is lost. So all that a memo is about is said by links that QualCoder does not read, and
that an import of catena does.
"""

from collections.abc import Callable
from dataclasses import replace

from store.exchange.refi.case_codes import cases_as_codes
from store.exchange.refi.identifiers import ABOUT, minted, of_link
from store.exchange.refi.model import Code, Coding, Link, Project, Selection, Source
from store.exchange.refi.unlike_names import unique_names, unlike, unlike_things


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


def memos_by_links(data: Project) -> Project:
    """A memo is about a document or a code by a link instead of a reference; no memo is linked with another."""
    notes = {note.guid for note in data.notes}
    links = {(each.origin, each.target): each for each in data.links if not {each.origin, each.target} <= notes}
    named = [(each.guid, each.notes) for each in data.sources] + [(each.guid, each.notes) for each in data.codes]
    for thing, note in ((thing, note) for thing, about in named for note in about):
        if note in notes and (thing, note) not in links:
            links.setdefault((note, thing), Link(of_link(note, thing), ABOUT, "OneWay", note, thing))
    return replace(
        data,
        sources=tuple(replace(each, notes=()) for each in data.sources),
        codes=tuple(replace(each, notes=()) for each in data.codes),
        links=tuple(sorted(links.values(), key=lambda each: each.guid)),
    )


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


def cases_as_codes_of_other_names(data: Project) -> Project:
    """Each case that has a name stands besides as a code, till QualCoder takes those away again; no other code is called so."""
    taken = {each.name.casefold() for each in data.codes}
    named = {each.guid for each in data.cases if each.name}
    before = len(data.codes)
    after = cases_as_codes(data, named)
    made = (replace(each, name=unlike(each.name, taken)) for each in after.codes[before:])
    return replace(after, codes=(*data.codes, *made))


def one_of_each_place(data: Project) -> Project:
    """Of a coder's selections of one range, one alone has a code, and one alone has none; the notes of both stand on it."""
    return replace(data, sources=tuple(map(_with_one_of_each_place, data.sources)))


def _with_one_of_each_place(source: Source) -> Source:
    first: dict[tuple[int, int, str, str], int] = {}
    made: list[Selection] = []
    for each in source.selections:
        keys = {coding.code: (each.start, each.end, each.made.by, coding.code) for coding in each.codings}
        keys = keys or {"": (each.start, each.end, each.made.by, "")}
        again = {code: first[key] for code, key in keys.items() if key in first}
        if not again:
            first |= dict.fromkeys(keys.values(), len(made))
            made.append(each)
            continue
        for place in set(again.values()):
            made[place] = replace(made[place], description=_both(made[place].description, each.description))
        left = tuple(coding for coding in each.codings if coding.code not in again)
        if left:
            first |= {keys[coding.code]: len(made) for coding in left}
            made.append(replace(each, codings=left))
    return replace(source, selections=tuple(made))


def _both(one: str, other: str) -> str:
    return one if f"\n\n{other}\n\n" in f"\n\n{one}\n\n" else f"{one}\n\n{other}".strip()


QUALCODER: tuple[Callable[[Project], Project], ...] = (
    whole_documents_as_selections,
    unlike_things,
    groups_below_codes_as_codes,
    unique_names,
    cases_as_codes_of_other_names,
    one_of_each_place,
    memos_by_links,
)
"""The changes for QualCoder, in order."""
