"""What stands on a text, as it becomes excerpts: one for each range, person and memo, in however many selections it is said.

Programs write one selection for each coding, or one with many, by one or by several people. Who coded it is whose it is; what a
selection says of itself goes with the one who made it. A coding of the whole source is an excerpt of all its text. A selection of
nothing, which some programs make, stands at one character, and is a selection of nothing again in an export.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from store.exchange.refi.identifiers import minted
from store.exchange.refi.model import Coding, Made, Selection, Source


@dataclass
class Piece:
    """An excerpt to be: a half-open range of a text, whose (slug) it is, and what is said of it."""

    start: int
    end: int
    coder: str
    guids: list[str]
    note: str = ""
    codings: list[Coding] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    made: Made = field(default_factory=Made)
    name: str = ""
    whole: bool = False
    point: bool = False


def pieces_of(
    source: Source, text: str, coder_of: Callable[..., str], cases: Mapping[str, str], of_cases: Mapping[str, list[str]]
) -> list[Piece]:
    """The pieces of a source. `coder_of` says who GUIDs of users are; `cases` are ids by the GUIDs of codes that are cases;
    `of_cases` the ids of cases by the GUIDs of their selections."""
    made: list[Piece] = []
    at: dict[tuple[int, int, str, bool], list[Piece]] = {}
    for piece in (*_selected(source, text, coder_of, cases, of_cases), *_whole(source, text, coder_of, cases)):
        place = (piece.start, piece.end, piece.coder, piece.whole)
        known = next((each for each in at.get(place, ()) if _go_together(each, piece)), None)
        if known is None:
            at.setdefault(place, []).append(piece)
            made.append(piece)
        else:
            _join(known, piece)
    return made


def _selected(
    source: Source, text: str, coder_of: Callable[..., str], cases: Mapping[str, str], of_cases: Mapping[str, list[str]]
) -> Iterator[Piece]:
    for selection in source.selections:
        of_whole = (selection.start, selection.end) == (0, len(text))
        said = [each for each in selection.codings if each.code in cases]
        coded = [each for each in selection.codings if each.code not in cases]
        belongs = [*of_cases.get(selection.guid, ()), *([] if of_whole else (cases[each.code] for each in said))]
        if said and of_whole and not (coded or belongs or selection.description or selection.notes):
            continue
        coders: dict[str, list[Coding]] = {}
        for coding in coded:
            coders.setdefault(coder_of(coding.made.by, selection.made.by), []).append(coding)
        owner = coder_of(selection.made.by) if selection.made.by or not coders else next(iter(coders))
        first = owner if owner in coders or not coders else next(iter(coders))
        for coder in coders or (owner,):
            yield _piece(selection, text, coder, coders.get(coder, []), belongs, coder == first)


def _piece(selection: Selection, text: str, coder: str, codings: list[Coding], cases: list[str], first: bool) -> Piece:
    start, end = selection.start, selection.end
    point = start == end
    if point:
        start = min(start, len(text) - 1)
        end = start + 1
    guid = selection.guid if first else minted("refi", "selection", f"{selection.guid} {codings[0].made.by}")
    return Piece(
        start,
        end,
        coder,
        [guid],
        selection.description if first else "",
        codings,
        list(dict.fromkeys(cases)),
        list(selection.notes) if first else [],
        selection.made,
        selection.name,
        point=point,
    )


def _whole(source: Source, text: str, coder_of: Callable[..., str], cases: Mapping[str, str]) -> Iterator[Piece]:
    for coding in source.codings:
        if coding.code not in cases:
            coder = coder_of(coding.made.by, source.made.by)
            guid = minted("refi", "whole source", f"{source.guid} {coding.made.by}")
            yield Piece(0, len(text), coder, [guid], codings=[coding], made=coding.made, whole=True)


def _go_together(known: Piece, piece: Piece) -> bool:
    return known.point == piece.point and (known.note == piece.note or not known.note or not piece.note)


def _join(known: Piece, piece: Piece) -> None:
    known.note = known.note or piece.note
    known.guids += (guid for guid in piece.guids if guid not in known.guids)
    known.codings += piece.codings
    known.cases += (case for case in piece.cases if case not in known.cases)
    known.notes += (note for note in piece.notes if note not in known.notes)
