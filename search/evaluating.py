"""Evaluating a query over one segment: which passages fit, and the matches in them.

Words, phrases and nearness are matches; `NOT` and fields only choose passages. Words beside each other in a query (all must
be in the passage) are each a match, and one match together where they stand side by side in the query's order. What only
chooses passages matches them as wholes, from their first token to their last.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import assert_never

import numpy as np
import numpy.typing as npt

from search.apart import Apart, refolded
from search.columns import Columns
from search.lexicon import terms_of
from search.matches import Array, Matches, near, no_matches, occurrences, passage_of, phrase, side_by_side, united
from search.query import And, Field, Fuzzy, Leaf, Near, Not, Or, Phrase, Prefix, Query, Regex, Term, Wildcard

Mask = npt.NDArray[np.bool_]
Chooser = Callable[[Field], Mask]
"""The passages of the segment of which a field's condition holds."""


@dataclass(frozen=True)
class Answer:
    """The passages that fit, and the matches, each with its passage where that is known; None where the query only chooses
    passages."""

    passages: Mask
    matches: Matches | None
    where: Array | None = None


class Evaluator:
    """Evaluates queries over a segment. `scored` collects the passages of each match of a word or phrase that is not
    negated."""

    def __init__(self, columns: Columns, choose: Chooser, apart: Apart | None = None) -> None:
        self.columns = columns
        self._apart = apart
        self.scored: list[Array] = []
        self._choose = choose
        self._negated = 0
        self._last: tuple[Matches, Array] | None = None

    def matches(self, query: Query) -> Matches:
        """The matches of the query, some of which may lie inside others."""
        answer = self._answer(query)
        return self._whole(answer.passages) if answer.matches is None else answer.matches

    def passages_of(self, matches: Matches) -> Array:
        """The passage of each match."""
        if self._last is None or self._last[0] is not matches:
            self._last = matches, passage_of(self.columns, matches.first)
        return self._last[1]

    def _answer(self, query: Query) -> Answer:
        match query:
            case Term() | Prefix() | Wildcard() | Fuzzy() | Regex():
                return self._found(self._leaf(query))
            case Phrase(parts):
                return self._found(phrase(self.columns, [self._leaf(part) for part in parts]))
            case Near(parts, distance):
                return self._found(self._seen(near(self.columns, [self._leaf(part) for part in parts], distance)))
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return self._any(parts)
            case Not(part):
                self._negated += 1
                answer = self._answer(part)
                self._negated -= 1
                return Answer(~answer.passages, None)
            case Field():
                return Answer(self._choose(query), None)
        assert_never(query)

    def _leaf(self, leaf: Leaf) -> Matches:
        attached = isinstance(leaf, Prefix) or (isinstance(leaf, Wildcard) and leaf.text.endswith("*"))
        if self._apart is None or not self._apart.folding:
            return self._seen(occurrences(self.columns, terms_of(self.columns, leaf), attached))
        found = []
        for off, documents in self._apart.folding.items():
            matches = occurrences(self.columns, terms_of(self.columns, refolded(leaf, off)), attached)
            found.append(matches.where(np.searchsorted(documents, matches.first, side="right") % 2 == 1))
        return self._seen(united(found))

    def _seen(self, matches: Matches) -> Matches:
        return matches if self._apart is None else self._apart.seen(matches)

    def _found(self, matches: Matches) -> Answer:
        passages = np.zeros(self.columns.passages, np.bool_)
        where = self.passages_of(matches)
        passages[where] = True
        if not self._negated:
            self.scored.append(where)
        return Answer(passages, matches, where)

    def _all(self, parts: Sequence[Query]) -> Answer:
        answers = [self._answer(part) for part in parts]
        passages = np.logical_and.reduce([answer.passages for answer in answers])
        found: list[Matches] = []
        running: list[Matches] = []
        for part, answer in zip(parts, answers, strict=True):
            if answer.matches is None:
                continue
            where = passage_of(self.columns, answer.matches.first) if answer.where is None else answer.where
            kept = answer.matches.where(passages[where])
            if isinstance(part, And | Or):
                found.append(kept)
            else:
                running.append(kept)
        if running:
            found.append(side_by_side(self.columns, running))
        return Answer(passages, united(found) if found else None)

    def _any(self, parts: Sequence[Query]) -> Answer:
        answers = [self._answer(part) for part in parts]
        passages = np.logical_or.reduce([answer.passages for answer in answers])
        if all(answer.matches is None for answer in answers):
            return Answer(passages, None)
        found = [self._whole(answer.passages) if answer.matches is None else answer.matches for answer in answers]
        return Answer(passages, united(found))

    def _whole(self, passages: Mask) -> Matches:
        """Passages as matches; those without any token match nothing."""
        if not self.columns.tokens:
            return no_matches()
        first = self.columns.passage_tokens.astype(np.int64)
        last = np.append(first[1:], self.columns.tokens) - 1
        chosen = passages & (last >= first)
        if self._apart is not None:
            chosen &= ~self._apart.passages
        first, last = first[chosen], last[chosen]
        found = Matches(first, last, self.columns.ends(last))
        return found if self._apart is None else self._apart.of_whole(found, self.columns)
