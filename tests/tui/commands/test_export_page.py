"""The page of the sample study: every number on it is counted again from the files.

The study is the sample with some work done on it by commands: counter-evidence, a verdict, a star, a split theme.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

from tests.themes.pages.page import Element, Opened, Page
from tests.themes.recount import Cells, Recount, share, totals
from tests.tui.commands.page_expectations import Expected, last_under
from tests.tui.commands.shell import Shell


def numbers(page: Page) -> list[tuple[Element, Opened]]:
    return [(each, page.opens(each)) for each in page.numbers()]


def test_every_number_opens_as_many_as_it_says(page: Page) -> None:
    assert len(page.numbers()) > 1500
    for number, opened in numbers(page):
        count = re.match(r"[\d.]+", number.text)
        assert count is not None
        if "." in count[0]:
            continue
        assert int(count[0]) == len(opened.counted), (number.attributes, opened.heading)


def test_every_number_outside_of_tables_is_what_the_files_say(page: Page, files: Recount) -> None:
    expected, seen = Expected(files, page), set()
    for number, opened in numbers(page):
        if not number.attributes["href"].startswith("#n/") or opened.counts == "verdicts":
            continue
        counted, excerpts = expected(opened.heading, number)
        assert (opened.counted, opened.excerpts) == (counted, excerpts), opened.heading
        seen.add(opened.heading)
    assert len(seen) > 150


def test_a_verdict_opens_the_excerpt_that_was_judged(page: Page, files: Recount) -> None:
    (opened,) = {opened for _, opened in numbers(page) if opened.heading == "Judged “weak” by Ana Ferreira"}
    assert opened.excerpts == {last_under(files, "One voice")}


def _cells(page: Page, heading: Element) -> Iterator[tuple[str, str, Element]]:
    """Of the table below a heading: the row's and the column's name and the cell; rows by the ids of their themes."""
    assert heading.above is not None
    section = heading.above.inside
    table = next(
        each for each in section[section.index(heading) :] if isinstance(each, Element) and each.name == "div"
    ).all("table")[0]
    columns = [each.text for each in table.all("thead")[0].all("th")[1:]]
    for row in table.all("tbody")[0].all("tr"):
        head = row.all("th")[0]
        links = head.all("a")
        name = links[0].attributes["href"].removeprefix("#theme-") if links else head.text
        for column, cell in zip(columns, row.all("td"), strict=True):
            yield name, column, cell


def _recounted(files: Recount, title: str) -> tuple[Cells, str]:
    """The cells that a table must have, and what its shares are of."""
    by = re.fullmatch(r"Cases by (.+)", title)
    if by is not None:
        return files.attributes([by[1]]), "total"
    by = re.fullmatch(r"Themes by (.+), in (excerpts|cases)", title)
    assert by is not None, title
    key = {"kind of document": "kind"}.get(by[1], by[1])
    return files.by([key], "references" if by[2] == "excerpts" else "cases"), "column" if by[2] == "cases" else ""


def test_every_cell_and_total_of_every_table_is_what_the_files_say(page: Page, files: Recount) -> None:
    names = {path: key for key, path in files.names().items()}
    tables = page.top.by_id("tables")
    headings = tables.all("h3")
    assert len(headings) >= 8
    counted = 0
    for heading in headings:
        cells, of = _recounted(files, heading.text)
        # The split theme has excerpts and is no theme in use: tables are about those in use.
        rows, columns = (
            totals(cells, lambda place: names.get(place[0][0], place[0][0])),
            totals(cells, lambda place: place[1][0]),
        )
        whole = totals(cells, lambda place: "")[""]
        for row, column, cell in _cells(page, heading):
            place = {names.get(one[0], one[0]): each for (one, other), each in cells.items() if other == (column,)}
            if row == "total":
                wanted = whole if column == "total" and len(columns) > 1 else columns.get(column, set())
            else:
                wanted = rows.get(row, set()) if column == "total" and len(columns) > 1 else place.get(row, set())
            assert re.match(r"\d+", cell.text)[0] == str(len(wanted)), (heading.text, row, column)  # type: ignore[index]
            counted += 1
            links = cell.all("a")
            assert bool(links) == bool(wanted)
            if links:
                assert page.opens(links[0]).counted == wanted, (heading.text, row, column)
            said = re.search(r"\((\d+) %\)", cell.text)
            if of == "column" and wanted and row != "total" and column != "total":
                assert said is not None
                assert said[1] == share(len(wanted), len(columns[column]), 0)
    assert counted > 1500


def test_the_pairs_of_themes_that_meet_are_what_the_files_say(page: Page, files: Recount) -> None:
    names = files.names()
    met = {frozenset((row[0], column[0])): each for (row, column), each in files.meeting("overlap").items()}
    rows = page.top.by_id("meetings").all("tbody")[0].all("tr")
    found = {}
    for row in rows:
        one, other, number = row.all("a")
        pair = frozenset(names[each.attributes["href"].removeprefix("#theme-")] for each in (one, other))
        found[pair] = page.opens(number).counted
        assert int(number.text) == len(found[pair])
    assert found == met


def test_the_drawing_opens_the_pairs_too(page: Page) -> None:
    drawing = page.top.by_id("meetings").all("svg")[0]
    for link in drawing.all("g"):
        opened = page.opens(link)
        assert link.all("title")[0].text.endswith(f": {len(opened.counted)}")
    assert len(drawing.all("g")) == 80
    assert not drawing.all("a")
    assert "80 of" in drawing.all("desc")[0].text


def test_shares_of_the_base_are_what_the_files_say(page: Page, files: Recount) -> None:
    interviews = sorted(key for key, each in files.documents.items() if each.get("kind") == "interview")
    firsts = files.firsts(interviews)
    base = len(set().union(*firsts[:4]))
    rows = page.top.by_id("saturation").all("tbody")[0].all("tr")
    assert [row.all("th")[0].text for row in rows] == interviews
    shares = [row.all("td")[3].text for row in rows]
    assert shares == [
        "" if place < 5 else share(len(firsts[place - 1] | firsts[place]), base, 1) for place in range(len(interviews))
    ]


def test_the_page_names_its_commit_and_the_same_commit_gives_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    study, made = exported / "study", (exported / "page.html").read_bytes()
    commit = subprocess.run(
        ["git", "-C", study, "rev-parse", "HEAD"], capture_output=True, text=True, check=True
    ).stdout
    assert f"from commit {commit[:12]} of ".encode() in made
    assert b"not committed" not in made
    again = copytree(study, tmp_path / "again")
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.html"
        command = [
            sys.executable,
            "-c",
            "from tui.commands import main; main()",
            "-C",
            str(again),
            "export",
            "html",
            str(out),
        ]
        command += ["--memo", "all", "--reviewer", "ana"]
        subprocess.run(
            command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}
        )
        assert out.read_bytes() == made
    changed = again / "themes" / min(os.listdir(again / "themes"))
    changed.write_text(f"{changed.read_text()}# by hand\n")
    shell = Shell(tmp_path)
    assert shell.catena("-C", "again", "export", "html", "changed.html").code == 0
    assert b"with 1 file changed since and not committed" in (tmp_path / "changed.html").read_bytes()
