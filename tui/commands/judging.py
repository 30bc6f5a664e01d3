"""`catena review next|judge|seen`: what a reviewer does in a round, one excerpt or passage at a time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from store.errors import AnswerIsNo, UsageFault
from store.reviews import VERDICTS
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.rounds import ROUND, about_item, my_review, one_of
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.reviews import Review


@click.command("next", cls=Command)
@ROUND
@click.pass_obj
def review_next(session: Session, name: str) -> None:
    """Print the next excerpt to judge, or at level 2 the next passage that is neither tagged nor seen."""
    from themes.review import items_of, next_item, progress_of

    review = my_review(session, name)
    if review.level == 2:
        _next_passage(session, review)
        return
    items = items_of(session.holdings, review)
    item = next_item(items)
    if item is None:
        raise AnswerIsNo(f"all is judged: {progress_of(items)}")
    if session.as_json:
        say_json(about_item(review, item) | {"progress": str(progress_of(items))})
    else:
        say(f"{progress_of(items)}  {one_line(item.theme.name)}")
        say(f"{item.excerpt.id}  {item.excerpt.document} {item.excerpt.start}-{item.excerpt.end}")
        say(f"    {one_line(item.excerpt.text)}")
        if item.excerpt.note:
            say(f"    note: {one_line(item.excerpt.note)}")


def _next_passage(session: Session, review: "Review") -> None:
    from search.passages import passages_of
    from themes.coverage import coverage_of

    for document in session.holdings.documents.values():
        if review.documents and document.id not in review.documents:
            continue
        text = session.project.read_text(document)
        passages = [(each.start, each.end) for each in passages_of(text, document.rules)]
        excerpts = session.holdings.excerpts_of(document.id)
        covered = coverage_of(document, passages, excerpts, review.seen.get(document.id))
        if covered.open:
            start, end = covered.open[0]
            if session.as_json:
                place = {"document": document.id, "start": start, "end": end, "text": text[start:end]}
                say_json({"round": review.round, **place, "open": len(covered.open)})
            else:
                say(f"{document.id} {start}-{end}  ({len(covered.open)} of {covered.passages} passages open)")
                say(f"    {one_line(text[start:end])}")
            return
    raise AnswerIsNo("every passage is tagged or seen")


@click.command("judge", cls=Command)
@click.argument("wanted", metavar="EXCERPT")
@click.argument("verdict", metavar="VERDICT")
@click.option("--theme", "name", default="", metavar="T", help="The theme (default: the only one it is judged under).")
@click.option("--to", "targets", multiple=True, metavar="T", help="Where it should move to; repeatable.")
@click.option("--name", "new", default="", metavar="N", help="The name of the theme to be split off.")
@click.option("--why", "reason", default="", metavar="W", help="The reason, kept with the verdict.")
@click.option("--round", "round_name", default="", metavar="R", help="The round (default: your open one).")
@click.pass_obj
def review_judge(
    session: Session,
    wanted: str,
    verdict: str,
    name: str,
    targets: Sequence[str],
    new: str,
    reason: str,
    round_name: str,
) -> None:
    """Judge an excerpt under a theme: fits, weak, move, split off, counter-evidence or discard."""
    from store.review_acts import judge
    from themes.review import items_of

    with session.writing() as writer:
        review = my_review(session, round_name, writer)
        excerpt = session.excerpt(wanted)
        items = [item for item in items_of(session.holdings, review) if item.excerpt.id == excerpt.id]
        if name:
            theme = session.theme(name)
            items = [item for item in items if item.theme.id == theme.id]
        if len(items) != 1:
            names = ", ".join(item.theme.name for item in items)
            raise UsageFault(
                f"say under which --theme: {names}" if items else f"{review.round} is not about this excerpt"
            )
        act, made = judge(
            review,
            excerpt,
            items[0].theme,
            one_of(VERDICTS, verdict),
            reason,
            [session.theme(each) for each in targets],
            new,
        )
        writer.perform(act)
    if session.as_json:
        from themes.review import Item

        say_json(about_item(review, Item(items[0].theme, excerpt, made)))
    else:
        say(act.message)


@click.command("seen", cls=Command)
@click.argument("wanted", metavar="DOC")
@click.argument("start", type=int)
@click.argument("end", type=int)
@ROUND
@click.pass_obj
def review_seen(session: Session, wanted: str, start: int, end: int, name: str) -> None:
    """Mark code points START to END (exclusive) of a document as seen."""
    from store.review_acts import mark_seen

    with session.writing() as writer:
        review = my_review(session, name, writer)
        document = session.document(wanted)
        act, made = mark_seen(review, document, [(start, end)])
        writer.perform(act)
    if session.as_json:
        say_json({"round": review.round, "document": document.id, "ranges": [list(each) for each in made.ranges]})
    else:
        say(act.message)


COMMANDS = (review_next, review_judge, review_seen)
