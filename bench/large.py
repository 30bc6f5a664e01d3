"""The app with 200,000 passages open: its memory, and from the last key of a query to its first results on the screen.

Queries are typed a letter at a time, each letter once the one before was answered. The time is from the key to the last byte that
the app writes into the list for it; beside it stand the time to the last byte of all, with the document around the first hit,
what the processor did for the key, and for how long other work of the machine had the processors meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.figures import Figure, ninety_fifth, within
from bench.project import index_of
from bench.texts import Corpus, make_corpus, queries_of
from store.beginning import first_commit
from store.git import Git
from store.project import open_project
from store.protection import GITATTRIBUTES, GITIGNORE
from store.toml import render_toml
from tests.journeys.terminal import CATENA, Terminal, environment

PASSAGES = 200_000
QUERIES = 10
FRAME = 60
MEMORY = 300
SILENCE = 0.35
"""Seconds of silence after which a key is answered."""
LIST = range(3, 10)
"""The rows of the screen that surely belong to the list, from 1."""
CLEARED = "\x15"
"""Empties the line."""


@dataclass
class Typed:
    """What each key cost: until its results were painted, where they are others, until all was; of the processor, and in line."""

    results: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    in_line: list[float] = field(default_factory=list)


def long_figures(folder: Path) -> Iterator[Figure]:
    corpus = make_corpus(folder / "large", PASSAGES)
    as_study(corpus)
    index_of(corpus.project.root, folder)
    yield from measured(corpus, folder)


def as_study(corpus: Corpus) -> None:
    """Gives the corpus its records and its history, so that the app opens it."""
    root = corpus.project.root
    (root / "catena.toml").write_bytes(render_toml({"schema": 1, "id": "synthetic0", "title": "Synthetic"}))
    (root / ".gitattributes").write_bytes(GITATTRIBUTES.encode())
    (root / ".gitignore").write_bytes(GITIGNORE.encode())
    (root / "documents").mkdir()
    for each in corpus.documents.values():
        record = {
            "schema": 1,
            "id": each.id,
            "title": each.title,
            "kind": each.kind,
            "path": each.path,
            "sha256": each.sha256,
            "characters": each.characters,
        }
        (root / "documents" / f"{each.id}.toml").write_bytes(render_toml(record))
    who = ("Reviewer-1", "reviewer-1@example.org")
    git = Git(root)
    git.begin()
    git.set_identity(*who)
    first_commit(open_project(root), "begin", who)


def measured(corpus: Corpus, folder: Path) -> Iterator[Figure]:
    """The figures of a study that is in git and indexed."""
    # Beginnings of words are what a query is while it is typed.
    kinds = [asked for kind, asked in queries_of(corpus, QUERIES) if kind in ("two words", "a phrase of common words")]
    with Terminal((CATENA, "-C", str(corpus.project.root)), folder, environment(folder)) as terminal:
        terminal.wait_for("saved, committed", seconds=120)
        terminal.settle(2)
        yield _memory("the app has opened", terminal)
        typed = Typed()
        terminal.key("/", 1)
        for asked in kinds:
            for each in asked:
                _type(terminal, each.query, typed)
        remark = (
            f"median {median(typed.results):.0f}; until all is painted {ninety_fifth(typed.whole):.0f}; "
            f"of the processor {ninety_fifth(typed.processor):.0f}, in line for it {ninety_fifth(typed.in_line):.0f}"
        )
        what = f"a key to its results, 95 % of {len(typed.results)} keys"
        yield within(what, ninety_fifth(typed.results), FRAME, "ms", remark)
        yield _memory(f"{len(kinds) * QUERIES} queries were typed", terminal)


def _type(terminal: Terminal, query: str, typed: Typed) -> None:
    for key in query:
        processor, in_line = terminal.nanoseconds_of_processor(), terminal.nanoseconds_in_line()
        answer = terminal.key(key, SILENCE)
        typed.processor.append((terminal.nanoseconds_of_processor() - processor) / 1e6)
        typed.in_line.append((terminal.nanoseconds_in_line() - in_line) / 1e6)
        typed.whole.append(answer.last * 1000)
        if (painted := answer.last_in(LIST)) is not None:
            typed.results.append(painted * 1000)
    terminal.key(CLEARED, SILENCE)


def _memory(after: str, terminal: Terminal) -> Figure:
    status = Path(f"/proc/{terminal.process}/status").read_text()
    lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    resident, own = (int(lines[key].split()[0]) / 1024 for key in ("VmRSS", "RssAnon"))
    return within(f"memory once {after}", resident, MEMORY, "MB", f"{own:.0f} of its own, the rest is of files")
