"""What the commands of the codebook share: the reason that each takes, and how a theme is told."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from store.codebook import Theme
from tui.commands.output import say, say_json

if TYPE_CHECKING:
    from store.acts import Act
    from tui.commands.session import Session

WHY = click.option("--why", default="", metavar="W", help="The reason, kept in the history.")


def about_theme(theme: Theme, path: str) -> dict[str, Any]:
    return {
        "theme": theme.id,
        "name": theme.name,
        "path": path,
        "parent": theme.parent,
        "status": theme.status,
        "into": list(theme.into),
        "aliases": list(theme.aliases),
        "definition": theme.definition,
        "include": theme.include,
        "exclude": theme.exclude,
        "example": theme.example,
        "kind": theme.kind or "theme",
        "source": theme.source,
    }


def say_theme(session: "Session", theme: Theme, act: "Act", made: "tuple[Theme, ...]" = ()) -> None:
    """What was done to a theme; `made` are others that are new."""
    if not session.as_json:
        say(f"{theme.id}  {act.message}")
        return
    from themes.tree import build_tree

    themes: Mapping[str, Theme] = {**session.holdings.themes, **{each.id: each for each in made}, theme.id: theme}
    say_json(about_theme(theme, build_tree(themes).nodes[theme.id].path_text))
