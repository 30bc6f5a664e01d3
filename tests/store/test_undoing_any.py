"""Any act can be taken back, whatever was done after it, as long as nothing stands upon it."""

import pytest

from store.acts import untag
from store.errors import ChangedMeanwhile, UsageFault
from store.excerpt_acts import note_excerpt
from store.theme_acts import rename_theme
from store.theme_fates import Part, split_theme
from store.theme_places import move_theme
from tests.store.codebooks import ANA, add, perform, same_as_on_disk
from tests.store.studies import Desk


def undo(desk: Desk, subject: str) -> None:
    (act,) = (each for each in desk.writer.acts() if each.message.startswith(subject))
    desk.take_in(desk.writer.undo(act.id))
    same_as_on_disk(desk)


def test_an_earlier_act_is_taken_back_and_later_ones_stay(desk: Desk) -> None:
    first = desk.tag(39, 60, "Trust")
    second = desk.tag(70, 80, "Power")
    perform(desk, rename_theme(desk.holdings, desk.theme("Trust"), "Faith")[0])
    messages = [act.message.partition("\n")[0] for act in desk.writer.acts()]
    assert messages[:3] == [
        f"rename theme Trust to Faith ({desk.theme('Faith').id})",
        f"tag {second.id} as Power (jw019)",
        f"tag {first.id} as Trust (jw019)",
    ]
    undo(desk, f"tag {first.id}")
    assert list(desk.holdings.excerpts) == [second.id]
    assert desk.theme("Faith")
    desk.take_in(desk.writer.redo())
    assert desk.holdings.excerpts[first.id] == first
    with pytest.raises(UsageFault, match="nothing to undo"):
        desk.writer.undo("a0000000000")


def test_what_was_changed_since_is_not_taken_back(desk: Desk) -> None:
    excerpt = desk.tag(39, 60, "Trust")
    perform(desk, note_excerpt(excerpt, "one")[0])
    perform(desk, note_excerpt(desk.holdings.excerpts[excerpt.id], "two")[0])
    (first,) = (act for act in desk.writer.acts()[1:] if act.kind == "note")
    with pytest.raises(ChangedMeanwhile, match=f"a later act changed the same, note {excerpt.id} .*: undo that first"):
        desk.writer.undo(first.id)
    assert desk.read_again().excerpts[excerpt.id].note == "two"


def test_a_split_stays_while_something_else_is_tagged_as_one_of_its_parts(desk: Desk) -> None:
    mine = desk.tag(39, 60, "Trust")
    parts = [Part("In people", excerpts=(mine.id,)), Part("In rules")]
    perform(desk, split_theme(desk.holdings, ANA, desk.theme("Trust"), parts)[0])
    later = desk.tag(70, 80, "In people")
    with pytest.raises(ChangedMeanwhile, match="is in use by now"):
        undo(desk, "split theme")
    undo(desk, f"tag {later.id}")
    undo(desk, "split theme")
    assert desk.holdings.excerpts == {mine.id: mine}
    assert {theme.name for theme in desk.holdings.themes.values()} == {"Trust", "Power"}


def test_a_move_stays_while_taking_it_back_would_make_a_loop(desk: Desk) -> None:
    add(desk, "Distance", "Power")
    perform(desk, move_theme(desk.holdings, desk.theme("Distance"), None)[0])
    perform(desk, move_theme(desk.holdings, desk.theme("Power"), desk.theme("Distance"))[0])
    with pytest.raises(ChangedMeanwhile, match="below itself"):
        undo(desk, "move theme Distance")
    undo(desk, "move theme Power")
    undo(desk, "move theme Distance")
    assert desk.theme("Distance").parent == desk.theme("Power").id


def test_what_names_a_theme_that_was_taken_back_does_not_come_back_without_it(desk: Desk) -> None:
    add(desk, "Doubt")
    excerpt = desk.tag(39, 60, "Doubt")
    perform(desk, untag(desk.holdings, excerpt))
    undo(desk, "add theme Doubt")
    with pytest.raises(ChangedMeanwhile, match="redo that first"):
        undo(desk, f"remove excerpt {excerpt.id}")
    desk.take_in(desk.writer.redo())
    undo(desk, f"remove excerpt {excerpt.id}")
    assert desk.holdings.excerpts[excerpt.id] == excerpt
