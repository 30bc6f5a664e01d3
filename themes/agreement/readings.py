"""What each of some reviewers tagged, ready to be compared: their documents end to end, and their tags as ranges of that.

A reviewer's reading is their own excerpts and, unless it is asked for what they said independently, colleagues' excerpts as their
recodes read them. Merged themes count as what they went to. A document counts for a reviewer who has finished it: who said so for
its present text; or, as long as a reviewer says so of no document at all, who tagged something in it. What fewer than two have
finished is left out, and so is an excerpt of another version of a text; both are named.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from store.documents import Document
from store.double_coding import DoneKey
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.recodes import as_read
from themes.agreement.counting import Numbers, Values
from themes.agreement.ranges import merged, ranges_of


@dataclass(frozen=True)
class Readings:
    """The readings of `reviewers` (slugs) of `documents`.

    `edges` are where the documents begin on the continuum, and its end; `finished` says which reviewer has finished which
    document, documents x reviewers. `tags` are by theme (id), for each reviewer, ranges in order and apart. `excerpts` are all
    that was read, for each reviewer, and `places` their segments: start, end, and the number of the excerpt.
    """

    reviewers: tuple[str, ...]
    documents: tuple[Document, ...]
    edges: Values
    finished: NDArray[np.bool_]
    tags: Mapping[str, tuple[Values, ...]]
    excerpts: tuple[tuple[Excerpt, ...], ...]
    places: tuple[Values, ...]
    standing: Mapping[str, str] = field(default_factory=dict)
    """What each theme that was tagged counts as now (ids)."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Why a document (id) is not compared."""
    out_of_date: tuple[str, ...] = ()
    """Excerpts (ids) of another version of a text."""
    recoded: int = 0
    """How many colleagues' excerpts count as somebody's recode reads them."""
    by_tags: tuple[str, ...] = ()
    """Reviewers who have said of no document that they are done with it."""

    @property
    def characters(self) -> int:
        return int(self.edges[-1])

    def document_numbers(self, positions: Values) -> Values:
        """The numbers of the documents that positions of the continuum lie in."""
        return np.searchsorted(self.edges, positions, side="right") - 1

    def place(self, start: int, end: int) -> tuple[Document, int, int]:
        """The document of a range of the continuum, and the range within it."""
        number = int(np.searchsorted(self.edges, start, side="right")) - 1
        begin = int(self.edges[number])
        return self.documents[number], int(start) - begin, int(end) - begin

    def ranges_in(self, ranges: Mapping[str, Sequence[tuple[int, int]]]) -> Values:
        """Ranges of documents (by id) as ranges of the continuum, those of other documents left out."""
        return ranges_of(
            (start + int(begin), end + int(begin))
            for document, begin in zip(self.documents, self.edges, strict=False)
            for start, end in ranges.get(document.id, ())
        )


def read(
    holdings: Holdings,
    reviewers: Sequence[str],
    documents: Sequence[str] = (),
    independent: bool = False,
    unfinished: bool = False,
    hidden: Collection[DoneKey] = (),
) -> Readings:
    """The reviewers' readings of the documents (ids; none: all).

    `independent` leaves recodes out; `unfinished` takes every document as finished by everybody. What is `hidden` from whoever
    asks (reviewers and documents) is not compared in any case.
    """
    wanted = [holdings.documents[each] for each in documents] if documents else list(holdings.documents.values())
    wanted.sort(key=lambda each: each.id)
    known = {document.id: document for document in wanted}
    said, out_of_date, recoded = _said(holdings, reviewers, known, independent)
    marked = {reviewer for reviewer, _ in holdings.done}
    left_out: dict[str, str] = {}
    kept: list[Document] = []
    finished: list[list[bool]] = []
    for document in wanted:
        reasons = [
            f"{each}'s tags are hidden from you until both are done with it"
            if (each, document.id) in hidden
            else ""
            if unfinished
            else _unfinished(holdings, marked, said, each, document)
            for each in reviewers
        ]
        if reasons.count("") < 2:
            left_out[document.id] = ", ".join(filter(None, reasons))
        else:
            kept.append(document)
            finished.append([not reason for reason in reasons])
    edges = np.concatenate([[0], np.cumsum([document.characters for document in kept], dtype=np.int64)]).astype(
        np.int64
    )
    tags: dict[str, list[list[tuple[int, int]]]] = {}
    excerpts: list[list[Excerpt]] = [[] for _ in reviewers]
    places: list[list[tuple[int, int, int]]] = [[] for _ in reviewers]
    standing: dict[str, str] = {}
    for number, document in enumerate(kept):
        begin = int(edges[number])
        for who, reviewer in enumerate(reviewers):
            if not finished[number][who]:
                continue
            for excerpt in sorted(said.get((reviewer, document.id), ()), key=lambda each: each.ranges):
                ranges = [(start + begin, end + begin) for start, end in excerpt.ranges]
                places[who] += ((start, end, len(excerpts[who])) for start, end in ranges)
                excerpts[who].append(excerpt)
                for theme in excerpt.themes:
                    if theme not in standing:
                        standing[theme] = holdings.standing_for(theme)
                    tags.setdefault(standing[theme], [[] for _ in reviewers])[who] += ranges
    return Readings(
        reviewers=tuple(reviewers),
        documents=tuple(kept),
        edges=edges,
        finished=np.array(finished, dtype=np.bool_).reshape(-1, len(reviewers)),
        tags={theme: tuple(merged(ranges_of(each)) for each in ranges) for theme, ranges in tags.items()},
        excerpts=tuple(tuple(each) for each in excerpts),
        places=tuple(np.array(each, dtype=np.int64).reshape(-1, 3) for each in places),
        standing=standing,
        left_out=left_out,
        out_of_date=tuple(out_of_date),
        recoded=recoded,
        by_tags=() if unfinished else tuple(each for each in reviewers if each not in marked),
    )


Said = Mapping[tuple[str, str], Sequence[Excerpt]]


def _said(
    holdings: Holdings, reviewers: Iterable[str], documents: Mapping[str, Document], independent: bool
) -> tuple[Said, list[str], int]:
    """What each reviewer said in each document, excerpts of another version of its text, and how many recodes took part."""
    wanted = set(reviewers)
    said: dict[tuple[str, str], list[Excerpt]] = {}
    out_of_date: list[str] = []
    read_otherwise = [
        (who, as_read(holdings.excerpts[key], recode))
        for (who, key), recode in holdings.recodes.items()
        if not independent and who in wanted and key in holdings.excerpts
    ]
    own = ((each.reviewer, each) for each in holdings.excerpts.values() if each.reviewer in wanted)
    recoded = 0
    for number, (who, excerpt) in enumerate((*read_otherwise, *own)):
        document = documents.get(excerpt.document)
        if document is None:
            continue
        if excerpt.sha256 != document.sha256 or excerpt.end > document.characters:
            out_of_date.append(excerpt.id)
            continue
        recoded += number < len(read_otherwise)
        said.setdefault((who, excerpt.document), []).append(excerpt)
    return said, sorted(set(out_of_date)), recoded


def _unfinished(holdings: Holdings, marked: set[str], said: Said, reviewer: str, document: Document) -> str:
    """Why the document does not count for the reviewer, "" where it does."""
    mark = holdings.done.get((reviewer, document.id))
    if mark is not None:
        return "" if mark.sha256 == document.sha256 else f"{reviewer} was done with an earlier version of it"
    if reviewer in marked:
        return f"{reviewer} is not done with it"
    return "" if (reviewer, document.id) in said else f"{reviewer} tagged nothing in it"


def lengths(ranges: Values) -> Numbers:
    return (ranges[:, 1] - ranges[:, 0]).astype(np.float64)
