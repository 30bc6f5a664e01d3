"""Who has looked for what speaks against a theme, so that nobody has to rely on a memory of having looked.

The proof of a look is on disk: a logged search that names the theme, whatever it found, or an excerpt that speaks against it, as
its own reviewer or a colleague reads it. A verdict counts once it was carried out. Proof for a merged theme is proof for the one
that it went to, never for themes above or below.
"""

from collections.abc import Iterator

from store.codebook import Theme
from store.holdings import Holdings
from store.searches import LoggedSearch
from themes.tree import build_tree


def looks(holdings: Holdings, theme: str) -> list[LoggedSearch]:
    """The logged searches for counter-evidence to a theme (id), by all reviewers, in the order of time."""
    return looks_by_theme(holdings).get(theme, [])


def looks_by_theme(holdings: Holdings) -> dict[str, list[LoggedSearch]]:
    """The same for every theme that was named, by the id of the theme that stands for it now."""
    found: dict[str, list[LoggedSearch]] = {}
    for entry in sorted(holdings.logged.values(), key=lambda each: (str(each.when or ""), each.id)):
        for theme in dict.fromkeys(map(holdings.standing_for, entry.against)):
            found.setdefault(theme, []).append(entry)
    return found


def unlooked(holdings: Holdings) -> list[Theme]:
    """The themes in use for which nobody has looked for counter-evidence, in the order of the tree."""
    proved = {holdings.standing_for(theme) for theme in set(_proved(holdings))}
    walked = (node.theme for node in build_tree(holdings.themes).walk())
    return [theme for theme in walked if theme.active and theme.id not in proved]


def _proved(holdings: Holdings) -> Iterator[str]:
    for entry in holdings.logged.values():
        yield from entry.against
    for excerpt in holdings.placed.values():
        yield from excerpt.against
    for recode in holdings.recodes.values():
        yield from recode.against
