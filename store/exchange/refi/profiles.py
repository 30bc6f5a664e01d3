"""What programs need that are known to read some of the standard in a way of their own.

A profile is a list of changes to what the standard wants, each for a reason that was seen: codes whose name is there twice
lose their codings in QualCoder and ATLAS.ti (`unlike_names`); QualCoder needs more than that (`for_qualcoder`); NVivo finds the
text of a case under a code with its GUID, and counts UTF-16 units; MAXQDA knows variables of documents alone. No profile takes
anything away that its program would read.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import replace

from store.exchange.refi.case_codes import cases_as_codes
from store.exchange.refi.for_qualcoder import QUALCODER
from store.exchange.refi.model import Case, Project, Source
from store.exchange.refi.unlike_names import unique_names

Change = Callable[[Project], Project]

STANDARD = "standard"
"""The profile that changes nothing."""


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
    STANDARD: (),
    "atlas": (unique_names,),
    "maxqda": (values_on_documents,),
    "nvivo": (cases_as_codes,),
    "qualcoder": QUALCODER,
}
"""The changes for each program, in order."""
UTF16 = frozenset({"nvivo"})
"""Programs that count UTF-16 units."""


def for_program(data: Project, program: str) -> Project:
    """The project as `program` (a key of PROFILES) reads it best, still in code points."""
    for change in PROFILES[program]:
        data = change(data)
    return data
