"""Every kind of true conflict, made by two clones and decided by keys; held against both folders and the bare repository."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.acts import add_case
from store.cases import Case
from store.project import open_project
from store.review_acts import judge, start_round
from store.reviewers import remember_reviewer
from store.writer import Writer
from tests.tui.app.clones import Clones, cloned, define, definition, git, held, sync, waiting
from tests.tui.app.driving import LARGE, SMALL, Driven, drive
from tests.tui.app.studies import BETA


@pytest.fixture
def clones(small: Path, tmp_path: Path) -> Clones:
    with Writer.open(open_project(small), "ana") as writer:
        writer.perform(add_case(Case("a01", "a01", attributes={"site": "north"})))
    return cloned(small, tmp_path)


def edit(root: Path, folder: str, before: str, after: str) -> None:
    """Changes some words in the one file below a folder that holds them, as an editor does."""
    (path,) = (each for each in sorted((root / folder).rglob("*.*")) if before in each.read_text(encoding="utf-8"))
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def path_of(root: Path, folder: str, words: str) -> Path:
    (path,) = (each for each in sorted((root / folder).rglob("*.*")) if words in each.read_text(encoding="utf-8"))
    return path


def differ(clones: Clones, change: Callable[[Path, str], None], ana: str, ben: str, other: str = "ben") -> None:
    """Ana and somebody else (or Ana on another machine) change the same; Ana's next sync meets it."""
    remember_reviewer(open_project(clones.ben), other)
    change(clones.ana, ana)
    change(clones.ben, ben)
    sync(clones.ben, other)


async def meet_it(app: Driven) -> None:
    """Brings the conflict by keys, and goes to it."""
    await app.press("Y")
    await app.hear("1 to decide: |")
    await app.press("vertical_line")
    await app.see("What two of you changed differently", "1 to decide ", "Yours: ")


async def decided(app: Driven) -> None:
    await app.hear("decided, ")
    await app.see("nothing waits to be decided")
    assert app.holdings == app.on_disk


def end_together(clones: Clones, other: str = "ben") -> None:
    """Both go on sharing; nothing waits anywhere."""
    sync(clones.ana, "ana")
    sync(clones.ben, other)
    assert clones.together
    assert held(clones.ana) == held(clones.ben)
    for root in (clones.ana, clones.ben):
        assert waiting(root) == ()
        assert not (root / "conflicts").exists() or not list((root / "conflicts").iterdir())
    assert git(clones.bare, "fsck", "--strict") == ""


def in_power(root: Path, words: str) -> None:
    define(root, "ana" if root.name == "ana" else "ben", "Power", words)


@pytest.mark.parametrize(
    ("keys", "stands", "size"),
    [
        ("o", "Who may say no.", SMALL),
        ("t", "Who has the keys.", LARGE),
        ("plus", "Who may say no.\n\nWho has the keys.", SMALL),
        ("w", "Who may say no. Ask them", LARGE),
    ],
)
def test_a_definition(clones: Clones, keys: str, stands: str, size: tuple[int, int]) -> None:
    differ(clones, in_power, "Who may say no.", "Who has the keys.")

    async def steps(app: Driven) -> None:
        await meet_it(app)
        await app.see("Who may say no.", "Theirs: ben", "Who has the keys.", "stands now", "define")
        await app.press(keys)
        if keys == "w":
            await app.see("stands  ", "The other has: Who has the keys.")
            await app.type(" Ask them")
            await app.press("ctrl+s")
        await decided(app)
        assert definition(clones.ana, "Power") == stands
        await app.press("u")
        await app.see("1 to decide ", "Who has the keys.")
        await app.until(lambda: definition(clones.ana, "Power") == "Who may say no.")
        await app.press("U")
        await app.see("nothing waits to be decided")
        assert app.holdings == app.on_disk

    drive(clones.ana, steps, size=size)
    assert definition(clones.ana, "Power") == stands
    end_together(clones)
    assert definition(clones.ben, "Power") == stands


@dataclass(frozen=True)
class Kind:
    """A kind of conflict: the folder and the words that are changed, what each writes, and where Enter leads."""

    folder: str
    words: str
    ana: str
    ben: str
    leads: str
    both: str
    other: str = "ben"


KINDS = {
    "name of a theme": Kind("themes", '"Waiting"', '"Waiting for word"', '"Standing by"', "[Themes]", "one or the other"),
    "value of a case": Kind("cases", '"north"', '"upper"', '"lower"', "[Cases]", "one or the other"),
    "title of a record": Kind("documents", 'title = "gamma"', 'title = "Meetings"', 'title = "Minutes"', "[Reader]", "one"),
    "body of a memo": Kind("memos/ana", "First thought.", "My thought.", "Mine, later.", "[Memos]", "", "ana"),
    "title of a memo": Kind("memos/ana", '"On being watched"', '"Watched"', '"Seen"', "[Memos]", "one or the other", "ana"),
    "verdict on an excerpt": Kind("reviews/doubts", '"fits"', '"weak"', '"discard"', "[Reader]", "one or the other", "ana"),
    "note of an excerpt": Kind("excerpts/ana", "themes =", 'note = "a"\nthemes =', 'note = "b"\nthemes =', "[Reader]", "", "ana"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_is_met_once_and_solved_either_way(clones: Clones, kind: Kind) -> None:
    if kind.folder == "cases":
        for root in (clones.ana,):
            edit(root, "documents", 'title = "gamma"', 'title = "gamma"\ncases = ["a01"]')
            sync(root, "ana")
        sync(clones.ben, "ben")

    if kind.folder.startswith("reviews"):
        judge_one(clones)

    def change(root: Path, words: str) -> None:
        edit(root, kind.folder, kind.words, words)

    differ(clones, change, kind.ana, kind.ben, kind.other)

    async def steps(app: Driven) -> None:
        await meet_it(app)
        if kind.both:
            await app.press("plus")
            await app.hear(kind.both)
            assert len(waiting(clones.ana)) == 1
        await app.press("enter")
        await app.see(kind.leads)
        await app.press("vertical_line")
        await app.see("1 to decide ")
        await app.press("o")
        await decided(app)
        assert kind.ben not in path_of(clones.ana, kind.folder, kind.ana).read_text(encoding="utf-8")
        await app.press("u")
        await app.see("1 to decide ")
        await app.press("t")
        await decided(app)

    drive(clones.ana, steps)
    assert path_of(clones.ana, kind.folder, kind.ben).exists()
    end_together(clones, kind.other)
    assert kind.ana not in path_of(clones.ben, kind.folder, kind.ben).read_text(encoding="utf-8")
    assert held(clones.ben).faults == ()
    assert (clones.ben / "corpus/interviews/beta.txt").read_text(encoding="utf-8") == BETA


def judge_one(clones: Clones) -> None:
    """Ana has judged her excerpt, on both machines."""
    (excerpt,) = (each for each in held(clones.ana).excerpts.values() if each.reviewer == "ana")
    with Writer.open(open_project(clones.ana), "ana") as writer:
        act, review = start_round(held(clones.ana), "ana", "Doubts")
        writer.perform(act)
        writer.perform(judge(review, excerpt, held(clones.ana).themes[excerpt.themes[0]], "fits")[0])
    sync(clones.ana, "ana")
    sync(clones.ben, "ben")


@pytest.mark.parametrize(
    ("keys", "stands"),
    [
        (("o",), "Who may say no."),
        (("t", "Who asks.", "enter"), "Who asks."),
        (("plus",), ""),
    ],
)
def test_three_versions_of_three_people(clones: Clones, tmp_path: Path, keys: tuple[str, ...], stands: str) -> None:
    third = tmp_path / "cho"
    git(tmp_path, "clone", "--quiet", str(clones.bare), str(third))
    define(third, "cho", "Power", "Who asks.")
    sync(third, "cho")
    in_power(clones.ben, "Who has the keys.")
    sync(clones.ben, "ben")
    in_power(clones.ana, "Who may say no.")

    async def steps(app: Driven) -> None:
        await meet_it(app)
        await app.see("ana", "ben", "cho", "Who may say no.")
        assert [len(each.versions) for each in waiting(clones.ana)] == [3]
        await app.press(keys[0])
        if len(keys) > 1:
            await app.see("Which version shall stand?", "Who asks.", "Who has the keys.")
            if place_among_others(clones, keys[1]):
                await app.press("down")
            await app.press(keys[2])
        await decided(app)

    drive(clones.ana, steps)
    said = definition(clones.ana, "Power")
    if stands:
        assert said == stands
    else:
        first, *others = said.split("\n\n")
        assert (first, sorted(others)) == ("Who may say no.", ["Who asks.", "Who has the keys."])
    end_together(clones)
    sync(third, "cho")
    assert definition(clones.ben, "Power") == definition(third, "Power") == said
    assert waiting(third) == ()


def place_among_others(clones: Clones, words: str) -> int:
    """Where a definition is among those of others, in the order in which they are listed."""
    (conflict,) = waiting(clones.ana)
    others = [each for each in conflict.versions if each.about.reviewer != "ana"]
    return [(each.values or {}).get("definition") for each in others].index(words)


@pytest.mark.parametrize("key", ["o", "t"])
def test_a_file_taken_away_there_and_changed_here(clones: Clones, key: str) -> None:
    waiting_theme = theme(clones.ana, "Waiting")

    def change(root: Path, words: str) -> None:
        if words:
            edit(root, "themes", '"Waiting"', words)
        else:
            git(root, "rm", "--quiet", str(path_of(root, "themes", '"Waiting"')))
            git(root, "-c", "user.name=Ben", "-c", "user.email=ben@example.org", "commit", "--quiet", "-m", "away")

    differ(clones, change, '"Waiting for word"', "")

    async def steps(app: Driven) -> None:
        await meet_it(app)
        await app.see("the whole file", "(taken away)", "Waiting for word")
        await app.press("plus")
        await app.hear("one or the other")
        await app.press("w")
        await app.hear("it is about no text")
        await app.press(key)
        await decided(app)
        await app.press("u")
        await app.see("1 to decide ")
        await app.press("U")
        await app.see("nothing waits to be decided")

    drive(clones.ana, steps)
    end_together(clones)
    names = {
        root: [each.name for each in held(root).themes.values() if each.id == waiting_theme]
        for root in (clones.ana, clones.ben)
    }
    assert list(names.values()) == ([["Waiting for word"]] * 2 if key == "o" else [[], []])


def test_a_theme_that_two_people_moved(clones: Clones) -> None:
    river, power = (theme(clones.ana, name) for name in ("River as actor", "Power"))

    def move(root: Path, parent: str) -> None:
        edit(root, "themes", '"Waiting"', f'"Waiting" # {parent}')
        path = path_of(root, "themes", '"Waiting"')
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("parent")]
        path.write_text("\n".join([*lines, f'parent = "{parent}"' if parent else "", ""]), encoding="utf-8")

    differ(clones, move, "", river)

    async def steps(app: Driven) -> None:
        await meet_it(app)
        await app.see("theme Waiting", "place", "River as actor")
        await app.press("w")
        await app.hear("it is about no text")
        await app.press("t")
        await decided(app)

    drive(clones.ana, steps)
    end_together(clones)
    parents = [held(root).themes[theme(root, "Waiting")].parent for root in (clones.ana, clones.ben)]
    assert parents == [river, river] != [power, power]


def theme(root: Path, name: str) -> str:
    (found,) = (each.id for each in held(root).themes.values() if each.name == name)
    return found


def test_an_excerpt_taken_away_here_and_changed_there(clones: Clones) -> None:
    (excerpt,) = (each for each in held(clones.ana).excerpts.values() if each.reviewer == "ana")

    def change(root: Path, note: str) -> None:
        if note:
            edit(root, "excerpts/ana", "themes =", f'note = "{note}"\nthemes =')
        else:
            path_of(root, "excerpts/ana", excerpt.id).write_text('schema = 1\ndocument = "alpha"\n', encoding="utf-8")

    differ(clones, change, "mine, still", "", "ana")

    async def steps(app: Driven) -> None:
        await meet_it(app)
        await app.see("kept or taken away", excerpt.id, "(taken away)", "note: mine, still")
        await app.press("o")
        await decided(app)

    drive(clones.ana, steps)
    end_together(clones, "ana")
    assert held(clones.ben).excerpts[excerpt.id].note == "mine, still"
    assert held(clones.ben).excerpts[excerpt.id].text == excerpt.text


def test_what_is_anothers_is_not_for_me_to_decide(clones: Clones) -> None:
    def change(root: Path, words: str) -> None:
        edit(root, "memos/ben", "Is it power at all?", words)

    remember_reviewer(open_project(clones.ana), "ben")
    differ(clones, change, "Is it?", "It is.")
    sync(clones.ana, "ben")
    assert len(waiting(clones.ana)) == 1

    async def steps(app: Driven) -> None:
        assert "to decide" not in app.state
        await app.press("vertical_line")
        await app.see("nothing waits to be decided")
        await app.press("o")
        await app.hear("nothing waits to be decided")

    drive(clones.ana, steps, reviewer="ana")
    assert len(waiting(clones.ana)) == 1
