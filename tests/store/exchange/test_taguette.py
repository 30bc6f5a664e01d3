"""A project of Taguette: each highlight stands at its words, whoever made it, and a hostile file harms nobody."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import FileFault
from store.exchange.html_texts import html_text
from store.exchange.taguette import is_taguette, read_taguette
from tests.store.exchange.taguette_files import HTML, SAID, taguette_file

TEXT = (
    "Inter\u00adview\n\nIt was hard \N{GRINNING FACE} at first \u2014 tr\u00e8s dur.\n\nThen we\nhelped <each> other.\n"
)
MARKS = [
    ("hard \N{GRINNING FACE} at\n  first", "<p><b>hard \N{GRINNING FACE}</b> at\n  first</p>", [1]),
    ("tr\u00e8s dur.Then we", "<p>tr\u00e8s dur.</p><p>Then we</p>", [1, 3]),
    ("helped <each>", "<p>helped &lt;each&gt;</p>", []),
]


def test_documents_tags_and_highlights_come_in_with_who_made_them(tmp_path: Path) -> None:
    read = read_taguette(taguette_file(tmp_path / "pilot.sqlite3", MARKS))
    project = read.project
    assert (project.name, project.description) == ("Pilot", "About it")
    assert [(code.name, code.description) for code in project.codes] == [
        ("coping.hard", "When it is hard"),
        ("help", ""),
        ("help.mutual", ""),
    ]
    assert project.codes[2].parent == project.codes[1].guid
    [source] = project.sources
    assert (source.name, source.description, source.text) == ("JW 019", "memo", TEXT)
    names = {code.guid: code.name for code in project.codes}
    users = {user.guid: user.name for user in project.users}
    assert [
        (
            TEXT[each.start : each.end],
            [names[coding.code] for coding in each.codings],
            users[each.made.by],
            each.made.when,
        )
        for each in source.selections
    ] == [
        ("hard \N{GRINNING FACE} at first", ["coping.hard"], "ada", "2026-03-02T11:22:33Z"),
        ("tr\u00e8s dur.\n\nThen we", ["coping.hard", "help.mutual"], "ada", "2026-03-02T11:22:33Z"),
        ("helped <each>", [], "ada", "2026-03-02T11:22:33Z"),
    ]
    assert (read.counted.fitting, read.counted.weighed, read.remarks) == (3, 3, ())


def test_what_libreqda_has_besides_comes_in(tmp_path: Path) -> None:
    extra = """
    ALTER TABLE tags ADD COLUMN color VARCHAR(20);
    UPDATE tags SET color = '#A1B2C3' WHERE id = 2;
    CREATE TABLE collections (id INTEGER PRIMARY KEY, name TEXT, description TEXT, project_id INTEGER, parent_id INTEGER);
    CREATE TABLE collection_documents (collection_id INTEGER, document_id INTEGER);
    INSERT INTO collections VALUES (1, 'North', 'up', 1, 2), (2, 'All', NULL, 1, 1), (3, 'Empty', '', 1, NULL);
    INSERT INTO collection_documents VALUES (1, 7);
    """
    project = read_taguette(taguette_file(tmp_path / "libre.sqlite3", MARKS, extra=extra)).project
    assert [code.colour for code in project.codes] == ["", "#a1b2c3", ""]
    said = [(each.name, each.description, each.sources) for each in project.sets]
    assert said == [(name, about, (project.sources[0].guid,)) for name, about in (("North", "up"), ("All", ""))]


def test_whom_taguette_calls_everybody_is_told(tmp_path: Path) -> None:
    path = taguette_file(tmp_path / "pilot.sqlite3", MARKS)
    with closing(sqlite3.connect(path)) as made:
        made.execute("UPDATE commands SET user_login = 'admin'")
        made.commit()
    [remark] = read_taguette(path).remarks
    assert (remark.what, remark.name) == ("reviewer", "admin")
    assert "--coder admin=REVIEWER" in remark.message


def test_the_same_project_later_has_the_same_guids(tmp_path: Path) -> None:
    first = read_taguette(taguette_file(tmp_path / "a.sqlite3", MARKS[:1])).project
    later = read_taguette(taguette_file(tmp_path / "b.sqlite3", MARKS, name="Renamed")).project
    assert first.codes == later.codes
    assert first.sources[0].guid == later.sources[0].guid
    assert first.sources[0].selections[0] == later.sources[0].selections[0]
    # A tag has the GUID that a codebook of Taguette gives it.
    assert first.codes[1].guid == str(uuid5(UUID("51B2B2B7-27EB-4ECB-9D56-E75B0A0496C2"), "help")).upper()


def test_a_highlight_that_says_something_else_than_taguette_kept_is_told(tmp_path: Path) -> None:
    read = read_taguette(taguette_file(tmp_path / "a.sqlite3", [("It was", "<p>It is</p>", [1])]))
    [remark] = read.remarks
    assert (remark.kind, remark.what, remark.name) == ("changed", "excerpt", "It was")
    assert read.counted.fitting == 0


def test_of_several_projects_one_is_named(tmp_path: Path) -> None:
    more = "INSERT INTO projects VALUES (2, 'Main', '', '2026-04-01 10:00:00.000000');"
    path = taguette_file(tmp_path / "a.sqlite3", MARKS, extra=more)
    with pytest.raises(FileFault, match=r"it holds 2 projects \('Pilot' \(1\), 'Main' \(2\)\)"):
        read_taguette(path)
    assert read_taguette(path, "Main").project.sources == ()
    assert len(read_taguette(path, "1").project.sources) == 1


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        (
            "DROP TABLE documents; CREATE VIEW documents AS SELECT 1 AS id, load_extension('x') AS contents;",
            "no project",
        ),
        (
            "DROP TABLE tags; CREATE VIEW tags AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
            "SELECT x AS id, 1 AS project_id, 'a' AS path, '' AS description FROM n;",
            "no project",
        ),
        ("DROP TABLE highlights;", "no project"),
    ],
)
def test_views_in_the_place_of_tables_are_never_run(tmp_path: Path, extra: str, reason: str) -> None:
    path = taguette_file(tmp_path / "a.sqlite3", MARKS, extra=extra)
    assert not is_taguette(path)
    with pytest.raises(FileFault, match=reason):
        read_taguette(path)


def test_computed_columns_are_not_read(tmp_path: Path) -> None:
    extra = (
        "DROP TABLE tags; CREATE TABLE tags (id INTEGER, project_id INTEGER, path TEXT, "
        "description TEXT GENERATED ALWAYS AS (hex(zeroblob(100000000))) VIRTUAL);"
        "INSERT INTO tags (id, project_id, path) VALUES (1, 1, 'a');"
    )
    [code] = read_taguette(taguette_file(tmp_path / "a.sqlite3", [], extra=extra)).project.codes
    assert (code.name, code.description) == ("a", "")


def test_values_of_other_types_are_no_crash(tmp_path: Path) -> None:
    extra = (
        "UPDATE tags SET path = x'ff00', description = 3; UPDATE highlights SET start_offset = 'x', end_offset = 9e99;"
        "UPDATE commands SET payload = '{\"highlight_add\": [[[['; UPDATE documents SET name = NULL WHERE 0;"
    )
    read = read_taguette(taguette_file(tmp_path / "a.sqlite3", MARKS, extra=extra))
    assert [code.name for code in read.project.codes] == ["tag 1", "tag 2", "tag 3"]


@pytest.mark.parametrize("cut", [0, 50, 100, 5000])
def test_a_damaged_file_is_refused(tmp_path: Path, cut: int) -> None:
    path = taguette_file(tmp_path / "a.sqlite3", MARKS)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(FileFault):
        read_taguette(path)


@pytest.mark.parametrize("rounds", [40, pytest.param(5_000, marks=pytest.mark.soak)])
def test_a_file_with_wrong_bytes_is_read_or_refused(tmp_path: Path, rounds: int) -> None:
    whole = taguette_file(tmp_path / "a.sqlite3", MARKS).read_bytes()
    chance = Random(7)
    for _ in range(rounds):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 5, 50, 500))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / "b.sqlite3").write_bytes(data)
        with suppress(FileFault):
            project = read_taguette(tmp_path / "b.sqlite3").project
            for source in project.sources:
                assert all(0 <= each.start < each.end <= len(source.text or "") for each in source.selections)


def test_a_file_that_is_still_open_elsewhere_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = taguette_file(tmp_path / "a.sqlite3", MARKS)
    before = path.read_bytes()
    read_taguette(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.sqlite3"]
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE projects SET name = 'x'")
        other.commit()
        with pytest.raises(FileFault, match="another program has it open"):
            read_taguette(path)


def test_the_words_of_a_page_keep_their_places() -> None:
    assert html_text(HTML).said == SAID
    page = html_text(
        "<!-- no --><ul><li>one<li>two &amp; three</ul><style>p {}</style><table><tr><td>a<td>b</table>"
        "<p>1 < 2</p><pre>x\n y</pre>"
    )
    assert page.text == "one\ntwo & three\n\na b\n\n1 < 2\n\nx\n y\n"
    for words in ("one", "two & three", "1 < 2", "x\n y"):
        start = page.said.index(words)
        assert page.text[slice(*page.range(start, start + len(words)))] == words


PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            "é",
            "\N{GRINNING FACE}",
            " ",
            "\n",
            "\r\n",
            "<p>",
            "</p>",
            "<br>",
            "<b>",
            "</b>",
            "<li>",
            "<",
            "&lt;",
            "&",
        ]
    ),
    max_size=30,
)


@given(PIECES, st.data())
def test_any_range_of_what_is_said_has_the_same_letters_in_the_text(pieces: list[str], data: st.DataObject) -> None:
    page = html_text("".join(pieces))
    assert "".join(page.text.split()) == "".join(page.said.split())
    start = data.draw(st.integers(0, len(page.said)))
    end = data.draw(st.integers(start, len(page.said)))
    first, last = page.range(start, end)
    assert 0 <= first <= last <= len(page.text)
    assert "".join(page.text[first:last].split()) == "".join(page.said[start:end].split())
    offsets = [len(page.said[:start].encode()), len(page.said[:end].encode())]
    assert page.place_of_byte(offsets) == [start, end]


@pytest.mark.parametrize("piece", ['<a "', "<!--", "<a x='", "<"])
def test_a_page_that_is_no_html_is_given_up(piece: str) -> None:
    with pytest.raises(ValueError, match="begin no tag"):
        html_text(piece * 100_000)
