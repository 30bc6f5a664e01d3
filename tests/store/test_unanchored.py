"""Words without a text are kept in their reviewer's file, read again, merged by id, and never taken for excerpts."""

from datetime import UTC, datetime

import pytest

from store.acts import add_case
from store.cases import Case
from store.errors import FileFault, UsageFault
from store.excerpt_acts import is_context, speaks_against
from store.sharing.files import merge_file
from store.toml import parse_toml, render_toml
from store.unanchored import Unanchored, unanchored_entry, unanchored_from, unanchored_path
from store.unanchored_acts import retag_words, take_down, take_words_away
from tests.store.studies import Desk
from themes.theme_tables import theme_table
from themes.unanchored_counts import cases_of_words, only_unanchored


def test_words_are_taken_down_put_elsewhere_and_taken_away(desk: Desk) -> None:
    desk.take_in(desk.writer.perform(add_case(Case("c1", "C1"))))
    reviewer = desk.writer.reviewer.id
    trust, power, case = desk.theme("Trust"), desk.theme("Power"), desk.holdings.cases["c1"]
    act, said = take_down(desk.holdings, reviewer, "Nobody came.\n", " Tape 2,  14:03 ", [trust], desk.document, [case])
    desk.take_in(desk.writer.perform(act))
    assert (said.words, said.source) == ("Nobody came.", "Tape 2, 14:03")
    assert desk.holdings.unanchored == {said.id: said} == desk.read_again().unanchored
    assert desk.holdings.excerpts == {}
    act, moved = retag_words(said, reviewer, [power])
    desk.take_in(desk.writer.perform(act))
    assert desk.read_again().unanchored == {said.id: moved}
    with pytest.raises(UsageFault, match="there already"):
        retag_words(moved, reviewer, [power])
    with pytest.raises(UsageFault, match="each reviewer changes their own"):
        retag_words(moved, "ben", [trust])
    desk.take_in(desk.writer.perform(take_words_away(moved, reviewer)))
    assert desk.read_again().unanchored == {}


@pytest.mark.parametrize(
    ("words", "source", "said"), [(" ", "x", "no words"), ("x", " ", "say where"), ("x", "x", "of which document")]
)
def test_words_need_a_source_and_somebody(desk: Desk, words: str, source: str, said: str) -> None:
    with pytest.raises(UsageFault, match=said):
        take_down(desk.holdings, "ana", words, source, [desk.theme("Trust")])


def test_a_record_is_read_back_as_it_was_written_and_faults_are_named() -> None:
    said = Unanchored("u1", "ana", "Nobody.", "p. 3", "d1", ("c1",), ("t-1",), "x", datetime(2026, 1, 2, tzinfo=UTC))
    values = parse_toml("x", render_toml({"words": {"u1": unanchored_entry(said)}}))
    assert unanchored_from(unanchored_path("ana"), values) == {"u1": said}
    for record, fault in (({"words": {"u1": {}}}, "no `exact`"), ({"words": [1]}, "no table")):
        with pytest.raises(FileFault, match=fault):
            unanchored_from("unanchored/ana.toml", record)
    with pytest.raises(FileFault, match="unanchored/REVIEWER"):
        unanchored_from("unanchored/ana/x.toml", {})


def test_words_of_two_machines_go_together() -> None:
    def file(**themes: list[str]) -> bytes:
        entries = {key: {"exact": "x", "source": "y", "themes": each} for key, each in themes.items()}
        return render_toml({"schema": 1, "words": entries})

    made = merge_file("unanchored/ana.toml", file(u1=["a"]), file(u1=["a", "b"]), file(u1=["c"], u2=["a"]))
    assert made.disputes == ()
    found = unanchored_from("unanchored/ana.toml", parse_toml("x", made.data or b""))
    assert {key: set(each.themes) for key, each in found.items()} == {"u1": {"b", "c"}, "u2": {"a"}}


def test_words_are_counted_alone(desk: Desk) -> None:
    excerpt = desk.tag(0, 11, "Trust")
    reviewer = desk.writer.reviewer.id
    act, said = take_down(desk.holdings, reviewer, "Nobody.", "Tape", [desk.theme("Trust")], desk.document)
    desk.take_in(desk.writer.perform(act))
    assert theme_table(desk.holdings, {}, ["document"]).total.counted == {excerpt.id}
    alone = only_unanchored(desk.holdings)
    made = theme_table(alone, {}, ["reviewer"], cases_of=cases_of_words(desk.holdings))
    assert made.total.counted == {said.id}
    assert theme_table(only_unanchored(desk.holdings, "ben"), {}, ["reviewer"]).total.count == 0


def test_an_excerpt_that_is_context_counts_neither_for_nor_against(desk: Desk) -> None:
    trust = desk.theme("Trust")
    excerpt = desk.tag(0, 11, "Trust", "Power")
    act, changed = is_context(desk.holdings, excerpt, trust)
    desk.take_in(desk.writer.perform(act))
    assert (changed.themes, changed.context) == ((desk.theme("Power").id,), (trust.id,))
    assert desk.read_again().excerpts[excerpt.id] == changed
    act, again = speaks_against(desk.holdings, changed, trust)
    assert (again.context, again.against) == ((), (trust.id,))
    act, back = is_context(desk.holdings, changed, trust, context=False)
    desk.take_in(desk.writer.perform(act))
    assert desk.read_again().excerpts[excerpt.id] == back
    assert back.context == ()
    with pytest.raises(UsageFault, match="is no context"):
        is_context(desk.holdings, back, trust, context=False)
