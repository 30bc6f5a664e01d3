"""The holdings with pseudonyms in place of real names, so that nothing made of them can hold one.

Ids and places stay as they are: they are what a quotation is found again by. Other names of cases, e-mail addresses of
reviewers, surroundings of excerpts and sources of documents are no part of what is shown to others, and are left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from store.cases import Case
from store.codebook import Theme
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.memos import Memo
from store.project import Settings
from store.pseudonyms import NameKey
from store.quotas import Quota
from store.reviews import Review
from store.searches import LoggedSearch

Words = Callable[[str], str]


def veiled(holdings: Holdings, key: NameKey) -> Holdings:
    """The same holdings with every text as others may read it."""
    words: Words = key.without_names if key.names else _as_it_is
    return replace(
        holdings,
        documents={
            name: replace(each, title=words(each.title), source="", original="")
            for name, each in holdings.documents.items()
        },
        cases={name: _case(each, words) for name, each in holdings.cases.items()},
        themes={name: _theme(each, words) for name, each in holdings.themes.items()},
        excerpts={name: _excerpt(each, words) for name, each in holdings.excerpts.items()},
        memos={name: _memo(each, words) for name, each in holdings.memos.items()},
        reviewers={name: replace(each, name=words(each.name), email="") for name, each in holdings.reviewers.items()},
        reviews={name: _review(each, words) for name, each in holdings.reviews.items()},
        quotas={name: _quota(each, words) for name, each in holdings.quotas.items()},
        logged={name: _search(each, words) for name, each in holdings.logged.items()},
    )


def _as_it_is(text: str) -> str:
    return text


def veiled_settings(settings: Settings, key: NameKey) -> Settings:
    """What the project says of itself, as others may read it."""
    if not key.names:
        return settings
    declared = {
        key.without_names(name): replace(
            each,
            key=key.without_names(each.key),
            title=key.without_names(each.title),
            values=tuple(map(key.without_names, each.values)),
        )
        for name, each in settings.attributes.items()
    }
    return replace(settings, title=key.without_names(settings.title), attributes=declared)


def fields_without_names(fields: Mapping[str, str], key: NameKey) -> dict[str, str]:
    """Who speaks, by field, as others may read it."""
    return {name: key.without_names(value) for name, value in fields.items()} if key.names else dict(fields)


def _case(case: Case, words: Words) -> Case:
    attributes = {words(key): _value(value, words) for key, value in case.attributes.items()}
    return replace(case, name=words(case.name), aliases=(), attributes=attributes)


def _value(value: Any, words: Words) -> Any:
    if isinstance(value, str):
        return words(value)
    return [_value(each, words) for each in value] if isinstance(value, list) else value


def _theme(theme: Theme, words: Words) -> Theme:
    return replace(
        theme,
        name=words(theme.name),
        aliases=tuple(map(words, theme.aliases)),
        definition=words(theme.definition),
        include=words(theme.include),
        exclude=words(theme.exclude),
        source=words(theme.source),
        kind=words(theme.kind),
        label="",
        other={},
    )


def _excerpt(excerpt: Excerpt, words: Words) -> Excerpt:
    if words is _as_it_is:
        return excerpt
    return replace(
        excerpt,
        segments=tuple(replace(each, exact=words(each.exact), prefix="", suffix="") for each in excerpt.segments),
        note=words(excerpt.note),
        attribution={name: words(value) for name, value in excerpt.attribution.items()},
    )


def _memo(memo: Memo, words: Words) -> Memo:
    return replace(
        memo, title=words(memo.title), type=words(memo.type), body=words(memo.body), other={}, written_head=""
    )


def _review(review: Review, words: Words) -> Review:
    return replace(
        review,
        title=words(review.title),
        open_points=tuple(map(words, review.open_points)),
        settled=tuple(map(words, review.settled)),
        verdicts={name: replace(each, reason=words(each.reason)) for name, each in review.verdicts.items()},
        pairs={name: replace(each, reason=words(each.reason)) for name, each in review.pairs.items()},
    )


def _quota(quota: Quota, words: Words) -> Quota:
    cells = {
        name: replace(each, values=tuple(map(words, each.values)), note=words(each.note))
        for name, each in quota.cells.items()
    }
    return replace(quota, title=words(quota.title), by=tuple(map(words, quota.by)), cells=cells)


def _search(search: LoggedSearch, words: Words) -> LoggedSearch:
    return replace(search, question=replace(search.question, query=words(search.question.query)), why=words(search.why))
