"""Ligature gaps: the blank that some PDF extractors leave behind `fi` and `fl` inside a word ("infl uence").

The blank goes where a lower-case letter follows, or a hyphen at the line's end; never behind `ff`, which ends English
words. Where the text as a whole is not damaged, or the letters before the blank are a word of their own ("wifi"), the words
are kept apart unless the joined word occurs elsewhere, and are found joined as well.
"""

import re

from search.edits import Edit

NAME = "ligature gaps"

_GAP = re.compile(r"([^\W\d_]*f[il])( )(?=([^\W\d_A-Z]+)|[-‐][^\S\n]*\n)")
_WHOLE = re.compile(r"f[il](?=[^\W\d_A-Z])")
_WORDS = frozenset(
    ("wifi", "fi", "fl", "scifi", "hifi", "lofi", "sufi", "delfi", "mufi", "rafi", "safi", "semifi", "yafi")
)


def find(text: str) -> list[Edit]:
    """The blanks to drop."""
    gaps = [found for found in _GAP.finditer(text) if not (found[3] or "").isupper()]
    if not gaps:
        return []
    damaged = len(gaps) > len(_WHOLE.findall(text))
    words = frozenset() if damaged else frozenset(re.findall(r"[^\W\d_]+", text.lower()))
    edits = []
    for found in gaps:
        left, right = found[1].lower(), (found[3] or "").lower()
        before = text[found.start() - 1 : found.start()]
        alone = left in _WORDS and (left not in ("fi", "fl") or before in ("-", "‐"))
        certain = (damaged and not alone) or (not alone and left + right in words)
        edits.append(Edit(found.start(2), found.end(2), "" if certain else " ", both=not certain))
    return edits
