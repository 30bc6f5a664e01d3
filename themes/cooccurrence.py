"""Themes that meet: where two of them stand on the same words, in the same passage, near each other, or in the same document.

A cell holds the pairs of excerpts that meet (one excerpt with both themes is a pair with itself), or the documents in which both
are found. Pairs of excerpts of different reviewers are pairs too, so whoever wants one reviewer's view gives only their excerpts.
A table of it is its own mirror, and its diagonal is empty: a theme does not meet itself.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from store.excerpts import Excerpt
from store.holdings import Holdings
from themes.tables import Gathering, Table
from themes.theme_tables import theme_labels

LEVELS = ("overlap", "passage", "near", "document")
NEAR = 500
"""Code points between two excerpts that are near each other, unless another number is given."""

Range = tuple[int, int]


def cooccurrence_table(
    holdings: Holdings,
    level: str = "overlap",
    near: int = NEAR,
    passages_of: Callable[[str], Sequence[Range]] | None = None,
    themes: Sequence[str] = (),
) -> Table:
    """Which themes meet how often on one of the LEVELS.

    For `passage`, `passages_of` gives the half-open ranges of a document's passages, in order. `near` counts code points between
    the end of the one excerpt and the beginning of the other.
    """
    labels = theme_labels(holdings, themes)
    standing = {theme: holdings.standing_for(theme) for theme in holdings.themes}
    gathering = Gathering()
    for document in holdings.documents:
        excerpts = [each for each in holdings.excerpts_of(document) if each.themes]
        for first, second in _meeting(excerpts, level, near, passages_of(document) if passages_of else ()):
            counted = document if level == "document" else "+".join(sorted({first.id, second.id}))
            ours = {standing.get(theme, theme) for theme in first.themes}
            theirs = {standing.get(theme, theme) for theme in second.themes}
            places = {
                (one, other) if one < other else (other, one)
                for one in ours
                for other in theirs
                if one != other and one in labels and other in labels
            }
            for one, other in places:
                gathering.add(labels[one], labels[other], (counted,), first.id)
                if second is not first:
                    gathering.add(labels[one], labels[other], (), second.id)
    half = gathering.cells()
    return Table(
        title=f"themes that meet: {_WHERE[level].format(near=near)}",
        heads=("theme",),
        across="theme",
        counts="documents" if level == "document" else "pairs",
        rows=tuple(labels.values()),
        columns=tuple(labels.values()),
        cells=half | {(column, row): cell for (row, column), cell in half.items()},
        basis=(
            f"{'documents with both' if level == 'document' else 'pairs of excerpts'}, {_WHERE[level].format(near=near)}",
        ),
        keys={label: theme for theme, label in labels.items()},
    )


_WHERE = {
    "overlap": "on the same words",
    "passage": "in the same passage",
    "near": "not more than {near} characters apart",
    "document": "in the same document",
}


def _meeting(
    excerpts: Sequence[Excerpt], level: str, near: int, passages: Sequence[Range]
) -> Iterable[tuple[Excerpt, Excerpt]]:
    """The pairs that meet, each once, an excerpt with itself included; the excerpts are in order of their places."""
    if level == "document":
        for place, first in enumerate(excerpts):
            yield from ((first, second) for second in excerpts[place:])
        return
    if level == "passage":
        yield from ((each, each) for each in excerpts)
        seen = {(each.id, each.id) for each in excerpts}
        for inside in _by_passage(excerpts, passages):
            for place, first in enumerate(inside):
                for second in inside[place:]:
                    if (first.id, second.id) not in seen:
                        seen.add((first.id, second.id))
                        yield first, second
        return
    reach = near if level == "near" else 0
    for place, first in enumerate(excerpts):
        yield first, first
        for second in excerpts[place + 1 :]:
            if second.start > first.end + reach:
                break
            if _meet(first, second, reach, strictly=level == "overlap"):
                yield first, second


def _meet(first: Excerpt, second: Excerpt, reach: int, *, strictly: bool) -> bool:
    """Whether any range of the one shares a character with one of the other, or is within reach of it."""
    for start, end in first.ranges:
        for other_start, other_end in second.ranges:
            apart = max(start, other_start) - min(end, other_end)
            if apart < 0 if strictly else apart <= reach:
                return True
    return False


def _by_passage(excerpts: Sequence[Excerpt], passages: Sequence[Range]) -> Iterable[list[Excerpt]]:
    """The excerpts that share a character with each passage that has any."""
    inside: dict[int, dict[str, Excerpt]] = {}
    for excerpt in excerpts:
        for start, end in excerpt.ranges:
            place = bisect_right(passages, start, key=lambda passage: passage[1])
            while place < len(passages) and passages[place][0] < end:
                inside.setdefault(place, {})[excerpt.id] = excerpt
                place += 1
    return [list(each.values()) for each in inside.values()]
