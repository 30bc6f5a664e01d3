"""What must not be committed: files that hold a real name of the key of pseudonyms.

Nothing that is typed is lost for it: the save is durable, and the act waits without a commit until the name is replaced, allowed
or taken out of the key. All that touches other files goes on being committed. A name in an act's message gives way to its
pseudonym.
"""

from collections.abc import Sequence
from dataclasses import replace

from store.errors import FileFault
from store.journal import Recorded
from store.project import Project
from store.pseudonyms import held_back, read_names

REMEDY = "`catena names replace` puts the pseudonym there, `catena names allow` lets it stand"


class NameGuard:
    """Looks at what is on disk whenever something is to be committed."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def let_through(self, acts: Sequence[Recorded]) -> tuple[list[Recorded], str]:
        """The acts that can be committed, with messages that hold no real name; and why the others wait, "" where none does."""
        held = held_back(self._project, [change.path for act in acts for change in act.changes])
        through = [act for act in acts if not any(change.path in held for change in act.changes)]
        try:
            key = read_names(self._project)
        except FileFault as fault:
            return [], fault.message
        told = [replace(act, message=key.without_names(act.message)) for act in through] if key.names else through
        return told, _said(held)

    def paths(self, paths: Sequence[str]) -> tuple[list[str], str]:
        """Those of some paths that can be committed; and why the others wait."""
        held = held_back(self._project, list(paths))
        return [path for path in paths if path not in held], _said(held)


def _said(held: dict[str, str]) -> str:
    if not held:
        return ""
    others = f" (and {len(held) - 1} more)" if len(held) > 1 else ""
    return f"{next(iter(held.values()))}{others}: {REMEDY}"
