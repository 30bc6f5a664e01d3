"""What one call of a command works on: the project, what it holds, and who writes.

All of it is read when it is first asked for, and files at fault are named once, whichever command meets them.
"""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from store.errors import NoIdentity, UsageFault
from store.project import Project, find_project, open_project, real, working_folder
from tui.commands.output import narrate

if TYPE_CHECKING:
    from search.carried_holdings import Carrier
    from store.codebook import Theme
    from store.documents import Document
    from store.double_coding import DoneKey, Sample
    from store.errors import FileFault
    from store.excerpts import Excerpt
    from store.holdings import Holdings
    from store.memos import Memo
    from store.reviewers import Reviewer
    from store.writer import Writer
    from themes.tree import Tree

Value = TypeVar("Value")


@dataclass
class Session:
    """The options of the group, and what follows from them when it is first needed."""

    project_folder: Path | None = None
    as_json: bool = False
    quiet: bool = False
    reviewer: str = ""
    _told: set[str] = field(default_factory=set)

    @cached_property
    def project(self) -> Project:
        """The project that the call is about; raises ProjectFault where there is none."""
        return open_project(real(self.project_folder) if self.project_folder else find_project(working_folder()))

    def note(self, message: str) -> None:
        """Narrates unless it was asked to be quiet."""
        if not self.quiet:
            narrate(message)

    def tell_faults(self, faults: "Iterable[FileFault]", what_follows: str = "left out: ") -> None:
        """Names each file that could not be read, once."""
        for fault in faults:
            if fault.message not in self._told:
                self._told.add(fault.message)
                narrate(f"{what_follows}{fault.message}")

    @cached_property
    def holdings(self) -> "Holdings":
        """All that the project holds and the reviewer may see; what is at fault is named on standard error."""
        from store.holdings import read_holdings
        from themes.seeing import as_seen_by, reader_of

        holdings = read_holdings(self.project)
        self.tell_faults(holdings.faults)
        if holdings.unplaced:
            holdings = self.carrier.carried(holdings)
        return as_seen_by(holdings, reader_of(self.project, holdings, self.reviewer))

    @cached_property
    def carrier(self) -> "Carrier":
        """What carried the excerpts of earlier texts to where they are now."""
        from search.carried_holdings import Carrier

        return Carrier(self.project)

    @cached_property
    def hidden(self) -> "Collection[DoneKey]":
        """The reviewers and documents of which the reviewer sees no tags yet."""
        from themes.seeing import hidden_from, reader_of

        return hidden_from(self.holdings, reader_of(self.project, self.holdings, self.reviewer))

    @cached_property
    def tree(self) -> "Tree":
        """The codebook's tree; what of it had to be repaired is said."""
        from themes.tree import build_tree

        tree = build_tree(self.holdings.themes)
        for repair in tree.repairs:
            self.note(repair)
        return tree

    def document(self, wanted: str, holdings: "Holdings | None" = None) -> "Document":
        """The document that a person means: by id, title, path, or the name of the file that it came from."""
        return _find(
            "document",
            wanted,
            (holdings or self.holdings).documents,
            lambda each: (each.title, each.path, each.source, Path(each.source).stem),
            "`catena documents` lists them",
        )

    def theme(self, wanted: str, holdings: "Holdings | None" = None) -> "Theme":
        """The theme that a person means: by id, or an active one by name or path ("Power > Distance")."""
        themes = (holdings or self.holdings).themes
        known = {wanted: themes[wanted]} if wanted in themes else _active(themes)
        return _find("theme", wanted, known, theme_names(themes), "`catena themes` lists them")

    def known_theme(self, name: str) -> "Theme | None":
        """The active theme of this id, name or path, or None where there is none."""
        from store.holdings import candidates

        themes = self.holdings.themes
        named = candidates(name, _active(themes), theme_names(themes))
        exact = {key: each for key, each in named.items() if key == name or not key.startswith(name)}
        return self.theme(name) if exact else None

    def gone_theme(self, wanted: str) -> "Theme":
        """The theme out of use that a person means, by id, name or path."""
        themes = self.holdings.themes
        gone = {theme.id: theme for theme in themes.values() if not theme.active}
        known = {wanted: themes[wanted]} if wanted in themes else gone
        hint = "`catena themes` lists them"
        return _find("theme out of use", wanted, known, theme_names(themes), hint)

    def excerpt(self, wanted: str) -> "Excerpt":
        """The excerpt with this id, or the only one whose id begins so."""
        return _find("excerpt", wanted, self.holdings.excerpts, lambda _: (), "`catena excerpts` lists them")

    def memo(self, wanted: str) -> "Memo":
        """The memo that a person means: by id, title or path."""
        return _find(
            "memo", wanted, self.holdings.memos, lambda each: (each.title, each.path), "`catena memo list` lists them"
        )

    def person(self, wanted: str) -> "Reviewer":
        """The reviewer that a person means: by slug, name or e-mail address."""
        known = self.holdings.reviewers
        there = ", ".join(sorted(known)) or "none yet"
        return _find("reviewer", wanted, known, lambda each: (each.name, each.email), f"there are: {there}")

    def sample(self, wanted: str) -> "Sample":
        """The sample for double coding that a person means: by id or title."""
        return _find(
            "sample", wanted, self.holdings.samples, lambda each: (each.title,), "`catena sample list` lists them"
        )

    def is_done(self, reviewer: str, document: str) -> bool:
        """Whether the reviewer (slug) has said that they are done with the document (id) as its text is now."""
        mark, found = self.holdings.done.get((reviewer, document)), self.holdings.documents.get(document)
        return mark is not None and found is not None and mark.sha256 == found.sha256

    @contextmanager
    def writing(self) -> "Iterator[Writer]":
        """The project's writer, closed and committed at the end; raises Busy where another holds it."""
        record = self.project.root / "reviewers" / f"{self.reviewer}.toml"
        is_new = bool(self.reviewer) and not os.path.exists(record)
        with open_writer(self.project, self.reviewer, self.note) as writer:
            if is_new:
                self.note(f"{writer.reviewer.id} is a new reviewer here")
            for sentence in writer.recovered:
                self.note(sentence)
            self._carry(writer)
            yield writer
        state, held = writer.state, writer.held_back
        if state.uncommitted:
            narrate(f"saved, but not committed yet: {state.uncommitted} ({state.obstacle})")
        elif held:
            narrate(f"not committed: {held}")

    def _carry(self, writer: "Writer") -> None:
        """What is this reviewer's to carry to texts that others took in is carried before anything else is written."""
        from store.inspection import has_earlier_texts

        if "holdings" not in self.__dict__ and not has_earlier_texts(self.project):
            return
        # Reading them makes the carrier, where there is anything to carry.
        if self.holdings.excerpts and "carrier" not in self.__dict__:
            return
        from search.updating import adopting

        for act in adopting(self.holdings, list(self.carrier.found.values()), writer.reviewer.id):
            writer.perform(act)
            self.note(act.message)


def theme_names(themes: "Mapping[str, Theme]") -> "Callable[[Theme], tuple[str, str]]":
    """What a theme goes by: its name and its path from the top."""
    from themes.tree import build_tree

    nodes = build_tree(themes).nodes
    return lambda theme: (theme.name, nodes[theme.id].path_text)


def _active(themes: "Mapping[str, Theme]") -> "dict[str, Theme]":
    return {theme.id: theme for theme in themes.values() if theme.active}


def _find(
    what: str, wanted: str, among: Mapping[str, Value], names: Callable[[Value], Iterable[str]], hint: str
) -> Value:
    from store.holdings import find_one

    try:
        return find_one(what, wanted, among, names)
    except UsageFault as fault:
        raise UsageFault(f"{fault.message}; {hint}") from None


def open_writer(project: Project, reviewer: str, note: Callable[[str], None]) -> "Writer":
    """A writer; a repository that does not know who writes is told once, by the person or after the account's name."""
    from store.writer import Writer

    try:
        return Writer.open(project, reviewer)
    except NoIdentity:
        return Writer.open(project, reviewer, identity=ask_identity(note))


def ask_identity(note: Callable[[str], None]) -> tuple[str, str]:
    """The name and e-mail address of the person, asked on a terminal, else made of the account's and the machine's name."""
    import socket

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
