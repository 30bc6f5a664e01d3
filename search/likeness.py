"""How like two words, and two runs of words, are.

Two words are *nearly* the same where a typing error, or a sign that was read wrongly, makes one of the other. Of two runs are
told the words that both have in the same order, by rows of bits. All of it is exact, and the same everywhere.
"""

from collections.abc import Hashable, Sequence

LONG = 8
"""Letters from which on a word may differ in two places."""
SHORT = 3
"""Letters up to which a word is another one if any letter is."""

Pair = tuple[int, int]


def nearly(one: str, other: str) -> bool:
    """Whether two words are the same but for a letter that is wrong, missing, too many or changed with its neighbour; in long
    words but for two letters."""
    if one == other:
        return True
    longest = max(len(one), len(other))
    if longest <= SHORT or abs(len(one) - len(other)) > 2:
        return False
    shortest = min(len(one), len(other))
    start = end = 0
    while start < shortest and one[start] == other[start]:
        start += 1
    while end < shortest - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return _differs_by(one[start : len(one) - end], other[start : len(other) - end], 2 if longest >= LONG else 1)


def _differs_by(one: str, other: str, limit: int) -> bool:
    """Whether one or two steps make one of the other; both begin and end with other letters, or one is empty."""
    if max(len(one), len(other)) <= limit or (len(one) == len(other) == 2 and one == other[::-1]):
        return True
    if limit == 1:
        return False
    # One step at either end: what is between them is the same.
    if len(one) == len(other):
        return one[1:-1] == other[1:-1] or one[1:] == other[:-1] or one[:-1] == other[1:]
    if len(one) < len(other):
        one, other = other, one
    if len(one) == len(other) + 1:
        return one[1:-1] in (other[1:], other[:-1])
    return len(one) == len(other) + 2 and one[1:-1] == other


def common(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Pair]:
    """A longest row of pairs of places that hold the same in both, rising in both (Crochemore and others 2001; Hyyrö 2004)."""
    rows = _rows(one, other)
    pairs: list[Pair] = []
    place, there = len(one) - 1, len(other) - 1
    while place >= 0 and there >= 0:
        if rows[there] >> place & 1:
            place -= 1
        elif there and not rows[there - 1] >> place & 1:
            there -= 1
        else:
            pairs.append((place, there))
            place, there = place - 1, there - 1
    return pairs[::-1]


def shared(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """How many pairs `common` has."""
    return len(one) - _rows(one, other)[-1].bit_count() if one and other else 0


def _rows(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[int]:
    """For each place of the other run a row of bits, one for each place of the first: 0 where one more is the same."""
    where: dict[Hashable, int] = {}
    for place, each in enumerate(one):
        where[each] = where.get(each, 0) | 1 << place
    full = row = (1 << len(one)) - 1
    rows: list[int] = []
    for each in other:
        if each in where:
            here = row & where[each]
            row = ((row + here) | (row - here)) & full
        rows.append(row)
    return rows
