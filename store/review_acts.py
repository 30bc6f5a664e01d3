"""Acts of a review round: beginning or joining it, judging, marking what was seen, noting what is open, closing.

Each writes in the reviewer's own file of the round alone. A closed round takes no more verdicts until it is opened again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from store.acts import Act, SetValue
from store.codebook import Theme, theme_name
from store.documents import Document
from store.errors import UsageFault
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.names import plain_name, slug_id
from store.reviews import (
    LEVELS,
    PAIR_VERDICTS,
    VERDICTS,
    PairVerdict,
    Range,
    Review,
    Seen,
    Verdict,
    head_of,
    joined,
    pair_entry,
    pair_key,
    seen_entry,
    verdict_entry,
)
from store.values import now


def start_round(
    holdings: Holdings,
    reviewer: str,
    title: str,
    level: int = 1,
    themes: Sequence[Theme] = (),
    documents: Sequence[Document] = (),
    order: str = "",
    why: str = "",
) -> tuple[Act, Review]:
    """A new round about `themes` and `documents` (none: all of them), with this reviewer in it."""
    if level not in LEVELS:
        raise UsageFault(f"a round has level 1 or 2, and not {level}")
    title = plain_name("a round's title", title)
    made = Review(
        round=slug_id(title, "round", {each.round for each in holdings.reviews.values()}),
        reviewer=reviewer,
        title=title,
        level=level,
        started=now(),
        themes=tuple(theme.id for theme in themes),
        documents=tuple(document.id for document in documents),
        order=order,
    )
    return Act("review", f"start review round {made.round}", (_whole(made),), why), made


def join_round(holdings: Holdings, reviewer: str, known: Review, why: str = "") -> tuple[Act, Review]:
    """This reviewer's part in a round that a colleague began, about the same; raises UsageFault where they are in it."""
    if f"{known.round}/{reviewer}" in holdings.reviews:
        raise UsageFault(f"you are in the round {known.round} already")
    made = replace(
        known,
        reviewer=reviewer,
        started=now(),
        closed=None,
        open_points=(),
        settled=(),
        verdicts={},
        pairs={},
        seen={},
    )
    return Act("review", f"join review round {made.round}", (_whole(made),), why), made


def judge(
    review: Review,
    excerpt: Excerpt,
    theme: Theme,
    verdict: str,
    reason: str = "",
    to: Sequence[Theme] = (),
    name: str = "",
) -> tuple[Act, Verdict]:
    """The verdict on an excerpt under a theme; an earlier one is replaced.

    "move" names the themes in use that it should go to, "split off" the new theme's name. Raises UsageFault where that is
    missing, and in a closed round.
    """
    _refuse_closed(review)
    if verdict not in VERDICTS:
        raise UsageFault(f"{verdict!r} is no verdict; it can be {', '.join(VERDICTS)}")
    if (verdict == "move") != bool(to):
        raise UsageFault("say where it should move to" if verdict == "move" else f"{verdict} moves nothing to a theme")
    for each in to:
        if not each.active or each.id == theme.id:
            raise UsageFault(f"it cannot move to {each.name}, which is {'its theme' if each.active else each.status}")
    if (verdict == "split off") != bool(name):
        raise UsageFault("name the theme that should be split off" if not name else f"{verdict} makes no new theme")
    name = theme_name(name) if name else ""
    made = Verdict(excerpt.id, theme.id, verdict, reason, tuple(each.id for each in to), name, now())
    before = review.verdicts.get(made.key)
    change = SetValue(
        review.path,
        ("verdict", made.key),
        {"reason": None, "to": None, "name": None} | verdict_entry(before) if before else None,
        verdict_entry(made),
    )
    where = f" to {', '.join(each.name for each in to)}" if to else f" as {name}" if name else ""
    what = f"{excerpt.id} under {theme.name}: {verdict}{where} ({review.round})"
    if before is not None and (before.verdict, before.to, before.name) == (made.verdict, made.to, made.name):
        return Act("verdict", f"{'say why' if reason else 'say no reason'} for {what}", (change,), reason), made
    return Act("verdict", f"judge {what}", (change,), reason), made


def judge_pair(
    review: Review, one: Theme, other: Theme, verdict: str, reason: str = "", into: Theme | None = None
) -> tuple[Act, PairVerdict]:
    """The verdict on two themes side by side; an earlier one is replaced. `into` is which of them a merge leaves in use."""
    _refuse_closed(review)
    if verdict not in PAIR_VERDICTS:
        raise UsageFault(f"{verdict!r} is no verdict on two themes; it can be {', '.join(PAIR_VERDICTS)}")
    if one.id == other.id:
        raise UsageFault(f"{one.name} cannot be compared with itself")
    if (verdict == "merge") != (into is not None):
        raise UsageFault("say which of the two goes into which" if into is None else f"{verdict} merges nothing")
    if into is not None and into.id not in (one.id, other.id):
        raise UsageFault(f"{into.name} is neither {one.name} nor {other.name}")
    first, second = sorted((one.id, other.id))
    made = PairVerdict((first, second), verdict, reason, now(), into.id if into is not None else "")
    before = review.pairs.get(pair_key(first, second))
    change = SetValue(
        review.path,
        ("pair", made.key),
        {"reason": None, "into": None} | pair_entry(before) if before else None,
        pair_entry(made),
    )
    where = f" into {into.name}" if into is not None else ""
    message = f"judge {one.name} beside {other.name}: {verdict}{where} ({review.round})"
    return Act("verdict", message, (change,), reason), made


def mark_seen(review: Review, document: Document, ranges: Iterable[Range]) -> tuple[Act, Seen]:
    """The ranges of the document were looked at; raises UsageFault where they all were, or lie outside it.

    What was seen of an earlier version of the text is not carried over.
    """
    _refuse_closed(review)
    wanted = list(ranges)
    if not wanted or any(not 0 <= start < end <= document.characters for start, end in wanted):
        raise UsageFault(f"that is no range of {document.id}, which has {document.characters} characters")
    before = review.seen.get(document.id)
    known = before.ranges if before and before.sha256 == document.sha256 else ()
    made = Seen(document.sha256, joined([*known, *wanted]))
    if made == before:
        raise UsageFault(f"this was marked as seen already ({document.id})")
    change = SetValue(review.path, ("seen", document.id), seen_entry(before) if before else None, seen_entry(made))
    where = f"{wanted[0][0]}-{wanted[0][1]}" if len(wanted) == 1 else f"{len(wanted)} places"
    return Act("seen", f"see {where} of {document.id} ({review.round})", (change,)), made


def note_open_points(review: Review, points: Sequence[str], why: str = "") -> tuple[Act, Review]:
    """What is still open in the round, in sentences; replaces what was noted before."""
    kept = tuple(" ".join(point.split()) for point in points if point.strip())
    if kept == review.open_points:
        raise UsageFault("these are the round's open points already")
    change = SetValue(review.path, ("open",), list(review.open_points) or None, list(kept) or None)
    told = _with_points(why, [each for each in kept if each not in review.open_points])
    return Act("review", f"note open points of {review.round}", (change,), told), replace(review, open_points=kept)


def settle_point(review: Review, point: str, settled: bool = True, why: str = "") -> tuple[Act, Review]:
    """An open point is settled and kept as such, or open again; raises UsageFault where it is not there."""
    before = review.open_points if settled else review.settled
    if point not in before:
        raise UsageFault(f"the round {review.round} has no such {'open' if settled else 'settled'} point")
    left = tuple(each for each in before if each != point)
    other = (*(review.settled if settled else review.open_points), point)
    after = replace(
        review, open_points=left if settled else other, settled=tuple(dict.fromkeys(other)) if settled else left
    )
    changes = (
        SetValue(review.path, ("open",), list(review.open_points) or None, list(after.open_points) or None),
        SetValue(review.path, ("settled",), list(review.settled) or None, list(after.settled) or None),
    )
    message = f"{'settle' if settled else 'reopen'} a point of {review.round}"
    return Act("review", message, changes, _with_points(why, [point])), after


def _with_points(why: str, points: Sequence[str]) -> str:
    """A reason, and below it the points that an act is about."""
    listed = "\n".join(f"- {each}" for each in points) if len(points) > 1 else "".join(points)
    return f"{why}\n\n{listed}" if why and listed else why or listed


def close_round(review: Review, why: str = "") -> tuple[Act, Review]:
    """The reviewer is done with the round."""
    _refuse_closed(review)
    closed = replace(review, closed=now())
    change = SetValue(review.path, ("closed",), None, closed.closed)
    return Act("review", f"close review round {review.round}", (change,), why), closed


def reopen_round(review: Review, why: str = "") -> tuple[Act, Review]:
    """The reviewer goes on with a round that they had closed."""
    if review.closed is None:
        raise UsageFault(f"the round {review.round} is open")
    change = SetValue(review.path, ("closed",), review.closed, None)
    return Act("review", f"reopen review round {review.round}", (change,), why), replace(review, closed=None)


def _whole(review: Review) -> SetValue:
    return SetValue(review.path, (), None, head_of(review))


def _refuse_closed(review: Review) -> None:
    if review.closed is not None:
        raise UsageFault(f"the round {review.round} is closed; `catena review reopen {review.round}` opens it again")
