"""`catena cases` and `catena case …`: the participants, sites and groups of a study, with their attributes."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, FileFault, UsageFault
from tui.commands.group import Group
from tui.commands.output import one_line, say, say_json, say_verbatim, table
from tui.commands.session import Session
from tui.commands.theme_output import WHY

if TYPE_CHECKING:
    from store.case_sheets import Plan
    from store.cases import Case
    from store.holdings import Holdings


@click.group("cases", cls=Group, invoke_without_command=True)
@click.option("--kind", default="", metavar="K", help="Only cases of this kind: participant, site, group …")
@click.pass_context
def cases_command(context: click.Context, kind: str) -> None:
    """List the cases with their attributes; take them out as a sheet and in again."""
    session: Session = context.obj
    if context.invoked_subcommand is not None:
        return
    cases = [each for _, each in sorted(session.holdings.cases.items()) if not kind or each.kind == kind]
    documents = _documents_of(session.holdings)
    if session.as_json:
        for case in cases:
            say_json(about_case(case, documents.get(case.id, ())))
        return
    if not cases:
        session.note("no cases yet: `catena case set CASE KEY=VALUE` makes one, `catena cases import FILE.csv` many")
        return
    from store.case_acts import told

    keys = sorted({key for case in cases for key in case.attributes})
    rows: list[Sequence[str]] = [("case", "name", "kind", "documents", *keys)]
    for case in cases:
        values = (told(case.attributes.get(key)) for key in keys)
        rows.append((case.id, case.name, case.kind, str(len(documents.get(case.id, ()))), *values))
    table(rows, right=frozenset({3}))


@cases_command.command("export")
@click.pass_obj
def cases_export(session: Session) -> None:
    """Print all cases as CSV: a row for each case, a column for each attribute."""
    from store.case_sheets import to_csv

    text = to_csv([case for _, case in sorted(session.holdings.cases.items())])
    if session.as_json:
        say_json({"format": "csv", "text": text})
    else:
        say_verbatim(text)


@cases_command.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--id-column", default="id", show_default=True, metavar="C", help="The column that names the case.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@WHY
@click.pass_obj
def cases_import(session: Session, path: Path, id_column: str, yes: bool, why: str) -> None:
    """Take in cases and attributes from a CSV file or a spreadsheet, after a preview of what would change.

    A column that is not in the file changes nothing; an empty cell takes its value away.
    """
    from store.case_sheets import OWN, plan_of, read_sheet
    from store.importers.spreadsheets import as_csv

    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageFault(f"{path} cannot be read ({error.strerror})") from None
    sheet = read_sheet(path.name, as_csv(path.name, data), id_column, OWN)
    declared = session.project.settings.attributes
    plan = plan_of(session.holdings.cases, declared, sheet)
    _preview(session, plan)
    if plan.faults:
        raise FileFault(path.name, f"{plan.faults[0]}; nothing was written")
    if not plan.acts:
        raise AnswerIsNo("the file says nothing that is not known already")
    _ask(session, plan, yes)
    with session.writing() as writer:
        # What others wrote meanwhile counts: the sheet is compared once more with what is there now.
        done = writer.perform(plan_of(session.holdings.cases, declared, sheet).act(why))
    if session.as_json:
        for key in sorted({case.id for case in plan.new} | {change.case for change in plan.changes}):
            say_json({"case": key, "result": "added" if any(case.id == key for case in plan.new) else "changed"})
    else:
        say(done.message)


def _preview(session: Session, plan: "Plan") -> None:
    from store.case_acts import told

    for note in plan.notes:
        session.note(note)
    for fault in plan.faults[1:]:
        session.note(fault)
    for case in plan.new:
        said = ", ".join(f"{key}={told(value)}" for key, value in case.attributes.items())
        session.note(f"new: {case.id}" + (f": {said}" if said else ""))
    for change in plan.changes:
        session.note(f"{change.case}: {change.key}: {told(change.before) or '—'} → {told(change.after) or '—'}")
    if plan.same:
        session.note(f"unchanged: {len(plan.same)}")


def _ask(session: Session, plan: "Plan", yes: bool) -> None:
    what = f"{len(plan.new)} new, {len({change.case for change in plan.changes})} changed"
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageFault(f"{what}: nothing was written; --yes does it without asking")
    if not click.confirm(f"{what}: write that?", default=False, err=True):
        raise AnswerIsNo("nothing was written")


@cases_command.command("check")
@click.pass_obj
def cases_check(session: Session) -> None:
    """Report duplicates and contradictions: exit code 1 where anything does not fit. Nothing is repaired."""
    from themes.case_check import misfits
    from tui.commands.speaking import Speakers

    speakers = Speakers(session)
    found = misfits(session.holdings, session.project.settings.attributes, speakers.fields)
    for each in found:
        if session.as_json:
            say_json(
                {
                    "kind": each.kind,
                    "sentence": each.sentence,
                    "cases": list(each.cases),
                    "excerpts": list(each.excerpts),
                }
            )
            continue
        shown = f"  [{', '.join(each.excerpts[:3])}{' …' if len(each.excerpts) > 3 else ''}]" if each.excerpts else ""
        say(f"{each.kind:<10}{one_line(each.sentence)}{shown}")
    if found:
        raise AnswerIsNo(f"{len(found)} thing{'s' * (len(found) != 1)} do{'es' * (len(found) == 1)} not fit together")
    session.note(f"{len(session.holdings.cases)} cases: all fits together")


@click.group("case", cls=Group)
def case_command() -> None:
    """Enter what is known of a case, and which documents are of it."""


@case_command.command("set")
@click.argument("case")
@click.argument("values", metavar="[KEY=VALUE]...", nargs=-1)
@click.option("--alias", "aliases", multiple=True, metavar="A", help="What the texts call it too; repeatable.")
@click.option("--name", default="", metavar="N", help="Its name: a code, not a person's.")
@click.option("--kind", default="", metavar="K", help="participant, site, group …")
@WHY
@click.pass_obj
def case_set(
    session: Session, case: str, values: Sequence[str], aliases: Sequence[str], name: str, kind: str, why: str
) -> None:
    """Enter attributes of a case; one that is not there yet is made. `KEY=` takes a value away."""
    from store.case_acts import enter_case, new_case
    from store.cases import Case
    from store.names import is_id

    declared = session.project.settings.attributes
    wanted = dict(_pair(pair, declared) for pair in values)
    with session.writing() as writer:
        known = _known(session.holdings, case)
        if known is not None:
            act, after = enter_case(known, wanted, aliases, name, kind, why)
        elif not is_id(case):
            raise UsageFault(f"{case!r} cannot be a case's id: a-z, 0-9 and hyphens; --name and --alias take the rest")
        else:
            stated = {key: value for key, value in wanted.items() if value is not None}
            after = Case(case, name or case, kind or "participant", tuple(dict.fromkeys(aliases)), stated)
            act = new_case(after, why)
        done = writer.perform(act)
    if session.as_json:
        say_json(about_case(after, _documents_of(session.holdings).get(after.id, ())))
    else:
        say(done.message)


def _pair(text: str, declared: Mapping[str, Any]) -> tuple[str, Any]:
    from store.attributes import value_from

    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise UsageFault(f"{text!r} is no KEY=VALUE")
    return key.strip(), value_from(value, declared.get(key.strip()))


def _known(holdings: "Holdings", wanted: str) -> "Case | None":
    from themes.attribution import case_named

    return holdings.cases.get(wanted) or case_named(holdings.cases.values(), wanted)


@case_command.command("assign")
@click.argument("document", metavar="DOC")
@click.argument("cases", metavar="[CASE]...", nargs=-1)
@WHY
@click.pass_obj
def case_assign(session: Session, document: str, cases: Sequence[str], why: str) -> None:
    """Say which cases a document is of; with none, it is of no case."""
    from store.case_acts import assign_cases

    with session.writing() as writer:
        found = []
        for wanted in cases:
            known = _known(session.holdings, wanted)
            if known is None:
                raise UsageFault(f"there is no case {wanted!r}; `catena cases` lists them")
            found.append(known.id)
        act, after = assign_cases(session.document(document), found, why)
        done = writer.perform(act)
    if session.as_json:
        say_json({"document": after.id, "cases": list(after.cases)})
    else:
        say(done.message)


@case_command.command("attribute")
@click.argument("key")
@click.option("--type", "kind", default="", metavar="T", help="text, number, date, ordered, yes/no, several.")
@click.option("--title", default="", metavar="T", help="What a table calls it.")
@click.option("--values", default="", metavar="A,B,…", help="The values of an ordered one, in their order.")
@click.option(
    "--bands", default="", metavar="N,N,…", help="The edges of the bands that numbers or dates are counted in."
)
@WHY
@click.pass_obj
def case_attribute(session: Session, key: str, kind: str, title: str, values: str, bands: str, why: str) -> None:
    """Declare an attribute of cases: its type, the order of its values, the bands that it is counted in."""
    from store.attributes import Attribute, attributes_from, value_from
    from store.case_acts import declare_attribute

    edges = tuple(value_from(edge) for edge in bands.split(",") if edge.strip())
    listed = tuple(value.strip() for value in values.split(",") if value.strip())
    before = session.project.settings.attributes.get(key)
    old = before or Attribute(key)
    after = Attribute(key, kind or old.type, title or old.title, listed or old.values, edges or old.bands)
    act = declare_attribute(before, after, why, session.holdings.cases.values())
    try:
        attributes_from("catena.toml", {"attributes": {key: dict(_record(after))}})
    except FileFault as fault:
        raise UsageFault(fault.reason) from None
    with session.writing() as writer:
        done = writer.perform(act)
    if session.as_json:
        say_json({"attribute": key, **_record(after)})
    else:
        say(done.message)


def _record(attribute: Any) -> Mapping[str, Any]:
    from store.attributes import attribute_record

    return attribute_record(attribute)


def _documents_of(holdings: "Holdings") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for document in holdings.documents.values():
        for case in document.cases:
            found.setdefault(case, []).append(document.id)
    return found


def about_case(case: "Case", documents: Sequence[str]) -> dict[str, Any]:
    """A case as JSON."""
    return {
        "case": case.id,
        "name": case.name,
        "kind": case.kind,
        "aliases": list(case.aliases),
        "attributes": case.attributes,
        "documents": list(documents),
    }
