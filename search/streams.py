"""Streams: a document's words one after the other, as the index holds them.

`letters` is all words without anything between them, which is what two copies of a text still share after line ends,
hyphens, split ligatures and marks have gone their own ways; `at` says with which letter each word begins.
"""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from search.columns import Columns
from search.matches import Array

_GLUED = re.compile(r"(?P<before>\d{0,4})(?P<word>[^\W\d_]{2,})(?P<behind>\d{0,4})")

KEPT = 8
"""Streams of a segment that are kept."""


def without_number(word: str) -> str:
    """The word without a number that is glued to it; a number alone stays."""
    found = None if word.isalpha() else _GLUED.fullmatch(word)
    return found["word"] if found else word


@dataclass(frozen=True)
class Stream:
    """The words of one document, with the verbatim range of each."""

    words: tuple[str, ...]
    starts: Array
    ends: Array

    @cached_property
    def letters(self) -> str:
        return "".join(self.words)

    @cached_property
    def at(self) -> Array:
        sizes = np.fromiter(map(len, self.words), np.int64, len(self.words))
        return np.concatenate(([0], np.cumsum(sizes)))

    @cached_property
    def unglued(self) -> "Stream":
        """The words without the numbers that are glued to them ("patients1" as "patients"), or itself where none is."""
        found = {place: _GLUED.fullmatch(word) for place, word in enumerate(self.words) if not word.isalpha()}
        glued = {place: match for place, match in found.items() if match}
        if not glued:
            return self
        words, starts, ends = list(self.words), self.starts.copy(), self.ends.copy()
        for place, match in glued.items():
            words[place] = match["word"]
            starts[place] += len(match["before"])
            ends[place] -= len(match["behind"])
        return Stream(tuple(words), starts, ends)

    def words_at(self, start: int, end: int) -> tuple[int, int] | None:
        """The first and the last word of a stretch of letters, where it begins and ends with words."""
        first, last = np.searchsorted(self.at, (start, end))
        if self.at[first] != start or self.at[last] != end:
            return None
        return int(first), int(last) - 1

    def find(self, letters: str, low: int = 0) -> tuple[int, int] | None:
        """The first place from the word `low` on that has exactly these letters in whole words."""
        place = self.letters.find(letters, int(self.at[low]))
        while place >= 0:
            found = self.words_at(place, place + len(letters))
            if found:
                return found
            place = self.letters.find(letters, place + 1)
        return None

    def all_of(self, letters: str) -> list[tuple[int, int]]:
        """All places that have exactly these letters in whole words."""
        places = []
        found = self.find(letters)
        while found:
            places.append(found)
            found = self.find(letters, found[0] + 1)
        return places


class Streams:
    """The streams of one segment's documents."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._made: dict[int, Stream] = {}

    @cached_property
    def _terms(self) -> list[str]:
        return self._columns.words().decode("utf-8", "surrogatepass").split("\n")[:-1]

    @cached_property
    def _numbers(self) -> Array:
        """The term of every token; the occurrences list them the other way round."""
        columns = self._columns
        terms = np.repeat(
            np.arange(len(columns.terms) - 1), (columns.bounds[1:] - columns.bounds[:-1]).astype(np.int64)
        )
        stream = np.zeros(columns.tokens + len(columns.joined_first), np.int64)
        stream[columns.occurrences] = terms
        return stream[: columns.tokens]

    def of(self, number: int) -> Stream:
        """The stream of a document by its number in the segment; the last few are kept."""
        if number not in self._made:
            if len(self._made) >= KEPT:
                del self._made[next(iter(self._made))]
            self._made[number] = self._make(number)
        return self._made[number]

    def _make(self, number: int) -> Stream:
        columns = self._columns
        document = columns.documents[number]
        if not document.tokens:
            return Stream((), np.zeros(0, np.int64), np.zeros(0, np.int64))
        first = int(columns.passage_tokens[document.passage])
        tokens = np.arange(first, first + document.tokens)
        words = tuple(map(self._terms.__getitem__, self._numbers[tokens].tolist()))
        return Stream(words, columns.starts(tokens), columns.ends(tokens))
