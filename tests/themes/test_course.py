"""What comes after what, in a text and in the analysis: parts have edges, pauses are shown, and each number can be looked up."""

from datetime import date
from pathlib import Path

from store.codebook import Theme
from store.documents import Document
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from store.project import Project
from tests.store.studies import Desk, git
from themes.sequence import sequence_table
from themes.timeline import Step, steps_of, timeline_table

DOCUMENT = Document("d1", "D1", "interview", "", "", 100)
HELD = Holdings(
    documents={"d1": DOCUMENT},
    themes={"a": Theme("a", "A"), "b": Theme("b", "B")},
    excerpts={
        key: Excerpt(key, "ana", "d1", "", tuple(Segment(start, end, "x") for start, end in ranges), themes)
        for key, ranges, themes in (
            ("e1", [(0, 10)], ("a",)),
            ("e2", [(9, 11)], ("a",)),
            ("e3", [(20, 21), (90, 100)], ("b", "a")),
        )
    },
)


def test_an_excerpt_counts_in_each_part_that_it_touches_and_once_in_all() -> None:
    made = sequence_table(HELD, DOCUMENT, 10)
    assert made.columns[0] == ("0-10",)
    assert made.columns[-1] == ("90-100",)
    assert made.cell(("A",), ("0-10",)).counted == {"e1", "e2"}
    assert made.cell(("A",), ("10-20",)).counted == {"e2"}
    assert made.cell(("B",), ("90-100",)).counted == {"e3"}
    assert made.row_totals["A",].count == 3
    assert made.total.count == 3
    assert sequence_table(HELD, DOCUMENT, 3).columns == (("0-33",), ("33-66",), ("66-100",))


def step(commit: str, day: str, *paths: str) -> Step:
    return Step(commit, date.fromisoformat(day), "Ana", paths)


STEPS = [
    step("c1", "2026-01-01", "themes/t-1.toml", "excerpts/ana/d1.toml"),
    step("c2", "2026-01-01", "excerpts/ana/d1.toml"),
    step("c3", "2026-01-04", "memos/ana/m.md", "README.md"),
    step("c4", "2026-01-04"),
]


def test_days_without_work_are_part_of_the_course() -> None:
    made = timeline_table(STEPS)
    assert made.rows == (("2026-01-01",), ("2026-01-02",), ("2026-01-03",), ("2026-01-04",))
    assert made.columns == (("excerpts",), ("codebook",), ("memos",), ("other",))
    assert made.cell(("2026-01-01",), ("excerpts",)).counted == {"c1", "c2"}
    assert made.row_totals["2026-01-02",].count == 0
    assert made.row_totals["2026-01-04",].counted == {"c3", "c4"}
    assert timeline_table(STEPS, "week").rows == (("2026-W01",),)
    assert timeline_table(STEPS, "month", "who").cell(("2026-01",), ("Ana",)).count == 4


def test_the_course_is_read_from_git(desk: Desk) -> None:
    excerpt = desk.tag(0, 11, "Trust")
    assert excerpt.themes
    desk.writer.close()
    steps = steps_of(desk.project)
    assert [each.commit for each in steps] == git(desk.project.root, "log", "--reverse", "--format=%H").split("\n")
    assert steps[-1].paths == (f"excerpts/{excerpt.reviewer}/jw019.toml",)


def test_a_folder_without_history_has_no_course(tmp_path: Path, project: Project) -> None:
    assert steps_of(Project(tmp_path, project.settings)) == []
