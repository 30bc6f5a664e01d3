"""From a key on a theme to an act: its words and status in one form, its place among its sisters, merged, split, retired, woken.

Each dialog tells how many excerpts it is about before anything is done. Nobody's excerpts are rewritten but the reviewer's own
that a split names; what it says of a colleague's stands in the reviewer's own file.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from store.acts import Act, together
from store.codebook import Theme
from store.errors import ChangedMeanwhile, UsageFault
from store.holdings import Holdings, find_one
from store.theme_fates import agree_theme, doubt_theme, merge_theme, retire_theme, status_before, wake_theme
from store.theme_places import order_theme
from store.theme_words import WORDS, describe_theme
from store.writer import Done
from tui.flows.excerpts import perform
from tui.places.place import Place
from tui.screens.chooser import Choice
from tui.screens.prompt import Prompt, Question
from tui.screens.theme_chooser import ThemeChooser
from tui.snapshot import Snapshot
from tui.widgets.cells import fitted

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

STAY = "stay"
"""The key of the choice that stands for no theme."""


def _known(screen: "MainScreen", wanted: Place.FlowWanted) -> tuple[Snapshot, Theme]:
    snapshot = screen.study.snapshot
    assert snapshot is not None
    return snapshot, snapshot.holdings.themes[wanted.theme]


async def fill_in(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """What a theme says of itself and whether it is agreed, in one form; all that was changed is one act."""
    from tui.screens.form import Entry, Form

    _, theme = _known(screen, wanted)
    entries = [
        Entry("definition", "definition", theme.definition, 4),
        Entry("include", "include", theme.include, 2),
        Entry("exclude", "exclude", theme.exclude, 2),
        Entry("source", "source", theme.source, hint="where the concept comes from: in vivo, a theory, a paper"),
        Entry("example", "example", theme.example, hint="an excerpt's id; E on an excerpt fills it in"),
        Entry("kind", "kind", theme.kind, hint="theme, meta-theme, typology or a word of your own"),
        *([Entry("status", "status", theme.status, hint="candidate or agreed")] if theme.active else []),
        Entry("colour", "colour", theme.colour, hint="#rrggbb; by itself one that is free"),
        Entry("letter", "letter", theme.letter, hint="one sign for the margin; by itself one of the name"),
        Entry("why", "why", hint="the reason, for the history"),
    ]
    done: list[Done] = []

    async def save(answers: Mapping[str, str]) -> None:
        done.append(await screen.study.perform(lambda holdings: described(holdings, theme, answers)))

    await screen.app.push_screen_wait(Form(theme.name, entries, save))
    return done[-1] if done else None


def described(holdings: Holdings, theme: Theme, answers: Mapping[str, str]) -> Act:
    """The act that the answers of the form, which was opened on `theme`, come to.

    Raises UsageFault where there is none or they cannot be so, and ChangedMeanwhile where somebody else wrote the same.
    """
    known = holdings.themes[theme.id]
    changed = {name: answers[name] for name in WORDS if answers[name] != getattr(theme, name)}
    for name in changed:
        if getattr(known, name) != getattr(theme, name):
            raise ChangedMeanwhile(f"somebody wrote the {name} meanwhile: leave the form and open it again to see it")
    if changed.get("example"):
        changed["example"] = find_one("excerpt", changed["example"].strip(), holdings.excerpts, lambda _: ()).id
    made: list[Act] = []
    status = answers.get("status", theme.status)
    if status != theme.status:
        if status not in ("candidate", "agreed"):
            raise UsageFault("a theme in use is candidate or agreed; & merges it, % splits it, D retires it")
        made.append((agree_theme if status == "agreed" else doubt_theme)(known, answers["why"])[0])
    if changed:
        made.append(describe_theme(known, changed, answers["why"])[0])
    if not made:
        raise UsageFault("nothing but the reason was changed")
    return together(*made)


async def order_up(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Puts a theme before its sister above."""
    return await _order(screen, wanted, -1)


async def order_down(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Puts a theme behind its sister below."""
    return await _order(screen, wanted, 1)


async def _order(screen: "MainScreen", wanted: Place.FlowWanted, step: int) -> Done | None:
    snapshot, theme = _known(screen, wanted)
    families = [snapshot.tree.top, *(node.children for node in snapshot.tree.nodes.values())]
    sisters = next(family for family in families if any(node.theme.id == theme.id for node in family))
    place = [node.theme.id for node in sisters].index(theme.id) + step
    if not 0 <= place < len(sisters):
        screen.tell(f"{theme.name} is the {'first' if step < 0 else 'last'} of its sisters: M moves it elsewhere")
        return None
    beside = sisters[place].theme.id
    return await perform(
        screen, lambda holdings: order_theme(holdings, holdings.themes[theme.id], holdings.themes[beside], step < 0)[0]
    )


async def merge(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Merges a theme into the one that is chosen."""
    snapshot, theme = _known(screen, wanted)
    chooser = ThemeChooser(
        snapshot,
        f"Merge {_short(screen, theme)} ({_excerpts(snapshot, theme)}) into",
        leave_out=[theme.id],
        preview=lambda heir: _comes_to(snapshot, theme.id, heir),
    )
    heir = await screen.app.push_screen_wait(chooser)
    if not heir:
        return None
    return await perform(
        screen,
        lambda holdings: merge_theme(holdings, holdings.themes[theme.id], holdings.themes[heir], chooser.why)[0],
    )


async def retire(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Takes a theme out of use, its excerpts staying or going to a theme; one that is out of use is taken into it again."""
    snapshot, theme = _known(screen, wanted)
    if not theme.active:
        about = f"It is {theme.status}. It becomes {status_before(theme)} again, with the excerpts that still name it."
        prompt = Prompt(f"Take {theme.name} into use again", [Question("Why", needed=False)], about=about)
        answers = await screen.app.push_screen_wait(prompt)
        if answers is None:
            return None
        return await perform(screen, lambda holdings: wake_theme(holdings, holdings.themes[theme.id], answers[0])[0])
    counted = _excerpts(snapshot, theme)
    words = f"stay with it ({counted})"
    chooser = ThemeChooser(
        snapshot,
        f"Retire {_short(screen, theme)}: its excerpts",
        leave_out=[theme.id],
        first=[
            Choice(STAY, words, (("  ", ""), (words, "strong")), "They can be listed, but no theme in use has them.")
        ],
        preview=lambda heir: _comes_to(snapshot, theme.id, heir) if heir != STAY else "",
    )
    heir = await screen.app.push_screen_wait(chooser)
    if not heir:
        return None
    return await perform(
        screen,
        lambda holdings: retire_theme(
            holdings, holdings.themes[theme.id], chooser.why, holdings.themes[heir] if heir != STAY else None
        )[0],
    )


def _short(screen: "MainScreen", theme: Theme) -> str:
    """The theme's name, cut so that the rest of a heading has room beside it."""
    return fitted(theme.name, max(10, min(110, screen.size.width) - 30))


def _excerpts(snapshot: Snapshot, theme: Theme) -> str:
    number = len(snapshot.evidence[theme.id].excerpts)
    return f"{number} excerpt{'' if number == 1 else 's'}"


def _comes_to(snapshot: Snapshot, theme: str, heir: str) -> str:
    """How many excerpts count under `heir` when those of `theme` do too."""
    gone, there = snapshot.evidence[theme].excerpts, snapshot.evidence[heir].excerpts
    shared = len(gone & there)
    both = f", {shared} in both" if shared else ""
    return f"{len(gone)} and {len(there)} come to {len(gone) + len(there) - shared}{both}."


async def split(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Splits a theme by a list of its excerpts."""
    from tui.flows.splitting import split_by_keys

    snapshot, theme = _known(screen, wanted)
    return await split_by_keys(screen, snapshot, theme)
