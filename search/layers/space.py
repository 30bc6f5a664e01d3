"""White space: every run of it, line ends included, is one blank."""

import re

from search.edits import Edit

NAME = "white space"

_RUN = re.compile(r"\s{2,}|[^\S ]")


def find(text: str) -> list[Edit]:
    """The runs that are not one blank already."""
    return [Edit(found.start(), found.end(), " ") for found in _RUN.finditer(text)]
