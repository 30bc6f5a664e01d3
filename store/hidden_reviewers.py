"""The reviewers whose tags are not shown in the app on this machine, a slug a line in `.catena/hidden-reviewers`.

A way of looking, not a fact of the study: it is not in git, and a file that cannot be read hides nobody.
"""

from collections.abc import Collection

from store.errors import FileFault
from store.files import write_durably
from store.names import is_id
from store.project import Project

HIDDEN = ".catena/hidden-reviewers"


def hidden_reviewers(project: Project) -> frozenset[str]:
    """The slugs of the reviewers who are hidden."""
    try:
        lines = project.read(HIDDEN, 100_000).decode("utf-8", errors="replace").split("\n")
    except FileFault:
        return frozenset()
    return frozenset(line for line in lines if is_id(line))


def hide_reviewers(project: Project, hidden: Collection[str]) -> None:
    """Hides exactly these reviewers (slugs); raises SaveFault."""
    write_durably(project.root, HIDDEN, "".join(f"{slug}\n" for slug in sorted(hidden)).encode())
