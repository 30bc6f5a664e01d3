"""Line-end hyphens: a word that goes on in the next line.

Joined where the joined word occurs elsewhere in the text, kept where the hyphenated one does; where neither or both do, the
hyphen is kept and the word is to be found in both forms. Soft hyphens at a line's end always join.
"""

import re

from search.edits import Edit

NAME = "line-end hyphens"

# The mark stands first and what is before it is looked at then: so only marks are stopped at.
_BREAK = re.compile(r"([-‐\u00ad])(?<=[^\W\d_].)[^\S\n]*\n[^\S\n]*(?=[^\W\d_])")
_LEFT = re.compile(r"[^\W\d_]+\Z")
_RIGHT = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-‐‑](?=([^\W\d_]+))")
_LONGEST = 60


def find(text: str) -> list[Edit]:
    """The hyphens to drop or keep, each with the line end behind it; those that need a blank before them removed too."""
    breaks = list(_BREAK.finditer(text))
    if not breaks:
        return []
    lowered = text.lower() if len(text.lower()) == len(text) else text
    words = frozenset(_RIGHT.findall(lowered))
    hyphenated = frozenset(found.groups() for found in _HYPHENATED.finditer(lowered))
    edits = []
    for found in breaks:
        left = _LEFT.search(lowered, max(0, found.start() - _LONGEST), found.start())
        right = _RIGHT.match(lowered, found.end(), found.end() + _LONGEST)
        parts = (left[0] if left else "", right[0] if right else "")
        joined, kept = "".join(parts) in words, parts in hyphenated
        if found[1] == "\u00ad" or (joined and not kept):
            edits.append(Edit(found.start(), found.end(), ""))
        else:
            edits.append(Edit(found.start(), found.end(), "-", both=joined == kept))
    return edits
