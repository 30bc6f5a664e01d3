"""What is done to an excerpt changes what it names and keeps the rest; a colleague's is read otherwise and never written."""

import pytest

from store.acts import untag
from store.codebook import theme_path
from store.errors import ChangedMeanwhile, UsageFault
from store.excerpt_acts import (
    add_themes,
    attribute_excerpt,
    move_borders,
    note_excerpt,
    own_excerpt,
    recode,
    speaks_against,
    star_excerpt,
)
from store.recode_acts import read_otherwise
from store.recodes import as_read
from store.theme_fates import merge_theme, retire_theme
from store.writer import Writer
from tests.store.codebooks import ANA, add, bens, perform, same_as_on_disk
from tests.store.studies import TEXT, Desk, git


def test_a_recode_is_one_move_in_the_diff_and_keeps_note_and_date(desk: Desk) -> None:
    excerpt = desk.tag(39, 60, "Trust", note="“watched”")
    desk.writer.close()
    desk = Desk(Writer.open(desk.project))
    act, moved = recode(desk.holdings, excerpt, desk.theme("Trust"), desk.theme("Power"), "about power")
    perform(desk, act)
    assert desk.holdings.excerpts[excerpt.id] == moved
    assert (moved.note, moved.created, moved.segments) == (excerpt.note, excerpt.created, excerpt.segments)
    desk.writer.close()
    lines = git(desk.project.root, "show", "--format=", "--unified=0").split("\n")
    changed = [line for line in lines if line.startswith(("+", "-")) and line[:3] not in ("+++", "---")]
    assert changed == [f'-    "{desk.theme("Trust").id}",', f'+    "{desk.theme("Power").id}",']


def test_a_recode_moves_what_counts_under_a_theme_through_a_merge_and_keeps_the_order(desk: Desk) -> None:
    add(desk, "Doubt")
    excerpt = desk.tag(39, 60, "Doubt", "Trust")
    perform(desk, merge_theme(desk.holdings, desk.theme("Trust"), desk.theme("Power"))[0])
    new = add(desk, "Distance")
    act, moved = recode(desk.holdings, excerpt, desk.theme("Power"), new)
    perform(desk, act)
    assert moved.themes == (desk.theme("Doubt").id, new.id)
    with pytest.raises(UsageFault, match="is not tagged as Power"):
        recode(desk.holdings, moved, desk.theme("Power"), new)
    with pytest.raises(UsageFault, match="takes no more excerpts"):
        recode(desk.holdings, moved, new, desk.theme("Trust"))
    with pytest.raises(UsageFault, match="to itself"):
        recode(desk.holdings, moved, new, new)


def test_an_excerpt_speaks_for_a_theme_or_against_it(desk: Desk) -> None:
    excerpt, trust = desk.tag(39, 60, "Trust"), desk.theme("Trust")
    act, against = speaks_against(desk.holdings, excerpt, trust, why="she says the contrary")
    perform(desk, act)
    assert (against.themes, against.against) == ((), (trust.id,))
    act, moved = recode(desk.holdings, against, trust, desk.theme("Power"))
    perform(desk, act)
    assert (moved.themes, moved.against) == ((), (desk.theme("Power").id,))
    perform(desk, speaks_against(desk.holdings, moved, desk.theme("Power"), against=False)[0])
    assert desk.holdings.excerpts[excerpt.id].against == ()
    with pytest.raises(UsageFault, match="does not speak against"):
        speaks_against(desk.holdings, excerpt, trust, against=False)


def test_notes_stars_attribution_and_more_themes(desk: Desk) -> None:
    excerpt = desk.tag(39, 60, "Trust")
    for act in (
        note_excerpt(excerpt, "one\ntwo")[0],
        star_excerpt(excerpt)[0],
        attribute_excerpt(excerpt, {"role": " ward  nurse ", "id": "JW019", "name": ""})[0],
        add_themes(excerpt, [desk.theme("Power")])[0],
    ):
        perform(desk, act)
    after = desk.holdings.excerpts[excerpt.id]
    assert (after.note, after.starred, after.attribution) == ("one\ntwo", True, {"role": "ward nurse", "id": "JW019"})
    assert after.themes == (desk.theme("Trust").id, desk.theme("Power").id)
    for _ in range(4):
        desk.take_in(desk.writer.undo())
    assert desk.read_again().excerpts[excerpt.id] == excerpt
    perform(desk, note_excerpt(excerpt, "other")[0])
    with pytest.raises(ChangedMeanwhile):
        desk.writer.perform(note_excerpt(excerpt, "a third")[0])
    with pytest.raises(UsageFault, match="is not starred"):
        star_excerpt(excerpt, starred=False)
    with pytest.raises(UsageFault, match="tagged as Trust already"):
        add_themes(excerpt, [desk.theme("Trust")])


def test_a_star_or_a_word_against_keeps_an_excerpt_that_has_no_theme_any_more(desk: Desk) -> None:
    excerpt = star_excerpt(desk.tag(39, 60, "Trust"))[1]
    perform(desk, star_excerpt(desk.holdings.excerpts[excerpt.id])[0])
    perform(desk, untag(desk.holdings, excerpt, desk.theme("Trust")))
    assert desk.holdings.excerpts[excerpt.id].themes == ()


def test_borders_move_and_the_excerpt_stays_the_same_one(desk: Desk) -> None:
    excerpt = desk.tag(39, 60, "Trust", note="n")
    ranges = [(39, 60), (70, 80)]
    act, moved = move_borders(desk.holdings, excerpt, desk.document, TEXT, ranges)
    perform(desk, act)
    assert moved.id == excerpt.id
    assert [segment.exact for segment in moved.segments] == [TEXT[39:60], TEXT[70:80]]
    with pytest.raises(UsageFault, match="stands exactly there"):
        move_borders(desk.holdings, moved, desk.document, TEXT, ranges)
    other = desk.tag(5, 9, "Trust")
    with pytest.raises(UsageFault, match="exactly these words"):
        move_borders(desk.holdings, moved, desk.document, TEXT, [(5, 9)])
    with pytest.raises(UsageFault, match="overlap"):
        move_borders(desk.holdings, other, desk.document, TEXT, [(5, 9), (8, 12)])


def test_that_a_colleagues_excerpt_speaks_against_a_theme_can_be_taken_back(desk: Desk) -> None:
    theirs, power, trust = bens(desk, 70, "Trust"), desk.theme("Power"), desk.theme("Trust")
    before = desk.holdings
    perform(desk, read_otherwise(desk.holdings, ANA, theirs, against=[power, trust])[0])
    perform(desk, read_otherwise(desk.holdings, ANA, theirs, not_against=[power])[0])
    assert desk.holdings.recodes[ANA, theirs.id].against == (trust.id,)
    with pytest.raises(UsageFault, match="do not read"):
        read_otherwise(desk.holdings, ANA, theirs, not_against=[power])
    perform(desk, read_otherwise(desk.holdings, ANA, theirs, not_against=[trust])[0])
    assert (desk.holdings.recodes, desk.holdings.excerpts) == (before.recodes, before.excerpts)


def test_what_names_a_theme_that_was_removed_outside_is_not_saved(desk: Desk) -> None:
    excerpt, power = desk.tag(39, 60, "Trust"), desk.theme("Power")
    act, _ = add_themes(excerpt, [power])
    (desk.project.root / theme_path(power.id)).unlink()
    with pytest.raises(ChangedMeanwhile, match="removed meanwhile"):
        desk.writer.perform(act)
    assert desk.read_again().excerpts[excerpt.id] == excerpt


def test_a_colleagues_excerpt_is_read_otherwise_in_ones_own_file(desk: Desk) -> None:
    excerpt, trust, power = bens(desk, 70, "Trust"), desk.theme("Trust"), desk.theme("Power")
    act, read = read_otherwise(desk.holdings, ANA, excerpt, [power], [trust], "blame, not trust", "talked it over")
    assert {change.path for change in act.changes} == {f"excerpts/{ANA}/jw019.toml"}
    perform(desk, act)
    assert read.themes == (power.id,)
    assert desk.holdings.excerpts[excerpt.id] == excerpt
    recoded = desk.holdings.recodes[ANA, excerpt.id]
    assert (recoded.of, recoded.add, recoded.remove) == ("ben", (power.id,), (trust.id,))
    assert as_read(excerpt, recoded) == read
    desk.take_in(desk.writer.undo())
    same_as_on_disk(desk)
    assert desk.holdings.recodes == {}
    desk.take_in(desk.writer.redo())
    perform(desk, read_otherwise(desk.holdings, ANA, excerpt, [trust], [power], note="")[0])
    assert desk.holdings.recodes == {}
    with pytest.raises(UsageFault, match="is not tagged as Power"):
        read_otherwise(desk.holdings, ANA, excerpt, [], [power])
    with pytest.raises(UsageFault, match="so already"):
        read_otherwise(desk.holdings, ANA, excerpt, [trust])


def test_each_reviewer_changes_their_own_alone(desk: Desk) -> None:
    theirs, mine = bens(desk, 70, "Trust"), desk.tag(39, 60, "Trust")
    assert own_excerpt(desk.holdings, ANA, mine.id) == mine
    for key, refusal in ((theirs.id, "ben's"), ("e0000000000", "there is no excerpt")):
        with pytest.raises(UsageFault, match=refusal):
            own_excerpt(desk.holdings, ANA, key)
    with pytest.raises(UsageFault, match="your own"):
        read_otherwise(desk.holdings, ANA, mine, [desk.theme("Power")])
    perform(desk, retire_theme(desk.holdings, desk.theme("Power"))[0])
    with pytest.raises(UsageFault, match="takes no more excerpts"):
        read_otherwise(desk.holdings, ANA, theirs, [desk.theme("Power")])
