"""Stretches: where the words of a quotation stand in the documents, looked up by seeds, with what is different there.

The answers are those of `quotation.find_quotation`, for thousands of quotations in one go: what it takes grows with the
quotation and not with the documents. Words and nothing else are compared here; which differences a writer may make is not
decided here (see `elisions`). A text that was looked up is not looked up again.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from search.alignment import aligned, densest
from search.engine import Searcher
from search.gaps import Gap
from search.quotation import FEW, Wanted, interrupted
from search.seeds import SIZE, Seeds
from search.streams import Stream, without_number
from search.view import FOLDING
from store.rules import Rules

MOST = 50
"""Places of one quotation that are looked at."""

CROWDED = 400
"""Places of a seed from which on it says nothing about where an altered quotation stands."""

LIKELY = 4
"""Documents in which an altered quotation is looked for."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words `[first, last]` of a document, and what of the quotation is different there; `through` names what had to be
    seen through besides the layers of the view."""

    document: str
    first: int
    last: int
    gaps: tuple[Gap, ...] = ()
    through: str = ""
    parts: tuple[tuple[int, int], ...] = ()

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The stretches of words that hold the quotation."""
        return self.parts or ((self.first, self.last),)


class Stretches:
    """The words of all documents in which the layers `off` are switched off, as they are in the index now.

    It belongs to one thread.
    """

    def __init__(self, searcher: Searcher, off: frozenset[str] = frozenset()) -> None:
        self._searcher = searcher
        self.off = off
        self._texts: dict[str, str] = {}
        self._known: dict[tuple[tuple[str, ...], tuple[int, ...]], tuple[Stretch, ...]] = {}

    @cached_property
    def _streams(self) -> dict[str, Stream]:
        found = {}
        for columns, alive, streams in self._searcher.segments():
            for number in np.flatnonzero(alive).tolist():
                name = columns.documents[number].id
                if self._searcher.rules(name).off & FOLDING == self.off:
                    found[name] = streams.of(number)
        return dict(sorted(found.items()))

    @cached_property
    def _names(self) -> list[str]:
        return list(self._streams)

    @cached_property
    def _seeds(self) -> Seeds:
        return Seeds(list(self._streams.values()))

    def __contains__(self, document: str) -> bool:
        return document in self._streams

    def stream(self, document: str, glued: bool = True) -> Stream:
        """The words of a document; `glued` with the numbers that are glued to them."""
        return self._streams[document] if glued else self._streams[document].unglued

    def rules(self, document: str) -> Rules:
        """By which rules a document is read."""
        return self._searcher.rules(document)

    def text(self, document: str) -> str:
        """The verbatim text of a document; raises FileFault."""
        if document not in self._texts:
            self._texts[document] = self._searcher.text(document)
        return self._texts[document]

    def find(self, quoted: Wanted, apart: Collection[int] = ()) -> tuple[Stretch, ...]:
        """All stretches that hold exactly the words of a quotation, by document and place; else the best ones that hold most
        of them; else none. Raises FileFault.

        The words with the numbers `apart` may be none of the document's.
        """
        key = (tuple(quoted.words), tuple(sorted(apart)))
        if key not in self._known:
            found = self.whole(quoted.words) or self._seen_through(quoted)
            self._known[key] = found or self.nearly(quoted.words, apart=apart)
        return self._known[key]

    def whole(self, words: Sequence[str]) -> tuple[Stretch, ...]:
        """The stretches of exactly these letters in whole words."""
        letters, at = _letters(words)
        if len(letters) < SIZE:
            return self._whole_by_scanning(letters)
        low, high = self._seeds.spans(letters, at)
        counts = high - low
        rarest = [number for number in np.argsort(counts, kind="stable").tolist() if counts[number]][:3]
        found: set[tuple[str, int, int]] = set()
        for number in dict.fromkeys((*rarest, *([0] if len(counts) and counts[0] else []))):
            for owner, word in self._seeds.places(int(low[number]), int(high[number])):
                stream = self._streams[self._names[owner]]
                start = int(stream.at[word] - at[number])
                if start >= 0 and stream.letters.startswith(letters, start):
                    place = stream.words_at(start, start + len(letters))
                    if place:
                        found.add((self._names[owner], *place))
            if len(found) >= MOST:
                break
        return tuple(Stretch(*place) for place in sorted(found)[:MOST])

    def _whole_by_scanning(self, letters: str) -> tuple[Stretch, ...]:
        found: list[Stretch] = []
        for name, stream in self._streams.items() if letters else ():
            found += (Stretch(name, *place) for place in stream.all_of(letters))
        return tuple(found[:MOST])

    def _votes(self, words: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
        """For the likeliest documents, the likeliest first: (number of a word there, number of the quotation's) by seeds."""
        letters, at = _letters(words)
        low, high = self._seeds.spans(letters, at)
        votes: dict[int, list[tuple[int, int]]] = {}
        for number, (first, behind) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
            if behind - first <= CROWDED:
                for owner, word in self._seeds.places(first, behind):
                    votes.setdefault(owner, []).append((word, number))
        weights = Counter({owner: len({number for _, number in pairs}) for owner, pairs in votes.items()})
        return {self._names[owner]: sorted(votes[owner]) for owner, _ in weights.most_common(LIKELY)}

    def _seen_through(self, quoted: Wanted) -> tuple[Stretch, ...]:
        """The quotation with a table or a figure in it, or without numbers that are glued to its words."""
        for name in self._votes(quoted.words):
            stream = self._streams[name]
            if parts := interrupted(quoted, stream, self.text(name)):
                first = int(stream.at[parts[0][1] + 1] - stream.at[parts[0][0]])
                place = int(np.searchsorted(quoted.ends, first)) + 1
                gap = Gap(place, place, parts[0][1] + 1, parts[1][0])
                return (Stretch(name, parts[0][0], parts[1][1], (gap,), "interruption", tuple(parts)),)
            if len(quoted.words) >= FEW and (
                places := stream.unglued.all_of("".join(map(without_number, quoted.words)))
            ):
                return tuple(Stretch(name, *place, (), "glued numbers") for place in places)
        return ()

    def nearly(
        self,
        words: Sequence[str],
        document: str = "",
        low: int = 0,
        high: int = -1,
        apart: Collection[int] = (),
    ) -> tuple[Stretch, ...]:
        """The stretch that holds most of these words, in `[low, high)` of one document, or one in each document that has as many;
        none where few are there."""
        best, alike = 0.0, list[Stretch]()
        votes = self._votes(words)
        for name, pairs in votes.items() if not document else ((document, votes.get(document, [])),):
            near = [pair for pair in pairs if pair[0] >= low and (high < 0 or pair[0] < high)]
            if not near:
                continue
            first, behind = _window(near, len(words))
            found = aligned(words, self._streams[name], max(low, first), self.text(name), behind, apart)
            if found and found.likeness >= best:
                alike = alike if found.likeness == best else []
                best = found.likeness
                alike.append(Stretch(name, found.first, found.last, found.gaps))
        return tuple(alike)


def _window(pairs: Sequence[tuple[int, int]], size: int) -> tuple[int, int]:
    """The words of a document among which a quotation of `size` words stands, by its seeds (word there, word of it).

    Seeds of the quotation that stand in their order lie on one line, or on a few where words were left out.
    """
    reach = size * 2 + 40
    begins = densest([word for word, _ in pairs], [str(number) for _, number in pairs], reach)
    lines = Counter(word - number for word, number in pairs if begins <= word < begins + reach)
    main, votes = lines.most_common(1)[0]
    meant = [line for line, count in lines.items() if count >= min(2, votes) and abs(line - main) <= reach]
    return max(0, min(meant) - 8), max(meant) + size + 8


def _letters(words: Sequence[str]) -> tuple[str, "np.ndarray[tuple[int], np.dtype[np.int64]]"]:
    """The letters of some words, and with which of them each word begins."""
    sizes = np.fromiter(map(len, words), np.int64, len(words))
    return "".join(words), np.cumsum(sizes) - sizes
