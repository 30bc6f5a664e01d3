"""Tagging and untagging: from a target to an act that is on disk."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from store import acts
from store.acts import Act, add_theme, together
from store.bulk_acts import Place, tag_all
from store.codebook import Theme, theme_path, theme_record
from store.errors import CatenaError, UsageFault
from store.excerpt_acts import own_excerpt
from store.holdings import Holdings, Touched, holdings_after
from store.writer import Done
from tui.screens.chooser import Choice, Chooser
from tui.screens.prompt import Prompt, Question
from tui.screens.theme_picker import Picked, ThemePicker
from tui.snapshot import Snapshot
from tui.targets import Target

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def tag_targets(screen: "MainScreen", picked: Picked) -> Done:
    """Tags what was picked, all of it in one act; raises CatenaError."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    used: list[str] = []

    def make(holdings: Holdings) -> Act:
        made: list[Act] = []
        theme = holdings.themes.get(picked.theme)
        if theme is None:
            new, theme = theme_named(holdings, picked.new_name, picked.new_parent, picked.definition)
            if new is not None:
                made.append(new)
                holdings = holdings_after(holdings, [Touched(theme_path(theme.id), theme_record(theme))])
        used.append(theme.id)
        targets = {each.place: each for each in picked.targets}.values()
        places = [Place(each.opened.document, each.opened.text, *each.span, segments=each.ranges) for each in targets]
        made.append(tag_all(holdings, snapshot.reviewer, places, theme)[0])
        act = together(*made)
        return replace(act, why=picked.why) if picked.why else act

    done = await screen.study.perform(make)
    screen.study.used((used[-1],))
    return done


def theme_named(holdings: Holdings, name: str, above_it: str = "", definition: str = "") -> tuple[Act | None, Theme]:
    """The theme of that name below another (an id), which may be there already, with the act that makes it where it is not."""
    parent = holdings.themes.get(above_it)
    above = parent.id if parent is not None else ""
    for theme in holdings.themes.values():
        if theme.active and theme.parent == above and theme.name.casefold() == name.casefold():
            return None, theme
    return add_theme(holdings, name, parent, definition)


async def tag(screen: "MainScreen", targets: Sequence[Target], theme: str) -> Done | None:
    """Tags targets with a theme, or with one that the reviewer chooses; None where it was left or could not be done."""
    snapshot = screen.study.snapshot
    if snapshot is None or not targets:
        return None
    if theme:
        picked: Picked | None = Picked(tuple(targets), theme=theme)
    else:
        picked = await _pick(screen, snapshot, targets)
    if picked is None:
        return None
    try:
        return await tag_targets(screen, picked)
    except CatenaError as error:
        screen.complain(error)
        return None


async def _pick(screen: "MainScreen", snapshot: Snapshot, targets: Sequence[Target]) -> Picked | None:
    """Lets the reviewer choose a theme, or name a new one and say where it stands; to leave that leads back to choosing."""
    typed = ""
    while True:
        picker = ThemePicker(snapshot, targets, typed)
        await screen.app.push_screen_wait(picker)
        picked = picker.picked
        if picked is None or not picked.unplaced:
            return picked
        placed = await _place(screen, snapshot, picked)
        if placed is not None:
            return placed
        targets, typed = picked.targets, picked.new_name


async def _place(screen: "MainScreen", snapshot: Snapshot, picked: Picked) -> Picked | None:
    """Asks where a new theme stands and what it means; None where that was left."""
    from tui.flows.themes import TOP, the_top
    from tui.screens.theme_chooser import ThemeChooser

    chooser = ThemeChooser(
        snapshot, f"Below which theme shall {picked.new_name} stand?", first=[the_top()], highlighted=picked.new_parent
    )
    parent = await screen.app.push_screen_wait(chooser)
    if not parent:
        return None
    above = snapshot.holdings.themes.get(parent)
    questions = [Question("Definition", needed=False), Question("Name", picked.new_name, aside=True)]
    heading = f"{picked.new_name}, below {above.name}" if above is not None else f"{picked.new_name}, at the top"
    answers = await screen.app.push_screen_wait(Prompt(heading, questions))
    if answers is None:
        return None
    definition, name = answers
    return replace(
        picked,
        new_name=name,
        new_parent="" if parent == TOP else parent,
        definition=definition,
        why=chooser.why,
        unplaced=False,
    )


async def untag(screen: "MainScreen", wanted: str, theme: str) -> Done | None:
    """Takes a theme off an excerpt, and the excerpt away with its last theme."""
    snapshot = screen.study.snapshot
    excerpt = snapshot.holdings.excerpts.get(wanted) if snapshot is not None else None
    if snapshot is None or excerpt is None:
        return None
    themes = snapshot.themes_of(excerpt)
    if not theme and len(themes) > 1:
        choices = [
            Choice(
                each.id,
                each.name,
                ((f"{snapshot.sign(each.id).letter} ", snapshot.sign(each.id).colour), (each.name, "")),
            )
            for each in themes
        ]
        theme = await screen.app.push_screen_wait(Chooser("Which theme shall go from this excerpt?", choices))
        if not theme:
            return None
    theme = theme or next((each.id for each in themes), "")

    def make(holdings: Holdings) -> Act:
        mine = own_excerpt(holdings, snapshot.reviewer, wanted)
        if not (mine.themes or theme):
            return acts.untag(holdings, mine)
        # What counts under a theme may be tagged with one that was merged into it.
        tagged = next((each for each in mine.themes if holdings.standing_for(each) == theme), "")
        if tagged not in holdings.themes:
            raise UsageFault("the theme of this excerpt is not here or cannot be read: mend its file first, then ^L")
        return acts.untag(holdings, mine, holdings.themes[tagged])

    try:
        return await screen.study.perform(make)
    except CatenaError as error:
        screen.complain(error)
        return None
