"""A full round of level 1 on a theme of the sample study, by keys and by commands.

Both leave the same of every excerpt, and what the verdicts asked for is in the codebook, in the files and in the history.
"""

import json
import re
import subprocess
from pathlib import Path
from shutil import copytree

from store.holdings import Holdings, read_holdings
from store.project import open_project
from tests.tui.app.driving import Driven, drive
from tests.tui.commands.shell import Shell
from themes.counts import as_read_by, count_evidence

THEME, OTHER, NEW = "Cannot see inside", "Its record", "Behind the glass"
ROUND = "on-cannot-see-inside"
PLAN = ("fits", "weak", "move", "split-off", "split-off", "counter-evidence", "discard", "fits")


async def by_keys(app: Driven) -> None:
    """From the theme in the tree to a closed round."""
    await app.press("3", "backslash")
    await app.type("cannot see")
    await app.press("enter", "O")
    await app.see("Begin a round", f"On {THEME}")
    await app.press("enter")
    await app.see("0 of 8 judged")
    await app.press("f", "w", "R")
    await app.see("Why: weak")
    await app.type("only in passing")
    await app.press("enter", "t")
    await app.see(f"Move from {THEME} to")
    await app.type(OTHER.lower())
    await app.press("enter", "s")
    await app.see(f"Split off from {THEME}")
    await app.type(NEW)
    await app.press("enter")
    await app.type("a screen is no person")
    await app.press("enter", "s")
    await app.see(f"Split off from {THEME}")
    await app.press("enter", "enter", "c", "x", "f")
    await app.see("8 of 8 judged")
    await app.press("D")
    await app.see("5 excerpts, 1 split off")
    await app.press("D")
    await app.see("Reason (Enter: none)")
    await app.type("after the meeting")
    await app.press("enter")
    await app.hear("do what 5 verdicts")
    await app.press("5", "c")
    await app.hear(f"close review round {ROUND}")


def by_commands(shell: Shell) -> None:
    """The same, typed."""
    assert shell.catena("review", "start", f"On {THEME}", "--theme", THEME).code == 0
    for verdict in PLAN:
        asked = shell.catena("review", "next", "--json")
        assert asked.code == 0, asked.err
        more = {
            "weak": ["--why", "only in passing"],
            "move": ["--to", OTHER],
            "split-off": ["--name", NEW],
        }.get(verdict, [])
        item = json.loads(asked.out)
        if verdict == "split-off" and item["progress"] == "3 of 8":
            more = [*more, "--why", "a screen is no person"]
        judged = shell.catena("review", "judge", item["excerpt"], verdict, "--theme", THEME, *more)
        assert judged.code == 0, judged.err
    assert shell.catena("review", "next").code == 1
    assert len(shell.catena("review", "apply").out.splitlines()) == 6
    assert shell.catena("review", "apply", "--yes", "--why", "after the meeting").code == 0
    assert shell.catena("review", "close").code == 0


def outcome(held: Holdings) -> dict[str, object]:
    """What a round left: every excerpt's themes by name, recodes, verdicts, and the themes."""

    def names(themes: tuple[str, ...]) -> list[str]:
        return sorted(held.themes[each].name for each in themes)

    review = held.reviews[f"{ROUND}/ana"]
    return {
        "excerpts": {key: (names(each.themes), names(each.against)) for key, each in held.excerpts.items()},
        "recodes": {
            key: (names(each.add), names(each.remove), names(each.against), each.note)
            for key, each in held.recodes.items()
        },
        "verdicts": {
            each.excerpt: (each.verdict, each.reason, names(each.to), each.name) for each in review.verdicts.values()
        },
        "themes": sorted(
            (each.name, each.status, *names((each.parent,))) for each in held.themes.values() if each.parent
        ),
        "closed": review.closed is not None,
    }


def told(root: Path) -> set[str]:
    """Every line of the history, without the ids of themes."""
    log = subprocess.run(["git", "log", "--format=%B"], cwd=root, capture_output=True, text=True, check=True).stdout
    return {re.sub(r"^ *- | \(t-\w+\)$", "", line) for line in log.splitlines() if line}


def test_a_full_round_on_a_theme_by_keys_and_by_commands_leaves_the_same(sample: Path, tmp_path: Path) -> None:
    typed = Path(copytree(sample, tmp_path / "typed"))
    before = read_holdings(open_project(sample))
    drive(sample, by_keys)
    by_commands(Shell(typed))
    held = read_holdings(open_project(sample))
    left = outcome(held)
    assert left == outcome(read_holdings(open_project(typed)))

    # What it did to the codebook.
    counted, read = count_evidence(before), count_evidence(as_read_by(held, "ana"))
    themes = {each.name: each for each in held.themes.values()}
    assert themes[NEW].parent == themes[THEME].parent
    assert len(counted[themes[THEME].id].excerpts) == 8
    assert len(read[themes[THEME].id].excerpts) == 3
    assert len(read[themes[THEME].id].against) == 1
    assert len(read[themes[NEW].id].excerpts) == 2
    assert len(read[themes[OTHER].id].excerpts - counted[themes[OTHER].id].excerpts) <= 1
    assert held.excerpts.keys() == before.excerpts.keys()
    assert {key: each.text for key, each in held.excerpts.items()} == {
        key: each.text for key, each in before.excerpts.items()
    }
    theirs = [key for key, each in before.excerpts.items() if each.reviewer == "ben"]
    assert all(held.excerpts[key] == before.excerpts[key] for key in theirs)

    # What the history says of it, whichever way it was done.
    for root in (sample, typed):
        lines = told(root)
        assert {f"start review round {ROUND}", f"do what 5 verdicts of {ROUND} asked for", "after the meeting"} <= lines
        assert f"add theme {NEW} under {held.themes[themes[THEME].parent].name}" in lines
        for verdict in held.reviews[f"{ROUND}/ana"].verdicts.values():
            where = f" to {OTHER}" if verdict.to else f" as {NEW}" if verdict.name else ""
            said = f"judge {verdict.excerpt} under {THEME}: {verdict.verdict}{where} ({ROUND})"
            # Among other acts the reason stands behind it, alone below it; given later, in an act of its own.
            assert any(line.startswith(said) for line in lines)
            assert any(line.endswith(verdict.reason) for line in lines)
        assert not any(each.text[:30] in line for each in held.excerpts.values() for line in lines)
