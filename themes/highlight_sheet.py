"""Excerpts as a sheet for a spreadsheet or for statistics: a row for each theme that an excerpt has.

An excerpt counts under the theme that its own goes by now, as everywhere; one without any theme has a row too. Times are in UTC.
A cell that a spreadsheet would take for a formula leaves with an apostrophe before it, as in the sheet of cases.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from store.case_sheets import neutral
from store.excerpts import Excerpt
from store.holdings import Holdings
from themes.tree import build_tree

COLUMNS = (
    *("excerpt", "document", "title", "kind", "cases", "start", "end", "ranges", "text"),
    *("theme", "path", "speaks", "reviewer", "note", "starred", "attribution", "created", "state", "citation"),
)
FOR, AGAINST = "for", "against"
"""What an excerpt can say to a theme."""

Seen = Callable[[Excerpt], tuple[str, str, str]]
"""Whether an excerpt still stands in its text (exact, to check, missing), who speaks there, and how it is cited."""


def to_csv(holdings: Holdings, excerpts: Iterable[Excerpt], seen: Seen) -> str:
    """The excerpts as CSV, in the order given."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows_of(holdings, excerpts, seen):
        writer.writerow(map(neutral, row))
    return out.getvalue()


def rows_of(holdings: Holdings, excerpts: Iterable[Excerpt], seen: Seen) -> Iterator[Sequence[str]]:
    """A row of COLUMNS for each theme of each excerpt."""
    nodes = build_tree(holdings.themes).nodes
    for excerpt in excerpts:
        document = holdings.documents.get(excerpt.document)
        state, attribution, citation = seen(excerpt)
        about = (
            excerpt.id,
            excerpt.document,
            document.title if document else "",
            document.kind if document else "",
            "; ".join(document.cases) if document else "",
            str(excerpt.start),
            str(excerpt.end),
            "; ".join(f"{start}-{end}" for start, end in excerpt.ranges),
            excerpt.text,
        )
        created = f"{excerpt.created:%Y-%m-%dT%H:%M:%SZ}" if excerpt.created else ""
        starred = "yes" if excerpt.starred else ""
        rest = (excerpt.reviewer, excerpt.note, starred, attribution, created, state, citation)
        for theme, speaks in _themes_of(holdings, excerpt):
            path = nodes[theme].path_text if theme in nodes else theme
            yield *about, theme, path, speaks, *rest


def _themes_of(holdings: Holdings, excerpt: Excerpt) -> list[tuple[str, str]]:
    pairs = [(each, FOR) for each in excerpt.themes] + [(each, AGAINST) for each in excerpt.against]
    return list(dict.fromkeys((holdings.standing_for(each), speaks) for each, speaks in pairs)) or [("", "")]
