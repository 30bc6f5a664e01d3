"""A plain folder of texts and codes: every place reads what was coded there, and what cannot be placed is told."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import FileFault
from store.excerpts import Excerpt, segments_of
from store.exchange.folders import read_codebook_sheet, read_folder
from store.exchange.nested_lists import nested_names
from store.exchange.refi.model import Project
from store.holdings import Holdings
from tests.store.exchange.round_trips import document
from themes.highlight_sheet import to_csv

TEXT = "INTERVIEWER: Who asks?\n\nNobody asks us. \U0001f642\nWe wait.\nThen we wait.\n"


def files(folder: Path, **contents: str) -> Path:
    for name, content in contents.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    return folder


def coded(project: Project) -> list[tuple[str, str, str, str]]:
    """Every coding: the document, the coder, the path of the code, the words."""
    codes = {each.guid: each for each in project.codes}
    users = {each.guid: each.name for each in project.users}

    def path(guid: str) -> str:
        code = codes[guid]
        return f"{path(code.parent)} > {code.name}" if code.parent else code.name

    return [
        (source.name, users.get(each.made.by, ""), path(coding.code), (source.text or "")[each.start : each.end])
        for source in project.sources
        for each in source.selections
        for coding in each.codings
    ]


def test_lines_of_codes_beside_a_text(tmp_path: Path) -> None:
    folder = files(
        tmp_path,
        corpus__jw019_dot_txt=TEXT,
        codes__jw019_dot_txt_dot_cp_dot_codes="\n\nasked, waiting\nwaiting\nwaiting\nbeyond\nbeyond\nbeyond",
        codes__other_dot_txt_dot_cp_dot_codes="x",
        codebook_dot_yaml="# ours\n- 'time':\n  - waiting\n- asked\n",
        picture_dot_png="x",
    )
    read = read_folder(folder)
    assert sorted(coded(read.project)) == [
        ("jw019", "cp", "asked", "Nobody asks us. \U0001f642"),
        ("jw019", "cp", "time > waiting", "Nobody asks us. \U0001f642\nWe wait.\nThen we wait."),
    ]
    assert {(each.what, each.name, each.message[:20]) for each in read.remarks} == {
        ("tag", "corpus/jw019.txt", "a line was coded tha"),
        ("codes", "codes/other.txt.cp.codes", "there is no text tha"),
        ("file", "picture.png", "it is neither a text"),
    }
    assert [(code.name, code.codable) for code in read.project.codes][:2] == [("time", False), ("waiting", True)]
    assert read_folder(folder).project == read.project


def test_an_empty_line_with_a_code_is_a_part_of_what_is_around_it_or_told(tmp_path: Path) -> None:
    files(tmp_path, a_dot_txt="One.\n\nTwo.\n\nThree.", a_dot_txt_dot_cp_dot_codes="x\nx\nx, y\nz\ny")
    read = read_folder(tmp_path)
    assert coded(read.project) == [
        ("a", "cp", "x", "One.\n\nTwo."),
        ("a", "cp", "y", "Two."),
        ("a", "cp", "y", "Three."),
    ]
    assert [each.message for each in read.remarks] == ["a line was coded that has no words"]


def test_names_are_read_as_yaml_quotes_them(tmp_path: Path) -> None:
    lines = "- \"na\\xEFve \\u2014 \\\"x\\\" \\\\ \\U0001F642\"\n- 'o''k':\n  - plain\n"
    files(tmp_path, a_dot_txt="One.", codebook_dot_yaml=lines)
    names = [each.name for each in read_folder(tmp_path).project.codes]
    assert names == ['na\u00efve \u2014 "x" \\ \U0001f642', "o'k", "plain"]
    for wrong in ("\\ud800", "\\q", "\\UFFFFFFFF"):
        with pytest.raises(FileFault, match=r"line 1: .* stands for no character"):
            list(nested_names("codebook.yaml", f'- "{wrong}"'))


def test_words_that_a_program_has_set_apart_are_found(tmp_path: Path) -> None:
    sheet = 'id,document,tag,content\r\n1,a.txt,trust,"to o far , they said"\r\n'
    files(tmp_path, a_dot_txt="It went too far, they said.", highlights_dot_csv=sheet)
    assert coded(read_folder(tmp_path).project) == [("a", "", "trust", "too far, they said")]
    with pytest.raises(FileFault, match="put it into a folder with its texts"):
        read_codebook_sheet(tmp_path / "highlights.csv")


def test_the_database_of_a_qc_project(tmp_path: Path) -> None:
    files(tmp_path, corpus__jw019_dot_txt=TEXT)
    with closing(sqlite3.connect(tmp_path / "qualitative_coding.sqlite3")) as made:
        made.executescript(
            """
            CREATE TABLE document (file_path VARCHAR PRIMARY KEY, file_hash VARCHAR);
            CREATE TABLE document_index (id INTEGER PRIMARY KEY, name VARCHAR, document_id VARCHAR);
            CREATE TABLE location (id INTEGER PRIMARY KEY, start_line INTEGER, end_line INTEGER, document_index_id INTEGER);
            CREATE TABLE coded_line (id INTEGER PRIMARY KEY, line INTEGER, coder_id VARCHAR, code_id VARCHAR);
            CREATE TABLE coded_line_location_association (coded_line_id INTEGER, location_id INTEGER);
            INSERT INTO document VALUES ('jw019.txt', '');
            INSERT INTO document_index VALUES (1, 'paragraphs', 'jw019.txt');
            INSERT INTO location VALUES (1, 0, 9, 1);
            INSERT INTO coded_line VALUES (1, 3, 'cp', 'waiting'), (2, 4, 'cp', 'waiting'), (3, 2, 'jk', 'waiting');
            INSERT INTO coded_line_location_association VALUES (1, 1), (2, 1), (3, 1);
            """
        )
        made.commit()
    assert coded(read_folder(tmp_path).project) == [
        ("jw019", "cp", "waiting", "We wait.\nThen we wait."),
        ("jw019", "jk", "waiting", "Nobody asks us. \U0001f642"),
    ]


def test_a_sheet_of_places_is_read_where_its_words_are(tmp_path: Path) -> None:
    sheet = (
        "Document,Start,End,Content,Tag,Coder,Note\n"
        f'jw019,{TEXT.index("Nobody")},{TEXT.index("Nobody") + 14},Nobody asks us,Power > Asked,Ana,"\'=why"\n'
        "jw019.txt,0,5,We  wait.,Waiting,Ben,\n"
        "JW019,,,we wait,Waiting,Ben,\n"
        "jw019,,,wait,Waiting,,\n"
        "jw019,900,990,,Waiting,,\n"
        "kl003,0,5,x,Waiting,,\n"
    )
    read = read_folder(files(tmp_path, jw019_dot_txt=TEXT, highlights_dot_csv=sheet))
    assert sorted(coded(read.project)) == [
        ("jw019", "Ana", "Power > Asked", "Nobody asks us"),
        ("jw019", "Ben", "Waiting", "We wait."),
        ("jw019", "Ben", "Waiting", "we wait"),
    ]
    [source] = read.project.sources
    assert [each.description for each in source.selections if each.description] == ["=why"]
    assert [(each.kind, each.name[-6:], each.message.split(",")[0]) for each in read.remarks] == [
        ("lost", "line 5", "its words stand at several places of the text"),
        ("lost", "line 6", "it has neither a place in the text nor words"),
        ("lost", "line 7", "there is no text of the name 'kl003'"),
        ("changed", "line 3", "its words stand at one other place"),
    ]


def test_the_sheet_that_we_write_is_one_that_we_read(tmp_path: Path) -> None:
    known, _ = document("jw019", TEXT)
    excerpts = [
        Excerpt("e1", "ana", "jw019", known.sha256, segments_of(TEXT, [(24, 38), (42, 50)]), (), "=note"),
        Excerpt("e2", "ben", "jw019", known.sha256, segments_of(TEXT, [(42, 50)]), ()),
    ]
    written = to_csv(Holdings(documents={"jw019": known}), excerpts, lambda _: ("exact", "", ""))
    read = read_folder(files(tmp_path, jw019_dot_txt=TEXT, out_dot_csv=written))
    assert read.remarks == ()
    [source] = read.project.sources
    users = {each.guid: each.name for each in read.project.users}
    assert [(each.start, each.end, users[each.made.by], each.description) for each in source.selections] == [
        (24, 38, "ana", "=note"),
        (42, 50, "ana", "=note"),
        (42, 50, "ben", ""),
    ]


def test_a_codebook_of_taguette_as_a_sheet(tmp_path: Path) -> None:
    sheet = "tag,parent,description,number of highlights\r\npower,,Who decides,3\r\nfar,power,,0\r\nlost,lost,,0\r\n"
    files(tmp_path, codes_dot_csv=sheet, ours_dot_csv="name,include\na,b\n", people_dot_csv="id,name\n1,Ana\n")
    project = read_codebook_sheet(tmp_path / "codes.csv").project
    by_guid = {code.guid: code.name for code in project.codes}
    assert [(code.name, by_guid.get(code.parent, ""), code.description) for code in project.codes] == [
        ("power", "", "Who decides"),
        ("far", "power", ""),
        ("lost", "", ""),
    ]
    with pytest.raises(FileFault, match="`catena codebook import`"):
        read_codebook_sheet(tmp_path / "ours.csv")
    with pytest.raises(FileFault, match="no column is called name, tag"):
        read_codebook_sheet(tmp_path / "people.csv")


def test_nothing_outside_of_the_folder_is_read(tmp_path: Path) -> None:
    secret = files(tmp_path / "else", secret_dot_txt="Secret.")
    folder = files(tmp_path / "in", jw019_dot_txt=TEXT, _dot_hidden_dot_txt="Hidden.")
    (folder / "link.txt").symlink_to(secret / "secret.txt")
    (folder / "away").symlink_to(secret)
    assert [source.name for source in read_folder(folder).project.sources] == ["jw019"]
    with pytest.raises(FileFault, match="there is no text in it"):
        read_folder(files(tmp_path / "none", picture_dot_png="x"))


@pytest.mark.parametrize(
    "text", ["- &a b", "- !!python/object:x y", "a: b", "- [a, b]", "- 'a", "- " + "a" * 5_000, "\t- a"]
)
def test_a_list_that_is_more_than_names_below_names_is_refused(text: str) -> None:
    with pytest.raises(FileFault, match="line 2"):
        list(nested_names("codebook.yaml", f"- fine\n{text}"))


@given(st.text(alphabet="ab,\n\r\"';\t=-0123456789", max_size=200), st.text(alphabet="- a:\n'\"#", max_size=60))
def test_whatever_a_folder_holds_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, sheet: str, listed: str
) -> None:
    folder = files(
        tmp_path_factory.mktemp("any"),
        jw019_dot_txt=TEXT,
        a_dot_csv=f"document,start,end,text,code\n{sheet}",
        codebook_dot_yaml=listed,
        jw019_dot_codes=sheet,
    )
    for source in read_folder(folder).project.sources:
        for each in source.selections:
            assert 0 <= each.start < each.end <= len(source.text or "")
