"""Blocks: a batch of documents, read and sorted into the columns and postings of one segment.

A batch is read as a whole, and its tokens become postings by one sort, which is what makes building quick. A block knows
nothing of files. A few texts that are searched once can stay in memory.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from search.columns import Columns, Indexed, packed
from search.passages import Passage, passages_of
from search.tokens import ATTACHED, Tokens, tokens_of
from search.view import key_of, view_of
from store.rules import PLAIN, Rules


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of terms, which are in order: those of term `t` are `[bounds[t]:bounds[t + 1]]` of the columns.

    `passages` are in order for each term, `weights` say how often it stands in each, `sizes` how many tokens each of them has.
    """

    terms: Sequence[bytes]
    bounds: npt.NDArray[np.int64]
    passages: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float32]
    sizes: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Read:
    """A document as it was read for the index: token `i` of it is the word with the number `numbers[i]` of its batch."""

    id: str
    sha256: str
    rules: str
    passages: tuple[Passage, ...]
    tokens: Tokens
    numbers: npt.NDArray[np.uint32]


class _Words(dict[str, int]):
    """Words with numbers from 0, in the order in which they were asked for first."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number

    def numbers(self, words: Collection[str]) -> npt.NDArray[np.uint32]:
        return np.fromiter(map(self.__getitem__, words), np.uint32, len(words))


class Batch:
    """Documents as they were read, and all of their words."""

    def __init__(self) -> None:
        self.documents: list[Read] = []
        self.words = _Words()

    def add(self, document: str, sha256: str, text: str, rules: Rules = PLAIN) -> None:
        """Reads a document's passages and tokens; a text without any passage counts as one empty passage."""
        passages = passages_of(text, rules) or (Passage(0, 0, ""),)
        tokens = _parted(
            tokens_of(view_of(text, rules)), {place for each in rules.regions for place in (each.start, each.end)}
        )
        # Numbered by the text's own words first, and those by the batch's: a table that is small stays in the processor's cache.
        own = {word: number for number, word in enumerate(dict.fromkeys(tokens.terms))}
        numbers = np.fromiter(map(own.__getitem__, tokens.terms), np.uint32, len(tokens.terms))
        numbers = self.words.numbers(own)[numbers]
        # A batch waits for its last document: the same word again and again would take most of its memory.
        read = Read(document, sha256, key_of(rules), passages, replace(tokens, terms=[]), numbers)
        self.documents.append(read)


def _parted(tokens: Tokens, borders: Collection[int]) -> Tokens:
    """The tokens, none of them attached by an apostrophe to what stands beyond a border of a region."""
    if not borders or not tokens.terms:
        return tokens
    tails = tokens.tails.copy()
    for border in borders:
        at = int(np.searchsorted(tokens.ends, border, side="right")) - 1
        if at >= 0:
            marks, attached = int(tails[at]) & ~ATTACHED, int(tails[at]) & ATTACHED
            beyond = at + 1 < len(tails) and int(tokens.starts[at + 1]) >= border
            tails[at] = min(marks, border - int(tokens.ends[at])) | (0 if beyond else attached)
    return replace(tokens, tails=tails)


class Block:
    """The columns of a batch."""

    def __init__(self, read_batch: Batch) -> None:
        batch, words = read_batch.documents, read_batch.words
        joined_words = [words[term] for read in batch for term, _, _ in read.tokens.joined]
        terms = sorted(words, key=_utf8)
        places_of = np.empty(len(terms), np.uint32)
        places_of[words.numbers(terms)] = np.arange(len(terms), dtype=np.uint32)
        stream = places_of[_joined([read.numbers for read in batch])]
        tokens = len(stream)
        joined: list[tuple[int, int]] = []
        firsts: list[npt.NDArray[np.uint32]] = []
        self.documents: list[Indexed] = []
        speakers: dict[str, int] = {}
        speaker_numbers: list[int] = []
        passage = token = 0
        for read in batch:
            starts = np.array([each.start for each in read.passages], np.uint32)
            firsts.append(token + np.searchsorted(read.tokens.starts, starts).astype(np.uint32))
            speaker_numbers += (speakers.setdefault(each.speaker, len(speakers)) for each in read.passages)
            joined += ((token + first, token + last) for _, first, last in read.tokens.joined)
            count = len(read.numbers)
            self.documents.append(Indexed(read.id, read.sha256, read.rules, passage, len(read.passages), count))
            passage += len(read.passages)
            token += count
        self.speakers = list(speakers)
        joined_numbers = np.array(joined, np.uint32).reshape(-1, 2)
        stream = np.concatenate((stream, places_of[np.array(joined_words, np.int64)]))
        first = np.concatenate((np.arange(tokens, dtype=np.uint32), joined_numbers[:, 0]))
        order = _order(stream, first)
        encoded = [_utf8(term) + b"\n" for term in terms]
        self.lexicon = b"".join(encoded)
        self._terms = encoded
        places = np.zeros(len(encoded) + 1, np.uint32)
        np.cumsum([len(each) for each in encoded], out=places[1:])
        bounds = np.zeros(len(encoded) + 1, np.uint32)
        np.cumsum(np.bincount(stream, minlength=len(encoded)), out=bounds[1:])
        passage_tokens = np.concatenate(firsts) if firsts else np.zeros(0, np.uint32)
        passage_of = np.repeat(np.arange(-1, passage), np.diff(passage_tokens, prepend=0, append=tokens))
        self._occurring = passage_of[first[order]]
        self._bounds = bounds
        self.sizes = np.diff(np.append(passage_tokens, tokens))
        starts = _joined([read.tokens.starts for read in batch])
        passage_starts = np.array([each.start for read in batch for each in read.passages], np.uint32)
        self.arrays: dict[str, npt.NDArray[Any]] = {
            "terms": places,
            "bounds": bounds,
            "occurrences": order,
            "offsets": starts - passage_starts[passage_of],
            "lengths": _joined([read.tokens.ends - read.tokens.starts for read in batch]),
            "between": _joined([packed(read.tokens.gaps, read.tokens.tails) for read in batch]),
            "joined_first": joined_numbers[:, 0],
            "joined_last": joined_numbers[:, 1],
            "passage_tokens": passage_tokens,
            "passage_starts": passage_starts,
            "passage_ends": np.array([each.end for read in batch for each in read.passages], np.uint32),
            "passage_speakers": np.array(speaker_numbers, np.uint32),
            "passage_documents": np.repeat(
                np.arange(len(batch), dtype=np.uint32), [len(read.passages) for read in batch]
            ),
        }

    def postings(self) -> Postings:
        """Every term with its passages, in order."""
        sizes = (self._bounds[1:] - self._bounds[:-1]).astype(np.int64)
        term_of = np.repeat(np.arange(len(self._terms), dtype=np.int64), sizes)
        keys = term_of * (len(self.sizes) + 1) + self._occurring
        heads = np.flatnonzero(np.diff(keys, prepend=-1))
        counts = np.diff(np.append(heads, len(keys))).astype(np.float32)
        passages = self._occurring[heads].astype(np.uint32)
        bounds = np.searchsorted(term_of[heads], np.arange(len(self._terms) + 1))
        return Postings([term[:-1] for term in self._terms], bounds, passages, counts, self.sizes[passages])

    def ids(self) -> Postings:
        """Every document's id with its passages."""
        documents = sorted(self.documents, key=lambda each: _utf8(each.id))
        passages = [np.arange(each.passage, each.passage + each.passages, dtype=np.uint32) for each in documents]
        count = sum(map(len, passages))
        bounds = np.cumsum([0, *map(len, passages)])
        sizes = np.zeros(count, np.int64)
        return Postings(
            [_utf8(each.id) for each in documents], bounds, _joined(passages), np.ones(count, np.float32), sizes
        )


def in_memory(batch: Batch) -> Columns:
    """The columns of a batch, that are never written."""
    block = Block(batch)
    arrays: dict[str, npt.NDArray[Any]] = {
        name: array if array.dtype == np.uint8 else array.astype(np.uint32) for name, array in block.arrays.items()
    }
    return Columns(tuple(block.documents), tuple(block.speakers), block.lexicon, 0, **arrays)


def _order(stream: npt.NDArray[np.uint32], first: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The numbers of the occurrences, sorted by their terms, those of a term by place."""
    by_place = np.argsort(first, kind="stable").astype(np.uint32)
    # Numbers are sorted several times as fast as an order is found.
    keys = stream[by_place].astype(np.uint64) << np.uint64(32) | np.arange(len(first), dtype=np.uint64)
    keys.sort()
    return by_place[(keys & np.uint64(0xFFFFFFFF)).astype(np.int64)]


def _utf8(term: str) -> bytes:
    return term.encode("utf-8", "surrogatepass")


def _joined(columns: list[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate(columns) if columns else np.zeros(0, np.uint32)
