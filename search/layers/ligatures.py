"""Ligature gaps: the blank that some PDF extractors leave behind `fi` and `fl` inside a word ("infl uence").

The blank goes where a lower-case letter follows, or a hyphen at the line's end; never behind `ff`, which ends English
words. Where the text as a whole is not damaged, or the letters before the blank are a word of their own ("wifi"), the words
are kept apart unless the joined word occurs elsewhere, and are found joined as well.
"""

import re

from search.edits import Edit

NAME = "ligature gaps"

_GAP = re.compile(r"f[il] (?=([^\W\d_A-Z]{1,40})|[-‐][^\S\n]{0,40}\n)")
_LEFT = re.compile(r"[^\W\d_]*\Z")
_WHOLE = re.compile(r"f[il](?=[^\W\d_A-Z])")
_WORDS = frozenset(("wifi", "scifi", "hifi", "lofi", "sufi", "delfi", "rafi", "safi"))
_PARTS = frozenset(("fi",))


def find(text: str) -> list[Edit]:
    """The blanks to drop."""
    gaps = [found for found in _GAP.finditer(text) if not (found[1] or "").isupper()]
    if not gaps:
        return []
    damaged = len(gaps) > len(_WHOLE.findall(text))
    words = frozenset() if damaged else frozenset(re.findall(r"[^\W\d_]+", text.lower()))
    edits = []
    for found in gaps:
        blank = found.end() - 1
        before = _LEFT.search(text, max(0, blank - 40), blank)
        left, right = before[0].lower() if before else "", (found[1] or "").lower()
        hyphenated = text[blank - len(left) - 1 : blank - len(left)] in ("-", "‐")
        alone = left in _WORDS or (left in _PARTS and hyphenated)
        certain = not alone and (damaged or left + right in words)
        edits.append(Edit(blank, blank + 1, "" if certain else " ", both=not certain))
    return edits
