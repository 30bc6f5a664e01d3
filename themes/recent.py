"""The themes that a reviewer tagged with last, as their own excerpts tell it: a new start begins where the last one ended.

When an excerpt was made is known by `created` alone. An excerpt without it, or one made on another machine with a wrong clock,
only changes what is offered first.
"""

from datetime import UTC, datetime

from store.holdings import Holdings

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
