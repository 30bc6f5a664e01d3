"""Cases as NVivo has them: as codes with their GUIDs, on all text of their documents and on their excerpts.

The cases stay cases; what says so besides has GUIDs that follow from theirs, so an import of catena knows it for what it is.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from store.exchange.refi.identifiers import minted
from store.exchange.refi.model import Case, Code, Coding, Made, Project, Selection, Source


def cases_as_codes(data: Project, only: Collection[str] | None = None) -> Project:
    """The project in which each case (or `only` those with these GUIDs) stands as a code too."""
    codes = {each.guid for each in data.codes}
    cases = [each for each in data.cases if each.guid not in codes and (only is None or each.guid in only)]
    return replace(
        data,
        codes=(*data.codes, *(Code(each.guid, each.name or "case") for each in cases)),
        sources=tuple(replace(each, selections=tuple(_with_cases(each, cases))) for each in data.sources),
    )


def _with_cases(source: Source, cases: list[Case]) -> Iterator[Selection]:
    yield from source.selections

    def said(case: Case, start: int, end: int, name: str, made: Made) -> Selection:
        key = f"{source.guid} {case.guid}" if (start, end) == whole else f"{source.guid} {case.guid} {start} {end}"
        coding = Coding(minted("", "case coding", key), case.guid, made)
        return Selection(minted("", "case", key), start, end, name, codings=(coding,), made=made)

    whole = 0, len(source.text or "")
    for case in cases:
        if source.guid in case.sources:
            if source.text:
                yield said(case, *whole, source.name, source.made)
            continue
        mine = {(each.start, each.end): each for each in source.selections if each.guid in case.selections}
        for (start, end), each in mine.items():
            yield said(case, start, end, each.name, each.made)
