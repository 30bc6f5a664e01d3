"""What of a project the standard has no place for, each thing by its name, so that nobody looks for it in another program.

What goes out beside the project (see `supplement`) is no loss for who opens it with catena, and is told as that.
"""

from collections.abc import Iterator

from store.cases import PARTICIPANT
from store.exchange.refi.remarks import Remark
from store.holdings import Holdings

_DESCRIBED = "include, exclude and source stand in its description"
_LISTED = "a list of values goes out as one text"
_OTHERWISE = (_DESCRIBED, _LISTED)
_UNTOLD = ("kind", "letter", "example")
_NOT_IN_IT, _CATENA_ALONE = "not in it", "told to catena alone"


def losses(holdings: Holdings, supplemented: bool = False) -> tuple[Remark, ...]:
    """Remarks on all that `holdings` have and no REFI-QDA file can hold; `supplemented` is whether a supplement goes along."""
    beside = _CATENA_ALONE if supplemented else _NOT_IN_IT
    found = [
        *(
            Remark("changed" if said in _OTHERWISE else "lost", what, name, said)
            for what, name, said in _losses(holdings)
        ),
        *(
            Remark("kept" if supplemented else "lost", what, name, f"{said} {beside}")
            for what, name, said in _supplemented(holdings)
        ),
    ]
    return tuple(dict.fromkeys(found))


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
        if excerpt.other.get("whole") is True and excerpt.says_more:
            yield "excerpt", excerpt.id, "what is said of a coding of a whole document besides is not in it"
    for theme in held.themes.values():
        if theme.include or theme.exclude or theme.source:
            yield "theme", theme.name, _DESCRIBED
    for case in held.cases.values():
        if any(isinstance(value, list) for value in case.attributes.values()):
            yield "case", case.id, _LISTED
    for memo in held.memos.values():
        if memo.searches or memo.reviews:
            yield "memo", memo.title, "that it was written from a search or a review is not in it"


def _supplemented(held: Holdings) -> Iterator[tuple[str, str, str]]:
    """What goes out beside the project, where something does."""
    for excerpt in held.excerpts.values():
        if excerpt.against:
            yield "excerpt", excerpt.id, "that it speaks against themes is"
        if excerpt.context:
            yield "excerpt", excerpt.id, "that it is context of themes is"
        if excerpt.rejected:
            yield "excerpt", excerpt.id, "themes that it was decided not to have are"
        if excerpt.starred:
            yield "excerpt", excerpt.id, "that it is starred is"
        if set(excerpt.attribution) - {"case"}:
            yield "excerpt", excerpt.id, "who speaks, as it was entered by hand, is"
    for theme in held.themes.values():
        if theme.aliases:
            yield "theme", theme.name, "its earlier names are"
        if any(getattr(theme, key) for key in _UNTOLD):
            yield "theme", theme.name, "its kind, letter and example are"
        if theme.status == "agreed":
            yield "theme", theme.name, "that it is agreed is"
    for case in held.cases.values():
        if case.aliases or case.kind != PARTICIPANT:
            yield "case", case.id, "its aliases and its kind are"
    for document in held.documents.values():
        if document.kind != "interview":
            yield "document", document.id, "its kind is"
        if document.partial:
            yield "document", document.id, "that it is only a part of what was said is"
        if document.rules.regions or document.rules.furniture or document.rules.off:
            yield "document", document.id, "its rules for searching are"
        if document.places.pages or document.places.times:
            yield "document", document.id, "its pages and times are"
    for memo in held.memos.values():
        if memo.type != "analytic":
            yield "memo", memo.title, "its type is"
