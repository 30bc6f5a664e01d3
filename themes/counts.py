"""How much evidence a theme has: excerpts, documents and cases, counted from the excerpts themselves.

An excerpt counts once for each theme it is tagged with, and under the theme that a merged theme went to. A theme that was split
keeps the excerpts that nobody has assigned yet. Excerpts that speak against a theme are counted apart, and never for it, and so
are those whose words are not, or not surely, in the text that their document has now. Documents that are literature have no
cases.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from store.excerpts import Excerpt
from store.holdings import Holdings
from store.recodes import as_read


@dataclass
class Evidence:
    """What supports a theme: ids of excerpts, documents and cases; the excerpts that speak against it; and those, for it or
    against it, that do not stand in the present texts."""

    excerpts: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    cases: set[str] = field(default_factory=set)
    against: set[str] = field(default_factory=set)
    apart: set[str] = field(default_factory=set)


def count_evidence(
    holdings: Holdings,
    excerpts: Iterable[Excerpt] | None = None,
    cases_of: Callable[[Excerpt], Iterable[str]] | None = None,
) -> dict[str, Evidence]:
    """The evidence of every theme of the codebook, by id, from the given excerpts (default: all).

    `cases_of` says whose words an excerpt is (ids of cases); without it they are of all cases of its document.
    """
    counted = {theme: Evidence() for theme in holdings.themes}
    now: dict[str, str] = {}
    for excerpt in holdings.excerpts.values() if excerpts is None else excerpts:
        document = holdings.documents.get(excerpt.document)
        if not holdings.is_placed(excerpt):
            for tagged in (*excerpt.themes, *excerpt.against):
                counted.setdefault(holdings.standing_for(tagged), Evidence()).apart.add(excerpt.id)
            continue
        for tagged in excerpt.themes:
            if tagged not in now:
                now[tagged] = holdings.standing_for(tagged)
            evidence = counted.setdefault(now[tagged], Evidence())
            evidence.excerpts.add(excerpt.id)
            evidence.documents.add(excerpt.document)
            if document is not None and document.kind != "literature":
                evidence.cases.update(document.cases if cases_of is None else cases_of(excerpt))
        for tagged in excerpt.against:
            if tagged not in now:
                now[tagged] = holdings.standing_for(tagged)
            counted.setdefault(now[tagged], Evidence()).against.add(excerpt.id)
    return counted


def recount_evidence(counted: Mapping[str, Evidence], before: Holdings, after: Holdings) -> dict[str, Evidence]:
    """The evidence after an act, from what was counted before it: only the themes of excerpts that changed are counted anew.

    Both must have the same codebook and documents. What did not change is shared with `counted`, so nobody may write into it.
    """
    old, new = before.excerpts, after.excerpts
    changed = {key for key, excerpt in new.items() if old.get(key) is not excerpt} | (old.keys() - new.keys())
    tagged = {
        theme
        for excerpts in (old, new)
        for key in changed
        if key in excerpts
        for theme in (*excerpts[key].themes, *excerpts[key].against)
    }
    themes = {after.standing_for(theme) for theme in tagged}
    known = [counted[theme] for theme in themes if theme in counted]
    keys = {key for each in known for key in each.excerpts | each.against | each.apart}
    again = count_evidence(after, (new[key] for key in keys | changed if key in new))
    recounted = {**counted, **{theme: again.get(theme, Evidence()) for theme in themes}}
    return {theme: evidence for theme, evidence in recounted.items() if theme in after.themes or evidence != Evidence()}


def excerpts_under(holdings: Holdings, theme: str) -> list[Excerpt]:
    """The excerpts that count under a theme, by document and place."""
    return _naming(holdings, theme, lambda excerpt: excerpt.themes)


def excerpts_apart(holdings: Holdings, theme: str) -> list[Excerpt]:
    """The excerpts of a theme, or against it, that do not stand in the present texts, by document and place."""
    found = (
        excerpt
        for excerpt in holdings.unplaced.values()
        if any(holdings.standing_for(each) == theme for each in (*excerpt.themes, *excerpt.against))
    )
    return sorted(found, key=lambda each: (each.document, each.start, each.end, each.id))


def excerpts_against(holdings: Holdings, theme: str) -> list[Excerpt]:
    """The excerpts that speak against a theme, by document and place."""
    return _naming(holdings, theme, lambda excerpt: excerpt.against)


def as_read_by(holdings: Holdings, reviewer: str) -> Holdings:
    """The same with every excerpt as `reviewer` reads it: a colleague's with the themes of the reviewer's recode."""
    mine = {excerpt: recode for (who, excerpt), recode in holdings.recodes.items() if who == reviewer}
    read = {key: as_read(excerpt, mine.get(key)) for key, excerpt in holdings.excerpts.items()}
    return replace(holdings, excerpts=read)


def excerpts_by_theme(holdings: Holdings) -> dict[str, list[Excerpt]]:
    """The excerpts that count under each theme (id) that has any, by document and place: for whoever asks about many themes."""
    return _by_theme(holdings, lambda excerpt: excerpt.themes)


def _naming(holdings: Holdings, theme: str, themes_of: Callable[[Excerpt], tuple[str, ...]]) -> list[Excerpt]:
    return _by_theme(holdings, themes_of, theme).get(theme, [])


def _by_theme(
    holdings: Holdings, themes_of: Callable[[Excerpt], tuple[str, ...]], only: str = ""
) -> dict[str, list[Excerpt]]:
    now: dict[str, str] = {}
    found: dict[str, list[Excerpt]] = {}
    for excerpt in holdings.placed.values():
        under: set[str] = set()
        for tagged in themes_of(excerpt):
            if tagged not in now:
                now[tagged] = holdings.standing_for(tagged)
            under.add(now[tagged])
        for theme in under:
            if not only or theme == only:
                found.setdefault(theme, []).append(excerpt)
    for excerpts in found.values():
        excerpts.sort(key=lambda each: (each.document, each.start, each.end, each.id))
    return found


def many(number: int, what: str) -> str:
    """A number of things in words: "1 excerpt", "3 excerpts"."""
    return f"{number} {what}{'s' * (number != 1)}"
