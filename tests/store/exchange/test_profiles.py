"""Profiles add what a program needs and take nothing away."""

from dataclasses import replace
from pathlib import Path

import pytest

from store.cases import Case as StudyCase
from store.codebook import Theme
from store.exchange.refi.gathering import Placed
from store.exchange.refi.grammar import faults_in
from store.exchange.refi.handing_over import export_codebook
from store.exchange.refi.identifiers import minted
from store.exchange.refi.model import (
    Case,
    Code,
    Coding,
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
from store.exchange.refi.profiles import PROFILES, for_program, in_utf16_units
from store.exchange.refi.reading import read_file
from store.exchange.refi.unlike_names import unique_names, unlike_by_blanks
from store.exchange.refi.writing import project_xml
from tests.store.exchange.as_qualcoder import StopsError, taken_by_qualcoder
from tests.store.exchange.comparing import said, schema_faults
from tests.store.exchange.round_trips import begin, document, holdings_of, put_all, taken_out

ANA, BEN = minted("p", "reviewer", "ana"), minted("p", "reviewer", "ben")
TEXT = "One \N{GRINNING FACE}\N{GRINNING FACE} two three."


def guid(number: int) -> str:
    return minted("p", "thing", str(number))


def project() -> Project:
    codings = (
        Coding(guid(10), guid(2), Made(ANA)),
        Coding(guid(11), guid(4), Made(BEN)),
        Coding(guid(12), guid(4), Made(ANA)),
    )
    return Project(
        name="Study",
        users=(User(ANA, "Ana"), User(BEN, "Ben")),
        codes=(
            Code(guid(1), "Before"),
            Code(guid(2), "Trust", parent=guid(1)),
            Code(guid(3), "After"),
            Code(guid(4), "trust", parent=guid(3)),
            Code(guid(5), "After / trust"),
        ),
        variables=(Variable(guid(6), "site"),),
        cases=(
            Case(guid(7), "JW", values=(Value(guid(6), "North"),), sources=(guid(8), guid(9))),
            Case(guid(17), "KL", sources=(guid(9),)),
        ),
        sources=(
            Source(guid(8), "Talk", TEXT, selections=(Selection(guid(20), 7, 10, "two"),), codings=codings),
            Source(guid(9), "Other", "Else."),
        ),
    )


@pytest.mark.parametrize("program", PROFILES)
def test_a_profile_is_valid_and_keeps_all_that_was_there(program: str) -> None:
    before, after = project(), for_program(project(), program)
    xml = project_xml(after)
    assert schema_faults(xml) == list(faults_in(xml)) == []
    assert [replace(each, name="", codable=True) for each in after.codes][: len(before.codes)] == [
        replace(each, name="", codable=True) for each in before.codes
    ]
    assert [replace(each, name="") for each in after.cases] == [replace(each, name="") for each in before.cases]
    for source, kept in zip(after.sources, before.sources, strict=True):
        assert source.selections[: len(kept.selections)] == kept.selections
        assert source.codings == kept.codings
        assert set(source.values) >= set(kept.values)
    guids = [each.guid for source in after.sources for each in source.selections]
    assert len(set(guids)) == len(guids)


def test_names_that_are_there_twice_become_paths() -> None:
    names = [each.name for each in unique_names(project()).codes]
    assert names == ["Before", "Before / Trust", "After", "After / trust (2)", "After / trust"]
    assert len({name.casefold() for name in names}) == len(names)


def test_for_qualcoder_whole_documents_and_cases_stand_on_the_text() -> None:
    source, other = for_program(project(), "qualcoder").sources
    whole = [each for each in source.selections if (each.start, each.end) == (0, len(TEXT))]
    coded = [(each.made.by, tuple(coding.code for coding in each.codings)) for each in whole]
    assert coded == [(ANA, (guid(2), guid(4))), (BEN, (guid(4),)), ("", (guid(7),))]
    assert [coding.code for each in other.selections for coding in each.codings] == [guid(7), guid(17)]


def test_for_maxqda_what_is_known_of_a_case_stands_on_documents_that_are_its_alone() -> None:
    source, other = for_program(project(), "maxqda").sources
    assert source.values == (Value(guid(6), "North"),)
    assert other.values == ()


def test_utf16_units_are_read_as_the_same_places(tmp_path: Path) -> None:
    counted = in_utf16_units(project())
    assert (counted.sources[0].selections[0].start, counted.sources[0].selections[0].end) == (9, 12)
    (tmp_path / "a.qdpx").write_bytes(qdpx_bytes(counted))
    read = read_file(tmp_path / "a.qdpx")
    assert read.counted.way.utf16
    assert said(read.project) == said(project())


def test_for_qualcoder_no_two_memos_or_cases_are_called_the_same() -> None:
    notes = (Note(guid(31), "Memo"), Note(guid(32), "memo"), Note(guid(33)))
    cases = (Case(guid(41), "JW"), Case(guid(42), "JW"), Case(guid(43)))
    links = (Link(guid(51), origin=guid(31), target=guid(32)), Link(guid(52), origin=guid(31), target=guid(41)))
    codes = (
        Code(guid(1), "Group", codable=False),
        Code(guid(2), "Code", parent=guid(1)),
        Code(guid(3), "Inner", codable=False, parent=guid(2)),
    )
    after = for_program(Project("Study", notes=notes, cases=cases, links=links, codes=codes), "qualcoder")
    assert [each.name for each in after.notes] == ["Memo", "memo (2)", "Memo (3)"]
    assert [each.name for each in after.cases] == ["JW", "JW (2)", "Case"]
    assert [each.guid for each in after.links] == [guid(52)]
    assert [each.codable for each in after.codes[:3]] == [False, True, True]


def test_for_qualcoder_a_note_that_is_a_part_of_a_word_of_another_one_is_kept() -> None:
    codings = (Coding(guid(60), guid(1), Made(ANA)),)
    selections = tuple(
        Selection(guid(50 + number), 0, 3, description=note, codings=codings, made=Made(ANA))
        for number, note in enumerate(("painful", "pain", "painful"))
    )
    source = Source(guid(40), "One", text="One two.", selections=selections)
    (after,) = for_program(Project("Study", sources=(source,), codes=(Code(guid(1), "Code"),)), "qualcoder").sources
    assert [each.description for each in after.selections] == ["painful\n\npain"]


def crowded() -> Project:
    """Names that are there twice, memos about all sorts of things, and one range that was coded again and again."""
    made, again = Made(ANA, "2026-01-02T03:04:05Z"), Made(BEN, "2026-01-02T03:04:05Z")
    text = "One two three four."
    coded = Coding(guid(60), guid(2), made)
    selections = (
        Selection(guid(50), 0, 3, "One", "first", (coded, Coding(guid(61), guid(4), made)), made=made),
        Selection(guid(51), 0, 3, "One", "second", (replace(coded, guid=guid(62)),), made=made),
        Selection(guid(52), 0, 3, "One", "third", (replace(coded, guid=guid(63), made=again),), made=again),
        Selection(guid(53), 4, 7, "two", "said", made=made),
        Selection(guid(54), 4, 7, "two", "said again", made=made),
        Selection(guid(55), 4, 7, "two", "by Ben", made=again),
    )
    return Project(
        name="Study",
        users=(User(ANA, "Ana"), User(BEN, "Ana")),
        codes=(
            Code(guid(1), "Before", codable=False, notes=(guid(70),)),
            Code(guid(2), "Trust", parent=guid(1), notes=(guid(70), guid(71))),
            Code(guid(3), "Trust"),
            Code(guid(4), "JW", parent=guid(3)),
            Code(guid(5), "Group", codable=False, parent=guid(3)),
        ),
        variables=(Variable(guid(6), "site"), Variable(guid(16), "site")),
        cases=(
            Case(
                guid(7),
                "JW",
                values=(Value(guid(6), "N"), Value(guid(16), "S")),
                sources=(guid(8),),
                selections=(guid(50),),
            ),
            Case(guid(17), "JW", values=(Value(guid(6), "S"),), selections=(guid(52), guid(53))),
        ),
        sources=(
            Source(
                guid(8), "Talk", text, selections=selections, notes=(guid(70), guid(72)), values=(Value(guid(6), "E"),)
            ),
            Source(guid(9), "Talk", "Else.", codings=(Coding(guid(64), guid(3), made),)),
        ),
        notes=(Note(guid(70), "Memo"), Note(guid(71), "Memo"), Note(guid(72), "About a text")),
        links=(Link(guid(80), "answers", "OneWay", guid(72), guid(70)),),
        sets=(Set(guid(90), "site", sources=(guid(8),)),),
    )


def test_qualcoder_keeps_all_that_it_has_a_place_for() -> None:
    data = crowded()
    with pytest.raises(StopsError):
        taken_by_qualcoder(data)
    sent = for_program(data, "qualcoder")
    assert schema_faults(project_xml(sent)) == []
    taken = taken_by_qualcoder(sent)
    assert taken.paths == {
        guid(1): ("Before",),
        guid(2): ("Before", "Before / Trust"),
        guid(3): ("Trust",),
        guid(4): ("Trust", "JW"),
        guid(5): ("Trust", "Group"),
    }
    one, two = (guid(8), 0, 3), (guid(8), 4, 7)
    assert taken.codings == {
        (one, guid(2), "Ana"): "first\n\nsecond",
        (one, guid(4), "Ana"): "first\n\nsecond",
        (one, guid(2), "Ana (2)"): "third",
        ((guid(9), 0, 5), guid(3), "Ana"): "",
    }
    assert taken.annotations == {(two, "Ana"): "said\n\nsaid again", (two, "Ana (2)"): "by Ben"}
    assert taken.memos == {guid(70), guid(71), guid(72)}
    assert taken.case_texts == {(guid(7), (guid(8), 0, 19)), (guid(17), one), (guid(17), two)}
    assert len(taken.values) == 4
    assert [each.name for each in sent.variables] == ["site", "site (2)"]
    assert [each.name for each in sent.sets] == ["site (3)"]


def test_for_qualcoder_what_a_memo_is_about_is_said_by_links_that_an_import_reads() -> None:
    sent = for_program(crowded(), "qualcoder")
    assert not any(each.notes for each in sent.sources)
    assert not any(each.notes for each in sent.codes)
    about = {(each.origin, each.target) for each in sent.links}
    assert about == {
        (guid(70), guid(1)),
        (guid(70), guid(2)),
        (guid(71), guid(2)),
        (guid(70), guid(8)),
        (guid(72), guid(8)),
    }


def test_of_things_of_one_name_the_later_ones_get_blanks_that_readers_take_off() -> None:
    notes = unlike_by_blanks(
        [Note(guid(1), "Memo"), Note(guid(2), "Memo"), Note(guid(3)), Note(guid(4), "Memo"), Note(guid(5))]
    )
    assert [each.name for each in notes] == ["Memo", "Memo ", "", "Memo  ", ""]


def test_an_export_counts_what_is_here_and_not_what_a_program_gets_besides(tmp_path: Path) -> None:
    study = begin(tmp_path / "study")
    cases = [StudyCase("jw", "JW")]
    put_all(
        study,
        [document("talk", "One two.", cases=("jw",))],
        [Theme("t-1", "Trust"), Theme("t-2", "trust", "t-1")],
        cases=cases,
    )
    for program in ("standard", "qualcoder"):
        counts = taken_out(study, tmp_path / f"{program}.qdpx", program).counts()
        assert (counts["themes"], counts["cases"], counts["excerpts"]) == (2, 1, 0)
    placed = [Placed(each, each.parent) for each in holdings_of(study).themes.values()]
    book = export_codebook(study, holdings_of(study), placed, "1", "qualcoder")
    assert [each.name for each in book.project.codes] == ["Trust", "Trust / trust"]
