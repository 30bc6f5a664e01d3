"""Earlier texts that hold real names: out of the shared files, and kept on the machine that has the key.

They lie in `private/earlier/`, which is never in git, under the names that they had. A record keeps their hashes, so that
whoever has one of them can prove that it is the one. Nothing is taken out of the shared files that has not been put there
first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from store.acts import SetFile
from store.documents import Document
from store.earlier_texts import PRIVATE_EARLIER, EarlierText, earlier_path
from store.errors import ChangedMeanwhile, FileFault
from store.files import write_durably
from store.project import Project
from store.pseudonyms import NameKey


@dataclass
class Hidden:
    """Files that leave the shared ones: what must be kept first, by its private path, and the changes that take them away."""

    kept: dict[str, bytes] = field(default_factory=dict)
    changes: list[SetFile] = field(default_factory=list)

    def hide(self, project: Project, path: str) -> None:
        """Takes a file out of the shared ones; one that is not there stays so."""
        try:
            data = project.read(path)
        except FileFault:
            return
        self.kept[f"{PRIVATE_EARLIER}/{PurePosixPath(path).name}"] = data
        self.changes.append(SetFile(path, data, None))


def without_present(project: Project, document: Document, old: str, hidden: Hidden) -> Document:
    """The document whose text is about to become an earlier one that holds names: what it came from is not shared any more."""
    hidden.kept[earlier_path(document.id, document.sha256, private=True)] = old.encode("utf-8")
    if document.original:
        hidden.hide(project, document.original)
    return replace(document, original="")


def without_earlier(project: Project, document: Document, key: NameKey, hidden: Hidden) -> Document:
    """The document without its earlier texts that hold names of the key, and without what these came from."""
    return replace(document, earlier=tuple(_private(project, each, key, hidden) for each in document.earlier))


def _private(project: Project, earlier: EarlierText, key: NameKey, hidden: Hidden) -> EarlierText:
    try:
        text = project.read(earlier.path).decode("utf-8", errors="replace") if earlier.path else ""
    except FileFault:
        text = ""
    if not key.places(text):
        return earlier
    for path in (earlier.path, earlier.original):
        if path:
            hidden.hide(project, path)
    return replace(earlier, path="", original="", source=key.without_names(earlier.source))


def keep_privately(project: Project, kept: Mapping[str, bytes]) -> None:
    """Puts these files where they are never shared; raises SaveFault, and ChangedMeanwhile where something else lies there."""
    for path, data in kept.items():
        try:
            there = project.read(path)
        except FileFault:
            write_durably(project.root, path, data, instead_of=None)
        else:
            if there != data:
                raise ChangedMeanwhile(f"{path} holds something else already: move it away, then repeat the step")
