"""What stands between words that are the same in two texts: the words of the one, and those that stand there in the other.

Both are half-open ranges of words, and either may be empty.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """Words `[here, to)` of the one text, an old version or a quotation, where the other has its words `[there, until)`."""

    here: int
    to: int
    there: int
    until: int
