"""`catena export qdpx|qdc`: the project, or its codebook, for another program, with a report of what is not in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.errors import UsageFault
from tui.commands.export_sheet import FORCE
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.exchange.refi.gathering import Placed
    from store.exchange.refi.handing_over import Export
    from store.exchange.refi.remarks import Told

PROGRAMS = "atlas, maxqda, nvivo, qualcoder"
FOR = click.option("--for", "program", default="standard", metavar="P", help=f"As a program reads it best: {PROGRAMS}.")


@click.command("qdpx", cls=Command)
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@FOR
@FORCE
@click.pass_obj
def export_qdpx(session: Session, path: Path, program: str, force: bool) -> None:
    """Write the whole project as REFI-QDA (.qdpx), and say what of it the standard has no place for."""
    from importlib.metadata import version

    from store.exchange.outgoing import place_to_write
    from store.exchange.refi.handing_over import export_project, hand_over

    _check(program)
    place = place_to_write(session.project, _named(path, ".qdpx"), force)
    made = export_project(session.project, session.holdings, _placed(session), version("catena"), program)
    hand_over(made, place, replacing=force)
    _tell(session, made, path, {"format": "qdpx", "for": program})


@click.command("qdc", cls=Command)
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@FOR
@FORCE
@click.pass_obj
def export_qdc(session: Session, path: Path, program: str, force: bool) -> None:
    """Write the codebook as REFI-QDA (.qdc), and say what of it the standard has no place for."""
    from importlib.metadata import version

    from store.exchange.outgoing import place_to_write
    from store.exchange.refi.handing_over import export_codebook, hand_over

    _check(program)
    place = place_to_write(session.project, _named(path, ".qdc"), force)
    made = export_codebook(session.project, session.holdings, _placed(session), version("catena"), program)
    hand_over(made, place, codebook=True, replacing=force)
    _tell(session, made, path, {"format": "qdc", "for": program})


def _check(program: str) -> None:
    from store.exchange.refi.profiles import PROFILES

    if program not in PROFILES:
        raise UsageFault(f"there is no program {program!r} here; there are {PROGRAMS}")


def _named(path: Path, ending: str) -> Path:
    if path.suffix.lower() != ending:
        raise UsageFault(f"other programs know such a file by its ending: name it {path.name}{ending}")
    return path


def _placed(session: Session) -> "list[Placed]":
    from store.exchange.refi.gathering import Placed
    from themes.tree import parents_of

    parents, _ = parents_of(session.holdings.themes)
    return [Placed(node.theme, parents[node.theme.id]) for node in session.tree.walk()]


def _tell(session: Session, made: "Export", path: Path, about: Mapping[str, Any]) -> None:
    from store.exchange.refi.remarks import told

    missing = told(made.remarks)
    if session.as_json:
        listed = [
            {
                "kind": each.kind,
                "what": each.what,
                "count": each.count,
                "names": list(each.names),
                "message": each.message,
            }
            for each in missing
        ]
        say_json({"path": str(path), **about, **made.counts(), "bytes": len(made.data), "remarks": listed})
        return
    if session.hidden:
        session.note("what colleagues tagged in documents of a sample that you are not done with is not in it")
    counts = ", ".join(
        f"{number} {name[: -1 if number == 1 else None]}" for name, number in made.counts().items() if number
    )
    say(f"wrote     {path}  {counts}")
    for each in missing:
        say(line_of(each))


def line_of(each: "Told") -> str:
    """What is remarked of things of one kind, as one line."""
    names = (
        f" ({', '.join(map(one_line, each.names))}{' …' if each.count > len(each.names) else ''})" if each.names else ""
    )
    many = f"{each.count} × " if each.count > 1 else ""
    return f"{each.kind}: {many}{each.what}{names}: {each.message}"
