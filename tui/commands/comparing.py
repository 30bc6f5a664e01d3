"""`catena review compare|others`: two themes side by side, and an excerpt beside those that are under its theme already."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from store.errors import AnswerIsNo, UsageFault
from store.reviews import PAIR_VERDICTS
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.rounds import ROUND, my_review, one_of
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.codebook import Theme
    from store.excerpts import Excerpt

SCOPES = ("all", "same-case", "same-group", "other-groups")


@click.command("compare", cls=Command)
@click.argument("one", metavar="T")
@click.argument("other", metavar="OTHER")
@click.argument("verdict", metavar="VERDICT", required=False)
@click.option("--into", default="", metavar="T", help="Of a merge: which of the two stays in use (default: OTHER).")
@click.option("--excerpt", "moving", multiple=True, metavar="E", help="Move this one from T to OTHER; repeatable.")
@click.option("--sides", is_flag=True, help="Print also what each of the two has alone.")
@click.option("--why", "reason", default="", metavar="W", help="The reason, kept with the verdict.")
@ROUND
@click.pass_obj
def review_compare(
    session: Session,
    one: str,
    other: str,
    verdict: str | None,
    into: str,
    moving: Sequence[str],
    sides: bool,
    reason: str,
    name: str,
) -> None:
    """Print the excerpts that the themes T and OTHER share, or judge them: keep apart, merge or move some."""
    from store.acts import together
    from store.review_acts import judge_pair
    from themes.pairs import move_some

    first, second = session.theme(one), session.theme(other)
    if first.id == second.id:
        raise UsageFault(f"{first.name} cannot be compared with itself")
    if verdict is None and (into or moving):
        raise UsageFault("--into and --excerpt go with a VERDICT: merge, move-some")
    if verdict is None:
        _print_sides(session, first, second, sides)
        return
    with session.writing() as writer:
        review = my_review(session, name, writer)
        meant = one_of(PAIR_VERDICTS, verdict)
        stays = (session.theme(into) if into else second) if meant == "merge" or into else None
        act, made = judge_pair(review, first, second, meant, reason, stays)
        if moving and meant != "move some":
            raise UsageFault(f"{meant} moves no excerpt: --excerpt goes with move-some")
        if moving:
            excerpts = [session.excerpt(each).id for each in moving]
            act = together(act, move_some(session.holdings, writer.reviewer.id, excerpts, first, second, reason))
        writer.perform(act)
    if session.as_json:
        themes = {"themes": list(made.themes), "verdict": made.verdict, "into": made.into, "reason": made.reason}
        say_json({"round": review.round, **themes})
    else:
        say(act.message)


def _print_sides(session: Session, one: "Theme", other: "Theme", sides: bool) -> None:
    from themes.pairs import sides_of

    found = sides_of(session.holdings, _reviewer(session), one.id, other.id)
    listed = [(excerpt, [one, other]) for excerpt in found.both]
    if sides:
        listed += [(excerpt, [one]) for excerpt in found.one] + [(excerpt, [other]) for excerpt in found.other]
    for excerpt, under in listed:
        if session.as_json:
            more = {"under": [theme.id for theme in under], "meets": excerpt.id in found.meeting}
            say_json(_about(excerpt) | more)
        else:
            named = f"  {', '.join(theme.name for theme in under)}" if sides else ""
            say(f"{excerpt.id}  {excerpt.document} {excerpt.start}-{excerpt.end}{named}  {one_line(excerpt.text)}")
    if not listed:
        raise AnswerIsNo(f"{one.name} and {other.name} share no excerpt")


@click.command("others", cls=Command)
@click.argument("wanted", metavar="EXCERPT")
@click.option("--theme", "name", default="", metavar="T", help="The theme (default: the only one of the excerpt).")
@click.option("--scope", type=click.Choice(SCOPES), default="all", help="Which of them: the nearest or the farthest.")
@click.option("--by", "key", default="", metavar="KEY", help="The attribute of cases that makes the groups.")
@click.pass_obj
def review_others(session: Session, wanted: str, name: str, scope: str, key: str) -> None:
    """Print the other excerpts under an excerpt's theme: of the same case, of the same group, of other groups."""
    from themes.comparison import SCOPES as scopes
    from themes.comparison import compared, group_keys, how_far
    from themes.counts import as_read_by

    excerpt, reviewer = session.excerpt(wanted), _reviewer(session)
    held = session.holdings
    own = as_read_by(held, reviewer).excerpts[excerpt.id].themes
    themes = list(dict.fromkeys(held.standing_for(each) for each in own))
    theme = session.theme(name).id if name else themes[0] if len(themes) == 1 else ""
    if not theme:
        names = ", ".join(held.themes[each].name for each in themes if each in held.themes)
        raise UsageFault(f"say under which --theme: {names}" if names else f"{excerpt.id} has no theme")
    keys = group_keys(held)
    if key and key not in keys:
        raise UsageFault(f"{key!r} makes no groups; it can be {', '.join(keys) or 'none'}")
    by = key or (keys[0] if keys else "")
    meant = next(each for each in scopes if each.replace(" ", "-") == scope)
    found = compared(held, reviewer, excerpt, theme, meant, by)
    for each in found:
        far = how_far(held, excerpt, each, by)
        if session.as_json:
            say_json(_about(each) | {"scope": "" if far == "all" else far, "by": by})
        else:
            say(f"{each.id}  {each.document} {each.start}-{each.end}  {far}  {one_line(each.text)}")
    if not found:
        raise AnswerIsNo("nothing else is under this theme in that scope")


def _reviewer(session: Session) -> str:
    from store.reviewers import reviewer_here

    return session.reviewer or reviewer_here(session.project) or ""


def _about(excerpt: "Excerpt") -> dict[str, object]:
    place = {"document": excerpt.document, "start": excerpt.start, "end": excerpt.end}
    return {"excerpt": excerpt.id, **place, "text": excerpt.text}


COMMANDS = (review_compare, review_others)
