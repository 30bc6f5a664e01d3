"""`catena table …`: counts, each with what it rests on."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.group import Group
from tui.commands.output import say, say_json, table
from tui.commands.session import Session
from tui.commands.table_output import FORMATS, say_table

if TYPE_CHECKING:
    from store.holdings import Holdings
    from themes.tables import Table

PERCENTS = ("row", "column", "total")


def _shown(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every table."""
    for option in (
        click.option("--format", "form", default="", metavar="F", help=f"{', '.join(FORMATS)} (default: text)."),
        click.option(
            "--percent", type=click.Choice(PERCENTS), metavar="P", help="Shares of the row, the column or the total."
        ),
        click.option("--digits", default=0, type=click.IntRange(0, 6), metavar="N", help="Decimals of the shares."),
        click.option("--transpose", is_flag=True, help="Rows as columns, columns as rows."),
        click.option("--by-size", is_flag=True, help="The rows with most in them first."),
        click.option("--no-empty", is_flag=True, help="Without the rows and columns that have nothing in them."),
        click.option("--only-reviewer", default="", metavar="R", help="Only this reviewer's excerpts."),
    ):
        command = option(command)
    return command


@click.group("table", cls=Group)
def table_command() -> None:
    """Count: cases by attributes, themes by what their excerpts come from, themes that meet, saturation."""


@table_command.command("attribute")
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@click.option("--by", default="", metavar="KEY", help="The attribute that stands across.")
@click.option("--kind", default="", metavar="K", help="Only cases of this kind: participant, site, group …")
@_shown
@click.pass_obj
def table_attribute(session: Session, /, keys: Sequence[str], by: str, kind: str, **shown: Any) -> None:
    """Cases by attributes: several KEYs are layers of the rows."""
    from themes.case_tables import attribute_table

    _known_keys(session.holdings, [*keys, *([by] if by else [])])
    declared = session.project.settings.attributes
    _say(session, attribute_table(session.holdings.cases.values(), declared, keys, by, kind), shown)


@table_command.command("themes")
@click.option(
    "--by",
    multiple=True,
    metavar="KEY",
    help="An attribute of cases (repeatable: layers), or document, case, kind, reviewer (default: document).",
)
@click.option("--count", "counts", default="references", metavar="C", help="references, documents or cases.")
@click.option("--theme", "names", multiple=True, metavar="T", help="Only this theme; repeatable.")
@click.option("--kind", default="", metavar="K", help="Only documents of this kind: interview, literature …")
@_shown
@click.pass_obj
def table_themes(
    session: Session, /, by: Sequence[str], counts: str, names: Sequence[str], kind: str, **shown: Any
) -> None:
    """Themes by attributes of cases, by document, by case, by kind of document or by reviewer."""
    from themes.tables import COUNTS
    from themes.theme_tables import theme_table

    if counts not in COUNTS:
        raise UsageFault(f"{counts!r} cannot be counted; {', '.join(COUNTS)} can")
    by = tuple(by) or ("document",)
    if by[0] not in ("document", "case", "kind", "reviewer"):
        _known_keys(session.holdings, by)
    elif len(by) > 1:
        raise UsageFault(f"{by[0]} cannot be a layer among others: --by {by[0]} stands alone")
    holdings = _of_reviewer(session, shown)
    themes = [session.theme(name).id for name in names]
    declared = session.project.settings.attributes
    _say(session, theme_table(holdings, declared, by, counts, _cases_of(session, holdings), themes, kind), shown)


@table_command.command("cooccurrence")
@click.option("--level", default="overlap", metavar="L", help="overlap (default), passage, near or document.")
@click.option("--near", default=500, type=click.IntRange(0), show_default=True, metavar="N", help="Characters apart.")
@click.option("--theme", "names", multiple=True, metavar="T", help="Only this theme; repeatable.")
@_shown
@click.pass_obj
def table_cooccurrence(session: Session, /, level: str, near: int, names: Sequence[str], **shown: Any) -> None:
    """Themes that meet on the same words, in the same passage, near each other or in the same document."""
    from themes.cooccurrence import LEVELS, cooccurrence_table

    if level not in LEVELS:
        raise UsageFault(f"there is no level {level!r}; there are {', '.join(LEVELS)}")
    themes = [session.theme(name).id for name in names]
    passages = _passages(session) if level == "passage" else None
    _say(session, cooccurrence_table(_of_reviewer(session, shown), level, near, passages, themes), shown)


@table_command.command("matrix")
@click.option("--theme", "names", multiple=True, metavar="T", help="Only this theme; repeatable.")
@_shown
@click.pass_obj
def table_matrix(session: Session, /, names: Sequence[str], **shown: Any) -> None:
    """The framework matrix: a row for each case, a column for each theme; --format json has the excerpts of each cell."""
    from themes.theme_tables import theme_table

    holdings = _of_reviewer(session, shown)
    themes = [session.theme(name).id for name in names]
    declared = session.project.settings.attributes
    made = theme_table(holdings, declared, ("case",), "references", _cases_of(session, holdings), themes)
    _say(session, made.transposed(), shown)


@table_command.command("saturation")
@click.option(
    "--base", default=4, type=click.IntRange(1), show_default=True, metavar="N", help="Documents of the base."
)
@click.option("--run", default=2, type=click.IntRange(1), show_default=True, metavar="N", help="Documents of a run.")
@click.option(
    "--threshold", default="5", show_default=True, metavar="P", help="New information that is none, in percent."
)
@click.option(
    "--order", default="id", show_default=True, metavar="O", help="id, added, or the key of a case's attribute."
)
@click.option("--kind", default="interview", show_default=True, metavar="K", help="The kind of documents.")
@click.pass_obj
def table_saturation(session: Session, base: int, run: int, threshold: str, order: str, kind: str) -> None:
    """How much that is new each further document brings, and where the rule of Guest et al. (2020) stops."""
    from themes.saturation import saturation_of, themes_in_order

    try:
        limit = Fraction(threshold)
    except (ValueError, ZeroDivisionError):
        raise UsageFault(f"{threshold!r} is no percentage") from None
    documents = _in_order(session, order, kind)
    if not documents:
        raise AnswerIsNo(f"there is no document of the kind {kind}")
    found = saturation_of(themes_in_order(session.holdings, documents), base, run, limit)
    if session.as_json:
        for unit in found.units:
            ends = next((each for each in found.runs if each.last == unit.place), None)
            say_json(
                {
                    "place": unit.place,
                    "document": unit.document,
                    "new": list(unit.new),
                    "until_now": unit.until_now,
                    "run": [ends.first, ends.last] if ends else None,
                    "percent": float(ends.share) if ends and ends.share is not None else None,
                    "stop": found.stop == unit.place,
                }
            )
        return
    rows: list[Sequence[str]] = [
        ("", "document", "new themes", "until now", f"new in the last {run}, % of the base", "")
    ]
    for unit in found.units:
        ends = next((each for each in found.runs if each.last == unit.place), None)
        stop = "stop" if found.stop == unit.place else "base" if unit.place <= base else ""
        rows.append(
            (
                str(unit.place),
                unit.document,
                str(len(unit.new)),
                str(unit.until_now),
                ends.percent if ends else "",
                stop,
            )
        )
    table(rows, right=frozenset({0, 2, 3, 4}))
    say("")
    brought = (
        f"{found.base_themes} theme{'s' * (found.base_themes != 1)} in the first {base} document{'s' * (base != 1)}"
    )
    say(f"base: {brought}; run: {run}; threshold: {threshold} %; order: {order}")
    if found.stop is None:
        say("the rule does not stop within these documents")
    else:
        say(f"the rule stops at {found.stop}; {found.new_after_stop} themes were first seen after that")


def _in_order(session: Session, order: str, kind: str) -> list[str]:
    from themes.saturation_table import documents_in_order

    if order not in ("id", "added"):
        _known_keys(session.holdings, [order])
    return documents_in_order(session.holdings, session.project.settings.attributes, order, kind)


def _known_keys(holdings: "Holdings", keys: Sequence[str]) -> None:
    known = {key for case in holdings.cases.values() for key in case.attributes}
    for key in keys:
        if key not in known:
            there = ", ".join(sorted(known)) or "none yet"
            raise UsageFault(f"no case has an attribute {key!r}; there are: {there}")


def _of_reviewer(session: Session, shown: dict[str, Any]) -> "Holdings":
    """The holdings with the excerpts of one reviewer alone, where one was asked for."""
    from dataclasses import replace

    wanted = shown["only_reviewer"]
    if not wanted:
        return session.holdings
    reviewer = session.person(wanted).id
    excerpts = {key: each for key, each in session.holdings.excerpts.items() if each.reviewer == reviewer}
    return replace(session.holdings, excerpts=excerpts)


def _cases_of(session: Session, holdings: "Holdings") -> Callable[[Any], tuple[str, ...]]:
    """The case that speaks in an excerpt, where a document is of several and it can be told; else all of the document's."""
    from themes.attribution import case_named
    from themes.theme_tables import cases_by_document
    from tui.commands.speaking import Speakers

    speakers = Speakers(session)
    by_document = cases_by_document(holdings)

    def cases_of(excerpt: Any) -> tuple[str, ...]:
        cases = by_document(excerpt)
        if len(cases) < 2:
            return cases
        among = [holdings.cases[case] for case in cases]
        for value in speakers.fields(excerpt).values():
            named = case_named(among, value)
            if named is not None:
                return (named.id,)
        return cases

    return cases_of


def _passages(session: Session) -> Callable[[str], Sequence[tuple[int, int]]]:
    from search.passages import passages_of

    def ranges(document: str) -> Sequence[tuple[int, int]]:
        known = session.holdings.documents[document]
        return [(each.start, each.end) for each in passages_of(session.project.read_text(known), known.rules)]

    return ranges


def _say(session: Session, made: "Table", shown: dict[str, Any]) -> None:
    form = "json" if session.as_json else shown["form"] or "text"
    if form not in FORMATS:
        raise UsageFault(f"there is no format {form!r}; there are {', '.join(FORMATS)}")
    if not made.rows or not made.cells:
        raise AnswerIsNo("there is nothing to count yet")
    if shown["no_empty"]:
        made = made.without_empty()
    if shown["transpose"]:
        made = made.transposed()
    if shown["by_size"]:
        made = made.by_size()
    say_table(made, form, shown["percent"] or "", shown["digits"])
