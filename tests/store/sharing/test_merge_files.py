"""Files of every kind are merged by what they say: all that does not contradict goes in, and all that does is kept twice."""

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.sharing.files import merge_file
from store.sharing.rules import rules_of
from store.sharing.values import canonical, merge_values
from store.toml import render_toml

THEME = b'schema = 1\nid = "t-1"\nname = "Trust"\nparent = "t-9"\norder = "n"\naliases = ["Faith"]\n'
EXCERPTS = (
    b'schema = 1\ndocument = "jw019"\n\n# the first\n[excerpt.e1]\nsha256 = "a"\nthemes = ["t-1"]\nnote = "x"\n\n'
    b'[[excerpt.e1.segments]]\nstart = 0\nend = 4\nexact = "Some"\n\n[excerpt.e2]\nsha256 = "a"\nthemes = ["t-1", "t-2"]\n'
)
MEMO = b'+++\nschema = 1\nid = "m1"\ntitle = "One"\nthemes = ["t-1"]\n+++\n\nBody.\n'


def says(data: bytes | None) -> dict[str, Any]:
    assert data is not None
    return tomllib.loads(data.decode())


def test_different_fields_of_a_theme_go_together() -> None:
    ours = THEME.replace(b'"Trust"', b'"Confidence"')
    theirs = THEME + b'definition = "Relying on somebody"\nmade_up = "kept"\n'
    merged = merge_file("themes/t-1.toml", THEME, ours, theirs)
    assert merged.disputes == ()
    assert says(merged.data) == says(THEME) | {
        "name": "Confidence",
        "definition": "Relying on somebody",
        "made_up": "kept",
    }


def test_the_same_field_of_a_theme_is_disputed_once_and_ours_stands() -> None:
    ours, theirs = THEME.replace(b'"Trust"', b'"A"'), THEME.replace(b'"Trust"', b'"B"').replace(b'"Faith"', b'"Creed"')
    merged = merge_file("themes/t-1.toml", THEME, ours, theirs)
    assert says(merged.data) == says(THEME) | {"name": "A", "aliases": ["Creed"]}
    (dispute,) = merged.disputes
    assert (dispute.keys, dispute.fields) == ((), ("name",))
    assert (dispute.ours.values, dispute.theirs.values) == ({"name": "A"}, {"name": "B"})


@pytest.mark.parametrize(
    ("ours", "theirs", "expected", "disputed"),
    [
        ({"parent": "t-2", "order": "a"}, {"order": "b"}, {"parent": "t-2", "order": "a"}, ()),
        ({"order": "c"}, {"order": "b"}, {"order": "b"}, ()),
        ({"parent": "t-2", "order": "a"}, {"parent": "t-3"}, {"parent": "t-2", "order": "a"}, ("parent", "order")),
        ({"status": "merged", "into": ["t-2"]}, {"status": "retired"}, None, ("status", "into", "was")),
        ({"status": "merged", "into": ["t-2"]}, {"status": "merged", "into": ["t-2"]}, None, ()),
        ({"status": "merged", "into": ["t-2"]}, {"status": "merged", "into": ["t-3"]}, None, ("status", "into", "was")),
        ({"status": "agreed"}, {"name": "Other"}, {"status": "agreed", "name": "Other"}, ()),
    ],
)
def test_a_themes_place_and_its_fate_are_one_thing_each(
    ours: dict[str, Any], theirs: dict[str, Any], expected: dict[str, Any] | None, disputed: tuple[str, ...]
) -> None:
    base = says(THEME)
    merged = merge_file("themes/t-1.toml", THEME, render_toml(base | ours), render_toml(base | theirs))
    assert says(merged.data) == base | (ours if expected is None else expected)
    assert tuple(field for dispute in merged.disputes for field in dispute.fields) == disputed


def test_entries_of_both_sides_stay_and_untouched_ones_keep_their_bytes() -> None:
    ours = EXCERPTS + b'\n[excerpt.e4]\nsha256 = "a" # mine\n'
    theirs = EXCERPTS.replace(b'"t-1", "t-2"', b'"t-2", "t-3"') + b'\n# theirs\n[excerpt.e3]\nsha256 = "a"\n'
    merged = merge_file("excerpts/ana/jw019.toml", EXCERPTS, ours, theirs)
    assert merged.disputes == ()
    assert merged.data is not None
    for piece in (b"# the first\n[excerpt.e1]", b'[excerpt.e4]\nsha256 = "a" # mine\n', b"# theirs\n[excerpt.e3]\n"):
        assert piece in merged.data
    assert says(merged.data)["excerpt"]["e2"]["themes"] == ["t-2", "t-3"]
    assert list(says(merged.data)["excerpt"]) == ["e1", "e2", "e3", "e4"]


def test_themes_given_and_taken_off_on_two_machines_are_all_in() -> None:
    ours = EXCERPTS.replace(b'["t-1", "t-2"]', b'["t-2", "t-5"]')
    theirs = EXCERPTS.replace(b'["t-1", "t-2"]', b'["t-1", "t-2", "t-4"]')
    merged = merge_file("excerpts/ana/jw019.toml", EXCERPTS, ours, theirs)
    assert merged.disputes == ()
    assert says(merged.data)["excerpt"]["e2"]["themes"] == ["t-2", "t-4", "t-5"]


def test_an_excerpt_removed_here_and_noted_there_stays_and_is_disputed() -> None:
    ours = EXCERPTS.partition(b"\n[excerpt.e2]")[0]
    theirs = EXCERPTS + b'note = "look"\n'
    for mine, yours in ((ours, theirs), (theirs, ours)):
        merged = merge_file("excerpts/ana/jw019.toml", EXCERPTS, mine, yours)
        assert says(merged.data)["excerpt"]["e2"]["note"] == "look"
        (dispute,) = merged.disputes
        assert (dispute.keys, dispute.fields) == (("excerpt",), ("e2",))
        assert {} in (dispute.ours.values, dispute.theirs.values)


def test_an_excerpts_borders_and_the_version_of_its_text_are_one() -> None:
    ours, theirs = EXCERPTS.replace(b"end = 4", b"end = 5"), EXCERPTS.replace(b"end = 4", b"end = 6")
    merged = merge_file("excerpts/ana/jw019.toml", EXCERPTS, ours, theirs)
    (dispute,) = merged.disputes
    assert (dispute.keys, dispute.fields) == (("excerpt", "e1"), ("sha256", "segments", "moved", "missing_in"))
    assert merged.data == ours


def test_a_file_that_one_side_emptied_keeps_what_the_other_added() -> None:
    theirs = EXCERPTS + b'\n[excerpt.e3]\nsha256 = "a"\n'
    merged = merge_file("excerpts/ana/jw019.toml", EXCERPTS, None, theirs)
    assert (list(says(merged.data)["excerpt"]), says(merged.data)["document"], merged.disputes) == (["e3"], "jw019", ())
    one_left = EXCERPTS.partition(b"\n[excerpt.e2]")[0] + b"\n"
    other_left = EXCERPTS.partition(b"# the first")[0] + b"[excerpt.e2]" + EXCERPTS.partition(b"[excerpt.e2]")[2]
    assert merge_file("excerpts/ana/jw019.toml", EXCERPTS, one_left, other_left).data is None


def test_the_same_verdict_twice_is_one_and_two_verdicts_are_disputed() -> None:
    head = {"schema": 1, "title": "R", "started": "x"}
    verdict = {"excerpt": "e1", "theme": "t-1", "verdict": "fits", "judged": 2}
    path, base = "reviews/r/ana.toml", render_toml(head)
    one: dict[str, Any] = head | {"verdict": {"e1-t-1": verdict | {"judged": 3}}}
    other: dict[str, Any] = head | {"verdict": {"e1-t-1": verdict | {"judged": 4}}}
    merged = merge_file(path, base, render_toml(one), render_toml(other))
    assert (merged.disputes, says(merged.data)["verdict"]["e1-t-1"]["judged"]) == ((), 3)
    other["verdict"]["e1-t-1"]["verdict"] = "weak"
    assert len(merge_file(path, base, render_toml(one), render_toml(other)).disputes) == 1


def test_what_was_looked_at_on_two_machines_was_looked_at() -> None:
    def seen(*ranges: list[int]) -> bytes:
        return render_toml({"schema": 1, "seen": {"jw019": {"sha256": "a", "ranges": list(ranges)}}})

    merged = merge_file("reviews/r/ana.toml", seen([0, 5]), seen([0, 9]), seen([0, 5], [8, 20]))
    assert merged.disputes == ()
    assert says(merged.data)["seen"]["jw019"]["ranges"] == [[0, 20]]


def test_a_memos_head_is_merged_by_field_and_its_body_as_a_whole() -> None:
    ours = MEMO.replace(b'"t-1"', b'"t-1", "t-2"').replace(b"Body.", b"Body of ours.")
    theirs = MEMO.replace(b'"t-1"', b'"t-1", "t-3"').replace(b'"One"', b'"Two"')
    merged = merge_file("memos/ana/m.md", MEMO, ours, theirs)
    assert merged.disputes == ()
    assert merged.data is not None
    assert b'title = "Two"' in merged.data
    assert says(merged.data.partition(b"+++\n")[2].partition(b"+++\n")[0])["themes"] == ["t-1", "t-2", "t-3"]
    assert merged.data.endswith(b"+++\n\nBody of ours.\n")
    merged = merge_file("memos/ana/m.md", MEMO, ours, theirs.replace(b"Body.", b"Body of theirs."))
    (dispute,) = merged.disputes
    assert (dispute.part, dispute.theirs.texts) == ("body", {"memos/ana/m.md": b"Body of theirs.\n"})


def test_a_head_that_one_side_alone_changed_keeps_its_bytes() -> None:
    ours = MEMO.replace(b"schema = 1\n", b"# by hand\nschema = 1\n")
    theirs = MEMO.replace(b"Body.", b"More.")
    merged = merge_file("memos/ana/m.md", MEMO, ours, theirs)
    assert merged.data == ours.replace(b"Body.", b"More.")


@pytest.mark.parametrize(
    "path",
    ["themes/t-1.toml", "documents/x.toml", "memos/ana/m.md", "corpus/x.txt", "notes/own.txt", "searches/ana/q.toml"],
)
def test_a_file_removed_here_and_changed_there_stays_and_is_disputed(path: str) -> None:
    base = {"themes/t-1.toml": THEME, "memos/ana/m.md": MEMO}.get(path, b"schema = 1\n")
    for ours, theirs in ((None, base + b"# more\n"), (base + b"# more\n", None)):
        merged = merge_file(path, base, ours, theirs)
        assert merged.data == base + b"# more\n"
        (dispute,) = merged.disputes
        assert (dispute.part, {} in (dispute.ours.texts, dispute.theirs.texts)) == ("file", True)


def test_a_file_that_cannot_be_read_is_kept_and_named_and_the_other_version_stands() -> None:
    broken = THEME + b"name = \n"
    assert merge_file("themes/t-1.toml", THEME, broken, THEME).data == broken
    assert merge_file("themes/t-1.toml", THEME, THEME, broken).data == broken
    other = THEME.replace(b"Trust", b"Other")
    for ours, theirs in ((broken, other), (other, broken)):
        merged = merge_file("themes/t-1.toml", THEME, ours, theirs)
        assert merged.data == other
        assert (merged.faults[0].path, merged.faults[0].line) == ("themes/t-1.toml", 7)
        assert {*merged.disputes[0].ours.texts.values(), *merged.disputes[0].theirs.texts.values()} == {broken, other}
    assert merge_file("themes/t-1.toml", broken, THEME, THEME + b"x = 1\n").disputes == ()


def test_a_newer_format_is_not_guessed_at() -> None:
    newer = THEME.replace(b"schema = 1", b"schema = 2")
    merged = merge_file("themes/t-1.toml", THEME, THEME.replace(b"Trust", b"Other"), newer)
    assert "newer catena" in merged.faults[0].message
    assert len(merged.disputes) == 1


def test_lines_of_gitignore_are_joined() -> None:
    merged = merge_file(".gitignore", b"a\nb\n", b"a\nb\nc\n", b"b\nd\n")
    assert merged.data == b"b\nc\nd\n"


RECORD = (
    b'schema = 1\nid = "a"\npath = "corpus/reports/a.txt"\nsha256 = "x"\ncharacters = 9\n\n'
    b'[region.r1]\nkind = "table"\nstart = 1\nend = 3\nsha256 = "x"\n'
)


def test_the_text_rules_of_two_people_go_together_and_two_verdicts_on_a_line_are_disputed() -> None:
    ours = RECORD.replace(b'"table"', b'"form"') + b'\n[furniture.f1]\nline = "Draft"\nverdict = "confirmed"\n'
    ours = ours.replace(b"\n[region", b"\n[layers]\ncase = false\n\n[region")
    theirs = RECORD.replace(b"end = 3", b"end = 4") + b'\n[furniture.f1]\nline = "Draft"\nverdict = "refused"\n'
    theirs = theirs.replace(b"\n[region", b"\n[layers]\nmarks = false\n\n[region")
    theirs += b'\n[region.r2]\nkind = "references"\nstart = 4\nend = 9\nsha256 = "x"\n'
    merged = merge_file("documents/a.toml", RECORD, ours, theirs)
    said = says(merged.data)
    assert said["layers"] == {"case": False, "marks": False}
    assert said["region"]["r1"] == {"kind": "form", "start": 1, "end": 4, "sha256": "x"}
    assert said["region"]["r2"]["kind"] == "references"
    assert said["furniture"] == {"f1": {"line": "Draft", "verdict": "confirmed"}}
    assert [(each.keys, each.fields) for each in merged.disputes] == [(("furniture", "f1"), ("verdict",))]


def test_the_same_document_imported_twice_is_no_dispute() -> None:
    record = {"schema": 1, "id": "x", "path": "corpus/x.txt", "sha256": "a", "characters": 1, "cases": ["x"]}
    one, other = (tomllib.loads(f"added = 2026-11-0{day}T00:00:00Z") for day in (1, 2))
    merged = merge_file("documents/x.toml", None, render_toml(record | one), render_toml(record | other))
    assert merged.disputes == ()
    assert says(merged.data) == record | one


FIELDS = st.dictionaries(
    st.sampled_from(["name", "definition", "aliases", "parent", "order", "status", "into", "made_up", "other"]),
    st.one_of(
        st.sampled_from(["a", "b", "c", ""]),
        st.lists(st.sampled_from(["x", "y", "z"]), unique=True),
        st.dictionaries(st.sampled_from(["k", "l"]), st.sampled_from(["1", "2"])),
        st.datetimes(),
    ),
)


@settings(max_examples=400, deadline=None)
@given(FIELDS, FIELDS, FIELDS)
def test_every_value_of_a_side_is_in_the_result_or_in_a_dispute(
    base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    rules = rules_of("themes/t-1.toml")
    merged, clashes = merge_values(base, ours, theirs, rules)
    swapped, clashes_swapped = merge_values(base, theirs, ours, rules)
    assert [(each.keys, each.fields) for each in sorted(clashes, key=str)] == [
        (each.keys, each.fields)
        for each in sorted(
            (type(each)(each.keys, each.fields, each.theirs, each.ours) for each in clashes_swapped), key=str
        )
    ]
    disputed = {field for clash in clashes for field in (*clash.keys, *clash.fields)}
    for field in {*base, *ours, *theirs} - disputed:
        sides = [canonical({field: side.get(field)}) for side in (base, ours, theirs)]
        value = canonical({field: merged.get(field)})
        assert value == canonical({field: swapped.get(field)})
        if field in ("order",):
            assert value in sides
        elif sides[1] == sides[2] or sides[0] == sides[2]:
            assert value == sides[1]
        elif sides[0] == sides[1]:
            assert value == sides[2]
    assert canonical(merge_values(base, ours, base, rules)[0]) == canonical(ours)
    assert canonical(merge_values(base, base, theirs, rules)[0]) == canonical(theirs)
