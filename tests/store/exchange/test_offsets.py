"""How a program counts is found for the whole project, and every selection then stands on its words."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from store.exchange.refi.offsets import Convention, Counted
from store.exchange.refi.reading import read_file
from tests.store.exchange.containers import SPOKEN, TALK, Way, container, project, selection, source, talk
from tests.store.exchange.shared import GOLDEN, needs_refi

WORDS = (
    "Nobody asked 🙂 us",
    "We kept 𝔘nder cover",
    "That is it.",
    "Interviewer: And then?\nRuth",
    "Ruth",
    "jamais",
    "all of us",
)
WAYS = [
    Way(utf16, crlf, counts, mark, mark_counts, inclusive)
    for utf16, crlf, counts, mark, mark_counts, inclusive in product(
        (False, True), (False, True), (1, 2), (False, True), (False, True), (False, True)
    )
    if (crlf or counts == 2) and (mark or not mark_counts)
]


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize("named", [True, False], ids=["named", "unnamed"])
def test_every_way_of_counting_is_told_from_the_others(way: Way, named: bool, tmp_path: Path) -> None:
    read = read_file(talk(tmp_path / "a.qdpx", WORDS, way, named=named))
    made = read.project.sources[0]
    assert made.text == SPOKEN
    assert tuple(made.text[each.start : each.end] for each in made.selections) == WORDS
    assert read.counted.fitting == read.counted.weighed == len(WORDS)


@pytest.mark.parametrize(
    ("origin", "way"),
    [
        ("NVivo for Windows 12.6", Way(utf16=True, crlf=True, mark=True)),
        ("NVivo for Mac 12.7.0", Way(utf16=True)),
        ("QualCoder 4.0 Beta", Way(mark=True)),
        ("QualCoder 4.0 Beta", Way(mark=True, crlf=True, crlf_counts=1)),
        ("ATLAS.ti Windows 23.2.3.27778", Way(crlf=True, crlf_counts=1)),
        ("MAXQDA 24.7.0", Way()),
        ("qc 1.3.2", Way()),
    ],
)
def test_programs_are_taken_to_count_as_they_do_where_nothing_else_tells(origin: str, way: Way, tmp_path: Path) -> None:
    read = read_file(talk(tmp_path / "a.qdpx", ["all of us"], way, origin, named=False))
    made = read.project.sources[0]
    assert [SPOKEN[each.start : each.end] for each in made.selections] == ["all of us"]


def test_line_ends_of_a_text_in_the_xml_that_were_counted_as_two_are_found_out(tmp_path: Path) -> None:
    way = Way(crlf=True)
    inside = "".join(selection(SPOKEN, each, way=way, number=number) for number, each in enumerate(WORDS))
    place = container(tmp_path / "a.qdpx", project(source(inside, path="", inline=SPOKEN)))
    read = read_file(place)
    assert tuple(SPOKEN[each.start : each.end] for each in read.project.sources[0].selections) == WORDS
    assert read.counted.way == Convention(hidden=True)


@settings(max_examples=150, deadline=None)
@given(some.text(alphabet="ab \n\r🙂é"), some.booleans(), some.integers(1, 2), some.booleans())
def test_positions_go_there_and_back_in_any_text(raw: str, utf16: bool, crlf: int, mark: bool) -> None:
    counted = Counted(f"\ufeff{raw}" if mark else raw)
    for place in range(len(counted.text) + 1):
        position = _position(raw, place, utf16, crlf) + mark
        way = Convention(utf16, crlf, mark=True)
        assert counted.range(position, position, way) == (place, place)


def _position(raw: str, place: int, utf16: bool, crlf: int) -> int:
    """Counts one character after the other, as a program would."""
    position = index = 0
    for _ in range(place):
        if raw.startswith("\r\n", index):
            index += 2
            position += crlf
        else:
            position += 2 if utf16 and raw[index] > "\uffff" else 1
            index += 1
    return position


def _one(tmp_path: Path, start: int, end: int) -> "tuple[list[str], list[str]]":
    """The words of a selection at these positions, and what is said of it."""
    inside = selection(SPOKEN, "Nobody asked 🙂 us") + (
        f'<PlainTextSelection guid="{TALK[:-1]}1" startPosition="{start}" endPosition="{end}"/>'
    )
    read = read_file(container(tmp_path / "a.qdpx", project(source(inside)), {f"{TALK}.txt": SPOKEN.encode()}))
    words = [SPOKEN[each.start : each.end] for each in read.project.sources[0].selections[1:]]
    return words, [each.message for each in read.remarks]


def test_selections_that_are_reversed_too_long_or_outside_are_told(tmp_path: Path) -> None:
    assert _one(tmp_path, 22, 13) == (["And then?"], ["it ended before it began, and was turned round"])
    assert _one(tmp_path, len(SPOKEN) - 3, 9999) == (["it."], ["it went beyond its text, and was cut there"])
    assert _one(tmp_path, 9998, 9999) == ([], ["it lies outside of its text"])
    assert _one(tmp_path, 5, 5) == ([""], [])


def test_a_selection_called_by_words_of_another_place_is_told(tmp_path: Path) -> None:
    inside = "".join(selection(SPOKEN, each, number=number) for number, each in enumerate(WORDS))
    wrong = selection(SPOKEN, "That is it.", number=99).replace('name="That is it."', 'name="Nobody asked 🙂 us"')
    read = read_file(container(tmp_path / "a.qdpx", project(source(inside + wrong)), {f"{TALK}.txt": SPOKEN.encode()}))
    assert [each.message for each in read.remarks] == [
        "it is called by words that stand elsewhere in its text and not where it is: look at it"
    ]


CODED = [
    ("It was hard 😀 at first", "Difficulty", "Ada"),
    ("hard 😀 at first — très dur", "Early difficulty", "Ada"),
    ("hard 😀 at first — très dur", "Mutual help", "Ada"),
    ("It was hard 😀 at first", "Difficulty", "Bo"),
    ("we helped each other", "Mutual help", "Bo"),
    ("we helped each other", "Difficulty", "Bo"),
    ("e\u0301 combining", "Early difficulty", "Bo"),
    ("𝔘nicode", "Difficulty", "Bo"),
]


@needs_refi
@pytest.mark.parametrize("golden", GOLDEN, ids=lambda each: each.stem)
def test_every_coded_text_of_the_shared_projects_is_read(golden: Path) -> None:
    project = read_file(golden).project
    codes = {each.guid: each.name for each in project.codes}
    users = {each.guid: each.name for each in project.users}
    coded = [
        ((each.text or "")[found.start : found.end], codes[coding.code], users[coding.made.by or found.made.by])
        for each in project.sources
        for found in each.selections
        for coding in found.codings
    ]
    assert [each for each in coded if each[1] != "Anna" and len(each[0]) < 50] == CODED
