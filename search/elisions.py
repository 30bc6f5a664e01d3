"""Elisions and editorial brackets: what a writer may change in a quotation, as long as it is marked.

Where `…`, `...` or `[...]` stands between two words, words of the source may be missing; words in square brackets may stand for
some of the source, or beside them. Everything else that differs is an alteration, and so is a mark of an elision where
nothing is left out. Elisions and brackets that the source itself has are words and marks like any other.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from search.alignment import RUN
from search.gaps import Gap
from search.quotation import ALTERED, EXACT, NORMALISED, Difference, Wanted, interrupts, ranges_of, words_between
from search.streams import Stream
from search.stretches import Stretch, Stretches

ELIDED, BRACKETED = "elided", "bracketed"

FARTHEST = 1500
"""Words that an elision may leave out."""

NEAR = 60
"""Words that an elision may leave out beside a piece of one or two words, which stand somewhere in any long text."""

REPLACED = 20
"""Words of the source that one pair of brackets may stand for."""

FEW_MISSING = 2
"""Words that are not taken for the writer's elision beside one of the source's own."""

SHOWN = 40
"""Words of a difference that are shown whole; of a longer one only both ends."""

_ELISION = re.compile(
    r"[\[(<]\s*(?:…|(?:\.\s*){3,4})\s*[\])>]|…\.?|(?<!\.)\.\s*\.\s*\.(?:\s*\.)?(?!\.)|\[\s*(?:snip|omitted|cut)\s*\]",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\[(?!\[)[^\[\]\n]{1,200}\]")


@dataclass(frozen=True)
class Reading:
    """A quotation with what of it is marked as changed: the elisions before each word (by its number), and for each word in
    brackets the words `[first, behind)` of its pair."""

    quoted: Wanted
    elisions: dict[int, list[str]]
    bracketed: dict[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a quotation is at one stretch: its status, its verbatim ranges, and all that differs there, marked or not.

    `pieces` are the ranges of the words that are the document's: what is missing lies between them.
    """

    status: str
    stretch: Stretch
    ranges: tuple[tuple[int, int], ...]
    difference: tuple[Difference, ...]
    unmarked: int
    pieces: tuple[tuple[int, int], ...]


def read(quoted: Wanted) -> Reading:
    """The marks of a quotation."""
    starts = [start for start, _ in quoted.places]
    elisions: dict[int, list[str]] = {}
    for found in _ELISION.finditer(quoted.text):
        before = bisect_left(starts, found.start())
        if 0 < before < len(starts) and before == bisect_left(starts, found.end()):
            elisions.setdefault(before, []).append(found[0])
    inside: dict[int, tuple[int, int]] = {}
    for found in _BRACKETS.finditer(quoted.text):
        pair = (bisect_left(starts, found.start()), bisect_left(starts, found.end()))
        inside |= dict.fromkeys(range(*pair), pair)
    return Reading(quoted, elisions, inside)


def find(stretches: Stretches, reading: Reading) -> list[Judged]:
    """What a quotation is, at each place of its words, or at the one that is most like it; none where it is absent."""
    quoted = reading.quoted
    found = [judge(stretches, reading, each) for each in stretches.find(quoted, reading.bracketed)]
    if reading.elisions and not any(each.status in (EXACT, NORMALISED) for each in found):
        pieced = (judge(stretches, reading, each) for each in _in_pieces(stretches, reading))
        found = sorted((*found, *pieced), key=lambda each: (each.unmarked, _unlike(each.stretch)))
        found = [each for each in found if each.unmarked == found[0].unmarked][:1]
    return found


def judge(stretches: Stretches, reading: Reading, stretch: Stretch) -> Judged:
    """What the quotation is at one stretch."""
    stream = stretches.stream(stretch.document, stretch.through != "glued numbers")
    text = stretches.text(stretch.document)
    quoted = reading.quoted
    told: list[tuple[int, Difference]] = []
    statuses: set[str] = set()
    unmarked = 0
    used: set[int] = set()
    for gap in stretch.gaps:
        used.update(range(gap.here, gap.to + 1))
        if gap.here == gap.to and interrupts(text, int(stream.ends[gap.there - 1]), int(stream.starts[gap.until])):
            continue
        status, mark = _status_of(reading, gap, stream, text)
        statuses.add(status)
        unmarked += status == ALTERED
        words = mark or _as_written(quoted, gap.here, gap.to)
        told.append((gap.here, Difference(words, _shortened(words_between(stream, text, gap.there, gap.until)))))
    for place in sorted(reading.elisions.keys() - used):
        if not _ELISION.search(_between(quoted, stretch, stream, text, place)):
            statuses.add(ALTERED)
            unmarked += 1
            told.append((place, Difference(reading.elisions[place][0], "")))
    status = next((each for each in (ALTERED, ELIDED, BRACKETED) if each in statuses), "")
    ranges = tuple(ranges_of(quoted, text, stream, stretch.ranges))
    if not status:
        is_exact = not stretch.through and "".join(text[low:high] for low, high in ranges) == quoted.text
        status = EXACT if is_exact else NORMALISED
    told.sort(key=lambda each: each[0])
    difference = tuple(difference for _, difference in told)
    return Judged(status, stretch, ranges, difference, unmarked, _pieces(stretch, stream) or ranges)


def _unlike(stretch: Stretch) -> int:
    """How many words differ at a stretch, on either side."""
    return sum(gap.to - gap.here + gap.until - gap.there for gap in stretch.gaps)


def _pieces(stretch: Stretch, stream: Stream) -> tuple[tuple[int, int], ...]:
    """The verbatim ranges of the words that quotation and document share, cut where words of the document are missing."""
    found: list[tuple[int, int]] = []
    first = stretch.first
    for there, until in (*((gap.there, gap.until) for gap in stretch.gaps), (stretch.last + 1, stretch.last + 1)):
        if there > first:
            found.append((int(stream.starts[first]), int(stream.ends[there - 1])))
        first = max(first, until)
    return tuple(found)


def _status_of(reading: Reading, gap: Gap, stream: Stream, text: str) -> tuple[str, str]:
    """Whether a gap is an elision, brackets or an alteration, and the mark of the elision.

    Marks that the source has at the borders of the gap are not the writer's: a word or two that are missing beside one of
    these were left out without a sign.
    """
    marks = [mark for place in range(gap.here, gap.to + 1) for mark in reading.elisions.get(place, ())]
    missing = gap.until - gap.there
    own = _ELISION.findall(_border(stream, text, gap.there) + (_border(stream, text, gap.until) if missing else ""))
    marked = len(marks) > len(own) or any(mark[0] in "[(<" for mark in marks) or (bool(marks) and missing > FEW_MISSING)
    pairs = {reading.bracketed.get(number) for number in range(gap.here, gap.to)}
    whole = all(pair is not None and gap.here <= pair[0] and pair[1] <= gap.to for pair in pairs)
    shared = set(reading.quoted.words[gap.here : gap.to]).intersection(stream.words[gap.there : gap.until])
    in_brackets = None not in pairs and ((whole and not shared) or not _in_brackets(stream, text, gap))
    if marked and in_brackets and missing:
        return ELIDED, marks[0] if gap.here == gap.to else ""
    if gap.here < gap.to and in_brackets and missing <= REPLACED:
        return BRACKETED, ""
    return ALTERED, ""


def is_marked(reading: Reading, gap: Gap, stream: Stream, text: str) -> bool:
    """Whether what differs at a gap is an elision or in brackets, and so the writer's right."""
    return _status_of(reading, gap, stream, text)[0] != ALTERED


def _border(stream: Stream, text: str, word: int) -> str:
    """What stands in the document before a word."""
    return text[int(stream.ends[word - 1]) : int(stream.starts[word])] if 0 < word < len(stream.words) else ""


def _in_brackets(stream: Stream, text: str, gap: Gap) -> bool:
    """Whether the document has brackets of its own where the gap is."""
    low, high = max(0, gap.there - REPLACED), min(len(stream.words) - 1, gap.until + 1)
    before = text[int(stream.starts[low]) : int(stream.ends[gap.there - 1])] if gap.there else ""
    within = text[int(stream.starts[min(gap.there, len(stream.words) - 1)]) : int(stream.starts[high])]
    return before.rfind("[") > before.rfind("]") or ("[" in within and gap.until - gap.there <= REPLACED)


def _between(quoted: Wanted, stretch: Stretch, stream: Stream, text: str, place: int) -> str:
    """What stands in the document between the words where an elision is marked and nothing is missing."""
    at = np.concatenate(([0], quoted.ends))
    before = Gap(0, 0, stretch.first, stretch.first)
    for gap in stretch.gaps:
        if gap.to <= place:
            before = gap
    letter = int(stream.at[before.until]) + int(at[place] - at[before.to])
    word = int(np.searchsorted(stream.at, letter))
    return text[int(stream.ends[word - 1]) : int(stream.starts[word])] if 0 < word < len(stream.words) else ""


def _as_written(quoted: Wanted, here: int, to: int) -> str:
    """Words of a quotation with their brackets."""
    if here == to:
        return ""
    start, end = quoted.places[here][0], quoted.places[to - 1][1]
    if quoted.text[start - 1 : start] == "[":
        start -= 1
    closing = quoted.text.find("]", end, end + 3)
    if closing >= 0 and "[" in quoted.text[start:end]:
        end = closing + 1
    return " ".join(quoted.text[start:end].split())


def _shortened(words: str) -> str:
    listed = words.split()
    if len(listed) <= SHOWN:
        return words
    return f"{' '.join(listed[: SHOWN // 2])} … {' '.join(listed[-SHOWN // 2 :])}"


def _in_pieces(stretches: Stretches, reading: Reading) -> Iterator[Stretch]:
    """The quotation as pieces between its elisions, in one document and in their order, however much is left out."""
    words = reading.quoted.words
    cuts = [0, *sorted(reading.elisions), len(words)]
    pieces = list(pairwise(cuts))
    whole = {number: found for number, (here, to) in enumerate(pieces) if (found := stretches.whole(words[here:to]))}
    longest = max(range(len(pieces)), key=lambda number: pieces[number][1] - pieces[number][0])
    # The piece that stands in the fewest places tells best where all of it stands.
    anchor = min(whole, key=lambda number: (len(whole[number]), pieces[number][0] - pieces[number][1]), default=longest)
    here, to = pieces[anchor]
    found = whole.get(anchor) or stretches.nearly(words[here:to], apart=_of_piece(reading, here, to))
    for start in found:
        yield _joined(stretches, reading, pieces, anchor, start)


def _joined(
    stretches: Stretches, reading: Reading, pieces: Sequence[tuple[int, int]], anchor: int, start: Stretch
) -> Stretch:
    """The pieces around the one that is found, each as near to its neighbour as its words stand."""
    words = reading.quoted.words
    placed: dict[int, Stretch | None] = {anchor: start}
    for way, order in ((1, range(anchor + 1, len(pieces))), (-1, range(anchor - 1, -1, -1))):
        near = start
        for number in order:
            here, to = pieces[number]
            placed[number] = _next(stretches, words[here:to], near, way, _of_piece(reading, here, to))
            near = placed[number] or near
    gaps: list[Gap] = []
    last = -1
    first = next(each.first for each in map(placed.get, range(len(pieces))) if each)
    for number, (here, to) in enumerate(pieces):
        found = placed[number]
        if found is None:
            until = last + 1 if last >= 0 else first
            gaps.append(Gap(here, to, until, until))
            continue
        if last >= 0 and found.first > last + 1:
            gaps.append(Gap(here, here, last + 1, found.first))
        gaps += (replace(gap, here=gap.here + here, to=gap.to + here) for gap in found.gaps)
        last = found.last
    return Stretch(start.document, first, last, tuple(gaps))


def _of_piece(reading: Reading, here: int, to: int) -> list[int]:
    """The words in brackets of a piece of a quotation, by their numbers in it."""
    return [number - here for number in reading.bracketed if here <= number < to]


def _next(
    stretches: Stretches, words: Sequence[str], near: Stretch, way: int, apart: Collection[int]
) -> Stretch | None:
    """The nearest stretch of some words behind another (`way` 1) or before it (-1)."""
    stream = stretches.stream(near.document)
    letters = "".join(words)
    far = FARTHEST if len(words) >= RUN else NEAR
    low = near.last + 1 if way > 0 else max(0, near.first - far)
    high = min(len(stream.words), near.last + 1 + far) if way > 0 else near.first
    if low >= high:
        return None
    found: tuple[int, int] | None = None
    place = stream.find(letters, low)
    while place is not None and place[1] < high:
        found = place
        if way > 0:
            break
        place = stream.find(letters, place[0] + 1) if place[0] + 1 < high else None
    if found:
        return Stretch(near.document, *found)
    return next(iter(stretches.nearly(words, near.document, low, high, apart)), None)
