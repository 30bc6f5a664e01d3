"""Changing one entry of a file leaves every other byte for byte, comments and unknown keys included."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.entries import EntryFile
from store.errors import FileFault
from store.toml import parse_toml, render_toml
from tests.store.test_toml import TEXTS

FILE = b"""\
schema = 1
document = "jw019"   # by hand

# about the first
[excerpt.eaaaaaaaaaa] # here too
note = 'single quoted'
colour = "nobody knows this key"

# about the second,
# in two lines
[excerpt.ebbbbbbbbbb]
themes = [ "t-1", "t-2" ]   # aligned by hand

[[excerpt.ebbbbbbbbbb.segments]]
start = 1
end   = 2
exact = "x"
"""
FIRST = FILE[FILE.index(b"# about the first") : FILE.index(b"# about the second")]
SECOND = FILE[FILE.index(b"# about the second") :]
IDS = st.text("abc0-", min_size=1, max_size=4).map(lambda text: f"e{text}")
ENTRIES = st.dictionaries(IDS, st.dictionaries(st.sampled_from(["note", "themes", "key two"]), TEXTS), max_size=5)


def test_an_unchanged_file_renders_as_it_was() -> None:
    assert EntryFile.read("x", FILE).render() == FILE


def test_a_changed_entry_leaves_the_others_alone() -> None:
    file = EntryFile.read("x", FILE)
    file.set(("excerpt", "eaaaaaaaaaa", "note"), "new")
    assert file.render().endswith(SECOND)
    assert b"colour" in file.render()
    file = EntryFile.read("x", FILE)
    file.set(("excerpt", "ebbbbbbbbbb"), None)
    assert FIRST.rstrip() in file.render()
    assert b"second" not in file.render()


def test_a_new_entry_is_sorted_in() -> None:
    file = EntryFile.read("x", FILE)
    file.set(("excerpt", "eab"), {"note": "between"})
    rendered = file.render()
    assert rendered.index(FIRST) < rendered.index(b"[excerpt.eab]") < rendered.index(SECOND)


def test_windows_line_ends_become_ours_and_comments_stay() -> None:
    file = EntryFile.read("x", b"\xef\xbb\xbf" + FILE.replace(b"\n", b"\r\n"))
    file.set(("excerpt", "eaaaaaaaaaa"), None)
    assert file.render() == FILE.replace(FIRST, b"")


def test_bytes_that_are_no_text_are_a_fault_and_not_replaced() -> None:
    with pytest.raises(FileFault) as fault:
        EntryFile.read("x", FILE.replace(b"single", b"\xff\xfe"))
    assert fault.value.line == 6


def test_a_fault_in_an_entry_is_named_with_the_line_of_the_file() -> None:
    with pytest.raises(FileFault) as fault:
        EntryFile.read("x", FILE.replace(b"end   = 2", b"end   = "))
    assert fault.value.line == 16


@pytest.mark.parametrize(
    "data",
    [
        b'[excerpt.ea]\nnote = """\n[excerpt.eb]\n"""\n',
        b"[excerpt.ea]\nnote = '''\n# x\n[excerpt.eb]\nnote = 1\n'''\n[excerpt.ec]\n",
        b'[excerpt.ea]\nnote = """\n# x"""\n[excerpt.eb]\n',
        b"[excerpt.ea]\n[excerpt.eb]\n[[excerpt.ea.segments]]\nstart = 1\n",
        b"[excerpt]\nloose = 1\n[excerpt.ea]\nnote = 1\n",
        b"[excerpt]\n",
        b"[excerpt]\n[excerpt.ea]\n[recode.ea]\n[other]\nx = 1\n",
        b'[excerpt."e a"]\n[excerpt.eb]\n',
        b"excerpt = {ea = {note = 1}}\n",
    ],
)
def test_files_that_cannot_be_cut_are_changed_correctly_too(data: bytes) -> None:
    expected = parse_toml("x", data)
    file = EntryFile.read("x", data)
    assert file.values() == expected
    for name, after in (("ea", {"note": 2}), ("enew", {"note": 3}), ("ea", None), ("enew", {"note": 4})):
        file.set(("excerpt", name), after)
        table = dict(expected.get("excerpt", {}))
        table.pop(name, None)
        expected = expected | {"excerpt": table | ({name: after} if after else {})}
        assert parse_toml("x", file.render()).get("excerpt", {}) == expected["excerpt"]
        assert file.values().get("excerpt", {}) == expected["excerpt"]
        assert file.get(("excerpt", name)) == after


@given(TEXTS, ENTRIES, st.lists(st.tuples(IDS, st.none() | st.dictionaries(st.just("note"), TEXTS)), max_size=5))
def test_any_changes_are_what_a_dictionary_would_hold(
    head: str, entries: dict[str, Any], changes: list[tuple[str, Any]]
) -> None:
    values = {"schema": 1, "head": head}
    data = render_toml(values | ({"excerpt": dict(sorted(entries.items()))} if entries else {}))
    file = EntryFile.read("x", data)
    for name, after in changes:
        file.set(("excerpt", name), after)
        entries.pop(name, None)
        if after is not None:
            entries[name] = after
    read = parse_toml("x", file.render())
    assert read.get("excerpt", {}) == entries
    assert {key: read[key] for key in values} == values
    assert EntryFile.read("x", file.render()).render() == file.render()


def test_values_of_the_head_can_be_set_and_taken_away() -> None:
    file = EntryFile.read("x", b'name = "a"\n\n[attributes]\nsite = "N"\n')
    file.set(("attributes", "years"), 3)
    file.set(("attributes", "site"), None)
    file.set(("name",), None)
    assert parse_toml("x", file.render()) == {"attributes": {"years": 3}}
    file.set((), {"other": 1})
    assert file.render() == b"other = 1\n"
    file.set((), None)
    assert file.render() == b""


LINES = st.sampled_from(
    [
        "note = 'single [excerpt.ex] quotes'   # spaced",
        'other="x"',
        "# a comment",
        "",
        "themes = [ 't-1',\n  't-2', ]",
        'text = """\nline\n# no comment\n"""',
        "[excerpt.{0}.inner]\nkey = 1",
        "when = 2026-01-02T03:04:05Z",
    ]
)
BY_HAND = st.dictionaries(
    IDS.filter(lambda name: not name.endswith("-")),
    st.tuples(st.lists(st.sampled_from(["# above", "#"]), max_size=2), st.lists(LINES, unique=True, max_size=4)),
    min_size=2,
    max_size=5,
)


@given(BY_HAND, st.data())
def test_whatever_a_person_wrote_in_the_other_entries_stays(
    entries: dict[str, tuple[list[str], list[str]]], data: st.DataObject
) -> None:
    pieces = {
        name: "\n".join([*above, f"[excerpt.{name}]", *sorted(lines, key=lambda line: line.startswith("["))]).format(
            name
        )
        for name, (above, lines) in entries.items()
    }
    file = EntryFile.read("x", ("schema = 1 # mine\n\n" + "\n\n".join(pieces.values()) + "\n").encode())
    changed = data.draw(st.sampled_from(sorted(pieces)))
    after = data.draw(st.sampled_from([None, {"note": "changed"}]))
    file.set(("excerpt", changed), after)
    rendered = file.render().decode()
    assert rendered.startswith("schema = 1 # mine\n")
    for name, piece in pieces.items():
        if name != changed:
            assert piece.rstrip("\n") in rendered
    assert parse_toml("x", rendered.encode())["excerpt"].get(changed) == after
