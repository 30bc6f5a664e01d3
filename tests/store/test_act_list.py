"""What was done as a list: an undo and a redo change the state of the act that they are about; what is out of reach says so."""

from store.excerpt_acts import note_excerpt, star_excerpt
from tests.store.codebooks import add
from tests.store.studies import Desk


def told(desk: Desk) -> list[tuple[str, bool, bool]]:
    return [(each.act.kind, each.done, each.within_reach) for each in desk.writer.listed()]


def test_an_undo_is_no_act_of_its_own(desk: Desk) -> None:
    mine = desk.tag(39, 48, "Trust")
    before = len(told(desk))
    starred = star_excerpt(mine)
    desk.take_in(desk.writer.perform(starred[0]))
    noted = note_excerpt(starred[1], "by whom?")
    desk.take_in(desk.writer.perform(noted[0]))
    assert told(desk)[:2] == [("note", True, True), ("star", True, True)]
    star = desk.writer.listed()[1]
    desk.take_in(desk.writer.undo(star.tip))
    assert told(desk)[:2] == [("note", True, True), ("star", False, True)]
    assert len(told(desk)) == before + 2
    undone = desk.writer.listed()[1]
    assert desk.writer.obstacle(undone) == ""
    desk.take_in(desk.writer.redo(undone.tip))
    assert told(desk)[:2] == [("note", True, True), ("star", True, True)]
    assert desk.holdings.excerpts[mine.id].starred


def test_what_was_undone_before_something_new_is_out_of_reach(desk: Desk) -> None:
    mine = desk.tag(39, 48, "Trust")
    desk.take_in(desk.writer.perform(star_excerpt(mine)[0]))
    desk.take_in(desk.writer.undo())
    desk.take_in(desk.writer.perform(note_excerpt(desk.holdings.excerpts[mine.id], "new")[0]))
    assert told(desk)[:2] == [("note", True, True), ("star", False, False)]
    assert "something new was done since" in desk.writer.obstacle(desk.writer.listed()[1])


def test_the_obstacle_is_what_undo_would_say_and_looking_changes_nothing(desk: Desk) -> None:
    theme = add(desk, "Doubt")
    desk.tag(39, 48, "Doubt")
    known = {path: path.read_bytes() for path in desk.project.root.rglob("*.toml")}
    made = desk.writer.listed()[1]
    assert made.act.kind == "theme add"
    assert f"Doubt ({theme.id}) is in use by now" in desk.writer.obstacle(made)
    assert desk.writer.obstacle(desk.writer.listed()[0]) == ""
    assert {path: path.read_bytes() for path in desk.project.root.rglob("*.toml")} == known
