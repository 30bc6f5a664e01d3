"""What the commands of a review round share: which round is meant, and how rounds and their items are told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from store.errors import UsageFault
from tui.commands.output import say, say_json
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.acts import Act
    from store.reviews import Review
    from store.writer import Writer
    from themes.review import Item

ROUND = click.option("--round", "name", default="", metavar="R", help="The round (default: your open one).")


def my_review(session: Session, name: str, writer: "Writer | None" = None) -> "Review":
    """The reviewer's part of the round that is named by its id or title; by default their only open one."""
    from store.reviewers import reviewer_here

    reviewer = writer.reviewer.id if writer else session.reviewer or reviewer_here(session.project)
    mine = [each for each in session.holdings.reviews.values() if each.reviewer == reviewer]
    found = [each for each in mine if (name in (each.round, each.title) if name else each.closed is None)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageFault(f"say which --round: {', '.join(each.round for each in found)}")
    known = ", ".join(sorted(each.round for each in mine)) or "none"
    what = f"round {name!r}" if name else "open round"
    raise UsageFault(f"you have no {what} (yours: {known}); `catena review start TITLE` begins one")


def one_of(verdicts: Sequence[str], wanted: str) -> str:
    """The verdict that a person means: written out, with hyphens, or as far as needed."""
    plain = wanted.replace("-", " ").casefold()
    found = [each for each in verdicts if each.replace("-", " ").startswith(plain)]
    if len(found) != 1:
        raise UsageFault(f"{wanted!r} is no verdict; it can be {', '.join(verdicts)}")
    return found[0]


def about_round(review: "Review") -> dict[str, Any]:
    return {
        "round": review.round,
        "reviewer": review.reviewer,
        "title": review.title,
        "level": review.level,
        "started": review.started,
        "closed": review.closed,
        "themes": list(review.themes),
        "documents": list(review.documents),
        "order": review.order or "document",
        "open_points": list(review.open_points),
        "settled": list(review.settled),
    }


def about_item(review: "Review", item: "Item") -> dict[str, Any]:
    verdict = item.verdict
    return {
        "round": review.round,
        "theme": item.theme.id,
        "excerpt": item.excerpt.id,
        "document": item.excerpt.document,
        "start": item.excerpt.start,
        "end": item.excerpt.end,
        "text": item.excerpt.text,
        "verdict": verdict.verdict if verdict else "",
        "reason": verdict.reason if verdict else "",
        "to": list(verdict.to) if verdict else [],
        "name": verdict.name if verdict else "",
    }


def say_round(session: Session, review: "Review", act: "Act") -> None:
    if session.as_json:
        say_json(about_round(review))
    else:
        say(act.message)
