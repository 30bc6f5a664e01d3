"""What a new memo begins with, from what it is about: its title, the type that suggests itself, and its first lines.

A title enters file names and messages, so no words of a text are in it: it says what things are called.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from store.links import Goal, resolve, written_goal
from store.memo_types import MemoType, beginning
from store.values import now
from tui.displayable import displayable_line
from tui.memo_drafts import About, MemoDraft
from tui.snapshot import Snapshot

Value = TypeVar("Value")

TITLE_LENGTH = 80


def suggested_type(about: About) -> str:
    """The type of memo that fits what it is about."""
    if about.cases:
        return "case report"
    if len(about.excerpts) > 1:
        return "comparison"
    return "theme" if about.themes and not about.excerpts else "analytic"


def title_for(snapshot: Snapshot, about: About) -> str:
    """A title from what the memo is about, or ""."""
    held = snapshot.holdings
    if answered := held.memos.get(about.reply_to):
        title = answered.title if answered.title.startswith("Re: ") else f"Re: {answered.title}"
    elif (review := _first(about.reviews, held.reviews)) and not about.excerpts:
        title = f"On the review {review.title or review.round}"
    elif (theme := _first(about.themes, held.themes)) and (case := _first(about.cases, held.cases)):
        title = f"{case.id}: {theme.name}"
    elif theme:
        title = f"On {theme.name}"
    elif search := _first(about.searches, held.searches):
        title = f"On the search {search.name}"
    elif about.documents:
        title = f"On {about.documents[0]}"
    elif excerpt := _first(about.excerpts, held.excerpts):
        title = f"On an excerpt of {excerpt.document}"
    else:
        return ""
    return displayable_line(title)[:TITLE_LENGTH]


def _first(keys: tuple[str, ...], held: Mapping[str, Value]) -> Value | None:
    return next((held[each] for each in keys if each in held), None)


def goals_named(snapshot: Snapshot, about: About) -> Iterator[Goal]:
    """What a memo is about, as far as it is there."""
    kinds = (
        ("memo", (about.reply_to,)),
        ("theme", about.themes),
        ("excerpt", about.excerpts),
        ("document", about.documents),
        ("case", about.cases),
        ("search", about.searches),
    )
    for kind, keys in kinds:
        for key in keys:
            if key and (goal := resolve(snapshot.holdings, f"{kind}:{key}")):
                yield goal


def words_about(snapshot: Snapshot, about: About) -> str:
    """What a memo is about, as people call it."""
    reviews = snapshot.holdings.reviews
    named = [goal.id if goal.kind in ("excerpt", "document") else goal.name for goal in goals_named(snapshot, about)]
    named += [reviews[each].title or each for each in about.reviews if each in reviews]
    return ", ".join(named)


def first_draft(snapshot: Snapshot, about: About, memo_type: MemoType, lead: str) -> MemoDraft:
    """A new memo of a type: `lead`, the quotations that it begins with, then the type's template filled in."""
    named: dict[str, list[str]] = {}
    for goal in goals_named(snapshot, about):
        named.setdefault(goal.kind, []).append(_link(snapshot, goal))
    reviews = snapshot.holdings.reviews
    named["review"] = [reviews[each].title or each for each in about.reviews if each in reviews]
    places: Mapping[str, str] = {
        "date": f"{now():%Y-%m-%d}",
        "reviewer": snapshot.reviewer,
        **{kind: ", ".join(links) for kind, links in named.items()},
    }
    return MemoDraft(title_for(snapshot, about), memo_type.name, beginning(memo_type, places, lead), about)


def _link(snapshot: Snapshot, goal: Goal) -> str:
    key = written_goal(snapshot.holdings, goal)
    words = "" if goal.kind == "excerpt" else goal.name
    return f"[[{key}|{words}]]" if words and not set("[]|\n") & set(words) else f"[[{key}]]"


def first_place(body: str, lead: str) -> int:
    """Where writing begins in a first text: below the first heading of its template, or at the end."""
    start = len(lead)
    if body.startswith("#", start) or body.startswith("\n\n#", max(0, start - 2)):
        heading = body.find("#", start)
        line_end = body.find("\n", heading)
        if line_end >= 0 and body.startswith("\n\n", line_end):
            return line_end + 2
    return len(body)
