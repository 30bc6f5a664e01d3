"""A theme's name. Its id, its file and its excerpts stay whatever it is called, and names that it had become its aliases."""

from dataclasses import replace

from store.acts import Act, SetValue
from store.codebook import Theme, theme_name, theme_path
from store.errors import UsageFault
from store.holdings import Holdings
from store.theme_places import move_theme, refuse_twin
from store.theme_words import describe_theme

__all__ = ["define_theme", "move_theme", "rename_theme"]


def rename_theme(holdings: Holdings, theme: Theme, name: str, why: str = "") -> tuple[Act, Theme]:
    """The theme goes by `name` from now on; raises UsageFault where a sibling has it, or it is the theme's own."""
    name = theme_name(name)
    if name == theme.name:
        raise UsageFault(f"the theme is called {name} already")
    refuse_twin(holdings, replace(theme, name=name))
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
    return describe_theme(theme, {"definition": definition}, why)
