"""`catena recode|note|star|against|borders`: what a reviewer does to an excerpt that exists.

One's own excerpt changes; a colleague's is read otherwise in one's own file, and theirs stays as it is.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from store.errors import UsageFault
from store.excerpts import Excerpt
from tui.commands.excerpts import about_excerpt
from tui.commands.group import Command
from tui.commands.output import say, say_json
from tui.commands.session import Session
from tui.commands.theme_output import WHY

if TYPE_CHECKING:
    from store.acts import Act
    from store.writer import Writer


@click.command("recode", cls=Command)
@click.argument("wanted", metavar="EXCERPT")
@click.option("--from", "away", default="", metavar="T", help="The theme that it is moved from.")
@click.option("--to", "to", default="", metavar="T", help="The theme that it is moved to.")
@click.option("--note", default=None, metavar="N", help="Of a colleague's excerpt: what you say to it.")
@WHY
@click.pass_obj
def recode_command(session: Session, wanted: str, away: str, to: str, note: str | None, why: str) -> None:
    """Move an excerpt from one theme to another; a colleague's as you read it, in your own file."""
    from store.excerpt_acts import add_themes, recode, without_theme
    from store.recode_acts import read_otherwise

    if not (away or to or note is not None):
        raise UsageFault("say what changes: --from T, --to T, or both")
    with session.writing() as writer:
        excerpt = session.excerpt(wanted)
        source = session.theme(away) if away else None
        target = session.theme(to) if to else None
        if excerpt.reviewer != writer.reviewer.id:
            add, remove = [target] if target else [], [source] if source else []
            act, changed = read_otherwise(session.holdings, writer.reviewer.id, excerpt, add, remove, note, why)
        elif note is not None:
            raise UsageFault("this excerpt is your own: `catena note` changes its note")
        elif source and target:
            act, changed = recode(session.holdings, excerpt, source, target, why)
        elif target:
            act, changed = add_themes(excerpt, [target], why)
        else:
            assert source is not None
            act, changed = without_theme(session.holdings, excerpt, source, why)
        _perform(session, writer, act, changed)


@click.command("note", cls=Command)
@click.argument("wanted", metavar="EXCERPT")
@click.argument("note", metavar="TEXT")
@WHY
@click.pass_obj
def note_command(session: Session, wanted: str, note: str, why: str) -> None:
    """Write the note of an excerpt of yours.

    An empty text takes it away.
    """
    from store.excerpt_acts import note_excerpt

    with session.writing() as writer:
        act, changed = note_excerpt(own(session, writer, wanted), note, why)
        _perform(session, writer, act, changed)


@click.command("star", cls=Command)
@click.argument("wanted", metavar="EXCERPT")
@click.option("--off", is_flag=True, help="Take the star away.")
@WHY
@click.pass_obj
def star_command(session: Session, wanted: str, off: bool, why: str) -> None:
    """Star an excerpt of yours for the report."""
    from store.excerpt_acts import star_excerpt

    with session.writing() as writer:
        act, changed = star_excerpt(own(session, writer, wanted), not off, why)
        _perform(session, writer, act, changed)


@click.command("against", cls=Command)
@click.argument("wanted", metavar="EXCERPT")
@click.argument("name", metavar="T")
@click.option("--off", is_flag=True, help="Take the mark away.")
@WHY
@click.pass_obj
def against_command(session: Session, wanted: str, name: str, off: bool, why: str) -> None:
    """Mark an excerpt as counter-evidence to the theme T, a colleague's as you read it.

    Yours no longer counts for it.
    """
    from store.excerpt_acts import speaks_against
    from store.recode_acts import read_otherwise

    with session.writing() as writer:
        excerpt, theme = session.excerpt(wanted), session.theme(name)
        if excerpt.reviewer == writer.reviewer.id:
            act, changed = speaks_against(session.holdings, excerpt, theme, not off, why)
        else:
            said, back = ([], [theme]) if off else ([theme], [])
            act, changed = read_otherwise(
                session.holdings, writer.reviewer.id, excerpt, why=why, against=said, not_against=back
            )
        _perform(session, writer, act, changed)


@click.command("context", cls=Command)
@click.argument("wanted", metavar="EXCERPT")
@click.argument("name", metavar="T")
@click.option("--off", is_flag=True, help="Take the mark away.")
@WHY
@click.pass_obj
def context_command(session: Session, wanted: str, name: str, off: bool, why: str) -> None:
    """Mark an excerpt of yours as context of the theme T: it is linked to it and counts neither for nor against it."""
    from store.excerpt_acts import is_context

    with session.writing() as writer:
        act, changed = is_context(session.holdings, own(session, writer, wanted), session.theme(name), not off, why)
        _perform(session, writer, act, changed)


@click.command("borders", cls=Command)
@click.argument("wanted", metavar="EXCERPT")
@click.argument("numbers", metavar="START END...", nargs=-1, required=True, type=int)
@WHY
@click.pass_obj
def borders_command(session: Session, wanted: str, numbers: Sequence[int], why: str) -> None:
    """Move the borders of an excerpt of yours.

    More than one START END makes several segments.
    """
    from store.excerpt_acts import move_borders

    if len(numbers) % 2:
        raise UsageFault("each segment needs a START and an END")
    with session.writing() as writer:
        excerpt = own(session, writer, wanted)
        document = session.document(excerpt.document)
        text = session.project.read_text(document)
        ranges = list(zip(numbers[::2], numbers[1::2], strict=True))
        act, changed = move_borders(session.holdings, excerpt, document, text, ranges, why)
        _perform(session, writer, act, changed)


def own(session: Session, writer: "Writer", wanted: str) -> Excerpt:
    """The reviewer's own excerpt that a person means."""
    from store.excerpt_acts import own_excerpt

    return own_excerpt(session.holdings, writer.reviewer.id, session.excerpt(wanted).id)


def _perform(session: Session, writer: "Writer", act: "Act", changed: Excerpt) -> None:
    done = writer.perform(act)
    if session.as_json:
        say_json(about_excerpt(changed))
    else:
        say(done.message)
