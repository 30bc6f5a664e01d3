"""A project: a folder with `catena.toml`, opened for reading.

Paths inside a project are relative, with `/`, and are resolved here alone: one that leads outside, through a symbolic link
or to anything but a regular file is refused, whatever a record says.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from store.documents import Document, hash_of
from store.errors import FileFault, ProjectFault
from store.toml import check_schema, parse_toml
from store.values import text_of

SETTINGS = "catena.toml"
APPROACHES = ("reflexive", "codebook", "reliability")

TRACKED = (
    SETTINGS,
    ".gitattributes",
    ".gitignore",
    "corpus",
    "documents",
    "originals",
    "cases",
    "themes",
    "excerpts",
    "memos",
    "reviews",
    "searches",
    "reviewers",
)
"""What of a project's folder is in git; all else in it is none of catena's business."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `catena.toml` says."""

    id: str
    title: str
    approach: str = "codebook"


@dataclass(frozen=True)
class Project:
    """An opened project. It holds no file open and caches nothing of what it reads."""

    root: Path
    settings: Settings

    @property
    def private(self) -> Path:
        """`.catena`: this machine's own files."""
        return self.root / ".catena"

    def read(self, path: str, largest: int = 64 * 1024 * 1024) -> bytes:
        """The bytes of a regular file of the project; raises FileFault for any other kind of path."""
        return read_inside(self.root, path, largest)

    def read_text(self, document: Document) -> str:
        """The verbatim text of a document.

        Raises FileFault where the file is missing or is not the version that the record describes: offsets would lie.
        """
        data = self.read(document.path)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise FileFault(document.path, "it is no longer UTF-8 text; `git checkout` brings the text back") from None
        if hash_of(text) != document.sha256:
            raise FileFault(
                document.path,
                "the text is not the one that its record describes; "
                f"`git checkout -- {document.path}` brings it back, `catena add --update` takes in a new version",
            )
        return text

    def files(self, folder: str, ending: str) -> Iterator[str]:
        """Paths of the regular files below a folder that end so, sorted; symbolic links are not followed."""
        found: list[str] = []
        stack = [folder]
        while stack:
            here = stack.pop()
            try:
                entries = list(os.scandir(self.root / here))
            except (FileNotFoundError, NotADirectoryError):
                continue
            for entry in entries:
                path = f"{here}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    stack.append(path)
                elif (
                    entry.name.endswith(ending)
                    and not entry.name.startswith(".")
                    and entry.is_file(follow_symlinks=False)
                ):
                    found.append(path)
        yield from sorted(found)


def read_inside(root: Path, path: str, largest: int = 64 * 1024 * 1024) -> bytes:
    """The bytes of the regular file at `path` below `root`, opened component by component without following links."""
    parts = PurePosixPath(path).parts
    if not parts or PurePosixPath(path).is_absolute() or ".." in parts or "\0" in path:
        raise FileFault(path, "the path leads outside the project")
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in parts[:-1]:
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
            os.close(folder)
            folder = inner
        # O_NONBLOCK: opening a FIFO must not wait for its writer.
        handle = os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except FileNotFoundError:
        raise FileFault(path, "there is no such file") from None
    except OSError as error:
        raise FileFault(path, f"it cannot be opened ({os.strerror(error.errno or 0)})") from None
    finally:
        os.close(folder)
    with open(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise FileFault(path, "it is not a regular file")
        if about.st_size > largest:
            raise FileFault(
                path, f"it has {about.st_size // 1024 // 1024} MB; at most {largest // 1024 // 1024} are read"
            )
        return file.read()


def find_project(start: Path) -> Path:
    """The nearest folder from `start` upward that has a `catena.toml`; raises ProjectFault where there is none."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise ProjectFault(
        f"there is no project in {start} or above it: `catena init DIR --title T` begins one, `catena demo` opens a sample"
    )


def open_project(root: Path) -> Project:
    """The project in `root`; raises FileFault or ProjectFault where it is none or was made by a newer format."""
    if not (root / SETTINGS).is_file():
        raise ProjectFault(f"{root} is no project: it has no {SETTINGS}; `catena init` begins one")
    values = parse_toml(SETTINGS, read_inside(root, SETTINGS))
    check_schema(SETTINGS, values)
    approach = text_of(values.get("approach")) or "codebook"
    if approach not in APPROACHES:
        raise FileFault(SETTINGS, f"`approach` is {approach!r}; it can be {', '.join(APPROACHES)}")
    title = text_of(values.get("title")) or root.name
    return Project(root.resolve(), Settings(text_of(values.get("id")), title, approach))
