"""Everything that a project holds, by its ids, and which of its excerpts stand where they say.

Holdings never change: an act yields new ones, so whoever holds them can go on reading while something is being saved. An excerpt
is placed where its hash is that of the text that its document has now; offsets into another text would lie, so no answer by
place and no count takes in one that is not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from store.cases import Case
from store.codebook import Theme
from store.documents import Document
from store.double_coding import Done, DoneKey, Sample
from store.errors import FileFault
from store.excerpts import Excerpt
from store.memos import Memo
from store.recodes import Recode
from store.reviewers import CONSENSUS, Reviewer
from store.reviews import Review
from store.searches import LoggedSearch, SavedSearch

if TYPE_CHECKING:
    # Few projects have these, and what no file asks for is not imported: it would cost the first paint.
    from store.quotas import Quota
    from store.typologies import Assignment, AssignmentKey, Typology
    from store.unanchored import Unanchored


@dataclass(frozen=True)
class Holdings:
    """Everything by id, saved searches by REVIEWER/SLUG, reviews by ROUND/REVIEWER, recodes by reviewer and excerpt.

    `faults` are the files that could not be read.
    """

    documents: Mapping[str, Document] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    excerpts: Mapping[str, Excerpt] = field(default_factory=dict)
    memos: Mapping[str, Memo] = field(default_factory=dict)
    reviewers: Mapping[str, Reviewer] = field(default_factory=dict)
    recodes: Mapping[tuple[str, str], Recode] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    searches: Mapping[str, SavedSearch] = field(default_factory=dict)
    logged: Mapping[str, LoggedSearch] = field(default_factory=dict)
    samples: Mapping[str, Sample] = field(default_factory=dict)
    done: Mapping[DoneKey, Done] = field(default_factory=dict)
    unanchored: "Mapping[str, Unanchored]" = field(default_factory=dict)
    quotas: "Mapping[str, Quota]" = field(default_factory=dict)
    typologies: "Mapping[str, Typology]" = field(default_factory=dict)
    assignments: "Mapping[AssignmentKey, Assignment]" = field(default_factory=dict)
    faults: tuple[FileFault, ...] = ()

    def is_placed(self, excerpt: Excerpt) -> bool:
        """Whether an excerpt's offsets are those of its document's present text; without a hash only where there is no other."""
        document = self.documents.get(excerpt.document)
        return document is None or excerpt.sha256 == document.sha256 or not (excerpt.sha256 or document.earlier)

    @cached_property
    def unplaced(self) -> Mapping[str, Excerpt]:
        """The excerpts of other versions of their texts, by id: they are listed, and neither counted nor shown at a place."""
        return {key: each for key, each in self.excerpts.items() if not self.is_placed(each)}

    @cached_property
    def placed(self) -> Mapping[str, Excerpt]:
        """All other excerpts, by id."""
        apart = self.unplaced
        return {key: each for key, each in self.excerpts.items() if key not in apart} if apart else self.excerpts

    def is_kept_missing(self, excerpt: Excerpt) -> bool:
        """Whether its reviewer has said that the words of an excerpt are not in the text that its document has now."""
        document = self.documents.get(excerpt.document)
        return document is not None and excerpt.missing_in == document.sha256

    def waiting_for(self, reviewer: str) -> int:
        """How many excerpts the reviewer (slug) has to look at, because their text has changed: theirs and the consensus's."""
        return sum(
            each.reviewer in (reviewer, CONSENSUS)
            and (each.moved is not None or (key in self.unplaced and not self.is_kept_missing(each)))
            for key, each in self.excerpts.items()
        )

    @cached_property
    def _by_document(self) -> dict[str, tuple[Excerpt, ...]]:
        grouped: dict[str, list[Excerpt]] = {}
        for excerpt in self.placed.values():
            grouped.setdefault(excerpt.document, []).append(excerpt)
        return {document: by_place(found) for document, found in grouped.items()}

    def excerpts_of(self, document: str) -> tuple[Excerpt, ...]:
        """All reviewers' excerpts that stand in the text that a document has now, by place."""
        return self._by_document.get(document, ())

    def theme_of(self, theme: str) -> tuple[Theme, ...]:
        """What a theme's id stands for now: itself, or through `into` the active themes it went to; loops end."""
        reached: dict[str, Theme] = {}
        seen: set[str] = set()
        waiting = [theme]
        while waiting:
            here = waiting.pop(0)
            found = self.themes.get(here)
            if here in seen or found is None:
                continue
            seen.add(here)
            if found.into and not found.active:
                waiting.extend(found.into)
            else:
                reached[here] = found
        return tuple(reached.values())

    def standing_for(self, theme: str) -> str:
        """The theme that an excerpt tagged with `theme` counts under now.

        That is a merged theme's heir. A theme that was split stands for itself, and so does one whose heir is not here. Themes
        that were merged into each other all go to the one of the largest id.
        """
        way: list[str] = []
        here = theme
        while here not in way:
            way.append(here)
            found = self.themes.get(here)
            if found is None:
                return theme
            if found.active or len(found.into) != 1:
                reached = self.theme_of(here)
                return reached[0].id if len(reached) == 1 else here
            here = found.into[0]
        return max(way[way.index(here) :])


def by_place(excerpts: Iterable[Excerpt]) -> tuple[Excerpt, ...]:
    """The excerpts by their first and last places."""
    return tuple(sorted(excerpts, key=lambda each: (each.start, each.end, each.id)))
