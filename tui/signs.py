"""The sign of each theme in the margin and in lists: a letter and a colour, so that colour never carries a meaning alone.

Both follow from the codebook alone, so that everybody sees the same. A letter or colour that the theme's file names is its own;
the others go to the themes in the order in which they were made, so that a new theme or a move leaves the rest as they are. Those
letters come from the theme's own name and are unique as long as there are letters.
"""

import string
from collections.abc import Mapping
from dataclasses import dataclass

from store.codebook import Theme, colour_of, letter_of

COLOURS = (
    "#e0a458",
    "#6fb1d6",
    "#9fce7b",
    "#d98bb4",
    "#c9c15b",
    "#8f9ee8",
    "#e07a6a",
    "#6cc9b5",
    "#b58fd6",
    "#c29a73",
)
_LETTERS = string.ascii_uppercase + string.ascii_lowercase + string.digits


@dataclass(frozen=True, slots=True)
class Sign:
    """One character, and a colour as `#rrggbb`."""

    letter: str
    colour: str


UNKNOWN = Sign("?", "#909090")
"""The sign of a theme that is not in the codebook."""


def signs_of(themes: Mapping[str, Theme]) -> Mapping[str, Sign]:
    """The sign of every theme by its id."""
    signs: dict[str, Sign] = {}
    chosen = {theme.id: letter_of(theme.letter) for theme in themes.values()}
    free = dict.fromkeys(letter for letter in _LETTERS if letter not in chosen.values())
    in_order = sorted(themes.values(), key=lambda each: (each.created.isoformat() if each.created else "", each.id))
    for number, theme in enumerate(in_order):
        wanted = [each for word in theme.name.split() for each in word[:1].upper()]
        wanted += [each.upper() for each in theme.name if each.isascii() and each.isalnum()]
        wanted += [each.lower() for each in theme.name if each.isascii() and each.isalnum()]
        letter = chosen[theme.id] or next((each for each in wanted if each in free), next(iter(free), "*"))
        free.pop(letter, None)
        signs[theme.id] = Sign(letter, colour_of(theme.colour) or COLOURS[number % len(COLOURS)])
    return signs
