"""The journal of acts on this machine: `.catena/journal.jsonl`, one line an act, written before the files it changes.

From it alone follow what can be undone and redone, which acts have no commit yet, and what a crash left half done.
Lines are only ever added; a line that a crash or a full disk cut short is no act. It names files of the project alone: a
journal that came along with a copied folder can write nowhere else.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from store.acts import SetValue
from store.errors import NoSuchFile, SaveFault
from store.files import append_durably, write_durably
from store.project import Project, is_ours

PATH = ".catena/journal.jsonl"
LARGEST = 2 * 1024 * 1024
"""Bytes beyond which the oldest acts are let go: they are in git, they only cannot be undone by a key any more."""

NEWEST = 10
"""Acts that stay whatever their size, so that a large one can be undone as well."""


@dataclass(frozen=True, slots=True)
class ReplacedFile:
    """The file at `path` held `before` (None: it was absent) and then bytes of the sha256 `after` (None: absent)."""

    path: str
    before: bytes | None
    after: str | None


Recordable = SetValue | ReplacedFile


@dataclass(frozen=True, slots=True)
class Recorded:
    """An act as it was done: its changes with what really stood there before. `undoes` is the id of the act it takes back."""

    id: str
    kind: str
    message: str
    reviewer: str
    changes: tuple[Recordable, ...]
    undoes: str = ""
    when: str = ""


@dataclass
class Journal:
    """The acts in order, and what has become of them."""

    project: Project
    acts: dict[str, Recorded] = field(default_factory=dict)
    uncommitted: dict[str, Recorded] = field(default_factory=dict)
    undoable: list[str] = field(default_factory=list)
    redoable: list[str] = field(default_factory=list)
    _cleared: list[str] = field(default_factory=list)
    """What could be redone before the last act, should that act not come about."""
    _owed: bytes = b""
    """What the disk refused and the next line must bring along."""

    @classmethod
    def read(cls, project: Project) -> "Journal":
        """The journal on disk; a line that cannot be read is passed over, a file that cannot be raises FileFault."""
        made = cls(project)
        try:
            data = project.read(PATH, 1024 * 1024 * 1024)
        except NoSuchFile:
            return made
        for line in data.split(b"\n"):
            try:
                made._take(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                continue
        if data and not data.endswith(b"\n"):
            made._owed = b"\n"
        if len(data) > LARGEST:
            made._compact()
        return made

    def _take(self, entry: Mapping[str, Any]) -> None:
        for act_id in entry.get("committed", ()):
            self.uncommitted.pop(act_id, None)
        if "void" in entry:
            self._forget(entry["void"])
        if "act" in entry:
            self._keep(_act(entry))

    def _keep(self, act: Recorded) -> None:
        self.acts[act.id] = act
        self.uncommitted[act.id] = act
        if not act.undoes:
            self.undoable.append(act.id)
            self._cleared, self.redoable = self.redoable, []
        elif act.undoes in self.undoable:
            self.undoable.remove(act.undoes)
            self.redoable.append(act.id)
        elif act.undoes in self.redoable:
            self.redoable.remove(act.undoes)
            self.undoable.append(act.id)

    def _forget(self, act_id: str) -> None:
        act = self.acts.pop(act_id, None)
        self.uncommitted.pop(act_id, None)
        if act is None:
            return
        if act_id in self.undoable:
            self.undoable.remove(act_id)
            if act.undoes:
                self.redoable.append(act.undoes)
            elif not self.redoable:
                self.redoable, self._cleared = self._cleared, []
        elif act_id in self.redoable:
            self.redoable.remove(act_id)
            self.undoable.append(act.undoes)

    def record(self, act: Recorded) -> None:
        """Writes the act down, durably, before anything of it is done; raises SaveFault."""
        self._append(_entry(act))
        self._keep(act)

    def void(self, act_id: str) -> None:
        """Says that an act did not come about after all; where the disk refuses even that, the next line says it."""
        self._forget(act_id)
        with suppress(SaveFault):
            self._append({"void": act_id})

    def committed(self, acts: Iterable[str]) -> None:
        """Says that acts are in git; where the disk refuses that, the next line says it."""
        done = list(acts)
        for act in done:
            self.uncommitted.pop(act, None)
        with suppress(SaveFault):
            self._append({"committed": done})

    def _append(self, entry: Mapping[str, Any]) -> None:
        line = _line(entry)
        try:
            append_durably(self.project.root, PATH, self._owed + line)
        except SaveFault:
            # Half a line may be left, or all of it: the next one begins anew and says that an act that was refused never was.
            owed = _line({"void": entry["act"]}) if "act" in entry else line
            self._owed = b"\n" + self._owed.lstrip(b"\n") + owed
            raise
        self._owed = b""

    def last(self) -> Recorded | None:
        """The act that was recorded last."""
        return next(reversed(self.acts.values()), None)

    def _compact(self) -> None:
        room = LARGEST // 2
        kept: list[Recorded] = []
        for newer, act in enumerate(reversed(self.acts.values())):
            room -= len(_line(_entry(act)))
            if room > 0 or newer < NEWEST or act.id in self.uncommitted:
                kept.append(act)
        if len(kept) == len(self.acts):
            return
        kept.reverse()
        lines = [_line(_entry(act)) for act in kept]
        lines.append(_line({"committed": [act.id for act in kept if act.id not in self.uncommitted]}))
        try:
            write_durably(self.project.root, PATH, b"".join(lines))
        except SaveFault:
            # The long journal is as good as the short one.
            return
        self.acts.clear()
        self.uncommitted.clear()
        self.undoable.clear()
        self.redoable.clear()
        self._cleared.clear()
        self._owed = b""
        for line in lines:
            self._take(json.loads(line))


def _entry(act: Recorded) -> dict[str, Any]:
    return {
        "act": act.id,
        "kind": act.kind,
        "message": act.message,
        "reviewer": act.reviewer,
        "undoes": act.undoes,
        "when": act.when,
        "changes": [
            {"path": change.path, "before": change.before, "after": change.after}
            if isinstance(change, ReplacedFile)
            else {
                "path": change.path,
                "keys": change.keys,
                "values": [change.before, change.after],
                "head": change.head,
            }
            for change in act.changes
        ],
    }


def _act(entry: Mapping[str, Any]) -> Recorded:
    return Recorded(
        entry["act"],
        entry["kind"],
        entry["message"],
        entry["reviewer"],
        tuple(_change(change) for change in entry["changes"]),
        entry.get("undoes", ""),
        entry.get("when", ""),
    )


def _change(entry: Mapping[str, Any]) -> Recordable:
    path = entry["path"]
    if not is_ours(path):
        raise ValueError(f"{path} is no file of a project")
    if "keys" not in entry:
        return ReplacedFile(path, _decoded(entry["before"]), entry["after"])
    before, after = _decoded(entry["values"])
    return SetValue(path, tuple(entry["keys"]), before, after, _decoded(entry["head"]))


def _line(entry: Mapping[str, Any]) -> bytes:
    return json.dumps(_encoded(entry), ensure_ascii=False).encode("utf-8") + b"\n"


def _encoded(value: Any) -> Any:
    """The value in what JSON has; what it has not becomes a table of one key that begins with `$`."""
    match value:
        case dict():
            plain = {key: _encoded(inner) for key, inner in value.items()}
            return {"$table": plain} if len(plain) == 1 and next(iter(plain)).startswith("$") else plain
        case list() | tuple():
            return [_encoded(inner) for inner in value]
        case bytes():
            return {"$bytes": base64.b64encode(value).decode("ascii")}
        case datetime():
            return {"$datetime": value.isoformat()}
        case date():
            return {"$date": value.isoformat()}
        case time():
            return {"$time": value.isoformat()}
    return value


def _decoded(value: Any) -> Any:
    if isinstance(value, list):
        return [_decoded(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    inner: Any
    key, inner = next(iter(value.items())) if len(value) == 1 else ("", None)
    match key:
        case "$bytes":
            return base64.b64decode(inner, validate=True)
        case "$datetime":
            return datetime.fromisoformat(inner)
        case "$date":
            return date.fromisoformat(inner)
        case "$time":
            return time.fromisoformat(inner)
        case "$table":
            value = inner
    return {name: _decoded(each) for name, each in value.items()}
