"""How much evidence a theme has: excerpts, documents and cases, counted from the excerpts themselves.

An excerpt counts once for each theme it is tagged with, and under the theme that a merged theme went to. A theme that was split
keeps the excerpts that nobody has assigned yet. Documents that are literature have no cases.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from store.excerpts import Excerpt
from store.holdings import Holdings


@dataclass
class Evidence:
    """What supports a theme: ids of excerpts, documents and cases."""

    excerpts: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    cases: set[str] = field(default_factory=set)


def count_evidence(holdings: Holdings, excerpts: Iterable[Excerpt] | None = None) -> dict[str, Evidence]:
    """The evidence of every theme of the codebook, by id, from the given excerpts (default: all)."""
    counted = {theme: Evidence() for theme in holdings.themes}
    now: dict[str, str] = {}
    for excerpt in holdings.excerpts.values() if excerpts is None else excerpts:
        document = holdings.documents.get(excerpt.document)
        for tagged in excerpt.themes:
            if tagged not in now:
                now[tagged] = holdings.standing_for(tagged)
            evidence = counted.setdefault(now[tagged], Evidence())
            evidence.excerpts.add(excerpt.id)
            evidence.documents.add(excerpt.document)
            if document is not None and document.kind != "literature":
                evidence.cases.update(document.cases)
    return counted


def excerpts_under(holdings: Holdings, theme: str) -> list[Excerpt]:
    """The excerpts that count under a theme, by document and place."""
    now: dict[str, str] = {}
    found = []
    for excerpt in holdings.excerpts.values():
        for tagged in excerpt.themes:
            if tagged not in now:
                now[tagged] = holdings.standing_for(tagged)
            if now[tagged] == theme:
                found.append(excerpt)
                break
    return sorted(found, key=lambda each: (each.document, each.start, each.end, each.id))
