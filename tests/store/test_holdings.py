"""Everything that can be read is read; what cannot is named with its place, and nothing of it ends under the wrong person."""

import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.synthetic import Size, make_study
from store.codebook import Theme
from store.errors import FileFault, UsageFault
from store.holdings import Holdings, Touched, find_one, holdings_after, read_document_holdings, read_holdings
from store.inspection import is_sound
from store.project import Project, open_project
from store.toml import render_toml
from tests.store.studies import TEXT, Desk
from tests.store.test_toml import VALUES

SEGMENT = "[[excerpt.{0}.segments]]\nstart = {1}\nend = {2}\nexact = 'x'\n"


def put(root: Path, path: str, text: str | bytes) -> None:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text if isinstance(text, bytes) else text.encode())


def faults(project: Project) -> list[str]:
    return [fault.message for fault in read_holdings(project).faults]


def test_a_synthetic_study_is_the_same_for_the_same_numbers_and_true_to_its_texts(tmp_path: Path) -> None:
    size = Size(excerpts=61, documents=3, reviewers=2, themes=9, characters=2_000)
    one, two = make_study(tmp_path / "one", size), make_study(tmp_path / "two", size)
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert [(one / path).read_bytes() for path in files] == [(two / path).read_bytes() for path in files]
    project = open_project(one)
    holdings = read_holdings(project)
    assert holdings.faults == ()
    assert (len(holdings.excerpts), len(holdings.documents), len(holdings.reviewers), len(holdings.themes)) == (
        61,
        3,
        2,
        9,
    )
    for excerpt in holdings.excerpts.values():
        text = project.read_text(holdings.documents[excerpt.document])
        assert [text[start:end] for start, end in excerpt.ranges] == [segment.exact for segment in excerpt.segments]


FAULTY: dict[str, str | bytes] = {
    "themes/t-1.toml": "id = 't-1'\nname = \n",
    "themes/t-2.toml": "schema = 2\nid = 't-2'\nname = 'x'\n",
    "themes/t-3.toml": "id = 't-9'\nname = 'x'\n",
    "themes/t-4.toml": "name = 'x'\n",
    "themes/t-5.toml": "id = 't-5'\nname = 'x'\nstatus = 'lost'\n",
    "themes/deep/t-6.toml": "id = 'deep/t-6'\nname = 'x'\n",
    "themes/t-7.toml": b"id = 't-7'\nname = '\xff'\n",
    "themes/t-8.toml": "id = 't-8'\nname = '\x1b[2J'\n",
    "documents/d1.toml": "id = 'd1'\npath = 'x'\nsha256 = 'x'\ncharacters = '1'\n",
    "cases/c1.toml": "name = 'x'\n",
    "reviewers/r1.toml": "id = 5\n",
    "memos/loose.md": "+++\nid = 'm1'\n+++\n",
    "memos/ana/m2.md": "no head",
    "memos/ana/m3.md": b"+++\nid = 'm3'\n+++\n\xff",
    "excerpts/loose.toml": "schema = 1\n",
    "excerpts/ana/other.toml": "document = 'jw019'\n",
    "excerpts/ana/list.toml": "excerpt = [1]\n",
    "excerpts/ana/jw018.toml": "[excerpt]\ne1 = 5\n[excerpt.e2]\nsegments = [1, 2]\n[excerpt.e3]\nsegments = 'x'\n"
    + "".join(
        SEGMENT.format(key, start, end)
        for key, start, end in [
            ("e4", 5, 5),
            ("e5", -1, 2),
            ("e6", "true", 2),
            ("e7", 5, 9),
            ("e7", 1, 3),
            ("e8", 5, 9),
            ("e8", 8, 12),
        ]
    ),
}


def test_each_file_at_fault_is_named_and_the_rest_opens(project: Project) -> None:
    before = read_holdings(project)
    for path, text in FAULTY.items():
        put(project.root, path, text)
    after = read_holdings(project)
    assert replace(after, faults=()) == before
    named = {fault.path for fault in after.faults}
    assert named == set(FAULTY)
    assert all("\n" not in fault.message for fault in after.faults)
    assert sum(fault.path == "excerpts/ana/jw018.toml" for fault in after.faults) == 8
    assert "themes/t-1.toml, line 2: not valid TOML: Invalid value" in [fault.message for fault in after.faults]
    for path, text in FAULTY.items():
        assert (project.root / path).read_bytes() == (text if isinstance(text, bytes) else text.encode())


def test_links_pipes_and_folders_in_the_place_of_files_are_named_and_not_waited_for(
    project: Project, tmp_path: Path
) -> None:
    root = project.root
    outside = tmp_path / "outside"
    put(outside, "jw019.toml", "[excerpt.e1]\n" + SEGMENT.format("e1", 1, 2))
    (root / "excerpts").mkdir(exist_ok=True)
    (root / "excerpts/ben").symlink_to(outside)
    (root / "themes/t-link.toml").symlink_to(outside / "jw019.toml")
    (root / "themes/t-nowhere.toml").symlink_to(outside / "nowhere")
    os.mkfifo(root / "themes/t-pipe.toml")
    (root / "themes/t-folder.toml").mkdir()
    (root / "cases").symlink_to(outside)
    assert set(faults(project)) == {
        "excerpts/ben: it is reached through a symbolic link, which is not followed",
        "themes/t-link.toml: it is reached through a symbolic link, which is not followed",
        "themes/t-nowhere.toml: it is reached through a symbolic link, which is not followed",
        "themes/t-pipe.toml: it is not a regular file",
        "cases: it is reached through a symbolic link, which is not followed",
    }
    assert "e1" not in read_holdings(project).excerpts


def test_a_folder_that_cannot_be_listed_is_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("themes"):
            raise PermissionError(errno.EACCES, "no")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert [fault.path for fault in read_holdings(project).faults] == ["themes"]
    assert len(read_holdings(project).documents) == 1


def test_whose_an_excerpt_is_says_its_folder_and_nothing_in_it(project: Project) -> None:
    entry = "document = 'jw019'\nreviewer = 'ana'\n[excerpt.e1]\nreviewer = 'ana'\n" + SEGMENT.format("e1", 1, 2)
    put(project.root, "excerpts/ben/jw019.toml", entry)
    assert read_holdings(project).excerpts["e1"].reviewer == "ben"


def test_the_same_excerpt_under_two_reviewers_is_named_and_shown_once(project: Project) -> None:
    for reviewer in ("ana", "ben"):
        put(project.root, f"excerpts/{reviewer}/jw019.toml", "[excerpt.e1]\n" + SEGMENT.format("e1", 1, 2))
    found = read_holdings(project)
    assert found.excerpts["e1"].reviewer == "ana"
    assert faults(project) == ["excerpts/ben/jw019.toml: excerpt e1 stands in ana/jw019 too; that one is shown"]


def test_hidden_files_and_other_endings_are_none_of_ours(project: Project) -> None:
    for path in (
        "themes/.t-1.toml.swp",
        "themes/.t-1.toml",
        "themes/t-1.toml~",
        "excerpts/.git/x.toml",
        "memos/ana/notes.txt",
    ):
        put(project.root, path, "\x1b")
    assert faults(project) == []


@given(
    st.sampled_from(["themes/t-1", "documents/jw019", "cases/c1", "reviewers/r1", "excerpts/ana/jw019"]),
    st.dictionaries(
        st.sampled_from(
            [
                "id",
                "name",
                "parent",
                "status",
                "into",
                "created",
                "excerpt",
                "document",
                "path",
                "sha256",
                "characters",
                "cases",
                "aliases",
                "attributes",
                "email",
                "schema",
                "title",
                "version",
            ]
        ),
        VALUES,
        max_size=8,
    ),
)
def test_no_values_whatever_stop_a_project_from_opening(
    tmp_path_factory: pytest.TempPathFactory, name: str, values: dict[str, Any]
) -> None:
    root = tmp_path_factory.mktemp("any")
    put(root, "catena.toml", "schema = 1\n")
    put(root, f"{name}.toml", render_toml({"id": name.split("/")[-1], "name": "x"} | values))
    project = open_project(root)
    holdings = read_holdings(project)
    read_document_holdings(project, "jw019")
    assert holdings_after(holdings, []) == holdings


@given(
    st.dictionaries(st.sampled_from(["sha256", "themes", "note", "created", "segments", "moved", "missing_in"]), VALUES)
    | VALUES
)
def test_no_entry_whatever_stops_the_others(tmp_path_factory: pytest.TempPathFactory, entry: Any) -> None:
    root = tmp_path_factory.mktemp("any")
    put(root, "catena.toml", "schema = 1\n")
    good = {"segments": [{"start": 1, "end": 2, "exact": "x"}]}
    put(root, "excerpts/ana/jw019.toml", render_toml({"excerpt": {"e1": entry, "e2": good}}))
    assert "e2" in read_holdings(open_project(root)).excerpts


def test_what_tagging_needs_is_the_same_as_what_everything_holds(desk: Desk, project: Project) -> None:
    desk.tag(0, 5, "Trust")
    some, everything = read_document_holdings(project, "jw019"), read_holdings(project)
    assert some.excerpts == everything.excerpts
    assert (some.documents, some.themes, some.reviewers) == (
        everything.documents,
        everything.themes,
        everything.reviewers,
    )
    assert read_document_holdings(project, "other").excerpts == {}


def test_excerpts_of_a_document_stand_by_place(desk: Desk) -> None:
    for start in (50, 10, 30):
        desk.tag(start, start + 5, "Trust")
    assert [excerpt.start for excerpt in desk.holdings.excerpts_of("jw019")] == [10, 30, 50]
    assert desk.holdings.excerpts_of("other") == ()
    assert TEXT[10:15] == desk.holdings.excerpts_of("jw019")[0].text


def test_holdings_follow_what_was_touched(desk: Desk) -> None:
    before = desk.holdings
    theme = desk.theme("Trust")
    after = holdings_after(
        before,
        [
            Touched(f"themes/{theme.id}.toml", None),
            Touched("themes/t-new.toml", {"id": "t-new", "name": "New"}),
            Touched("cases/c1.toml", {"id": "c1"}),
            Touched("memos/ana/x.md", "+++\nid = 'm1'\n+++\nbody"),
            Touched("reviewers/ben.toml", {"id": "ben", "name": "Ben"}),
            Touched("corpus/interviews/x.txt", "text"),
            Touched("originals/x.pdf", None),
        ],
    )
    assert theme.id in before.themes
    assert theme.id not in after.themes
    assert (after.themes["t-new"].name, after.cases["c1"].name, after.reviewers["ben"].name) == ("New", "c1", "Ben")
    assert after.memos["m1"].reviewer == "ana"
    assert holdings_after(after, [Touched("memos/ana/x.md", None)]).memos == {}


def test_what_was_touched_and_cannot_be_read_is_a_fault_and_the_rest_stays(desk: Desk) -> None:
    excerpt = desk.tag(0, 5, "Trust")
    theme = desk.theme("Trust")
    after = holdings_after(
        desk.holdings,
        [
            Touched(f"themes/{theme.id}.toml", {"id": theme.id}),
            Touched("memos/ana/x.md", "no head"),
            Touched("excerpts/ana-ferreira/jw019.toml", {"segments": []}, excerpt.id),
        ],
    )
    assert [fault.path for fault in after.faults] == [
        f"themes/{theme.id}.toml",
        "memos/ana/x.md",
        "excerpts/ana-ferreira/jw019.toml",
    ]
    assert (theme.id in after.themes, after.excerpts, after.excerpts_of("jw019")) == (False, {}, ())
    assert desk.theme("Power").id in after.themes


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("ana", "ana"), ("ANA FERREIRA", "ana"), ("be", "ben"), ("an", UsageFault), ("zoe", UsageFault), ("", UsageFault)],
)
def test_finding_by_id_name_or_beginning(wanted: str, found: Any) -> None:
    among = {"ana": "Ana Ferreira", "anna": "Anna", "ben": "Ben"}
    if found is UsageFault:
        with pytest.raises(UsageFault, match="reviewer"):
            find_one("reviewer", wanted, among, lambda name: [name])
    else:
        assert find_one("reviewer", wanted, among, lambda name: [name]) == among[found]


def test_merged_themes_are_followed_and_loops_end() -> None:
    themes = {
        "a": Theme("a", "A", status="merged", into=("b",)),
        "b": Theme("b", "B", status="split", into=("c", "d", "gone")),
        "c": Theme("c", "C"),
        "d": Theme("d", "D", status="retired"),
        "e": Theme("e", "E", status="merged", into=("f",)),
        "f": Theme("f", "F", status="merged", into=("e",)),
        "g": Theme("g", "G", into=("c",)),
    }
    holdings = Holdings(themes=themes)
    assert [[theme.id for theme in holdings.theme_of(each)] for each in "abceg"] == [
        ["c", "d"],
        ["c", "d"],
        ["c"],
        [],
        ["g"],
    ]
    assert holdings.theme_of("unknown") == ()


@pytest.mark.parametrize(
    ("path", "sound"),
    [
        ("catena.toml", True),
        (".gitignore", True),
        ("themes/t-1.toml", False),
        ("memos/loose.md", False),
        ("memos/ana/m2.md", False),
        ("themes/deep/", False),
        ("excerpts/ana/notes.docx", False),
        ("excerpts/ana/jw018.toml", True),
        ("../x.toml", False),
    ],
)
def test_what_may_go_into_git(project: Project, path: str, sound: bool) -> None:
    for each, text in FAULTY.items():
        put(project.root, each, text)
    assert is_sound(project, path) is sound


def test_a_fault_says_where() -> None:
    assert FileFault("a/b", "no", 3).message == "a/b, line 3: no"
    assert FileFault("a/b", "no").message == "a/b: no"
