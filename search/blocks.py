"""Blocks: a batch of documents, read and sorted into the columns and postings of one segment.

A batch is read as a whole, and its tokens become postings by one sort, which is what makes building quick. A block knows
nothing of files. A few texts that are searched once can stay in memory.
"""

from collections.abc import Collection, Iterator, Sequence
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
    """A term's passages in order, how often it stands in each, and how many tokens each of them has."""

    term: bytes
    passages: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float32]
    sizes: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Read:
    """A document as it was read for the index: token `i` of it is `words[numbers[i]]`."""

    id: str
    sha256: str
    rules: str
    passages: tuple[Passage, ...]
    tokens: Tokens
    words: tuple[str, ...]
    numbers: npt.NDArray[np.uint32]


def read_document(document: str, sha256: str, text: str, rules: Rules = PLAIN) -> Read:
    """A document's passages and tokens; a text without any passage counts as one empty passage."""
    passages = passages_of(text, rules) or (Passage(0, 0, ""),)
    tokens = _parted(
        tokens_of(view_of(text, rules)), {place for each in rules.regions for place in (each.start, each.end)}
    )
    words = {word: number for number, word in enumerate(dict.fromkeys(tokens.terms))}
    numbers = np.fromiter(map(words.__getitem__, tokens.terms), np.uint32, len(tokens.terms))
    # A batch waits for its last document: the same word again and again would take most of its memory.
    return Read(document, sha256, key_of(rules), passages, replace(tokens, terms=[]), tuple(words), numbers)


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

    def __init__(self, batch: Sequence[Read]) -> None:
        words = {word for read in batch for word in read.words}
        words.update(term for read in batch for term, _, _ in read.tokens.joined)
        terms = sorted(words, key=_utf8)
        numbers = {term: number for number, term in enumerate(terms)}
        stream = _joined(
            [
                np.fromiter(map(numbers.__getitem__, read.words), np.uint32, len(read.words))[read.numbers]
                for read in batch
            ]
        )
        tokens = len(stream)
        joined: list[tuple[int, int, int]] = []
        firsts: list[npt.NDArray[np.uint32]] = []
        self.documents: list[Indexed] = []
        speakers: dict[str, int] = {}
        speaker_numbers: list[int] = []
        passage = token = 0
        for read in batch:
            starts = np.array([each.start for each in read.passages], np.uint32)
            firsts.append(token + np.searchsorted(read.tokens.starts, starts).astype(np.uint32))
            speaker_numbers += (speakers.setdefault(each.speaker, len(speakers)) for each in read.passages)
            joined += ((numbers[term], token + first, token + last) for term, first, last in read.tokens.joined)
            count = len(read.numbers)
            self.documents.append(Indexed(read.id, read.sha256, read.rules, passage, len(read.passages), count))
            passage += len(read.passages)
            token += count
        self.speakers = list(speakers)
        joined_numbers = np.array(joined, np.uint32).reshape(-1, 3)
        stream = np.concatenate((stream, joined_numbers[:, 0]))
        first = np.concatenate((np.arange(tokens, dtype=np.uint32), joined_numbers[:, 1]))
        order = np.lexsort((first, stream)) if len(joined) else np.argsort(stream, kind="stable")
        encoded = [_utf8(term) + b"\n" for term in terms]
        self.lexicon = b"".join(encoded)
        self._terms = encoded
        places = np.zeros(len(encoded) + 1, np.uint32)
        np.cumsum([len(each) for each in encoded], out=places[1:])
        bounds = np.zeros(len(encoded) + 1, np.uint32)
        np.cumsum(np.bincount(stream, minlength=len(encoded)), out=bounds[1:])
        passage_tokens = np.concatenate(firsts) if firsts else np.zeros(0, np.uint32)
        self._occurring = np.searchsorted(passage_tokens, first[order], side="right") - 1
        self._bounds = bounds
        self.sizes = np.diff(np.append(passage_tokens, tokens))
        starts = _joined([read.tokens.starts for read in batch])
        passage_of = np.repeat(np.arange(-1, passage), np.diff(passage_tokens, prepend=0, append=tokens))
        passage_starts = np.array([each.start for read in batch for each in read.passages], np.uint32)
        self.arrays: dict[str, npt.NDArray[Any]] = {
            "terms": places,
            "bounds": bounds,
            "occurrences": order,
            "offsets": starts - passage_starts[passage_of],
            "lengths": _joined([read.tokens.ends - read.tokens.starts for read in batch]),
            "between": _joined([packed(read.tokens.gaps, read.tokens.tails) for read in batch]),
            "joined_first": joined_numbers[:, 1],
            "joined_last": joined_numbers[:, 2],
            "passage_tokens": passage_tokens,
            "passage_starts": passage_starts,
            "passage_ends": np.array([each.end for read in batch for each in read.passages], np.uint32),
            "passage_speakers": np.array(speaker_numbers, np.uint32),
            "passage_documents": np.repeat(
                np.arange(len(batch), dtype=np.uint32), [len(read.passages) for read in batch]
            ),
        }

    def postings(self) -> Iterator[Postings]:
        """Every term with its passages, in order."""
        if not self._terms:
            return
        sizes = (self._bounds[1:] - self._bounds[:-1]).astype(np.int64)
        term_of = np.repeat(np.arange(len(self._terms), dtype=np.int64), sizes)
        keys = term_of * (len(self.sizes) + 1) + self._occurring
        heads = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        counts = np.diff(np.append(heads, len(keys))).astype(np.float32)
        passages = self._occurring[heads].astype(np.uint32)
        bounds = np.searchsorted(term_of[heads], np.arange(len(self._terms) + 1)).tolist()
        for number, term in enumerate(self._terms):
            low, high = bounds[number], bounds[number + 1]
            yield Postings(term[:-1], passages[low:high], counts[low:high], self.sizes[passages[low:high]])

    def ids(self) -> Iterator[Postings]:
        """Every document's id with its passages."""
        for document in sorted(self.documents, key=lambda each: _utf8(each.id)):
            passages = np.arange(document.passage, document.passage + document.passages, dtype=np.uint32)
            yield Postings(
                _utf8(document.id), passages, np.ones(len(passages), np.float32), np.zeros(len(passages), np.int64)
            )


def in_memory(batch: Sequence[Read]) -> Columns:
    """The columns of a batch, that are never written."""
    block = Block(batch)
    arrays: dict[str, npt.NDArray[Any]] = {
        name: array if array.dtype == np.uint8 else array.astype(np.uint32) for name, array in block.arrays.items()
    }
    return Columns(tuple(block.documents), tuple(block.speakers), block.lexicon, 0, **arrays)


def _utf8(term: str) -> bytes:
    return term.encode("utf-8", "surrogatepass")


def _joined(columns: list[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate(columns) if columns else np.zeros(0, np.uint32)
