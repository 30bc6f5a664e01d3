"""The command line: `catena COMMAND`.

A command's module is imported when it is called and not before, and Textual only when the app opens, so that a command costs
what it uses. Data goes to standard output and narration to standard error; a reviewer's mistake is one sentence and an exit code.
"""

import sys

from store.errors import CatenaError


def main() -> None:
    """The console script."""
    # A file name that is not UTF-8 must not stop what is printed about it.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Runs one command; returns its exit code (COMMANDS: 0 done, 1 no, 2 usage, 3 at fault, 4 busy, 130 interrupted)."""
    import click

    from tui.commands.group import catena
    from tui.commands.output import narrate

    try:
        result = catena.main(args=arguments, prog_name="catena", standalone_mode=False)
    except click.exceptions.Abort:
        narrate("interrupted; what was saved before stays saved")
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except CatenaError as error:
        narrate(error.message)
        return error.exit_code
    except KeyboardInterrupt:
        narrate("interrupted; what was saved before stays saved")
        return 130
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing may be written to it at exit either.
        sys.stdout = None  # type: ignore[assignment]
        return 0
    return result if isinstance(result, int) else 0
