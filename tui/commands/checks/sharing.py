"""Sharing: whether the remote is one that can be used, what waits to be decided, and what git left half merged."""

from collections.abc import Iterator

from store.errors import CatenaError, FileFault
from store.git import Git
from store.inspection import refuse_unsound
from store.project import Project
from store.sharing.conflicts import read_conflicts
from store.sharing.remotes import remote_of
from tui.commands.checks import Check


def sharing_checks(project: Project, git: Git) -> Iterator[Check]:
    """Nothing of a project that is not shared."""
    if git.text("remote", may_fail=True):
        try:
            yield Check("sharing", True, f"with {remote_of(git).shown}")
        except CatenaError as fault:
            yield Check("sharing", False, fault.message, "git remote set-url NAME ADDRESS")
    conflicts, _ = read_conflicts(project)
    if conflicts:
        detail = f"{len(conflicts)} changed differently by two people"
        yield Check("conflicts", False, detail, "`catena conflicts` shows them, `catena resolve` decides")
    for path in project.files("memos", ".md"):
        try:
            refuse_unsound(project, path)
        except FileFault as fault:
            if "<<<<<<<" in fault.reason:
                yield Check("half merged", False, fault.message, "keep what should stand, and take the marks away")
