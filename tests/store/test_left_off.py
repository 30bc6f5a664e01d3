"""Where a reviewer left off: kept on this machine, true of one version of a text, and never in the way."""

from pathlib import Path

from store.documents import Document
from store.left_off import LeftOff, keep_left_off, where_left_off
from store.project import open_project

ALPHA = Document("alpha", "Alpha", "interview", "corpus/alpha.txt", "a" * 64, 120)


def test_it_comes_back_as_it_was_kept_and_nothing_comes_of_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / "catena.toml").write_text('schema = 1\nid = "p0f9c2d4e1a"\ntitle = "Study"\n')
    project = open_project(tmp_path)
    assert where_left_off(project, "ana") == LeftOff()
    left = LeftOff()
    left.read(ALPHA, 40)
    keep_left_off(project, "ana", left.values(("t-a", "", "t-b")))
    again = where_left_off(project, "ana")
    assert (again.document, again.themes, again.place_in(ALPHA)) == ("alpha", ("t-a", "", "t-b"), 40)
    assert where_left_off(project, "ben") == LeftOff()
    file = tmp_path / ".catena/left-off/ana.toml"
    file.write_text('themes = 3\n[place]\nalpha = 7\n[place.beta]\nsha256 = "b"\nposition = -1\n')
    assert where_left_off(project, "ana") == LeftOff()
    file.write_bytes(b"\xff[")
    assert where_left_off(project, "ana") == LeftOff()


def test_a_place_means_nothing_in_another_version_of_the_text() -> None:
    left = LeftOff(places={"alpha": ("b" * 64, 40), "beta": ("a" * 64, 500)})
    assert left.place_in(ALPHA) == 0
    assert left.place_in(Document("beta", "Beta", "interview", "corpus/beta.txt", "a" * 64, 120)) == 0
