"""Where a sentence ends: a judgement about one place that looks only at what stands around it.

A stop ends a sentence if blank space or the text's end follows, after any closing quotation marks. It
does not if the next word begins in lower case, after an abbreviation, an initial or the number of a
list, nor where an ellipsis is a pause (before "I", or at the beginning). Line wraps are blank space; an
empty line ends a sentence in any case.
"""

import re
from collections.abc import Iterator

_END = re.compile(
    r"""(?P<pause>\.(?:[ \u00a0]\.)+|\.{2,}|\u2026)[.!?]*["'\u201d\u2019\u00bb)\]]*(?=\s|\Z)
      | (?P<stop>[.!?]+)["'\u201d\u2019\u00bb)\]]*(?=\s|\Z)
      | (?P<wide>[\u3002\uff01\uff1f]+[\u300d\u300f\u201d\u2019\uff09]*)
      | (?P<gap>\n[^\S\n]*(?=\n))""",
    re.VERBOSE,
)
_TITLE = re.compile(
    r"(?:dr|mr|mrs|ms|mx|prof|rev|st|fr|hon|capt|col|gen|lt|sgt|mt|messrs"
    r"|e\.g|eg|i\.e|ie|cf|vs|viz|approx|ca)",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(
    r"(?:nos?|figs?|pp?|vol|ch|sec|art|eq|tab|para|refs?|n"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[A-HJ-Z]|(?:[A-Z]\.)+[A-Z]")
_OPENERS = frozenset(["A", "And", "But", "He", "I", "If", "In", "It", "She", "So", "That", "The", "Then"])
_OPENERS |= {"There", "They", "This", "We", "What", "When", "You"}
_LAST_WORD = re.compile(r"[\w.]*\Z")
_NEXT_WORD = re.compile(r"\s+[\"'\u201c\u2018\u00ab(\[]*(\w+)?")
_LOOK_BACK = 24


def ends(text: str, passage: tuple[int, int], start: int) -> Iterator[int]:
    """The ends of sentences in a passage from `start` on, with closing marks; not its own end."""
    low, limit = passage
    for found in _END.finditer(text, start, limit):
        if found.end() < limit and _is_end(text, found, low, limit):
            yield found.start() if found["gap"] is not None else found.end()


def _is_end(text: str, found: re.Match[str], low: int, limit: int) -> bool:
    if found["wide"] is not None or found["gap"] is not None:
        return True
    following = _NEXT_WORD.match(text, found.end(), limit)
    word = (following[1] or "") if following else ""
    if word and word[0].islower() and word != "i":
        return False
    before = text[max(low, found.start() - _LOOK_BACK) : found.start()]
    if found["pause"] is not None:
        return bool(before.strip()) and word not in ("I", "i")
    if found["stop"] != ".":
        return True
    tail = _LAST_WORD.search(before)
    last = tail[0] if tail else ""
    if _TITLE.fullmatch(last):
        return False
    if word[:1].isdigit() and _BEFORE_NUMBER.fullmatch(last):
        return False
    if _INITIALS.fullmatch(last):
        return word in _OPENERS
    at_line_start = not before[: len(before) - len(last)].rpartition("\n")[2].strip()
    return not (last.isdigit() and len(last) <= 3 and at_line_start)
