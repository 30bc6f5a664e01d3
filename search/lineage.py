"""Which themes a tag stands for in a query: `theme:` means a theme with all that is below it, wherever merged ones went."""

from collections.abc import Callable, Iterable

from store.holdings import Holdings


def lineage(holdings: Holdings) -> Callable[[Iterable[str]], set[str]]:
    """A function from the themes of a tag to all themes by which a query finds it: they, what they became, what is above."""
    known: dict[str, frozenset[str]] = {}

    def reached(themes: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for theme in themes:
            if theme not in known:
                known[theme] = _reached(holdings, theme)
            found |= known[theme]
        return found

    return reached


def _reached(holdings: Holdings, theme: str) -> frozenset[str]:
    found: set[str] = set()
    waiting = [theme, *(each.id for each in holdings.theme_of(theme))]
    while waiting:
        here = waiting.pop()
        if here and here not in found:
            found.add(here)
            if here in holdings.themes:
                waiting.append(holdings.themes[here].parent)
    return frozenset(found)
