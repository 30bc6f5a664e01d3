"""The versions of a memo in the app: read, compared word by word, brought back whole or by a paragraph, and that undone."""

from pathlib import Path

from store.git import Git
from store.versions import memo_versions
from tests.tui.app.driving import Driven, drive
from tests.tui.app.studies import MEMO
from tui.screens.memo_editor import MemoEditor
from tui.screens.versions import VersionList


def body(app: Driven) -> str:
    (found,) = (each for each in app.on_disk.memos.values() if each.title == "On being watched")
    return found.body


async def change(app: Driven) -> None:
    """Puts a paragraph in front of Ana's memo, saves it and lists its versions."""
    await app.press("4", "backslash")
    await app.type("being")
    await app.press("enter", "e")
    await app.until(lambda: isinstance(app.app.screen, MemoEditor))
    await app.paste("\n\nSecond thought.")
    await app.press("escape")
    await app.until(lambda: not isinstance(app.app.screen, MemoEditor))
    (memo,) = (each for each in app.on_disk.memos.values() if each.title == "On being watched")
    git = Git(app.root)
    await app.until(lambda: len(memo_versions(git, memo.path, memo.id)) == 2)
    await app.press("v")
    await app.until(lambda: isinstance(app.app.screen, VersionList))


def test_versions_tell_who_when_and_what_changed_and_are_compared(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await change(app)
        await app.see("Versions of On being watched", " ana ", "write in memo On being watched")
        await app.see("{+", "Second thought.+}")
        await app.press("down")
        await app.see("It is the first one.")
        await app.press("enter")
        await app.see("what changed from it to the memo as it is now")
        await app.press("enter")
        await app.see("[-gone-] {+new+}", "Second thought.+}")
        await app.press("escape")
        await app.miss("[-gone-]")

    drive(small, steps)


def test_a_version_is_brought_back_and_that_is_undone(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await change(app)
        await app.press("down", "enter")
        await app.see("bring it back in place of the memo")
        await app.type("bring it back")
        await app.press("enter")
        await app.see("bring back version")
        assert body(app) == MEMO
        await app.press("u")
        await app.until(lambda: body(app) == f"{MEMO}\n\nSecond thought.")

    drive(small, steps)


def test_a_paragraph_of_a_version_is_brought_back(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await change(app)
        await app.press("down", "enter")
        await app.type("bring it back in place")
        await app.press("enter")
        await app.see("bring back version")
        git = Git(app.root)
        (memo,) = (each for each in app.on_disk.memos.values() if each.title == "On being watched")
        await app.until(lambda: len(memo_versions(git, memo.path, memo.id)) == 3)
        await app.press("v")
        await app.until(lambda: isinstance(app.app.screen, VersionList))
        await app.press("down", "enter")
        await app.type("one paragraph")
        await app.press("enter")
        await app.see("Which paragraph shall be brought back?")
        await app.type("second")
        await app.press("enter")
        await app.see("bring back paragraph 4 of version")
        assert body(app) == f"{MEMO}\n\nSecond thought."

    drive(small, steps)


def test_a_colleagues_memo_has_versions_and_none_is_brought_back(small: Path) -> None:
    async def steps(app: Driven) -> None:
        before = app.on_disk.memos
        await app.press("4", "backslash")
        await app.type("doubt")
        await app.press("enter", "v")
        await app.until(lambda: isinstance(app.app.screen, VersionList))
        await app.press("enter")
        await app.see("each writes in their own alone")
        await app.type("bring it back")
        await app.press("enter")
        await app.hear("the memo is ben's")
        assert app.on_disk.memos == before

    drive(small, steps)


def test_a_version_of_a_colleagues_memo_becomes_an_answer_of_ones_own(small: Path) -> None:
    async def steps(app: Driven) -> None:
        (theirs,) = (each for each in app.on_disk.memos.values() if each.title == "A doubt")
        await app.press("4", "backslash")
        await app.type("doubt")
        await app.press("enter", "v")
        await app.until(lambda: isinstance(app.app.screen, VersionList))
        await app.press("enter")
        await app.type("make a memo of mine")
        await app.press("enter")
        await app.until(lambda: len(app.on_disk.memos) == 3)
        (mine,) = (each for each in app.on_disk.memos.values() if each.reply_to == theirs.id)
        assert (mine.reviewer, mine.body) == ("ana", theirs.body)
        assert mine.title.startswith("A doubt (20")
        assert app.on_disk.memos[theirs.id] == theirs

    drive(small, steps)
