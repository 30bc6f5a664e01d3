"""Choosing an excerpt to quote: by words of it, its theme, its document or who coded it; what was coded last comes first."""

from collections.abc import Sequence
from typing import ClassVar

from store.excerpts import Excerpt
from tui.screens.chooser import Choice, Chooser
from tui.snapshot import Snapshot
from tui.widgets.cells import left

MOST = 300
"""Excerpts that are listed at most; more words narrow them down."""


class ExcerptChooser(Chooser):
    """Answers with the id of an excerpt, or ""."""

    DEFAULT_CSS = """
    ExcerptChooser {
        & #about { height: 5; }
    }
    """
    ROWS: ClassVar[int] = 9

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._excerpts: Sequence[Excerpt] = sorted(
            snapshot.holdings.excerpts.values(),
            key=lambda each: (each.created.isoformat() if each.created else "", each.id),
            reverse=True,
        )
        self._sought: list[str] = []
        super().__init__("Quote an excerpt: its words, theme or document", (), nothing="no excerpt has these words")
        self.list.styles.height = self.ROWS

    def narrow(self, typed: str, index: int = 0) -> None:
        words = typed.casefold().split()
        found: list[Excerpt] = []
        if words:
            if not self._sought:
                self._sought = [self._words_of(each) for each in self._excerpts]
            for excerpt, sought in zip(self._excerpts, self._sought, strict=True):
                if all(word in sought for word in words):
                    found.append(excerpt)
                    if len(found) == MOST:
                        break
        else:
            found = list(self._excerpts[:MOST])
        self.shown = [self._choice(each) for each in found]
        self.list.show(len(self.shown), lambda row, _width: self.shown[row].pieces, index=index, empty=self._nothing)

    def _names(self, excerpt: Excerpt) -> str:
        return ", ".join(theme.name for theme in self._snapshot.themes_of(excerpt))

    def _words_of(self, excerpt: Excerpt) -> str:
        words = " ".join(excerpt.text.split())
        return f"{words} {self._names(excerpt)} {excerpt.document} {excerpt.reviewer}".casefold()

    def _choice(self, excerpt: Excerpt) -> Choice:
        words = " ".join(excerpt.text.split())
        names = self._names(excerpt)
        pieces = ((f"{left(excerpt.document, 10)} ", "strong"), (f"{left(names, 18)} ", "dim"), (words[:200], ""))
        return Choice(excerpt.id, words, pieces, f"{words[:600]}\n{names}, {excerpt.reviewer}")
