"""Looking at a theme: its sheet, an excerpt beside the others under it, another theme beside it, a round about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.excerpts import Excerpt
from themes.comparison import group_keys
from themes.counter_evidence import unlooked
from themes.pairs import neighbours
from themes.review import items_of
from tui.flows import rounds
from tui.places.judged_looks import key_of
from tui.review_steps import (
    Beside,
    ChooseGroups,
    Compare,
    HitsOfBoth,
    JudgePair,
    LookingStep,
    ReviewTheme,
    ShowMemo,
    ShowSheet,
    Unlooked,
)
from tui.screens.chooser import Choice, Chooser
from tui.snapshot import Snapshot
from tui.widgets.margin import excerpt_pieces

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def look(screen: "MainScreen", step: LookingStep) -> str:
    """Shows what is to be looked at."""
    snapshot = screen.study.snapshot
    if snapshot is None:
        return ""
    match step:
        case ShowMemo():
            await _show_memo(screen, step.memo)
        case ChooseGroups():
            await _choose_groups(screen, snapshot)
        case Compare():
            await _compare(screen, snapshot, step)
        case Unlooked():
            await _unlooked(screen, snapshot)
        case HitsOfBoth():
            from tui.flows import pairs

            await pairs.search_both(screen, step.one, step.other)
        case JudgePair():
            from tui.flows import pairs

            return await pairs.judge(screen, step)
        case Beside(themes=(theme,), other=other) if other:
            await _show_beside(screen, theme, other)
        case ShowSheet() | Beside() | ReviewTheme():
            themes = snapshot.holdings.themes
            gone = {each for each in step.themes if isinstance(step, ReviewTheme) and not themes[each].active}
            theme = await _theme(screen, snapshot, [each for each in step.themes if each not in gone])
            if theme and isinstance(step, ShowSheet):
                await _show_sheet(screen, theme)
            elif theme and isinstance(step, Beside):
                await _beside(screen, snapshot, theme)
            elif theme:
                return await _review(screen, snapshot, theme)
    return ""


async def _theme(screen: "MainScreen", snapshot: Snapshot, themes: Sequence[str]) -> str:
    """The only theme, or the one that is chosen; "" where it was left."""
    held = snapshot.holdings.themes
    known = [each for each in dict.fromkeys(themes) if each in held]
    if len(known) < 2:
        return known[0] if known else ""
    choices = [Choice(each, held[each].name, _named(snapshot, each)) for each in known]
    return await screen.app.push_screen_wait(Chooser("Which theme?", choices))


def _named(snapshot: Snapshot, theme: str, more: str = "") -> tuple[tuple[str, str], ...]:
    sign = snapshot.sign(theme)
    return (f"{sign.letter} ", sign.colour), (snapshot.holdings.themes[theme].name, ""), (more, "dim")


async def _show_sheet(screen: "MainScreen", theme: str) -> None:
    from tui.places.sheet import SheetPlace

    place = await screen.go_to("sheet")
    assert isinstance(place, SheetPlace)
    place.show_theme(theme)


async def _unlooked(screen: "MainScreen", snapshot: Snapshot) -> None:
    nodes = snapshot.tree.nodes
    about = "Enter shows its sheet. In Search, L logs a search with the themes that it looked for counter-evidence to."
    choices = [
        Choice(
            each.id,
            nodes[each.id].path_text,
            _named(snapshot, each.id, f"  {' > '.join(nodes[each.id].path[:-1])}"),
            about,
        )
        for each in unlooked(snapshot.holdings)
    ]
    chosen = await screen.app.push_screen_wait(Chooser("Nobody has looked for counter-evidence to", choices))
    if chosen:
        await _show_sheet(screen, chosen)


async def _show_memo(screen: "MainScreen", memo: str) -> None:
    from tui.places.memos import MemosPlace

    place = await screen.go_to("memos")
    assert isinstance(place, MemosPlace)
    place.show_memo(memo)


async def _compare(screen: "MainScreen", snapshot: Snapshot, step: Compare) -> None:
    from tui.places.comparison import ComparisonPlace

    excerpt = await _excerpt(screen, snapshot, step.excerpts)
    if excerpt is None:
        return
    own = [theme.id for theme in snapshot.themes_of(snapshot.read_by_me(excerpt))]
    theme = await _theme(screen, snapshot, [each for each in step.themes if each in own] or own)
    if not theme:
        screen.tell("" if own else "the excerpt has no theme that it could be compared under")
        return
    place = await screen.go_to("comparison")
    assert isinstance(place, ComparisonPlace)
    place.show_pair(excerpt.id, theme)


async def _excerpt(screen: "MainScreen", snapshot: Snapshot, excerpts: Sequence[str]) -> Excerpt | None:
    held = snapshot.holdings.excerpts
    known = [held[each] for each in dict.fromkeys(excerpts) if each in held]
    if len(known) < 2:
        return known[0] if known else None
    choices = [Choice(each.id, each.text[:200], excerpt_pieces(snapshot, each, with_document=False)) for each in known]
    chosen = await screen.app.push_screen_wait(Chooser("Which excerpt?", choices))
    return held.get(chosen)


async def _choose_groups(screen: "MainScreen", snapshot: Snapshot) -> None:
    from tui.places.comparison import ComparisonPlace

    keys = group_keys(snapshot.holdings)
    choices = [
        Choice(key, key, ((key, ""),), f"Cases of the same {key} are a group: {', '.join(_values(snapshot, key))}")
        for key in keys
    ]
    chosen = await screen.app.push_screen_wait(Chooser("What makes a group?", choices))
    if chosen and isinstance(screen.place, ComparisonPlace):
        screen.place.group_by(chosen)


def _values(snapshot: Snapshot, key: str) -> list[str]:
    cases = snapshot.holdings.cases.values()
    return sorted({str(case.attributes[key]) for case in cases if key in case.attributes})


async def _beside(screen: "MainScreen", snapshot: Snapshot, theme: str) -> None:
    near = neighbours(snapshot.holdings, snapshot.reviewer, theme)
    nodes = snapshot.tree.nodes
    choices = [
        Choice(
            each.id,
            nodes[each.id].path_text,
            ((f"{shared:>4} shared  " if shared else " " * 13, "dim"), *_named(snapshot, each.id)),
            " ".join(each.definition.split()) or "(no definition yet)",
        )
        for each, shared in near
    ]
    heading = f"{snapshot.holdings.themes[theme].name} beside"
    other = await screen.app.push_screen_wait(Chooser(heading, choices, nothing="there is no other theme"))
    if other:
        await _show_beside(screen, theme, other)


async def _show_beside(screen: "MainScreen", theme: str, other: str) -> None:
    from tui.places.beside import BesidePlace

    place = await screen.go_to("beside")
    assert isinstance(place, BesidePlace)
    place.show_pair(theme, other)


async def _review(screen: "MainScreen", snapshot: Snapshot, theme: str) -> str:
    """To what is not judged of the theme in an open round of the reviewer's; else a round about it is begun."""
    held = snapshot.holdings
    for review in sorted(held.reviews.values(), key=lambda each: str(each.started or ""), reverse=True):
        if review.reviewer == snapshot.reviewer and review.level == 1 and review.closed is None:
            mine = [item for item in items_of(held, review) if item.theme.id == theme]
            left = [item for item in mine if item.verdict is None]
            if mine:
                return await rounds.go_on(screen, review.key, key_of((left or mine)[0]))
    return await rounds.begin(screen, theme)
