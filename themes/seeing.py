"""What a reviewer may see of the others' work: everything, but for what a blind sample hides.

While a sample is blind and open, none of its reviewers sees in its documents what another tagged, read otherwise, judged or
wrote about, until both are done with the document; the consensus about it is seen by who is done with it. This is a courtesy
that the app and all commands keep at this one place. It is no secrecy: whoever has the files of a shared repository, or its
history, can read them.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from store.double_coding import DoneKey
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.memos import Memo
from store.project import Project
from store.reviewers import CONSENSUS, likely_reviewer, reviewer_here

if TYPE_CHECKING:
    from store.sharing.news import News


def reader_of(project: Project, holdings: Holdings, asked_for: str = "") -> str:
    """The slug of who reads here: who was asked for, else who works here; git is asked only where a sample hides something."""
    if asked_for or not any(sample.hides for sample in holdings.samples.values()):
        return asked_for or reviewer_here(project)
    from store.git import Git

    return reviewer_here(project) or likely_reviewer(holdings.reviewers, Git(project.root).identity())


def hidden_from(holdings: Holdings, reader: str) -> frozenset[DoneKey]:
    """The reviewers (slugs) and documents (ids) of which the reader sees no tags yet."""
    hidden: set[DoneKey] = set()
    for sample in holdings.samples.values():
        if not sample.hides or reader not in sample.reviewers:
            continue
        for document in sample.documents:
            ready = (reader, document) in holdings.done
            others = {each for each in sample.reviewers if each != reader}
            hidden.update((each, document) for each in others if not ready or (each, document) not in holdings.done)
            if not ready:
                hidden.add((CONSENSUS, document))
    return frozenset(hidden)


def as_seen_by(holdings: Holdings, reader: str, hidden_reviewers: Collection[str] = ()) -> Holdings:
    """The holdings as the reader may see them, without the excerpts of `hidden_reviewers` whom they do not want to see.

    Where nothing is hidden it is the same object.
    """
    hidden = hidden_from(holdings, reader)
    unwanted = frozenset(hidden_reviewers) - {reader}
    if not hidden and not unwanted:
        return holdings

    def is_hidden(excerpt: Excerpt) -> bool:
        return excerpt.reviewer in unwanted or (excerpt.reviewer, excerpt.document) in hidden

    excerpts = {key: each for key, each in holdings.excerpts.items() if not is_hidden(each)}
    gone = holdings.excerpts.keys() - excerpts.keys()

    def tells(memo: Memo) -> bool:
        if memo.reviewer == reader:
            return False
        return bool(gone.intersection(memo.excerpts)) or any((memo.reviewer, each) in hidden for each in memo.documents)

    return replace(
        holdings,
        excerpts=excerpts,
        recodes={
            (who, key): each
            for (who, key), each in holdings.recodes.items()
            if key not in gone and who not in unwanted and (who, each.document) not in hidden
        },
        memos={key: each for key, each in holdings.memos.items() if not tells(each)},
        unanchored={
            key: each
            for key, each in holdings.unanchored.items()
            if each.reviewer not in unwanted and (each.reviewer, each.document) not in hidden
        },
        reviews={
            key: review
            if review.reviewer == reader
            else replace(
                review,
                verdicts={
                    name: each
                    for name, each in review.verdicts.items()
                    if each.excerpt not in gone and not _judged_in(holdings, review.reviewer, each.excerpt, hidden)
                },
            )
            for key, review in holdings.reviews.items()
        },
    )


def news_seen(news: "Iterable[News]", seen: Holdings, hidden: Collection[DoneKey]) -> "list[News]":
    """The news without what tells of hidden work; `seen` are the holdings as the reader may see them."""
    if not hidden:
        return list(news)

    def tells(each: "News") -> bool:
        if each.kind == "verdict":
            return each.id not in seen.excerpts
        return (each.reviewer, each.document) in hidden or (each.kind == "memo" and each.id not in seen.memos)

    return [each for each in news if each.kind == "done" or not tells(each)]


def _judged_in(holdings: Holdings, reviewer: str, excerpt: str, hidden: Collection[DoneKey]) -> bool:
    """Whether a reviewer's verdict is on an excerpt in a document of which their work is hidden."""
    found = holdings.excerpts.get(excerpt)
    return found is not None and (reviewer, found.document) in hidden
