"""Projects for tests: begun once, copied for each test, written to as a reviewer would."""

import os
import subprocess
from pathlib import Path

from store.acts import add_theme, tag
from store.beginning import begin_project
from store.codebook import Theme
from store.documents import Document
from store.excerpts import Excerpt
from store.holdings import Holdings, holdings_after, read_holdings
from store.importing import add_document
from store.project import Project, open_project
from store.texts import Incoming
from store.writer import Done, Writer

ANA = ("Ana Ferreira", "ana@example.org")
BEN = ("Ben Okafor", "ben@example.org")
TEXT = (
    "Interviewer: Who decides on the ward?\n\n"
    "Nurse: Nobody asks us. Nobody ever asked us why we feel watched and not led.\n\n"
    "Interviewer: And before the merger?\n\n"
    "Nurse: Before, you knew whose door to knock on — now it is “the Trust” this, the Trust that.\n"
)


def begin_study(root: Path) -> Project:
    """A project by Ana with one document `jw019`, the themes Trust and Power, and everything committed."""
    project = begin_project(root, "A study")
    with Writer.open(project, identity=ANA) as writer:
        holdings = read_holdings(project)
        for name in ("Trust", "Power"):
            act, _ = add_theme(holdings, name)
            holdings = holdings_after(holdings, writer.perform(act).touched)
        act, _ = add_document(holdings, Incoming("jw019.txt", TEXT, "utf-8", None), "interview")
        writer.perform(act)
    return project


class Desk:
    """A reviewer at work: a writer and the holdings as it knows them."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.project = writer.project
        self.holdings: Holdings = read_holdings(writer.project)

    @property
    def document(self) -> Document:
        return self.holdings.documents["jw019"]

    def theme(self, name: str) -> Theme:
        return next(theme for theme in self.holdings.themes.values() if theme.name == name)

    def take_in(self, done: Done) -> Done:
        self.holdings = holdings_after(self.holdings, done.touched)
        return done

    def tag(self, start: int, end: int, *names: str, note: str = "") -> Excerpt:
        """Tags a range of the document and gives the excerpt as it is then."""
        themes = [self.theme(name) for name in names]
        reviewer = self.writer.reviewer.id
        act, excerpt = tag(self.holdings, reviewer, self.document, TEXT, [(start, end)], themes, note)
        self.take_in(self.writer.perform(act))
        return excerpt

    def read_again(self) -> Holdings:
        """What a new start would find; it must be what is known here."""
        self.holdings = read_holdings(self.project)
        return self.holdings


def reopened(project: Project) -> Project:
    return open_project(project.root)


def git(root: Path, *arguments: str, may_fail: bool = False) -> str:
    """What the real git prints, run as a user would, as Ana and without anybody's settings."""
    people = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in zip(("NAME", "EMAIL"), ANA, strict=True)
    }
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", **people},
        check=False,
    )
    if done.returncode and not may_fail:
        raise AssertionError(f"git {arguments}: {done.stderr}")
    return done.stdout.rstrip("\n")


def messages(root: Path) -> list[str]:
    """The subjects of all commits, newest first."""
    return git(root, "log", "--format=%s").split("\n")


def uncommitted(root: Path) -> str:
    """What git says differs from the last commit."""
    return git(root, "status", "--porcelain", "--untracked-files=all")


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file of the project except git's and this machine's own."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.relative_to(root).parts[0] not in (".git", ".catena")
    }
