"""Small studies of reviewers who tag the same texts, made as values."""

from collections.abc import Iterable

from store.codebook import Theme
from store.documents import Document
from store.double_coding import Done
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from store.recodes import Recode

Tagged = tuple[str, str, str, tuple[tuple[int, int], ...], tuple[str, ...]]
"""An excerpt's id, its reviewer, its document, its ranges, its themes."""


def document(key: str, characters: int = 100, sha256: str = "now") -> Document:
    return Document(key, key, "interview", f"corpus/interviews/{key}.txt", sha256, characters)


def excerpt(key: str, reviewer: str, where: str, ranges: Iterable[tuple[int, int]], themes: Iterable[str]) -> Excerpt:
    segments = tuple(Segment(start, end, "x" * (end - start)) for start, end in ranges)
    return Excerpt(key, reviewer, where, "now", segments, tuple(themes))


def study(
    *tagged: Tagged,
    documents: Iterable[Document] = (document("d1"),),
    done: Iterable[tuple[str, str]] = (),
    recodes: Iterable[Recode] = (),
) -> Holdings:
    """Themes t-a and t-b, and t-old, which was merged into t-a."""
    return Holdings(
        documents={each.id: each for each in documents},
        themes={
            "t-a": Theme("t-a", "Trust"),
            "t-b": Theme("t-b", "Blame"),
            "t-old": Theme("t-old", "Old trust", status="merged", into=("t-a",)),
        },
        excerpts={each[0]: excerpt(*each) for each in tagged},
        recodes={each.key: each for each in recodes},
        done={each: Done(*each, "now") for each in done},
    )
