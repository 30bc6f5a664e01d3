"""What the app shows at one moment: the project's holdings and what follows from them.

A snapshot never changes. Every act yields a new one, which travels down to the places; what is dear to compute is computed
when somebody first asks for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from store.codebook import Theme
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.links import Backlink, backlinks
from store.project import Project
from store.recodes import Recode, as_read
from store.reviewer_signs import ReviewerSign, signs_of_reviewers
from themes.counts import Evidence, as_read_by, count_evidence, recount_evidence
from themes.recent import RECENT_KEPT, behind_digits
from themes.tree import Tree, build_tree
from tui.reader.marks import Mark
from tui.signs import UNKNOWN, Sign, signs_of


@dataclass(frozen=True)
class Snapshot:
    """`reviewer` is the slug of who works here, "" while nobody can write; `recent` are ids of themes, the last one first.

    `digits` are the same themes as they stand behind 1, 2, 3 …, where each stays as long as it is among them.
    """

    project: Project
    holdings: Holdings
    reviewer: str = ""
    recent: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()

    @cached_property
    def tree(self) -> Tree:
        return build_tree(self.holdings.themes)

    @cached_property
    def signs(self) -> Mapping[str, Sign]:
        return signs_of(self.holdings.themes)

    @cached_property
    def reviewer_signs(self) -> Mapping[str, ReviewerSign]:
        return signs_of_reviewers(self.holdings.reviewers.values())

    @cached_property
    def as_read(self) -> Holdings:
        """The holdings as the reviewer who works here reads them: a colleague's excerpts with the themes they would give them."""
        mine = any(reviewer == self.reviewer for reviewer, _ in self.holdings.recodes)
        return as_read_by(self.holdings, self.reviewer) if mine else self.holdings

    @cached_property
    def evidence(self) -> Mapping[str, Evidence]:
        """The evidence of every theme as the reviewer reads it: what they would move counts where they would move it to."""
        before = self.__dict__.pop("_counted", None)
        if before is None:
            return count_evidence(self.as_read)
        evidence, holdings = before
        return recount_evidence(evidence, holdings, self.as_read)

    @cached_property
    def backlinks(self) -> Mapping[tuple[str, str], tuple[Backlink, ...]]:
        return backlinks(self.holdings)

    def named_by(self, things: Iterable[tuple[str, str]]) -> str:
        """How many memos name any of these things (kinds and ids), and the key that lists them; "" where none does."""
        count = len({each.memo.id for thing in things for each in self.backlinks.get(thing, ())})
        return f"{count} memo{'' if count == 1 else 's'}: < " if count else ""

    @property
    def last_theme(self) -> str:
        """The theme that was tagged with last and can still be given, or ""."""
        themes = self.holdings.themes
        return next((theme for theme in self.recent if theme in themes and themes[theme].active), "")

    def having_used(self, themes: Iterable[str]) -> "Snapshot":
        """The same after these themes (ids) were tagged with, the last one first."""
        recent = tuple(dict.fromkeys((*themes, *self.recent)))[:RECENT_KEPT]
        return self.like(recent=recent, digits=behind_digits(self.digits, recent, self.holdings.themes))

    def sign(self, theme: str) -> Sign:
        """The sign of what a tag counts under now."""
        return self.signs.get(theme, UNKNOWN)

    @cached_property
    def _standing(self) -> dict[str, str]:
        """What was asked already of what themes (ids) stand for."""
        return {}

    def _stands_for(self, theme: str) -> str:
        known = self._standing.get(theme)
        if known is None:
            known = self._standing[theme] = self.holdings.standing_for(theme)
        return known

    def themes_of(self, excerpt: Excerpt) -> tuple[Theme, ...]:
        """The themes that an excerpt counts under now."""
        standing = dict.fromkeys(map(self._stands_for, excerpt.themes))
        return tuple(self.holdings.themes[theme] for theme in standing if theme in self.holdings.themes)

    def against_of(self, excerpt: Excerpt) -> tuple[Theme, ...]:
        """The themes that an excerpt speaks against now."""
        standing = dict.fromkeys(map(self._stands_for, excerpt.against))
        return tuple(self.holdings.themes[theme] for theme in standing if theme in self.holdings.themes)

    def read_by_me(self, excerpt: Excerpt) -> Excerpt:
        """The excerpt as the reviewer who works here reads it: a colleague's with what they would change."""
        return as_read(excerpt, self.holdings.recodes.get((self.reviewer, excerpt.id)))

    def excerpts_under(self, theme: str) -> list[Excerpt]:
        """The excerpts that count under a theme, by document and place."""
        evidence = self.evidence.get(theme)
        return self._by_place(evidence.excerpts if evidence is not None else ())

    def excerpts_against(self, theme: str) -> list[Excerpt]:
        """The excerpts that speak against a theme, by document and place."""
        evidence = self.evidence.get(theme)
        return self._by_place(evidence.against if evidence is not None else ())

    def _by_place(self, excerpts: Iterable[str]) -> list[Excerpt]:
        found = [self.holdings.excerpts[excerpt] for excerpt in excerpts]
        return sorted(found, key=lambda each: (each.document, each.start, each.end, each.id))

    def excerpts_apart(self, theme: str) -> list[Excerpt]:
        """The excerpts of a theme, or against it, that do not stand in the present texts, by document and place."""
        evidence = self.evidence.get(theme)
        return self._by_place(evidence.apart if evidence is not None else ())

    def marks_of(self, document: str, text: str) -> list[Mark]:
        """What the reader shows of a document's excerpts in its `text`: one mark for each theme on each segment.

        An excerpt whose words are not what stands there has none, whatever its file says.
        """
        marks: list[Mark] = []
        for excerpt in self.holdings.excerpts_of(document):
            marks += self._marks(excerpt, text)
        return marks

    @cached_property
    def _marked(self) -> dict[str, tuple[Excerpt, Recode | None, tuple[Mark, ...]]]:
        """The marks that were made already, by excerpt, with what they were made of."""
        return {}

    def _marks(self, excerpt: Excerpt, text: str) -> tuple[Mark, ...]:
        recode = self.holdings.recodes.get((self.reviewer, excerpt.id))
        known = self._marked.get(excerpt.id)
        if known is not None and known[0] is excerpt and known[1] is recode:
            return known[2]
        read = as_read(excerpt, recode)
        own = excerpt.reviewer == self.reviewer
        stands = all(text[each.start : each.end] == each.exact for each in excerpt.segments)
        themes = self.themes_of(read) or self.against_of(read)
        signs = [self.sign(theme.id) for theme in themes] or [UNKNOWN]
        marks = tuple(
            Mark(segment.start, segment.end, sign.letter, sign.colour, excerpt.id, own)
            for segment in excerpt.segments
            for sign in signs
            if stands
        )
        self._marked[excerpt.id] = (excerpt, recode, marks)
        return marks

    def like(self, **changes: object) -> "Snapshot":
        """The same with other values; what was computed from the codebook or the memos is kept while they are the same."""
        values: dict[str, object] = {
            "project": self.project,
            "holdings": self.holdings,
            "reviewer": self.reviewer,
            "recent": self.recent,
            "digits": self.digits,
        }
        after = Snapshot(**(values | changes))  # type: ignore[arg-type]
        if after.holdings.themes is self.holdings.themes:
            for name in ("tree", "signs", "_standing"):
                if name in self.__dict__:
                    after.__dict__[name] = self.__dict__[name]
            if after.reviewer == self.reviewer and "_marked" in self.__dict__:
                after.__dict__["_marked"] = self.__dict__["_marked"]
            if after.holdings.documents is self.holdings.documents:
                counted = (
                    (self.evidence, self.as_read) if "evidence" in self.__dict__ else self.__dict__.get("_counted")
                )
                if counted is not None:
                    after.__dict__["_counted"] = counted
        if after.holdings.memos is self.holdings.memos and "backlinks" in self.__dict__:
            after.__dict__["backlinks"] = self.__dict__["backlinks"]
        return after
