"""Diacritics: a letter with marks is the letter ("naïve" is "naive"), composed or not; ligatures and wide forms are plain
letters.

Marks that are vowels of their script (Devanagari, Thai and others) stay. A letter followed by combining marks is one
character that stands for all of them, so that a hit never ends between a letter and its accent.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from search.edits import Edit

NAME = "diacritics"

_ACCENTS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_FOLDABLE = re.compile(f"[^{_ACCENTS}]?[{_ACCENTS}]+|[^\x00-\x7f]")
_ACCENT = re.compile(f"[{_ACCENTS}]")
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
    }
)


@lru_cache(maxsize=20_000)
def plain(letter: str) -> str:
    """The letter without its marks; what is no letter or digit stays as it is."""
    if len(letter) == 1 and not letter.isalnum() and not _ACCENT.match(letter):
        return letter
    bare = normalize("NFC", _ACCENT.sub("", normalize("NFKD", letter))).translate(_LETTERS)
    return bare if all(character.isalnum() for character in bare) or not letter[0].isalnum() else letter


def find(text: str) -> list[Edit]:
    """The letters that have marks or are not plain."""
    if text.isascii():
        return []
    return [
        Edit(found.start(), found.end(), bare)
        for found in _FOLDABLE.finditer(text)
        if (bare := plain(found[0])) != found[0]
    ]
