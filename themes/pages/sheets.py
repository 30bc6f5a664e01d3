"""A theme as a section of an export: what it means, how much there is of it, who said it, what speaks against it, how it came.

The quotations that are printed are those that the findings chose; how many others there are is always said, and each number
leads to all of what it counts. What speaks against a theme is never left out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from store.links import Backlink, backlinks
from store.reviews import VERDICTS, Review
from store.searches import LoggedSearch
from themes.counter_evidence import looks_by_theme
from themes.pages.blocks import Block, Heading, Listed, Paragraph, Quoted, Run, Runs, number, words
from themes.pages.findings import Findings, ThemeFindings, line


@dataclass(frozen=True)
class Sheets:
    """The sections of all themes of some findings; what several of them need is looked up once."""

    findings: Findings

    def tree_head(self) -> tuple[str, ...]:
        return ("theme", "excerpts", "documents", "cases", "against")

    def row(self, theme: ThemeFindings) -> tuple[Runs, ...]:
        """The theme's line in the tree."""
        numbers = self.numbers(theme)
        return (words(Run(line(theme.theme.name), theme=theme.theme.id)), *(words(each) for each in numbers))

    def numbers(self, theme: ThemeFindings) -> tuple[Run, Run, Run, Run]:
        """Its excerpts, documents, cases, and what speaks against it."""
        name = line(theme.theme.name)
        return (
            number(f"Excerpts under {name}", "excerpts", theme.supporting, theme.supporting),
            number(f"Documents with {name}", "documents", sorted(theme.documents), theme.supporting),
            number(f"Cases with {name}", "cases", sorted(theme.cases), theme.supporting),
            number(f"Excerpts that speak against {name}", "excerpts", theme.contrary, theme.contrary),
        )

    def section(self, theme: ThemeFindings, level: int) -> Iterator[Block]:
        """The blocks of one theme, below a heading of this level."""
        known, node = theme.theme, theme.node
        yield Heading(level, line(known.name), known.id)
        place = f"{line(node.path_text)}; " if node.depth else ""
        yield Paragraph(words(f"{place}{line(known.kind) or 'theme'}, {known.status}"), "aside")
        said = (
            ("Definition", known.definition),
            ("Include", known.include),
            ("Exclude", known.exclude),
            ("Source of the concept", known.source),
            ("Earlier names", ", ".join(known.aliases)),
        )
        for label, text in said:
            if text.strip():
                yield Paragraph(words(Run(f"{label}.", strong=True), f" {text.strip()}"))
        if not any(text.strip() for _, text in said[:3]):
            yield Paragraph(words("Not defined yet."), "aside")
        yield Paragraph(self._counts(theme))
        yield from self._below(theme)
        yield from self._quotations(theme)
        if theme.contrary:
            yield Heading(level + 1, "What speaks against it")
            yield from (Quoted(self.findings.quotations[each]) for each in theme.contrary)
        yield from self._searches(known.id, bool(theme.contrary), level + 1)
        reviewed = list(self._reviews(known.id))
        if reviewed:
            yield Heading(level + 1, "Reviewed")
            yield Listed(tuple(reviewed))
        yield from self._memos(known.id, level + 1)
        told = self.findings.histories.get(known.id, ())
        if told:
            yield Heading(level + 1, "History")
            yield Listed(tuple(words(each) for each in told))

    def _counts(self, theme: ThemeFindings) -> Runs:
        excerpts, documents, cases, against = self.numbers(theme)
        if not (theme.supporting or theme.contrary):
            return words("No excerpt of its own.")
        pieces: list[str | Run] = [excerpts, f" excerpt{_s(theme.supporting)} in "]
        pieces += [documents, f" document{_s(theme.documents)}"]
        if theme.cases:
            pieces += [" of ", cases, f" case{_s(theme.cases)}"]
        if theme.contrary:
            pieces += ["; ", against, " speak against it" if len(theme.contrary) != 1 else " speaks against it"]
        return words(*pieces, ".")

    def _below(self, theme: ThemeFindings) -> Iterator[Block]:
        below = [self._by_id[each.theme.id] for each in theme.node.children if each.theme.id in self._by_id]
        if below:
            yield Paragraph(words("Themes below it:"))
            yield Listed(tuple(self._child(each) for each in below))

    def _child(self, theme: ThemeFindings) -> Runs:
        return words(Run(line(theme.theme.name), theme=theme.theme.id), ": ", self.numbers(theme)[0])

    def _quotations(self, theme: ThemeFindings) -> Iterator[Block]:
        for each in theme.printed:
            yield Quoted(self.findings.quotations[each])
        printed = set(theme.printed)
        left = [each for each in theme.supporting if each not in printed]
        if left:
            rest = number(f"Excerpts under {line(theme.theme.name)} that are not printed", "excerpts", left, left)
            yield Paragraph(words(rest, f" more {'are' if len(left) != 1 else 'is'} not printed here."), "aside")

    @cached_property
    def _by_id(self) -> Mapping[str, ThemeFindings]:
        return {each.theme.id: each for each in self.findings.themes}

    @cached_property
    def _looks(self) -> Mapping[str, list[LoggedSearch]]:
        return looks_by_theme(self.findings.holdings)

    @cached_property
    def _backlinks(self) -> Mapping[tuple[str, str], tuple[Backlink, ...]]:
        return backlinks(self.findings.holdings)

    def _searches(self, theme: str, found_any: bool, level: int) -> Iterator[Block]:
        searches = self._looks.get(theme, [])
        if searches:
            yield Heading(level, "Searches for counter-evidence")
            yield Listed(tuple(words(self._search(each)) for each in searches))
        elif not found_any:
            yield Paragraph(words("Nobody has looked for counter-evidence yet."), "aside")

    def _search(self, search: LoggedSearch) -> str:
        day = f"{search.when:%Y-%m-%d} " if search.when is not None else ""
        places = ", ".join(search.question.places) + (", untagged" if search.question.untagged else "")
        matches = "1 match" if search.hits == 1 else f"{search.hits} matches"
        why = f": {line(search.why)}" if search.why else ""
        return (
            f"{day}{self.reviewer(search.reviewer)}: “{line(search.question.query)}” in {places}, {matches} then{why}"
        )

    def reviewer(self, slug: str) -> str:
        """What a reviewer is called."""
        known = self.findings.holdings.reviewers.get(slug)
        return line(known.name) if known is not None else slug

    def _reviews(self, theme: str) -> Iterator[Runs]:
        for review in self._rounds:
            tally = self._tally(review, theme)
            if tally:
                day = f"{review.started:%Y-%m-%d} " if review.started is not None else ""
                yield words(f"{day}{self.reviewer(review.reviewer)}: {line(review.title) or review.round}: ", *tally)
            for pair in review.pairs.values():
                if theme in pair.themes:
                    other = next((each for each in pair.themes if each != theme), theme)
                    known = self.findings.holdings.themes.get(other)
                    name = line(known.name) if known is not None else other
                    why = f": {line(pair.reason)}" if pair.reason else ""
                    yield words(f"{self.reviewer(review.reviewer)}: beside {name}: {pair.verdict}{why}")

    @cached_property
    def _rounds(self) -> Sequence[Review]:
        reviews = self.findings.holdings.reviews.values()
        return sorted(reviews, key=lambda each: (str(each.started or ""), each.key))

    def _tally(self, review: Review, theme: str) -> list[str | Run]:
        given: dict[str, list[str]] = {}
        for each in review.verdicts.values():
            if self.findings.holdings.standing_for(each.theme) == theme:
                given.setdefault(each.verdict, []).append(each.excerpt)
        tally: list[str | Run] = []
        for verdict in VERDICTS:
            judged = sorted(given.get(verdict, ()))
            if judged:
                there = [each for each in judged if each in self.findings.quotations]
                heading = f"Judged “{verdict}” by {self.reviewer(review.reviewer)}"
                tally += [", " if tally else "", number(heading, "verdicts", judged, there), f" {verdict}"]
        return tally

    def _memos(self, theme: str, level: int) -> Iterator[Block]:
        chosen = {memo.id for memo in self.findings.memos}
        named = [each.memo for each in self._backlinks.get(("theme", theme), ()) if each.memo.id in chosen]
        if named:
            yield Heading(level, "Memos")
            yield Listed(
                tuple(words(f"{line(memo.title)} ({memo.type}, {self.reviewer(memo.reviewer)})") for memo in named)
            )


def tree_note(findings: Findings) -> Runs:
    """The themes out of use, where there are any, in a sentence."""
    if not findings.gone:
        return ()
    holdings = findings.holdings
    said = []
    for theme in findings.gone:
        heirs = [line(holdings.themes[each].name) for each in theme.into if each in holdings.themes]
        said.append(f"{line(theme.name)} ({theme.status}{' into ' + ', '.join(heirs) if heirs else ''})")
    return words(f"Out of use: {'; '.join(said)}.")


def opening(findings: Findings) -> Runs:
    """How much the findings rest on, in a sentence."""
    holdings, every = findings.holdings, tuple(findings.quotations)
    documents = sorted({each.excerpt.document for each in findings.quotations.values()})
    tagged = sorted({each.excerpt.reviewer for each in findings.quotations.values()})
    return words(
        number("All excerpts", "excerpts", every, every),
        f" excerpt{_s(every)} in ",
        number("Documents with excerpts", "documents", documents, every),
        " of the study’s ",
        number("Documents of the study", "documents", sorted(holdings.documents), every),
        f" document{_s(holdings.documents)}, tagged by ",
        number("Who tagged", "reviewers", tagged, every),
        f" reviewer{_s(tagged)}.",
    )


def _s(things: Collection[str]) -> str:
    return "s" * (len(things) != 1)
