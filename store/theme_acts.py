"""Acts on a theme that exists: its name, its definition and its place, each change on its own keys.

A theme's id, file and excerpts stay whatever it is called and wherever it stands. Names that it had become its aliases. Two
reviewers who change different keys of one theme do not meet.
"""

from dataclasses import replace

from store.acts import Act, SetValue
from store.codebook import Theme, theme_path
from store.errors import UsageFault
from store.holdings import Holdings
from store.names import plain_name
from store.ordering import order_after


def rename_theme(holdings: Holdings, theme: Theme, name: str, why: str = "") -> tuple[Act, Theme]:
    """The theme goes by `name` from now on; raises UsageFault where a sibling has it, or it is the theme's own."""
    name = plain_name("a theme's name", name)
    if name == theme.name:
        raise UsageFault(f"the theme is called {name} already")
    _refuse_twin(holdings, replace(theme, name=name))
    aliases = tuple(alias for alias in dict.fromkeys((*theme.aliases, theme.name)) if alias != name)
    path = theme_path(theme.id)
    changes = (
        SetValue(path, ("name",), theme.name, name),
        SetValue(path, ("aliases",), list(theme.aliases) or None, list(aliases) or None),
    )
    message = f"rename theme {theme.name} to {name} ({theme.id})"
    return Act("theme rename", message, changes, why), replace(theme, name=name, aliases=aliases)


def define_theme(theme: Theme, definition: str, why: str = "") -> tuple[Act, Theme]:
    """The theme's definition becomes the given one, none where that is empty; raises UsageFault where it is that already."""
    if definition == theme.definition:
        raise UsageFault(f"the theme {theme.name} has this definition already")
    change = SetValue(theme_path(theme.id), ("definition",), theme.definition or None, definition or None)
    message = f"define theme {theme.name} ({theme.id})"
    return Act("theme define", message, (change,), why), replace(theme, definition=definition)


def move_theme(holdings: Holdings, theme: Theme, parent: Theme | None, why: str = "") -> tuple[Act, Theme]:
    """The theme stands under `parent` (None: at the top), last among its new siblings, with all that is below it.

    Raises UsageFault where that is below the theme itself, where it stands there already, or where a sibling has its name.
    """
    above = parent.id if parent else ""
    where = f"under {parent.name}" if parent else "at the top"
    if above == theme.parent:
        raise UsageFault(f"the theme {theme.name} stands {where} already")
    if parent is not None and not parent.active:
        raise UsageFault(f"the theme {parent.name} is {parent.status} and takes no more themes")
    here: Theme | None = parent
    passed: set[str] = set()
    while here is not None and here.id not in passed:
        if here.id == theme.id:
            raise UsageFault(f"the theme {theme.name} cannot stand below itself")
        passed.add(here.id)
        here = holdings.themes.get(here.parent)
    siblings = (each.order for each in holdings.themes.values() if each.parent == above)
    moved = replace(theme, parent=above, order=order_after(siblings))
    _refuse_twin(holdings, moved)
    path = theme_path(theme.id)
    changes = (
        SetValue(path, ("parent",), theme.parent or None, above or None),
        SetValue(path, ("order",), theme.order or None, moved.order),
    )
    return Act("theme move", f"move theme {theme.name} {where} ({theme.id})", changes, why), moved


def _refuse_twin(holdings: Holdings, wanted: Theme) -> None:
    for theme in holdings.themes.values():
        if (
            theme.id != wanted.id
            and theme.active
            and theme.parent == wanted.parent
            and theme.name.casefold() == wanted.name.casefold()
        ):
            raise UsageFault(f"there is a theme {theme.name} in this place already ({theme.id})")
