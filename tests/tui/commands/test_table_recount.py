"""Every number that a table prints is the one that a plain recount of the files gives: on the sample study, on random projects.

The commands print; the recount (recount.py) shares no code with them.
"""

import csv
import io
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.corpus.sample import SAMPLE
from tests.themes.random_projects import Files, projects, write
from tests.themes.recount import Cells, Recount, share, totals
from tests.tui.commands.shell import Shell

ATTRIBUTES = ("site", "years", "level", "since")
SHARES = (("", 0), ("row", 0), ("column", 1), ("total", 2), ("row", 1))


def printed(shell: Shell, *arguments: str) -> list[dict[str, Any]]:
    """The lines of a table as JSON; none where it says that there is nothing to count."""
    came = shell.catena("--quiet", "table", *arguments, "--json")
    assert came.code in (0, 1), came.err
    return [json.loads(line) for line in came.out.splitlines()]


def check(
    shell: Shell, expected: Cells, arguments: Sequence[str], percent: str = "", digits: int = 0, *, as_sheet: bool
) -> None:
    """Holds each number of a table, in JSON and perhaps in CSV, against the cells that were recounted."""
    shares = ("--percent", percent, "--digits", str(digits)) if percent else ()
    lines = printed(shell, *arguments, *shares)
    rows, columns = totals(expected, lambda place: place[0]), totals(expected, lambda place: place[1])
    whole = totals(expected, lambda place: ())
    total = len(whole.get((), ()))
    found = set()
    for line in lines:
        place = (tuple(line["row"]), tuple(line["column"]))
        counted = expected.get(place, set())
        found.add(place)
        assert set(line["ids"]) == counted, (arguments, place)
        in_row, in_column = len(rows.get(place[0], ())), len(columns.get(place[1], ()))
        numbers = line["count"], line["row_total"], line["column_total"], line["total"]
        assert numbers == (len(counted), in_row, in_column, total), (arguments, place)
        if percent:
            of = {"row": in_row, "column": in_column, "total": total}[percent]
            assert line["percent"] == share(len(counted), of, digits), (arguments, place)
    assert expected.keys() <= found, arguments
    if lines and as_sheet:
        check_sheet(shell, expected, arguments, len(lines[0]["row"]))


def check_sheet(shell: Shell, expected: Cells, arguments: Sequence[str], layers: int) -> None:
    """The same table as CSV: each cell, the last column and the last row."""
    came = shell.catena("--quiet", "table", *arguments, "--format", "csv")
    head, *body, last = csv.reader(io.StringIO(came.out))
    rows, columns = totals(expected, lambda place: place[0]), totals(expected, lambda place: place[1])
    names = {" / ".join(column): column for _, column in expected}
    for line in body:
        row = tuple(cell.removeprefix("'") for cell in line[:layers])
        for name, cell in zip(head[layers:-1], line[layers:-1], strict=True):
            assert int(cell) == len(expected.get((row, names.get(name.removeprefix("'"), ())), ()))
        assert int(line[-1]) == len(rows.get(row, ()))
    for name, cell in zip(head[layers:-1], last[layers:-1], strict=True):
        assert int(cell) == len(columns.get(names.get(name.removeprefix("'"), ()), ()))
    assert int(last[-1]) == len(totals(expected, lambda place: ()).get((), ()))


def tables_of(recount: Recount, keys: Sequence[str], kind: str) -> Iterator[tuple[Cells, list[str]]]:
    """Every table that there is, as it is recounted, and the words that ask for it."""
    first, second, *_ = [*keys, keys[0]]
    yield recount.attributes([first]), ["attribute", first]
    yield recount.attributes([first], second), ["attribute", first, "--by", second]
    yield recount.attributes([first, second]), ["attribute", first, second]
    kinds = {case.get("kind", "participant") for case in recount.cases.values()}
    for each in sorted(kinds):
        yield recount.attributes([first], kind=each), ["attribute", first, "--kind", each]
    for counts in ("references", "documents", "cases"):
        for key in ("document", "case", "kind", "group", "reviewer", *keys):
            yield recount.by([key], counts), ["themes", "--by", key, "--count", counts]
        yield recount.by([first, second], counts), ["themes", "--by", first, "--by", second, "--count", counts]
        yield recount.by(["case"], counts, kind), ["themes", "--by", "case", "--count", counts, "--kind", kind]
    for reviewer in sorted({each["reviewer"] for each in recount.excerpts.values()}):
        yield recount.by([first], reviewer=reviewer), ["themes", "--by", first, "--only-reviewer", reviewer]
    turned = {(column, row): found for (row, column), found in recount.by(["case"]).items()}
    yield turned, ["matrix"]
    for document in sorted(recount.documents)[:2]:
        yield recount.along(document, 4), ["sequence", document, "--parts", "4"]
    yield recount.covered(), ["coverage"]
    for level in ("overlap", "passage", "document"):
        yield recount.meeting(level), ["cooccurrence", "--level", level]
    for near in (0, 3, 500):
        yield recount.meeting("near", near), ["cooccurrence", "--level", "near", "--near", str(near)]


def check_saturation(shell: Shell, recount: Recount, kind: str) -> None:
    documents = [key for key, each in sorted(recount.documents.items()) if each.get("kind", "interview") == kind]
    base, run = 2, 2
    lines = printed(shell, "saturation", "--kind", kind, "--base", str(base), "--run", str(run), "--threshold", "20")
    new = recount.firsts(documents)
    assert [line["document"] for line in lines] == documents
    assert [set(line["new"]) for line in lines] == new
    at_first = sum(map(len, new[:base]))
    stops = []
    for place, line in enumerate(lines, 1):
        assert line["until_now"] == sum(map(len, new[:place]))
        in_run = sum(map(len, new[place - run : place]))
        if place < base + run or not at_first:
            assert line["percent"] is None
            continue
        assert line["percent"] == pytest.approx(100 * in_run / at_first)
        stops.append((place, 100 * in_run <= 20 * at_first))
    stop = next((place for place, ended in stops if ended), None)
    assert [line["place"] for line in lines if line["stop"]] == ([stop] if stop else [])


def sample_recounted(shell: Shell, which: slice) -> None:
    copytree(SAMPLE, shell.here, dirs_exist_ok=True)
    recount = Recount(shell.here)
    tables = list(enumerate(tables_of(recount, ["site", "years", "role"], "interview")))
    for number, (expected, arguments) in tables[which]:
        check(shell, expected, arguments, *SHARES[number % len(SHARES)], as_sheet=number % 4 == 0)
    check_saturation(shell, recount, "interview")


def test_the_numbers_of_the_tables_of_the_sample_study(shell: Shell) -> None:
    sample_recounted(shell, slice(None, None, 2))


@pytest.mark.soak
def test_every_number_of_every_table_of_the_sample_study(shell: Shell) -> None:
    sample_recounted(shell, slice(None))


def recounted(files: Files, shell: Shell) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write(files, Path(folder))
        shell.here = root
        recount = Recount(root)
        stated = {key for case in recount.cases.values() for key in case.get("attributes", {})}
        keys = [key for key in ATTRIBUTES if key in stated]
        for number, (expected, arguments) in enumerate(tables_of(recount, keys, "interview") if keys else ()):
            check(shell, expected, arguments, *SHARES[number % len(SHARES)], as_sheet=number % 4 == 0)
        if any(each["kind"] == "interview" for each in recount.documents.values()):
            check_saturation(shell, recount, "interview")


GENERATE = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without making a failing project smaller, which would take minutes."""
SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=4, deadline=None, phases=GENERATE, report_multiple_bugs=False, suppress_health_check=SHARED)
@given(projects())
def test_every_number_of_every_table_of_random_projects(shell: Shell, files: Files) -> None:
    recounted(files, shell)


@pytest.mark.soak
@settings(max_examples=500, deadline=None, phases=GENERATE, report_multiple_bugs=False, suppress_health_check=SHARED)
@given(projects())
def test_every_number_of_every_table_of_many_random_projects(shell: Shell, files: Files) -> None:
    recounted(files, shell)
