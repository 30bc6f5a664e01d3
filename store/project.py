"""A project: a folder with `catena.toml`, opened for reading.

Paths inside a project are relative, with `/`, and are resolved here alone: one that leads outside, through a symbolic link
or to anything but a regular file is refused, whatever a record says.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from store.documents import Document, hash_of
from store.errors import FileFault, NoSuchFile, ProjectFault
from store.toml import check_schema, parse_toml
from store.values import text_of, texts_of

if TYPE_CHECKING:
    from store.attributes import Attribute

SETTINGS = "catena.toml"
PRIVATE = ".catena"
LANDING = f"{PRIVATE}/landing.json"
"""Says that others' work is being taken in, and from which commit to which."""
SECRETS = "private"
"""The folder of the key of pseudonyms; it is never in git."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a file of a project that are read at most."""
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
    "templates",
    "reviewers",
    "conflicts",
    "samples",
    "unanchored",
    "quotas",
    "typologies",
    "assigned",
    "done",
    "exchange",
)
"""What of a project's folder is in git; all else in it is none of catena's business."""
TOML_FOLDERS = (
    *("documents", "cases", "themes", "excerpts", "reviews", "searches", "reviewers", "conflicts"),
    *("samples", "done", "exchange", "unanchored", "quotas", "typologies", "assigned"),
)
"""The folders of TOML, which git must never merge line by line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `catena.toml` says."""

    id: str
    title: str
    approach: str = "codebook"
    attributions: tuple[str, ...] = ()
    """How the texts say who speaks, as templates; none: the usual ones."""
    attributes: "Mapping[str, Attribute]" = field(default_factory=dict)
    """What is declared of the attributes of cases, by key."""
    citation: str = ""
    """How a quotation's place is written behind it (see store.citations); none: the usual way."""


@dataclass(frozen=True)
class Project:
    """An opened project. It holds no file open and caches nothing of what it reads."""

    root: Path
    settings: Settings

    @property
    def private(self) -> Path:
        """`.catena`: this machine's own files."""
        return self.root / PRIVATE

    def read(self, path: str, largest: int = LARGEST) -> bytes:
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
                f"the text is not the one that its record describes; `git checkout -- {document.path}` brings it back",
            )
        return text

    def files(self, folder: str, ending: str) -> Iterator[str]:
        """Paths below a folder that end so, sorted, hidden ones left out.

        Symbolic links are not followed: a link, a folder that cannot be listed, a FIFO with such a name are among the paths,
        so that reading them names the fault.
        """
        if (self.root / folder).is_symlink():
            yield folder
            return
        found: list[str] = []
        stack = [folder]
        while stack:
            here = stack.pop()
            try:
                with os.scandir(self.root / here) as listed:
                    entries = [entry for entry in listed if not entry.name.startswith(".")]
            except FileNotFoundError:
                continue
            except OSError:
                found.append(here)
                continue
            for entry in entries:
                path = f"{here}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    stack.append(path)
                elif entry.name.endswith(ending) or entry.is_symlink():
                    found.append(path)
        yield from sorted(found)


def is_ours(path: str) -> bool:
    """Whether a path, relative to the project, can be one of the files that a project is made of."""
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] in TRACKED and ".." not in parts and "\0" not in path


def read_inside(root: Path, path: str, largest: int = LARGEST) -> bytes:
    """The bytes of the regular file at `path` below `root`, opened component by component without following links."""
    parts = PurePosixPath(path).parts
    if not parts or PurePosixPath(path).is_absolute() or ".." in parts or "\0" in path:
        raise FileFault(path, "the path leads outside the project")
    try:
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise FileFault(path, f"the project's folder cannot be opened ({os.strerror(error.errno or 0)})") from None
    try:
        for part in parts[:-1]:
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
            os.close(folder)
            folder = inner
        # O_NONBLOCK: opening a FIFO must not wait for its writer.
        handle = os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except FileNotFoundError:
        raise NoSuchFile(path) from None
    except OSError as error:
        if _is_link(root, parts):
            raise FileFault(path, "it is reached through a symbolic link, which is not followed") from None
        raise FileFault(path, f"it cannot be opened ({os.strerror(error.errno or 0)})") from None
    finally:
        os.close(folder)
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise FileFault(path, "it is not a regular file")
        if about.st_size > largest:
            raise FileFault(
                path, f"it has {about.st_size // 1024 // 1024} MB; at most {largest // 1024 // 1024} are read"
            )
        with open(handle, "rb", closefd=False) as file:
            return file.read()
    except OSError as error:
        raise FileFault(path, f"it cannot be read ({os.strerror(error.errno or 0)})") from None
    finally:
        os.close(handle)


def _is_link(root: Path, parts: tuple[str, ...]) -> bool:
    return any(os.path.islink(root.joinpath(*parts[:number])) for number in range(1, len(parts) + 1))


def working_folder() -> Path:
    """The folder that we are in; raises ProjectFault where it was taken away."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise ProjectFault("the folder that you are in is gone: change to another") from None


def real(path: Path) -> Path:
    """The whole path without links and `..`, whatever stands in the way of following it."""
    return Path(os.path.realpath(path if path.is_absolute() else working_folder() / path))


def is_project(folder: Path) -> bool:
    """Whether the folder has a `catena.toml`; raises ProjectFault where it cannot be looked into."""
    if os.path.isdir(folder) and not os.access(folder, os.X_OK):
        raise ProjectFault(f"{folder} cannot be opened (Permission denied): ask for permission, or name another folder")
    return os.path.isfile(folder / SETTINGS)


def find_project(start: Path) -> Path:
    """The nearest folder from `start` upward that has a `catena.toml`; raises ProjectFault where there is none."""
    here = real(start)
    for folder in (here, *here.parents):
        if is_project(folder):
            return folder
    raise ProjectFault(
        f"there is no project in {start} or above it: `catena init DIR --title T` begins one, `catena demo` opens a sample"
    )


def open_project(root: Path) -> Project:
    """The project in `root`; raises FileFault or ProjectFault where it is none or was made by a newer format."""
    if not is_project(root):
        raise ProjectFault(f"{root} is no project: it has no {SETTINGS}; `catena init` begins one")
    _refuse_links(root / PRIVATE)
    values = parse_toml(SETTINGS, read_inside(root, SETTINGS))
    check_schema(SETTINGS, values)
    approach = text_of(values.get("approach")) or "codebook"
    if approach not in APPROACHES:
        raise FileFault(SETTINGS, f"`approach` is {approach!r}; it can be {', '.join(APPROACHES)}")
    title = text_of(values.get("title")) or root.name
    attributions = texts_of(values.get("attributions"))
    declared: Mapping[str, Attribute] = {}
    if "attributes" in values:
        from store.attributes import attributes_from

        declared = attributes_from(SETTINGS, values)
    citation = text_of(values.get("citation"))
    return Project(real(root), Settings(text_of(values.get("id")), title, approach, attributions, declared, citation))


def _refuse_links(private: Path) -> None:
    """This machine's own files are rewritten and thrown away freely: a link among them would do that to somebody else's."""
    try:
        links = [private] if private.is_symlink() else [each for each in private.iterdir() if each.is_symlink()]
    except OSError:
        return
    if links:
        raise ProjectFault(f"{links[0]} is a symbolic link, which nothing of catena's own may be: remove it")
