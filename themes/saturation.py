"""Saturation after Guest, Namey and Chen (2020): how much that is new each further document brings.

The base size is the number of documents in which the themes first seen make up the base; a run is so many documents one after
another, and moves on by one. Its new information is the number of themes first seen in it, in percent of those in the base. The
rule stops at the end of the first run after the base that brings no more than the threshold. The order of the documents is part
of the finding: another one gives another answer, and documents after the stop can still bring something new.

Source: PLOS ONE 15(5), e0232076.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from store.holdings import Holdings
from themes.tables import rounded


@dataclass(frozen=True, slots=True)
class Unit:
    """A document in its place (from 1): the themes (ids) first seen in it, and how many there are until then."""

    place: int
    document: str
    new: tuple[str, ...]
    until_now: int


@dataclass(frozen=True, slots=True)
class Run:
    """The documents from place `first` to `last`, both included, and the themes that are new in them."""

    first: int
    last: int
    new: int
    share: Fraction | None
    """Of the base, in percent; None where the base has no theme."""

    @property
    def percent(self) -> str:
        return rounded(self.share, 1) if self.share is not None else ""


@dataclass(frozen=True)
class Saturation:
    """The documents in their order, the runs after the base, and the place where the rule stops, or None."""

    units: tuple[Unit, ...]
    base: int
    base_themes: int
    run: int
    threshold: Fraction
    runs: tuple[Run, ...]
    stop: int | None

    @property
    def new_after_stop(self) -> int:
        """Themes first seen in documents after the stop: what the rule would have missed."""
        return sum(len(unit.new) for unit in self.units if self.stop is not None and unit.place > self.stop)


def saturation_of(
    themes_by_document: Iterable[tuple[str, Iterable[str]]],
    base: int = 4,
    run: int = 2,
    threshold: Fraction = Fraction(5),
) -> Saturation:
    """The saturation of documents (id, ids of their themes) in the order given; `threshold` in percent."""
    seen: set[str] = set()
    units: list[Unit] = []
    for place, (document, themes) in enumerate(themes_by_document, 1):
        new = tuple(sorted(set(themes) - seen))
        seen.update(new)
        units.append(Unit(place, document, new, len(seen)))
    base_themes = sum(len(unit.new) for unit in units[:base])
    runs = tuple(_runs(units, base, run, base_themes))
    stop = next((each.last for each in runs if each.share is not None and each.share <= threshold), None)
    return Saturation(tuple(units), base, base_themes, run, threshold, runs, stop)


def _runs(units: Sequence[Unit], base: int, run: int, base_themes: int) -> Iterable[Run]:
    for first in range(base, len(units) - run + 1):
        new = sum(len(unit.new) for unit in units[first : first + run])
        yield Run(first + 1, first + run, new, Fraction(100 * new, base_themes) if base_themes else None)


def themes_in_order(holdings: Holdings, documents: Sequence[str]) -> list[tuple[str, set[str]]]:
    """The themes that each of these documents has excerpts under, as they stand now."""
    standing = {theme: holdings.standing_for(theme) for theme in holdings.themes}
    return [
        (
            document,
            {standing.get(theme, theme) for excerpt in holdings.excerpts_of(document) for theme in excerpt.themes},
        )
        for document in documents
    ]
