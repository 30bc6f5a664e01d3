"""`catena theme order|agree|retire|wake|merge|split`: where a theme stands among others, and what becomes of it.

No excerpt is rewritten by any of them but the reviewer's own that a split names.
"""

from collections.abc import Sequence

import click

from store.errors import UsageFault
from tui.commands.group import Command
from tui.commands.session import Session
from tui.commands.theme_output import WHY, say_theme


@click.command("order", cls=Command)
@click.argument("wanted", metavar="T")
@click.option("--before", default="", metavar="T", help="The theme that it shall stand right before.")
@click.option("--after", default="", metavar="T", help="The theme that it shall stand right behind.")
@WHY
@click.pass_obj
def theme_order(session: Session, wanted: str, before: str, after: str, why: str) -> None:
    """Put the theme T right before or right behind another, and under its parent."""
    from store.theme_places import order_theme

    if bool(before) == bool(after):
        raise UsageFault("say where: --before T or --after T")
    with session.writing() as writer:
        theme, beside = session.theme(wanted), session.theme(before or after)
        act, ordered = order_theme(session.holdings, theme, beside, bool(before), why)
        writer.perform(act)
    say_theme(session, ordered, act)


@click.command("agree", cls=Command)
@click.argument("wanted", metavar="T")
@click.option("--off", is_flag=True, help="Make an agreed theme a candidate again.")
@WHY
@click.pass_obj
def theme_agree(session: Session, wanted: str, off: bool, why: str) -> None:
    """Make the theme T, a candidate, an agreed one."""
    from store.theme_fates import agree_theme, doubt_theme

    with session.writing() as writer:
        act, theme = (doubt_theme if off else agree_theme)(session.theme(wanted), why)
        writer.perform(act)
    say_theme(session, theme, act)


@click.command("retire", cls=Command)
@click.argument("wanted", metavar="T")
@click.option("--into", default="", metavar="T", help="The theme under which its excerpts count from then on.")
@WHY
@click.pass_obj
def theme_retire(session: Session, wanted: str, into: str, why: str) -> None:
    """Take the theme T out of use; it keeps its excerpts, and what is below it moves to where it stands."""
    from store.theme_fates import retire_theme

    with session.writing() as writer:
        heir = session.theme(into) if into else None
        act, theme = retire_theme(session.holdings, session.theme(wanted), why, heir)
        writer.perform(act)
    say_theme(session, theme, act)


@click.command("wake", cls=Command)
@click.argument("wanted", metavar="T")
@WHY
@click.pass_obj
def theme_wake(session: Session, wanted: str, why: str) -> None:
    """Take the theme T, which was merged, split or retired, into use again as what it was: agreed or a candidate."""
    from store.theme_fates import wake_theme

    with session.writing() as writer:
        act, theme = wake_theme(session.holdings, session.gone_theme(wanted), why)
        writer.perform(act)
    say_theme(session, theme, act)


@click.command("merge", cls=Command)
@click.argument("wanted", metavar="T")
@click.option("--into", required=True, metavar="T", help="The theme that it goes into.")
@WHY
@click.pass_obj
def theme_merge(session: Session, wanted: str, into: str, why: str) -> None:
    """Merge the theme T into another, under which its excerpts count from then on."""
    from store.theme_fates import merge_theme

    with session.writing() as writer:
        act, theme = merge_theme(session.holdings, session.theme(wanted), session.theme(into), why)
        writer.perform(act)
    say_theme(session, theme, act)


@click.command("split", cls=Command)
@click.argument("wanted", metavar="T")
@click.option(
    "--into",
    "names",
    multiple=True,
    required=True,
    metavar="PART",
    help="A theme that it goes into, by its name: one in use, or a new one. At least twice.",
)
@click.option(
    "--excerpts",
    "given",
    multiple=True,
    metavar="PART=EXCERPTS",
    help="Those of your excerpts, with commas between, that go to a part.",
)
@click.option(
    "--themes",
    "below",
    multiple=True,
    metavar="PART=THEMES",
    help="Those of the themes below T, with commas between, that go below a part.",
)
@WHY
@click.pass_obj
def theme_split(
    session: Session, wanted: str, names: Sequence[str], given: Sequence[str], below: Sequence[str], why: str
) -> None:
    """Split the theme T into two parts or more; excerpts that no part names stay with T until somebody says where they go."""
    from store.holdings import holdings_after
    from store.theme_fates import Part, split_theme

    with session.writing() as writer:
        theme = session.theme(wanted)
        excerpts = _by_part(given, names, "--excerpts")
        children = _by_part(below, names, "--themes")
        parts = []
        for name in names:
            known = session.known_theme(name)
            parts.append(
                Part(
                    name,
                    known if known is None or known.id != theme.id else None,
                    excerpts=tuple(session.excerpt(each).id for each in excerpts[name]),
                    children=tuple(session.theme(each).id for each in children[name]),
                )
            )
        act, made = split_theme(session.holdings, writer.reviewer.id, theme, parts, why)
        done = writer.perform(act)
    split = holdings_after(session.holdings, done.touched).themes[theme.id]
    say_theme(session, split, act, made)


def _by_part(given: Sequence[str], names: Sequence[str], option: str) -> dict[str, list[str]]:
    """What each part was given, by its name as it was typed."""
    made: dict[str, list[str]] = {name: [] for name in names}
    for each in given:
        name, equals, listed = each.rpartition("=")
        if not equals or name not in made:
            raise UsageFault(f"{option} takes PART=…, where PART is one of those of --into, and not {each!r}")
        made[name] += [item.strip() for item in listed.split(",") if item.strip()]
    return made


COMMANDS = (theme_order, theme_agree, theme_retire, theme_wake, theme_merge, theme_split)
