"""Page furniture: the lines of a text that belong to its pages and not to what it says.

Page numbers with a word ("4 | P a g e") are taken on sight. A number alone, or with a title before or behind it, is a page
number only as one of a series: numbers that grow through the text at the pace of pages, three of them, or two beside the
same title. So a number in a table, a year or a chapter's heading is none. A line that stands beside several page numbers is
a running head.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log2
from statistics import median

SMALLEST_PAGE, LARGEST_PAGE = 300, 12_000
"""Characters of a page."""

MOST = 20_000
"""Numbers on lines of their own from which on a text is a table, and no page number is looked for among them."""

_CANDIDATE = re.compile(
    r"""^[^\S\n]*(?:
      (?P<paged>\[page[^\S\n]+\d{1,4}\]|(?:page|p\.)[^\S\n]+\d{1,4}(?:[^\S\n]+(?:of|/)[^\S\n]+\d{1,4})?
          |\d{1,4}[^\S\n]*\|[^\S\n]*p[ ]?a[ ]?g[ ]?e|[-–—][^\S\n]*\d{1,4}[^\S\n]*[-–—])
      |(?P<alone>\d{1,4})(?:[^\S\n]+of[^\S\n]+\d{1,4})?
      |(?P<before>\d{1,4})[^\S\n]+(?:[|·•][^\S\n]+)?(?P<title>[^\W\d_][^\d\n]{1,68}[^\W\d_)])
      |(?P<title2>[^\W\d_][^\d\n]{1,68}[^\W\d_)])[^\S\n]+(?:[|·•][^\S\n]+)?(?P<behind>\d{1,4})\]?
    )[^\S\n]*$""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_DIGIT = re.compile(r"\d")
_NEIGHBOUR = 200
_BEFORE = re.compile(r"(?:(?<=\n)|\A)([^\n]{0,99}\S)[^\S\n]*(?:\n[^\S\n]*){1,6}\Z")
_BEHIND = re.compile(r"[^\S\n]*(?:\n[^\S\n]*){0,5}\n([^\n]{0,99}\S)[^\S\n]*(?=\n|\Z)")
_GLUED = re.compile(r"(?<=[^\W\d_])(\d{1,4})[^\S\n]*$", re.MULTILINE)
_REACH = 150
"""How many earlier candidates one is compared with."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    number: int
    title: str
    sure: bool


# The passages and the view of a text ask for it one after the other.
@lru_cache(maxsize=1)
def furniture_of(text: str) -> tuple[tuple[int, int], ...]:
    """The lines of page furniture, and page numbers glued to lines, as half-open ranges without their line ends, in order."""
    candidates = _candidates(text)
    numbers = {each.start: each for each in candidates if each.sure}
    series = _series(candidates) if len(candidates) <= MOST else []
    titles = Counter(each.title for each in series if each.title)
    if len(series) > 2:
        series = _with_short_pages(series, candidates, titles)
    if len(series) > 2 or (len(series) == 2 and (_heads(text, series) or max(titles.values(), default=0) > 1)):
        numbers |= {each.start: each for each in series}
    lines = {(each.start, each.end) for each in numbers.values()}
    found = lines | _heads(text, list(numbers.values()))
    if len(series) > 2:
        found |= _glued(text, series)
    return tuple(sorted(found))


def _candidates(text: str) -> list[_Candidate]:
    found = []
    for match in _numbered(text):
        title = " ".join((match["title"] or match["title2"] or "").split())
        if title and not (_is_title(title) and _is_isolated(text, match.start(), match.end())):
            continue
        number = int(_NUMBER.findall(match[0])[-1 if match["behind"] else 0])
        found.append(_Candidate(match.start(), match.end(), number, title, match["paged"] is not None))
    return found


def _numbered(text: str) -> Iterator[re.Match[str]]:
    """The candidates' lines. Only lines with a digit are looked at."""
    digit = _DIGIT.search(text)
    while digit:
        found = _CANDIDATE.match(text, text.rfind("\n", 0, digit.start()) + 1)
        if found:
            yield found
        end = text.find("\n", digit.start())
        digit = _DIGIT.search(text, end) if end >= 0 else None


def _is_title(title: str) -> bool:
    return len(title.split()) <= 9 and title[0].isupper()


def _is_isolated(text: str, start: int, end: int) -> bool:
    """Whether empty lines, page breaks or the text's ends stand before and behind a line."""
    before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
    next_end = text.find("\n", end + 1)
    behind = text[end + 1 : next_end if next_end >= 0 else len(text)]
    line = text[start:end]
    begins = not before.strip() or "\f" in line[: -len(line.lstrip())] or before.rstrip(" \t").endswith("\f")
    return begins and (not behind.strip() or "\f" in behind[: -len(behind.lstrip())])


def _series(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The longest series of candidates that grows at the pace of pages; of equals, the most even one."""
    first = _longest(candidates, 0.0)
    paces = [_pace(left, right) for left, right in pairwise(first)]
    return _longest(candidates, median(paces)) if paces else []


def _pace(left: _Candidate, right: _Candidate) -> float:
    """Characters a page between two page numbers, the first of which is the smaller."""
    return (right.start - left.start) / (right.number - left.number)


def _longest(candidates: Sequence[_Candidate], pace: float) -> list[_Candidate]:
    low, high = (pace / 2.5, pace * 2.5) if pace else (SMALLEST_PAGE, LARGEST_PAGE)
    best = [1.0] * len(candidates)
    previous = [-1] * len(candidates)
    for here, right in enumerate(candidates):
        for there in range(max(0, here - _REACH), here):
            left = candidates[there]
            if left.number >= right.number or not low <= _pace(left, right) <= high:
                continue
            uneven = abs(log2(_pace(left, right) / pace)) if pace else 0.0
            worth = best[there] + 1.0 - 0.2 * uneven - 0.01 * min(right.number - left.number - 1, 20)
            if worth > best[here]:
                best[here], previous[here] = worth, there
    chain: list[_Candidate] = []
    place = max(range(len(candidates)), key=best.__getitem__, default=-1)
    while place >= 0:
        chain.append(candidates[place])
        place = previous[place]
    return chain[::-1]


def _with_short_pages(
    series: Sequence[_Candidate], candidates: Sequence[_Candidate], titles: Counter[str]
) -> list[_Candidate]:
    """With the one number missing between two of the series where it stands beside a title that several of the series have."""
    found = list(series)
    for left, right in pairwise(series):
        if right.number - left.number == 2:
            fitting = [
                each
                for each in candidates
                if left.start < each.start < right.start and each.number == left.number + 1 and titles[each.title] > 1
            ]
            found += fitting if len(fitting) == 1 else []
    return sorted(found, key=lambda each: each.start)


def _glued(text: str, series: Sequence[_Candidate]) -> set[tuple[int, int]]:
    """The digits at the ends of lines, right behind a word, that are the one number missing between two of the series."""
    found: set[tuple[int, int]] = set()
    for left, right in pairwise(series):
        if right.number - left.number == 2:
            fitting = [
                digits.span(1)
                for digits in _GLUED.finditer(text, left.end, right.start)
                if int(digits[1]) == left.number + 1
                and 0.25 < (digits.start() - left.start) / (right.start - left.start) < 0.75
            ]
            found |= set(fitting) if len(fitting) == 1 else set()
    return found


def _heads(text: str, numbers: Sequence[_Candidate]) -> set[tuple[int, int]]:
    """The lines beside page numbers, with nothing or empty lines between, whose words stand beside more than one of them.

    Where nothing is between, the words must stand nowhere else as a line: who speaks may be named right above a page number.
    """
    taken = {each.start for each in numbers}
    beside: dict[tuple[int, int], str] = {}
    close: set[str] = set()
    for each in numbers:
        for found in (_BEFORE.search(text, max(0, each.start - _NEIGHBOUR), each.start), _BEHIND.match(text, each.end)):
            if found and found.start(1) not in taken:
                words = beside[found.span(1)] = " ".join(found[1].split())
                between = (
                    text[found.end(1) : each.start] if found.start(1) < each.start else text[each.end : found.start(1)]
                )
                if between.count("\n") == 1:
                    close.add(words)
    often = Counter(beside.values())
    if close:
        lines = Counter(" ".join(line.split()) for line in text.split("\n"))
        close = {words for words in close if lines[words] > often[words]}
    return {place for place, words in beside.items() if often[words] > 1 and words not in close}
