"""`catena table matrix`, `coverage`, `sequence`, `timeline` and `typology`: the study itself, charted and counted."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, GitFault, UsageFault
from tui.commands.group import Command
from tui.commands.output import say, say_verbatim
from tui.commands.session import Session
from tui.commands.table_options import (
    layers,
    of_reviewer,
    passages_by_document,
    put_out,
    shown_options,
    speaking_cases,
)

if TYPE_CHECKING:
    from store.holdings import Holdings
    from themes.tables import Table


@click.command("matrix", cls=Command)
@click.option("--theme", "names", multiple=True, metavar="T", help="Only this theme; repeatable.")
@click.option("--full", is_flag=True, help="Each cell written out: its summaries and its excerpts (text, csv, md).")
@shown_options
@click.pass_obj
def table_matrix(session: Session, /, names: Sequence[str], full: bool, **shown: Any) -> None:
    """The framework matrix: a row for each case, a column for each theme, its cells with excerpts and summaries."""
    from themes.framework import matrix_with_summaries, summaries_of
    from themes.theme_tables import theme_table

    holdings = of_reviewer(session, shown)
    themes = [session.theme(name).id for name in names]
    declared = session.project.settings.attributes
    made = theme_table(holdings, declared, ("case",), "references", speaking_cases(session, holdings), themes)
    matrix = matrix_with_summaries(holdings, made)
    if full and not session.as_json:
        _write_out_matrix(holdings, matrix, shown)
        return
    put_out(session, matrix, shown, summaries_of(holdings, matrix))


def _write_out_matrix(holdings: "Holdings", matrix: "Table", shown: Mapping[str, Any]) -> None:
    from themes.framework import chart_csv, chart_lines, charted

    form = shown["form"] or "text"
    if form not in ("text", "csv", "md"):
        raise UsageFault(f"a matrix is written out as text, csv or md, and not as {form}")
    charts = list(charted(holdings, matrix))
    if not charts:
        raise AnswerIsNo("there is nothing in the matrix yet")
    if form == "csv":
        say_verbatim(chart_csv(charts))
        return
    for line in chart_lines(charts, form == "md"):
        say(line)


@click.command("coverage", cls=Command)
@click.option("--kind", default="", metavar="K", help="Only documents of this kind: interview, literature …")
@shown_options
@click.pass_obj
def table_coverage(session: Session, /, kind: str, **shown: Any) -> None:
    """Passages with an excerpt and without, by document."""
    from themes.coverage_table import coverage_table

    put_out(session, coverage_table(of_reviewer(session, shown), passages_by_document(session), kind), shown)


@click.command("sequence", cls=Command)
@click.argument("document", metavar="DOC")
@click.option("--parts", default=10, type=click.IntRange(1, 200), show_default=True, metavar="N", help="Equal parts.")
@click.option("--theme", "names", multiple=True, metavar="T", help="Only this theme; repeatable.")
@shown_options
@click.pass_obj
def table_sequence(session: Session, /, document: str, parts: int, names: Sequence[str], **shown: Any) -> None:
    """The themes along a document, in equal parts of its text."""
    from themes.sequence import sequence_table

    holdings = of_reviewer(session, shown)
    themes = [session.theme(name).id for name in names]
    put_out(session, sequence_table(holdings, session.document(document), parts, themes), shown)


@click.command("timeline", cls=Command)
@click.option("--period", default="day", show_default=True, metavar="P", help="day, week or month.")
@click.option("--by", default="work", show_default=True, metavar="B", help="work (what was worked at) or who.")
@shown_options
@click.pass_obj
def table_timeline(session: Session, /, period: str, by: str, **shown: Any) -> None:
    """The course of the analysis from git: how many commits touched what, and when."""
    from themes.timeline import PERIODS, steps_of, timeline_table

    if period not in PERIODS:
        raise UsageFault(f"there is no period {period!r}; there are {', '.join(PERIODS)}")
    if by not in ("work", "who"):
        raise UsageFault(f"the commits go by work or who, and not by {by!r}")
    if shown["only_reviewer"]:
        raise UsageFault("a timeline is of all; --by who tells whose each commit is")
    steps = steps_of(session.project)
    if not steps:
        raise GitFault("nothing was committed here yet, so there is no history: `catena log` tells more")
    put_out(session, timeline_table(steps, period, by), shown)


@click.command("typology", cls=Command)
@click.argument("typology", metavar="TYPOLOGY")
@click.option("--by", default="", metavar="KEY", help="An attribute of cases, or reviewer.")
@click.option("--down", default="", metavar="D", help="The dimension that stands down, with --across.")
@click.option("--across", default="", metavar="D", help="The dimension that stands across, with --down.")
@shown_options
@click.pass_obj
def table_typology(session: Session, /, typology: str, by: str, down: str, across: str, **shown: Any) -> None:
    """The cases of each type, or two dimensions against each other."""
    from tui.commands.typologies import find_typology

    known = find_typology(session, typology)
    if not known.types:
        raise AnswerIsNo(f"{known.id} has no types yet: `catena typology type {known.id} NAME` adds one")
    if bool(down) != bool(across) or (by and down):
        raise UsageFault("--down and --across go together, and without --by")
    reviewer = session.person(shown["only_reviewer"]).id if shown["only_reviewer"] else ""
    put_out(session, _typology(session, known.id, by, down, across, reviewer), shown)


def _typology(session: Session, typology: str, by: str, down: str, across: str, reviewer: str) -> "Table":
    from themes.typology_tables import two_by_two, types_table

    keys = [by] if by not in ("", "reviewer") else []
    holdings, declared = layers(session, session.holdings, keys)
    known = holdings.typologies[typology]
    if down:
        return two_by_two(holdings, known, down, across, reviewer)
    return types_table(holdings, declared, known, by, reviewer)
