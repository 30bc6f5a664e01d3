"""What is written down, piece by piece, before it is Markdown, a document or a page: one list of blocks for all of them.

A number knows what is behind it (`Behind`), so a page can lead there; a block holds text alone and no mark of any format.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from themes.pages.findings import Quotation


@dataclass(frozen=True, slots=True)
class Behind:
    """What a number counts: ids of `counts` (excerpts, documents, cases, themes, reviewers), and the excerpts that show it."""

    heading: str
    counts: str
    counted: tuple[str, ...]
    excerpts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Some words, or a number with what is behind it; `theme` is the id of the theme that the words name."""

    text: str
    behind: Behind | None = None
    strong: bool = False
    theme: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `theme` is the id of the theme that begins here."""

    level: int
    text: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some runs, line for line. An aside says something about what stands before it; a question is for the writer."""

    runs: Runs
    kind: Literal["plain", "aside", "question"] = "plain"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with its citation."""

    quotation: Quotation


@dataclass(frozen=True, slots=True)
class Listed:
    """Things one below the other."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """Markdown that a person wrote, its headings below `level`."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table: the first row heads it, the first column names the rows, which stand so deep below each other."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    depths: tuple[int, ...] = ()


Block = Heading | Paragraph | Quoted | Listed | Written | Grid


def words(*pieces: "str | Run") -> Runs:
    """Text and numbers as runs."""
    return tuple(piece if isinstance(piece, Run) else Run(piece) for piece in pieces)


def number(heading: str, counts: str, counted: Sequence[str], excerpts: Sequence[str], text: str = "") -> Run:
    """A count, of things with these ids, that leads to the excerpts behind it."""
    return Run(text or str(len(counted)), Behind(heading, counts, tuple(counted), tuple(excerpts)) if counted else None)
