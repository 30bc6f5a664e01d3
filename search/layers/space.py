"""White space: every run of it, line ends included, is one blank."""

import re

from search.edits import Edit

NAME = "white space"

# White space by its characters: a class of them is stopped at, where `\s` is tried at every letter.
_RUN = re.compile(r"[ \t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000](?:(?<! )|\s)\s*")


def find(text: str) -> list[Edit]:
    """The runs that are not one blank already."""
    return [Edit(found.start(), found.end(), " ") for found in _RUN.finditer(text)]
