"""A decision puts the choice into its place, takes the conflict away, and can be undone; who may not write may not decide."""

from pathlib import Path
from typing import Any

import pytest

from store.errors import UsageFault
from store.files import write_durably
from store.holdings import read_holdings
from store.project import Project, open_project
from store.sharing.conflicts import (
    About,
    Conflict,
    conflict_files,
    file_or_none,
    read_conflicts,
    texts_of_version,
)
from store.sharing.deciding import both, decide, own_words, side_of
from store.sharing.files import Dispute, Side
from store.sharing.standing import is_settled
from store.sharing.telling import place_of, words_of
from store.toml import parse_toml, render_toml
from store.writer import Writer
from tests.store.studies import Desk, snapshot, uncommitted


def put(project: Project, dispute: Dispute) -> Conflict:
    for path, data in conflict_files(dispute, About("ana-ferreira", "Ana"), About("ben", "Ben"), None).items():
        write_durably(project.root, path, data)
    ((conflict,), faults) = read_conflicts(project)
    assert faults == ()
    return conflict


def sides(project: Project, conflict: Conflict) -> list[Side]:
    return [side_of(each, texts_of_version(project, conflict, each)) for each in conflict.versions]


def chosen(project: Project, conflict: Conflict, field: str, value: Any) -> Side:
    return next(side for side in sides(project, conflict) if (side.values or {}).get(field) == value)


def carry_out(project: Project, conflict: Conflict, choice: Side) -> None:
    """Decides, looks whether it stands, and takes it back and does it again."""
    before = snapshot(project.root)
    with Writer.open(project) as writer:
        writer.perform(decide(conflict, choice, lambda path: file_or_none(project, path), "because"))
        after = snapshot(project.root)
        assert not [path for path in after if path.startswith("conflicts/")]
        writer.undo()
        assert {path: data for path, data in snapshot(project.root).items() if data} == before
        writer.redo()
        assert snapshot(project.root) == after
    assert uncommitted(project.root) == ""


def theme_path_of(project: Project) -> str:
    return f"themes/{sorted(path.name for path in (project.root / 'themes').iterdir())[0]}"


@pytest.mark.parametrize("choice", ["one", "other", "both", "own"])
def test_a_field_of_a_theme(project: Project, choice: str) -> None:
    path = theme_path_of(project)
    dispute = Dispute(path, "values", Side({"definition": "One."}), Side({"definition": "Other."}), (), ("definition",))
    conflict = put(project, dispute)
    expected = {"one": "One.", "other": "Other.", "own": "My own.", "both": "One.\n\nOther."}[choice]
    if choice == "both":
        side = both(conflict, sorted(sides(project, conflict), key=lambda each: len((each.values or {})["definition"])))
    elif choice == "own":
        side = own_words(conflict, "My own.\n")
    else:
        side = chosen(project, conflict, "definition", expected)
    carry_out(project, conflict, side)
    assert parse_toml(path, project.read(path))["definition"] == expected


def test_a_place_can_only_be_one_or_the_other(project: Project) -> None:
    path = theme_path_of(project)
    one, other = Side({"parent": "t-000001", "order": "a"}), Side({"order": "b"})
    conflict = put(project, Dispute(path, "values", one, other, (), ("parent", "order")))
    with pytest.raises(UsageFault, match="one or the other"):
        both(conflict, sides(project, conflict))
    with pytest.raises(UsageFault, match="no text of its own"):
        own_words(conflict, "under Power")
    carry_out(project, conflict, chosen(project, conflict, "order", "b"))
    assert "parent" not in parse_toml(path, project.read(path))


def test_lists_are_joined(project: Project) -> None:
    settings = "catena.toml"
    lists = (["SPEAKER:", "(Name)"], ["SPEAKER:", "Role (ID)"])
    one, other = (Side({"attributions": each}) for each in lists)
    conflict = put(project, Dispute(settings, "values", one, other, (), ("attributions",)))
    carry_out(project, conflict, both(conflict, [one, other]))
    assert parse_toml(settings, project.read(settings))["attributions"] == ["SPEAKER:", "(Name)", "Role (ID)"]


def test_an_excerpt_kept_or_taken_away(desk: Desk, project: Project) -> None:
    excerpt = desk.tag(0, 11, "Trust", note="mine")
    desk.writer.close()
    path = "excerpts/ana-ferreira/jw019.toml"
    entry = parse_toml(path, project.read(path))["excerpt"][excerpt.id]
    conflict = put(project, Dispute(path, "values", Side({excerpt.id: entry}), Side({}), ("excerpt",), (excerpt.id,)))
    assert place_of(conflict, desk.holdings) == f"excerpt {excerpt.id} in jw019, ana-ferreira's: kept or taken away"
    gone = next(side for side in sides(project, conflict) if not side.values)
    carry_out(project, conflict, gone)
    assert not (project.root / path).exists()


def test_the_head_of_a_memo_and_its_body(project: Project) -> None:
    path = "memos/ana-ferreira/2026-01-01-m000001-x.md"
    write_durably(project.root, path, b'+++\nschema = 1\nid = "m000001"\ntitle = "One"\n+++\n\nBody of one.\n')
    head = put(project, Dispute(path, "values", Side({"title": "One"}), Side({"title": "Two"}), (), ("title",)))
    carry_out(project, head, chosen(project, head, "title", "Two"))
    texts = [Side(texts={path: text}) for text in (b"Body of one.\n", b"Body of two.\n")]
    body = put(project, Dispute(path, "body", texts[0], texts[1]))
    assert words_of(
        body.versions[0], body, texts_of_version(project, body, body.versions[0]), read_holdings(project)
    ).startswith("Body of ")
    carry_out(project, body, both(body, texts))
    assert project.read(path).endswith(b'title = "Two"\n+++\n\nBody of one.\n\nBody of two.\n')


def test_a_whole_file_that_could_not_be_read(project: Project) -> None:
    path = theme_path_of(project)
    stands, broken = project.read(path), b"schema = 1\nname = \n"
    conflict = put(project, Dispute(path, "file", Side(texts={path: broken}), Side(texts={path: stands})))
    assert not is_settled(conflict, lambda each: file_or_none(project, each))
    carry_out(project, conflict, next(side for side in sides(project, conflict) if side.texts[path] == stands))
    assert project.read(path) == stands


def test_what_is_another_reviewers_is_theirs_to_decide(project: Project) -> None:
    path = "excerpts/ben/jw019.toml"
    write_durably(project.root, path, render_toml({"schema": 1, "document": "jw019", "excerpt": {"e1": {"note": "a"}}}))
    dispute = Dispute(path, "values", Side({"note": "a"}), Side({"note": "b"}), ("excerpt", "e1"), ("note",))
    conflict = put(project, dispute)
    act = decide(conflict, chosen(project, conflict, "note", "b"), lambda each: file_or_none(project, each))
    with Writer.open(project) as writer, pytest.raises(UsageFault, match="is ben's"):
        writer.perform(act)
    assert len(read_conflicts(project)[0]) == 1


def test_conflicts_that_cannot_be_read_are_named(root: Path) -> None:
    project = open_project(root)
    write_durably(root, "conflicts/c000.toml", b'schema = 1\nid = "c001"\npart = "values"\n')
    write_durably(root, "conflicts/c002.toml", b"schema =\n")
    conflicts, faults = read_conflicts(project)
    assert conflicts == ()
    assert [fault.path for fault in faults] == ["conflicts/c000.toml", "conflicts/c002.toml"]
