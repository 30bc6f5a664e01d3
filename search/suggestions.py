"""What would be found where a query finds nothing: other spellings, and what of the query stands in the way.

Every suggestion is a query that finds something, with how much; nothing is guessed that was not asked of the index. Spellings are
words of the documents, nearest first by edits (insertion, deletion, replacement, swap of neighbours: the restricted distance of
Damerau 1964), the more frequent before the rarer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

import numpy as np

from search.engine import Searcher
from search.lexicon import terms_of
from search.matches import occurrences
from search.query import (
    And,
    Exact,
    Field,
    Fuzzy,
    Leaf,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Term,
    Wildcard,
    parse_query,
)
from search.stopping import go_on
from search.wording import worded

SPELLINGS = 3
"""Spellings of a word that are tried at most."""
SHORTEST = 4
"""Characters of a word from which on two edits are allowed; shorter ones may differ by one."""
LOOKED_THROUGH = 2000
"""Words after which it is seen whether anybody still waits."""
APART = 10
"""Other words that may stand between those of a phrase that does not stand there as it was typed."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that finds something, why it differs, and how many matches it has in how many documents."""

    query: str
    why: str
    total: int
    documents: int


def suggestions_for(searcher: Searcher, query: str, *, typing: bool = False, limit: int = 6) -> list[Suggestion]:
    """Queries near `query` that find something; raises QueryFault where it cannot be read."""
    parsed = parse_query(query, typing)
    found: dict[str, Suggestion] = {}
    for other, why in _others(searcher, parsed):
        text = worded(other)
        if text in found or other == parsed:
            continue
        answer = searcher.find(other, limit=0)
        if answer.total:
            found[text] = Suggestion(text, why, answer.total, answer.documents)
            if len(found) == limit:
                break
    return list(found.values())


def _others(searcher: Searcher, query: Query) -> Iterator[tuple[Query, str]]:
    in_any_form = _inexact(query)
    if in_any_form != query:
        yield in_any_form, "in any case, with any accents and marks"
        query = in_any_form
    missing = [leaf for leaf in dict.fromkeys(_leaves(query)) if not _stands(searcher, leaf)]
    yield from ((other, "written as one word") for other in _as_one(searcher, query))
    yield from ((other, "written as two words") for leaf in missing for other in _as_two(searcher, query, leaf))
    spelt = list(_spelt(searcher, query, missing)) if missing else []
    yield from spelt
    for part in _parts(query) or (query,):
        if isinstance(part, Field) and not part.value.endswith("*"):
            yield _replaced(query, part, replace(part, value=f"{part.value}*")), "names that begin so"
    for part in _parts(query):
        if isinstance(part, Field | Not):
            yield _without(query, part), f"without {worded(part)}"
    for part in _phrases(query):
        if len(part.parts) > 1 and isinstance(part, Phrase):
            near = Near(part.parts, APART)
            yield _replaced(query, part, near), "with other words in between, in any order"
        yield _replaced(query, part, And(part.parts)), "the words anywhere in a passage"
    for leaf in missing:
        yield _without(query, leaf), f"without {worded(leaf)}, which no document has"
    for other in (query, *(best for best, _ in spelt[:1])):
        if isinstance(other, And):
            words = tuple(part for part in other.parts if not isinstance(part, Field | Not))
            rest = tuple(part for part in other.parts if isinstance(part, Field | Not))
            if len(words) > 1:
                yield _all((Or(words), *rest)), "any of the words: no passage has all of them"


def _as_one(searcher: Searcher, query: Query) -> Iterator[Query]:
    """The query with two words that follow each other as one, where a document has it: "infl uence" was copied from damage."""
    parts: tuple[Query, ...] = query.parts if isinstance(query, And | Phrase) else ()
    for at, (left, right) in enumerate(pairwise(parts)):
        if isinstance(left, Term) and isinstance(right, Term | Prefix):
            joined = type(right)(left.text + right.text)
            if _stands(searcher, joined):
                rest = (*parts[:at], joined, *parts[at + 2 :])
                yield (
                    _all(rest)
                    if isinstance(query, And) or len(rest) == 1
                    else Phrase(tuple(each for each in rest if isinstance(each, Leaf)))
                )


def _as_two(searcher: Searcher, query: Query, leaf: Leaf) -> Iterator[Query]:
    """The query with a word as two that stand behind each other."""
    if isinstance(leaf, Term | Prefix) and (query == leaf or isinstance(query, And)):
        for cut in range(SHORTEST - 1, len(leaf.text) - SHORTEST + 2):
            parts = Term(leaf.text[:cut]), type(leaf)(leaf.text[cut:])
            if all(_stands(searcher, part) for part in parts):
                yield _replaced(query, leaf, Phrase(parts))


def _spelt(searcher: Searcher, query: Query, missing: Sequence[Leaf]) -> Iterator[tuple[Query, str]]:
    spellings: list[list[Leaf]] = []
    for leaf in missing:
        if isinstance(leaf, Term | Prefix):
            words = corrections(searcher, leaf.text)
            begun = [Prefix(leaf.text)] if isinstance(leaf, Term) and _stands(searcher, Prefix(leaf.text)) else []
            spellings.append([*begun, *(Term(word) for word in words)])
        else:
            spellings.append([])
    known = [(leaf, each) for leaf, each in zip(missing, spellings, strict=True) if each]
    for chosen in product(*(each for _, each in known)) if known else ():
        other = query
        for (leaf, _), word in zip(known, chosen, strict=True):
            other = _replaced(other, leaf, word)
        yield other, "another spelling" if all(isinstance(word, Term) for word in chosen) else "words that begin so"


def corrections(searcher: Searcher, word: str) -> list[str]:
    """The words of the documents nearest to `word`, at most two edits away."""
    most = 2 if len(word) >= SHORTEST else 1
    ranked: dict[str, tuple[int, int]] = {}
    for columns, alive, _ in searcher.segments():
        living = alive[columns.passage_documents]
        for number, term in enumerate(columns.words().decode("utf-8", "surrogatepass").split("\n")[:-1]):
            if not number % LOOKED_THROUGH:
                go_on()
            # One of the two ends of a word is nearly always typed right; this spares the table for most words.
            if abs(len(term) - len(word)) > most or not (term[:1] == word[:1] or term[-2:] == word[-2:]):
                continue
            far = distance(term, word, most)
            if far <= most and term != word:
                often = int(np.count_nonzero(living[occurrences(columns, [(number, number + 1)]).passages]))
                if often:
                    ranked[term] = (far, ranked.get(term, (0, 0))[1] - often)
    return sorted(ranked, key=lambda term: (ranked[term], term))[:SPELLINGS]


def distance(one: str, other: str, most: int) -> int:
    """The edits from one word to the other, or `most` + 1 where there are more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for place, second in enumerate(other, 1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != second))
            if last and place > 1 and letter == other[place - 2] and one[at - 2] == second:
                cost = min(cost, last[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _stands(searcher: Searcher, leaf: Leaf) -> bool:
    """Whether a document that is searched has such a word."""
    for columns, alive, _ in searcher.segments():
        passages = occurrences(columns, terms_of(columns, leaf)).passages
        if alive[columns.passage_documents[passages]].any():
            return True
    return False


def _leaves(query: Query) -> Iterator[Leaf]:
    """The words that the query wants; not those that it does not want."""
    match query:
        case Term() | Prefix() | Wildcard() | Fuzzy() | Regex():
            yield query
        case Phrase(parts) | Near(parts, _) | And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)


def _phrases(query: Query) -> Iterator[Phrase | Near]:
    match query:
        case Phrase() | Near():
            yield query
        case And(parts) | Or(parts):
            for part in parts:
                yield from _phrases(part)


def _inexact(query: Query) -> Query:
    """The query with its words in whatever form."""
    match query:
        case Exact(part):
            return _inexact(part)
        case And(parts):
            return And(tuple(map(_inexact, parts)))
        case Or(parts):
            return Or(tuple(map(_inexact, parts)))
        case Not(part):
            return Not(_inexact(part))
    return query


def _parts(query: Query) -> tuple[Query, ...]:
    return query.parts if isinstance(query, And) else ()


def _all(parts: Sequence[Query]) -> Query:
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _without(query: Query, part: Query) -> Query:
    """The query without a part that must hold; the query itself where nothing would be left."""
    left = tuple(each for each in _parts(query) if each != part)
    return _all(left) if left else query


def _replaced(query: Query, part: Query, by: Query) -> Query:
    """The query with `by` wherever `part` stands in it."""
    if query == part:
        return by
    match query:
        case Phrase(parts):
            return Phrase(tuple(_replaced_leaf(each, part, by) for each in parts))
        case Near(parts, among):
            return Near(tuple(_replaced_leaf(each, part, by) for each in parts), among)
        case And(parts):
            return And(tuple(_replaced(each, part, by) for each in parts))
        case Or(parts):
            return Or(tuple(_replaced(each, part, by) for each in parts))
    return query


def _replaced_leaf(leaf: Leaf, part: Query, by: Query) -> Leaf:
    return by if leaf == part and isinstance(by, Term | Prefix) else leaf
