"""Words that stand in no text here, as if they were excerpts: for a table of them alone, never beside excerpts.

A table rests either on excerpts, which can be proved, or on these, which cannot; no number is of both.
"""

from dataclasses import replace

from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from themes.theme_tables import CaseOf, cases_by_document


def only_unanchored(holdings: Holdings, reviewer: str = "") -> Holdings:
    """The holdings with the words without a text in the place of all excerpts, of one reviewer (slug) or of all."""
    excerpts = {
        key: Excerpt(
            key,
            each.reviewer,
            each.document,
            _version(holdings, each.document),
            (Segment(0, 1, each.words),),
            each.themes,
        )
        for key, each in holdings.unanchored.items()
        if reviewer in ("", each.reviewer)
    }
    return replace(holdings, excerpts=excerpts, unanchored={})


def cases_of_words(holdings: Holdings) -> CaseOf:
    """The cases that words are of: those that are named, else all of their document; none of literature."""
    by_document = cases_by_document(holdings)
    named = {
        key: tuple(case for case in each.cases if case in holdings.cases) for key, each in holdings.unanchored.items()
    }
    return lambda excerpt: named.get(excerpt.id) or by_document(excerpt)


def _version(holdings: Holdings, document: str) -> str:
    known = holdings.documents.get(document)
    return known.sha256 if known is not None else ""
