"""A plain scan: queries over a few short texts by going through tokens one after the other, as simply as it can be done.

It shares with the engine what a token is and nothing of how matches are found.
"""

import re
from dataclasses import dataclass

from search.passages import Passage, passages_of
from search.query import And, Fuzzy, Leaf, Near, Not, Or, Phrase, Prefix, Query, Regex, Term, Wildcard
from search.tokens import tokens_of
from search.view import view_of
from store.rules import PLAIN, Rules


@dataclass(frozen=True, order=True)
class Span:
    """A match: first and last token, and the code point behind it."""

    first: int
    last: int
    end: int


class Scan:
    """One text."""

    def __init__(self, text: str, rules: Rules = PLAIN) -> None:
        view = view_of(text, rules)
        tokens = tokens_of(view)
        self.text = text
        self.starts = [int(each) for each in tokens.starts]
        self.ends = [int(each) for each in tokens.ends]
        shown, mapped = view.mapped.text, view.mapped
        spans = [mapped.from_source(start, end) for start, end in zip(self.starts, self.ends, strict=True)]
        self.between = ["" if not at else shown[spans[at - 1][1] : spans[at][0]] for at in range(len(spans))]
        self.behind = [shown[end:] for _, end in spans]
        self.words = [(term, at, at) for at, term in enumerate(tokens.terms)] + list(tokens.joined)
        self.passages = passages_of(text, rules)
        self.hidden = {
            at
            for at in range(len(self.starts))
            if any(self.starts[at] < end and start < self.ends[at] for start, end in rules.hidden)
        }
        self.words = [(word, first, last) for word, first, last in self.words if not self.hides(Span(first, last, 0))]
        self.left_out = {
            each for each in self.passages if any(low <= each.start and each.end <= high for low, high in rules.hidden)
        }
        self.borders = {border for each in rules.regions for border in (each.start, each.end)}

    def hides(self, span: Span) -> bool:
        return any(at in self.hidden for at in range(span.first, span.last + 1))

    def parted(self, token: int) -> bool:
        """Whether a border of a region lies between a token and the next."""
        after = self.starts[token + 1] if token + 1 < len(self.starts) else len(self.text)
        return any(self.ends[token] <= border <= after for border in self.borders)

    def marks(self, token: int) -> int:
        """How many apostrophes behind a token belong to it."""
        run = re.match("'*", self.behind[token])
        count = len(run[0]) if run else 0
        return min([count, *(border - self.ends[token] for border in self.borders if border >= self.ends[token])])

    def passage(self, token: int) -> Passage:
        return [each for each in self.passages if each.start <= self.starts[token]][-1]

    def leaf(self, leaf: Leaf) -> set[Span]:
        found = set()
        for word, first, last in self.words:
            if fits(leaf, word):
                end = self.ends[last]
                if isinstance(leaf, Prefix) or (isinstance(leaf, Wildcard) and leaf.text.endswith("*")):
                    while (
                        last + 1 < len(self.starts)
                        and re.fullmatch("'+", self.between[last + 1])
                        and not self.parted(last)
                    ):
                        last += 1
                    end = self.ends[last] + self.marks(last)
                found.add(Span(first, last, end))
        return {span for span in found if not self.hides(span)}

    def find(self, query: Query) -> list[tuple[int, int]]:
        """The ranges that the query matches."""
        passages, spans = self.answer(query)
        if spans is None:
            spans = self.whole(passages)
        kept = [one for one in spans if not any(inside(one, other) for other in spans)]
        return sorted((self.starts[span.first], span.end) for span in kept)

    def whole(self, passages: set[Passage]) -> set[Span]:
        found = set()
        for passage in passages - self.left_out:
            inner = [at for at in range(len(self.starts)) if self.passage(at) == passage and at not in self.hidden]
            if inner:
                found.add(Span(inner[0], inner[-1], self.ends[inner[-1]]))
        return found

    def answer(self, query: Query) -> tuple[set[Passage], set[Span] | None]:
        spans: set[Span] | None = None
        match query:
            case And(parts):
                answers = [self.answer(part) for part in parts]
                passages = set.intersection(*(found for found, _ in answers))
                if any(found is not None for _, found in answers):
                    spans = {
                        span for _, found in answers for span in found or () if self.passage(span.first) in passages
                    }
                    simple = [
                        {span for span in found if span in spans}
                        for part, (_, found) in zip(parts, answers, strict=True)
                        if found is not None and not isinstance(part, And | Or)
                    ]
                    spans |= self.runs(simple)
                return passages, spans
            case Or(parts):
                answers = [self.answer(part) for part in parts]
                passages = set.union(*(found for found, _ in answers))
                if any(found is not None for _, found in answers):
                    spans = {
                        span for where, found in answers for span in (self.whole(where) if found is None else found)
                    }
                return passages, spans
            case Not(part):
                return set(self.passages) - self.answer(part)[0], None
            case Phrase(parts):
                spans = self.phrase([self.leaf(part) for part in parts])
            case Near(parts, distance):
                spans = {
                    span for span in self.near([self.leaf(part) for part in parts], distance) if not self.hides(span)
                }
            case _:
                assert isinstance(query, Leaf)
                spans = self.leaf(query)
        return {self.passage(span.first) for span in spans}, spans

    def adjacent(self, left: Span, right: Span) -> bool:
        return left.last + 1 == right.first and len(self.between[right.first]) <= 6

    def phrase(self, parts: list[set[Span]]) -> set[Span]:
        whole = parts[0]
        for part in parts[1:]:
            whole = {
                Span(left.first, right.last, right.end)
                for left in whole
                for right in part
                if self.adjacent(left, right)
            }
        return whole

    def runs(self, parts: list[set[Span]]) -> set[Span]:
        """Matches of parts that follow each other in the query and in the text, as one."""
        return {
            span
            for low in range(len(parts))
            for high in range(low + 2, len(parts) + 1)
            for span in self.phrase(parts[low:high])
        }

    def near(self, parts: list[set[Span]], distance: int) -> set[Span]:
        found = set()
        for low in range(len(self.starts)):
            for high in range(low, len(self.starts)):
                inner = [[span for span in part if low <= span.first and span.last <= high] for part in parts]
                if all(inner) and high - low + 1 - len(parts) <= distance:
                    end = max(span.end for part in inner for span in part)
                    found.add(Span(low, high, end))
        return {
            one
            for one in found
            if not any(other != one and one.first <= other.first and other.last <= one.last for other in found)
        }


def inside(one: Span, other: Span) -> bool:
    return (
        one != other
        and other.first <= one.first
        and one.last <= other.last
        and ((other.first, other.last) != (one.first, one.last) or other.end > one.end)
    )


def fits(leaf: Leaf, word: str) -> bool:
    match leaf:
        case Term(text):
            return word == text
        case Prefix(text):
            return word.startswith(text)
        case Wildcard(text):
            pattern = "".join(".*" if sign == "*" else "." if sign == "?" else re.escape(sign) for sign in text)
            return re.fullmatch(pattern, word, re.DOTALL) is not None
        case Fuzzy(text):
            return edits(text, word) <= 1
        case Regex(pattern):
            return re.fullmatch(pattern, word, re.DOTALL) is not None


def edits(one: str, other: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours from one word to another (Damerau 1964)."""
    rows = [list(range(len(other) + 1))]
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, sign in enumerate(other, 1):
            least = min(rows[-1][to] + 1, row[-1] + 1, rows[-1][to - 1] + (letter != sign))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == sign:
                least = min(least, rows[-2][to - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]
