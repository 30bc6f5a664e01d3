"""Evaluating a query over one segment: which passages fit, and the matches in them.

Words, phrases and nearness are matches; `NOT` and fields only choose passages. Words beside each other in a query (all must
be in the passage) are each a match, and one match together where they stand side by side in the query's order. What only
chooses passages matches them as wholes, from their first token to their last.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias, assert_never

import numpy as np
import numpy.typing as npt

from search.apart import Apart, refolded
from search.columns import Columns
from search.lexicon import terms_of
from search.matches import (
    Matches,
    distinct,
    near,
    no_matches,
    occurrences,
    phrase,
    plain,
    side_by_side,
    united,
    with_apostrophes,
)
from search.query import And, Exact, Field, Fuzzy, Leaf, Near, Not, Or, Phrase, Prefix, Query, Regex, Term, Wildcard
from search.verbatim import Verbatim

Mask = npt.NDArray[np.bool_]
Chooser = Callable[[Field], Mask]
"""The passages of the segment of which a field's condition holds."""

Answer: TypeAlias = Matches | Mask
"""The matches, which are in all passages that fit; or those passages, where the query only chooses some."""


class Evaluator:
    """Evaluates queries over a segment. `scored` collects the matches of each word or phrase that is not negated.

    `verbatim` finds what a query wants exactly as it was typed.
    """

    def __init__(self, columns: Columns, choose: Chooser, verbatim: Verbatim, apart: Apart | None = None) -> None:
        self.columns = columns
        self._apart = apart
        self._verbatim = verbatim
        self.scored: list[Matches] = []
        self._choose = choose
        self._negated = 0
        self._exact = 0

    def matches(self, query: Query) -> Matches:
        """The matches of the query, some of which may lie inside others."""
        return self._matches(self._answer(query))

    def _answer(self, query: Query) -> Answer:
        match query:
            case Term() | Prefix() | Wildcard() | Fuzzy() | Regex():
                return self._found(self._leaf(query))
            case Phrase(parts):
                # What apostrophes attach to the last word makes no difference to where the phrase stands.
                places = phrase([*(self._leaf(part) for part in parts[:-1]), self._places(parts[-1])])
                if self._exact:
                    places = self._verbatim.phrases(query, places)
                return self._found(_whole_words(parts[-1], places))
            case Near(parts, distance):
                return self._found(self._seen(near([self._leaf(part) for part in parts], distance)))
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return self._any(parts)
            case Not(part):
                self._negated += 1
                answer = self._answer(part)
                self._negated -= 1
                return ~self._mask(answer)
            case Exact(part):
                self._exact += 1
                answer = self._answer(part)
                self._exact -= 1
                return answer
            case Field():
                return self._choose(query)
        assert_never(query)

    def _leaf(self, leaf: Leaf) -> Matches:
        return _whole_words(leaf, self._places(leaf))

    def _seen(self, matches: Matches) -> Matches:
        return matches if self._apart is None else self._apart.seen(matches)

    def _places(self, leaf: Leaf) -> Matches:
        """Where the leaf stands; what apostrophes attach can be missing."""
        if not self._exact:
            return self._folded_places(leaf)
        if isinstance(leaf, Regex):
            return self._seen(self._verbatim.words(leaf, no_matches(self.columns)))
        return self._verbatim.words(leaf, self._folded_places(leaf))

    def _folded_places(self, leaf: Leaf) -> Matches:
        places = occurrences(self.columns, terms_of(self.columns, leaf))
        if self._apart is None:
            return places
        if not self._apart.folding:
            return self._seen(_whole_words(leaf, places))
        found = []
        for off, documents in self._apart.folding.items():
            matches = _whole_words(leaf, occurrences(self.columns, terms_of(self.columns, refolded(leaf, off))))
            found.append(matches.where(np.searchsorted(documents, matches.first, side="right") % 2 == 1))
        return self._seen(united(found))

    def _found(self, matches: Matches) -> Matches:
        if not self._negated:
            self.scored.append(matches)
        return matches

    def _all(self, parts: Sequence[Query]) -> Answer:
        found: list[tuple[Query, Matches]] = []
        masks: list[Mask] = []
        for part in parts:
            answer = self._found(self._places(part)) if isinstance(part, Leaf) else self._answer(part)
            if isinstance(answer, Matches):
                found.append((part, answer))
            else:
                masks.append(answer)
        if not found:
            return _all_of(masks)
        kept = in_common([matches for _, matches in found], masks)
        longer: list[Matches] = []
        running: list[Matches] = []
        for (part, _), matches in zip(found, kept, strict=True):
            if isinstance(part.part if isinstance(part, Exact) else part, And | Or):
                longer.append(matches)
            else:
                running.append(_whole_words(part, matches))
        return united([*longer, side_by_side(running)] if running else longer)

    def _any(self, parts: Sequence[Query]) -> Answer:
        answers = [self._answer(part) for part in parts]
        masks = [answer for answer in answers if not isinstance(answer, Matches)]
        if len(masks) == len(answers):
            chosen: Mask = np.logical_or.reduce(masks)
            return chosen
        return united([self._matches(answer) for answer in answers])

    def _mask(self, answer: Answer) -> Mask:
        """The passages that fit."""
        if not isinstance(answer, Matches):
            return answer
        passages = np.zeros(self.columns.passages, np.bool_)
        passages[answer.passages] = True
        return passages

    def _matches(self, answer: Answer) -> Matches:
        """Passages as matches; those without any token match nothing."""
        if isinstance(answer, Matches):
            return answer
        if not self.columns.tokens:
            return no_matches(self.columns)
        bounds = self.columns.bounds_of_passages
        first, last = bounds[:-1], bounds[1:] - 1
        chosen = answer & (last >= first)
        if self._apart is not None:
            chosen &= ~self._apart.passages
        found = plain(self.columns, first[chosen], last[chosen])
        return found if self._apart is None else self._apart.of_whole(found)


def _whole_words(query: Query, matches: Matches) -> Matches:
    """The matches with what apostrophes attach to them, where the query asks for beginnings of words."""
    open_ended = isinstance(query, Prefix) or (isinstance(query, Wildcard) and query.text.endswith("*"))
    return with_apostrophes(matches) if open_ended else matches


def in_common(found: Sequence[Matches], masks: Sequence[Mask]) -> list[Matches]:
    """The matches in the passages that all masks have and that have a match of every one.

    The passages of the rarest are narrowed down by the others, so what is common costs little beside what is rare.
    """
    kept = list(found)
    passages = None
    for number in sorted(range(len(kept)), key=lambda number: len(kept[number])):
        if passages is not None:
            kept[number] = kept[number].among(passages)
        elif masks:
            kept[number] = kept[number].where(_all_of(masks)[kept[number].passages])
        passages = distinct(kept[number].passages)
    return [matches.among(passages) for matches in kept] if passages is not None and len(kept) > 1 else kept


def _all_of(masks: Sequence[Mask]) -> Mask:
    """The passages that all masks have."""
    chosen: Mask = np.logical_and.reduce(masks)
    return chosen
