"""Where an excerpt's words are in another version of its text.

Two witnesses are heard. The *counterparts* carry the place over, word by word, through what lies before and behind it; the
*quotation* is looked for by itself, anywhere, with its surroundings. A place is taken where all that differs is explained by
editing, or where no more is odd around it than in the rest of the text, and where nothing else is as like the quotation. Of
what was moved nothing may be odd. All else is for a person: an anchor that was found wrongly is worse than one that was not
found.

Words are those of the search view, so that other line ends, split ligatures, hyphens and marks are no difference. Offsets are
half-open ranges of code points of the verbatim texts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from search.anchor_words import Range, Words
from search.counterparts import Counterparts
from search.kept_stretches import WIDE
from search.resembling import Likely, Places

State = Literal["carried", "moved", "to check", "missing"]
"""The words are as they were; they have changed, and both witnesses agree; a person must say; nothing like it is there."""

LIKE, MORE_LIKE, VERY_LIKE = 0.6, 0.8, 0.9
"""The likeness from which on words in place are the quotation's; of one of up to FEW words; and that of words elsewhere."""
FEW = 12
POSSIBLE = 0.5
"""The likeness from which on words elsewhere are told as what the quotation may be."""
DOUBTFUL = 0.3
"""The likeness from which on words in the old place are."""
CONTEXT = 8
"""Words on each side that belong to a quotation's surroundings."""
BESIDE = 2
"""Words on each side that must be the same ones where a place is taken without more ado."""
AROUND = 40
"""Words on each side, as far as the paragraphs go, in which what is odd counts."""
MARGIN = 0.08
"""By how much a moved quotation must be more like its place than any other."""
SPLINTER = 0.1
"""The share of a quotation that may have gone elsewhere."""
LARGE = 20
"""Words that must have moved together where a quotation is taken that was torn."""
MOST = 3
"""Candidates that are told."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in the new text, and how like the quotation it is, from 0 to 1."""

    start: int
    end: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Anchored:
    """What became of a range: its new places where they are sure, else up to three that it may be, the best first.

    There are several places where something long was put in between its words.
    """

    state: State
    places: tuple[Range, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Old words `[first, last)` that are the new words `[there, until)` of one stretch."""

    stretch: int
    first: int
    last: int
    there: int
    until: int


@dataclass(frozen=True, slots=True)
class Found:
    """The pieces of the words of a quotation, their ranges in the new text, and how many of the letters are accounted for."""

    words: Range
    pieces: tuple[Piece, ...]
    runs: tuple[Range, ...]
    likeness: float
    moved: bool

    def over(self, other: Range) -> bool:
        """Whether a range of new words is among them."""
        return any(_shared(other, run) for run in self.runs)


class Anchoring:
    """From one version of a text to another: made once, asked for every excerpt."""

    def __init__(self, old: str, new: str | Words) -> None:
        self._old, self._new = Words(old), new if isinstance(new, Words) else Words(new)
        self._parts = Counterparts(self._old, self._new)

    @cached_property
    def _places(self) -> Places:
        return Places(self._parts.new_ids, self._parts.kinds)

    def anchor(self, start: int, end: int) -> Anchored:
        """Where the old text's `[start, end)` is in the new one."""
        words = self._old.inside(start, end)
        if words[0] >= words[1]:
            return Anchored("to check")
        found = self._found(words)
        if self._is_plain(found):
            return self._taken((start, end), found)
        firm = self._is_firm(found)
        if firm and not found.moved and not _in(self._parts.odd, words) and not _in(self._parts.typos, words):
            return self._taken((start, end), found)
        likely = self._look_for(words)
        if firm and not self._has_rival(found, likely):
            return self._taken((start, end), found)
        return self._asked(found, likely)

    def _taken(self, place: Range, found: Found) -> Anchored:
        places = self._with_marks(place, found)
        same = self._old.text[slice(*place)] == "".join(self._new.text[slice(*each)] for each in places)
        return Anchored("carried" if same and len(places) == 1 else "moved", places)

    def _found(self, words: Range) -> Found:
        parts = self._parts
        pieces = self._whole(tuple(self._pieces(*words)))
        runs = _joined(pieces)
        known = sum(parts.known[each.last] - parts.known[each.first] for each in pieces)
        strange = sum(parts.strange[until] - parts.strange[there] for there, until in runs)
        likeness = 2 * known / (parts.letters[words[1]] - parts.letters[words[0]] + known + strange)
        return Found(words, pieces, runs, likeness, any(parts.stretches[each.stretch].moved for each in pieces))

    def _pieces(self, first: int, last: int) -> Iterator[Piece]:
        """The quotation's words by the stretches that they are in."""
        parts = self._parts
        while first < last:
            stretch = parts.stretch[first]
            if stretch < 0:
                first += 1
                continue
            end = min(last, parts.stretches[stretch].last)
            if parts.low[first] < parts.high[end - 1]:
                yield Piece(stretch, first, end, parts.low[first], parts.high[end - 1])
            first = end

    def _whole(self, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """The pieces without a splinter that was moved elsewhere, if there is one."""
        kept = tuple(each for each in pieces if not self._parts.stretches[each.stretch].moved)
        gone = self._letters(pieces) - self._letters(kept)
        return kept if gone <= SPLINTER * self._letters(pieces) else pieces

    def _letters(self, pieces: Sequence[Piece]) -> int:
        return sum(self._parts.letters[each.last] - self._parts.letters[each.first] for each in pieces)

    def _is_plain(self, found: Found) -> bool:
        """Whether all is explained, in place, and the words beside it stand right there."""
        parts = self._parts
        (first, last), pieces = found.words, found.pieces
        if len(pieces) != 1 or found.moved or found.likeness < 1:
            return False
        low, high = max(0, first - BESIDE), min(len(parts.stretch), last + BESIDE)
        beside = set(parts.stretch[low:high])
        if beside != {pieces[0].stretch} or _in(parts.odd, (low, high)):
            return False
        return not _in(parts.typos, found.words) or self._is_usual(found)

    def _is_firm(self, found: Found) -> bool:
        """Whether what was found is the quotation, if nothing else is."""
        if not found.runs or any(one[1] > other[0] for one, other in pairwise(found.runs)):
            return False
        enough = LIKE if _size(found.words) > FEW else MORE_LIKE
        if _size(found.words) <= FEW and _in(self._parts.torn, found.words):
            return False
        if found.likeness < (VERY_LIKE if found.moved else enough):
            return False
        if found.moved and not self._is_untouched(found.words):
            return False
        if found.moved and len(found.runs) > 1 and not all(map(self._is_large, found.pieces)):
            return False
        return self._is_usual(found)

    def _has_rival(self, found: Found, likely: Sequence[Likely]) -> bool:
        """Whether the quotation may as well be elsewhere."""
        own = max((likeness for likeness, place in likely if found.over(place)), default=found.likeness)
        rival = max((likeness for likeness, place in likely if not found.over(place)), default=0.0)
        return rival >= own - (MARGIN if found.moved or _in(self._parts.odd, found.words) else 0)

    def _around(self, words: Range) -> Range:
        """Words with those around them, as far as their paragraphs go."""
        first, last = self._old.paragraphs(words)
        return max(first, words[0] - AROUND), min(last, words[1] + AROUND)

    def _is_usual(self, found: Found) -> bool:
        """Whether no more has changed around the quotation than in the rest of the text.

        Where paragraphs were moved, what stands in their neighbours' place may be a near copy: then there is less to be allowed.
        """
        parts = self._parts
        words = self._around(found.words)
        size = _size(words)
        odd, typos = _in(parts.odd, words) + _in(parts.torn, found.words), _in(parts.typos, words)
        usual, usual_typos = parts.usual_odd * size, 3 * parts.usual_typos * size
        if not odd and not typos:
            return True
        if self._is_displaced(found):
            return odd <= usual and typos <= max(1, 0.03 * size) + usual_typos
        few = max(0.01 * size, usual) if parts.reordered else max(2, 0.02 * size) + 2 * usual
        return odd <= few and typos <= max(3, 0.05 * size) + usual_typos

    def _is_displaced(self, found: Found) -> bool:
        """Whether something near was moved away, or is from elsewhere, or has changed sides."""
        parts = self._parts
        (first, last), there, until = found.words, found.runs[0][0], found.runs[-1][1]
        old = max(0, first - 2 * AROUND), min(len(parts.stretch), last + 2 * AROUND)
        new = max(0, there - 2 * AROUND), min(len(parts.filled), until + 2 * AROUND)
        if _in(parts.away, (max(0, first - AROUND), min(len(parts.stretch), last + AROUND))) or _in(
            parts.from_away, new
        ):
            return True
        gone = set(_free_pairs(parts.old_ids, parts.stretch, old))
        return len(gone) > 1 and len(gone.intersection(_free_pairs(parts.new_ids, parts.filled, new))) > 1

    def _is_untouched(self, words: Range) -> bool:
        """Whether all that was moved is explained, and all around it, with no more typing errors than are usual."""
        parts = self._parts
        words = self._around(words)
        if _in(parts.odd, words) or min(parts.stretch[slice(*words)]) < 0:
            return False
        usual = 4 * parts.usual_typos * _size(words)
        return _in(parts.typos, words) <= (1 + usual if usual else 0)

    def _is_large(self, piece: Piece) -> bool:
        """Whether a piece is in its place, or in much that was moved and has nothing odd."""
        stretch = self._parts.stretches[piece.stretch]
        words = stretch.first, stretch.last
        return not stretch.moved or (_size(words) >= LARGE and not _in(self._parts.odd, words))

    def _look_for(self, words: Range) -> list[Likely]:
        """The places that are most like the quotation, the best first, none over another."""
        old, (first, last) = self._parts.old_ids, words
        return self._places.look_for(old[first:last], old[max(0, first - CONTEXT) : first], old[last : last + CONTEXT])

    def _asked(self, found: Found, likely: Sequence[Likely]) -> Anchored:
        starts, ends = self._new.starts, self._new.ends
        told = [(likeness, place) for likeness, place in likely[:MOST] if likeness >= POSSIBLE]
        if found.runs and found.likeness >= DOUBTFUL and found.runs[0][0] < found.runs[-1][1]:
            best = likely[0][1] if likely else (0, 0)
            shared, size = sum(_shared(run, best) for run in found.runs), sum(map(_size, found.runs))
            if 2 * shared < max(size, _size(best)):
                told = [(found.likeness, (found.runs[0][0], found.runs[-1][1])), *told][:MOST]
        candidates = tuple(Candidate(starts[first], ends[last - 1], likeness) for likeness, (first, last) in told)
        return Anchored("to check" if candidates else "missing", (), candidates)

    def _with_marks(self, place: Range, found: Found) -> tuple[Range, ...]:
        """The ranges of the new words, with as much of the marks around them as the old range had."""
        old, new = self._old, self._new
        ranges = [(new.starts[first], new.ends[last - 1]) for first, last in found.runs]
        start, end = ranges[0][0], ranges[-1][1]
        first, last = found.words
        lead = old.text[place[0] : old.starts[first]]
        tail = old.text[old.ends[last - 1] : place[1]]
        # Inside a word, as far inside as before.
        start += min(max(0, place[0] - old.starts[first]), ranges[0][1] - start - 1)
        end -= min(max(0, old.ends[last - 1] - place[1]), end - max(start, ranges[-1][0]) - 1)
        while lead and start and lead[-1] == new.text[start - 1]:
            lead, start = lead[:-1], start - 1
        while tail and end < len(new.text) and tail[0] == new.text[end]:
            tail, end = tail[1:], end + 1
        ranges[0] = (start, ranges[0][1])
        ranges[-1] = (ranges[-1][0], end)
        return tuple(ranges)


def _joined(pieces: Sequence[Piece]) -> tuple[Range, ...]:
    """The new words of the pieces; those with little between them in one."""
    found: list[Range] = []
    for each in pieces:
        if found and 0 <= each.there - found[-1][1] <= WIDE:
            found[-1] = (found[-1][0], each.until)
        else:
            found.append((each.there, each.until))
    return tuple(found)


def _in(sums: Sequence[int], words: Range) -> int:
    return sums[words[1]] - sums[words[0]]


def _free_pairs(words: Sequence[int], owners: Sequence[int], around: Range) -> Iterator[Range]:
    """Each two words that stand together and have no counterpart."""
    for number in range(around[0] + 1, around[1]):
        if owners[number] < 0 and owners[number - 1] < 0:
            yield words[number - 1], words[number]


def _size(words: Range) -> int:
    return words[1] - words[0]


def _shared(first: Range, second: Range) -> int:
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))
