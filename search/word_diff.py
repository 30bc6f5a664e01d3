"""Which words of an old text are which words of a new one: a patience diff, whole runs of words before single ones.

Runs that stand once in both texts are matched first, as many as keep their order; what lies between them is compared in the same
way by shorter runs, and at last word by word. So a word that stands everywhere is matched by what is around it and never alone,
and what was moved is one deletion and one insertion.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

RUNS = (6, 3, 1)
"""Words of the runs that are matched, the surest first."""
SMALL = 4000
"""Pairs of words up to which a gap is compared word by word."""

Pair = tuple[int, int]
Piece = tuple[int, int, int, int]
"""`[a, b)` of the old words and `[c, d)` of the new ones."""


def matched_words(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """For each word of the old text the place of the same one in the new text, or -1. The places rise."""
    found = [-1] * len(old)
    waiting: list[tuple[Piece, int]] = [((0, len(old), 0, len(new)), 0)]
    while waiting:
        piece, level = waiting.pop()
        a, b, c, d = piece
        while a < b and c < d and old[a] == new[c]:
            found[a] = c
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            found[b] = d
        if a == b or c == d:
            continue
        if level == len(RUNS):
            if (b - a) * (d - c) <= SMALL:
                for start, there, size in _blocks(old[a:b], new[c:d]):
                    found[a + start : a + start + size] = range(c + there, c + there + size)
            continue
        anchors = _anchors(old, new, (a, b, c, d), RUNS[level])
        if not anchors:
            waiting.append(((a, b, c, d), level + 1))
            continue
        run = RUNS[level]
        last_old, last_new = a, c
        for here, there in anchors:
            if here > last_old or there > last_new:
                waiting.append(((last_old, here, last_new, there), level))
            found[here : here + run] = range(there, there + run)
            last_old, last_new = here + run, there + run
        waiting.append(((last_old, b, last_new, d), level))
    return found


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        if block.size:
            yield block.a, block.b, block.size


def _anchors(old: Sequence[str], new: Sequence[str], piece: Piece, run: int) -> list[Pair]:
    """The runs that stand once in both parts, in the order of both, none over another."""
    a, b, c, d = piece
    here = _once(old, a, b, run)
    there = _once(new, c, d, run)
    pairs = sorted((place, there[words]) for words, place in here.items() if words in there)
    return _apart(_rising(pairs), run)


def _once(words: Sequence[str], start: int, end: int, run: int) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    for place in range(start, end - run + 1):
        key = tuple(words[place : place + run])
        places[key] = -1 if key in places else place
    return {key: place for key, place in places.items() if place >= 0}


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The most pairs whose second numbers rise too."""
    ends: list[int] = []
    lasts: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        place = bisect_left(ends, there)
        before.append(lasts[place - 1] if place else -1)
        if place == len(ends):
            ends.append(there)
            lasts.append(number)
        else:
            ends[place] = there
            lasts[place] = number
    chosen: list[Pair] = []
    number = lasts[-1] if lasts else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def _apart(pairs: Sequence[Pair], run: int) -> list[Pair]:
    """Of runs that overlap without being shifted alike, the first."""
    kept: list[Pair] = []
    for here, there in pairs:
        if kept:
            last_here, last_there = kept[-1]
            overlaps = here < last_here + run or there < last_there + run
            if overlaps and here - last_here != there - last_there:
                continue
        kept.append((here, there))
    return kept
