"""Searching what reviewers made: the texts of excerpts, the notes on them, and memos, by the same queries as the documents.

The texts are read by the same view and tokens as documents are, into columns that are never written, and evaluated by the same
evaluator; a match is a range of the text that it was found in. Fields hold for an excerpt as they do for its place; a memo is
where the documents, excerpts and themes are that it links to, and nobody speaks in it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from search.blocks import Batch, in_memory
from search.columns import Columns
from search.evaluating import Evaluator
from search.lineage import lineage
from search.matches import outermost
from search.naming import check_names
from search.passages import passages_of
from search.query import Field, Query
from search.values import fitting, has_value
from search.verbatim import Verbatim
from store.documents import Document
from store.errors import FileFault, UsageFault
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.memos import Memo
from store.project import Project

Mask = npt.NDArray[np.bool_]
Where = Literal["excerpt", "note", "memo"]


@dataclass(frozen=True)
class Annotation:
    """A text by a reviewer: an excerpt's own, the note on it, or a memo's body. `about` is the excerpt or memo."""

    where: Where
    about: Excerpt | Memo
    text: str


@dataclass(frozen=True)
class AnnotationHit:
    """A match: the half-open range `[start, end)` of an annotation's text, and the passage of it in which it begins."""

    annotation: Annotation
    start: int
    end: int
    passage: tuple[int, int]


def annotations_of(holdings: Holdings, places: Sequence[str]) -> list[Annotation]:
    """What there is to search in some of `store.searches.PLACES`: excerpts by place with their notes, then memos by path."""
    found: list[Annotation] = []
    if "excerpts" in places or "notes" in places:
        for excerpt in sorted(
            holdings.excerpts.values(), key=lambda each: (each.document, each.start, each.end, each.id)
        ):
            if "excerpts" in places:
                found.append(Annotation("excerpt", excerpt, excerpt.text))
            if excerpt.note:
                found.append(Annotation("note", excerpt, excerpt.note))
    if "memos" in places:
        found += (
            Annotation("memo", memo, memo.body) for memo in sorted(holdings.memos.values(), key=lambda each: each.path)
        )
    return found


class Speakers:
    """Who is speaking in an excerpt, as the text names them; "" where it does not, or cannot be read: then `told` hears why."""

    def __init__(self, project: Project, documents: Mapping[str, Document], told: Callable[[FileFault], None]) -> None:
        self._project = project
        self._documents = documents
        self._told = told
        self._known: dict[str, Sequence[tuple[int, int, str]]] = {}

    def of(self, excerpt: Excerpt) -> str:
        document = self._documents.get(excerpt.document)
        if document is not None and excerpt.sha256 not in ("", document.sha256):
            # Its offsets are those of another text.
            return ""
        if excerpt.document not in self._known:
            self._known[excerpt.document] = self._read(document) if document is not None else ()
        inside = (speaker for start, end, speaker in self._known[excerpt.document] if start <= excerpt.start < end)
        return next(inside, "")

    def _read(self, document: Document) -> Sequence[tuple[int, int, str]]:
        try:
            text = self._project.read_text(document)
        except FileFault as fault:
            self._told(fault)
            return ()
        return [(each.start, each.end, each.speaker) for each in passages_of(text, document.rules)]


class Annotations:
    """The annotations of a project, made searchable. `speaker` names who is speaking in an excerpt, "" where nobody is named;
    it is asked only by queries with `speaker:`."""

    def __init__(self, holdings: Holdings, places: Sequence[str], speaker: Callable[[Excerpt], str]) -> None:
        self._holdings = holdings
        self._speaker = speaker
        self._annotations = annotations_of(holdings, places)
        self._reached = lineage(holdings)

    def find(self, query: Query, *, document: str = "", typing: bool = False) -> list[AnnotationHit]:
        """The matches of a query, in the order of the annotations; `document` leaves those of one document. Raises Unknown."""
        check_names(query, self._holdings.documents.values(), lambda: self._holdings, lambda: None, typing)
        if not self._annotations:
            return []
        columns = self._columns
        matches = outermost(Evaluator(columns, self._choose, self._verbatim).matches(query))
        found = []
        for start, end, passage in zip(
            columns.starts(matches.first).tolist(), matches.ends.tolist(), matches.passages.tolist(), strict=True
        ):
            annotation = self._annotations[int(columns.passage_documents[passage])]
            if document and document not in {each.id for each in self._documents(annotation.about)}:
                continue
            place = (int(columns.passage_starts[passage]), int(columns.passage_ends[passage]))
            found.append(AnnotationHit(annotation, start, end, place))
        return found

    @cached_property
    def _columns(self) -> Columns:
        batch = Batch()
        for number, each in enumerate(self._annotations):
            batch.add(str(number), "", each.text)
        return in_memory(batch)

    @cached_property
    def _verbatim(self) -> Verbatim:
        return Verbatim(self._columns, {}, lambda number: self._annotations[int(number)].text)

    def _choose(self, field: Field) -> Mask:
        holds = self._holds(field)
        chosen = np.array([holds(each.about) for each in self._annotations], np.bool_)
        return chosen[self._columns.passage_documents]

    def _holds(self, field: Field) -> Callable[[Excerpt | Memo], bool]:
        """Whether a field's condition holds for an excerpt or a memo; raises UsageFault for an unknown theme."""
        fits = fitting(field.value)
        match field.name:
            case "document":
                return self._in_document(lambda each: fits(each.id) or fits(each.title))
            case "kind":
                return self._in_document(lambda each: fits(each.kind))
            case "group":
                return self._in_document(lambda each: any(map(fits, each.groups)))
            case "region":
                return self._in_region(fits)
            case "speaker":
                return lambda about: isinstance(about, Excerpt) and fits(self._speaker(about))
            case "theme":
                return self._under_theme(field)
            case "reviewer":
                return lambda about: fits(about.reviewer)
            case "memo":
                return self._in_memo(fits)
        key = field.name.partition(".")[2]
        cases = {case.id for case in self._holdings.cases.values() if has_value(case.attributes.get(key), fits)}
        return self._in_document(lambda each: any(case in cases for case in each.cases))

    def _in_document(self, holds: Callable[[Document], bool]) -> Callable[[Excerpt | Memo], bool]:
        return lambda about: any(holds(each) for each in self._documents(about))

    def _in_region(self, fits: Callable[[str], bool]) -> Callable[[Excerpt | Memo], bool]:
        """Whether an excerpt, or one that a memo links to, has something of a region of such a kind."""
        return lambda about: any(
            excerpt.start < region.end and excerpt.end > region.start
            for excerpt in self._excerpts(about)
            if excerpt.document in self._holdings.documents
            for region in self._holdings.documents[excerpt.document].rules.regions
            if fits(region.kind)
        )

    def _under_theme(self, field: Field) -> Callable[[Excerpt | Memo], bool]:
        wanted, fits = field.value, fitting(field.value)
        meant = {each.id for each in self._holdings.themes.values() if each.id == wanted or fits(each.name)}
        if not meant and field.at < 0:
            raise UsageFault(f"there is no theme {wanted!r}")
        return lambda about: bool(meant & self._reached(self._themes(about)))

    def _in_memo(self, fits: Callable[[str], bool]) -> Callable[[Excerpt | Memo], bool]:
        memos = {memo.id: memo for memo in self._holdings.memos.values() if fits(memo.id) or fits(memo.title)}
        linked = {excerpt for memo in memos.values() for excerpt in memo.excerpts}
        return lambda about: about.id in (linked if isinstance(about, Excerpt) else memos)

    def _documents(self, about: Excerpt | Memo) -> list[Document]:
        """The documents that an excerpt or memo is about."""
        names = {each.document for each in self._excerpts(about)}
        if isinstance(about, Memo):
            names.update(about.documents)
        return [self._holdings.documents[name] for name in sorted(names) if name in self._holdings.documents]

    def _themes(self, about: Excerpt | Memo) -> Iterable[str]:
        yield from about.themes
        if isinstance(about, Memo):
            for excerpt in self._excerpts(about):
                yield from excerpt.themes

    def _excerpts(self, about: Excerpt | Memo) -> list[Excerpt]:
        if isinstance(about, Excerpt):
            return [about]
        return [self._holdings.excerpts[each] for each in about.excerpts if each in self._holdings.excerpts]
