"""`catena themes` and `catena theme …`: the codebook.

A theme's id never changes, so a rename or a move touches no excerpt.
"""

import dataclasses
from collections.abc import Sequence

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands import theme_fates
from tui.commands.group import Command, Group
from tui.commands.output import say_json, table
from tui.commands.session import Session
from tui.commands.theme_output import WHY, about_theme, say_theme
from tui.commands.theme_sheet import theme_sheet
from tui.commands.updating import IN_BRACKETS


@click.command("themes", cls=Command)
@click.option(
    "--unlooked",
    is_flag=True,
    help="Only themes in use for which nobody has looked for counter-evidence, by their paths.",
)
@click.option(
    "--as", "reader", default="", metavar="R", help="As this reviewer reads the excerpts: with their recodes."
)
@click.pass_obj
def themes_command(session: Session, unlooked: bool, reader: str) -> None:
    """List the themes as a tree, with their evidence: as it was tagged, or as a reviewer reads it."""
    import themes.counter_evidence
    from themes.counts import as_read_by, count_evidence
    from tui.commands.table_options import speaking_cases

    holdings = as_read_by(session.holdings, session.person(reader).id) if reader else session.holdings
    evidence = count_evidence(holdings, cases_of=speaking_cases(session, holdings))
    if not reader and holdings.recodes:
        readers = ", ".join(sorted({reviewer for reviewer, _ in holdings.recodes}))
        session.note(f"counted as tagged; some read colleagues' excerpts otherwise (--as R): {readers}")
    looked = themes.counter_evidence.looks_by_theme(session.holdings)
    nodes = list(session.tree.walk())
    if unlooked:
        wanted = {theme.id for theme in themes.counter_evidence.unlooked(session.holdings)}
        nodes = [node for node in nodes if node.theme.id in wanted]
        if session.holdings.themes and not nodes:
            raise AnswerIsNo("for every theme somebody has looked for counter-evidence")
    rows: list[Sequence[str]] = [("theme", "excerpts", "documents", "cases", "id", "status")]
    for node in nodes:
        found = evidence[node.theme.id]
        counts = {"excerpts": len(found.excerpts), "documents": len(found.documents), "cases": len(found.cases)}
        if session.as_json:
            told = {"against": len(found.against), "looked": len(looked.get(node.theme.id, ()))}
            told |= {"unplaced": len(found.apart)}
            say_json(about_theme(node.theme, node.path_text) | counts | told)
        else:
            name = " ".join((node.path_text if unlooked else node.theme.name).split())
            rows.append(
                (
                    name if unlooked else "  " * node.depth + name,
                    f"{counts['excerpts']} (+{len(found.apart)})" if found.apart else str(counts["excerpts"]),
                    *map(str, (counts["documents"], counts["cases"])),
                    node.theme.id,
                    node.theme.status,
                )
            )
    if session.as_json:
        return
    if len(rows) == 1:
        session.note("no themes yet: `catena theme add NAME` makes one")
        return
    table(rows, right=frozenset({1, 2, 3}))
    if session.holdings.unplaced:
        session.note(IN_BRACKETS)


@click.group("theme", cls=Group)
def theme_command() -> None:
    """Add, rename, move, define, order, merge, split and retire themes."""


@theme_command.command("add")
@click.argument("name")
@click.option("--under", default="", metavar="T", help="The theme that it stands under (default: at the top).")
@click.option("--definition", default="", metavar="D", help="When to use it.")
@WHY
@click.pass_obj
def theme_add(session: Session, name: str, under: str, definition: str, why: str) -> None:
    """Add a theme, last among its siblings."""
    from store.acts import add_theme
    from store.codebook import SEPARATOR

    if SEPARATOR in name:
        above, _, last = name.rpartition(SEPARATOR)
        raise UsageFault(f"a theme's name cannot hold {SEPARATOR!r}: add {last!r} with --under {above!r}")
    with session.writing() as writer:
        parent = session.theme(under) if under else None
        act, theme = add_theme(session.holdings, name, parent, definition)
        writer.perform(dataclasses.replace(act, why=why))
    say_theme(session, theme, act)


@theme_command.command("rename")
@click.argument("wanted", metavar="T")
@click.argument("name")
@WHY
@click.pass_obj
def theme_rename(session: Session, wanted: str, name: str, why: str) -> None:
    """Give the theme T another name; the old one stays as an alias."""
    from store.codebook import SEPARATOR
    from store.theme_acts import rename_theme

    if SEPARATOR in name:
        raise UsageFault(f"a theme's name cannot hold {SEPARATOR!r}; `catena theme move` puts it under another")
    with session.writing() as writer:
        act, theme = rename_theme(session.holdings, session.theme(wanted), name, why)
        writer.perform(act)
    say_theme(session, theme, act)


@theme_command.command("move")
@click.argument("wanted", metavar="T")
@click.option("--under", default="", metavar="T", help="The theme that it shall stand under.")
@click.option("--top", is_flag=True, help="It shall stand at the top.")
@WHY
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
    say_theme(session, theme, act)


@theme_command.command("define")
@click.argument("wanted", metavar="T")
@click.argument("definition", metavar="[DEFINITION]", required=False)
@click.option("--include", metavar="I", help="What belongs to it.")
@click.option("--exclude", metavar="E", help="What does not.")
@click.option("--example", metavar="EXCERPT", help="An excerpt that shows it.")
@click.option("--kind", metavar="K", help="theme, meta-theme, typology, or a word of your own.")
@click.option("--source", metavar="S", help="Where the concept comes from.")
@click.option("--colour", metavar="C", help="Its colour, as #rrggbb.")
@click.option("--letter", metavar="L", help="Its letter in the margin.")
@WHY
@click.pass_obj
def theme_define(session: Session, /, wanted: str, why: str, **words: str | None) -> None:
    """Say when to use the theme T, and more about it; an empty text takes something away."""
    from store.theme_words import describe_theme

    given = {name: text for name, text in words.items() if text is not None}
    if not given:
        raise UsageFault("say what: a DEFINITION, or one of the options")
    with session.writing() as writer:
        if given.get("example"):
            given["example"] = session.excerpt(given["example"]).id
        act, theme = describe_theme(session.theme(wanted), given, why)
        writer.perform(act)
    say_theme(session, theme, act)


for each in (*theme_fates.COMMANDS, theme_sheet):
    theme_command.add_command(each)
