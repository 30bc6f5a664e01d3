"""`catena text …`: how a document's text is read for a search.

The rules stand in the document's record; the text itself is never changed.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from store.errors import UsageFault
from store.rules import CONFIRMED, LAYERS, REFUSED, REGIONS, Region, layer_key
from tui.commands.group import Group
from tui.commands.output import one_line, say, say_json
from tui.commands.searching import documents_of
from tui.commands.session import Session
from tui.commands.theme_output import WHY

if TYPE_CHECKING:
    from store.acts import Act
    from store.documents import Document


@click.group("text", cls=Group)
def text_command() -> None:
    """Switch layers of the search view for a document, leave parts out of search, judge page furniture."""


def _document(session: Session, wanted: str) -> "Document":
    return session.document(wanted, documents_of(session))


@text_command.command("rules")
@click.argument("wanted", metavar="DOC")
@click.pass_obj
def text_rules(session: Session, wanted: str) -> None:
    """List a document's layers, regions, and lines of page furniture with their state."""
    from tui.commands.viewing import tell_rules

    document = _document(session, wanted)
    tell_rules(session, document, session.project.read_text(document))


@text_command.command("partial")
@click.argument("wanted", metavar="DOC")
@click.option("--off", is_flag=True, help="It is the whole.")
@WHY
@click.pass_obj
def text_partial(session: Session, wanted: str, off: bool, why: str) -> None:
    """Say that a document is only a part of what was said, as a transcript of pieces; tables tell it apart."""
    from store.rule_acts import say_partial

    document = _document(session, wanted)
    act = say_partial(document, not off)
    after = _perform(session, document, act, why)
    if session.as_json:
        say_json({"document": after.id, "partial": after.partial})
    else:
        say(act.message)


@text_command.command("layer")
@click.argument("wanted", metavar="DOC")
@click.argument("layer", metavar="LAYER")
@click.argument("state", metavar="on|off", type=click.Choice(["on", "off"]))
@WHY
@click.pass_obj
def text_layer(session: Session, wanted: str, layer: str, state: str, why: str) -> None:
    """Switch a layer of the search view for a document."""
    from store.rule_acts import switch_layer

    document = _document(session, wanted)
    named = next((each for each in LAYERS if layer_key(each) == layer_key(layer)), layer)
    act = switch_layer(document, named, state == "on")
    after = _perform(session, document, act, why)
    if session.as_json:
        say_json({"document": after.id, "layer": named, "on": named not in after.rules.off})
    else:
        say(act.message)


@text_command.command("mark")
@click.argument("wanted", metavar="DOC")
@click.argument("start", metavar="START", type=int)
@click.argument("end", metavar="END", type=int)
@click.option("--as", "kind", required=True, metavar="KIND", help=f"What it is: {', '.join(REGIONS)}.")
@click.option("--searched", is_flag=True, help="Search it all the same.")
@WHY
@click.pass_obj
def text_mark(session: Session, wanted: str, start: int, end: int, kind: str, searched: bool, why: str) -> None:
    """Mark a part of a document as a region, which is left out of search; mark it again to change that."""
    from store.rule_acts import mark_region

    document = _document(session, wanted)
    act, region = mark_region(document, start, end, kind.replace("-", " "), searched)
    _perform(session, document, act, why)
    _say_region(session, document, region, act)


@text_command.command("unmark")
@click.argument("wanted", metavar="DOC")
@click.argument("name", metavar="REGION")
@WHY
@click.pass_obj
def text_unmark(session: Session, wanted: str, name: str, why: str) -> None:
    """Take a region off, by its id or as much of its beginning as is enough."""
    from store.holdings import find_one
    from store.rule_acts import unmark_region

    document = _document(session, wanted)
    known = {each.id: each for each in (*document.rules.regions, *document.rules.stale)}
    try:
        region = find_one(f"region of {document.id}", name, known, lambda _: ())
    except UsageFault as fault:
        raise UsageFault(f"{fault.message}; `catena text rules {document.id}` lists them") from None
    act = unmark_region(document, region)
    _perform(session, document, act, why)
    _say_region(session, document, region, act)


@text_command.command("confirm")
@click.argument("wanted", metavar="DOC")
@click.argument("lines", metavar="LINE...", nargs=-1, required=True)
@WHY
@click.pass_obj
def text_confirm(session: Session, wanted: str, lines: Sequence[str], why: str) -> None:
    """Confirm that lines are page furniture; `#` stands for any number."""
    _judge(session, wanted, lines, CONFIRMED, why)


@text_command.command("refuse")
@click.argument("wanted", metavar="DOC")
@click.argument("lines", metavar="LINE...", nargs=-1, required=True)
@WHY
@click.pass_obj
def text_refuse(session: Session, wanted: str, lines: Sequence[str], why: str) -> None:
    """Refuse lines as page furniture: they are text, and searched; `#` stands for any number."""
    _judge(session, wanted, lines, REFUSED, why)


@text_command.command("forget")
@click.argument("wanted", metavar="DOC")
@click.argument("lines", metavar="LINE...", nargs=-1, required=True)
@WHY
@click.pass_obj
def text_forget(session: Session, wanted: str, lines: Sequence[str], why: str) -> None:
    """Take the verdict on lines back, so that they are what is proposed again."""
    _judge(session, wanted, lines, "", why)


def _judge(session: Session, wanted: str, lines: Sequence[str], verdict: str, why: str) -> None:
    from search.furniture_lines import furniture_lines, line_to_judge, shape_of
    from store.acts import together
    from store.rule_acts import judge_line
    from tui.commands.viewing import places_listed

    document = _document(session, wanted)
    text = session.project.read_text(document)
    judged = list(dict.fromkeys(line_to_judge(text, document.rules, line, verdict) for line in lines))
    act = together(*(judge_line(document, line, verdict) for line in judged))
    after = _perform(session, document, act, why)
    states = {each.line: each for each in furniture_lines(text, after.rules)}
    for line in judged:
        known = states.get(line) or states.get(shape_of(line))
        places, state = (known.places, known.state) if known is not None else ((), "")
        if session.as_json:
            listed = [list(place) for place in places]
            say_json({"document": document.id, "line": line, "state": state, "places": listed})
        else:
            said = f"{state}  {places_listed(places)}" if state else "no furniture any more"
            say(f"“{one_line(line)}”  {said}")


def _perform(session: Session, document: "Document", act: "Act", why: str) -> "Document":
    """Carries the act out; the document as it is then."""
    from store.holdings import Holdings, holdings_after

    with session.writing() as writer:
        done = writer.perform(replace(act, why=why))
    return holdings_after(Holdings({document.id: document}), done.touched).documents[document.id]


def _say_region(session: Session, document: "Document", region: Region, act: "Act") -> None:
    if session.as_json:
        say_json(
            {
                "document": document.id,
                "region": region.id,
                "kind": region.kind,
                "start": region.start,
                "end": region.end,
                "searched": region.searched,
            }
        )
    else:
        say(act.message)
