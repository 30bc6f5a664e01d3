"""What of a project the standard has no place for, each thing by its name, so that nobody looks for it in the export."""

from collections.abc import Iterator

from store.exchange.refi.remarks import Remark
from store.holdings import Holdings

_AGAINST = "that it speaks against themes is not in it"
_DESCRIBED = "include, exclude and source stand in its description"
_LISTED = "a list of values goes out as one text"
_OTHERWISE = (_DESCRIBED, _LISTED)
_UNTOLD = ("kind", "letter", "example")


def losses(holdings: Holdings) -> tuple[Remark, ...]:
    """Remarks on all that `holdings` have and no REFI-QDA file can hold."""
    return tuple(
        dict.fromkeys(
            Remark("changed" if message in _OTHERWISE else "lost", what, name, message)
            for what, name, message in _losses(holdings)
        )
    )


def _losses(held: Holdings) -> Iterator[tuple[str, str, str]]:
    for review in held.reviews.values():
        yield "review", review.key, "rounds, verdicts and what was looked at are not in it"
    for recode in held.recodes.values():
        yield "recode", recode.excerpt, "how a colleague reads an excerpt is not in it"
    for search in held.searches:
        yield "search", search, "saved searches are not in it"
    if held.logged:
        yield "search", "", f"the log of {len(held.logged)} searches is not in it"
    for sample in held.samples.values():
        yield "sample", sample.id, "what was drawn for double coding is not in it"
    if held.done:
        yield "sample", "", "who is done with which document is not in it"
    for said in held.unanchored:
        yield "excerpt", said, "words that stand in no text are not in it"
    for quota in held.quotas.values():
        yield "case", quota.id, "what a quota wants is not in it"
    for typology in held.typologies.values():
        yield "case", typology.id, "types, and which case is of which, are not in it"
    for excerpt in held.excerpts.values():
        if excerpt.against:
            yield "excerpt", excerpt.id, _AGAINST
        if excerpt.context:
            yield "excerpt", excerpt.id, "that it is context of themes is not in it"
        if excerpt.rejected:
            yield "excerpt", excerpt.id, "themes that it was decided not to have are not in it"
        if excerpt.starred:
            yield "excerpt", excerpt.id, "that it is starred is not in it"
        if set(excerpt.attribution) - {"case"}:
            yield "excerpt", excerpt.id, "who speaks, as it was entered by hand, is not in it"
    for theme in held.themes.values():
        if theme.aliases:
            yield "theme", theme.name, "its earlier names are not in it"
        if any(getattr(theme, key) for key in _UNTOLD):
            yield "theme", theme.name, "its kind, letter and example are not in it"
        if theme.status == "agreed":
            yield "theme", theme.name, "that it is agreed is not in it"
        if theme.include or theme.exclude or theme.source:
            yield "theme", theme.name, _DESCRIBED
    for case in held.cases.values():
        if case.aliases or case.kind != "participant":
            yield "case", case.id, "its aliases and its kind are not in it"
        if any(isinstance(value, list) for value in case.attributes.values()):
            yield "case", case.id, _LISTED
    for document in held.documents.values():
        if document.kind != "interview":
            yield "document", document.id, "its kind is not in it"
        if document.rules.regions or document.rules.furniture or document.rules.off:
            yield "document", document.id, "its rules for searching are not in it"
    for memo in held.memos.values():
        if memo.type != "analytic":
            yield "memo", memo.title, "its type is not in it"
        if memo.searches or memo.reviews:
            yield "memo", memo.title, "that it was written from a search or a review is not in it"
