"""`catena [DIR]`, `catena init`, `catena demo`: to begin and to open a project."""

import gc
import os
import sys
from importlib.resources import files
from pathlib import Path

import click

from store.beginning import begin_project, check_beginning, copy_sample, first_commit, identity_for
from store.errors import ProjectFault
from store.git import Git
from store.project import find_project, is_project, real, working_folder
from tui.commands.group import Command
from tui.commands.output import narrate, say, say_json
from tui.commands.session import Session, ask_identity, open_writer


def open_app(session: Session, folder: Path | None) -> int:
    """Opens the app on the project in `folder` (default: the nearest upward), or helps to begin one."""
    start = folder or session.project_folder or working_folder()
    try:
        named = folder is not None or session.project_folder is not None
        root = real(start) if named else find_project(start)
        if not is_project(root):
            raise ProjectFault(f"{start} is no project: `catena init {start} --title T` begins one there")
    except ProjectFault:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise
        root = _begin_or_demo(session, start)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ProjectFault("the app needs a terminal; every screen is also a command: `catena --help` lists them")
    if os.environ.get("TERM", "dumb") in ("dumb", ""):
        raise ProjectFault(
            "this terminal cannot show the app (TERM=dumb); every screen is also a command: `catena --help` lists them"
        )
    # Until the first screen there is no garbage worth a tenth of the time: the app collects again when it was painted.
    gc.disable()
    from tui.app import run_app

    return run_app(root, session.reviewer or None)


def _begin_or_demo(session: Session, start: Path) -> Path:
    narrate(f"there is no project in {start} yet")
    click.echo("\n  b  begin one here\n  d  open a sample study in a new folder beside\n  q  leave\n", err=True)
    answer = click.prompt("What shall it be", type=click.Choice(["b", "d", "q"]), default="b", err=True)
    if answer == "q":
        raise click.exceptions.Exit(0)
    if answer == "d":
        return _demo(session, None)
    title = str(click.prompt("The study's title", default=start.resolve().name, err=True))
    return _begin(session, start, title, "codebook")


def _begin(session: Session, folder: Path, title: str, approach: str) -> Path:
    # Asked before anything is made: who leaves at a question leaves no half a project behind.
    check_beginning(folder, title)
    identity = identity_for(folder) or ask_identity(session.note)
    project = begin_project(folder, title, approach)
    first_commit(project, f"begin {project.settings.title}", identity)
    with open_writer(project, session.reviewer, session.note):
        pass
    return project.root


@click.command("open", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def open_command(session: Session, folder: Path) -> int:
    """Open the app on a project."""
    return open_app(session, folder)


@click.command("init", cls=Command)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", required=True, metavar="T", help="What the study is called.")
@click.option(
    "--approach",
    type=click.Choice(["reflexive", "codebook", "reliability"]),
    default="codebook",
    show_default=True,
    metavar="A",
    help="The school of theme analysis: reflexive (hides agreement scores), codebook or reliability.",
)
@click.pass_obj
def init_command(session: Session, folder: Path, title: str, approach: str) -> None:
    """Begin a project: its files, its git repository, its first commit."""
    root = _begin(session, folder, title, approach)
    if session.as_json:
        say_json({"project": str(root), "title": title, "approach": approach})
    else:
        say(f"began {title!r} in {root}")
        session.note("next: `catena add FILE… --kind interview` in it, then `catena` opens the app")


@click.command("demo", cls=Command)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--no-open", is_flag=True, help="Only copy the sample study.")
@click.pass_obj
def demo_command(session: Session, folder: Path | None, no_open: bool) -> int:
    """Copy the sample study to DIR (default: a new folder here) and open it."""
    root = _demo(session, folder)
    if session.as_json:
        say_json({"project": str(root)})
    else:
        say(f"copied the sample study to {root}")
    return 0 if no_open else open_app(session, root)


def sample_study() -> Path:
    """Where the sample study lies: in an installed wheel below this package, in the repository at `corpus/`."""
    packed = Path(str(files("tui"))) / "sample_study"
    return packed if packed.is_dir() else Path(str(files("tui"))).parent / "corpus"


def _demo(session: Session, folder: Path | None) -> Path:
    if folder is None:
        number = 1
        folder = Path("catena-demo")
        while folder.exists():
            number += 1
            folder = Path(f"catena-demo-{number}")
    project = copy_sample(sample_study(), folder)
    git = Git(project.root)
    identity = git.identity()
    if identity is None:
        identity = ("Guest", "guest@localhost")
        git.set_identity(*identity)
    first_commit(project, f"begin with the sample study: {project.settings.title}", identity)
    with open_writer(project, session.reviewer, session.note):
        pass
    return project.root
