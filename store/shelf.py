"""Changes put into files: each checked against what is there now, written durably, and able to be taken back.

A change that names a value is compared with that value alone, so what somebody else did elsewhere in the same file is kept.
TOML files stay in memory between changes and are read again when their bytes differ from what was written last.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from store.acts import Change, SetFile, SetValue
from store.entries import EntryFile
from store.errors import ChangedMeanwhile, FileFault
from store.files import remove_durably, write_durably
from store.holdings import Touched
from store.journal import Recordable, ReplacedFile
from store.project import Project
from store.toml import check_schema


class Shelf:
    """The files of one project, for one writer."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, tuple[str, EntryFile]] = {}

    def _bytes(self, path: str) -> bytes | None:
        if not (self._project.root / path).exists():
            return None
        return self._project.read(path)

    def _file(self, path: str, head: Mapping[str, Any] | None) -> EntryFile:
        data = self._bytes(path)
        if data is None:
            return EntryFile(path, dict(head or {}))
        digest = sha256(data).hexdigest()
        known = self._known.get(path)
        if known is None or known[0] != digest:
            file = EntryFile.read(path, data)
            check_schema(path, file.head)
            known = self._known[path] = (digest, file)
        return known[1]

    def recordable(self, change: Change) -> Recordable:
        """The change with what really stands there now as its `before`.

        Raises ChangedMeanwhile where that is not what the change was made for, FileFault where the file cannot be read.
        """
        if isinstance(change, SetFile):
            found = self._bytes(change.path)
            if found != change.before:
                raise ChangedMeanwhile(_changed(change.path))
            return ReplacedFile(change.path, found, _hash(change.after))
        file = self._file(change.path, change.head)
        if len(change.keys) > 2 and file.get(change.keys[:2]) is None:
            raise ChangedMeanwhile(f"{change.keys[1]} is no longer in {change.path}; nothing was changed")
        found = file.get(change.keys) if change.keys or self._bytes(change.path) is not None else None
        if not _agrees(found, change.before):
            raise ChangedMeanwhile(_changed(change.path))
        return SetValue(change.path, change.keys, found, change.after, change.head)

    def put(self, change: Change) -> Touched:
        """Makes the change durable; raises SaveFault, with the file as it was, where the disk refuses."""
        if isinstance(change, SetFile):
            if change.after is None:
                remove_durably(self._project.root, change.path)
                return Touched(change.path, None)
            write_durably(self._project.root, change.path, change.after)
            return Touched(change.path, change.after.decode("utf-8", errors="replace"))
        # A failed write must leave no change in memory: what is known is dropped until the bytes are on disk.
        file = self._file(change.path, change.head)
        self._known.pop(change.path, None)
        file.set(change.keys, change.after)
        empty = not file.has_entries and (not file.head or file.head == change.head)
        if empty:
            remove_durably(self._project.root, change.path)
        else:
            data = file.render()
            write_durably(self._project.root, change.path, data)
            self._known[change.path] = (sha256(data).hexdigest(), file)
        if change.keys[:1] == ("excerpt",):
            return Touched(change.path, file.get(change.keys[:2]), change.keys[1])
        return Touched(change.path, None if empty else file.values())

    def inverse(self, change: Recordable) -> Change | None:
        """The change that takes a recorded one back, or None where it is taken back already.

        Raises ChangedMeanwhile where something else stands there by now.
        """
        if isinstance(change, ReplacedFile):
            found = self._bytes(change.path)
            if found == change.before:
                return None
            if _hash(found) != change.after:
                raise ChangedMeanwhile(_changed(change.path))
            return SetFile(change.path, found, change.before)
        exists = self._bytes(change.path) is not None
        found = self._file(change.path, change.head).get(change.keys) if exists or change.keys else None
        if _agrees(found, change.after):
            return SetValue(change.path, change.keys, change.after, change.before, change.head)
        if _agrees(found, change.before):
            return None
        raise ChangedMeanwhile(_changed(change.path))

    def readable(self, path: str) -> bool:
        """Whether a TOML file can be parsed; other files always are."""
        if not path.endswith(".toml"):
            return True
        try:
            self._file(path, None)
        except FileFault:
            return False
        return True


def _hash(data: bytes | None) -> str | None:
    return None if data is None else sha256(data).hexdigest()


def _changed(path: str) -> str:
    return (
        f"{path} was changed by someone else meanwhile; nothing was changed now: look at it again, then repeat the step"
    )


def _agrees(found: Any, expected: Any) -> bool:
    """Whether what is found is what was expected; empty values and absent ones are the same, unknown keys do not count."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        return all(_agrees(found.get(key), value) for key, value in expected.items())
    if expected in (None, "", [], {}):
        return found in (None, "", [], {})
    return bool(found == expected)
