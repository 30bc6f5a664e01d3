"""`catena unanchored …`: words that stand in no text here, kept and counted apart from excerpts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.group import Group
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session
from tui.commands.theme_output import WHY

if TYPE_CHECKING:
    from store.unanchored import Unanchored


@click.group("unanchored", cls=Group)
def unanchored_command() -> None:
    """Keep words that stand in no text here: from a notebook, a recording, a page that nobody typed."""


@unanchored_command.command("add")
@click.argument("words", metavar="WORDS")
@click.option(
    "--source", default="", metavar="S", help="Where they stand: a notebook and its page, a tape and its minute."
)
@click.option("--theme", "names", multiple=True, metavar="T", help="Under which theme they are; repeatable.")
@click.option("--document", "wanted", default="", metavar="D", help="The document that they belong to.")
@click.option("--case", "of", multiple=True, metavar="C", help="Whose words they are; repeatable.")
@click.option("--note", default="", metavar="N", help="A note on them.")
@WHY
@click.pass_obj
def unanchored_add(
    session: Session,
    words: str,
    source: str,
    names: Sequence[str],
    wanted: str,
    of: Sequence[str],
    note: str,
    why: str,
) -> None:
    """Take down words with where they come from; they count among no excerpts."""
    from store.unanchored_acts import take_down
    from tui.commands.typologies import find_case

    with session.writing() as writer:
        themes = [session.theme(name) for name in names]
        document = session.document(wanted) if wanted else None
        cases = [find_case(session, each) for each in of]
        reviewer = writer.reviewer.id
        act, made = take_down(session.holdings, reviewer, words, source, themes, document, cases, note, why)
        done = writer.perform(act)
    _answer(session, done.message, made)


@unanchored_command.command("retag")
@click.argument("wanted", metavar="ID")
@click.option("--theme", "names", multiple=True, metavar="T", help="Under which theme they are now; repeatable.")
@WHY
@click.pass_obj
def unanchored_retag(session: Session, wanted: str, names: Sequence[str], why: str) -> None:
    """Put words of yours under other themes."""
    from store.unanchored_acts import retag_words

    with session.writing() as writer:
        themes = [session.theme(name) for name in names]
        act, after = retag_words(_find(session, wanted), writer.reviewer.id, themes, why)
        done = writer.perform(act)
    _answer(session, done.message, after)


@unanchored_command.command("remove")
@click.argument("wanted", metavar="ID")
@WHY
@click.pass_obj
def unanchored_remove(session: Session, wanted: str, why: str) -> None:
    """Take words of yours away."""
    from store.unanchored_acts import take_words_away

    with session.writing() as writer:
        said = _find(session, wanted)
        done = writer.perform(take_words_away(said, writer.reviewer.id, why))
    _answer(session, done.message, said)


@unanchored_command.command("list")
@click.option("--theme", "name", default="", metavar="T", help="Only those under this theme.")
@click.option("--document", "wanted", default="", metavar="D", help="Only those of this document.")
@click.pass_obj
def unanchored_list(session: Session, name: str, wanted: str) -> None:
    """List the words with where they come from."""
    held = session.holdings
    theme = session.theme(name).id if name else ""
    document = session.document(wanted).id if wanted else ""
    found = [
        each
        for _, each in sorted(held.unanchored.items())
        if (not theme or theme in map(held.standing_for, each.themes)) and document in ("", each.document)
    ]
    for each in found:
        if session.as_json:
            say_json(_about(each))
            continue
        names = ", ".join(held.themes[key].name if key in held.themes else key for key in each.themes)
        whose = ", ".join(part for part in (each.document, *each.cases) if part)
        say(f"{each.id}  {one_line(each.words)}  [{one_line(each.source)}]  {whose}  {names}")
    if not found:
        raise AnswerIsNo("there are no words without a text: `catena unanchored add` takes some down")


def _answer(session: Session, message: str, said: "Unanchored") -> None:
    if session.as_json:
        say_json(_about(said))
    else:
        say(message)


def _about(said: "Unanchored") -> dict[str, Any]:
    return {
        "unanchored": said.id,
        "reviewer": said.reviewer,
        "text": said.words,
        "source": said.source,
        "document": said.document,
        "cases": list(said.cases),
        "themes": list(said.themes),
        "note": said.note,
    }


def _find(session: Session, wanted: str) -> "Unanchored":
    from store.holdings import find_one

    try:
        return find_one("words without a text", wanted, session.holdings.unanchored, lambda _: ())
    except UsageFault as fault:
        raise UsageFault(f"{fault.message}; `catena unanchored list` lists them") from None
