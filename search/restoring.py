"""Restoring: the verbatim words of a document put back into a quotation that was altered.

What the writer marked (elisions, brackets) stays as it is written; all else becomes what the document says, on one line, without
the damage of its line ends and pages. The marks around a quotation and its citation are not touched.
"""

from dataclasses import replace
from functools import lru_cache

from search.elisions import is_marked, read
from search.mapped import Mapped
from search.memo_check import Checker, Finding
from search.quotation import ALTERED, Wanted
from search.view import view_of
from store.errors import UsageFault
from store.rules import PLAIN, Rules

AS_PRINTED = frozenset({"marks", "diacritics", "case"})
"""The layers that change what a reader sees."""


@lru_cache(maxsize=4)
def _printed(text: str, rules: Rules) -> Mapped:
    return view_of(text, replace(rules, off=rules.off | AS_PRINTED)).mapped


def readable(text: str, start: int, end: int, rules: Rules = PLAIN) -> str:
    """The words of `[start, end)` of a document as a reader sees them: without line ends, page furniture and split words."""
    mapped = _printed(text, rules)
    low, high = mapped.from_source(start, end)
    return " ".join(mapped.text[low:high].split())


def verbatim_words(finding: Finding, checker: Checker) -> str:
    """What an altered quotation would be with the document's own words.

    Raises UsageFault for what is no altered quotation, FileFault where the document cannot be read.
    """
    judged = finding.judged
    if finding.status != ALTERED or judged is None:
        raise UsageFault("only an altered quotation can get its verbatim words back")
    stretch = judged.stretch
    stretches = checker.stretches_of(stretch.document)
    stream, text = stretches.stream(stretch.document), stretches.text(stretch.document)
    rules = stretches.rules(stretch.document)
    reading = read(Wanted(finding.text, stretches.off))
    quoted = reading.quoted
    pieces: list[str] = []
    start = judged.ranges[0][0]
    for gap in stretch.gaps:
        if not is_marked(reading, gap, stream, text):
            continue
        if gap.there > stretch.first:
            pieces.append(readable(text, start, int(stream.ends[gap.there - 1]), rules))
        low = quoted.places[gap.here - 1][1] if gap.here else 0
        high = quoted.places[gap.to][0] if gap.to < len(quoted.places) else len(quoted.text)
        pieces.append(" ".join(quoted.text[low:high].split()))
        start = int(stream.starts[gap.until]) if gap.until < len(stream.words) else len(text)
    if start < judged.ranges[-1][1]:
        pieces.append(readable(text, start, judged.ranges[-1][1], rules))
    return " ".join(piece for piece in pieces if piece)


def restored(body: str, finding: Finding, checker: Checker) -> str:
    """The whole text of a memo with the verbatim words in place of one altered quotation of it."""
    return body[: finding.start] + verbatim_words(finding, checker) + body[finding.end :]
