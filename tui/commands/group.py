"""The group of all commands and the options that every one of them takes, before its name or after it.

The table below is all that `catena --help` reads: a command's module is imported when the command is called.
"""

import difflib
import importlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from store.errors import UsageFault
from tui.commands.session import Session

COMMANDS = {
    "demo": ("projects", "Copy the sample study to DIR (default: a new folder here) and open it."),
    "init": ("projects", "Begin a project: its files, its git repository, its first commit."),
    "add": ("adding", "Import documents: texts, Word files, pdfs and more, or all of a folder's."),
    "documents": ("documents", "List the documents."),
    "document": ("documents", "Say of documents what kind they are, and which groups they are in."),
    "show": ("documents", "Print a document's verbatim text, or a piece of it."),
    "text": (
        "text_rules",
        "Switch layers of the search view for a document, leave parts out of search, judge page furniture.",
    ),
    "search": ("searching", 'Find words, "phrases", prefix*, w?ld, word~, "a b"~5, /regex/.'),
    "quote": ("quoting", "Find where a quotation comes from, and whether it is still the same."),
    "check": ("checking", "Check every quotation, link and anchor of the project, or of some memos."),
    "searches": ("saved", "List the saved searches and the log of searches."),
    "similar": ("similar", "Find the passages most like code points START to END (exclusive) of a document."),
    "words": ("vocabulary", "Count the words in the passages of what QUERY finds."),
    "index": ("searching", "Bring the search index up to date, or check it."),
    "tag": ("tagging", "Tag code points START to END (exclusive) of a document."),
    "tag-hits": ("bulk", "Tag everything that QUERY finds with a theme."),
    "untag": ("tagging", "Take a theme off an excerpt, or take the whole excerpt away."),
    "excerpts": ("excerpts", "List excerpts, by document and place."),
    "unanchored": (
        "unanchored",
        "Keep words that stand in no text here: from a notebook, a recording, a page that nobody typed.",
    ),
    "recode": (
        "recoding",
        "Move an excerpt from one theme to another; a colleague's as you read it, in your own file.",
    ),
    "note": ("recoding", "Write the note of an excerpt of yours."),
    "star": ("recoding", "Star an excerpt of yours for the report."),
    "against": ("recoding", "Mark an excerpt as counter-evidence to the theme T, a colleague's as you read it."),
    "context": (
        "recoding",
        "Mark an excerpt of yours as context of the theme T: it is linked to it and counts neither for nor against it.",
    ),
    "borders": ("recoding", "Move the borders of an excerpt of yours."),
    "anchors": ("anchors", "List excerpts whose words have changed with their text, and say where they are."),
    "attribution": ("attributions", "Enter who speaks in excerpts, list it, and check whether it fits together."),
    "themes": ("codebook", "List the themes as a tree, with their evidence."),
    "theme": ("codebook", "Add, rename, move, define, order, merge, split and retire themes."),
    "codebook": ("codebook_file", "Take the whole codebook out as one file, or take one in."),
    "import": (
        "importing",
        "Take in a project of another program: REFI-QDA (.qdpx), a codebook (.qdc, .csv), Taguette (.sqlite3), a folder.",
    ),
    "kept": ("kept", "List what came with projects of other programs and has no place of its own here."),
    "export": ("exporting", "Take the project out as one file for another program or for readers."),
    "review": (
        "reviewing",
        "Review themes in rounds: judge excerpts, see what was missed, do what the verdicts ask for.",
    ),
    "agree": ("agreement", "Tell how far reviewers agree about themes, and where they differ."),
    "adjudicate": ("consensus", "Write down what was decided where reviewers differ."),
    "reviewers": ("consensus", "List the reviewers with their signs; hide some in the app."),
    "sample": ("double_coding", "Draw documents for several reviewers to tag apart from each other."),
    "done": (
        "double_coding",
        "Say that you have tagged all that you want to tag in documents; without a document, list who is done with what.",
    ),
    "memo": ("memos", "Write, list, show and edit memos."),
    "cases": ("cases", "List the cases with their attributes; take them out as a sheet and in again."),
    "case": ("cases", "Enter what is known of a case, and which documents are of it."),
    "quota": ("quotas", "Say how many cases of each kind the study wants, and see how far that is."),
    "typology": ("typologies", "Sort cases into types, with reasons and evidence."),
    "table": (
        "tables",
        "Count: cases by attributes, themes by what their excerpts come from, themes that meet, saturation.",
    ),
    "sync": ("sharing", "Share through the git remote: others' work comes here, yours goes there."),
    "conflicts": ("sharing", "List what two people changed differently, or show the versions of one side by side."),
    "resolve": ("sharing", "Decide a conflict: one version, both, or words of your own."),
    "news": ("news", "Tell what others did since you last looked: tags, themes, memos, verdicts."),
    "pseudonymise": ("pseudonymising", "Put pseudonyms in place of all names of the key, in texts too, in one step."),
    "names": ("names", "Find real names of the key of pseudonyms, and replace them."),
    "links": (
        "linking",
        "List the links of memos, to a theme, excerpt, document, case, memo or search, and those of other programs.",
    ),
    "log": ("history", "Tell what was done, newest first."),
    "undo": ("history", "Take back your last act, or an earlier one by its id."),
    "redo": ("history", "Do again what was undone last."),
    "doctor": ("doctor", "Check this terminal, git and the project, each with its remedy."),
}
"""Each command's module below `tui.commands`, where its function is its name (`_` for `-`) with `_command` behind, and what it
does."""


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
            "project_folder",
            metavar="DIR",
            type=click.Path(path_type=Path),
            help="The project's folder (default: the nearest one upward with catena.toml).",
        ),
        option("--json", "as_json", is_flag=True, help="Print JSON Lines."),
        option("--quiet", is_flag=True, help="Say nothing on standard error but errors."),
        option("--reviewer", metavar="SLUG", help="Work as this reviewer."),
    ]


class Command(click.Command):
    """A command that takes the options of the group behind its own name as well; one of its own of the same name stands."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        own = {name for parameter in self.params for name in parameter.opts}
        self.params += [option for option in _common_options() if not own.intersection(option.opts)]

    def invoke(self, context: click.Context) -> Any:
        """Refuses text that no file could hold before anything is done with it."""
        for name, value in context.params.items():
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str) and any("\ud800" <= character <= "\udfff" for character in text):
                    raise UsageFault(f"{name.replace('_', ' ')} {text!r} is not UTF-8 text")
        return super().invoke(context)


WHOLE = 500
"""Characters of what is said of a command in its group's help: all of it."""


class Group(click.Group):
    """Commands of a command, as in `catena theme add`."""

    command_class = Command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, each.get_short_help_str(WHOLE)) for name, each in self.commands.items()])

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if arguments[0] not in self.commands:
            raise _no_command(context, arguments[0], self.commands)
        return super().resolve_command(context, arguments)


class Catena(click.Group):
    """`catena`: finds commands without importing the others; a folder in a command's place opens the app there."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"tui.commands.{COMMANDS[name][0]}")
        command = getattr(module, f"{name.replace('-', '_')}_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_, does) in COMMANDS.items()])

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = arguments[0]
        if name in COMMANDS:
            return super().resolve_command(context, arguments)
        if os.path.isdir(name) or os.sep in name:
            from tui.commands.projects import open_command

            return "open", open_command, arguments
        raise _no_command(context, name, COMMANDS)


def _no_command(context: click.Context, name: str, among: Iterable[str]) -> click.UsageError:
    near = difflib.get_close_matches(name, among, n=1)
    hint = f", did you mean `{context.command_path} {near[0]}`?" if near else ""
    return click.UsageError(f"there is no command {name!r}{hint}", context)


@click.group(
    cls=Catena,
    invoke_without_command=True,
    params=_common_options(),
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
