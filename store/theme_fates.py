"""What becomes of a theme: agreed, retired, merged into another, split into others, in use again.

A theme is never deleted and nobody's excerpts are rewritten when it goes: `status` and `into` say what became of it, and readers
follow. Only the reviewer who splits a theme says of their own excerpts where each goes; their colleagues' stay until they say so
themselves. Themes in use below one that goes are moved in the same act. Each of these is one act, undone as one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from store.acts import Act, SetValue, add_theme, excerpt_change
from store.codebook import ACTIVE, Theme, theme_path, theme_record
from store.errors import UsageFault
from store.excerpt_acts import own_excerpt, with_themes
from store.holdings import Holdings
from store.theme_places import children_changes, place_changes, refuse_twin


def agree_theme(theme: Theme, why: str = "") -> tuple[Act, Theme]:
    """A candidate becomes agreed; raises UsageFault for a theme that is no candidate."""
    if theme.status != "candidate":
        raise UsageFault(f"the theme {theme.name} is {theme.status}, and only a candidate can be agreed")
    agreed = replace(theme, status="agreed")
    return Act("theme agree", f"agree theme {theme.name} ({theme.id})", _fate(theme, agreed), why), agreed


def doubt_theme(theme: Theme, why: str = "") -> tuple[Act, Theme]:
    """An agreed theme is a candidate again; raises UsageFault for a theme that is not agreed."""
    if theme.status != "agreed":
        raise UsageFault(
            f"the theme {theme.name} is {theme.status}, and only an agreed one can become a candidate again"
        )
    doubted = replace(theme, status="candidate")
    message = f"make theme {theme.name} a candidate again ({theme.id})"
    return Act("theme agree", message, _fate(theme, doubted), why), doubted


def retire_theme(holdings: Holdings, theme: Theme, why: str = "", into: Theme | None = None) -> tuple[Act, Theme]:
    """The theme goes out of use; what stands below it moves to where it stood. It keeps its excerpts, or they count under the
    theme `into` from then on."""
    _refuse_gone(theme)
    if into is not None and (into.id == theme.id or not into.active):
        raise UsageFault(
            f"the excerpts of {theme.name} cannot go to {into.name}, which is {'itself' if into.active else into.status}"
        )
    retired = _gone(theme, "retired", (into.id,) if into is not None else ())
    after = replace(holdings, themes={**holdings.themes, theme.id: retired})
    changes = (*_fate(theme, retired), *children_changes(after, theme, {}, theme.parent))
    where, ids = (f" into {into.name}", f"{theme.id}, {into.id}") if into is not None else ("", theme.id)
    return Act("theme retire", f"retire theme {theme.name}{where} ({ids})", changes, why), retired


def wake_theme(holdings: Holdings, theme: Theme, why: str = "") -> tuple[Act, Theme]:
    """A theme that was merged, split or retired is what it was before, with the excerpts that still name it.

    Raises UsageFault for a theme in use, below one that is not, and beside one that has its name by now.
    """
    if theme.active:
        raise UsageFault(f"the theme {theme.name} is {theme.status}, so it is in use already")
    parent = holdings.themes.get(theme.parent)
    if parent is not None and not parent.active:
        raise UsageFault(f"the theme {theme.name} stands below {parent.name}, which is {parent.status}: move it first")
    woken = replace(theme, status=status_before(theme), was="", into=())
    refuse_twin(holdings, woken)
    return Act("theme wake", f"wake theme {theme.name} ({theme.id})", _fate(theme, woken), why), woken


def merge_theme(holdings: Holdings, theme: Theme, into: Theme, why: str = "") -> tuple[Act, Theme]:
    """The theme goes into another, under which its excerpts count from now on; what stands below it comes below that one.

    Where the other stands below the theme, it takes the theme's place. Raises UsageFault for a theme that is not in use, and
    where two themes of one name would come to stand side by side.
    """
    _refuse_gone(theme)
    if not into.active:
        raise UsageFault(f"the theme {into.name} is {into.status} and takes no more themes")
    if theme.id == into.id:
        raise UsageFault(f"the theme {theme.name} cannot be merged into itself")
    merged = _gone(theme, "merged", (into.id,))
    risen = into
    if theme.id in _above(holdings, into):
        risen = replace(into, parent=theme.parent, order=theme.order)
        refuse_twin(holdings, risen, besides=(theme.id,))
    after = replace(holdings, themes={**holdings.themes, theme.id: merged, into.id: risen})
    changes = (*_fate(theme, merged), *place_changes(into, risen), *children_changes(after, theme, {}, into.id))
    message = f"merge theme {theme.name} into {into.name} ({theme.id}, {into.id})"
    return Act("theme merge", message, changes, why), merged


@dataclass(frozen=True, slots=True)
class Part:
    """What a theme is split into: a theme in use, or a new one by its name; with those of the reviewer's excerpts (ids) that go
    there, and of the themes below (ids)."""

    name: str = ""
    theme: Theme | None = None
    definition: str = ""
    excerpts: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


def split_theme(
    holdings: Holdings, reviewer: str, theme: Theme, parts: Sequence[Part], why: str = ""
) -> tuple[Act, tuple[Theme, ...]]:
    """The theme goes into two parts or more; gives the act and the themes that the parts are.

    Excerpts that no part names keep the theme and count under it until somebody says where they go; themes below it that no part
    names move to where it stood. An excerpt may go to several parts. Raises UsageFault for fewer than two parts, for an
    excerpt that is another reviewer's or does not have the theme, and as `add_theme` does.
    """
    _refuse_gone(theme)
    made, new = _themes_of(holdings, theme, parts)
    split = _gone(theme, "split", tuple(each.id for each in made))
    changes: list[SetValue] = [SetValue(theme_path(each.id), (), None, theme_record(each)) for each in new]
    changes += _fate(theme, split)
    parents = {child: each.id for part, each in zip(parts, made, strict=True) for child in part.children}
    for child in parents:
        if child not in holdings.themes or holdings.themes[child].parent != theme.id:
            raise UsageFault(f"there is no theme {child} below {theme.name}")
    after = replace(holdings, themes={**holdings.themes, **{each.id: each for each in new}, theme.id: split})
    changes += children_changes(after, theme, parents, theme.parent)
    goes: dict[str, list[str]] = {}
    for part, each in zip(parts, made, strict=True):
        for excerpt in part.excerpts:
            goes.setdefault(excerpt, []).append(each.id)
    for key, targets in goes.items():
        mine = own_excerpt(holdings, reviewer, key)
        changes.append(excerpt_change(mine, with_themes(holdings, mine, theme, targets)))
    names = ", ".join(each.name for each in made)
    message = f"split theme {theme.name} into {names} ({', '.join((theme.id, *split.into))})"
    return Act("theme split", message, tuple(changes), why), made


def _themes_of(holdings: Holdings, theme: Theme, parts: Sequence[Part]) -> tuple[tuple[Theme, ...], list[Theme]]:
    """The theme of each part, and those of them that are new; new ones stand where the theme stood."""
    if len(parts) < 2:
        raise UsageFault(f"to split {theme.name}, name two themes or more that it goes into")
    # The name of a theme that goes is free for a part of it.
    known: Mapping[str, Theme] = {key: each for key, each in holdings.themes.items() if key != theme.id}
    made: list[Theme] = []
    new: list[Theme] = []
    for part in parts:
        here = part.theme
        if here is None:
            here = add_theme(replace(holdings, themes=known), part.name, known.get(theme.parent), part.definition)[1]
            known = {**known, here.id: here}
            new.append(here)
        elif here.id == theme.id or not here.active:
            raise UsageFault(
                f"{here.name} cannot be a part of {theme.name}: it is {'itself' if here.active else here.status}"
            )
        made.append(here)
    if len({each.id for each in made}) < len(made):
        raise UsageFault("two parts are the same theme")
    return tuple(made), new


def _above(holdings: Holdings, theme: Theme) -> set[str]:
    """The ids on the way from a theme to the top."""
    passed: set[str] = set()
    parent = theme.parent
    while parent and parent not in passed:
        passed.add(parent)
        parent = holdings.themes[parent].parent if parent in holdings.themes else ""
    return passed


def _refuse_gone(theme: Theme) -> None:
    if not theme.active:
        raise UsageFault(f"the theme {theme.name} is {theme.status} already")


def status_before(theme: Theme) -> str:
    """The status in use that a theme had before it went; where its file does not say, it was a candidate."""
    return theme.was if theme.was in ACTIVE else "candidate"


def _gone(theme: Theme, status: str, into: tuple[str, ...]) -> Theme:
    return replace(theme, status=status, was=theme.status if theme.status != "candidate" else "", into=into)


def _fate(before: Theme, after: Theme) -> tuple[SetValue, ...]:
    path = theme_path(before.id)
    # A file that names no status means a candidate.
    changes = [SetValue(path, ("status",), before.status, after.status, absent="candidate")]
    if before.was != after.was:
        changes.append(SetValue(path, ("was",), before.was or None, after.was or None))
    if before.into != after.into:
        changes.append(SetValue(path, ("into",), list(before.into) or None, list(after.into) or None))
    return tuple(changes)
