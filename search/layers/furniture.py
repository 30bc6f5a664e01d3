"""Page furniture: page numbers and running heads are no text; a line end stands in their place."""

import re

from search.edits import Edit
from search.furniture_lines import furniture_in
from store.rules import PLAIN, Rules

NAME = "page furniture"

_BLANKS = re.compile(r"\s*")


def find(text: str, rules: Rules = PLAIN) -> list[Edit]:
    """The lines of furniture with the white space around them; those that stand together are one change."""
    edits: list[Edit] = []
    for start, end in furniture_in(text, rules):
        start = len(text[max(0, start - 400) : start].rstrip()) + max(0, start - 400)
        blanks = _BLANKS.match(text, end)
        end = blanks.end() if blanks else end
        if edits and start <= edits[-1].end:
            edits[-1] = Edit(edits[-1].start, end, "\n")
        else:
            edits.append(Edit(start, end, "\n"))
    return edits
