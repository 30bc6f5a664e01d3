"""The errors that a reviewer can meet.

Each is one sentence with the cause and the next step; `title` is its heading on screen and `exit_code` what a command
leaves with (COMMANDS: 1 the answer is no, 2 usage, 3 the project or a file is at fault, 4 busy). A bug is none of these.
"""

from typing import ClassVar


class CatenaError(Exception):
    """Something that the reviewer, not the programmer, can act on."""

    title: ClassVar[str] = "That did not work"
    exit_code: ClassVar[int] = 3

    @property
    def message(self) -> str:
        return str(self)


class UsageFault(CatenaError):
    """What was asked for cannot be read or does not exist."""

    title = "That cannot be done"
    exit_code = 2


class AnswerIsNo(CatenaError):
    """The question was answered, and the answer is no."""

    title = "Nothing found"
    exit_code = 1


class ProjectFault(CatenaError):
    """The project's folder or its git repository cannot be used as it is."""

    title = "The project cannot be used like this"


class NoIdentity(ProjectFault):
    """git has no name and e-mail for who writes here."""

    title = "Who are you?"


class FileFault(CatenaError):
    """A file cannot be read or taken in as it is."""

    title = "A file is at fault"

    def __init__(self, path: str, message: str, line: int | None = None) -> None:
        place = f"{path}, line {line}" if line else path
        super().__init__(f"{place}: {message}")
        self.path = path
        self.line = line
        self.reason = message


class NoSuchFile(FileFault):
    """There is no file in this place."""

    def __init__(self, path: str) -> None:
        super().__init__(path, "there is no such file")


class SaveFault(CatenaError):
    """The disk refused a save; what was on it before is untouched."""

    title = "Not saved"


class ChangedMeanwhile(CatenaError):
    """Somebody changed the same thing since it was read."""

    title = "Changed meanwhile"


class Busy(CatenaError):
    """Another catena is writing to this project."""

    title = "Another window is writing"
    exit_code = 4


class GitFault(CatenaError):
    """git refused, failed or did not answer in time."""

    title = "git"
