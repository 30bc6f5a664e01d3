"""`catena attribution`: who speaks in the excerpts, as entered or as the texts show it, and what of it does not fit together."""

from collections.abc import Sequence

import click

from store.errors import UsageFault
from tui.commands.excerpts import about_excerpt
from tui.commands.group import Group
from tui.commands.output import narrate, one_line, say, say_json
from tui.commands.recoding import own
from tui.commands.session import Session
from tui.commands.speaking import Speakers
from tui.commands.theme_output import WHY


@click.group("attribution", cls=Group)
def attribution_command() -> None:
    """Enter who speaks in excerpts, list it, and check whether it fits together."""


@attribution_command.command("list")
@click.option("--document", "wanted", default="", metavar="D", help="Only of this document.")
@click.pass_obj
def attribution_list(session: Session, wanted: str) -> None:
    """List who speaks in each excerpt, and the case whose id, name or alias that is."""
    from themes.attribution import case_named

    speakers = Speakers(session)
    document = session.document(wanted).id if wanted else ""
    for excerpt in sorted(session.holdings.excerpts.values(), key=lambda each: (each.document, each.start, each.id)):
        if document and excerpt.document != document:
            continue
        fields = dict(speakers.fields(excerpt))
        named = (fields.get(key, "") for key in ("id", "name", "speaker"))
        cases = session.holdings.cases.values()
        case = next((found for found in (case_named(cases, each) for each in named) if found), None)
        entered = bool(excerpt.attribution)
        if session.as_json:
            record = {"excerpt": excerpt.id, "document": excerpt.document, "fields": fields, "entered": entered}
            say_json(record | {"case": case.id if case else ""})
        elif fields:
            told = ", ".join(f"{key}: {value}" for key, value in fields.items())
            of = f"  = {case.id}" if case else ""
            say(f"{excerpt.id}  {excerpt.document} {excerpt.start}-{excerpt.end}  {one_line(told)}{of}")


@attribution_command.command("set")
@click.argument("wanted", metavar="EXCERPT")
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1)
@WHY
@click.pass_obj
def attribution_set(session: Session, wanted: str, pairs: Sequence[str], why: str) -> None:
    """Enter who speaks in an excerpt of yours; without any FIELD=VALUE what was entered is taken away."""
    from store.excerpt_acts import attribute_excerpt

    fields = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise UsageFault(f"an attribution is made of FIELD=VALUE, as in role=nurse, and not {pair!r}")
        fields[name.strip().lower()] = value
    with session.writing() as writer:
        act, changed = attribute_excerpt(own(session, writer, wanted), fields, why)
        done = writer.perform(act)
    if session.as_json:
        say_json(about_excerpt(changed) | {"fields": dict(changed.attribution)})
    else:
        say(done.message)


@attribution_command.command("check")
@click.pass_obj
def attribution_check(session: Session) -> int:
    """Report one id or name with two roles, and fields that look swapped; nothing is repaired."""
    from themes.attribution import conflicts_in

    speakers = Speakers(session)
    ordered = sorted(session.holdings.excerpts.values(), key=lambda each: (each.document, each.start, each.id))
    conflicts = conflicts_in([(excerpt.id, speakers.fields(excerpt)) for excerpt in ordered])
    for conflict in conflicts:
        if session.as_json:
            say_json({"conflict": conflict.sentence, "excerpts": list(conflict.excerpts)})
        else:
            say(f"{one_line(conflict.sentence)}  ({', '.join(conflict.excerpts)})")
    if not conflicts and not session.quiet and not session.as_json:
        narrate("who speaks fits together")
    return 1 if conflicts else 0
