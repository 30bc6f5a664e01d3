"""From a key on an excerpt to an act: moved to another theme, noted on, starred, turned against a theme, made an example.

What is one's own changes; a colleague's excerpt is read otherwise in one's own file, and theirs stays as it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from store.acts import Act, together
from store.codebook import Theme
from store.errors import CatenaError, UsageFault
from store.excerpt_acts import note_excerpt, own_excerpt, recode, speaks_against, star_excerpt
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.recode_acts import read_otherwise
from store.theme_words import describe_theme
from store.writer import Done
from tui.flows.tagging import theme_named
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser
from tui.screens.prompt import Prompt, Question
from tui.snapshot import Snapshot
from tui.widgets.margin import excerpt_pieces

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

SHOWN = 230
"""Characters of an excerpt that a dialog shows at most."""


async def chosen_excerpt(
    screen: "MainScreen", wanted: Sequence[str], heading: str, *, ask: bool = False
) -> Excerpt | None:
    """The one excerpt, or of several the one that was changed just now, or else the one that the reviewer chooses.

    With `ask` even one is asked about.
    """
    snapshot = screen.study.snapshot
    assert snapshot is not None
    known = [snapshot.holdings.excerpts[each] for each in wanted if each in snapshot.holdings.excerpts]
    just_changed = [each for each in known if each.id == screen.study.just_changed]
    if just_changed and not ask:
        return just_changed[0]
    if not known or (len(known) == 1 and not ask):
        return known[0] if known else None
    choices = [
        Choice(each.id, each.text[:SHOWN], excerpt_pieces(snapshot, each, with_document=False), in_short(each))
        for each in known
    ]
    taken = await screen.app.push_screen_wait(Chooser(heading, choices))
    return next((each for each in known if each.id == taken), None)


def in_short(excerpt: Excerpt) -> str:
    """The words of an excerpt as a dialog shows them."""
    words = " ".join(excerpt.text.split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN // 2]} […] {words[-SHOWN // 2 :]}"


async def perform(screen: "MainScreen", make: Callable[[Holdings], Act]) -> Done | None:
    """Carries an act out, or says why it could not be."""
    try:
        return await screen.study.perform(make)
    except CatenaError as error:
        screen.complain(error)
        return None


async def move(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Moves an excerpt from the theme under which it is seen, or that the reviewer chooses, to another one."""
    from tui.screens.theme_chooser import ThemeChooser

    excerpt = await chosen_excerpt(screen, wanted.excerpts, "Which excerpt shall move?")
    snapshot = screen.study.snapshot
    if excerpt is None or snapshot is None:
        return None
    away = await _away(screen, snapshot, excerpt, wanted.theme)
    if away is None:
        return None
    chooser = ThemeChooser(
        snapshot, f"Move from {away.name} to", subject=in_short(excerpt), leave_out=[away.id], may_be_new=True
    )
    to = await screen.app.push_screen_wait(chooser)
    if not to and not chooser.new_name:
        return None
    used: list[str] = []

    def make(holdings: Holdings) -> Act:
        new, theme = (None, holdings.themes[to]) if to else theme_named(holdings, chooser.new_name)
        if new is not None:
            holdings = replace(holdings, themes={**holdings.themes, theme.id: theme})
        used.append(theme.id)
        if excerpt.reviewer == snapshot.reviewer:
            act, _ = recode(holdings, own_excerpt(holdings, snapshot.reviewer, excerpt.id), away, theme, chooser.why)
        else:
            there = holdings.excerpts.get(excerpt.id, excerpt)
            act, _ = read_otherwise(holdings, snapshot.reviewer, there, [theme], [away], why=chooser.why)
        return act if new is None else together(new, act)

    done = await perform(screen, make)
    if done is not None:
        screen.study.used((used[-1],))
    return done


async def _away(screen: "MainScreen", snapshot: Snapshot, excerpt: Excerpt, seen_under: str) -> Theme | None:
    """The theme that the excerpt leaves: the one it is seen under, its only one, or the one that is chosen."""
    read = snapshot.read_by_me(excerpt)
    themes = dict.fromkeys((*snapshot.themes_of(read), *snapshot.against_of(read)))
    if not themes:
        screen.complain(UsageFault("the excerpt has no theme that it could leave: t tags it"))
        return None
    under = next((theme for theme in themes if theme.id == seen_under), None)
    if under is not None or len(themes) == 1:
        return under or next(iter(themes))
    taken = await _which(screen, snapshot, "Which theme does it leave?", list(themes))
    return snapshot.holdings.themes.get(taken)


async def _which(screen: "MainScreen", snapshot: Snapshot, heading: str, themes: Sequence[Theme]) -> str:
    choices = [
        Choice(
            each.id, each.name, ((f"{snapshot.sign(each.id).letter} ", snapshot.sign(each.id).colour), (each.name, ""))
        )
        for each in themes
    ]
    return await screen.app.push_screen_wait(Chooser(heading, choices))


async def note(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Writes the note of an excerpt, or what the reviewer says to a colleague's."""
    excerpt = await chosen_excerpt(screen, wanted.excerpts, "A note on which excerpt?")
    snapshot = screen.study.snapshot
    if excerpt is None or snapshot is None:
        return None
    mine = excerpt.reviewer == snapshot.reviewer
    reading = snapshot.holdings.recodes.get((snapshot.reviewer, excerpt.id))
    known = excerpt.note if mine else (reading.note if reading is not None else "")
    heading = "Note" if mine else f"What you say to {excerpt.reviewer}'s excerpt"
    answers = await screen.app.push_screen_wait(
        Prompt(
            heading,
            [Question("Note", known, needed=False, many=True), Question("Why", needed=False, aside=True)],
            about=in_short(excerpt),
        )
    )
    if answers is None or answers == [known, ""]:
        return None
    said, why = answers

    def make(holdings: Holdings) -> Act:
        if mine:
            return note_excerpt(own_excerpt(holdings, snapshot.reviewer, excerpt.id), said, why)[0]
        there = holdings.excerpts.get(excerpt.id, excerpt)
        return read_otherwise(holdings, snapshot.reviewer, there, note=said, why=why)[0]

    return await perform(screen, make)


async def star(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Stars an excerpt for the report, or takes the star away."""
    excerpt = await chosen_excerpt(screen, wanted.excerpts, "Which excerpt is for the report?")
    if excerpt is None:
        return None

    def make(holdings: Holdings) -> Act:
        mine = own_excerpt(holdings, excerpt.reviewer, excerpt.id)
        return star_excerpt(mine, not mine.starred)[0]

    return await perform(screen, make)


async def against(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Says that an excerpt is counter-evidence to a theme; where it is that to the theme that it is seen under, no longer."""
    excerpt = await chosen_excerpt(screen, wanted.excerpts, "Which excerpt speaks against a theme?")
    snapshot = screen.study.snapshot
    if excerpt is None or snapshot is None:
        return None
    mine = excerpt.reviewer == snapshot.reviewer
    spoken = [theme.id for theme in snapshot.against_of(snapshot.read_by_me(excerpt))]
    if not mine:
        # What a colleague says themselves is theirs to take back.
        reading = snapshot.holdings.recodes.get((snapshot.reviewer, excerpt.id))
        read = [snapshot.holdings.standing_for(each) for each in (reading.against if reading is not None else ())]
        spoken = [each for each in spoken if each in read]
    theme, why = wanted.theme, ""
    if not theme:
        theme, why = await _contradicted(screen, snapshot, excerpt, spoken)
    elif theme not in spoken:
        name = snapshot.holdings.themes[theme].name
        prompt = Prompt(f"Counter-evidence to {name}", [Question("Why", needed=False)], about=in_short(excerpt))
        answers = await screen.app.push_screen_wait(prompt)
        theme, why = (theme, answers[0]) if answers is not None else ("", "")
    if not theme:
        return None

    def make(holdings: Holdings) -> Act:
        contradicted = holdings.themes[theme]
        if mine:
            own = own_excerpt(holdings, snapshot.reviewer, excerpt.id)
            return speaks_against(holdings, own, contradicted, theme not in spoken, why)[0]
        there = holdings.excerpts.get(excerpt.id, excerpt)
        said, back = ([], [contradicted]) if theme in spoken else ([contradicted], [])
        return read_otherwise(holdings, snapshot.reviewer, there, why=why, against=said, not_against=back)[0]

    return await perform(screen, make)


async def _contradicted(
    screen: "MainScreen", snapshot: Snapshot, excerpt: Excerpt, spoken: Sequence[str]
) -> tuple[str, str]:
    """The theme that is chosen, with the reason; those that it speaks against already come first, to be taken off."""
    from tui.screens.theme_chooser import ThemeChooser

    names = [f"no longer against {snapshot.holdings.themes[each].name}" for each in spoken]
    first = [Choice(each, name, (("! ", "warn"), (name, "")), name) for each, name in zip(spoken, names, strict=True)]
    chooser = ThemeChooser(snapshot, "Speaks against", subject=in_short(excerpt), leave_out=spoken, first=first)
    return await screen.app.push_screen_wait(chooser), chooser.why


async def example(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Makes an excerpt the example of the theme that it is seen under, or of one of its themes."""
    excerpt = await chosen_excerpt(screen, wanted.excerpts, "Which excerpt is the example?")
    snapshot = screen.study.snapshot
    if excerpt is None or snapshot is None:
        return None
    themes = snapshot.themes_of(excerpt)
    theme = wanted.theme or (themes[0].id if len(themes) == 1 else "")
    if not theme:
        theme = await _which(screen, snapshot, "The example of which theme?", themes)
    if not theme:
        return None
    return await perform(screen, lambda holdings: describe_theme(holdings.themes[theme], {"example": excerpt.id})[0])
