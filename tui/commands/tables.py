"""`catena table …`: counts, each with what it rests on."""

import shutil
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.group import Group
from tui.commands.output import say, say_json, table
from tui.commands.session import Session
from tui.commands.study_tables import table_coverage, table_matrix, table_sequence, table_timeline, table_typology
from tui.commands.table_options import (
    known_keys,
    layers,
    of_reviewer,
    passages_by_document,
    put_out,
    shown_options,
    speaking_cases,
)

if TYPE_CHECKING:
    from themes.saturation import Saturation


@click.group("table", cls=Group)
def table_command() -> None:
    """Count: cases by attributes, themes by what their excerpts come from, themes that meet, saturation."""


@table_command.command("attribute")
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@click.option("--by", default="", metavar="KEY", help="The attribute that stands across.")
@click.option("--kind", default="", metavar="K", help="Only cases of this kind: participant, site, group …")
@shown_options
@click.pass_obj
def table_attribute(session: Session, /, keys: Sequence[str], by: str, kind: str, **shown: Any) -> None:
    """Cases by attributes: several KEYs are layers of the rows."""
    from themes.case_tables import attribute_table

    holdings, declared = layers(session, session.holdings, [*keys, *([by] if by else [])])
    put_out(session, attribute_table(holdings.cases.values(), declared, keys, by, kind), shown)


@table_command.command("themes")
@click.option(
    "--by",
    multiple=True,
    metavar="KEY",
    help="An attribute of cases (repeatable: layers), or document, case, kind, group, reviewer (default: document).",
)
@click.option("--count", "counts", default="references", metavar="C", help="references, documents or cases.")
@click.option("--theme", "names", multiple=True, metavar="T", help="Only this theme; repeatable.")
@click.option("--kind", default="", metavar="K", help="Only documents of this kind: interview, literature …")
@click.option("--unanchored", is_flag=True, help="Only words that stand in no text, which count among no excerpts.")
@shown_options
@click.pass_obj
def table_themes(
    session: Session, /, by: Sequence[str], counts: str, names: Sequence[str], kind: str, unanchored: bool, **shown: Any
) -> None:
    """Themes by attributes of cases, by document, by case, by kind or group of document or by reviewer."""
    from themes.tables import COUNTS
    from themes.theme_tables import ALONE, is_of_documents, theme_table

    if counts not in COUNTS:
        raise UsageFault(f"{counts!r} cannot be counted; {', '.join(COUNTS)} can")
    by = tuple(by) or ("document",)
    alone = by[0] in ALONE and not (by[0] == "group" and not is_of_documents(session.holdings))
    if alone and len(by) > 1:
        raise UsageFault(f"{by[0]} cannot be a layer among others: --by {by[0]} stands alone")
    holdings, declared = layers(session, of_reviewer(session, shown), () if alone else by)
    themes = [session.theme(name).id for name in names]
    cases_of = speaking_cases(session, holdings)
    if unanchored:
        from themes.unanchored_counts import cases_of_words, only_unanchored

        reviewer = session.person(shown["only_reviewer"]).id if shown["only_reviewer"] else ""
        holdings, cases_of = only_unanchored(holdings, reviewer), cases_of_words(holdings)
    put_out(session, theme_table(holdings, declared, by, counts, cases_of, themes, kind), shown)


@table_command.command("cooccurrence")
@click.option("--level", default="overlap", metavar="L", help="overlap (default), passage, near or document.")
@click.option("--near", default=500, type=click.IntRange(0), show_default=True, metavar="N", help="Characters apart.")
@click.option("--theme", "names", multiple=True, metavar="T", help="Only this theme; repeatable.")
@shown_options
@click.pass_obj
def table_cooccurrence(session: Session, /, level: str, near: int, names: Sequence[str], **shown: Any) -> None:
    """Themes that meet on the same words, in the same passage, near each other or in the same document."""
    from themes.cooccurrence import LEVELS, cooccurrence_table

    if level not in LEVELS:
        raise UsageFault(f"there is no level {level!r}; there are {', '.join(LEVELS)}")
    themes = [session.theme(name).id for name in names]
    passages = passages_by_document(session) if level == "passage" else None
    put_out(session, cooccurrence_table(of_reviewer(session, shown), level, near, passages, themes), shown)


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
@click.option("--plot", is_flag=True, help="A curve of all themes until each document, below the numbers.")
@click.pass_obj
def table_saturation(session: Session, base: int, run: int, threshold: str, order: str, kind: str, plot: bool) -> None:
    """How much that is new each further document brings, and where the rule of Guest, Namey and Chen stops."""
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
    if plot:
        _plot(found)


def _plot(found: "Saturation") -> None:
    from tui.commands.drawing import saturation_curve

    say("")
    for line in saturation_curve(found, shutil.get_terminal_size().columns):
        say(line)


def _in_order(session: Session, order: str, kind: str) -> list[str]:
    from themes.saturation_table import documents_in_order

    if order not in ("id", "added"):
        known_keys(session.holdings, [order])
    return documents_in_order(session.holdings, session.project.settings.attributes, order, kind)


for command in (table_matrix, table_coverage, table_sequence, table_timeline, table_typology):
    table_command.add_command(command)
