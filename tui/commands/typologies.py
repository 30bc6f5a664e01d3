"""`catena typology …`: types of cases, and which case is of which, with the reason and the evidence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.group import Group
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session
from tui.commands.theme_output import WHY

if TYPE_CHECKING:
    from store.cases import Case
    from store.typologies import Type, Typology


@click.group("typology", cls=Group)
def typology_command() -> None:
    """Sort cases into types, with reasons and evidence."""


@typology_command.command("begin")
@click.argument("title", metavar="TITLE")
@click.option("--kind", default="", metavar="K", help="Only cases of this kind: participant, site, group …")
@click.option("--definition", default="", metavar="D", help="What it sorts cases by.")
@WHY
@click.pass_obj
def typology_begin(session: Session, title: str, kind: str, definition: str, why: str) -> None:
    """Begin a typology."""
    from store.typology_acts import begin_typology

    with session.writing() as writer:
        act, typology = begin_typology(session.holdings, title, kind, definition, why)
        done = writer.perform(act)
    _answer(session, done.message, _about(typology))


@typology_command.command("dimension")
@click.argument("typology", metavar="TYPOLOGY")
@click.argument("title", metavar="TITLE")
@click.argument("steps", metavar="STEP...", nargs=-1, required=True)
@WHY
@click.pass_obj
def typology_dimension(session: Session, typology: str, title: str, steps: Sequence[str], why: str) -> None:
    """Set a dimension along which the types differ: its steps in order, two or more."""
    from store.typology_acts import set_dimension

    with session.writing() as writer:
        act, after = set_dimension(find_typology(session, typology), title, steps, why)
        done = writer.perform(act)
    _answer(session, done.message, _about(after))


@typology_command.command("type")
@click.argument("typology", metavar="TYPOLOGY")
@click.argument("name", metavar="NAME")
@click.option("--definition", default=None, metavar="D", help="When a case is of it.")
@click.option("--at", "places", multiple=True, metavar="DIMENSION=STEP", help="Where it stands; repeatable.")
@click.option("--rename", default="", metavar="N", help="Another name.")
@click.option("--retire", "status", flag_value="retired", help="It takes no more cases; what is sorted into it stays.")
@click.option("--wake", "status", flag_value="agreed", help="A retired one takes cases again.")
@WHY
@click.pass_obj
def typology_type(
    session: Session,
    typology: str,
    name: str,
    definition: str | None,
    places: Sequence[str],
    rename: str,
    status: str | None,
    why: str,
) -> None:
    """Add a type, or change one."""
    from store.typology_acts import set_type

    at: dict[str, str] = {}
    for place in places:
        dimension, equals, step = place.partition("=")
        if not equals:
            raise UsageFault(f"{place!r} is no DIMENSION=STEP")
        at[dimension.strip()] = step.strip()
    with session.writing() as writer:
        known = find_typology(session, typology)
        act, after, made = set_type(known, name, definition, at, rename, status or "", why)
        done = writer.perform(act)
    _answer(session, done.message, {"typology": after.id, **_about_type(made)})


@typology_command.command("sort")
@click.argument("typology", metavar="TYPOLOGY")
@click.argument("case", metavar="CASE")
@click.argument("types", metavar="[TYPE]...", nargs=-1)
@click.option("--reason", default="", metavar="R", help="Why it is of this type.")
@click.option("--excerpt", "excerpts", multiple=True, metavar="E", help="An excerpt that shows it; repeatable.")
@click.option("--off", is_flag=True, help="You do not sort it any more.")
@WHY
@click.pass_obj
def typology_sort(
    session: Session,
    typology: str,
    case: str,
    types: Sequence[str],
    reason: str,
    excerpts: Sequence[str],
    off: bool,
    why: str,
) -> None:
    """Sort a case into a type, in your own file; again moves it."""
    from store.typology_acts import assign_case, withdraw_case

    if off == bool(types):
        raise UsageFault("say which type, or --off")
    evidence = [session.excerpt(each) for each in excerpts]
    with session.writing() as writer:
        known, found = find_typology(session, typology), find_case(session, case)
        reviewer = writer.reviewer.id
        if off:
            act = withdraw_case(session.holdings, reviewer, known, found, why)
            said: dict[str, Any] = {"types": [], "reason": "", "excerpts": []}
        else:
            wanted = [_find_type(known, each) for each in types]
            act, after = assign_case(session.holdings, reviewer, known, found, wanted, reason, evidence, why)
            said = {
                "types": [known.types[each].name for each in after.types],
                "reason": after.reason,
                "excerpts": list(after.excerpts),
            }
        done = writer.perform(act)
    _answer(session, done.message, {"typology": known.id, "case": found.id, "reviewer": reviewer, **said})


@typology_command.command("show")
@click.argument("typology", metavar="[TYPOLOGY]", default="")
@click.pass_obj
def typology_show(session: Session, typology: str) -> None:
    """Show the types with their cases, reasons and evidence, and where reviewers differ."""
    from store.typologies import types_in_order
    from themes.typology_tables import assignments_of, differences

    held = session.holdings
    wanted = (
        [find_typology(session, typology)] if typology else sorted(held.typologies.values(), key=lambda each: each.id)
    )
    if not wanted:
        raise AnswerIsNo("there is no typology yet: `catena typology begin TITLE` begins one")
    for each in wanted:
        sorted_cases = assignments_of(held, each)
        if session.as_json:
            for said in sorted_cases:
                names = [each.types[key].name if key in each.types else key for key in said.types]
                say_json(
                    {
                        "typology": each.id,
                        "case": said.case,
                        "reviewer": said.reviewer,
                        "types": names,
                        "reason": said.reason,
                        "excerpts": list(said.excerpts),
                    }
                )
            continue
        say(f"{one_line(each.title)} ({each.id})")
        for dimension in each.dimensions.values():
            say(f"  {one_line(dimension.title)}: {', '.join(map(one_line, dimension.steps))}")
        for type_ in types_in_order(each):
            there = [said for said in sorted_cases if type_.id in said.types]
            if type_.status != "agreed" and not there:
                continue
            places = ", ".join(map(one_line, type_.at.values()))
            say(f"  {one_line(type_.name)}" + (f"  ({places})" if places else "") + f"  {len({s.case for s in there})}")
            if type_.definition:
                say(f"      {one_line(type_.definition)}")
            for said in there:
                shown = f" [{', '.join(said.excerpts)}]" if said.excerpts else ""
                say(f"      {said.case}  {said.reviewer}  {one_line(said.reason)}{shown}".rstrip())
        for difference in differences(held, each):
            views = "; ".join(f"{who}: {', '.join(map(one_line, types))}" for who, types in difference.types)
            say(f"  reviewers differ about {difference.case}: {views}")


def _answer(session: Session, message: str, record: dict[str, Any]) -> None:
    if session.as_json:
        say_json(record)
    else:
        say(message)


def _about(typology: "Typology") -> dict[str, Any]:
    return {
        "typology": typology.id,
        "title": typology.title,
        "kind": typology.kind,
        "definition": typology.definition,
        "dimensions": {each.title: list(each.steps) for each in typology.dimensions.values()},
        "types": [each.name for each in typology.types.values()],
    }


def _about_type(type_: "Type") -> dict[str, Any]:
    return {
        "type": type_.id,
        "name": type_.name,
        "definition": type_.definition,
        "at": dict(type_.at),
        "status": type_.status,
    }


def find_typology(session: Session, wanted: str) -> "Typology":
    """The typology that a person means: by id or title."""
    from store.holdings import find_one

    try:
        return find_one("typology", wanted, session.holdings.typologies, lambda each: (each.title,))
    except UsageFault as fault:
        raise UsageFault(f"{fault.message}; `catena typology show` lists them") from None


def _find_type(typology: "Typology", wanted: str) -> "Type":
    from store.typology_acts import named

    found = named(typology.types, wanted)
    if found is None:
        there = ", ".join(each.name for each in typology.types.values()) or "none yet"
        raise UsageFault(f"{typology.id} has no type {wanted!r}; there are: {there}")
    return found


def find_case(session: Session, wanted: str) -> "Case":
    """The case that a person means: by id, name or alias, however it is spaced."""
    from store.cases import case_named

    found = session.holdings.cases.get(wanted) or case_named(session.holdings.cases.values(), wanted)
    if found is None:
        raise UsageFault(f"there is no case {wanted!r}; `catena cases` lists them")
    return found
