"""A quotation against the words that stand at its place: what is the same, what only one of them has.

Compared are words by their letters, without case, marks and blanks between them, so a split word is the same as a whole one. What
is the same is shown as it stands in the document; what differs carries signs, so that it can be read without colours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from search.view import folded

Kind = Literal["same", "quoted", "found"]
SIGNS: dict[Kind, tuple[str, str]] = {"same": ("", ""), "quoted": ("[-", "-]"), "found": ("{+", "+}")}


@dataclass(frozen=True, slots=True)
class Run:
    """Words that both have, or that only the quotation or only the document has."""

    kind: Kind
    words: str

    @property
    def shown(self) -> str:
        """The words with the signs of their kind."""
        before, behind = SIGNS[self.kind]
        return f"{before}{self.words}{behind}"


def difference_of(quoted: str, found: str) -> list[Run]:
    """The runs of words from the beginning to the end, the quotation's own before what stands in their place."""
    ours, theirs = quoted.split(), found.split()
    matcher = SequenceMatcher(None, [_letters(each) for each in ours], [_letters(each) for each in theirs], False)
    runs: list[Run] = []
    for kind, low, high, start, end in matcher.get_opcodes():
        runs += _runs(kind, ours[low:high], theirs[start:end])
    return runs


def _runs(kind: str, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Run]:
    if kind == "equal" or "".join(map(_letters, ours)) == "".join(map(_letters, theirs)):
        if theirs:
            yield Run("same", " ".join(theirs))
        return
    if ours:
        yield Run("quoted", " ".join(ours))
    if theirs:
        yield Run("found", " ".join(theirs))


def _letters(word: str) -> str:
    return "".join(character for character in folded(word) if character.isalnum())
