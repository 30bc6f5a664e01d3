"""Pages of random projects: what a number says, what it opens, and what the files hold are the same three times.

Nobody's hand chose these projects: merged, split and retired themes, several speakers, cases without values, dates and bands.
"""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.themes.pages.page import Page
from tests.themes.random_projects import Files, projects, write
from tests.themes.recount import Recount
from tests.tui.commands.shell import Shell

QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
KEYS = {"Years in post": "years", "kind of document": "kind"}


def check(files: Files) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write(files, Path(folder) / "study")
        shell = Shell(root)
        for form, place in (("md", "../draft.md"), ("html", "../page.html")):
            came = shell.catena("export", form, place)
            assert came.code == 0, came.err
        page, recount = Page((root.parent / "page.html").read_bytes()), Recount(root)
        for number in page.numbers():
            count = re.match(r"[\d.]+", number.text)
            assert count is not None
            if "." not in count[0]:
                assert int(count[0]) == len(page.opens(number).counted), number.attributes
        check_tree(page, recount)
        check_tables(page, recount)


def check_tree(page: Page, recount: Recount) -> None:
    shown = {}
    for row in page.top.by_id("themes").all("tbody")[0].all("tr"):
        theme = row.all("a")[0].attributes["href"].removeprefix("#theme-")
        cells = row.all("td")
        shown[theme] = frozenset() if not cells[0].all("a") else page.opens(cells[0].all("a")[0]).excerpts
    wanted = {
        theme: {key for key, each in recount.excerpts.items() if theme in recount.themes_of(each)}
        for theme in recount.themes
    }
    assert {theme: found for theme, found in shown.items() if found} == {
        theme: found for theme, found in wanted.items() if found
    }


def check_tables(page: Page, recount: Recount) -> None:
    names = recount.names()
    for number, table in enumerate(page.data["tables"]):
        by = re.fullmatch(r"themes by (.+)", table["title"])
        if by is None or table["counts"] == "pairs":
            continue
        key = KEYS.get(by[1], by[1])
        cells = recount.by([key], table["counts"])
        themes = [page.data["themes"][place][0] for place in table["themes"]]
        for row, theme in enumerate(themes):
            for column, name in enumerate(table["columns"]):
                opened = page._cell(str(number), str(row), str(column))
                found = cells.get(((names[theme],), (name,)), set()) if theme in names else set()
                assert opened.counted == found, (table["title"], theme, name)


@given(projects())
@settings(max_examples=8, deadline=None, suppress_health_check=QUIET, phases=(Phase.explicit, Phase.generate))
def test_numbers_of_random_pages(files: Files) -> None:
    check(files)


@pytest.mark.soak
@given(projects())
@settings(max_examples=300, deadline=None, suppress_health_check=QUIET)
def test_numbers_of_many_random_pages(files: Files) -> None:
    check(files)
