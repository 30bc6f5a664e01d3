"""Numbers of lists, which files leave to be counted by whoever shows them: what stands before an item, as a reader sees it.

A bullet is no number and says nothing. An item that is counted moves the levels below it to their beginnings.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_LEVELS = 10
LONGEST_PATTERN = 200
"""Characters of what stands around numbers; what is longer was not made for reading, and stands before every item."""
_PLACE = re.compile(r"%(\d{1,2})")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
DECIMAL, LETTERS, CAPITALS, ROMAN, ROMAN_CAPITALS, TWO_DIGITS = "decimal", "letters", "capitals", "roman", "ROMAN", "01"


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of a level are numbered. `pattern` has `%1` for the number of the first level; "" says nothing."""

    pattern: str = ""
    kind: str = DECIMAL
    start: int = 1
    is_decimal: bool = False
    """Whether the numbers of the levels above are written in digits here, whatever they are there."""


class Counter:
    """The numbers of one list so far."""

    def __init__(self) -> None:
        self._at: list[int | None] = [None] * MOST_LEVELS

    def restart(self, depth: int, start: int) -> None:
        """The next item of the level has this number."""
        self._at[depth] = start - 1

    def next(self, levels: Sequence[Level], depth: int) -> str:
        """What stands before the next item of the level, which is counted."""
        depth = min(depth, len(levels) - 1, MOST_LEVELS - 1)
        if depth < 0:
            return ""
        at = self._at[depth]
        self._at[depth] = levels[depth].start if at is None else at + 1
        self._at[depth + 1 :] = [None] * (MOST_LEVELS - depth - 1)
        own = levels[depth]

        def said(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            if not 0 <= place <= depth:
                return ""
            at = self._at[place]
            return written(levels[place].start if at is None else at, DECIMAL if own.is_decimal else levels[place].kind)

        return _PLACE.sub(said, own.pattern[:LONGEST_PATTERN]).strip()


def written(number: int, kind: str) -> str:
    """A number in letters, in Roman numerals or in digits."""
    if kind in (LETTERS, CAPITALS) and 0 < number <= 26 * 20:
        rounds, letter = divmod(number - 1, 26)
        made = chr(ord("a") + letter) * (rounds + 1)
        return made.upper() if kind == CAPITALS else made
    if kind in (ROMAN, ROMAN_CAPITALS) and 0 < number < 4000:
        made = roman(number)
        return made.upper() if kind == ROMAN_CAPITALS else made
    return f"{number:02}" if kind == TWO_DIGITS else str(number)


def roman(number: int) -> str:
    """A number from 1 to 3999 in small Roman numerals."""
    made = ""
    for value, sign in _ROMAN:
        made += sign * (number // value)
        number %= value
    return made
