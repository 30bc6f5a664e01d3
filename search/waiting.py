"""Excerpts that wait for a person since their text has changed: moved, to check, or missing, each with the words that it had.

Moved ones stand in the present text and wait until somebody has seen what their words have become. The others do not, and keep
the place that they had, with the places that they may be at. One that is kept as missing waits for nothing, and is listed all
the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from search.anchor_words import Range
from search.anchoring import State
from search.carrying import Carried, Choice
from store.excerpts import Excerpt
from store.held import Holdings
from store.old_texts import text_with_hash
from store.project import Project


@dataclass(frozen=True, slots=True)
class Waiting:
    """An excerpt as it is now; the words that it had (`was`, "" where no text has them any more) and where; and its choices."""

    excerpt: Excerpt
    state: State
    was: str
    before: tuple[Range, ...]
    choices: tuple[Choice, ...] = ()
    is_kept: bool = False
    """Whether the reviewer has said that its words are missing."""


def waiting(project: Project, holdings: Holdings, found: Mapping[str, Carried]) -> list[Waiting]:
    """All of them by document and place; `found` is what became of the excerpts of other versions, by id."""
    return sorted(
        (*_moved(project, holdings), *_unplaced(holdings, found)),
        key=lambda each: (each.excerpt.document, each.before, each.excerpt.id),
    )


def _moved(project: Project, holdings: Holdings) -> Iterator[Waiting]:
    texts: dict[tuple[str, str], str | None] = {}
    for excerpt in holdings.placed.values():
        document = holdings.documents.get(excerpt.document)
        if excerpt.moved is None or document is None:
            continue
        key = (document.id, excerpt.moved.sha256)
        if key not in texts:
            texts[key] = text_with_hash(project, document, excerpt.moved.sha256)
        text = texts[key] or ""
        was = " [...] ".join(text[start:end] for start, end in excerpt.moved.ranges) if text else ""
        yield Waiting(excerpt, "moved", was, excerpt.moved.ranges)


def _unplaced(holdings: Holdings, found: Mapping[str, Carried]) -> Iterator[Waiting]:
    for key, excerpt in holdings.unplaced.items():
        told = found.get(key)
        kept = holdings.is_kept_missing(excerpt)
        state: State = "missing" if kept else told.state if told is not None else "to check"
        yield Waiting(excerpt, state, excerpt.text, excerpt.ranges, told.choices if told is not None else (), kept)
