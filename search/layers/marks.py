"""Marks: curly quotation marks, dashes and ellipses become the ones of a keyboard; invisible characters go."""

import re

from search.edits import Edit

NAME = "marks"

_SINGLE = "‘’‚‛′ʼ`´ʹ＇"
_DOUBLE = "“”„‟″«»＂"
_DASHES = "‐‑‒–—―−﹘﹣－"
_PLAIN = str.maketrans(dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DOUBLE, '"') | dict.fromkeys(_DASHES, "-"))
INVISIBLE = "\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
"""Characters that nobody sees, as a set of a regular expression."""
_OTHER = re.compile(f"[…{INVISIBLE}]")


def find(text: str) -> list[Edit]:
    """The marks that are not plain."""
    if text.isascii():
        return []
    edits: list[Edit] = []
    position = 0
    for found in (*_OTHER.finditer(text), None):
        end = found.start() if found else len(text)
        piece = text[position:end]
        plain = piece.translate(_PLAIN)
        if plain != piece:
            edits.append(Edit(position, end, plain))
        if found:
            edits.append(Edit(found.start(), found.end(), "..." if found[0] == "…" else ""))
            position = found.end()
    return edits
