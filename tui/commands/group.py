"""The group of all commands and the options that every one of them takes, before its name or after it."""

import difflib
import importlib
import os
from pathlib import Path
from typing import Any

import click

from tui.commands.session import Session

COMMANDS = {
    "demo": "projects",
    "init": "projects",
    "add": "documents",
    "documents": "documents",
    "show": "documents",
    "search": "searching",
    "index": "searching",
    "tag": "tagging",
    "untag": "tagging",
    "excerpts": "tagging",
    "themes": "codebook",
    "theme": "codebook",
    "memo": "memos",
    "log": "history",
    "undo": "history",
    "redo": "history",
    "doctor": "doctor",
}
"""Each command's module below `tui.commands`; the function there has the command's name, or it with `_command` behind."""


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    session: Session = context.ensure_object(Session)
    if value not in (None, False) and parameter.name is not None:
        setattr(session, parameter.name, value)
    return value


def _common_options() -> list[click.Parameter]:
    def option(*names: str, **settings: Any) -> click.Option:
        return click.Option(names, expose_value=False, callback=_remember, **settings)

    return [
        option(
            "-C",
            "--project",
            "folder",
            type=click.Path(path_type=Path),
            help="The project's folder (default: the nearest one upward with catena.toml).",
        ),
        option("--json", "as_json", is_flag=True, help="Print JSON Lines."),
        option("--quiet", is_flag=True, help="Say nothing on standard error but errors."),
    ]


def _reviewer_option() -> click.Option:
    return click.Option(
        ("--reviewer",), expose_value=False, callback=_remember, metavar="SLUG", help="Work as this reviewer."
    )


class Command(click.Command):
    """A command that takes the options of the group behind its own name as well."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        own = {name for parameter in self.params for name in parameter.opts}
        self.params += [option for option in _common_options() if not own.intersection(option.opts)]
        if "--reviewer" not in own:
            self.params.append(_reviewer_option())


class Group(click.Group):
    """Commands of a command, as in `catena theme add`."""

    command_class = Command


class Catena(click.Group):
    """`catena`: finds commands without importing the others; a folder in a command's place opens the app there."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"tui.commands.{COMMANDS[name]}")
        command = getattr(module, f"{name}_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = arguments[0]
        if name in COMMANDS:
            return super().resolve_command(context, arguments)
        if os.path.isdir(name) or os.sep in name:
            from tui.commands.projects import open_command

            return "open", open_command, arguments
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        hint = f"did you mean `catena {near[0]}`?" if near else "`catena --help` lists them."
        raise click.UsageError(f"There is no command {name!r}; {hint}", context)


@click.group(
    cls=Catena,
    invoke_without_command=True,
    params=[*_common_options(), _reviewer_option()],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="catena", message="%(package)s %(version)s")
@click.pass_context
def catena(context: click.Context) -> int | None:
    """Theme review in a terminal: search interviews, tag excerpts, review themes, write memos.

    `catena [DIR]` opens the app on a project; `catena demo` opens a sample study.
    """
    if context.invoked_subcommand is None:
        from tui.commands.projects import open_app

        return open_app(context.ensure_object(Session), None)
    return None
