"""Whole trees are merged without losing a file, and nothing is taken in that is no plain file of a project."""

from hashlib import sha256

import pytest

from store.sharing.conflicts import About, conflict_files, conflict_from, conflict_id, conflict_path
from store.sharing.files import merge_file
from store.sharing.trees import Changed, Entry, MergedTree, merge_trees
from store.toml import parse_toml

Files = dict[str, bytes]

BLOBS: dict[str, bytes] = {}


def entry(data: bytes | None, mode: str = "100644") -> Entry | None:
    if data is None:
        return None
    key = sha256(data).hexdigest()
    BLOBS[key] = data
    return Entry(mode, key)


def changes(base: Files, side: Files) -> dict[str, Changed]:
    return {
        path: Changed(entry(base.get(path)), entry(side.get(path)))
        for path in {*base, *side}
        if base.get(path) != side.get(path)
    }


def merge(base: Files, ours: Files, theirs: Files) -> tuple[Files, MergedTree]:
    """The files after the merge, which are the same whoever's side is whose, but for what is disputed."""
    merged = merge_trees(changes(base, ours), changes(base, theirs), set(ours), BLOBS.__getitem__)
    result = dict(ours)
    for path, content in merged.files.items():
        data = BLOBS[content.id] if isinstance(content, Entry) else content
        if data is None:
            result.pop(path, None)
        else:
            result[path] = data
    return result, merged


def both_ways(base: Files, ours: Files, theirs: Files) -> tuple[Files, MergedTree]:
    one, merged = merge(base, ours, theirs)
    assert one == merge(base, theirs, ours)[0]
    return one, merged


THEME = b'schema = 1\nid = "t-1"\nname = "Trust"\n'
TAGGED = b'schema = 1\ndocument = "jw019"\n\n[excerpt.e1]\nthemes = ["t-1"]\n'
MEMO = b'+++\nschema = 1\nid = "m1"\ntitle = "One"\n+++\n\nBody.\n'


def test_files_that_one_side_alone_made_changed_or_removed() -> None:
    base = {"themes/a.toml": b"a = 1\n", "themes/b.toml": b"a = 1\n", "notes.txt": b"x"}
    ours = {"themes/a.toml": b"a = 2\n", "themes/b.toml": b"a = 1\n", "notes.txt": b"x", "new.txt": b"ours"}
    theirs = {"themes/a.toml": b"a = 1\n", "notes.txt": b"y"}
    result, merged = both_ways(base, ours, theirs)
    assert result == {"themes/a.toml": b"a = 2\n", "notes.txt": b"y", "new.txt": b"ours"}
    assert merged.disputes == []


def test_a_theme_taken_back_here_and_given_there_stays() -> None:
    base = {"themes/t-1.toml": THEME}
    result, merged = both_ways(base, {}, base | {"excerpts/ben/jw019.toml": TAGGED})
    assert result == {"themes/t-1.toml": THEME, "excerpts/ben/jw019.toml": TAGGED}
    assert "stays" in merged.kept[0]
    result, merged = both_ways(base, {}, base | {"excerpts/ben/jw019.toml": TAGGED.replace(b"t-1", b"t-2")})
    assert "themes/t-1.toml" not in result


def test_a_document_taken_back_here_and_tagged_there_stays_with_its_text() -> None:
    record = b'schema = 1\nid = "jw019"\npath = "corpus/jw019.txt"\noriginal = "originals/jw019.txt"\n'
    base = {"documents/jw019.toml": record, "corpus/jw019.txt": b"Some", "originals/jw019.txt": b"\xffSome"}
    result, _ = both_ways(base, {}, base | {"excerpts/ben/jw019.toml": TAGGED})
    assert result == base | {"excerpts/ben/jw019.toml": TAGGED}


def test_a_memo_that_moved_here_and_was_written_in_there_is_one() -> None:
    base, changed = {"memos/ana/x.md": MEMO}, MEMO.replace(b"Body", b"More")
    for moved in (MEMO, MEMO.replace(b'"One"', b'"Two"')):
        result, merged = both_ways(base, {"memos/ana/y.md": moved}, {"memos/ana/x.md": changed})
        assert result == {"memos/ana/y.md": moved.replace(b"Body", b"More")}
        assert merged.disputes == []


def test_two_texts_under_one_id_are_one_dispute_and_the_record_goes_with_its_text() -> None:
    def side(text: bytes) -> Files:
        record = f'schema = 1\nid = "x"\npath = "corpus/x.txt"\nsha256 = "{sha256(text).hexdigest()}"\ncharacters = 4\n'
        return {"documents/x.toml": record.encode(), "corpus/x.txt": text}

    result, merged = merge({}, side(b"ours"), side(b"them"))
    assert result == side(b"ours")
    (dispute,) = merged.disputes
    assert (dispute.path, dispute.ours.texts, dispute.theirs.texts) == (
        "documents/x.toml",
        {"corpus/x.txt": b"ours"},
        {"corpus/x.txt": b"them"},
    )
    assert both_ways(side(b"base"), side(b"base"), side(b"new."))[0] == side(b"new.")


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        ("themes/t-2.toml", "120000"),
        ("themes", "120000"),
        ("corpus/inner", "160000"),
        (".catena/journal.jsonl", "100644"),
        (".catena", "120000"),
        ("private/key.toml", "100644"),
        ("notes/.git/hooks/pre-commit", "100755"),
        ("themes/t-1.toml/x", "100644"),
    ],
)
def test_what_is_no_plain_file_of_a_project_is_left_out_and_named(path: str, mode: str) -> None:
    theirs = {path: Changed(None, entry(b"/etc/passwd", mode)), "themes/t-3.toml": Changed(None, entry(b"a = 1\n"))}
    merged = merge_trees({}, theirs, {"themes/t-1.toml"}, BLOBS.__getitem__)
    assert merged.files == {"themes/t-3.toml": entry(b"a = 1\n")}
    assert merged.refused[0].startswith(f"{path} was left out: ")


def test_a_file_that_became_a_link_stays_the_file_that_it_is() -> None:
    theirs = {"themes/t-1.toml": Changed(entry(THEME), entry(b"/etc/passwd", "120000"))}
    assert merge_trees({}, theirs, {"themes/t-1.toml"}, BLOBS.__getitem__).files == {}


def test_a_conflict_of_three_is_one_file_whatever_the_order() -> None:
    def versions(name: bytes, other: bytes, known: bytes | None) -> bytes:
        (dispute,) = merge_file(
            "themes/t-1.toml", THEME, THEME.replace(b"Trust", name), THEME.replace(b"Trust", other)
        ).disputes
        files = conflict_files(dispute, About("ana"), About("ben"), known)
        assert list(files) == [conflict_path(conflict_id(dispute))]
        return files[conflict_path(conflict_id(dispute))]

    one = versions(b"A", b"B", None)
    both = versions(b"A", b"C", one)
    path = conflict_path(parse_toml("x", one)["id"])
    conflict = conflict_from(path, parse_toml(path, both))
    assert sorted((version.values or {})["name"] for version in conflict.versions) == ["A", "B", "C"]
    merged = merge_file(path, None, one, versions(b"C", b"A", None))
    assert (parse_toml(path, merged.data or b"")["version"].keys(), merged.disputes) == (
        parse_toml(path, both)["version"].keys(),
        (),
    )
    assert merge_file(path, one, None, one).data is None
    left = merge_file(path, one, None, both)
    assert [each.values for each in conflict_from(path, parse_toml(path, left.data or b"")).versions] == [{"name": "C"}]
