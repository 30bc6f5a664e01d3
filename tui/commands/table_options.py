"""What every table command takes: its options, whose excerpts count, and how the table that was made is put out.

Shares, order, format and drawing are asked for in the same words everywhere. On a terminal a table is as wide as that is, in
blocks of columns; into a file or a pipe it goes in one piece, a line a row.
"""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.output import say_json
from tui.commands.session import Session
from tui.commands.table_output import FORMATS, say_table

if TYPE_CHECKING:
    from store.attributes import Attribute
    from store.holdings import Holdings
    from themes.tables import Label, Table

PERCENTS = ("row", "column", "total")
WORKBOOK = "xlsx"


def shown_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every table."""
    for option in (
        click.option(
            "--format", "form", default="", metavar="F", help=f"{', '.join((*FORMATS, WORKBOOK))} (default: text)."
        ),
        click.option("--to", "path", type=click.Path(path_type=Path), metavar="PATH", help="The file of a workbook."),
        click.option("--force", is_flag=True, help="Replace the file where there is one already."),
        click.option(
            "--percent", type=click.Choice(PERCENTS), metavar="P", help="Shares of the row, the column or the total."
        ),
        click.option("--digits", default=0, type=click.IntRange(0, 6), metavar="N", help="Decimals of the shares."),
        click.option("--transpose", is_flag=True, help="Rows as columns, columns as rows."),
        click.option("--by-size", is_flag=True, help="The rows with most in them first."),
        click.option("--sort", "by_column", default="", metavar="C", help="The rows with most in this column first."),
        click.option("--no-empty", is_flag=True, help="Without the rows and columns that have nothing in them."),
        click.option("--heat", is_flag=True, help="A sign behind each number: how large it is among the others."),
        click.option("--bars", is_flag=True, help="Bars of the rows instead of their cells."),
        click.option(
            "--width", default=None, type=click.IntRange(0), metavar="N", help="So many columns wide; 0: in one piece."
        ),
        click.option("--only-reviewer", default="", metavar="R", help="Only this reviewer's excerpts."),
    ):
        command = option(command)
    return command


def known_keys(holdings: "Holdings", keys: Sequence[str]) -> None:
    """Raises UsageFault for a key that no case has an attribute of."""
    known = {key for case in holdings.cases.values() for key in case.attributes}
    for key in keys:
        if key not in known:
            there = ", ".join(sorted(known)) or "none yet"
            raise UsageFault(f"no case has an attribute {key!r}; there are: {there}")


def of_reviewer(session: Session, shown: dict[str, Any]) -> "Holdings":
    """The holdings with the excerpts of one reviewer alone, where one was asked for."""
    from dataclasses import replace

    wanted = shown["only_reviewer"]
    if not wanted:
        return session.holdings
    reviewer = session.person(wanted).id
    excerpts = {key: each for key, each in session.holdings.excerpts.items() if each.reviewer == reviewer}
    return replace(session.holdings, excerpts=excerpts)


def speaking_cases(session: Session, holdings: "Holdings") -> Callable[[Any], tuple[str, ...]]:
    """The cases whose words an excerpt is, where its document is of several (see `cases_speaking`)."""
    from themes.attribution import cases_speaking
    from themes.theme_tables import cases_by_document
    from tui.commands.speaking import Speakers

    speakers = Speakers(session)
    by_document = cases_by_document(holdings)

    def cases_of(excerpt: Any) -> tuple[str, ...]:
        cases = by_document(excerpt)
        if len(cases) < 2:
            return cases
        return cases_speaking([holdings.cases[case] for case in cases], speakers.fields(excerpt))

    return cases_of


def passages_by_document(session: Session) -> Callable[[str], Sequence[tuple[int, int]]]:
    from search.passages import passages_of

    def ranges(document: str) -> Sequence[tuple[int, int]]:
        known = session.holdings.documents[document]
        return [(each.start, each.end) for each in passages_of(session.project.read_text(known), known.rules)]

    return ranges


def put_out(
    session: Session,
    made: "Table",
    shown: Mapping[str, Any],
    summaries: Mapping[Any, Sequence[Mapping[str, str]]] | None = None,
) -> None:
    """Prints the table as it is asked for, or writes it as a workbook."""
    form = "json" if session.as_json and shown["form"] != WORKBOOK else shown["form"] or "text"
    if form not in (*FORMATS, WORKBOOK):
        raise UsageFault(f"there is no format {form!r}; there are {', '.join((*FORMATS, WORKBOOK))}")
    if not made.rows or not made.cells:
        raise AnswerIsNo("there is nothing to count yet")
    if shown["no_empty"]:
        made = made.without_empty()
    if shown["transpose"]:
        made = made.transposed()
    if shown["by_column"].casefold() == "total":
        made = made.by_size()
    elif shown["by_column"]:
        made = made.by_column(_column_named(made, shown["by_column"]))
    elif shown["by_size"]:
        made = made.by_size()
    if form == WORKBOOK:
        _write_workbook(session, made, shown)
    else:
        say_table(
            made,
            form,
            shown["percent"] or "",
            shown["digits"],
            width=_width(shown["width"]),
            heat=shown["heat"],
            bars=shown["bars"],
            summaries=summaries,
        )


def _width(wanted: int | None) -> int:
    """The columns that a table may take; 0: as many as it needs."""
    if wanted is not None:
        return wanted
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def _column_named(made: "Table", wanted: str) -> "Label":
    from themes.table_texts import BETWEEN

    names = {BETWEEN.join(column): column for column in made.columns}
    found = [column for name, column in names.items() if name.casefold() == wanted.casefold()]
    found = found or [
        column for name, column in names.items() if name.rpartition(" > ")[2].casefold() == wanted.casefold()
    ]
    if len(found) != 1:
        many = f"{len(found)} columns are called {wanted!r}" if found else f"there is no column {wanted!r}"
        raise UsageFault(f"{many}; there are: {', '.join([*list(names)[:8], 'total'])}")
    return found[0]


def _write_workbook(session: Session, made: "Table", shown: Mapping[str, Any]) -> None:
    from store.exchange.outgoing import place_to_write, refuse_real_names, write_out
    from themes.table_book import workbook_of
    from themes.table_texts import basis_of, csv_of
    from tui.commands.output import say

    path = shown["path"]
    if path is None:
        raise UsageFault("a workbook goes into a file: --to PATH")
    place = place_to_write(session.project, path, shown["force"])
    percent = shown["percent"] or ""
    refuse_real_names(session.project, [("the table", "\n".join([csv_of(made, percent), *basis_of(made, percent)]))])
    data = workbook_of(made, percent)
    write_out(place, data, shown["force"])
    if session.as_json:
        say_json({"path": str(path), "format": WORKBOOK, "rows": len(made.rows), "bytes": len(data)})
    else:
        say(f"wrote     {path}  {len(made.rows)} rows")


def layers(session: Session, holdings: "Holdings", keys: Sequence[str]) -> "tuple[Holdings, Mapping[str, Attribute]]":
    """The holdings and declarations in which all these keys are attributes of cases; raises UsageFault where one is none.

    `type:TYPOLOGY` is the types into which the cases are sorted.
    """
    from themes.typology_tables import OF_TYPE, with_types

    for key in keys:
        if key.startswith(OF_TYPE) and key.removeprefix(OF_TYPE) not in holdings.typologies:
            there = ", ".join(sorted(holdings.typologies)) or "none yet"
            raise UsageFault(f"there is no typology {key.removeprefix(OF_TYPE)!r}; there are: {there}")
    known_keys(holdings, [key for key in keys if not key.startswith(OF_TYPE)])
    return with_types(holdings, session.project.settings.attributes, keys)
