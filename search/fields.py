"""Fields of a query: which passages of a segment a condition on their document, speaker, theme, reviewer or case holds for.

Values are compared as the search view shows them, whole or by a prefix with `*`. A passage has a theme or a reviewer where
an excerpt that has it overlaps it; a theme stands for those below it too.
"""

from collections.abc import Callable, Iterable
from functools import cached_property

import numpy as np
import numpy.typing as npt

from search.apart import in_regions
from search.columns import Columns
from search.query import Field, Unknown
from search.values import fitting, has_value
from store.documents import Document
from store.errors import UsageFault
from store.excerpts import Excerpt
from store.holdings import Holdings

Mask = npt.NDArray[np.bool_]


class Fields:
    """The conditions on one project's documents. What it holds is asked for when a field first needs it."""

    def __init__(self, documents: Callable[[], Iterable[Document]], holdings: Callable[[], Holdings]) -> None:
        self._documents = documents
        self._holdings = holdings

    def choose(self, columns: Columns, field: Field) -> Mask:
        """The passages of the segment for which the field's condition holds; raises UsageFault for an unknown theme."""
        fits = fitting(field.value)
        match field.name:
            case "document":
                return self._of_documents(columns, lambda each: fits(each.id) or fits(each.title))
            case "kind":
                return self._of_documents(columns, lambda each: fits(each.kind))
            case "group":
                return self._of_documents(columns, lambda each: any(map(fits, each.groups)))
            case "region":
                return in_regions(columns, {each.id: each for each in self._documents()}, fits)
            case "speaker":
                named = np.array([fits(name) for name in columns.speakers], np.bool_)
                return named[columns.passage_speakers]
            case "theme":
                return self._of_excerpts(columns, self._tagged(field))
            case "reviewer":
                return self._of_excerpts(columns, [each for each in self._all.placed.values() if fits(each.reviewer)])
            case "memo":
                raise Unknown("memo: chooses memos, and only documents are searched: leave it out", field.at)
        key = field.name.partition(".")[2]
        cases = {case.id for case in self._all.cases.values() if has_value(case.attributes.get(key), fits)}
        return self._of_documents(columns, lambda each: any(case in cases for case in each.cases))

    def holdings(self) -> Holdings:
        """What answers for themes, reviewers and cases."""
        return self._all

    @cached_property
    def _all(self) -> Holdings:
        return self._holdings()

    def _of_documents(self, columns: Columns, holds: Callable[[Document], bool]) -> Mask:
        known = {each.id: each for each in self._documents()}
        chosen = [each.id in known and holds(known[each.id]) for each in columns.documents]
        return np.array(chosen, np.bool_)[columns.passage_documents]

    def untagged(self, columns: Columns) -> Mask:
        """The passages that no excerpt overlaps."""
        return ~self._of_excerpts(columns, self._all.placed.values())

    def _tagged(self, field: Field) -> list[Excerpt]:
        """The excerpts of the themes that are meant, and of those below them."""
        holdings, wanted = self._all, field.value
        fits = fitting(wanted)
        meant = {each.id for each in holdings.themes.values() if each.id == wanted or fits(each.name)}
        if not meant and field.at < 0:
            # What was typed was looked at before.
            raise UsageFault(f"there is no theme {wanted!r}")
        below = meant
        while below:
            below = {each.id for each in holdings.themes.values() if each.parent in below} - meant
            meant |= below
        return [
            excerpt
            for excerpt in holdings.placed.values()
            if any(
                theme in meant or any(each.id in meant for each in holdings.theme_of(theme)) for theme in excerpt.themes
            )
        ]

    def _of_excerpts(self, columns: Columns, excerpts: Iterable[Excerpt]) -> Mask:
        mask = np.zeros(columns.passages, np.bool_)
        numbers = {document.id: document for document in columns.documents}
        for excerpt in excerpts:
            document = numbers.get(excerpt.document)
            if document is None:
                continue
            inside = slice(document.passage, document.passage + document.passages)
            starts, ends = columns.passage_starts[inside], columns.passage_ends[inside]
            for segment in excerpt.segments:
                low = int(np.searchsorted(ends, segment.start, side="right"))
                high = int(np.searchsorted(starts, segment.end, side="left"))
                mask[document.passage + low : document.passage + high] = True
        return mask
