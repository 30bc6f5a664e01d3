"""Quotations: where in the documents the words of a paper, a memo or a mail come from, and whether they are still the same.

A quotation is *exact* where its characters stand so in a document, *normalised* where they do in its search view (other
line ends, marks, split words, or a page or table in between), *altered* where most of its words stand there in their order,
with what is different, and *absent* otherwise. Words decide: a range begins and ends with words of the text, and takes in
the marks around them that the quotation has too. Regions that are left out of search are looked through as well, for a
quotation of them is none that is absent; they are named.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from search.alignment import ALIKE, RUN, aligned, densest
from search.engine import Searcher
from search.lexicon import terms_of
from search.matches import occurrences
from search.query import Term
from search.streams import Stream, Streams, without_number
from search.tokens import spans_of
from search.view import FOLDING, folded, view_of
from store.rules import Rules

EXACT, NORMALISED, ALTERED, ABSENT = "exact", "normalised", "altered", "absent"

INTERRUPTION = 6000
"""Characters of a table or figure that may stand inside a quotation."""

FEW = 4
"""Words of a quotation from which on numbers that are glued to words may be what is different."""

MOST = 50
"""Places that are told."""

LONGEST = 20_000
"""Characters of a quotation at most."""

_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*\n")
_BREAK_AT_END = re.compile(r"\n\s*\Z")
_ENDS = (".", "!", "?")


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the quotation and the words that stand in their place; one of them is empty where words were added or left
    out."""

    quoted: str
    found: str


@dataclass(frozen=True)
class Quotation:
    """A place of a quotation, or, with the status ABSENT, that there is none.

    `segments` are the half-open ranges that hold it; `text` is what stands there, `layers` what the view had to see through,
    `regions` the kinds of the regions left out of search that it reaches into.
    """

    status: str
    document: str = ""
    start: int = 0
    end: int = 0
    segments: tuple[tuple[int, int], ...] = ()
    text: str = ""
    layers: tuple[str, ...] = ()
    difference: tuple[Difference, ...] = ()
    likeness: float = 0.0
    regions: tuple[str, ...] = ()


class Wanted:
    """The quotation that is looked for, in documents of which these layers are switched off."""

    def __init__(self, text: str, off: frozenset[str] = frozenset()) -> None:
        self.text = text.strip()
        self.off = off
        self.view = view_of(self.text, Rules(off | {"page furniture"})).mapped
        spans = spans_of(self.view.text)
        self.words = [self.view.text[start:end] for start, end in spans]
        self.letters = "".join(self.words)
        self.ends = np.cumsum([len(word) for word in self.words]).tolist()
        self.places = [self.view.to_source(start, end) for start, end in spans]
        self.shown = [self.text[slice(*place)] for place in self.places]
        first, last = (spans[0][0], spans[-1][1]) if spans else (0, 0)
        self.lead = self.view.text[:first].replace(" ", "")
        self.tail = self.view.text[last:].replace(" ", "")


def find_quotation(searcher: Searcher, text: str, stopped: Callable[[], bool] = lambda: False) -> tuple[Quotation, ...]:
    """All places of a quotation: the exact and normalised ones, by document and place; else the best altered one; else
    ABSENT. Once `stopped` says so, nothing more is looked at and the answer is empty."""
    whole: list[Quotation] = []
    altered: list[Quotation] = []
    for off in sorted(searcher.foldings(), key=sorted):
        quoted = Wanted(text, off)
        for document, stream in _candidates(searcher, quoted) if quoted.words else ():
            if stopped():
                return ()
            verbatim = searcher.text(document)
            found = list(_whole(quoted, document, stream, verbatim))
            whole += found
            if not whole:
                altered += _altered(quoted, document, stream, verbatim)
    whole = [_with_regions(searcher, each) for each in whole]
    if whole:
        return tuple(sorted(whole, key=lambda each: (bool(each.regions), each.document, each.start)))[:MOST]
    altered = [_with_regions(searcher, each) for each in altered]
    altered.sort(key=lambda each: (-each.likeness, bool(each.regions), each.document, each.start))
    return tuple(each for each in altered if each.likeness > altered[0].likeness - 0.05)[:MOST] or (Quotation(ABSENT),)


def _with_regions(searcher: Searcher, place: Quotation) -> Quotation:
    """The place with the kinds of the regions that are left out and that it reaches into."""
    kinds = {
        region.kind
        for region in searcher.rules(place.document).regions
        for start, end in place.segments
        if not region.searched and region.start < end and start < region.end
    }
    return replace(place, regions=tuple(sorted(kinds))) if kinds else place


def _candidates(searcher: Searcher, quoted: Wanted) -> Iterator[tuple[str, Stream]]:
    """The documents that hold enough of the quotation's words to hold it, the likeliest first."""
    words = sorted(set(quoted.words))
    likely: list[tuple[float, str, Streams, int]] = []
    for columns, alive, streams in searcher.segments():
        shares = np.zeros(len(columns.documents))
        for word in words:
            found = occurrences(columns, terms_of(columns, Term(word)))
            shares[np.unique(columns.passage_documents[found.passages])] += 1.0 / len(words)
        for number in np.flatnonzero(alive & (shares >= ALIKE / 2)).tolist():
            if searcher.rules(columns.documents[number].id).off & FOLDING == quoted.off:
                likely.append((-float(shares[number]), columns.documents[number].id, streams, number))
    for _, document, streams, number in sorted(likely, key=lambda each: each[:2]):
        yield document, streams.of(number)


def _whole(quoted: Wanted, document: str, stream: Stream, text: str) -> Iterator[Quotation]:
    """The places at which all words of the quotation stand, and no other."""
    found = stream.all_of(quoted.letters)
    if found:
        yield from (placed(quoted, document, text, stream, [place]) for place in found)
    elif parts := interrupted(quoted, stream, text):
        yield placed(quoted, document, text, stream, parts, "interruption")
    elif len(quoted.words) >= FEW:
        places = stream.unglued.all_of("".join(map(without_number, quoted.words)))
        yield from (placed(quoted, document, text, stream.unglued, [place], "glued numbers") for place in places)


def interrupted(quoted: Wanted, stream: Stream, text: str) -> list[tuple[int, int]]:
    """The two stretches of a quotation that something else interrupts: each of them is at least four words."""
    ends = quoted.ends
    if len(ends) < 8:
        return []
    opening = quoted.letters[: ends[3]]
    start = stream.find(opening)
    while start is not None:
        low, high = 4, len(ends) - 4
        # The longest beginning that stands here: what begins a longer one begins every shorter one.
        at = int(stream.at[start[0]])
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (
                (middle, high)
                if stream.letters.startswith(quoted.letters[: ends[middle - 1]], at)
                else (low, middle - 1)
            )
        for count in range(low, max(low - 3, 3), -1):
            first = stream.words_at(at, at + ends[count - 1])
            rest = stream.find(quoted.letters[ends[count - 1] :], first[1] + 1) if first else None
            if first and rest and interrupts(text, int(stream.ends[first[1]]), int(stream.starts[rest[0]])):
                return [first, rest]
        start = stream.find(opening, start[0] + 1)
    return []


def interrupts(text: str, start: int, end: int) -> bool:
    """Whether what stands between two stretches is something else than their own sentence going on.

    A table or figure comes behind an empty line, in the middle of a sentence, and fills its last line; left out words do not.
    """
    gap = text[start:end]
    is_apart = _BREAK.match(gap) is not None and _BREAK_AT_END.search(gap) is not None
    return end - start <= INTERRUPTION and is_apart and not gap.lstrip().startswith(_ENDS)


def placed(
    quoted: Wanted, document: str, text: str, stream: Stream, parts: Sequence[tuple[int, int]], through: str = ""
) -> Quotation:
    """The quotation at stretches of words that hold all of it; `through` names what had to be seen through besides layers."""
    ranges = ranges_of(quoted, text, stream, parts)
    start, end = ranges[0][0], ranges[-1][1]
    pieces = " ".join(text[low:high] for low, high in ranges)
    if pieces == quoted.text and not through:
        return Quotation(EXACT, document, start, end, tuple(ranges), pieces, likeness=1.0)
    layers = (*_layers(quoted, pieces), *((through,) if through else ()))
    return Quotation(NORMALISED, document, start, end, tuple(ranges), text[start:end], layers, likeness=1.0)


def ranges_of(quoted: Wanted, text: str, stream: Stream, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The verbatim ranges of stretches of words, with the marks around them that the quotation has too."""
    ranges = [(int(stream.starts[first]), int(stream.ends[last])) for first, last in parts]
    ranges[0] = (_before(text, ranges[0][0], quoted.lead), ranges[0][1])
    ranges[-1] = (ranges[-1][0], _behind(text, ranges[-1][1], quoted.tail))
    return ranges


def _layers(quoted: Wanted, piece: str) -> tuple[str, ...]:
    """The layers without which the views of the quotation and of its place would differ."""
    from search.layers import LAYERS

    def shown(text: str, off: str) -> str:
        return view_of(text, Rules(frozenset({off}))).mapped.text

    return tuple(name for name in LAYERS if shown(piece, name) != shown(quoted.text, name))


def _behind(text: str, end: int, marks: str) -> int:
    """The end, moved over the marks behind it that the quotation has too."""
    place = end
    while marks and place < len(text):
        shown = folded(text[place])
        if shown.strip():
            if not marks.startswith(shown):
                break
            marks = marks[len(shown) :]
            end = place + 1
        place += 1
    return end


def _before(text: str, start: int, marks: str) -> int:
    """The start, moved over the marks before it that the quotation has too."""
    place = start
    while marks and place > 0:
        shown = folded(text[place - 1])
        if shown.strip():
            if not marks.endswith(shown):
                break
            marks = marks[: len(marks) - len(shown)]
            start = place - 1
        place -= 1
    return start


def _altered(quoted: Wanted, document: str, stream: Stream, text: str) -> Iterator[Quotation]:
    """The stretch of the document that shares most words with the quotation, in their order, if it shares enough."""
    places = frozenset(quoted.words)
    shared = [at for at, word in enumerate(stream.words) if word in places]
    if len(shared) < RUN:
        return
    reach = len(quoted.words) * 2 + 40
    lows = {densest(shared, [stream.words[at] for at in shared], reach)}
    # Common words stand densely in many places, and words in the quotation's order in few.
    pairs = {" ".join(pair) for pair in pairwise(quoted.words)}
    runs = {at: run for at in shared if (run := " ".join(stream.words[at : at + 2])) in pairs}
    if runs:
        lows.add(densest(list(runs), list(runs.values()), reach))
    found = [each for low in sorted(lows) for each in altered_at(quoted, document, stream, text, low)]
    yield from sorted(found, key=lambda each: -each.likeness)[:1]


def altered_at(quoted: Wanted, document: str, stream: Stream, text: str, low: int) -> Iterator[Quotation]:
    """The altered copy of the quotation in the words from `low` on, if there is one."""
    found = aligned(quoted.words, stream, low, text)
    if found is None:
        return
    start, end = int(stream.starts[found.first]), int(stream.ends[found.last])
    difference = tuple(
        Difference(" ".join(quoted.shown[gap.here : gap.to]), words_between(stream, text, gap.there, gap.until))
        for gap in found.gaps
    )
    yield Quotation(ALTERED, document, start, end, ((start, end),), text[start:end], (), difference, found.likeness)


def words_between(stream: Stream, text: str, first: int, behind: int) -> str:
    """The verbatim words of a stream from the first to the one before `behind`, on one line."""
    return " ".join(text[int(stream.starts[first]) : int(stream.ends[behind - 1])].split()) if first < behind else ""
