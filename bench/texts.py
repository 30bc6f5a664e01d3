"""Synthetic corpora of any size with a vocabulary like a language's, and what a person would ask of them.

The same numbers give the same texts and the same queries everywhere: the words' frequencies fall with their rank (Zipf and
Mandelbrot), the words of phrases and nearness are taken from passages, so that they stand there. Texts hold no apostrophe, no
split word and no digit, so that plain tools count what catena counts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from store.documents import Document, hash_of
from store.project import Project, Settings

VOCABULARY = 60_000
SHIFT = 2.7
"""What Mandelbrot adds to a word's rank."""
LONGER = 3000
"""The rank from which words have three syllables."""
WORDS = 86
"""Words of a passage on average."""
PASSAGES = 100
"""Passages of a document."""
SPEAKERS = ("Interviewer", "Respondent", "Observer", "Chair")
KINDS = ("interview", "focus group", "field note", "literature")

_SYLLABLES = [onset + vowel + coda for onset in "bdwghjklmnprstvz" for vowel in "aeiou" for coda in ("", "n", "r", "s")]


def word_of(rank: int) -> str:
    """The word of a rank, from 0 for the most frequent; no two are the same."""
    # Seven has no divisor in common with the number of syllables, so the first two tell every rank from the others.
    first = _SYLLABLES[rank * 7 % len(_SYLLABLES)]
    if rank < len(_SYLLABLES):
        return first
    second = _SYLLABLES[rank // len(_SYLLABLES)]
    return first + second + (_SYLLABLES[rank * 11 % len(_SYLLABLES)] if rank >= LONGER else "")


@dataclass(frozen=True)
class Corpus:
    """A project of synthetic documents, and the ranks of the words of its first passages, of which queries are made."""

    project: Project
    documents: Mapping[str, Document]
    sample: tuple[tuple[int, ...], ...]
    bytes: int


def make_corpus(root: Path, passages: int, seed: int = 1) -> Corpus:
    """Writes a corpus of so many passages into the new folder `root`, without git and without records."""
    # The one generator of numpy whose numbers stay the same from version to version.
    chance = np.random.RandomState(seed)
    weights = np.cumsum(1 / (np.arange(VOCABULARY) + SHIFT))
    words = [word_of(rank) for rank in range(VOCABULARY)]
    (root / "corpus").mkdir(parents=True)
    (root / ".catena").mkdir()
    documents: dict[str, Document] = {}
    sample: list[tuple[int, ...]] = []
    size = 0
    for number in range(passages // PASSAGES):
        lengths = chance.randint(WORDS // 2, WORDS * 3 // 2, PASSAGES).tolist()
        ranks = np.searchsorted(weights, chance.random_sample(sum(lengths)) * weights[-1]).tolist()
        turns: list[str] = []
        at = 0
        for length in lengths:
            turn = ranks[at : at + length]
            at += length
            turns.append(
                f"{SPEAKERS[len(turns) % len(SPEAKERS)]}: {_prose([words[rank] for rank in turn], number % 2)}"
            )
            if len(sample) < 2_000:
                sample.append(tuple(turn))
        name = f"doc-{number + 1:05}"
        text = "\n\n".join(turns) + "\n"
        data = text.encode()
        (root / "corpus" / f"{name}.txt").write_bytes(data)
        kind = KINDS[number % len(KINDS)]
        documents[name] = Document(name, name, kind, f"corpus/{name}.txt", hash_of(text), len(text))
        size += len(data)
    return Corpus(Project(root, Settings("synthetic", "Synthetic")), documents, tuple(sample), size)


def _prose(words: list[str], wrapped: int) -> str:
    """Sentences of twelve words, each on a line of its own where lines are `wrapped`."""
    sentences = (" ".join(words[at : at + 12]).capitalize() for at in range(0, len(words), 12))
    return (".\n" if wrapped else ". ").join(sentences) + "."


@dataclass(frozen=True, slots=True)
class Asked:
    """A query in catena's language, and the same for SQLite FTS5.

    `rows` is FTS5's own query, "" where it is to be made of the words that `pattern` finds in its vocabulary; `located` is
    the regular expression of all matches in a passage in lower case. `alike` is whether both find the same.
    """

    query: str
    rows: str
    located: str
    typing: bool = False
    pattern: str = ""
    alike: bool = True


def queries_of(corpus: Corpus, times: int, seed: int = 2) -> Iterator[tuple[str, list[Asked]]]:
    """Every kind of query with so many different examples."""
    chance = np.random.RandomState(seed)

    def pick(low: int, high: int) -> list[str]:
        """Two different words of such ranks that follow each other somewhere."""
        while True:
            turn = corpus.sample[chance.randint(len(corpus.sample))]
            places = [at for at in range(len(turn) - 1) if all(low <= rank < high for rank in turn[at : at + 2])]
            if places:
                at = places[chance.randint(len(places))]
                pair = [word_of(rank) for rank in turn[at : at + 2]]
                if pair[0] != pair[1]:
                    return pair

    def common() -> Asked:
        word = word_of(chance.randint(5, 40))
        return Asked(word, f'"{word}"', rf"\b{word}\b")

    def rare() -> Asked:
        word = word_of(chance.randint(1_000, 20_000))
        return Asked(word, f'"{word}"', rf"\b{word}\b")

    def both() -> Asked:
        one, two = pick(40, 5_000)
        return Asked(f"{one} {two}", f'"{one}" AND "{two}"', rf"\b{one}\W{{1,6}}{two}\b|\b(?:{one}|{two})\b")

    def either() -> Asked:
        one, two = pick(40, 5_000)
        return Asked(f"{one} OR {two}", f'"{one}" OR "{two}"', rf"\b(?:{one}|{two})\b")

    def without() -> Asked:
        one, two = pick(5, 5_000)
        return Asked(f"{one} NOT {two}", f'"{one}" NOT "{two}"', rf"\b{one}\b")

    def phrase(low: int, high: int) -> Asked:
        one, two = pick(low, high)
        return Asked(f'"{one} {two}"', f'"{one} {two}"', rf"\b{one}\W{{1,6}}{two}\b")

    def near() -> Asked:
        one, two = pick(40, 5_000)
        between = r"(?:\W+\w+){0,5}?\W+"
        located = rf"\b(?:{one}{between}{two}|{two}{between}{one})\b"
        return Asked(f'"{one} {two}"~5', f'NEAR("{one}" "{two}", 5)', located, alike=False)

    def prefix() -> Asked:
        start = word_of(chance.randint(320, 5_000))[:3]
        return Asked(f"{start}*", f'"{start}" *', rf"\b{start}\w*")

    def typed() -> Asked:
        one, two = pick(40, 5_000)
        two = two[:2]
        rows = f'"{one}" AND "{two}" *'
        return Asked(f"{one} {two}", rows, rf"\b{one}\W{{1,6}}{two}\w*|\b(?:{one}\b|{two}\w*)", typing=True)

    def wildcard() -> Asked:
        word = word_of(chance.randint(320, 5_000))
        pattern = rf"{word[:2]}\w*{word[-1]}"
        return Asked(f"{word[:2]}*{word[-1]}", "", rf"\b{pattern}\b", pattern=pattern)

    def one_edit() -> Asked:
        word = word_of(chance.randint(1_000, 20_000))
        pattern = "|".join(_edited(word))
        return Asked(f"{word}~", "", rf"\b(?:{pattern})\b", pattern=pattern)

    def expression() -> Asked:
        word = word_of(chance.randint(320, 5_000))
        pattern = rf"{word[:2]}[nrs]?\w{{2}}"
        return Asked(f"/{pattern}/", "", rf"\b{pattern}\b", pattern=pattern)

    kinds = {
        "a common word": common,
        "a rare word": rare,
        "two words": both,
        "either word": either,
        "one without the other": without,
        "a phrase": lambda: phrase(40, 5_000),
        "a phrase of common words": lambda: phrase(0, 20),
        "near 5": near,
        "a beginning": prefix,
        "typed so far": typed,
        "a wildcard inside": wildcard,
        "one edit": one_edit,
        "a regular expression": expression,
    }
    for kind, make in kinds.items():
        different: dict[str, Asked] = {}
        while len(different) < times:
            asked = make()
            different.setdefault(asked.query, asked)
        yield kind, list(different.values())


def _edited(word: str) -> Iterator[str]:
    """What is one edit away from a word, as regular expressions."""
    for at in range(len(word) + 1):
        yield rf"{word[:at]}\w{word[at:]}"
    for at in range(len(word)):
        yield rf"{word[:at]}\w?{word[at + 1 :]}"
        yield f"{word[:at]}{word[at + 1 : at + 2]}{word[at]}{word[at + 2 :]}"
