"""A project's beginning: its folder, its git repository and its first commit."""

import os
import shutil
from pathlib import Path

from store.errors import GitFault, ProjectFault
from store.files import write_durably
from store.git import OLDEST, Git, version
from store.names import plain_name, random_id
from store.project import SETTINGS, TRACKED, Project, is_project, open_project, real
from store.protection import GITATTRIBUTES, GITIGNORE, protect
from store.toml import render_toml
from store.values import now


def check_beginning(root: Path, title: str) -> None:
    """Raises what `begin_project` would raise before anything is made."""
    plain_name("a project's title", title)
    _check_git()
    root = real(root)
    if is_project(root):
        raise ProjectFault(f"{root} holds a project already: `catena {root}` opens it")


def identity_for(root: Path) -> tuple[str, str] | None:
    """Who would write in a project in `root`, as its repository says or, where there is none yet, the account's settings."""
    root = real(root)
    return Git(root if os.path.exists(root / ".git") else Path(root.anchor)).identity()


def begin_project(root: Path, title: str, approach: str = "codebook") -> Project:
    """Begins a project in `root`, which may exist and hold other files; they are left alone and out of git.

    Raises ProjectFault where there is one already; GitFault where git is missing, too old or refuses; SaveFault where the
    disk does.
    """
    check_beginning(root, title)
    title = plain_name("a project's title", title)
    # Resolved first: `new/..` is a folder that is there as soon as `new` is made.
    root = real(root)
    _make_folder(root)
    _begin_repository(root)
    settings = {
        "schema": 1,
        "id": random_id("", 10),
        "title": title,
        "approach": approach,
        "created": now(),
    }
    for path, text in ((".gitattributes", GITATTRIBUTES), (".gitignore", GITIGNORE)):
        if not (root / path).exists():
            write_durably(root, path, text.encode())
    write_durably(root, SETTINGS, render_toml(settings))
    return open_project(root)


def copy_sample(sample: Path, root: Path) -> Project:
    """A copy of the project in `sample` as a new project in `root`, in git from its first commit.

    Raises ProjectFault where `root` exists and is not empty.
    """
    _check_git()
    root = real(root)
    if not _is_free(root):
        raise ProjectFault(f"{root} exists and is not empty: name another folder, or open it with `catena {root}`")
    _make_folder(root)
    for name in TRACKED:
        source = sample / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        elif source.is_file():
            shutil.copyfile(source, root / name)
    for path, text in ((".gitattributes", GITATTRIBUTES), (".gitignore", GITIGNORE)):
        if not (root / path).exists():
            write_durably(root, path, text.encode())
    _begin_repository(root)
    return open_project(root)


def first_commit(project: Project, message: str, author: tuple[str, str]) -> None:
    """Commits all files of the project; raises GitFault."""
    git = Git(project.root)
    if git.identity() is None:
        git.set_identity(*author)
    paths = [path for _, path in git.changed(TRACKED)]
    if paths:
        git.commit(paths, message, author)


def _begin_repository(root: Path) -> None:
    git = Git(root)
    begun = not (root / ".git").exists()
    if begun:
        git.begin()
    protect(git, begun)


def _is_free(folder: Path) -> bool:
    try:
        return not any(folder.iterdir())
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _make_folder(root: Path) -> None:
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectFault(f"{root} cannot be made ({error.strerror}): name a folder that you may write to") from None


def _check_git() -> None:
    found = version()
    needed = ".".join(str(part) for part in OLDEST)
    if found is None:
        raise GitFault(f"git is not installed: install git {needed} or later, then try again")
    if found < OLDEST:
        raise GitFault(f"git {'.'.join(str(part) for part in found)} is too old: install git {needed} or later")
