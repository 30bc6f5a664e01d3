"""The check of what a memo quotes, for the app: in the thread that searches, one memo at a time, so that searches come between.

What was learnt of a study's documents is kept as long as its documents, cases and attributions are the same: a person who
writes waits for the words that are new. How a finding looks and what it says is here too, so that the editor, the memo and the
list of all findings say the same.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from store.holdings import Holdings
from store.project import Project
from tui.finder import Finder

if TYPE_CHECKING:
    from search.engine import Searcher
    from search.memo_check import Checker, Finding

SIGNS = {
    "exact": ("=", "good"),
    "normalised": ("=", "good"),
    "elided": ("=", "good"),
    "bracketed": ("=", "good"),
    "altered": ("≠", "warn"),
    "misattributed": ("@", "warn"),
    "absent": ("?", "warn"),
    "broken": ("!", "warn"),
}
"""The sign and the look of each status of a finding; a link that leads somewhere has none."""

COLOURS = {True: "#9fce7b", False: "#e07a6a"}
"""Of quotations that are right and of others, beside their signs."""

MEANINGS = {
    "exact": "exact",
    "normalised": "the same but for line ends, marks or split words",
    "elided": "the same but for what is marked as left out",
    "bracketed": "the same but for what stands in brackets",
    "altered": "altered: other words stand in the document",
    "misattributed": "the words are right, the person or place is not",
    "absent": "absent: no document holds these words",
    "broken": "the link leads nowhere: there is nothing of this id",
}


class MemoChecks:
    """Checks texts with the searcher of a finder, which it asks for nothing else."""

    def __init__(self, finder: Finder, project: Project) -> None:
        self._finder = finder
        self._project = project
        self._checker: Checker | None = None
        self._searcher: Searcher | None = None

    async def check(self, text: str) -> "Sequence[Finding]":
        """All quotations and links of a text, by place; raises FileFault where a document cannot be read."""
        return await self._finder.ask(lambda searcher: self._made(searcher).check(text))

    async def verbatim(self, finding: "Finding") -> str:
        """The words that an altered quotation would be with the document's own; raises UsageFault for another finding."""
        from search.restoring import verbatim_words

        return await self._finder.ask(lambda searcher: verbatim_words(finding, self._made(searcher)))

    def _made(self, searcher: "Searcher") -> "Checker":
        from search.memo_check import Checker
        from themes.attribution import TEMPLATES, attributions_throughout

        held = self._finder.holdings or Holdings()
        checker = self._checker
        if checker is not None and searcher is self._searcher and _alike(checker.holdings, held):
            checker.renew(held)
            return checker
        templates = self._project.settings.attributions or TEMPLATES
        attributions = lru_cache(maxsize=None)(lambda text: attributions_throughout(text, templates))
        self._checker, self._searcher = Checker(searcher, held, attributions), searcher
        return self._checker


def _alike(one: Holdings, other: Holdings) -> bool:
    """Whether the same people speak in the same documents."""
    if one.documents is not other.documents or one.cases is not other.cases:
        return False
    return one.excerpts is other.excerpts or _entered(one) == _entered(other)


def _entered(holdings: Holdings) -> list[tuple[str, object]]:
    return [(each.id, each.attribution) for each in holdings.excerpts.values() if each.attribution]


def counted(findings: "Sequence[Finding]") -> tuple[str, bool]:
    """How many quotations there are and what of the text is wrong, in words, and whether all is right."""
    quotations = [each for each in findings if each.kind == "quotation"]
    wrong: dict[str, int] = {}
    for each in findings:
        if not each.is_right:
            wrong[each.status] = wrong.get(each.status, 0) + 1
    if not quotations and not wrong:
        return "", True
    said = f"{len(quotations)} quotation{'' if len(quotations) == 1 else 's'}"
    if not wrong:
        return f"{said}: all right", True
    return f"{said}: {', '.join(f'{count} {status}' for status, count in wrong.items())}", False


def explained(finding: "Finding", verbatim: str = "") -> str:
    """A finding in sentences; `verbatim` are the words that an altered one would be."""
    meaning = MEANINGS.get(finding.status, finding.status)
    told = f"{meaning[:1].upper()}{meaning[1:]}."
    if finding.status == "misattributed" and finding.difference:
        quoted, found = finding.difference[0].quoted, finding.difference[0].found
        where = f", in {finding.document}" if finding.document else ""
        return f"{told} Cited: {quoted}. There: {found or 'nobody is named'}{where}."
    if finding.status == "altered" and verbatim:
        from search.difference import difference_of

        runs = " ".join(run.shown for run in difference_of(finding.text, verbatim))
        return f"In {finding.document} ([-only quoted-] {{+only there+}}): {runs}"
    where = f" In {finding.document}." if finding.document and finding.status != "broken" else ""
    return told + where
