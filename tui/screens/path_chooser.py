"""Choosing a file or a folder by its path: what is typed names it, the list says what is there.

Folders are listed in a thread, as one can be far away. Enter goes into a folder; its first line takes all that is in it.
A whole path that is typed or pasted behind the one that stands there takes its place.
"""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from store.importers.formats import endings
from tui.actions import bindings_of
from tui.screens.chooser import Choice, Chooser

MOST = 2_000
"""Names of a folder that are listed at most."""
Names = Sequence[tuple[str, bool]]
"""The names in a folder, each with whether it is a folder."""


class PathChooser(Chooser):
    """Answers with a path, or ""."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("chooser", "path")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("chooser", "path")]

    def __init__(self, heading: str, start: Path) -> None:
        self._known: dict[Path, Names] = {}
        self._start = f"{start}/"
        super().__init__(heading, (), nothing="nothing here that can be added")
        self.list.styles.height = self.ROWS
        self.field.value = self._start
        self.field.cursor_position = len(self._start)

    def narrow(self, typed: str, index: int = 0) -> None:
        folder, begun = _parted(typed or self._start)
        names = self._known.get(folder)
        if names is None:
            self._list(folder)
        self.shown = _choices(folder, begun, names or ())
        self.list.show(len(self.shown), lambda row, _width: self.shown[row].pieces, index=index, empty=self._nothing)

    @work(exclusive=True, group="list", exit_on_error=False)
    async def _list(self, folder: Path) -> None:
        self._known[folder] = await asyncio.to_thread(_names_in, folder)
        self.narrow(self.field.value)

    def act_complete(self) -> None:
        if self.current is not None:
            self._type(self.current.key)

    def act_take(self) -> None:
        chosen = self.current
        typed = Path(_meant(self.field.value)).expanduser()
        if chosen is None:
            if os.path.isfile(typed):
                self.dismiss(str(typed))
        elif chosen.key.endswith("/"):
            self._type(chosen.key)
        else:
            self.dismiss(chosen.key)

    def _type(self, path: str) -> None:
        self.field.value = path
        self.field.action_end()


def _meant(typed: str) -> str:
    """What is typed from where a path begins anew: at the root or at `~`, behind a folder's `/`."""
    typed = typed.strip()
    return typed[max(typed.rfind("//"), typed.rfind("/~/")) + 1 :]


def _parted(typed: str) -> tuple[Path, str]:
    """The folder that is meant, and how the name begins that is being typed."""
    folder, _, begun = os.path.expanduser(_meant(typed)).rpartition("/")
    return Path(os.path.abspath(folder or "/")), begun


def _names_in(folder: Path) -> Names:
    found: list[tuple[str, bool]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and len(found) < MOST:
                    found.append((entry.name, entry.is_dir()))
    except OSError:
        return ()
    return sorted(found, key=lambda each: (not each[1], each[0].casefold()))


def _choices(folder: Path, begun: str, names: Names) -> list[Choice]:
    files = [name for name, is_folder in names if not is_folder and name.lower().endswith(endings())]
    made: list[Choice] = []
    if not begun and (files or names):
        said = f"all of this folder ({len(files)} file{'s' * (len(files) != 1)} here, and those in its folders)"
        made.append(Choice(str(folder), said, ((said, "match"),)))
    for name, is_folder in names:
        if (is_folder or name in files) and name.casefold().startswith(begun.casefold()):
            path = f"{folder}/{name}".replace("//", "/")
            made.append(Choice(f"{path}/" if is_folder else path, name, ((f"{name}{'/' * is_folder}", ""),)))
    return made
