"""The versions of a memo, newest first: when, who, what was done; below the current one why, and what changed in it."""

from collections.abc import Sequence
from typing import ClassVar

from store.versions import Version
from store.word_changes import marked, word_changes
from tui.screens.chooser import Choice, Chooser
from tui.widgets.row_list import RowList

SHOWN = 600
"""Characters of a difference that are shown below the list."""


class VersionList(Chooser):
    """Answers with the number of a version in the list that was given, or ""."""

    ROWS: ClassVar[int] = 9
    DEFAULT_CSS = """
    VersionList {
        & #about { height: 6; }
    }
    """

    def __init__(self, heading: str, versions: Sequence[Version]) -> None:
        self._versions = versions
        choices = [_choice(number, each) for number, each in enumerate(versions)]
        super().__init__(heading, choices, nothing="no version fits")

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        if self.current is not None:
            self._about.say(self._changed(int(self.current.key)))

    def _changed(self, number: int) -> str:
        """What a version changed, word by word; computed for the one that is looked at."""
        version = self._versions[number]
        why = f"{' '.join(version.why.split())}\n" if version.why else ""
        if version.content is None:
            return f"{why}It took the memo away."
        before = self._versions[number + 1].text if number + 1 < len(self._versions) else ""
        if not before:
            return f"{why}It is the first one."
        changes = " ".join(marked(word_changes(before, version.text), 20).split())
        return f"{why}{changes[:SHOWN]}"


def _choice(number: int, version: Version) -> Choice:
    pieces = (
        (f"{version.when[:16].replace('T', ' ')}  ", "dim"),
        (f"{version.who[:14]:<14} ", "strong"),
        (version.message, ""),
    )
    return Choice(str(number), f"{version.who} {version.message} {version.why}", pieces)
