"""Alignment: the words of a quotation beside those of a stretch of a document that is nearly the same.

What is equal stands in runs, in the same order in both; between two runs lie gaps, which are what is different. Where the
first or the last words differ, as many words of the document stand beside them, as far as its paragraph goes.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import Match as Block
from difflib import SequenceMatcher

from search.gaps import Gap
from search.streams import Stream

ALIKE = 0.6
"""The share of a quotation's words that must stand at a place for it to be an altered copy."""

RUN = 3
"""Words that must stand one after the other in both for them to count as a run."""

IN_RUNS = 0.35
"""The share of a quotation's words that must stand in runs: single common words are alike everywhere."""

SHORT = 9
"""Words of a quotation below which two words in a row are a run."""

FAR = 3
"""Words by which a single word may stand apart and still be meant."""

_BREAK = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Alignment:
    """The first and the last word of the stretch in the document, what differs in it, and how alike both are (0 to 1)."""

    first: int
    last: int
    gaps: tuple[Gap, ...]
    likeness: float


def aligned(
    words: Sequence[str],
    stream: Stream,
    low: int,
    text: str,
    high: int = 0,
    apart: Collection[int] = (),
) -> Alignment | None:
    """The stretch in the words `[low, high)` of a stream that is nearly these words; None where too few are the same.

    The words with the numbers `apart` are compared last: they may be none of the document's.
    """
    wanted = len(words) - len(apart)
    run = RUN if wanted >= SHORT else 2
    seen = [" " if number in apart else word for number, word in enumerate(words)]
    end = min(high or len(stream.words), len(stream.words))
    high = min(high or low + len(words) * 2 + 40, end)
    blocks = _blocks(stream.words[low:high], seen)
    if not blocks:
        return None
    # Near its ends a single word is matched by chance: only what stands next to the others is looked at again. What was looked
    # at may end before the quotation does, as last words that it has twice are found where they stand first.
    core_low, core_high = low + blocks[0].a, low + blocks[-1].a + blocks[-1].size
    low, high = (
        max(low, core_low - blocks[0].b - FAR),
        min(end, core_high + len(words) - blocks[-1].b - blocks[-1].size + FAR),
    )
    blocks = _blocks(stream.words[low:high], seen)
    kept = sum(block.size for block in blocks)
    in_runs = sum(block.size for block in blocks if block.size >= run)
    if not blocks or kept < ALIKE * wanted or in_runs < max(run, IN_RUNS * wanted):
        return None
    first, last = low + blocks[0].a, low + blocks[-1].a + blocks[-1].size - 1
    first -= _reach(stream, text, first, blocks[0].b, -1)
    last += _reach(stream, text, last, len(words) - blocks[-1].b - blocks[-1].size, 1)
    gaps: list[Gap] = []
    there, here = first - low, 0
    for at, to, size in (*((block.a, block.b, block.size) for block in blocks), (last - low + 1, len(words), 0)):
        if "".join(words[here:to]) != "".join(stream.words[low + there : low + at]):
            gaps.append(_trimmed(words, stream.words, Gap(here, to, low + there, low + at)))
        there, here = at + size, to + size
    return Alignment(first, last, tuple(gaps), 2 * kept / (len(words) + last - first + 1))


def _trimmed(words: Sequence[str], others: Sequence[str], gap: Gap) -> Gap:
    """A gap without the words at its ends that are the same on both sides, also where a line end cut one of them in two."""
    here, to, there, until = gap.here, gap.to, gap.there, gap.until
    while pair := _equal_ends(words[here:to], others[there:until], 1):
        here, there = here + pair[0], there + pair[1]
    while pair := _equal_ends(words[here:to][::-1], others[there:until][::-1], -1):
        to, until = to - pair[0], until - pair[1]
    return Gap(here, to, there, until)


def _equal_ends(some: Sequence[str], others: Sequence[str], way: int) -> tuple[int, int] | None:
    """How many words at the beginnings are the same letters: one on either side, and one, two or three on the other."""
    for one, other in ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1)):
        if len(some) >= one and len(others) >= other and "".join(some[:one][::way]) == "".join(others[:other][::way]):
            return one, other
    return None


def _blocks(window: Sequence[str], words: Sequence[str]) -> list[Block]:
    """The runs of words that are equal in both, in order, without what is alike by chance."""
    blocks = SequenceMatcher(None, window, words, autojunk=False).get_matching_blocks()
    return _tightened(window, _without_strays([block for block in blocks if block.size]))


def _tightened(window: Sequence[str], blocks: list[Block]) -> list[Block]:
    """With the first run where its words stand last before the second: words that are frequent stand farther off as well."""
    if len(blocks) < 2:
        return blocks
    at, here, size = blocks[0]
    run = window[at : at + size]
    nearest = next(each for each in range(blocks[1].a - size, at - 1, -1) if window[each : each + size] == run)
    return [Block(nearest, here, size), *blocks[1:]]


def _without_strays(blocks: list[Block]) -> list[Block]:
    """Without single words at either end that stand far from all others: they are alike by chance."""
    while len(blocks) > 1 and blocks[0].size == 1 and blocks[1].a - blocks[0].a > FAR + blocks[1].b - blocks[0].b:
        blocks = blocks[1:]
    while len(blocks) > 1 and blocks[-1].size == 1 and blocks[-1].a - blocks[-2].a - blocks[-2].size > FAR:
        blocks = blocks[:-1]
    return blocks


def _reach(stream: Stream, text: str, place: int, count: int, way: int) -> int:
    """How many of the `count` words next to a place belong to its paragraph; `way` is 1 or -1."""
    reached = 0
    while reached < count and 0 <= place + way * (reached + 1) < len(stream.words):
        one, other = sorted((place + way * reached, place + way * (reached + 1)))
        if _BREAK.search(text, int(stream.ends[one]), int(stream.starts[other])):
            break
        reached += 1
    return reached


def densest(places: Sequence[int], words: Sequence[str], reach: int) -> int:
    """Where the stretch of `reach` words begins that holds most different words of the quotation."""
    counts: dict[str, int] = {}
    best, best_at, tail = 0, 0, 0
    for head, place in enumerate(places):
        counts[words[head]] = counts.get(words[head], 0) + 1
        while places[tail] <= place - reach:
            counts[words[tail]] -= 1
            if not counts[words[tail]]:
                del counts[words[tail]]
            tail += 1
        if len(counts) > best:
            best, best_at = len(counts), places[tail]
    return best_at
