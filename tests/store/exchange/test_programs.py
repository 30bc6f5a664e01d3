"""What programs are known to write otherwise than the standard says, each as it is found in their files."""

from pathlib import Path

import pytest

from store.exchange.kept import kept_sets
from store.exchange.refi.reading import read_file
from store.holdings import Holdings, read_holdings
from store.project import open_project
from tests.store.exchange.containers import (
    ANA,
    BO,
    SPOKEN,
    TALK,
    TRUST,
    VOICE,
    Way,
    container,
    project,
    selection,
    source,
)
from tests.store.exchange.test_intake import planned, taken_in
from tests.store.studies import Desk

NVIVO = Way(utf16=True, crlf=True, mark=True)
GUID = "{:08d}-1111-4111-8111-111111111111"
TEXT = {f"{TALK}.txt": SPOKEN.encode()}


def coded(here: Holdings) -> set[tuple[str, tuple[str, ...], str, str]]:
    """The words, themes, reviewer and note of what came."""
    return {
        (each.text, tuple(here.themes[theme].name for theme in each.themes), each.reviewer, each.note)
        for each in here.excerpts.values()
        if each.guid
    }


def test_nvivo_writes_a_selection_for_each_coding_and_they_are_one_excerpt(tmp_path: Path, desk: Desk) -> None:
    inside = (
        selection(SPOKEN, "Nobody asked 🙂 us", TRUST, NVIVO, named=False, body="<Description />")
        + selection(SPOKEN, "Nobody asked 🙂 us", VOICE, NVIVO, named=False, number=2)
        + selection(SPOKEN, "asked 🙂 us — jamais", VOICE, NVIVO, named=False, number=3)
        + selection(SPOKEN, "Nobody asked 🙂 us", VOICE, NVIVO, BO, named=False, number=4)
    ).replace(" name=", " name2=")
    rich = source(inside).replace("plainTextPath", f'richTextPath="internal://{TALK}.docx" plainTextPath')
    place = container(
        tmp_path / "a.qdpx",
        project(rich, origin="NVivo for Windows 12.6").replace(' id="AL"', ""),
        {f"{TALK}.txt": NVIVO.written(SPOKEN), f"{TALK}.docx": b"PK not looked at", ".root": b""},
        folder="Sources",
    )
    here = taken_in(desk.writer, place)
    assert coded(here) == {
        ("Nobody asked 🙂 us", ("Trust", "Voice"), "ada", ""),
        ("asked 🙂 us — jamais", ("Voice",), "ada", ""),
        ("Nobody asked 🙂 us", ("Voice",), "bo", ""),
    }
    first = next(each for each in here.excerpts.values() if len(each.themes) == 2)
    assert first.guid == GUID.format(1)
    assert first.other["guids"] == [GUID.format(2)]
    document = here.documents["talk"]
    assert (document.characters, document.original) == (len(SPOKEN), "originals/talk.docx")
    assert (desk.project.root / document.original).read_bytes() == b"PK not looked at"
    assert planned(desk.project, place).changes == ()


def test_a_text_that_came_with_a_mark_and_crlf_keeps_its_bytes(tmp_path: Path, desk: Desk) -> None:
    inside = selection(SPOKEN, "jamais", way=NVIVO)
    place = container(tmp_path / "a.qdpx", project(source(inside)), {f"{TALK}.txt": NVIVO.written(SPOKEN)})
    here = taken_in(desk.writer, place)
    assert (desk.project.root / here.documents["talk"].original).read_bytes() == NVIVO.written(SPOKEN)


def test_nvivo_has_cases_as_codes(tmp_path: Path, desk: Desk) -> None:
    ruth, ward = GUID.format(71), GUID.format(72)
    codes = "".join(
        f'<Code guid="{guid}" name="{name}" isCodable="true"/>'
        for guid, name in ((TRUST, "Trust"), (ruth, "Ruth"), (ward, "Ward"))
    )
    inside = (
        selection(SPOKEN, SPOKEN, ruth)
        + selection(SPOKEN, "Nobody asked 🙂 us", ward, number=2)
        + selection(SPOKEN, "jamais", TRUST, number=3)
    )
    cases = f'<Cases><Case guid="{ruth}" name="Ruth"/><Case guid="{ward}" name="Ward"/></Cases>'
    xml = project(source(inside), codes=codes).replace("<Sources>", f"{cases}<Sources>")
    here = taken_in(desk.writer, container(tmp_path / "a.qdpx", xml, TEXT))
    assert {each.name for each in here.themes.values()} == {"Trust", "Power"}
    assert here.documents["talk"].cases == ("ruth",)
    assert {each.text: dict(each.attribution) for each in here.excerpts.values() if each.guid} == {
        "Nobody asked 🙂 us": {"case": "ward"},
        "jamais": {},
    }
    assert here.cases["ruth"].other["code"] is True


@pytest.mark.parametrize(
    "path", [f"{TALK}.txt", f"internal:/{TALK}.txt", f"sources/{TALK}.txt", f"internal://{TALK.upper()}.TXT"]
)
def test_paths_without_a_scheme_and_in_other_letters_are_found(path: str, tmp_path: Path) -> None:
    read = read_file(container(tmp_path / "a.qdpx", project(source(path=path)), TEXT))
    assert read.project.sources[0].text == SPOKEN


@pytest.mark.parametrize("path", ["relative:///talk.txt", "absolute:///etc/hostname", "internal://absent.txt"])
def test_a_text_that_is_not_in_the_file_is_told_and_nothing_is_fetched(path: str, tmp_path: Path, desk: Desk) -> None:
    place = container(tmp_path / "a.qdpx", project(source(selection(SPOKEN, "jamais"), path=path)), TEXT)
    plan = planned(desk.project, place)
    assert [each.kind for each in plan.remarks] == ["lost"]
    assert "so it was left out with all that stands on it" in plan.remarks[0].message
    assert not [item for item in plan.items if item.kind in ("document", "excerpt")]


def test_a_source_without_a_name_and_selections_named_by_their_lines(tmp_path: Path, desk: Desk) -> None:
    inside = selection(SPOKEN, "Ruth: Nobody asked 🙂 us — jamais.").replace('name="Ruth', 'name="line:2" was="Ruth')
    xml = project(source(inside, path=f"{TALK}.txt").replace(' name="Talk"', ""), origin="qc 1.3.2")
    here = taken_in(desk.writer, container(tmp_path / "a.qdpx", xml, TEXT))
    assert coded(here) == {("Ruth: Nobody asked 🙂 us — jamais.", ("Trust",), "ada", "")}
    assert next(each for each in here.excerpts.values() if each.guid).other["name"] == "line:2"


def test_codes_of_one_name_stay_apart(tmp_path: Path, desk: Desk) -> None:
    codes = (
        f'<Code guid="{TRUST}" name="Leaders" isCodable="true">'
        f'<Code guid="{GUID.format(61)}" name="Voice" isCodable="true"/></Code>'
        f'<Code guid="{VOICE}" name="Voice" isCodable="true"/><Code guid="{GUID.format(62)}" name="voice" isCodable="true"/>'
    )
    inside = selection(SPOKEN, "jamais", VOICE) + selection(SPOKEN, "Ruth", GUID.format(62), number=2)
    here = taken_in(desk.writer, container(tmp_path / "a.qdpx", project(source(inside), codes=codes), TEXT))
    assert coded(here) == {("jamais", ("Voice",), "ada", ""), ("Ruth", ("voice (2)",), "ada", "")}
    assert [each.other["name"] for each in here.themes.values() if each.name == "voice (2)"] == ["voice"]


def test_maxqda_has_variables_on_documents_and_groups_as_sets(tmp_path: Path, desk: Desk) -> None:
    years = GUID.format(51)
    value = f'<VariableValue><VariableRef targetGUID="{years}"/><IntegerValue>12</IntegerValue></VariableValue>'
    rest = f'<Sets><Set guid="{GUID.format(52)}" name="Nurses"><MemberSource targetGUID="{TALK.upper()}"/></Set></Sets>'
    variable = f'<Variables><Variable guid="{years}" name="Years" typeOfVariable="Integer"/></Variables>'
    xml = project(source(value), rest, origin="MAXQDA 24.7.0").replace("<Sources>", f"{variable}<Sources>")
    here = taken_in(desk.writer, container(tmp_path / "a.qdpx", xml, TEXT))
    assert here.cases["talk"].attributes == {"Years": 12}
    assert here.documents["talk"].cases == ("talk",)
    assert [(each.name, each.documents) for each in kept_sets(desk.project)] == [("Nurses", ("talk",))]
    assert open_project(desk.project.root).settings.attributes["Years"].type == "number"


@pytest.mark.parametrize(
    "namespace",
    ["urn:QDA-XML:project:1.0", "urn:QDA-XML:project:0:10", "urn:QDA-XML:project:9", ""],
)
def test_any_name_space_is_read(namespace: str, tmp_path: Path) -> None:
    xml = project(source(selection(SPOKEN, "jamais")), namespace=namespace)
    odd = xml.replace("<CodeBook>", '<CodeBook xmlns="urn:QDA-XML:codebook:0:4">')
    for number, each in enumerate((xml, odd)):
        read = read_file(container(tmp_path / f"{number}.qdpx", each, TEXT)).project
        assert [code.name for code in read.codes] == ["Trust", "Voice"]
        assert len(read.sources[0].selections) == 1


def test_a_prefix_of_a_name_space_is_no_part_of_a_name(tmp_path: Path) -> None:
    place = tmp_path / "book.qdc"
    place.write_text(
        '<q:CodeBook xmlns:q="urn:QDA-XML:codebook:1.0"><q:Codes>'
        f'<q:Code guid="{TRUST}" name="Trust" isCodable="true"/></q:Codes></q:CodeBook>'
    )
    assert [code.name for code in read_file(place).project.codes] == ["Trust"]


def test_atlas_names_the_project_after_itself_and_has_a_user_who_is_nobody(tmp_path: Path, desk: Desk) -> None:
    atlas = "C32A2BD5-1111-4111-8111-111111111111"
    inside = (
        selection(SPOKEN, "We kept 𝔘nder cover, all of us", user=atlas).replace("all of us", "all…", 1)
        + f'<PlainTextSelection guid="{GUID.format(8)}" startPosition="5" endPosition="5" creatingUser="{ANA}">'
        f'<Coding guid="{GUID.format(9)}"><CodeRef targetGUID="{VOICE}"/></Coding></PlainTextSelection>'
    )
    rest = f'<Notes><Note guid="{GUID.format(10)}" name="Diary"><Description>All of it is here.</Description></Note></Notes>'
    links = (
        f'<Links><Link guid="{GUID.format(11)}" originGUID="{GUID.format(10)}" targetGUID="{GUID.format(8)}"/></Links>'
    )
    xml = project(source(inside), rest + links, origin="ATLAS.ti Windows 23.2.3.27778")
    xml = xml.replace("<Users>", f'<Users><User guid="{atlas}" name="ATLAS.ti"/>').replace(
        "<Project ", '<Project basePath="C:/Users/ada" '
    )
    here = taken_in(desk.writer, container(tmp_path / "a.qdpx", xml, TEXT, name="My Study.qde"))
    assert "atlas-ti" not in here.reviewers
    assert coded(here) == {
        ("We kept 𝔘nder cover, all of us", ("Trust",), "unknown-coder", ""),
        ("v", ("Voice",), "ada", ""),
    }
    point = next(each for each in here.excerpts.values() if each.text == "v")
    assert point.other["point"] is True
    memo = next(each for each in here.memos.values() if each.title == "Diary")
    assert (memo.body, memo.excerpts) == ("All of it is here.", (point.id,))
    assert "C:/Users" not in "".join(path.read_text(errors="replace") for path in desk.project.root.rglob("*.toml"))


def test_qualcoder_names_a_coder_whom_it_does_not_list(tmp_path: Path, desk: Desk) -> None:
    inside = selection(SPOKEN, "jamais", user=GUID.format(99))
    xml = project(source(inside), origin="QualCoder 4.0 Beta").replace(f'<User guid="{BO}" name="Bo" id="BO"/>', "")
    here = taken_in(desk.writer, container(tmp_path / "a.qdpx", xml, TEXT))
    assert coded(here) == {("jamais", ("Trust",), "unknown-coder", "")}
    assert here.reviewers["unknown-coder"].guid == GUID.format(99)


def test_where_one_person_did_it_all_what_names_nobody_is_theirs(tmp_path: Path, desk: Desk) -> None:
    inside = selection(SPOKEN, "jamais").replace(f' creatingUser="{ANA}"', "")
    one = project(source(inside)).replace(f'<User guid="{BO}" name="Bo" id="BO"/>', "")
    here = taken_in(desk.writer, container(tmp_path / "a.qdpx", one, TEXT))
    assert coded(here) == {("jamais", ("Trust",), "ada", "")}


def test_two_coders_of_one_selection_have_an_excerpt_each(tmp_path: Path, desk: Desk) -> None:
    second = f'<Coding guid="{GUID.format(5)}" creatingUser="{BO}"><CodeRef targetGUID="{VOICE}"/></Coding>'
    inside = selection(SPOKEN, "jamais", body="<Description>Why never?</Description>").replace(
        "</PlainTextSelection>", f"{second}</PlainTextSelection>"
    )
    place = container(tmp_path / "a.qdpx", project(source(inside)), TEXT)
    here = taken_in(desk.writer, place)
    assert coded(here) == {("jamais", ("Trust",), "ada", "Why never?"), ("jamais", ("Voice",), "bo", "")}
    assert planned(desk.project, place).changes == ()


def test_users_of_one_name_stay_two_people(tmp_path: Path, desk: Desk) -> None:
    inside = selection(SPOKEN, "jamais") + selection(SPOKEN, "Ruth", user=BO, number=2)
    xml = (
        project(source(inside)).replace('name="Ada"', 'name="Ana Ferreira"').replace('name="Bo"', 'name="Ana Ferreira"')
    )
    here = taken_in(desk.writer, container(tmp_path / "a.qdpx", xml, TEXT))
    assert coded(here) == {("jamais", ("Trust",), "ana-ferreira-2", ""), ("Ruth", ("Trust",), "ana-ferreira-3", "")}


def test_the_only_user_of_my_name_is_me_and_others_are_who_i_say(tmp_path: Path, desk: Desk) -> None:
    me = desk.writer.reviewer
    inside = selection(SPOKEN, "jamais") + selection(SPOKEN, "Ruth", user=BO, number=2)
    xml = project(source(inside)).replace('name="Ada"', f'name="{me.name}"')
    place = container(tmp_path / "a.qdpx", xml, TEXT)
    here = taken_in(desk.writer, place, people={"Bo": me.id}, me=me.id)
    assert {each.reviewer for each in here.excerpts.values() if each.guid} == {me.id}
    assert here.reviewers[me.id].guid == ANA.upper()


def test_broken_references_are_told_and_nothing_that_is_coded_is_lost(tmp_path: Path, desk: Desk) -> None:
    inside = selection(SPOKEN, "jamais", GUID.format(77)) + '<NoteRef targetGUID="nowhere"/>'
    here = taken_in(desk.writer, container(tmp_path / "a.qdpx", project(source(inside)), TEXT))
    assert coded(here) == {("jamais", (f"Code {GUID.format(77)[:8]}",), "ada", "")}


def test_long_texts_become_memos_and_long_quotations_have_parts(tmp_path: Path, desk: Desk) -> None:
    long = "word " * 30_000
    codes = f'<Code guid="{TRUST}" name="Trust" isCodable="true"><Description>{long}</Description></Code>'
    inside = selection(long, long, named=False)
    place = container(tmp_path / "a.qdpx", project(source(inside), codes=codes), {f"{TALK}.txt": long.encode()})
    here = taken_in(desk.writer, place)
    theme = next(each for each in here.themes.values() if each.guid)
    memo = next(each for each in here.memos.values() if theme.id in each.themes)
    assert memo.body == long
    excerpt = next(each for each in here.excerpts.values() if each.guid)
    assert "".join(segment.exact for segment in excerpt.segments) == long
    assert planned(desk.project, place).changes == ()


def test_names_that_a_terminal_would_obey_are_made_plain(tmp_path: Path, desk: Desk) -> None:
    codes = f'<Code guid="{TRUST}" name="A &gt; B&#x202e;&#x9b;31m" isCodable="true"/>'
    xml = project(source(name="&#x9b;2J talk\n\ttwo"), codes=codes)
    here = taken_in(desk.writer, container(tmp_path / "a.qdpx", xml.replace("&amp;#", "&#"), TEXT))
    assert {each.name for each in here.themes.values() if each.guid} == {"A › B��31m"}
    assert here.documents["2j-talk-two"].title == "�2J talk two"


def test_two_sources_of_one_name_stay_two_documents(tmp_path: Path, desk: Desk) -> None:
    second = GUID.format(20)
    xml = project(source() + source(path="internal://2.txt", guid=second))
    place = container(tmp_path / "a.qdpx", xml, {**TEXT, "2.txt": SPOKEN.encode()})
    here = taken_in(desk.writer, place)
    assert {key: each.title for key, each in here.documents.items() if each.guid} == {
        "talk": "Talk",
        "talk-2": "Talk (2)",
    }
    assert planned(desk.project, place).changes == ()


def test_an_export_with_new_guids_is_known_again_by_what_it_says(tmp_path: Path, desk: Desk) -> None:
    inside = selection(SPOKEN, "jamais") + selection(SPOKEN, "Ruth", user=BO, number=2)
    text = "<PlainTextContent>x</PlainTextContent>"
    notes = f'<Notes><Note guid="{GUID.format(90)}" name="Diary" creatingUser="{ANA}">{text}</Note></Notes>'
    xml = project(source(inside), notes)
    taken_in(desk.writer, container(tmp_path / "a.qdpx", xml, TEXT))
    other = xml
    for number, guid in enumerate((TRUST, VOICE, TALK, *(GUID.format(each) for each in (1, 2, 90)))):
        other = other.replace(guid, f"{number:08d}-9999-4999-8999-999999999999")
    place = container(tmp_path / "b.qdpx", other, {f"{2:08d}-9999-4999-8999-999999999999.txt": SPOKEN.encode()})
    plan = planned(desk.project, place)
    assert {item.status for item in plan.items} == {"unchanged"}
    before = read_holdings(desk.project)
    assert {item.id for item in plan.items if item.kind in ("theme", "document", "excerpt", "memo")} == {
        each.id
        for kind in (before.themes, before.documents, before.excerpts, before.memos)
        for each in kind.values()
        if each.guid
    }


def test_who_is_called_the_same_in_a_copy_of_a_project_is_the_same_only_with_most_of_what_was_theirs(
    tmp_path: Path, desk: Desk
) -> None:
    other = "94f1fc6c-9999-4999-8999-1356c1db1a5f"
    words = ("jamais", "Ruth", "Nobody asked", "cover")

    def copy(name: str, *coded: str, user: str) -> Path:
        inside = "".join(selection(SPOKEN, each, number=words.index(each) + 1) for each in coded)
        xml = project(source(inside)).replace(f'<User guid="{BO}" name="Bo" id="BO"/>', "").replace(ANA, user)
        return container(
            tmp_path / name, xml.replace("-1111-4111-", "-1111-4222-" if user != ANA else "-1111-4111-"), TEXT
        )

    taken_in(desk.writer, copy("a.qdpx", "jamais", "Ruth", user=ANA))
    again = planned(desk.project, copy("b.qdpx", "jamais", "Nobody asked", "cover", user=other))
    assert [(item.id, item.status) for item in again.items if item.kind == "reviewer"] == [("ada", "unchanged")]
    stranger = planned(desk.project, copy("c.qdpx", "Nobody asked", "cover", user=other))
    assert [(item.id, item.status) for item in stranger.items if item.kind == "reviewer"] == [("ada-2", "added")]
    assert [each.name for each in stranger.remarks if "two people" in each.message] == ["Ada"]
    taken_in(desk.writer, copy("d.qdpx", *words, user=ANA))
    one_alike = planned(desk.project, copy("e.qdpx", "jamais", user=other))
    assert [(item.id, item.status) for item in one_alike.items if item.kind == "reviewer"] == [("ada-2", "added")]


def test_a_note_that_was_changed_is_updated_though_every_guid_is_another(tmp_path: Path, desk: Desk) -> None:
    def export(name: str, note: str, guid: str) -> Path:
        inside = selection(SPOKEN, "jamais", body=f"<Description>{note}</Description>") + selection(
            SPOKEN, "Ruth", number=2
        )
        return container(tmp_path / name, project(source(inside)).replace("-1111-4111-", guid), TEXT)

    taken_in(desk.writer, export("a.qdpx", "Why never?", "-1111-4111-"))
    again = taken_in(desk.writer, export("b.qdpx", "Never again.", "-1111-4222-"))
    assert coded(again) == {("jamais", ("Trust",), "ada", "Never again."), ("Ruth", ("Trust",), "ada", "")}
