"""The command line: `catena COMMAND`.

A command's module is imported when it is called and not before, and Textual only when the app opens, so that a command costs
what it uses. Data goes to standard output and narration to standard error; a reviewer's mistake is one sentence and an exit code.
"""

import os
import sys
from typing import TYPE_CHECKING

from store.errors import CatenaError

if TYPE_CHECKING:
    import click


INTERRUPTED = "interrupted; what was saved before stays saved"


def main() -> None:
    """The console script."""
    # A file name that is not UTF-8 must not stop what is printed about it.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write(f"catena: {INTERRUPTED}\n")
        code = 130
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        code = 0
    sys.exit(_finish(code))


def _finish(code: int) -> int:
    """The exit code once all output has gone where it can go; what cannot is not tried again at exit."""
    try:
        sys.stdout.flush()
    except OSError as error:
        from tui.commands.output import lost, narrate

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError) and code == 0:
            narrate(lost(error))
            return 3
    return code


def run(arguments: list[str]) -> int:
    """Runs one command; returns its exit code (COMMANDS: 0 done, 1 no, 2 usage, 3 at fault, 4 busy, 130 interrupted)."""
    import click

    from tui.commands.group import catena
    from tui.commands.output import narrate

    if "_CATENA_COMPLETE" in os.environ:
        catena.main(arguments, "catena")
    try:
        # Not `catena.main`, which takes a closed pipe for a failure.
        with catena.make_context("catena", list(arguments)) as context:
            result = catena.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.exceptions.Abort:
        narrate(INTERRUPTED)
        return 130
    except click.exceptions.NoArgsIsHelpError as error:
        # A page, not a sentence.
        sys.stderr.write(f"{error.format_message()}\n")
        return error.exit_code
    except click.NoSuchOption as error:
        near = f", did you mean {' or '.join(error.possibilities)}?" if error.possibilities else ""
        narrate(f"there is no option {error.option_name!r}{near}; `{_command_of(error)} --help` tells more")
        return error.exit_code
    except click.UsageError as error:
        narrate(f"{_sentence(error.format_message())}; `{_command_of(error)} --help` tells more")
        return error.exit_code
    except click.ClickException as error:
        narrate(_sentence(error.format_message()))
        return error.exit_code
    except CatenaError as error:
        narrate(error.message)
        return error.exit_code
    return result if isinstance(result, int) else 0


def _command_of(error: "click.UsageError") -> str:
    return error.ctx.command_path if error.ctx else "catena"


def _sentence(message: str) -> str:
    """click's message as the beginning of a sentence on one line."""
    plain = " ".join(message.split()).removesuffix(".")
    return plain[:1].lower() + plain[1:]
