"""Findings of a study in which nobody says anything: what is written of them is what the program itself says in an export.

It has something of everything that is written about, each text a dot, so every heading and sentence of the program is there. A
word of these can be somebody's name too, and tells nothing of anybody.
"""

from datetime import UTC, datetime

from store.cases import Case
from store.codebook import STATUSES, Theme
from store.documents import KINDS, Document
from store.double_coding import Sample
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from store.memos import Memo
from store.project import Settings
from store.pseudonyms import NO_NAMES
from store.quotas import Quota, QuotaCell
from store.reviewers import Reviewer
from store.reviews import VERDICTS, PairVerdict, Review, Verdict
from store.searches import LoggedSearch, Question
from themes.pages.findings import Choice, Findings, Origin, gather

DOT = "."
DAY = datetime(2000, 1, 1, tzinfo=UTC)


def nothing() -> Findings:
    """The findings of that study."""
    shown = dict.fromkeys(("a", "b"), (DOT,))
    origin = Origin(DOT, DOT, DOT, 2)
    settings = Settings(DOT, DOT)
    choice = Choice(memos=("m",), most=1)
    return gather(_study(), settings, lambda excerpt: ({}, excerpt.id != "e2"), origin, shown, NO_NAMES, choice)


def _study() -> Holdings:
    themes = [Theme("a", DOT, definition=DOT, include=DOT, exclude=DOT, source=DOT, aliases=(DOT,), created=DAY)]
    themes += [Theme(f"b{number}", DOT, "a", status=status) for number, status in enumerate(STATUSES)]
    excerpts = [_excerpt(number, document) for number, document in enumerate("xxyz")]
    documents = [Document(key, DOT, kind, DOT, "", 1, ("p", "q")) for key, kind in zip("xyzuvw", KINDS, strict=True)]
    cases = [Case("p", DOT, attributes={DOT: "x"}), Case("q", DOT, attributes={DOT: "y"}), Case("r", DOT)]
    verdicts = {each: Verdict("e0", "a", each) for each in VERDICTS}
    review = Review("r", "x", DOT, started=DAY, verdicts=verdicts, pairs={"a-b0": PairVerdict(("a", "b0"), DOT)})
    search = LoggedSearch("s", "x", Question(DOT, untagged=True), DOT, when=DAY, against=("a",))
    return Holdings(
        documents={each.id: each for each in documents},
        cases={each.id: each for each in cases},
        themes={each.id: each for each in themes},
        excerpts={each.id: each for each in excerpts},
        memos={"m": Memo("m", DOT, "x", DOT, "reflexive", DAY, ("a",), body=DOT)},
        reviewers={each: Reviewer(each, DOT) for each in ("x", "y")},
        reviews={review.key: review},
        logged={search.id: search},
        quotas={"q": Quota("q", DOT, (DOT,), cells={"c": QuotaCell((DOT,), 1, 1)})},
        samples={"s": Sample("s", DOT, ("x",), ("x", "y"))},
    )


def _excerpt(number: int, document: str) -> Excerpt:
    where = (Segment(0, 1, DOT),)
    reviewer, against = ("x", "y")[number % 2], ("b0",) if number == 3 else ()
    return Excerpt(
        f"e{number}",
        reviewer,
        document,
        "",
        where,
        ("a", "b1", "b3")[: 3 - len(against)],
        DOT,
        starred=True,
        against=against,
    )
