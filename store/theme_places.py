"""Where a theme stands: under another one, and among its siblings, with all that is below it.

A theme that is no longer in use (merged, split, retired) takes none below it. Those below a theme that leaves use go with the act
that takes it out, so that no theme in use is left hanging below one that is not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from store.acts import Act, SetValue
from store.codebook import Theme, theme_path
from store.errors import UsageFault
from store.holdings import Holdings
from store.ordering import inserted, order_after


def move_theme(holdings: Holdings, theme: Theme, parent: Theme | None, why: str = "") -> tuple[Act, Theme]:
    """The theme stands under `parent` (None: at the top), last among its new siblings.

    Raises UsageFault where that is below the theme itself, where it stands there already, or where a sibling has its name.
    """
    above = parent.id if parent else ""
    where = f"under {parent.name}" if parent else "to the top"
    if above == theme.parent:
        raise UsageFault(f"the theme {theme.name} stands {where if parent else 'at the top'} already")
    refuse_closed(parent)
    _refuse_below_itself(holdings, theme, above)
    moved = replace(theme, parent=above, order=order_after(each.order for each in siblings_at(holdings, above)))
    refuse_twin(holdings, moved)
    return Act("theme move", f"move theme {theme.name} {where} ({theme.id})", place_changes(theme, moved), why), moved


def order_theme(
    holdings: Holdings, theme: Theme, beside: Theme, before: bool = False, why: str = ""
) -> tuple[Act, Theme]:
    """The theme stands right behind `beside`, or right before it, and where need be comes under its parent for that.

    Raises UsageFault as `move_theme` does.
    """
    where = f"{'before' if before else 'after'} {beside.name}"
    if beside.id == theme.id:
        raise UsageFault(f"the theme {theme.name} cannot stand beside itself")
    _refuse_below_itself(holdings, theme, beside.parent)
    if beside.parent != theme.parent:
        refuse_closed(holdings.themes.get(beside.parent))
    siblings = siblings_at(holdings, beside.parent)
    others = [each for each in siblings if each.id != theme.id]
    place = others.index(beside) + (not before)
    if siblings == [*others[:place], theme, *others[place:]]:
        raise UsageFault(f"the theme {theme.name} stands {where} already")
    order, giving_way = inserted([each.order for each in others], place)
    moved = replace(theme, parent=beside.parent, order=order)
    refuse_twin(holdings, moved)
    changes = [*place_changes(theme, moved)]
    for index, given in giving_way.items():
        changes += place_changes(others[index], replace(others[index], order=given))
    return Act("theme move", f"move theme {theme.name} {where} ({theme.id})", tuple(changes), why), moved


def siblings_at(holdings: Holdings, parent: str) -> list[Theme]:
    """The themes whose files name `parent` as the one above, as a reader sees them."""
    here = [theme for theme in holdings.themes.values() if theme.parent == parent]
    return sorted(here, key=lambda each: (each.order, each.name.casefold(), each.id))


def place_changes(before: Theme, after: Theme) -> tuple[SetValue, ...]:
    """What of a theme's place differs."""
    path = theme_path(before.id)
    pairs = (("parent", before.parent, after.parent), ("order", before.order, after.order))
    return tuple(SetValue(path, (key,), old or None, new or None) for key, old, new in pairs if old != new)


def children_changes(
    holdings: Holdings, theme: Theme, parents: Mapping[str, str], default: str
) -> tuple[SetValue, ...]:
    """Moves the themes in use below `theme`: each under the id that `parents` gives for its own, the others under `default`.

    Raises UsageFault where one would come beside another of its name.
    """
    changes: list[SetValue] = []
    after = dict(holdings.themes)
    for child in siblings_at(holdings, theme.id):
        if not child.active:
            continue
        parent = parents.get(child.id, default)
        there = Holdings(themes=after)
        moved = replace(child, parent=parent, order=order_after(each.order for each in siblings_at(there, parent)))
        refuse_twin(there, moved)
        after[child.id] = moved
        changes += place_changes(child, moved)
    return tuple(changes)


def refuse_twin(holdings: Holdings, wanted: Theme, besides: Iterable[str] = ()) -> None:
    """Raises UsageFault where a theme in use stands in the place of `wanted` and has its name; `besides` are ids that leave."""
    for theme in holdings.themes.values():
        if (
            theme.id not in (wanted.id, *besides)
            and theme.active
            and theme.parent == wanted.parent
            and theme.name.casefold() == wanted.name.casefold()
        ):
            raise UsageFault(f"there is a theme {theme.name} in this place already ({theme.id})")


def refuse_closed(parent: Theme | None) -> None:
    """Raises UsageFault where a theme takes no more themes."""
    if parent is not None and not parent.active:
        raise UsageFault(f"the theme {parent.name} is {parent.status} and takes no more themes")


def _refuse_below_itself(holdings: Holdings, theme: Theme, parent: str) -> None:
    passed: set[str] = set()
    while parent and parent not in passed:
        if parent == theme.id:
            raise UsageFault(f"the theme {theme.name} cannot stand below itself")
        passed.add(parent)
        parent = holdings.themes[parent].parent if parent in holdings.themes else ""
