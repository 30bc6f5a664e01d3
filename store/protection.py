"""What git is told about a project's files: it never merges our TOML line by line, and what is one machine's own stays out of it.

A project says so in files that travel with it. A repository that somebody else began may have other ones, which are left as
they are, so each clone is told in `.git/info` too, where no file of the tree can override it. Lines that stand there stay.
"""

import os
from pathlib import Path

from store.errors import CatenaError, GitFault, NoSuchFile
from store.files import TEMPORARY, write_durably
from store.git import Git, common_folder
from store.project import PRIVATE, SECRETS, TOML_FOLDERS, TRACKED, read_inside

_NEVER_MERGED = tuple(f"{folder}/** -merge" for folder in TOML_FOLDERS)
_VERBATIM = tuple(
    f"{path}/** -text -ident !eol !working-tree-encoding" if "." not in path else f"{path} -text !working-tree-encoding"
    for path in TRACKED
)
"""What is saved is in git byte for byte, whatever the attributes of the tree ask for."""
_NOTHING_RUNS = "* !filter !diff merge -text"
"""Only where catena began the repository: it turns off the filters of whatever else lies in the tree."""

GITATTRIBUTES = "\n".join(
    (
        "# git must not touch line ends, and must never merge TOML line by line: catena merges by id.",
        "* -text",
        *_NEVER_MERGED,
        "",
    )
)
GITIGNORE = f"{PRIVATE}/\n{TEMPORARY}*\n{SECRETS}/\n"
_EXCLUDED = (f"/{PRIVATE}/", f"{TEMPORARY}*", f"/{SECRETS}/")


def protect(git: Git, begun: bool = False) -> None:
    """Adds what is missing of our lines in `.git/info`; `begun` where the repository is catena's own from the start.

    Nothing happens where there is no repository. Raises GitFault where the lines cannot be kept.
    """
    folder = git.folder()
    if folder is not None:
        _add_lines(
            common_folder(folder), "info/attributes", ((_NOTHING_RUNS,) if begun else ()) + _NEVER_MERGED + _VERBATIM
        )
        _add_lines(common_folder(folder), "info/exclude", _EXCLUDED)


def hide(root: Path, folder: str) -> None:
    """Keeps what lies in `folder` out of any `git add`, whatever the files above it say; raises SaveFault."""
    if os.path.isdir(root / folder) and not os.path.islink(root / folder):
        path = f"{folder}/.gitignore"
        if not os.path.lexists(root / path):
            write_durably(root, path, b"*\n")


def merged_by_line(git: Git) -> list[str]:
    """The folders of TOML that git would merge line by line here; raises GitFault."""
    asked = [f"{folder}/x.toml" for folder in TOML_FOLDERS]
    printed = git.run("check-attr", "-z", "merge", "--", *asked).decode("utf-8").split("\0")
    return [
        path.partition("/")[0] for path, value in zip(printed[::3], printed[2::3], strict=False) if value != "unset"
    ]


def _add_lines(folder: Path, path: str, lines: tuple[str, ...]) -> None:
    try:
        try:
            found = read_inside(folder, path)
        except NoSuchFile:
            found = b""
        there = found.decode("utf-8", errors="replace").split("\n")
        missing = "".join(f"{line}\n" for line in lines if line not in there)
        if missing:
            ended = found + b"\n" if found and not found.endswith(b"\n") else found
            write_durably(folder, path, ended + missing.encode("utf-8"))
    except CatenaError as fault:
        raise GitFault(f"git could not be told what not to merge and not to take in: {fault.message}") from fault
