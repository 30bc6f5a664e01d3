"""Which words of an old text are which words of a new one: a patience diff, whole runs of words before single ones.

Runs that stand once in both texts are matched first, as many as keep their order; what lies between them is compared in the same
way by shorter runs, and at last word by word. So a word that stands everywhere is matched by what is around it and never alone,
and what was moved is one deletion and one insertion. Words are numbers here: the same number is the same word.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import numpy as np

from search.likeness import Pair, common

RUNS = (6, 3, 1)
"""Words of the runs that are matched, the surest first."""
SMALL = 4000
"""Pairs of words up to which a gap is compared word by word."""
TINY = 64
"""Pairs of words up to which that is done at once."""
_FACTOR = 0x9E3779B97F4A7C15

Piece = tuple[int, int, int, int]
"""`[a, b)` of the old words and `[c, d)` of the new ones."""


def matched_words(old: Sequence[int], new: Sequence[int]) -> list[int]:
    """For each word of the old text the place of the same one in the new text, or -1. The places rise."""
    found = [-1] * len(old)
    keys = [(_keys(old, run), _keys(new, run)) for run in RUNS]
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
        size = (b - a) * (d - c)
        if size < 2:
            continue
        if size <= TINY:
            for here, there in common(old[a:b], new[c:d]):
                found[a + here] = c + there
            continue
        if level == len(RUNS):
            if size <= SMALL:
                for here, there, length in _blocks(old[a:b], new[c:d]):
                    found[a + here : a + here + length] = range(c + there, c + there + length)
            continue
        run = RUNS[level]
        anchors = _anchors(*keys[level], (a, b, c, d), run)
        if not anchors:
            waiting.append(((a, b, c, d), level + 1))
            continue
        last_old, last_new = a, c
        for here, there in anchors:
            if old[here : here + run] != new[there : there + run]:
                continue
            if here > last_old or there > last_new:
                waiting.append(((last_old, here, last_new, there), level))
            found[here : here + run] = range(there, there + run)
            last_old, last_new = here + run, there + run
        # Where two runs have one key, and are not the same, shorter ones decide.
        waiting.append(((last_old, b, last_new, d), level + (last_old == a and last_new == c)))
    return found


def _blocks(old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        if block.size:
            yield block.a, block.b, block.size


def _keys(words: Sequence[int], run: int) -> list[int]:
    """For each word a number for the run that begins with it: equal runs have equal ones."""
    if run == 1:
        return list(words)
    row = np.array(words, np.uint64)
    keys = np.zeros(max(0, len(row) - run + 1), np.uint64)
    for step in range(run):
        keys = keys * np.uint64(_FACTOR) + row[step : step + len(keys)]
    numbers: list[int] = keys.tolist()
    return numbers


def _anchors(old: Sequence[int], new: Sequence[int], piece: Piece, run: int) -> list[Pair]:
    """The runs (by their keys) that stand once in both parts, in the order of both, none over another."""
    a, b, c, d = piece
    here = _once(old, a, b - run + 1)
    there = _once(new, c, d - run + 1)
    return _apart(
        _rising([(place, there[key]) for key, place in here.items() if there.get(key, -1) >= 0 <= place]), run
    )


def _once(keys: Sequence[int], start: int, end: int) -> dict[int, int]:
    """Where each key stands, in order; -1 if in several places."""
    places: dict[int, int] = {}
    for place, key in enumerate(keys[start : max(start, end)], start):
        places[key] = -1 if key in places else place
    return places


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
