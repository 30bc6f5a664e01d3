"""Two themes side by side: what is tagged with the one, with the other and with both, as one reviewer reads it.

Every excerpt of either stands on exactly one side. Where an excerpt of one theme lies over one of the other, the two may be about
the same thing under two names, so that is told as well.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.acts import Act, together
from store.codebook import Theme
from store.errors import UsageFault
from store.excerpt_acts import recode
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.recode_acts import read_otherwise
from themes.counts import as_read_by, excerpts_by_theme


@dataclass(frozen=True, slots=True)
class Sides:
    """The excerpts under one theme alone, under both, and under the other alone, each by document and place.

    `meeting` are the ids of those on one side alone that lie over an excerpt of the other side.
    """

    one: tuple[Excerpt, ...] = ()
    both: tuple[Excerpt, ...] = ()
    other: tuple[Excerpt, ...] = ()
    meeting: frozenset[str] = frozenset()


def sides_of(holdings: Holdings, reviewer: str, one: str, other: str) -> Sides:
    """The excerpts of two themes (ids) by side."""
    counted = excerpts_by_theme(as_read_by(holdings, reviewer))
    here, there = counted.get(one, []), counted.get(other, [])
    both = {each.id for each in here} & {each.id for each in there}
    left = tuple(each for each in here if each.id not in both)
    right = tuple(each for each in there if each.id not in both)
    meeting = _meeting(left, right)
    return Sides(left, tuple(each for each in here if each.id in both), right, meeting)


def _meeting(one: Sequence[Excerpt], other: Sequence[Excerpt]) -> frozenset[str]:
    found: set[str] = set()
    by_document: dict[str, list[Excerpt]] = {}
    for each in other:
        by_document.setdefault(each.document, []).append(each)
    for each in one:
        for near in by_document.get(each.document, ()):
            if any(a[0] < b[1] and b[0] < a[1] for a in each.ranges for b in near.ranges):
                found |= {each.id, near.id}
    return frozenset(found)


def neighbours(holdings: Holdings, reviewer: str, theme: str) -> list[tuple[Theme, int]]:
    """The other themes in use with how many excerpts they share with a theme (id), those that share most first."""
    counted = excerpts_by_theme(as_read_by(holdings, reviewer))
    mine = {each.id for each in counted.get(theme, ())}
    shared = [
        (each, len(mine & {excerpt.id for excerpt in counted.get(each.id, ())}))
        for each in holdings.themes.values()
        if each.active and each.id != theme
    ]
    return sorted(shared, key=lambda pair: (-pair[1], pair[0].name.casefold(), pair[0].id))


def move_some(holdings: Holdings, reviewer: str, excerpts: Iterable[str], away: Theme, to: Theme, why: str = "") -> Act:
    """Excerpts (ids) move from one theme to the other in one act; a colleague's is read so in the reviewer's own file.

    Raises UsageFault where none is named, and as the move of each does.
    """
    acts: list[Act] = []
    for key in excerpts:
        excerpt = holdings.excerpts.get(key)
        if excerpt is None:
            raise UsageFault(f"the excerpt {key} is not here any more")
        if excerpt.reviewer == reviewer:
            acts.append(recode(holdings, excerpt, away, to)[0])
        else:
            acts.append(read_otherwise(holdings, reviewer, excerpt, [to], [away])[0])
    if not acts:
        raise UsageFault("nothing was marked that could move")
    count = f"{len(acts)} excerpt{'' if len(acts) == 1 else 's'}"
    listed = "\n".join(f"- {act.message}" for act in acts)
    changes = together(*acts).changes
    message = f"move {count} from {away.name} to {to.name}"
    return Act("recode some", message, changes, f"{why}\n\n{listed}" if why else listed)
