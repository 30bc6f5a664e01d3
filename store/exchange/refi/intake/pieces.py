"""What stands on a text, as it becomes excerpts: one for each range, person and memo, in however many selections it is said.

Programs write one selection for each coding, or one with many, by one or by several people. Who coded it is whose it is; what a
selection says of itself goes with the one who made it. A coding of the whole source is an excerpt of all its text. A selection of
nothing, which some programs make, stands at one character, and is a selection of nothing again in an export. The parts of an
excerpt of ours, which go out as a selection each, are one excerpt again where nobody made them differ.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from store.exchange.refi.identifiers import minted, of_part
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
    later: list[tuple[int, int]] = field(default_factory=list)
    """The ranges of its other parts, in order."""
    of_parts: list[str] = field(default_factory=list)
    """The GUIDs of the selections of its other parts."""

    @property
    def ranges(self) -> list[tuple[int, int]]:
        return [(self.start, self.end), *self.later]


def pieces_of(
    source: Source,
    text: str,
    coder_of: Callable[..., str],
    cases: Mapping[str, str],
    of_cases: Mapping[str, list[str]],
    ours: bool = False,
) -> list[Piece]:
    """The pieces of a source. `coder_of` says who GUIDs of users are; `cases` are ids by the GUIDs of codes that are cases;
    `of_cases` the ids of cases by the GUIDs of their selections; `ours` is whether catena wrote the file."""
    made: list[Piece] = []
    at: dict[tuple[tuple[tuple[int, int], ...], str, bool], list[Piece]] = {}
    selected = list(_selected(source, text, coder_of, cases, of_cases, ours))
    for piece in (*(_with_parts(selected) if ours else selected), *_whole(source, text, coder_of, cases)):
        place = (tuple(piece.ranges), piece.coder, piece.whole)
        known = next((each for each in at.get(place, ()) if _go_together(each, piece, ours)), None)
        if known is None:
            at.setdefault(place, []).append(piece)
            made.append(piece)
        else:
            _join(known, piece)
    return made


def _with_parts(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with those that are parts of another one and say the same in its place."""
    by_guid = {each.guids[0]: each for each in pieces}
    absorbed: set[str] = set()
    for piece in pieces:
        parts: list[Piece] = []
        while (part := by_guid.get(of_part(piece.guids[0], len(parts) + 1))) is not None:
            parts.append(part)
        whole = [piece, *parts]
        in_order = all(one.end < other.start for one, other in itertools.pairwise(whole))
        if parts and in_order and all(_is_part(each, piece) for each in parts):
            piece.later = [(each.start, each.end) for each in parts]
            piece.of_parts = [each.guids[0] for each in parts]
            absorbed.update(piece.of_parts)
    return [each for each in pieces if each.guids[0] not in absorbed]


def _is_part(part: Piece, piece: Piece) -> bool:
    same = [sorted(coding.code for coding in each.codings) for each in (part, piece)]
    return (
        part.coder == piece.coder and same[0] == same[1] and not (part.note or part.notes or part.point or piece.point)
    )


def _selected(
    source: Source,
    text: str,
    coder_of: Callable[..., str],
    cases: Mapping[str, str],
    of_cases: Mapping[str, list[str]],
    ours: bool,
) -> Iterator[Piece]:
    for selection in source.selections:
        if ours and _is_besides(source, selection, cases):
            continue
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


def _is_besides(source: Source, selection: Selection, cases: Mapping[str, str]) -> bool:
    """Whether an export of ours has a selection for one program alone, and says the same elsewhere."""
    if selection.guid == minted("", "whole", f"{source.guid} {selection.made.by}"):
        return True
    of_cases = bool(selection.codings) and all(each.code in cases for each in selection.codings)
    return of_cases and not (selection.description or selection.notes)


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


def _go_together(known: Piece, piece: Piece, ours: bool) -> bool:
    """Whether two pieces of one place are one excerpt; an export of ours has a selection for each, with a GUID of its own."""
    if ours and known.guids[0] != piece.guids[0]:
        return False
    return known.point == piece.point and (known.note == piece.note or not known.note or not piece.note)


def _join(known: Piece, piece: Piece) -> None:
    known.note = known.note or piece.note
    known.guids += (guid for guid in piece.guids if guid not in known.guids)
    known.codings += piece.codings
    known.cases += (case for case in piece.cases if case not in known.cases)
    known.notes += (note for note in piece.notes if note not in known.notes)
