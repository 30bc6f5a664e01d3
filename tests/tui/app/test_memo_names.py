"""A real name of the key in a memo: the memo is saved and waits without a commit, until its pseudonym stands there."""

from pathlib import Path

from store.files import write_durably
from tests.tui.app.driving import Driven, drive
from tui.screens.memo_editor import MemoEditor

KEY = b'schema = 1\n\n[person.p1]\npseudonym = "Mrs P"\nnames = ["Rosalind Thwaite"]\n'


def test_a_real_name_is_named_and_replaced_and_then_the_memo_is_committed(small: Path) -> None:
    write_durably(small, "private/names.toml", KEY)

    async def steps(app: Driven) -> None:
        await app.press("4", "m")
        await app.see("which type?")
        await app.press("enter")
        await app.until(lambda: isinstance(app.app.screen, MemoEditor))
        await app.paste("# A visit\n\nI met Rosalind Thwaite.\nRosalind Thwaite said no.")
        await app.press("escape")
        await app.until(lambda: not isinstance(app.app.screen, MemoEditor))
        await app.until(lambda: app.app.study.state.uncommitted == 1 and app.app.study.state.obstacle)
        await app.press("w")
        await app.see("Real names in this memo", "line 3", "Rosalind Thwaite  ->  Mrs P", "line 4")
        await app.press("enter")
        await app.see("replace real names in memo")
        (memo,) = (each for each in app.on_disk.memos.values() if each.title == "A visit")
        assert memo.body == "# A visit\n\nI met Mrs P.\nMrs P said no."
        await app.until(lambda: app.app.study.state.uncommitted == 0)
        await app.press("w")
        await app.hear("no real name of the key stands in this memo")

    drive(small, steps)
