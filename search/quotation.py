"""Quotations: where in the documents the words of a paper, a memo or a mail come from, and whether they are still the same.

A quotation is *exact* where its characters stand so in a document, *normalised* where they do in its search view (other
line ends, marks, split words, or a page or table in between), *altered* where most of its words stand there in their order,
with what is different, and *absent* otherwise. Words decide: a range begins and ends with words of the text, and takes in
the marks around them that the quotation has too. Regions that are left out of search are looked through as well, for a
quotation of them is none that is absent; they are named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np

from search.engine import Searcher
from search.lexicon import terms_of
from search.matches import occurrences
from search.query import Term
from search.streams import Stream, Streams, without_number
from search.tokens import spans_of
from search.view import FOLDING, folded, view_of
from store.rules import Rules

EXACT, NORMALISED, ALTERED, ABSENT = "exact", "normalised", "altered", "absent"

ALIKE = 0.6
"""The share of a quotation's words that must stand at a place for it to be an altered copy."""

RUN = 3
"""Words that must stand one after the other in both for them to count as a run."""

IN_RUNS = 0.35
"""The share of a quotation's words that must stand in runs: single common words are alike everywhere."""

INTERRUPTION = 6000
"""Characters of a table or figure that may stand inside a quotation."""

FEW = 4
"""Words of a quotation from which on numbers that are glued to words may be what is different."""

MOST = 50
"""Places that are told."""


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


class _Quoted:
    """The quotation that is looked for, in documents of which these layers are switched off."""

    def __init__(self, text: str, off: frozenset[str] = frozenset()) -> None:
        self.text = text.strip()
        self.off = off
        self.view = view_of(self.text, Rules(off | {"page furniture"})).mapped
        spans = spans_of(self.view.text)
        self.words = [self.view.text[start:end] for start, end in spans]
        self.letters = "".join(self.words)
        self.ends = np.cumsum([len(word) for word in self.words]).tolist()
        self.shown = [self.text[slice(*self.view.to_source(start, end))] for start, end in spans]
        first, last = (spans[0][0], spans[-1][1]) if spans else (0, 0)
        self.lead = self.view.text[:first].replace(" ", "")
        self.tail = self.view.text[last:].replace(" ", "")


def find_quotation(searcher: Searcher, text: str) -> tuple[Quotation, ...]:
    """All places of a quotation: the exact and normalised ones, by document and place; else the best altered one; else
    ABSENT."""
    whole: list[Quotation] = []
    altered: list[Quotation] = []
    for off in sorted(searcher.foldings(), key=sorted):
        quoted = _Quoted(text, off)
        for document, stream in _candidates(searcher, quoted) if quoted.words else ():
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


def _candidates(searcher: Searcher, quoted: _Quoted) -> Iterator[tuple[str, Stream]]:
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


def _whole(quoted: _Quoted, document: str, stream: Stream, text: str) -> Iterator[Quotation]:
    """The places at which all words of the quotation stand, and no other."""
    found = stream.all_of(quoted.letters)
    if found:
        yield from (_placed(quoted, document, text, stream, [place]) for place in found)
    elif parts := _interrupted(quoted, stream):
        yield _placed(quoted, document, text, stream, parts, "interruption")
    elif len(quoted.words) >= FEW:
        places = stream.unglued.all_of("".join(map(without_number, quoted.words)))
        yield from (_placed(quoted, document, text, stream.unglued, [place], "glued numbers") for place in places)


def _interrupted(quoted: _Quoted, stream: Stream) -> list[tuple[int, int]]:
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
            if first and rest and stream.starts[rest[0]] - stream.ends[first[1]] <= INTERRUPTION:
                return [first, rest]
        start = stream.find(opening, start[0] + 1)
    return []


def _placed(
    quoted: _Quoted, document: str, text: str, stream: Stream, parts: Sequence[tuple[int, int]], through: str = ""
) -> Quotation:
    ranges = [(int(stream.starts[first]), int(stream.ends[last])) for first, last in parts]
    ranges[0] = (_before(text, ranges[0][0], quoted.lead), ranges[0][1])
    ranges[-1] = (ranges[-1][0], _behind(text, ranges[-1][1], quoted.tail))
    start, end = ranges[0][0], ranges[-1][1]
    pieces = "".join(text[low:high] for low, high in ranges)
    if pieces == quoted.text and not through:
        return Quotation(EXACT, document, start, end, tuple(ranges), pieces, likeness=1.0)
    layers = (*_layers(quoted, pieces), *((through,) if through else ()))
    return Quotation(NORMALISED, document, start, end, tuple(ranges), text[start:end], layers, likeness=1.0)


def _layers(quoted: _Quoted, piece: str) -> tuple[str, ...]:
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


def _altered(quoted: _Quoted, document: str, stream: Stream, text: str) -> Iterator[Quotation]:
    """The stretch of the document that shares most words with the quotation, in their order, if it shares enough."""
    wanted = len(quoted.words)
    places: dict[str, list[int]] = {}
    for place, word in enumerate(quoted.words):
        places.setdefault(word, []).append(place)
    shared = [at for at, word in enumerate(stream.words) if word in places]
    if len(shared) < RUN:
        return
    reach = wanted * 2 + 40
    low = _densest(shared, [stream.words[at] for at in shared], reach)
    window = stream.words[low : low + reach]
    blocks = [
        block
        for block in SequenceMatcher(None, window, quoted.words, autojunk=False).get_matching_blocks()
        if block.size
    ]
    kept = sum(block.size for block in blocks)
    in_runs = sum(block.size for block in blocks if block.size >= RUN)
    if kept < ALIKE * wanted or in_runs < max(RUN, IN_RUNS * wanted):
        return
    first, last = low + blocks[0].a, low + blocks[-1].a + blocks[-1].size - 1
    start, end = int(stream.starts[first]), int(stream.ends[last])
    difference: list[Difference] = []
    there, here = blocks[0].a, 0
    # Behind the last word of the quotation nothing of the text is missing.
    for at, to, size in (*((block.a, block.b, block.size) for block in blocks), (last - low + 1, wanted, 0)):
        words, others = quoted.words[here:to], window[there:at]
        if "".join(words) != "".join(others):
            gone = text[int(stream.starts[low + there]) : int(stream.ends[low + at - 1])] if others else ""
            difference.append(Difference(" ".join(quoted.shown[here:to]), " ".join(gone.split())))
        there, here = at + size, to + size
    likeness = 2 * kept / (wanted + last - first + 1)
    yield Quotation(ALTERED, document, start, end, ((start, end),), text[start:end], (), tuple(difference), likeness)


def _densest(places: Sequence[int], words: Sequence[str], reach: int) -> int:
    """Where the stretch of `reach` words begins that holds most different words of the quotation."""
    counts: dict[str, int] = {}
    best, best_at, tail = 0, 0, 0
    for head, place in enumerate(places):
        counts[words[head]] = counts.get(words[head], 0) + 1
        while places[tail] <= place - reach:
            counts[words[tail]] -= 1
            if not counts[words[tail]]:
                del counts[words[tail]]
            tail += 1
        if len(counts) > best:
            best, best_at = len(counts), places[tail]
    return best_at
