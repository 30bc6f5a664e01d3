"""The sign of each reviewer: a letter and a colour, so that colour never carries a meaning alone.

The same on every clone, as both follow from the reviewers' files: what a file names is its reviewer's own; the others choose
in the order of their slugs from what is left, from the letters of their slug first. A new reviewer's file names what was free
when they came, so nobody's sign changes with them. Letters are small ones; those of themes begin with capitals.
"""

import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from store.reviewers import Reviewer

COLOURS = ("#7cc4ff", "#ffb86b", "#a5e075", "#ff8fb1", "#d6b3ff", "#f2e071", "#6fe0cf", "#ff9d8a")
_LETTERS = string.ascii_lowercase + string.digits
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class ReviewerSign:
    """One character, and a colour as `#rrggbb`."""

    letter: str
    colour: str


def signs_of_reviewers(reviewers: Iterable[Reviewer]) -> Mapping[str, ReviewerSign]:
    """The sign of every reviewer by their slug."""
    known = sorted(reviewers, key=lambda each: each.id)
    letters: dict[str, str] = {}
    for each in known:
        if each.letter in _LETTERS and len(each.letter) == 1 and each.letter not in letters.values():
            letters[each.id] = each.letter
    for each in known:
        if each.id not in letters:
            taken = set(letters.values())
            letters[each.id] = next((one for one in (*each.id, *_LETTERS) if one in _LETTERS and one not in taken), "*")
    colours = {each.id: each.colour for each in known if _COLOUR.fullmatch(each.colour)}
    for number, each in enumerate(each for each in known if each.id not in colours):
        taken = set(colours.values())
        colours[each.id] = next((one for one in COLOURS if one not in taken), COLOURS[number % len(COLOURS)])
    return {each.id: ReviewerSign(letters[each.id], colours[each.id]) for each in known}


def with_sign(reviewer: Reviewer, others: Iterable[Reviewer]) -> Reviewer:
    """A new reviewer with a letter and a colour that none of the others has, as long as there are such."""
    signs = signs_of_reviewers(others)
    letters = {sign.letter for sign in signs.values()}
    colours = {sign.colour for sign in signs.values()}
    letter = next((one for one in (*reviewer.id, *_LETTERS) if one in _LETTERS and one not in letters), "")
    colour = next((one for one in COLOURS if one not in colours), COLOURS[len(signs) % len(COLOURS)])
    return replace(reviewer, letter=letter, colour=colour)
