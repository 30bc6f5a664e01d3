"""What other programs make of a thing of ours on its way there and back, which is no change that anybody made.

QualCoder names codes of one name by their paths, as our export for it does, takes colours from its palette, makes a category and
a code of a code with others below it (3.x), has no numbers but decimals, no yes and no, and does not say what a memo is about; a
description holds all that is said of a theme. Where a thing of the file is one of ours, what it cannot say of it stays as it is.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from store.case_acts import told
from store.codebook import Theme
from store.exchange.refi.annotations import is_annotating
from store.exchange.refi.model import Code, Project, User
from store.exchange.refi.plain import value_in
from store.exchange.refi.theme_words import description_of
from store.exchange.refi.unlike_names import BETWEEN
from store.holdings import Holdings
from store.memos import Memo


def by_qualcoder(foreign: Project) -> bool:
    """Whether QualCoder wrote the file."""
    return is_annotating(foreign.origin)


def places_out(holdings: Holdings) -> dict[str, str]:
    """The theme (id, "" at the top) below which each of ours that goes out does so: the nearest above it that goes out too."""
    themes = holdings.themes
    coded = {holdings.standing_for(theme) for each in holdings.excerpts.values() for theme in each.themes}
    going = {theme.id for theme in themes.values() if theme.active or theme.id in coded}
    places: dict[str, str] = {}
    for theme in going:
        passed, in_use, above = {theme}, themes[theme].active, themes[theme].parent
        while above in themes and above not in passed and not (above in going and (themes[above].active or not in_use)):
            passed.add(above)
            gone = themes[above]
            above = gone.into[0] if in_use and gone.status == "merged" and len(gone.into) == 1 else gone.parent
        places[theme] = above if above in going and above not in passed else ""
    return places


def as_ours(theirs: str, ours: str) -> str:
    """Our words, where those of a file are the same but for line ends and blanks around them; else those of the file."""
    plain = [each.replace("\r\n", "\n").replace("\r", "\n").strip() for each in (theirs, ours)]
    return ours if plain[0] == plain[1] else theirs


def without_path(name: str, parent: str, themes: Mapping[str, Theme]) -> str:
    """The name of a code below our theme `parent`, without the names above it where it is its whole path."""
    above: list[str] = []
    passed: set[str] = set()
    here = themes.get(parent)
    while here is not None and here.id not in passed:
        passed.add(here.id)
        above.append(here.name)
        here = themes.get(here.parent)
    path = "".join(f"{each}{BETWEEN}" for each in reversed(above))
    return name.removeprefix(path) if above else name


def unsaid_of_theme(code: Code, known: Theme, foreign: Project, following: bool) -> dict[str, Any]:
    """Fields of a theme of ours that the file only seems to say otherwise: what it does not have, a colour of its palette."""
    unsaid: dict[str, Any] = {}
    if by_qualcoder(foreign) or not code.colour:
        unsaid["colour"] = known.colour
    same = as_ours(code.description, description_of(known)) == description_of(known)
    if same or not (code.description or following):
        unsaid["definition"] = known.definition
    return unsaid


def unsaid_of_memo(
    known: Memo, wanted: Mapping[str, Any], foreign: Project, themes: Mapping[str, str]
) -> dict[str, Any]:
    """What a memo of ours is about, and answers, where the file says the same in another order, or cannot say it.

    `themes` are the themes that count by the ids of those that were merged into them.
    """
    silent = by_qualcoder(foreign) and not any(wanted[key] for key in ("themes", "excerpts", "documents", "cases"))
    unsaid: dict[str, Any] = {"body": as_ours(wanted["body"], known.body)}
    if silent:
        unsaid["reply_to"] = known.reply_to
    for key in ("themes", "excerpts", "documents", "cases"):
        ours: Iterable[str] = getattr(known, key)
        if silent or {themes.get(each, each) for each in ours} == set(wanted[key]):
            unsaid[key] = list(ours)
    return unsaid


def as_known(value: Any, known: Any) -> Any:
    """The value that is known, where one from a file is the same as the program writes it, else that of the file."""
    if known is None or isinstance(value, list):
        return value
    if isinstance(known, bool):
        return known if isinstance(value, str) and value_in(value, "Boolean") is known else value
    if isinstance(known, int | float) and isinstance(value, int | float):
        return known if known == value else value
    if isinstance(known, datetime) and isinstance(value, str):
        return known if value_in(value, "DateTime") == known else value
    return known if isinstance(value, str) and value == told(known) else value


def idle_default(foreign: Project, users: Iterable[User]) -> frozenset[str]:
    """The GUIDs of users that stand for nobody: QualCoder calls whoever brought a text without saying so `default`."""
    if not by_qualcoder(foreign):
        return frozenset()
    selections = [each for source in foreign.sources for each in source.selections]
    codings = [each for source in foreign.sources for each in source.codings]
    codings += (each for selection in selections for each in selection.codings)
    busy = {made.by for made in (each.made for things in (selections, codings, foreign.notes) for each in things)}
    return frozenset(each.guid for each in users if each.name == "default" and each.guid not in busy)
