"""What was out in another program and comes back is known again: nothing doubled, nothing moved, nobody's work under another."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from store.cases import Case
from store.codebook import Theme
from store.excerpts import Excerpt, segments_of
from store.exchange.refi.identifiers import minted
from store.exchange.refi.intake.way_back import as_known, places_out
from store.exchange.refi.model import Code, Coding, Made, Selection, User
from store.exchange.refi.model import Project as Foreign
from store.exchange.refi.packing import qdpx_bytes
from store.exchange.refi.reading import read_file
from store.exchange.refi.writing import project_xml
from store.holdings import Holdings
from store.memos import Memo, memo_path
from store.project import Project
from store.reviewers import Reviewer
from tests.store.exchange.containers import SPOKEN, TALK, container, project, selection, source
from tests.store.exchange.round_trips import BEGAN, begin, document, holdings_of, put_all, taken_in, taken_out

TEXT = "One two \N{GRINNING FACE} three four.\nFive six seven eight.\n"


def study(root: Path) -> Project:
    made = begin(root)
    talk, walk = (
        document("talk", TEXT, "Talk", cases=("jw",), attributes={"pages": 3}),
        document("walk", "Else.", "Walk"),
    )
    themes = [
        Theme("t-1", "Before", definition="first", include="in"),
        Theme("t-2", "Trust", "t-1", definition="kept\r\nlines", colour="#a0b0c0"),
        Theme("t-3", "After", definition="a group that has excerpts"),
        Theme("t-4", "trust", "t-3"),
        Theme("t-5", "Gone", "t-3", status="merged", into=("t-2",)),
        Theme("t-6", "Below", "t-5"),
        Theme("t-7", "Trust", "t-2"),
        Theme("t-8", "lengthy" * 30, "t-7"),
        Theme("t-9", "After", "t-8"),
    ]
    sha, whole = talk[0].sha256, segments_of(TEXT, [(0, len(TEXT))])
    excerpts = [
        Excerpt("e1", "ana", "talk", sha, segments_of(TEXT, [(0, 3), (8, 15)]), ("t-2", "t-4"), "a note"),
        Excerpt("e2", "ben", "talk", sha, segments_of(TEXT, [(0, 3)]), ("t-3",)),
        Excerpt("e3", "ana", "talk", sha, segments_of(TEXT, [(4, 7)]), ("t-5",), "one\r\ntwo"),
        Excerpt("e4", "ben", "talk", sha, segments_of(TEXT, [(4, 7)]), (), "said of it"),
        Excerpt("e5", "ana", "talk", sha, whole, ("t-6",), other={"whole": True}),
    ]
    memos = [
        Memo(
            f"m{number}",
            "Memo",
            "ana",
            memo_path("ana", f"m{number}", "Memo", BEGAN),
            created=BEGAN,
            body=body,
            **about,
        )
        for number, body, about in (
            (1, "a\r\nb", {"themes": ("t-5",)}),
            (2, "c", {"documents": ("talk",), "reply_to": "m1"}),
        )
    ]
    values = {"age": 41, "site": "North", "met": date(2024, 3, 1), "agreed": True}
    people = [Reviewer("ana", "Ana"), Reviewer("ben", "Ben")]
    put_all(made, [talk, walk], themes, excerpts, memos, [Case("jw", "JW", attributes=values)], people)
    return made


def from_qualcoder(sent: Foreign, doubling: bool) -> Foreign:
    """What QualCoder exports of what it took in: new GUIDs, a selection for each coding, its own colours, no links, two types.

    `doubling` is the 3.x that makes a category and a code in it of a code with others below it.
    """
    numbers = count(1)

    def new() -> str:
        return minted("qualcoder", "thing", str(next(numbers)))

    cases = {each.guid for each in sent.cases}
    known = (
        [each.guid for each in sent.users] + [each.guid for each in sent.codes] + [each.guid for each in sent.variables]
    )
    guids = {each: new() for each in known}
    codes: list[Code] = []
    held: dict[str, str] = {}
    for each in (code for code in sent.codes if code.guid not in cases):
        group = any(code.parent == each.guid for code in sent.codes)
        doubled = doubling and group and each.codable
        made = replace(each, guid=guids[each.guid], parent=guids.get(each.parent, ""), colour="#112233", notes=())
        codes.append(replace(made, codable=each.codable and not doubled))
        if doubled:
            held[each.guid] = new()
            codes.append(replace(made, guid=held[each.guid], parent=made.guid))
    nobody = new()
    sources = []
    for source_ in sent.sources:
        selections = [
            Selection(
                new(),
                each.start,
                each.end,
                (source_.text or "")[each.start : each.end],
                each.description,
                tuple(Coding(new(), held.get(code, guids[code]), Made(guids[each.made.by])) for code in [coded.code]),
                made=Made(guids[each.made.by], each.made.when),
            )
            for each in source_.selections
            for coded in each.codings
            if coded.code not in cases
        ]
        selections += [
            replace(each, guid=new(), made=Made(guids[each.made.by], each.made.when))
            for each in source_.selections
            if not each.codings
        ]
        values = tuple(replace(each, variable=guids[each.variable], type="Float") for each in source_.values)
        sources.append(
            replace(
                source_,
                guid=new(),
                selections=tuple(selections),
                codings=(),
                notes=(),
                made=Made(nobody),
                values=values,
            )
        )
    numeric = {each.guid for each in sent.variables if each.type in ("Integer", "Float")}
    return Foreign(
        sent.name,
        "QualCoder 4.0",
        users=(*(replace(each, guid=guids[each.guid], id="") for each in sent.users), User(nobody, "default")),
        codes=tuple(codes),
        variables=tuple(
            replace(each, guid=guids[each.guid], type="Float" if each.guid in numeric else "Text")
            for each in sent.variables
        ),
        cases=tuple(
            replace(
                each,
                guid=new(),
                sources=(),
                selections=(),
                values=tuple(replace(value, variable=guids[value.variable]) for value in each.values),
            )
            for each in sent.cases
        ),
        sources=tuple(sources),
        notes=tuple(replace(each, guid=new(), made=Made(guids[each.made.by], each.made.when)) for each in sent.notes),
    )


def things(held: Holdings) -> dict[str, object]:
    return {
        "themes": {key: (each.name, each.parent, each.definition, each.colour) for key, each in held.themes.items()},
        "excerpts": {key: (each.reviewer, each.ranges, each.themes, each.note) for key, each in held.excerpts.items()},
        "memos": {
            key: (each.title, each.body, each.themes, each.documents, each.reply_to) for key, each in held.memos.items()
        },
        "cases": {key: (each.name, each.attributes) for key, each in held.cases.items()},
        "documents": {key: (each.title, each.attributes, each.cases) for key, each in held.documents.items()},
        "reviewers": {key: each.name for key, each in held.reviewers.items()},
    }


@pytest.mark.parametrize("doubling", [False, True], ids=["4.0", "3.x"])
def test_what_qualcoder_gives_back_changes_nothing(tmp_path: Path, doubling: bool) -> None:
    ours = study(tmp_path / "ours")
    before = things(holdings_of(ours))
    sent = taken_out(ours, tmp_path / "sent.qdpx", "qualcoder").project
    (tmp_path / "back.qdpx").write_bytes(qdpx_bytes(from_qualcoder(sent, doubling)))
    plan = taken_in(ours, tmp_path / "back.qdpx")
    told = Counter((each.kind, each.status) for each in plan.items if each.kind != "attribute")
    assert {status for _, status in told} == {"unchanged"}
    assert things(holdings_of(ours)) == before


def test_what_was_added_there_is_all_that_is_new(tmp_path: Path) -> None:
    ours = study(tmp_path / "ours")
    sent = taken_out(ours, tmp_path / "sent.qdpx", "qualcoder").project
    back = from_qualcoder(sent, doubling=False)
    talk = next(each for each in back.sources if each.name == "Talk")
    after = next(each for each in back.codes if each.name == "After")
    part = next(each for each in talk.selections if (each.start, each.end) == (8, 15))
    more = replace(part, guid=minted("q", "a", "1"), codings=(Coding(minted("q", "a", "2"), after.guid, part.made),))
    changed = replace(talk, selections=(*talk.selections, more))
    sources = tuple(changed if each is talk else each for each in back.sources)
    (tmp_path / "back.qdpx").write_bytes(qdpx_bytes(replace(back, sources=sources)))
    before = things(holdings_of(ours))["excerpts"]
    for added in (1, 0):
        plan = taken_in(ours, tmp_path / "back.qdpx")
        assert [each.kind for each in plan.items if each.status == "added"].count("excerpt") == added
    after_all = things(holdings_of(ours))["excerpts"]
    assert isinstance(before, dict)
    assert isinstance(after_all, dict)
    assert [each for key, each in after_all.items() if key not in before] == [("ana", ((8, 15),), ("t-3",), "")]


def test_a_program_that_keeps_our_guids_moves_no_excerpt_of_parts(tmp_path: Path) -> None:
    ours = study(tmp_path / "ours")
    before = things(holdings_of(ours))
    sent = taken_out(ours, tmp_path / "sent.qdpx").project
    (tmp_path / "back.qdpx").write_bytes(qdpx_bytes(replace(sent, origin="MAXQDA 24", supplement=None)))
    plan = taken_in(ours, tmp_path / "back.qdpx", following=True)
    assert {each.status for each in plan.items if each.kind in ("excerpt", "tag", "theme")} == {"unchanged"}
    assert things(holdings_of(ours))["excerpts"] == before["excerpts"]


def test_an_annotation_of_qualcoder_is_an_excerpt_without_a_theme(tmp_path: Path) -> None:
    start = SPOKEN.index("Nobody")
    notes = "".join(
        f'<Note guid="{number:08d}-3333-4111-8111-111111111111" creatingUser="{user}">'
        f"<PlainTextContent>{words}</PlainTextContent>"
        f'<PlainTextSelection guid="{number:08d}-4444-4111-8111-111111111111" startPosition="{start}" '
        f'endPosition="{start + 6 + number}"/></Note>'
        for number, user, words in ((1, minted("q", "u", "1"), "R & D"), (2, "", "a <b ]]>"))
    )
    xml = project(source(selection(SPOKEN, "Nobody")), f"<Notes>{notes}</Notes>", origin="QualCoder 3.8.1")
    read = read_file(container(tmp_path / "a.qdpx", xml, {f"{TALK}.txt": SPOKEN.encode()})).project
    said = [(each.start, each.end, each.description) for each in read.sources[0].selections if not each.codings]
    assert said == [(start, start + 7, "R & D"), (start, start + 8, "a <b ]]>")]
    assert read.notes == ()


def test_what_an_export_has_for_qualcoder_alone_is_nothing_of_its_own(tmp_path: Path) -> None:
    ours = study(tmp_path / "ours")
    held = holdings_of(ours).excerpts
    put_all(
        ours, excerpts=[replace(each, attribution={"case": "jw"} if each.id == "e4" else {}) for each in held.values()]
    )
    taken_out(ours, tmp_path / "standard.qdpx")
    taken_out(ours, tmp_path / "qualcoder.qdpx", "qualcoder")
    there = []
    for name in ("standard", "qualcoder"):
        taken_in(begin(tmp_path / name), tmp_path / f"{name}.qdpx")
        found = holdings_of(begin(tmp_path / name)).excerpts.values()
        there.append(
            Counter((each.reviewer, each.ranges, each.note, each.attribution.get("case", "")) for each in found)
        )
    assert there[0] == there[1]
    assert sum(there[0].values()) == len(held)


@pytest.mark.parametrize("listed", [True, False])
def test_an_annotation_that_no_text_refers_to_is_known_by_its_place_and_words(tmp_path: Path, listed: bool) -> None:
    ours = study(tmp_path / "ours")
    sent = from_qualcoder(taken_out(ours, tmp_path / "sent.qdpx", "qualcoder").project, doubling=False)
    talk = next(each for each in sent.sources if each.name == "Talk")
    [said] = [each for each in talk.selections if not each.codings]
    left = replace(talk, selections=tuple(each for each in talk.selections if each is not said))
    coder = said.made.by if listed else ""
    sent = replace(sent, sources=tuple(left if each is talk else each for each in sent.sources))
    notes = "".join(
        f'<Note guid="{minted("q", "n", words)}" creatingUser="{coder}"><PlainTextContent>{words}</PlainTextContent>'
        f'<PlainTextSelection guid="{minted("q", "s", words)}" startPosition="4" endPosition="7"/></Note>'
        for words in (said.description, "said by nobody")
    )
    xml = project_xml(sent).replace(b"</Notes>", notes.encode() + b"</Notes>")
    (tmp_path / "back.qdpx").write_bytes(qdpx_bytes(sent, xml))
    before = things(holdings_of(ours))
    plan = taken_in(ours, tmp_path / "back.qdpx")
    assert [(each.kind, each.name) for each in plan.items if each.status == "added" and each.kind == "memo"] == [
        ("memo", "said by nobody")
    ]
    assert things(holdings_of(ours))["excerpts"] == before["excerpts"]


@pytest.mark.parametrize(
    ("value", "known"),
    [(6.0, 6), ("true", True), ("2024-03-01", date(2024, 3, 1)), ("a; b", ["a", "b"]), ("x", "x")],
)
def test_a_value_that_another_program_writes_otherwise_is_the_same(value: object, known: object) -> None:
    assert as_known(value, known) is known
    assert as_known("other", known) == "other"


def test_a_theme_below_one_that_does_not_go_out_stands_below_the_next_that_does(tmp_path: Path) -> None:
    places = places_out(holdings_of(study(tmp_path / "ours")))
    assert places == {
        "t-1": "",
        "t-2": "t-1",
        "t-3": "",
        "t-4": "t-3",
        "t-6": "t-2",
        "t-7": "t-2",
        "t-8": "t-7",
        "t-9": "t-8",
    }


@pytest.mark.parametrize("program", ["standard", "nvivo", "maxqda", "qualcoder"])
def test_two_excerpts_of_one_place_stay_two_and_one_of_all_text_moves_no_document(tmp_path: Path, program: str) -> None:
    made = begin(tmp_path / "made")
    talk, sha = document("talk", TEXT, "Talk"), document("talk", TEXT)[0].sha256
    excerpts = [
        Excerpt("e1", "ana", "talk", sha, segments_of(TEXT, [(0, 3)]), ("t-1",)),
        Excerpt("e2", "ana", "talk", sha, segments_of(TEXT, [(0, 3)]), ("t-2",), "said of the second alone"),
        Excerpt("e3", "ana", "talk", sha, segments_of(TEXT, [(0, len(TEXT))]), ("t-1",), attribution={"case": "jw"}),
    ]
    put_all(made, [talk], [Theme("t-1", "One"), Theme("t-2", "Two")], excerpts, cases=[Case("jw", "JW")])
    taken_out(made, tmp_path / "a.qdpx", program)
    other = begin(tmp_path / "other")
    taken_in(other, tmp_path / "a.qdpx")
    held = holdings_of(other)
    said = {(tuple(held.themes[t].name for t in each.themes), each.note) for each in held.excerpts.values()}
    assert said == {(("One",), ""), (("Two",), "said of the second alone")}
    assert len(held.excerpts) == 3
    assert held.documents["talk"].cases == ()
    taken_in(made, tmp_path / "a.qdpx")
    assert holdings_of(made).excerpts["e1"].themes == ("t-1",)
    assert holdings_of(made).documents["talk"].cases == ()
