"""Case: every letter is folded as Unicode folds it."""

import re

from search.edits import Edit

NAME = "case"

_LONGER = re.compile(
    "[\u00df\u0130\u0149\u01f0\u0390\u03b0\u0587\u1e96-\u1e9a\u1e9e\u1f50\u1f52\u1f54\u1f56\u1f80-\u1faf\u1fb2-\u1fb4\u1fb6-\u1fb7\u1fbc"
    "\u1fc2-\u1fc4\u1fc6-\u1fc7\u1fcc\u1fd2-\u1fd3\u1fd6-\u1fd7\u1fe2-\u1fe4\u1fe6-\u1fe7\u1ff2-\u1ff4\u1ff6-\u1ff7\u1ffc\ufb00-\ufb06\ufb13-\ufb17]"
)
"""Letters that fold to more than one."""


def find(text: str) -> list[Edit]:
    """The stretches that are not folded yet."""
    folded = text.casefold()
    if folded == text:
        return []
    if len(folded) == len(text):
        return [Edit(0, len(text), folded)]
    edits: list[Edit] = []
    position = 0
    for found in (*_LONGER.finditer(text), None):
        end = found.start() if found else len(text)
        piece = text[position:end].casefold()
        if piece != text[position:end]:
            edits.append(Edit(position, end, piece))
        if found:
            if found[0].casefold() != found[0]:
                edits.append(Edit(found.start(), found.end(), found[0].casefold()))
            position = found.end()
    return edits
