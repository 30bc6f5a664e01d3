"""Splitting a theme: from what the reviewer said of each excerpt to one act.

The reviewer's own excerpts are changed; of a colleague's it is written into the reviewer's own file where it belongs to them.
What nothing is said of stays with the theme that was split, where it is counted and can be sent on later.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from store.acts import Act
from store.codebook import Theme
from store.errors import CatenaError
from store.holdings import Holdings
from store.recode_acts import read_otherwise
from store.theme_fates import Part, split_theme
from store.writer import Done
from tui.screens.prompt import Prompt, Question
from tui.screens.splitting import SplitScreen, Splitting
from tui.snapshot import Snapshot

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def split_by_keys(screen: "MainScreen", snapshot: Snapshot, theme: Theme) -> Done | None:
    """Shows the excerpts until the reviewer leaves or what they said is done."""
    done: list[Done] = []

    async def preview(splitting: Splitting) -> bool:
        prompt = Prompt(f"Split {theme.name}", [Question("Why", splitting.why, needed=False)], about=splitting.told())
        answers = await screen.app.push_screen_wait(prompt)
        if answers is None:
            return False
        splitting.why = answers[0]
        try:
            done.append(
                await screen.study.perform(
                    lambda holdings: split_act(holdings, snapshot.reviewer, theme.id, splitting, answers[0])
                )
            )
        except CatenaError as error:
            screen.complain(error)
        return bool(done)

    await screen.app.push_screen_wait(SplitScreen(snapshot, theme, preview))
    return done[-1] if done else None


def split_act(holdings: Holdings, reviewer: str, theme_id: str, splitting: Splitting, why: str) -> Act:
    """The act that a splitting comes to; raises UsageFault as `split_theme` does."""
    theme = holdings.themes[theme_id]
    own: list[list[str]] = [[] for _ in splitting.parts]
    theirs: dict[str, list[int]] = {}
    for excerpt, places in splitting.excerpts.items():
        for place in places:
            if holdings.excerpts[excerpt].reviewer == reviewer:
                own[place].append(excerpt)
            else:
                theirs.setdefault(excerpt, []).append(place)
    children: list[list[str]] = [[] for _ in splitting.parts]
    for child, place in splitting.children.items():
        children[place].append(child)
    parts = [
        Part(part.name, holdings.themes[part.theme] if part.theme else None, "", tuple(mine), tuple(below))
        for part, mine, below in zip(splitting.parts, own, children, strict=True)
    ]
    act, made = split_theme(holdings, reviewer, theme, parts, why)
    gone = replace(theme, status="split", into=tuple(each.id for each in made))
    after = replace(holdings, themes={**holdings.themes, **{each.id: each for each in made}, theme.id: gone})
    changes = list(act.changes)
    for excerpt, goes in theirs.items():
        there = holdings.excerpts[excerpt]
        changes += read_otherwise(after, reviewer, there, [made[place] for place in goes], [gone])[0].changes
    read = f"; read {len(theirs)} of colleagues so" if theirs else ""
    return replace(act, message=f"{act.message}{read}", changes=tuple(changes))
