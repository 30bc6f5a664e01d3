"""A project as REFI-QDA: valid, in order, read again as the same, and the same bytes every time."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from store.exchange.refi.grammar import CODEBOOK, PROJECT, faults_in
from store.exchange.refi.identifiers import minted
from store.exchange.refi.model import (
    Case,
    Code,
    Coding,
    Kept,
    Link,
    Made,
    Note,
    Project,
    Selection,
    Set,
    Source,
    User,
    Value,
    Variable,
)
from store.exchange.refi.packing import qdpx_bytes
from store.exchange.refi.reading import read_file
from store.exchange.refi.writing import codebook_xml, project_xml
from tests.store.exchange.comparing import CODEBOOK as CODEBOOK_SCHEMA
from tests.store.exchange.comparing import said, schema_faults
from tests.store.exchange.shared import GOLDEN, needs_refi

ANA, BEN = minted("p", "reviewer", "ana"), minted("p", "reviewer", "ben")
MADE = Made(ANA, "2026-11-02T09:12:00Z", BEN, "2026-11-03T09:12:00Z")
TEXT = 'One \N{GRINNING FACE} two.\n\nThree \N{MATHEMATICAL FRAKTUR CAPITAL U}nicode, tr\u00e8s <dur> & "so".'


def guid(number: int) -> str:
    return minted("p", "thing", str(number))


def whole() -> Project:
    """A project that says everything that the model can say."""
    codings = (Coding(guid(10), guid(1), Made(ANA, MADE.when), (guid(30),)), Coding(guid(11), guid(2), Made(BEN)))
    return Project(
        name='Study "one" <&>\nsecond line',
        origin="catena",
        users=(User(ANA, "Ana", "A"), User(BEN)),
        codes=(
            Code(guid(0), "Group", codable=False, description="Above\n\tthem"),
            Code(guid(1), "Same", colour="#ff0000", notes=(guid(30),), parent=guid(0)),
            Code(guid(2), "Same", parent=guid(1)),
            Code(guid(3), "", description=" "),
        ),
        variables=(Variable(guid(4), "Age", "Integer", "in years"), Variable(guid(5), "When", "DateTime")),
        cases=(
            Case(
                guid(6),
                "JW",
                "met twice",
                (guid(1),),
                (Value(guid(4), "42", "Integer"), Value(guid(5), "2026-01-01T00:00:00Z", "DateTime")),
                (guid(7),),
                (guid(20),),
            ),
            Case(guid(8)),
        ),
        sources=(
            Source(
                guid(7),
                "Talk",
                TEXT,
                "by telephone",
                (
                    Selection(guid(20), 4, 5, "\N{GRINNING FACE}", "why?", codings, (guid(30),), MADE),
                    Selection(guid(21), 0, len(TEXT)),
                    Selection(guid(22), 0, len(TEXT), codings=(Coding(guid(12), guid(2)),)),
                ),
                (Coding(guid(13), guid(2), Made(BEN, "2026-11-02T09:12:00Z")),),
                (guid(30),),
                (Value(guid(4), "7", "Integer"),),
                MADE,
            ),
            Source(guid(9), "Empty", ""),
        ),
        notes=(Note(guid(30), "Memo", "A memo.\n", "in short", notes=(guid(31),), made=MADE), Note(guid(31))),
        links=(Link(guid(40), "explains", "OneWay", guid(1), guid(2), "#010203", (guid(30),)), Link(guid(41))),
        sets=(Set(guid(50), "Wave 1", "of 2", (guid(1),), (guid(7),), (guid(30),)), Set(guid(51), "None")),
        description="about all\nof it",
        note_refs=(guid(31),),
        made=MADE,
    )


def read_again(project: Project, place: Path) -> Project:
    place.write_bytes(qdpx_bytes(project))
    return read_file(place).project


def test_everything_is_written_as_the_schema_wants_it_and_read_again(tmp_path: Path) -> None:
    xml = project_xml(whole())
    assert schema_faults(xml) == list(faults_in(xml)) == []
    expected = replace(said(whole()), name='Study "one" <&>\nsecond line')
    assert said(read_again(whole(), tmp_path / "a.qdpx")) == expected


def test_the_bytes_are_the_same_every_time_and_tell_nothing_of_here() -> None:
    data = qdpx_bytes(whole())
    assert data == qdpx_bytes(whole())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "project.qde"
        assert archive.namelist()[1:] == sorted(archive.namelist()[1:])
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read(f"sources/{guid(7)}.txt") == TEXT.encode()


def test_a_project_without_anything_is_one() -> None:
    xml = project_xml(Project(name="Empty"))
    assert schema_faults(xml) == list(faults_in(xml)) == []
    assert b"<Users" not in xml
    assert b"<Sources" not in xml


def test_a_codebook_is_one() -> None:
    xml = codebook_xml(whole())
    assert schema_faults(xml, CODEBOOK_SCHEMA) == list(faults_in(xml, CODEBOOK)) == []
    assert xml.count(b"<Code ") == 4
    assert xml.count(b"<Set ") == 1


def test_what_xml_cannot_hold_becomes_a_sign(tmp_path: Path) -> None:
    project = Project(name="a\x00b\x1bc\ud800", description="one\r\ntwo\rthree\ufffe")
    again = read_again(project, tmp_path / "a.qdpx")
    assert (again.name, again.description) == ("a\ufffdb\ufffdc\ufffd", "one\ntwo\nthree\ufffd")


def test_a_deep_tree_of_codes_is_written() -> None:
    codes = [Code(guid(number), f"c{number}", parent=guid(number - 1) if number else "") for number in range(3_000)]
    assert project_xml(Project(name="deep", codes=tuple(codes))).count(b"</Code>") == 2_999


@needs_refi
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_projects_are_written_as_they_were_read(path: Path, tmp_path: Path) -> None:
    first = read_file(path).project
    data = qdpx_bytes(first)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("project.qde")
    assert schema_faults(xml) == list(faults_in(xml)) == []
    (tmp_path / "again.qdpx").write_bytes(data)
    again = read_file(tmp_path / "again.qdpx")
    assert said(again.project) == said(replace(first, origin=again.project.origin))
    assert qdpx_bytes(again.project) == data


PDF = (
    '<PDFSource guid="{AAAAAAAA-0000-4000-8000-000000000001}" name="Paper" path="internal://paper.pdf" shade="dark">'
    '<Representation guid="aaaaaaaa-0000-4000-8000-000000000002" plainTextPath="internal://old.txt"/>'
    '<PDFSelection guid="aaaaaaaa-0000-4000-8000-000000000003" page="1" firstX="1" firstY="2" secondX="3" secondY="4">'
    '<Coding guid="aaaaaaaa-0000-4000-8000-000000000004"><CodeRef targetGUID="CODE"/></Coding>'
    '<Coding guid="aaaaaaaa-0000-4000-8000-000000000005">'
    '<CodeRef targetGUID="aaaaaaaa-0000-4000-8000-000000000009"/></Coding></PDFSelection></PDFSource>'
)
AUDIO = (
    '<AudioSource guid="BBBBBBBB-0000-4000-8000-000000000001" name="Tape" path="internal://tape.mp3">'
    '<Transcript guid="BBBBBBBB-0000-4000-8000-000000000002" name="Typed" plainTextPath="internal://typed.txt">'
    '<SyncPoint guid="BBBBBBBB-0000-4000-8000-000000000003" timeStamp="0" position="0"/>'
    '<SyncPoint guid="BBBBBBBB-0000-4000-8000-000000000004" timeStamp="900" position="3"/>'
    '</Transcript><AudioSelection guid="BBBBBBBB-0000-4000-8000-000000000005" begin="0" end="900"/></AudioSource>'
)


def test_what_is_more_than_its_text_goes_out_around_the_text_as_it_is_now(tmp_path: Path) -> None:
    code = Code(guid(1), "Same")
    paper, tape, typed = (f"{letter * 8}-0000-4000-8000-00000000000{number}" for letter, number in ("A1", "B1", "B2"))
    coded = Selection(guid(20), 0, 3, "One", codings=(Coding(guid(21), guid(1)),))
    project = Project(
        name="media",
        codes=(code,),
        sources=(
            Source(paper, "Paper", "One two", "read", (coded,), kind="Representation", within=paper),
            Source(typed, "Typed", "One two", "", (replace(coded, guid=guid(22), start=0, end=7),), within=tape),
        ),
        kept=(
            Kept("Sources", "PDFSource", paper, "Paper", PDF.replace("CODE", guid(1).lower()), ("paper.pdf",), paper),
            Kept("Sources", "AudioSource", tape, "Tape", AUDIO, (), tape),
            Kept(
                "Sources", "PictureSource", guid(60), "", f'<PictureSource guid="{guid(60)}" path="internal://p.png"/>'
            ),
            Kept(
                "Graphs",
                "Graph",
                guid(61),
                "",
                f'<Graph guid="{guid(61)}"><Vertex guid="{guid(62)}" firstX="x"/></Graph>',
            ),
            Kept("Sources", "Hologram", guid(63), "", f'<Hologram guid="{guid(63)}"/>'),
        ),
        files={"paper.pdf": b"%PDF", "p.png": b"\x89PNG", "../evil": b"no"},
    )
    told: list[str] = []
    data = qdpx_bytes(project, project_xml(project, told.append))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("project.qde")
        assert archive.read("sources/paper.pdf") == b"%PDF"
        assert not any("evil" in name for name in archive.namelist())
    assert schema_faults(xml) == list(faults_in(xml)) == []
    tree = etree.fromstring(xml)
    names = {"q": PROJECT}
    assert (
        tree.xpath("string(//q:PDFSource/q:Representation/q:PlainTextSelection/@endPosition)", namespaces=names) == "3"
    )
    assert tree.xpath("//q:PDFSelection/q:Coding/q:CodeRef/@targetGUID", namespaces=names) == [guid(1)]
    points = tree.xpath("//q:Transcript/q:SyncPoint/@position", namespaces=names)
    assert points == ["0", "3", "7"]
    assert tree.xpath("//q:TranscriptSelection/@fromSyncPoint", namespaces=names) == [
        "BBBBBBBB-0000-4000-8000-000000000003"
    ]
    assert len(tree.xpath("//q:AudioSelection", namespaces=names)) == 1
    assert "the standard has no Hologram" in told
    assert any("firstX of Vertex" in each for each in told)
    again = read_again(project, tmp_path / "a.qdpx")
    texts = {source.guid: source for source in again.sources}
    assert (texts[paper].text, texts[paper].description) == ("One two", "read")
    assert texts[paper].selections == project.sources[0].selections
    assert [(each.start, each.end, each.codings) for each in texts[typed].selections] == [(0, 7, coded.codings)]


DAMAGES = st.sampled_from(["drop", "swap", "attribute", "unknown", "empty", "double", "text"])


@settings(max_examples=150)
@given(st.data())
def test_our_table_says_what_the_schema_says(data: st.DataObject) -> None:
    """Whatever is done to a valid project, both find fault with it or neither."""
    tree = etree.fromstring(project_xml(whole()))
    every = list(tree.iter())
    for _ in range(data.draw(st.integers(1, 2))):
        here = every[data.draw(st.integers(0, len(every) - 1))]
        match data.draw(DAMAGES):
            case "drop" if here.getparent() is not None:
                here.getparent().remove(here)
            case "swap" if len(here) > 1:
                here.append(here[0])
            case "attribute" if here.attrib:
                key = data.draw(st.sampled_from(sorted(here.attrib)))
                value = data.draw(
                    st.sampled_from(["", " ", "x", "1", "-1", "#12345", "#abc", "true", "2026-02-30T25:00:00Z"])
                )
                here.set(key, value)
            case "unknown":
                here.set(data.draw(st.sampled_from(["id", "color", "name", "note"])), "x")
            case "empty":
                for child in list(here):
                    here.remove(child)
            case "double" if here.getparent() is not None:
                here.addnext(etree.fromstring(etree.tostring(here)))
            case "text":
                here.text = "x"
            case _:
                pass
    xml = etree.tostring(tree)
    assert bool(schema_faults(xml)) == bool(list(faults_in(xml))), (schema_faults(xml), list(faults_in(xml)))
