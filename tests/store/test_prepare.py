"""What is read ahead for a tag changes nothing of what the tag does."""

from store.holdings import read_holdings
from tests.store.studies import Desk


def test_a_tag_after_reading_ahead_keeps_what_was_written_outside_meanwhile(desk: Desk) -> None:
    desk.writer.prepare("jw019")
    first = desk.tag(0, 4, "Trust")
    desk.writer.prepare("jw019")
    path = desk.project.root / f"excerpts/{desk.writer.reviewer.id}/jw019.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("created", 'note = "by hand"\ncreated', 1), encoding="utf-8"
    )
    second = desk.tag(5, 9, "Power")
    found = read_holdings(desk.project).excerpts
    assert {first.id, second.id} == set(found)
    assert found[first.id].note == "by hand"


def test_a_file_that_cannot_be_read_ahead_is_left_for_the_tag_to_name(desk: Desk) -> None:
    path = desk.project.root / f"excerpts/{desk.writer.reviewer.id}/jw019.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("no toml [", encoding="utf-8")
    desk.writer.prepare("jw019")
    assert path.read_text(encoding="utf-8") == "no toml ["
