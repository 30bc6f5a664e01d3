"""`catena review`: rounds of theme review, from their beginning to what the verdicts ask for."""

from collections.abc import Sequence

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands import comparing, judging
from tui.commands.group import Group
from tui.commands.output import one_line, say, say_json
from tui.commands.rounds import ROUND, about_round, my_review, say_round
from tui.commands.session import Session
from tui.commands.theme_output import WHY


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
    say_round(session, review, act)


@review_command.command("status")
@ROUND
@click.pass_obj
def review_status(session: Session, name: str) -> None:
    """Tell how far each reviewer is in the rounds, and with level 2 what of each document was met."""
    from search.passages import passages_of
    from themes.asks import asks_of, merges_of
    from themes.coverage import coverage_of
    from themes.review import alike, items_of, left_with_split, progress_of

    held = session.holdings
    reviews = [each for each in held.reviews.values() if not name or name in (each.round, each.title)]
    if not reviews:
        raise AnswerIsNo(
            "there is no such round" if name else "no round was begun: `catena review start TITLE` begins one"
        )
    for review in sorted(reviews, key=lambda each: (each.started.isoformat() if each.started else "", each.key)):
        progress = progress_of(items_of(held, review)) if review.level == 1 else None
        asks = len(asks_of(held, review)) + len(merges_of(held, review))
        if session.as_json:
            counts = {"judged": progress.judged if progress else 0, "items": progress.items if progress else 0}
            say_json(
                about_round(review) | counts | {"asks": asks, "document": "", "passages": 0, "tagged": 0, "seen": 0}
            )
        else:
            told = [f"{progress} judged" if progress else f"level {review.level}"]
            told += [f"{asks} asked for"] if progress or asks else []
            far = ", ".join(told)
            state = "closed" if review.closed else "open"
            say(f"{review.round}  {review.reviewer}  {state}  {far}")
            for other in held.reviews.values():
                if other.round == review.round and other.reviewer != review.reviewer:
                    together = alike(session.project.settings, review, other)
                    if together:
                        say(f"    {together}")
            for stays in left_with_split(held, review) if review.level == 1 else ():
                say(f"    {one_line(stays)}")
            for number, point in enumerate(review.open_points, 1):
                say(f"    open {number}: {one_line(point)}")
            for number, point in enumerate(review.settled, 1):
                say(f"    settled {number}: {one_line(point)}")
        for document in held.documents.values() if review.level == 2 else ():
            if review.documents and document.id not in review.documents:
                continue
            passages = [
                (each.start, each.end) for each in passages_of(session.project.read_text(document), document.rules)
            ]
            met = coverage_of(document, passages, held.excerpts_of(document.id), review.seen.get(document.id))
            if session.as_json:
                there = {"document": document.id, "passages": met.passages, "tagged": met.tagged, "seen": met.seen}
                say_json(about_round(review) | {"judged": 0, "items": 0, "asks": 0} | there)
            else:
                met_text = f"{met.tagged} tagged, {met.seen} seen, {len(met.open)} open of {met.passages}"
                say(f"    {document.id}  {met_text}")


@review_command.command("apply")
@click.option("--yes", is_flag=True, help="Do it. Without this option, only what would be done is told.")
@ROUND
@WHY
@click.pass_obj
def review_apply(session: Session, yes: bool, name: str, why: str) -> None:
    """Do what the verdicts of a round ask for, in one act that `catena undo` takes back."""
    from themes.asks import do_what_is_asked, what_is_asked

    if not yes:
        review = my_review(session, name)
        told = do_what_is_asked(session.holdings, review, why)[1]
        stays = what_is_asked(session.holdings, review).obstacles
        _tell_asked(session, told, False)
        session.note("nothing was changed; --yes does it")
    else:
        with session.writing() as writer:
            review = my_review(session, name, writer)
            act, told = do_what_is_asked(session.holdings, review, why)
            stays = what_is_asked(session.holdings, review).obstacles
            writer.perform(act)
        _tell_asked(session, told, True)
    for obstacle in dict.fromkeys(stays.values()):
        session.note(f"stays: {obstacle}")


def _tell_asked(session: Session, told: Sequence[str], done: bool) -> None:
    for sentence in told:
        if session.as_json:
            say_json({"act": sentence, "done": done})
        else:
            say(sentence)


@review_command.command("open-points")
@click.argument("points", metavar="[POINT]...", nargs=-1)
@ROUND
@WHY
@click.pass_obj
def review_open_points(session: Session, points: Sequence[str], name: str, why: str) -> None:
    """Note what is still open in a round; replaces what was noted before."""
    from store.review_acts import note_open_points

    with session.writing() as writer:
        act, review = note_open_points(my_review(session, name, writer), points, why)
        writer.perform(act)
    say_round(session, review, act)


@review_command.command("settle")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--again", is_flag=True, help="It is open again.")
@ROUND
@WHY
@click.pass_obj
def review_settle(session: Session, number: int, again: bool, name: str, why: str) -> None:
    """Tick the open point of this number; with --again, open the settled one of this number again."""
    from store.review_acts import settle_point

    with session.writing() as writer:
        review = my_review(session, name, writer)
        points = review.settled if again else review.open_points
        if number > len(points):
            raise UsageFault(
                f"the round {review.round} has no {'settled' if again else 'open'} point {number}; "
                "`catena review status` numbers them"
            )
        act, review = settle_point(review, points[number - 1], not again, why)
        writer.perform(act)
    say_round(session, review, act)


@review_command.command("close")
@ROUND
@WHY
@click.pass_obj
def review_close(session: Session, name: str, why: str) -> None:
    """Close your part of a round."""
    from store.review_acts import close_round

    with session.writing() as writer:
        act, review = close_round(my_review(session, name, writer), why)
        writer.perform(act)
    say_round(session, review, act)


@review_command.command("reopen")
@click.argument("name", metavar="ROUND")
@WHY
@click.pass_obj
def review_reopen(session: Session, name: str, why: str) -> None:
    """Go on with a round that you had closed."""
    from store.review_acts import reopen_round

    with session.writing() as writer:
        act, review = reopen_round(my_review(session, name, writer), why)
        writer.perform(act)
    say_round(session, review, act)


for each in (*judging.COMMANDS, *comparing.COMMANDS):
    review_command.add_command(each)
