"""What one call of a command works on: the project, what it holds, and who writes."""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from store.codebook import Theme
from store.documents import Document
from store.errors import FileFault, NoIdentity
from store.project import Project, find_project, open_project
from tui.commands.output import narrate

if TYPE_CHECKING:
    from store.holdings import Holdings
    from store.writer import Writer
    from themes.tree import Tree


@dataclass
class Session:
    """The options of the group, and what follows from them when it is first needed."""

    folder: Path | None = None
    as_json: bool = False
    quiet: bool = False
    reviewer: str = ""
    _told: set[str] = field(default_factory=set)

    @cached_property
    def project(self) -> Project:
        """The project that the call is about; raises ProjectFault where there is none."""
        return open_project(self.folder.resolve() if self.folder else find_project(Path.cwd()))

    def note(self, message: str) -> None:
        """Narrates unless it was asked to be quiet."""
        if not self.quiet:
            narrate(message)

    def tell_faults(self, faults: tuple[FileFault, ...]) -> None:
        """Names each file that could not be read, once."""
        for fault in faults:
            if fault.message not in self._told:
                self._told.add(fault.message)
                narrate(f"left out: {fault.message}")

    @cached_property
    def holdings(self) -> "Holdings":
        """All that the project holds; what is at fault is named on standard error."""
        from store.holdings import read_holdings

        holdings = read_holdings(self.project)
        self.tell_faults(holdings.faults)
        return holdings

    def document(self, wanted: str, holdings: "Holdings | None" = None) -> Document:
        """The document that a person means: by id, title, path, or the name of the file that it came from."""
        from store.holdings import find_one

        return find_one(
            "document",
            wanted,
            (holdings or self.holdings).documents,
            lambda each: (each.title, each.path, each.source, Path(each.source).stem),
        )

    def theme(self, wanted: str, holdings: "Holdings", tree: "Tree") -> Theme:
        """The theme that a person means: by id, name or path ("Power > Distance")."""
        from store.holdings import find_one

        active = {theme.id: theme for theme in holdings.themes.values() if theme.active}
        known = active if wanted not in holdings.themes else holdings.themes

        def names(theme: Theme) -> tuple[str, ...]:
            return (theme.name, tree.nodes[theme.id].path_text)

        return find_one("theme", wanted, known, names)

    @contextmanager
    def writing(self) -> "Iterator[Writer]":
        """The project's writer, closed and committed at the end; raises Busy where another holds it."""
        with open_writer(self.project, self.reviewer, self.note) as writer:
            for sentence in writer.recovered:
                self.note(sentence)
            yield writer
        state = writer.state
        if state.uncommitted:
            narrate(f"saved, but not committed yet: {state.uncommitted} ({state.obstacle})")


def open_writer(project: Project, reviewer: str, note: Callable[[str], None]) -> "Writer":
    """A writer; a repository that does not know who writes is told once, by the person or after the account's name."""
    from store.writer import Writer

    try:
        return Writer.open(project, reviewer)
    except NoIdentity:
        return Writer.open(project, reviewer, identity=ask_identity(note))


def ask_identity(note: Callable[[str], None]) -> tuple[str, str]:
    """The name and e-mail address of the person, asked on a terminal, else made of the account's and the machine's name."""
    from store.writer import login

    name, email = login(), f"{login()}@{socket.gethostname()}"
    if sys.stdin.isatty() and sys.stderr.isatty() and "CI" not in os.environ:
        import click

        note("git does not know you yet; your name and address are kept in this project and stand beside your work")
        return (
            str(click.prompt("Your name", default=name, err=True)),
            str(click.prompt("Your e-mail address", default=email, err=True)),
        )
    note(
        f"git does not know you; work is recorded as {name} <{email}> (`git config user.name` in the project changes that)"
    )
    return name, email
