"""What the standard has no place for comes back as the fields that it was, and never at the price of what project.qde says."""

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store.cases import Case
from store.codebook import Theme
from store.documents import document_path, document_record
from store.errors import ProjectFault
from store.excerpts import Excerpt, segments_of
from store.exchange.refi.intake.groups import groups_in
from store.exchange.refi.model import Project as Foreign
from store.exchange.refi.model import Set
from store.exchange.refi.supplement import NAME, supplement_bytes, supplement_in
from store.exchange.refi.theme_words import described, told_apart
from store.holdings import Holdings
from store.links import goals_of
from store.memos import Memo
from store.places import Places
from store.project import Project, open_project
from store.pseudonyms import KEY
from store.rules import Region, Rules, Verdict, verdict_id
from tests.store.exchange.round_trips import BEGAN, begin, document, holdings_of, put, put_all, taken_in, taken_out

TEXT = "One two three. Four five six.\nSeven eight."
KNOWN = document(
    "d0",
    TEXT,
    kind="focus group",
    partial=True,
    cases=("c1",),
    rules=Rules(
        off=frozenset({"case"}),
        regions=(Region("r000000001a", "table", 4, 7, document("d0", TEXT)[0].sha256, True),),
        furniture=(Verdict(verdict_id("Page #"), "Page #", "refused"),),
    ),
    places=Places(((0, "i"), (15, "1")), ((3, "00:00:07"),)),
)[0]
ATTRIBUTES = """
[attributes.years]
type = "number"
title = "Years in post"
bands = [5, 10]
[attributes.grade]
type = "ordered"
values = ["low", "high"]
[attributes.met]
type = "date"
bands = [2026-01-01]
[attributes.roles]
type = "several"
"""


def excerpt(number: int, *themes: str, ranges: tuple[tuple[int, int], ...] = ((0, 3),), **about: Any) -> Excerpt:
    anchor: dict[str, Any] = {"sha256": KNOWN.sha256, "segments": segments_of(TEXT, ranges)}
    return Excerpt(f"e{number:010d}", "ana", "d0", themes=themes, created=BEGAN, **anchor, **about)


def memo(memo_id: str, kind: str, **about: Any) -> Memo:
    path = f"memos/ana/2026-11-02-{memo_id}-x.md"
    return Memo(memo_id, memo_id, "ana", path, kind, created=BEGAN, body=f"of {memo_id}", **about)


def study(root: Path) -> Project:
    made = begin(root, ATTRIBUTES)
    words: dict[str, Any] = {"definition": "Use so.\n", "include": "a\n\nb", "exclude": "c\n", "source": "in vivo"}
    put_all(
        made,
        documents=[(KNOWN, TEXT), document("d1", "Other words.", attributes={"tags": ["x", "y; z"]})],
        themes=[
            Theme("t-1", "Power", order="b", status="agreed", kind="meta-theme", letter="P", created=BEGAN, **words),
            Theme("t-2", "Trust", order="c", aliases=("Faith", "Hope"), example="e0000000002", created=BEGAN),
            Theme("t-3", "Kept", order="d", status="retired", include="only this"),
        ],
        excerpts=[
            excerpt(1, "t-1", "t-3", ranges=((0, 3), (15, 19), (30, 35)), note="all", against=("t-2",), starred=True),
            excerpt(2, "t-2", ranges=((15, 19),), attribution={"case": "c1", "role": "nurse"}, context=("t-1",)),
            excerpt(3, ranges=((20, 24),), starred=True),
        ],
        cases=[
            Case(
                "c1",
                "North",
                "site",
                ("N 1",),
                {"years": 7, "grade": "low", "met": date(2026, 2, 3), "roles": ["a", "b"]},
            ),
        ],
        memos=[
            memo("m1", "reflexive", cases=("c1",), reply_to="m3"),
            memo("m2", "analytic", reply_to="m1"),
            memo("m3", "decision"),
        ],
    )
    return made


def fields(held: Holdings) -> dict[str, Any]:
    """What must be the same, by what things are called in every project."""
    themes = {each.id: each.name for each in held.themes.values()}
    memos = {each.id: each.title for each in held.memos.values()}
    quotes = {each.id: each.text for each in held.excerpts.values()}

    def named(ids: tuple[str, ...]) -> list[str]:
        return [themes[each] for each in ids]

    said: dict[str, Any] = {}
    for theme in held.themes.values():
        parts = (theme.definition, theme.include.strip(), theme.exclude.strip(), theme.source)
        signs = (theme.status, theme.kind, theme.letter, theme.aliases, theme.created, quotes.get(theme.example))
        said[f"theme {theme.name}"] = (parts, signs)
    for each in held.excerpts.values():
        speaks = (named(each.themes), named(each.against), named(each.context), each.starred)
        who = {key: held.cases[text].name if key == "case" else text for key, text in each.attribution.items()}
        said[f"excerpt {each.text}"] = (each.ranges, each.note, speaks, who)
    for note in held.memos.values():
        said[f"memo {note.title}"] = (note.type, memos.get(note.reply_to), len(note.cases))
    for case in held.cases.values():
        said[f"case {case.name}"] = (case.kind, case.aliases, case.attributes)
    for one in held.documents.values():
        said[f"document {one.title}"] = (one.kind, one.partial, one.rules, one.places, one.attributes)
    return said


def test_all_of_it_comes_back_as_fields_and_goes_out_as_the_same_file(tmp_path: Path) -> None:
    first, second = study(tmp_path / "first"), begin(tmp_path / "second")
    export = taken_out(first, tmp_path / "first.qdpx")
    assert not [each for each in export.remarks if each.kind == "lost"]
    taken_in(second, tmp_path / "first.qdpx")
    wanted, found = fields(holdings_of(first)), fields(holdings_of(second))
    assert found == wanted
    declared = [open_project(each.root).settings.attributes for each in (first, second)]
    assert {key: replace(each, guid="") for key, each in declared[1].items() if key != "tags"} == declared[0]
    assert not list((second.root / "exchange").glob("links.toml"))
    taken_out(second, tmp_path / "second.qdpx")
    assert (tmp_path / "first.qdpx").read_bytes() == (tmp_path / "second.qdpx").read_bytes()
    for study_, file in ((first, "second.qdpx"), (second, "first.qdpx")):
        assert {item.status for item in taken_in(study_, tmp_path / file, me="ana").items} <= {"unchanged", "added"}
    assert fields(holdings_of(first)) == wanted


def test_what_changed_there_is_taken_in_and_what_changed_here_stays(tmp_path: Path) -> None:
    first, second = study(tmp_path / "first"), begin(tmp_path / "second")
    taken_out(first, tmp_path / "a.qdpx")
    taken_in(second, tmp_path / "a.qdpx")
    put_all(
        first,
        themes=[Theme("t-2", "Trust", order="c", status="agreed", aliases=("Faith",), created=BEGAN, include="new")],
        excerpts=[
            excerpt(1, "t-1", "t-3", ranges=((0, 3), (15, 19)), note="all"),
            excerpt(2, "t-2", ranges=((15, 19),), attribution={"role": "matron"}),
        ],
        memos=[memo("m2", "comparison", reply_to="m3")],
        cases=[Case("c1", "North", "group", (), {"years": 7})],
    )
    taken_out(first, tmp_path / "b.qdpx")
    held = holdings_of(second)
    mine = next(each for each in held.excerpts.values() if each.text == "Four")
    put_all(second, cases=[replace(case, kind="ward") for case in held.cases.values() if case.name == "North"])
    taken_in(second, tmp_path / "b.qdpx")
    now = fields(holdings_of(second))
    assert now["theme Trust"][0][1] == "new"
    assert now["theme Trust"][1][:4] == ("agreed", "", "", ("Faith",))
    assert now["excerpt One [...] Four"][2:] == ((["Power", "Kept"], [], [], False), {})
    assert holdings_of(second).excerpts[mine.id].attribution == {"role": "matron"}
    assert now["memo m2"][:2] == ("comparison", "m3")
    assert now["case North"][0] == "ward"


def test_a_group_of_documents_goes_out_as_a_set_and_comes_back_as_a_group(tmp_path: Path) -> None:
    first, second = begin(tmp_path / "first"), begin(tmp_path / "second")
    put_all(
        first, documents=[document("d0", "One.", groups=("Nights",)), document("d1", "Two.", groups=("Nights", "A"))]
    )
    export = taken_out(first, tmp_path / "a.qdpx")
    assert [(each.name, len(each.sources)) for each in export.project.sets] == [("A", 1), ("Nights", 2)]
    taken_in(second, tmp_path / "a.qdpx")
    assert {each.title: each.groups for each in holdings_of(second).documents.values()} == {
        "d0": ("Nights",),
        "d1": ("A", "Nights"),
    }
    for each in holdings_of(second).documents.values():
        put(
            second,
            document_path(each.id),
            document_record(replace(each, groups=("Days",) if each.title == "d0" else ())),
        )
    again = taken_out(second, tmp_path / "b.qdpx").project.sets
    assert [(each.name, len(each.sources)) for each in again] == [("Days", 1)]
    # Nobody changed the groups there: those of here stay.
    taken_in(second, tmp_path / "a.qdpx")
    assert {each.title: each.groups for each in holdings_of(second).documents.values()} == {"d0": ("Days",), "d1": ()}


def test_a_set_is_known_as_the_group_that_was_made_of_it() -> None:
    names = ("Late  nights", "x" * 300, "Ward", "Ward", "Site: North")
    sets = tuple(Set(f"{number:08d}", name, sources=("s",)) for number, name in enumerate(names))
    came = list(groups_in(Foreign("Study", sets=sets)).values())
    assert came[0] == "Late nights"
    assert came[2:4] == ["Ward", "Ward (2)"]
    said = {"document": {"s": {"groups": came[:4]}}}
    assert list(groups_in(Foreign("Study", sets=sets, supplement=said)).values()) == came[:4]


def rewritten(place: Path, to: Path, **members: bytes | None) -> Path:
    """The archive with other contents of some members; None: without it."""
    with zipfile.ZipFile(place) as archive, zipfile.ZipFile(to, "w") as out:
        for name in archive.namelist():
            data = members.get(name.replace(".", "_"), archive.read(name))
            if data is not None:
                out.writestr(name, data)
    return to


HOSTILE = [
    b"",
    b"{",
    b"[" * 100_000,
    b'{"schema": 2}',
    b'{"schema": 1, "theme": 7, "excerpt": {"x": []}, "case": {"x": {"kind": {"a": 1}}}}',
    b'{"schema": 1, "theme": {"x": {"kind": "\\ud800"}}}',
    b'{"schema": ' + b"1" * 10_000 + b"}",
    b"\xff\xfe{",
    b'{"schema": 1, "theme": {' + b'"a":{},' * 3_000_000 + b'"b":{}}}',
]


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_stands_beside_it_the_project_comes_in(tmp_path: Path, data: bytes) -> None:
    taken_out(study(tmp_path / "first"), tmp_path / "first.qdpx")
    place = rewritten(tmp_path / "first.qdpx", tmp_path / "odd.qdpx", catena_json=data)
    second = begin(tmp_path / "second")
    taken_in(second, place)
    held = holdings_of(second)
    assert {each.name: each.include for each in held.themes.values()}["Power"] == "a\n\nb"
    assert [each.text for each in held.excerpts.values() if each.note] == ["One [...] Four [...] Seven"]


def test_fields_that_cannot_be_are_left_out_alone(tmp_path: Path) -> None:
    export = taken_out(study(tmp_path / "first"), tmp_path / "first.qdpx")
    said = json.loads(supplement_bytes(export.project.supplement or {}))
    codes = {each.name: each.guid for each in export.project.codes}
    for fields_ in said["excerpt"].values():
        # It cannot speak against what it is coded with: project.qde holds.
        fields_["against"] = [codes["Power"], "nowhere"]
    said["theme"][codes["Power"]] |= {"letter": "\x1b[2J", "kind": "a\x1b[31mb", "example": "nowhere", "status": "gone"}
    for each in said["document"].values():
        each |= {"kind": "../..", "region": {"../x": {"kind": "table", "start": 0, "end": 10**15}, "r1": 5}}
    said["attribute"] = {guid: each | {"bands": [3, 1]} for guid, each in said["attribute"].items()}
    data = json.dumps(said).encode()
    second = begin(tmp_path / "second")
    taken_in(second, rewritten(tmp_path / "first.qdpx", tmp_path / "odd.qdpx", catena_json=data))
    held = holdings_of(second)
    against = {each.text: [held.themes[one].name for one in each.against] for each in held.excerpts.values()}
    assert against == {"One [...] Four [...] Seven": [], "Four": ["Power"], "five": ["Power"]}
    power = next(each for each in held.themes.values() if each.name == "Power")
    assert (power.letter, power.kind, power.example, power.status) == ("", "a�[31mb", "", "candidate")
    assert {each.kind for each in held.documents.values()} == {"interview"}


def test_parts_that_another_program_changed_stay_apart(tmp_path: Path) -> None:
    taken_out(study(tmp_path / "first"), tmp_path / "first.qdpx")
    with zipfile.ZipFile(tmp_path / "first.qdpx") as archive:
        xml = archive.read("project.qde").decode()
    start = xml.index('startPosition="30"')
    coding = xml.index("<Coding ", start)
    less = xml[:coding] + xml[xml.index("</Coding>", coding) + 9 :]
    second = begin(tmp_path / "second")
    taken_in(second, rewritten(tmp_path / "first.qdpx", tmp_path / "odd.qdpx", project_qde=less.encode()))
    texts = sorted(each.text for each in holdings_of(second).excerpts.values())
    assert texts == ["Four", "Four", "One", "Seven", "five"]


def test_only_an_export_of_catena_has_one_and_no_name_leaves_in_it(tmp_path: Path) -> None:
    made = study(tmp_path / "first")
    taken_out(made, tmp_path / "for.qdpx", "qualcoder")
    with zipfile.ZipFile(tmp_path / "for.qdpx") as archive:
        assert NAME not in archive.namelist()
    (made.root / "private").mkdir()
    (made.root / KEY).write_text('schema = 1\n[person.jw]\npseudonym = "JW019"\nnames = ["Joan Wetherby"]\n')
    put(made, "cases/c1.toml", {"schema": 1, "id": "c1", "name": "North", "aliases": ["Joan\nWetherby"]})
    with pytest.raises(ProjectFault, match="holds a real name"):
        taken_out(made, tmp_path / "out.qdpx")


def test_an_id_with_a_real_name_stays_here_and_stops_no_export(tmp_path: Path) -> None:
    made = begin(tmp_path / "first")
    put_all(made, documents=[document("joan-wetherby", "Words.", title="A nurse")])
    (made.root / "private").mkdir()
    (made.root / KEY).write_text('schema = 1\n[person.jw]\npseudonym = "JW019"\nnames = ["Joan Wetherby"]\n')
    export = taken_out(made, tmp_path / "out.qdpx")
    assert "joan" not in supplement_bytes(export.project.supplement or {}).decode()


@pytest.mark.parametrize(
    ("definition", "parts"),
    [
        ("", {}),
        ("Plain", {}),
        ("", {"exclude": "x"}),
        ("a\n\nb", {"include": "c\n\nd", "source": "e"}),
        ("Include: all", {}),
        ("a\n\nSource: b", {"include": "x"}),
    ],
)
def test_a_description_taken_apart_makes_the_same_description(definition: str, parts: dict[str, str]) -> None:
    whole = described(definition, parts)
    apart = told_apart(whole)
    assert described(apart.pop("definition"), apart) == whole


def test_what_is_written_is_what_is_read() -> None:
    said = {"theme": {"X": {"status": "agreed", "aliases": ["\N{GRINNING FACE}\n\u2028"]}}}
    assert supplement_in(supplement_bytes(said)) == said


def test_links_in_memos_lead_where_they_did_and_others_are_told(tmp_path: Path) -> None:
    made = begin(tmp_path / "made")
    body = "[[e0000000001]] [[t-aaaaaa|so]] [[talk]] [[case:jw019]] [[m000002]] and `[[t-gone00]]`"
    memos = [
        Memo("m000001", "First", "ana", "memos/ana/2026-11-02-m000001-first.md", created=BEGAN, body=body),
        Memo("m000002", "Second", "ana", "memos/ana/2026-11-02-m000002-second.md", created=BEGAN, body="[[t-gone00]]"),
    ]
    documents = [document("talk-2", "Another text.", "Talk"), document("talk", TEXT, "Spoken")]
    spoken = Excerpt("e0000000001", "ana", "talk", documents[1][0].sha256, segments_of(TEXT, [(0, 3)]), ("t-aaaaaa",))
    put_all(made, documents, [Theme("t-aaaaaa", "One")], [spoken], memos, [Case("jw019", "Wood")])
    taken_out(made, tmp_path / "a.qdpx")
    other = begin(tmp_path / "other")
    plan = taken_in(other, tmp_path / "a.qdpx")
    held = holdings_of(other)
    first = next(each for each in held.memos.values() if each.title == "First")
    assert [(goal.kind, goal.name) for goal, link in goals_of(held, first) if link is not None] == [
        ("excerpt", "an excerpt of talk"),
        ("theme", "One"),
        ("document", "Spoken"),
        ("case", "Wood"),
        ("memo", "Second"),
    ]
    assert [each.name for each in plan.remarks if "a link in its text" in each.message] == ["Second"]
    third = begin(tmp_path / "third")
    put_all(third, [document("talk", "Mine.", "Mine")], [Theme("t-aaaaaa", "Another")])
    plan = taken_in(third, tmp_path / "a.qdpx")
    assert holdings_of(third).documents["talk"].title == "Mine"
    assert holdings_of(third).themes["t-aaaaaa"].name == "Another"


def test_one_that_is_too_large_to_be_read_stops_no_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.exchange.refi.supplement.LARGEST", 100)
    export = taken_out(study(tmp_path / "first"), tmp_path / "first.qdpx")
    with zipfile.ZipFile(tmp_path / "first.qdpx") as archive:
        assert NAME not in archive.namelist()
    assert ("lost", "that it is starred is not in it") in {(each.kind, each.message) for each in export.remarks}
