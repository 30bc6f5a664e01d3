"""The themes that a reviewer tagged with last, as their own excerpts tell it: a new start begins where the last one ended.

Each stands behind a digit and keeps it while it is among them, so that a digit once learnt stays right.

When an excerpt was made is known by `created` alone. An excerpt without it, or one made on another machine with a wrong clock,
only changes what is offered first.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from store.codebook import Theme
from store.holdings import Holdings

RECENT_KEPT = 9
"""As many as there are digits."""
NEVER = datetime.min.replace(tzinfo=UTC)


def recent_themes(holdings: Holdings, reviewer: str, most: int) -> tuple[str, ...]:
    """The ids of up to `most` themes in use that the newest excerpts of `reviewer` (a slug) count under, the newest first."""
    own = [each for each in holdings.excerpts.values() if each.reviewer == reviewer]
    own.sort(key=lambda each: (each.created or NEVER, each.id), reverse=True)
    found: dict[str, None] = {}
    for excerpt in own:
        for tagged in reversed(excerpt.themes):
            theme = holdings.standing_for(tagged)
            if theme in holdings.themes and holdings.themes[theme].active:
                found[theme] = None
        if len(found) >= most:
            break
    return tuple(found)[:most]


def behind_digits(digits: Sequence[str], recent: Sequence[str], themes: Mapping[str, Theme]) -> tuple[str, ...]:
    """The recent themes (ids, the last one first) as they stand behind 1, 2, 3 …, from how they stood before.

    A theme keeps its digit; a new one gets the first that is free, of a theme that is no longer recent or in use.
    """
    given = [theme for theme in recent if theme in themes and themes[theme].active]
    stand = [theme if theme in given else "" for theme in digits]
    for theme in reversed(given):
        if theme not in stand and "" in stand:
            stand[stand.index("")] = theme
        elif theme not in stand:
            stand.append(theme)
    return tuple(stand)
