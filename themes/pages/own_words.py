"""The findings of an empty study: what is written of them is what the program itself says in every export."""

from store.holdings import Holdings
from store.project import Settings
from themes.pages.findings import Choice, Findings, Origin


def nothing() -> Findings:
    """Findings of nothing."""
    return Findings(Settings("", "."), Origin("."), Holdings(), Choice(), (), (), {}, ())
