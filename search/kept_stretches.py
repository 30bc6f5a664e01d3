"""The stretches of an old text that are still there in a new one.

A stretch is a row of runs of equal words with small gaps between them, worth more by what is the same than it loses by its gaps:
so words that two texts have in common by chance are none. Stretches that keep the order of the text come first; in what is left,
those that were moved are found by runs that stand once on either side. No word is in two stretches.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from search.likeness import Pair
from search.word_diff import matched_words

WIDE = 8
"""Words of a gap at most; where more are gone or put in, a stretch ends."""
DROP = 6.0
"""What a stretch may lose in its gaps before it ends: a word that is the same adds one, one of a gap takes GAP."""
GAP = 0.7
LEAST = 4
"""Words of a stretch at least, and of the runs by which moved ones are found."""
DRIFT = 6
"""Words by which the runs of one moved stretch may be shifted."""

Run = tuple[int, int, int]
"""An old word, a new word, and how many from there on are the same."""


@dataclass(slots=True)
class Stretch:
    """Old words `[first, last)` that are the new words `[there, until)`."""

    first: int
    last: int
    there: int
    until: int
    runs: list[Run]
    moved: bool = False


def runs_of(matched: Sequence[int]) -> list[Run]:
    """The runs of a match: for each old word its new one, or -1."""
    row = np.array(matched, np.int64)
    known = np.flatnonzero(row >= 0)
    if not len(known):
        return []
    breaks = np.flatnonzero((np.diff(known) != 1) | (np.diff(row[known]) != 1)) + 1
    begins = np.concatenate(([0], breaks))
    sizes = np.diff(np.concatenate((begins, [len(known)])))
    firsts = known[begins]
    return list(zip(firsts.tolist(), row[firsts].tolist(), sizes.tolist(), strict=True))


def slid(runs: Iterable[Run], old: Sequence[int], new: Sequence[int], starts: Collection[int]) -> list[Run]:
    """Lets what was put in, or taken out, begin where a paragraph does, if words that are the same on both sides leave the
    choice. `starts` are the old words that paragraphs begin with."""
    found: list[Run] = []
    for here, there, size in runs:
        if found:
            before = found[-1]
            end, until = before[0] + before[2], before[1] + before[2]
            if (here == end) != (there == until) and end not in starts:
                step = _step(before, (here, there, size), old, new, starts)
                found[-1] = before[0], before[1], before[2] + step
                here, there, size = here + step, there + step, size - step
                if not found[-1][2]:
                    found.pop()
        if size:
            found.append((here, there, size))
    return found


def _step(before: Run, after: Run, old: Sequence[int], new: Sequence[int], starts: Collection[int]) -> int:
    """By how many words the border between two runs is to be shifted."""
    end, until = before[0] + before[2], before[1] + before[2]
    here, there, size = after
    for step in range(1, before[2] + 1):
        if old[here - step] != new[there - step]:
            break
        if end - step in starts:
            return -step
    for step in range(size):
        if old[end + step] != new[until + step]:
            break
        if end + step + 1 in starts:
            return step + 1
    return 0


def stretches_of(runs: Sequence[Run], old_size: int, new_size: int) -> Iterator[Stretch]:
    """Rising runs in stretches. A short one is one only where on one side nothing stands before and behind it that is no run."""
    begin = 0
    while begin < len(runs):
        score = best = float(runs[begin][2])
        end = begin + 1
        for number in range(begin + 1, len(runs)):
            (last, until, size), (here, there, more) = runs[number - 1], runs[number]
            wide = max(here - last, there - until) - size
            score -= GAP * wide
            if wide > WIDE or score < 0 or best - score > DROP:
                break
            score += more
            if score >= best:
                best, end = score, number + 1
        piece = list(runs[begin:end])
        (first, there, _), (last, until, size) = piece[0], piece[-1]
        last, until = last + size, until + size
        if sum(each[2] for each in piece) < LEAST:
            before = runs[begin - 1] if begin else (0, 0, 0)
            behind = runs[end] if end < len(runs) else (old_size, new_size, 0)
            before_it = min(first - before[0], there - before[1]) - before[2]
            begin = end
            if before_it or min(behind[0] - last, behind[1] - until):
                continue
        begin = end
        yield Stretch(first, last, there, until, piece)


def moved_stretches(
    old: Sequence[int], new: Sequence[int], taken: Sequence[int], filled: Sequence[int]
) -> Iterator[Stretch]:
    """The stretches of words that are in none (`taken` and `filled`: the number of each old and new word's stretch, or -1)."""
    here, there = _once(old, taken), _once(new, filled)
    found: list[Stretch] = []
    group: list[Pair] = []
    for seed in sorted((place, there[run]) for run, place in here.items() if run in there):
        if group:
            step, other = seed[0] - group[-1][0], seed[1] - group[-1][1]
            if other <= 0 or step > 2 * WIDE or abs(step - other) > DRIFT:
                found += _between(old, new, group)
                group = []
        group.append(seed)
    found += _between(old, new, group)
    found.sort(key=lambda each: each.first - each.last)
    used: set[int] = set()
    for each in found:
        words = range(each.there, each.until)
        if all(filled[word] < 0 and word not in used for word in words):
            used.update(words)
            each.moved = True
            yield each


def _between(old: Sequence[int], new: Sequence[int], seeds: Sequence[Pair]) -> Iterator[Stretch]:
    if seeds:
        (first, there), (last, until) = seeds[0], seeds[-1]
        matched = matched_words(old[first : last + LEAST], new[there : until + LEAST])
        runs = [(first + here, there + other, size) for here, other, size in runs_of(matched)]
        yield from (each for each in stretches_of(runs, len(old), len(new)) if each.last - each.first >= LEAST)


def _once(words: Sequence[int], taken: Sequence[int]) -> dict[tuple[int, ...], int]:
    """The runs of words that are in no stretch and stand there once."""
    places: dict[tuple[int, ...], int] = {}
    free = 0
    for place, owner in enumerate(taken):
        free = free + 1 if owner < 0 else 0
        if free >= LEAST:
            run = tuple(words[place + 1 - LEAST : place + 1])
            places[run] = -1 if run in places else place + 1 - LEAST
    return {run: place for run, place in places.items() if place >= 0}
