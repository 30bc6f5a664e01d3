"""`catena review`: rounds of theme review, from the first excerpt to what the verdicts ask for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, UsageFault
from store.reviews import PAIR_VERDICTS, VERDICTS
from tui.commands.group import Group
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session
from tui.commands.theme_output import WHY

if TYPE_CHECKING:
    from store.acts import Act
    from store.reviews import Review
    from store.writer import Writer
    from themes.review import Item

_ROUND = click.option("--round", "name", default="", metavar="R", help="The round (default: your open one).")


@click.group("review", cls=Group)
def review_command() -> None:
    """Review themes in rounds: judge excerpts, see what was missed, do what the verdicts ask for."""


@review_command.command("start")
@click.argument("title")
@click.option("--level", type=click.IntRange(1, 2), default=1, metavar="N", help="1: themes; 2: the whole data set.")
@click.option("--theme", "names", multiple=True, metavar="T", help="Only about this theme; repeatable.")
@click.option("--document", "wanted", multiple=True, metavar="D", help="Only about this document; repeatable.")
@click.option("--order", default="", metavar="BY", help="document, case, or the key of an attribute of cases.")
@WHY
@click.pass_obj
def review_start(
    session: Session, title: str, level: int, names: Sequence[str], wanted: Sequence[str], order: str, why: str
) -> None:
    """Begin a round, or take part in one that a colleague began."""
    from store.review_acts import join_round, start_round

    with session.writing() as writer:
        reviewer = writer.reviewer.id
        known = [each for each in session.holdings.reviews.values() if title in (each.round, each.title)]
        mine = [each for each in known if each.reviewer == reviewer]
        if known and not mine:
            act, review = join_round(session.holdings, reviewer, known[0], why)
        else:
            act, review = start_round(
                session.holdings,
                reviewer,
                title,
                level,
                [session.theme(each) for each in names],
                [session.document(each) for each in wanted],
                order,
                why,
            )
        writer.perform(act)
    _say_round(session, review, act)


@review_command.command("next")
@_ROUND
@click.pass_obj
def review_next(session: Session, name: str) -> None:
    """Print the next excerpt to judge, or at level 2 the next passage that is neither tagged nor seen."""
    from themes.review import items_of, next_item, progress_of

    review = _mine(session, name)
    if review.level == 2:
        _next_passage(session, review)
        return
    items = items_of(session.holdings, review)
    item = next_item(items)
    if item is None:
        raise AnswerIsNo(f"all is judged: {progress_of(items)}")
    if session.as_json:
        say_json(_about_item(review, item) | {"progress": str(progress_of(items))})
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
        passages = [(each.start, each.end) for each in passages_of(text)]
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


@review_command.command("judge")
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
        review = _mine(session, round_name, writer)
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
            _one_of(VERDICTS, verdict),
            reason,
            [session.theme(each) for each in targets],
            new,
        )
        writer.perform(act)
    if session.as_json:
        from themes.review import Item

        say_json(_about_item(review, Item(items[0].theme, excerpt, made)))
    else:
        say(act.message)


@review_command.command("compare")
@click.argument("one", metavar="T")
@click.argument("other", metavar="OTHER")
@click.argument("verdict", metavar="VERDICT", required=False)
@click.option("--why", "reason", default="", metavar="W", help="The reason, kept with the verdict.")
@_ROUND
@click.pass_obj
def review_compare(session: Session, one: str, other: str, verdict: str | None, reason: str, name: str) -> None:
    """Print the excerpts that the themes T and OTHER share, or judge them: keep apart, merge or move some."""
    from store.review_acts import judge_pair
    from themes.counts import excerpts_under

    first, second = session.theme(one), session.theme(other)
    if verdict is None:
        there = {each.id for each in excerpts_under(session.holdings, second.id)}
        shared = [each for each in excerpts_under(session.holdings, first.id) if each.id in there]
        for excerpt in shared:
            if session.as_json:
                place = {"document": excerpt.document, "start": excerpt.start, "end": excerpt.end}
                say_json({"excerpt": excerpt.id, **place, "text": excerpt.text})
            else:
                say(f"{excerpt.id}  {excerpt.document} {excerpt.start}-{excerpt.end}  {one_line(excerpt.text)}")
        if not shared:
            raise AnswerIsNo(f"{first.name} and {second.name} share no excerpt")
        return
    with session.writing() as writer:
        review = _mine(session, name, writer)
        act, made = judge_pair(review, first, second, _one_of(PAIR_VERDICTS, verdict), reason)
        writer.perform(act)
    if session.as_json:
        themes = {"themes": list(made.themes), "verdict": made.verdict, "reason": made.reason}
        say_json({"round": review.round, **themes})
    else:
        say(act.message)


@review_command.command("seen")
@click.argument("wanted", metavar="DOC")
@click.argument("start", type=int)
@click.argument("end", type=int)
@_ROUND
@click.pass_obj
def review_seen(session: Session, wanted: str, start: int, end: int, name: str) -> None:
    """Mark code points START to END (exclusive) of a document as seen."""
    from store.review_acts import mark_seen

    with session.writing() as writer:
        review = _mine(session, name, writer)
        document = session.document(wanted)
        act, made = mark_seen(review, document, [(start, end)])
        writer.perform(act)
    if session.as_json:
        say_json({"round": review.round, "document": document.id, "ranges": [list(each) for each in made.ranges]})
    else:
        say(act.message)


@review_command.command("status")
@_ROUND
@click.pass_obj
def review_status(session: Session, name: str) -> None:
    """Tell how far each reviewer is in the rounds, and with level 2 what of each document was met."""
    from search.passages import passages_of
    from themes.coverage import coverage_of
    from themes.review import asks_of, items_of, progress_of

    held = session.holdings
    reviews = [each for each in held.reviews.values() if not name or name in (each.round, each.title)]
    if not reviews:
        raise AnswerIsNo(
            "there is no such round" if name else "no round was begun: `catena review start TITLE` begins one"
        )
    for review in sorted(reviews, key=lambda each: (each.started.isoformat() if each.started else "", each.key)):
        progress = progress_of(items_of(held, review)) if review.level == 1 else None
        asks = len(asks_of(held, review)) if review.level == 1 else 0
        if session.as_json:
            counts = {"judged": progress.judged if progress else 0, "items": progress.items if progress else 0}
            say_json(
                _about_round(review) | counts | {"asks": asks, "document": "", "passages": 0, "tagged": 0, "seen": 0}
            )
        else:
            far = f"{progress} judged, {asks} asked for" if progress else f"level {review.level}"
            state = "closed" if review.closed else "open"
            say(f"{review.round}  {review.reviewer}  {state}  {far}")
            for point in review.open_points:
                say(f"    open: {one_line(point)}")
        for document in held.documents.values() if review.level == 2 else ():
            if review.documents and document.id not in review.documents:
                continue
            passages = [(each.start, each.end) for each in passages_of(session.project.read_text(document))]
            met = coverage_of(document, passages, held.excerpts_of(document.id), review.seen.get(document.id))
            if session.as_json:
                there = {"document": document.id, "passages": met.passages, "tagged": met.tagged, "seen": met.seen}
                say_json(_about_round(review) | {"judged": 0, "items": 0, "asks": 0} | there)
            else:
                met_text = f"{met.tagged} tagged, {met.seen} seen, {len(met.open)} open of {met.passages}"
                say(f"    {document.id}  {met_text}")


@review_command.command("apply")
@click.option("--yes", is_flag=True, help="Do it. Without this option, only what would be done is told.")
@_ROUND
@WHY
@click.pass_obj
def review_apply(session: Session, yes: bool, name: str, why: str) -> None:
    """Do what the verdicts of a round ask for, in one act that `catena undo` takes back."""
    from themes.review import do_what_is_asked

    if not yes:
        _tell_asked(session, do_what_is_asked(session.holdings, _mine(session, name), why)[1], False)
        session.note("nothing was changed; --yes does it")
        return
    with session.writing() as writer:
        act, told = do_what_is_asked(session.holdings, _mine(session, name, writer), why)
        writer.perform(act)
    _tell_asked(session, told, True)


def _tell_asked(session: Session, told: Sequence[str], done: bool) -> None:
    for sentence in told:
        if session.as_json:
            say_json({"act": sentence, "done": done})
        else:
            say(sentence)


@review_command.command("open-points")
@click.argument("points", metavar="[POINT]...", nargs=-1)
@_ROUND
@WHY
@click.pass_obj
def review_open_points(session: Session, points: Sequence[str], name: str, why: str) -> None:
    """Note what is still open in a round; replaces what was noted before."""
    from store.review_acts import note_open_points

    with session.writing() as writer:
        act, review = note_open_points(_mine(session, name, writer), points, why)
        writer.perform(act)
    _say_round(session, review, act)


@review_command.command("close")
@_ROUND
@WHY
@click.pass_obj
def review_close(session: Session, name: str, why: str) -> None:
    """Close your part of a round."""
    from store.review_acts import close_round

    with session.writing() as writer:
        act, review = close_round(_mine(session, name, writer), why)
        writer.perform(act)
    _say_round(session, review, act)


@review_command.command("reopen")
@click.argument("name", metavar="ROUND")
@WHY
@click.pass_obj
def review_reopen(session: Session, name: str, why: str) -> None:
    """Go on with a round that you had closed."""
    from store.review_acts import reopen_round

    with session.writing() as writer:
        act, review = reopen_round(_mine(session, name, writer), why)
        writer.perform(act)
    _say_round(session, review, act)


def _mine(session: Session, name: str, writer: "Writer | None" = None) -> "Review":
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


def _one_of(verdicts: Sequence[str], wanted: str) -> str:
    """The verdict that a person means: written out, with hyphens, or as far as needed."""
    plain = wanted.replace("-", " ").casefold()
    found = [each for each in verdicts if each.replace("-", " ").startswith(plain)]
    if len(found) != 1:
        raise UsageFault(f"{wanted!r} is no verdict; it can be {', '.join(verdicts)}")
    return found[0]


def _about_round(review: "Review") -> dict[str, Any]:
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
    }


def _about_item(review: "Review", item: "Item") -> dict[str, Any]:
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


def _say_round(session: Session, review: "Review", act: "Act") -> None:
    if session.as_json:
        say_json(_about_round(review))
    else:
        say(act.message)
