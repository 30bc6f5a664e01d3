"""`catena themes` and `catena theme add|rename|move|define`: the codebook.

A theme's id never changes, so a rename or a move touches no excerpt.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from store.codebook import Theme
from store.errors import UsageFault
from tui.commands.group import Command, Group
from tui.commands.output import say, say_json, table
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.acts import Act

_WHY = click.option("--why", default="", metavar="W", help="The reason, kept in the history.")


@click.command("themes", cls=Command)
@click.pass_obj
def themes_command(session: Session) -> None:
    """List the themes as a tree, with their evidence."""
    from themes.counts import count_evidence

    evidence = count_evidence(session.holdings)
    rows: list[Sequence[str]] = [("theme", "excerpts", "documents", "cases", "id", "status")]
    for node in session.tree.walk():
        found = evidence[node.theme.id]
        counts = {"excerpts": len(found.excerpts), "documents": len(found.documents), "cases": len(found.cases)}
        if session.as_json:
            say_json(_about(node.theme, node.path_text) | counts)
        else:
            name = "  " * node.depth + " ".join(node.theme.name.split())
            rows.append((name, *map(str, counts.values()), node.theme.id, node.theme.status))
    if session.as_json:
        return
    if len(rows) == 1:
        session.note("no themes yet: `catena theme add NAME` makes one")
        return
    table(rows, right=frozenset({1, 2, 3}))


def _about(theme: Theme, path: str) -> dict[str, Any]:
    return {
        "theme": theme.id,
        "name": theme.name,
        "path": path,
        "parent": theme.parent,
        "status": theme.status,
        "into": list(theme.into),
        "aliases": list(theme.aliases),
        "definition": theme.definition,
    }


@click.group("theme", cls=Group)
def theme_command() -> None:
    """Add, rename, move and define themes."""


@theme_command.command("add")
@click.argument("name")
@click.option("--under", default="", metavar="T", help="The theme that it stands under (default: at the top).")
@click.option("--definition", default="", metavar="D", help="When to use it.")
@_WHY
@click.pass_obj
def theme_add(session: Session, name: str, under: str, definition: str, why: str) -> None:
    """Add a theme, last among its siblings."""
    from store.acts import add_theme
    from themes.tree import SEPARATOR

    if SEPARATOR in name:
        above, _, last = name.rpartition(SEPARATOR)
        raise UsageFault(f"a theme's name cannot hold {SEPARATOR!r}: add {last!r} with --under {above!r}")
    with session.writing() as writer:
        parent = session.theme(under) if under else None
        act, theme = add_theme(session.holdings, name, parent, definition)
        writer.perform(dataclasses.replace(act, why=why))
    _say_done(session, theme, act)


@theme_command.command("rename")
@click.argument("wanted", metavar="T")
@click.argument("name")
@_WHY
@click.pass_obj
def theme_rename(session: Session, wanted: str, name: str, why: str) -> None:
    """Give the theme T another name; the old one stays as an alias."""
    from store.theme_acts import rename_theme
    from themes.tree import SEPARATOR

    if SEPARATOR in name:
        raise UsageFault(f"a theme's name cannot hold {SEPARATOR!r}; `catena theme move` puts it under another")
    with session.writing() as writer:
        act, theme = rename_theme(session.holdings, session.theme(wanted), name, why)
        writer.perform(act)
    _say_done(session, theme, act)


@theme_command.command("move")
@click.argument("wanted", metavar="T")
@click.option("--under", default="", metavar="T", help="The theme that it shall stand under.")
@click.option("--top", is_flag=True, help="It shall stand at the top.")
@_WHY
@click.pass_obj
def theme_move(session: Session, wanted: str, under: str, top: bool, why: str) -> None:
    """Put the theme T, and all that is below it, in another place."""
    from store.theme_acts import move_theme

    if bool(under) == top:
        raise UsageFault("say where to: --under T or --top")
    with session.writing() as writer:
        parent = session.theme(under) if under else None
        act, theme = move_theme(session.holdings, session.theme(wanted), parent, why)
        writer.perform(act)
    _say_done(session, theme, act)


@theme_command.command("define")
@click.argument("wanted", metavar="T")
@click.argument("definition")
@_WHY
@click.pass_obj
def theme_define(session: Session, wanted: str, definition: str, why: str) -> None:
    """Say when to use the theme T; an empty text takes its definition away."""
    from store.theme_acts import define_theme

    with session.writing() as writer:
        act, theme = define_theme(session.theme(wanted), definition, why)
        writer.perform(act)
    _say_done(session, theme, act)


def _say_done(session: Session, theme: Theme, act: "Act") -> None:
    if session.as_json:
        from themes.tree import build_tree

        themes: Mapping[str, Theme] = {**session.holdings.themes, theme.id: theme}
        say_json(_about(theme, build_tree(themes).nodes[theme.id].path_text))
    else:
        say(f"{theme.id}  {act.message}")
