"""What of a project goes out, under which names and GUIDs; and what never does."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.cases import Case
from store.codebook import Theme
from store.errors import FileFault, ProjectFault, SaveFault
from store.excerpts import Excerpt, segments_of
from store.exchange.refi.identifiers import minted
from store.exchange.refi.model import Project as Foreign
from store.exchange.refi.original_names import original_name
from store.exchange.refi.reading import read_file
from store.memos import Memo
from store.project import Project
from store.pseudonyms import KEY
from store.reviewers import Reviewer
from tests.store.exchange.comparing import schema_faults
from tests.store.exchange.round_trips import BEGAN, begin, document, put, put_all, taken_out

TEXT = "One two three. Four five six."
KNOWN, _ = document("d0", TEXT)


def excerpt(number: int, *themes: str, ranges: tuple[tuple[int, int], ...] = ((0, 3),), **about: Any) -> Excerpt:
    anchor: dict[str, Any] = {"sha256": KNOWN.sha256, "segments": segments_of(TEXT, ranges)}
    return Excerpt(f"e{number:010d}", "ana", "d0", themes=themes, created=BEGAN, **anchor, **about)


@pytest.fixture
def study(tmp_path: Path) -> Project:
    return begin(tmp_path / "study")


def out(study: Project) -> Foreign:
    place = study.root.parent / "out.qdpx"
    taken_out(study, place)
    return read_file(place).project


def test_an_excerpt_goes_out_under_the_theme_that_its_own_counts_under_now(study: Project) -> None:
    themes = [
        Theme("t-1", "Power"),
        Theme("t-2", "Rule", status="merged", into=("t-1",)),
        Theme("t-3", "Gone", status="retired"),
        Theme("t-4", "Kept", status="retired", parent="t-3"),
        Theme("t-5", "Below", parent="t-4"),
    ]
    put_all(study, documents=[(KNOWN, TEXT)], themes=themes, excerpts=[excerpt(1, "t-2", "t-1", "t-4")])
    went = out(study)
    names = {code.guid: code.name for code in went.codes}
    assert sorted(names.values()) == ["Below", "Kept", "Power"]
    [selection] = went.sources[0].selections
    assert [names[each.code] for each in selection.codings] == ["Power", "Kept"]
    assert selection.codings[0].guid == minted("study", "coding", "e0000000001 t-1")


def test_parts_go_out_as_selections_and_parts_that_touch_as_one(study: Project) -> None:
    parts = excerpt(1, "t-1", ranges=((0, 3), (15, 19)), note="both")
    touching = excerpt(2, "t-1", ranges=((4, 7), (7, 13)))
    put_all(study, documents=[(KNOWN, TEXT)], themes=[Theme("t-1", "Power")], excerpts=[parts, touching])
    [source] = out(study).sources
    assert [(TEXT[each.start : each.end], each.description) for each in source.selections] == [
        ("One", "both"),
        ("two three", ""),
        ("Four", ""),
    ]
    guids = [each.guid for each in source.selections] + [
        code.guid for each in source.selections for code in each.codings
    ]
    assert len(set(guids)) == len(guids)


def test_what_memos_are_about(study: Project) -> None:
    def memo(memo_id: str, **about: Any) -> Memo:
        return Memo(memo_id, memo_id, "ana", f"memos/ana/2026-11-02-{memo_id}-x.md", created=BEGAN, body="x", **about)

    memos = [
        memo("m1", themes=("t-1",), excerpts=("e0000000001",), documents=("d0",), cases=("c1",)),
        memo("m2", reply_to="m1"),
    ]
    put_all(
        study,
        documents=[(KNOWN, TEXT)],
        themes=[Theme("t-1", "Power")],
        excerpts=[excerpt(1)],
        memos=memos,
        cases=[Case("c1", "JW")],
    )
    went = out(study)
    first, second = (minted("study", "memo", each) for each in ("m1", "m2"))
    assert went.codes[0].notes == went.sources[0].notes == went.sources[0].selections[0].notes == (first,)
    assert {(each.name, each.origin, each.target) for each in went.links} == {
        ("is about", first, minted("study", "case", "c1")),
        ("answers", second, first),
    }


def test_a_guid_that_two_things_claim_stays_with_one(study: Project) -> None:
    guid = minted("elsewhere", "theme", "x")
    put_all(study, themes=[Theme("t-1", "Power", guid=guid), Theme("t-2", "Rule", guid=guid.lower())])
    assert {each.name: each.guid for each in out(study).codes} == {
        "Power": guid,
        "Rule": minted("study", "theme", "t-2"),
    }


def test_attributes_are_variables_of_the_narrowest_type(study: Project) -> None:
    values: dict[str, list[Any]] = {
        "whole": [1, 2],
        "number": [1, 2.5],
        "mixed": [1, "two"],
        "yes": [True, False],
        "day": [BEGAN.date(), BEGAN.date()],
        "moment": [BEGAN, BEGAN],
        "huge": [2**62, 1],
        "list": [["a", "b"], []],
        "blank": ["", " "],
    }
    cases = [Case(f"c{n}", f"C{n}", attributes={key: each[n] for key, each in values.items()}) for n in (0, 1)]
    put_all(study, cases=cases)
    went = out(study)
    assert {each.name: each.type for each in went.variables} == {
        "whole": "Integer",
        "number": "Float",
        "mixed": "Text",
        "yes": "Boolean",
        "day": "Date",
        "moment": "DateTime",
        "huge": "Text",
        "list": "Text",
    }
    names = {each.guid: each.name for each in went.variables}
    assert {names[each.variable]: each.text for each in went.cases[0].values} == {
        "whole": "1",
        "number": "1.0",
        "mixed": "1",
        "yes": "true",
        "day": "2026-11-02",
        "moment": "2026-11-02T09:12:00Z",
        "huge": str(2**62),
        "list": "a; b",
    }


def test_an_export_that_reads_otherwise_is_never_handed_over(study: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    put_all(study, documents=[(KNOWN, TEXT)], themes=[Theme("t-1", "Power")], excerpts=[excerpt(1, "t-1")])
    place = study.root.parent / "out.qdpx"

    def too_large(*_: object) -> Foreign:
        raise FileFault("out", "it is too large")

    for broken, reason in (
        (lambda path: replace(read_file(path), project=Foreign("A study")), "reads otherwise"),
        (too_large, r"could not be read again \(it is too large\)"),
    ):
        monkeypatch.setattr("store.exchange.refi.handing_over.read_file", broken)
        with pytest.raises(ProjectFault, match=reason):
            taken_out(study, place)
    assert sorted(path.name for path in study.root.parent.iterdir()) == ["study"]


def test_a_full_disk_leaves_nothing_behind(study: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    put_all(study, documents=[(KNOWN, TEXT)])
    before = study.root.parent / "out.qdpx"
    before.write_bytes(b"what was there")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SaveFault):
        taken_out(study, before)
    assert before.read_bytes() == b"what was there"
    assert sorted(path.name for path in study.root.parent.iterdir()) == ["out.qdpx", "study"]


NAMED = {
    "documents": [document("d0", "So Joan Wetherby said.")],
    "themes": [Theme("t-1", "x", definition="as Joan\nWetherby")],
    "cases": [Case("c1", "x", attributes={"met": "by JOAN WETHERBY"})],
    "reviewers": [Reviewer("ana", "Joan Wetherby")],
    "memos": [Memo("m1", "x", "ana", "memos/ana/2026-11-02-m1-x.md", created=BEGAN, body="Joan Wetherby")],
}


@pytest.mark.parametrize("where", NAMED)
def test_a_real_name_stops_the_export_wherever_it_stands(study: Project, where: str) -> None:
    (study.root / "private").mkdir()
    (study.root / KEY).write_text('schema = 1\n[person.jw]\npseudonym = "JW019"\nnames = ["Joan Wetherby"]\n')
    put_all(study, **{where: NAMED[where]})  # type: ignore[arg-type]
    with pytest.raises(ProjectFault, match="holds a real name of the key at line") as raised:
        out(study)
    assert "wetherby" not in raised.value.message.casefold()
    assert sorted(path.name for path in study.root.parent.iterdir()) == ["study"]


def test_with_a_key_no_file_goes_out_in_which_names_cannot_be_looked_for(study: Project) -> None:
    kept = replace(KNOWN, importer="refi-qda", original="originals/d0.docx")
    put_all(study, documents=[(kept, TEXT)])
    (study.root / "originals").mkdir()
    (study.root / "originals" / "d0.docx").write_bytes(b"PK")
    assert out(study).sources[0].rich_path
    (study.root / "private").mkdir()
    (study.root / KEY).write_text('schema = 1\n[person.jw]\npseudonym = "JW019"\nnames = ["Joan Wetherby"]\n')
    assert out(study).sources[0].rich_path == ""


def test_what_is_kept_is_read_as_hostile(study: Project) -> None:
    (study.root / "exchange" / "files").mkdir(parents=True)
    (study.root / "exchange" / "files" / "a.xml").write_text('<!DOCTYPE x [<!ENTITY e "ee">]><Graph guid="&e;"/>')
    pieces = {
        "a": {"part": "Graphs", "element": "Graph", "path": "exchange/files/a.xml"},
        "b": {"part": "Graphs", "element": "Graph", "path": "../../outside.xml"},
        "c": {"part": "Graphs", "element": "Graph", "path": "exchange/files/none.xml", "files": {"../x": "/etc/hosts"}},
    }
    put(study, "exchange/pieces.toml", {"schema": 1, "piece": pieces})
    put_all(study, documents=[(KNOWN, TEXT)])
    export = taken_out(study, study.root.parent / "out.qdpx")
    assert export.project.kept == ()
    assert export.project.files == {}
    assert len([each for each in export.remarks if each.message.startswith("it cannot be read")]) == 3


JUNK = st.sampled_from(
    ["", "x", "{}", "2026-02-30", "2024-05-02 11:22", "oneway", "#12", "\x07", "guid:x", minted("a", "b", "c")]
)


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_whatever_a_person_writes_into_the_files_the_export_is_one(data: st.DataObject) -> None:
    """Hand edits are welcome everywhere; none of them makes a file that no program reads."""

    def junk() -> str:
        return data.draw(JUNK)

    def other(*keys: str) -> dict[str, Any]:
        return {key: value for key in keys if (value := junk())}

    with TemporaryDirectory() as folder:
        study = begin(Path(folder) / "study", f'[attributes.age]\nguid = "{data.draw(st.sampled_from(["x", "{}"]))}"\n')
        made = other("by", "changed", "changed_by", "name", "element", "within")
        put_all(
            study,
            documents=[(replace(KNOWN, guid=junk(), other=made, cases=("c1",)), TEXT)],
            themes=[Theme("t-1", "Power", guid=junk(), colour=junk(), other=other("codable", "name"))],
            excerpts=[
                excerpt(1, "t-1", "t-9", guid=junk(), other=other("name", "changed") | {"codings": other("t-1")})
            ],
            memos=[
                Memo("m1", "x", "ana", "memos/ana/m1.md", other={"guid": junk(), "other": other("changed", "name")})
            ],
            cases=[
                Case("c1", "JW", attributes={"age": 1, "Age": junk()}, guid=junk(), other=other("codes", "unnamed"))
            ],
            reviewers=[Reviewer("ana", "Ana", guid=junk())],
        )
        (study.root / "exchange" / "files").mkdir(parents=True)
        text = data.draw(
            st.sampled_from(["", '<Representation guid="x"/>', f'<Representation guid="{minted("a", "b", "d")}"/>'])
        )
        (study.root / "exchange" / "files" / "a.xml").write_text(
            f'<PDFSource guid="{minted("a", "b", "c")}" path="{junk()!r}">{text}</PDFSource>'
        )
        entries: dict[str, dict[str, Any]] = {
            "set": {"set": {junk() or "a": {"name": junk(), "documents": ["d0", junk()], "themes": ["t-1"]}}},
            "link": {
                "link": {
                    junk() or "b": {"origin": junk(), "target": "theme:t-1", "direction": junk(), "colour": junk()}
                }
            },
            "project": {"project": {"p": {"description": junk(), "other": other("by", "created", "changed")}}},
            "piece": {
                "piece": {
                    "a": {
                        "part": data.draw(st.sampled_from(["Sources", "Notes", "Graphs", ""])),
                        "element": junk(),
                        "guid": minted("a", "b", "c"),
                        "path": "exchange/files/a.xml",
                        "inside": data.draw(st.sampled_from(["", "d0", "m1", "x"])),
                    }
                }
            },
        }
        for name, entry in entries.items():
            put(study, f"exchange/{name}s.toml", {"schema": 1} | entry)
        export = taken_out(study, study.root.parent / "out.qdpx")
        assert schema_faults(export.xml) == []
        assert [source.text for source in export.project.sources] == [TEXT]


def test_a_text_that_is_not_the_one_of_its_record_stops_the_export(study: Project) -> None:
    put_all(study, documents=[(KNOWN, TEXT)])
    (study.root / KNOWN.path).write_text("Other.")
    with pytest.raises(FileFault, match="git checkout"):
        out(study)


@pytest.mark.parametrize(
    ("here", "came", "name"),
    [
        ("Talk (2)", "Talk", "Talk"),
        ("Talk", "", "Talk"),
        ("Renamed here", "Talk", "Renamed here"),
        ("A › B", "A > B", "A > B"),
        ("One two", "One\n two", "One\n two"),
        ("Talk (3)", "Talk (2)", "Talk (2)"),
    ],
)
def test_a_name_that_an_import_had_to_change_goes_out_as_it_came(here: str, came: str, name: str) -> None:
    assert original_name(here, came) == name
