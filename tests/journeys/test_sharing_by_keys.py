"""Two new users, each at a terminal of 80 by 24, from the sample study to one that both have decided about together."""

import subprocess
from pathlib import Path

from tests.journeys.studies import Study
from tests.journeys.terminal import CATENA, environment
from tests.journeys.tmux import Tmux, needs_tmux

THEME = "Trusting the Forecaster"
ZOES, BENS = " Zoe.", " Ben."


def home_of(folder: Path, name: str, address: str) -> Path:
    home = folder / address.partition("@")[0]
    home.mkdir()
    (home / ".gitconfig").write_text(f"[user]\n\tname = {name}\n\temail = {address}\n", encoding="utf-8")
    return home


def tag_a_sentence(tmux: Tmux, query: str) -> None:
    tmux.press("/")
    tmux.type(query)
    tmux.wait_for(" hit")
    tmux.press("Enter", "t")
    tmux.wait_for("Tag the sentence")
    tmux.press("Enter")
    tmux.wait_for("u undoes it")


def add_to_the_definition(tmux: Tmux, words: str) -> None:
    tmux.press("3")
    tmux.wait_for("[Themes]")
    tmux.press("\\")
    tmux.type(THEME)
    tmux.press("Enter", "e")
    tmux.wait_for("definition")
    tmux.type(words)
    tmux.wait_for(words.strip())
    tmux.press("C-s")
    tmux.wait_for("define theme")


def leave(tmux: Tmux) -> None:
    tmux.press("C-q")
    tmux.wait_until_left()


@needs_tmux
def test_two_new_users_share_differ_and_decide(tmp_path: Path) -> None:
    zoe = home_of(tmp_path, "Zoe Lind", "zoe@example.net")
    ben = home_of(tmp_path, "Ben Okafor", "ben@example.net")
    bare = tmp_path / "wards.git"
    hers, his = Study(zoe, zoe / "study", ""), Study(ben, ben / "study", "")
    subprocess.run([CATENA, "demo", "--no-open", str(hers.root)], env=environment(zoe), check=True, capture_output=True)
    with Tmux([CATENA, "-C", str(hers.root)], zoe, hers.surroundings) as at_hers:
        at_hers.wait_for("saved, committed")
        at_hers.press("Y")
        at_hers.wait_for("Where shall it be shared?")
        at_hers.press("C-u")
        at_hers.type(str(bare))
        at_hers.press("Enter")
        at_hers.wait_for(" went")
        subprocess.run(["git", "clone", "--quiet", str(bare), str(his.root)], env=environment(ben), check=True)
        with Tmux([CATENA, "-C", str(his.root)], ben, his.surroundings) as at_his:
            at_his.wait_for("saved, committed")
            tag_a_sentence(at_hers, "dashboard")
            tag_a_sentence(at_his, "siren")
            add_to_the_definition(at_hers, ZOES)
            add_to_the_definition(at_his, BENS)
            at_his.press("Y")
            at_his.wait_for(" went")
            at_hers.press("Y")
            at_hers.wait_for("1 to decide: |")
            at_hers.press("|")
            at_hers.wait_for("Theirs: ")
            assert BENS.strip() in at_hers.screen()
            at_hers.press("w")
            at_hers.wait_for("The other has")
            at_hers.type(" So we agree.")
            at_hers.press("C-s")
            at_hers.wait_for("decided, in your words")
            at_hers.press("#")
            at_hers.wait_for("tagged as")
            at_hers.press("Y")
            at_hers.wait_for(" went")
            at_his.press("Y")
            at_his.wait_for("new: # shows them")
            at_his.press("#")
            at_his.wait_for("tagged as")
            leave(at_his)
        leave(at_hers)
    heads = {study.git("rev-parse", "HEAD") for study in (hers, his)}
    assert heads == {subprocess.check_output(["git", "-C", str(bare), "rev-parse", "main"], encoding="utf-8")}
    for study in (hers, his):
        assert study.git("status", "--porcelain") == ""
        assert study.records("conflicts") == []
        (theme,) = (each for each in study.records("themes") if each["name"] == THEME)
        assert theme["definition"].endswith(f"{ZOES} So we agree.")
        assert {"zoe-lind", "ben-okafor"} <= {each["reviewer"] for each in study.records("excerpts")}
        study.git("fsck", "--strict")
