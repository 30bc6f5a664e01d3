"""The journal of acts on this machine: `.catena/journal.jsonl`, one line an act, written before the files it changes.

From it alone follow what can be undone and redone, which acts have no commit yet, and what a crash left half done.
Lines are only ever added; a last line that a crash cut short is no act.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from store.acts import SetValue
from store.errors import FileFault
from store.files import append_durably, write_durably
from store.project import Project

PATH = ".catena/journal.jsonl"
LARGEST = 2 * 1024 * 1024
"""Bytes beyond which the oldest acts are let go: they are in git, they only cannot be undone by a key any more."""


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

    @classmethod
    def read(cls, project: Project) -> "Journal":
        """The journal on disk; lines that cannot be read are passed over."""
        made = cls(project)
        try:
            data = project.read(PATH, 1024 * 1024 * 1024)
        except FileFault:
            return made
        for line in data.split(b"\n"):
            try:
                entry = json.loads(line, object_hook=_decoded) if line else None
            except ValueError:
                continue
            if isinstance(entry, dict):
                made._take(entry)
        if data and not data.endswith(b"\n"):
            append_durably(project.root, PATH, b"\n")
        if len(data) > LARGEST:
            made._compact()
        return made

    def _take(self, entry: Mapping[str, Any]) -> None:
        for act in entry.get("committed", ()):
            self.uncommitted.pop(act, None)
        if "void" in entry:
            self._forget(entry["void"])
        if "act" in entry:
            try:
                changes = tuple(_change(change) for change in entry["changes"])
                act = Recorded(
                    entry["act"],
                    entry["kind"],
                    entry["message"],
                    entry["reviewer"],
                    changes,
                    entry.get("undoes", ""),
                    entry.get("when", ""),
                )
            except (KeyError, TypeError):
                return
            self._keep(act)

    def _keep(self, act: Recorded) -> None:
        self.acts[act.id] = act
        self.uncommitted[act.id] = act
        if not act.undoes:
            self.undoable.append(act.id)
            self.redoable.clear()
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
        elif act_id in self.redoable:
            self.redoable.remove(act_id)
            self.undoable.append(act.undoes)

    def record(self, act: Recorded) -> None:
        """Writes the act down, durably, before anything of it is done; raises SaveFault."""
        append_durably(self.project.root, PATH, _line(_entry(act)))
        self._keep(act)

    def void(self, act_id: str) -> None:
        """Says that an act did not come about after all."""
        append_durably(self.project.root, PATH, _line({"void": act_id}))
        self._forget(act_id)

    def committed(self, acts: Iterable[str]) -> None:
        """Says that acts are in git."""
        done = list(acts)
        for act in done:
            self.uncommitted.pop(act, None)
        append_durably(self.project.root, PATH, _line({"committed": done}))

    def last(self) -> Recorded | None:
        """The act that was recorded last."""
        return next(reversed(self.acts.values()), None)

    def _compact(self) -> None:
        room = LARGEST // 2
        kept: list[Recorded] = []
        for act in reversed(self.acts.values()):
            room -= len(_line(_entry(act)))
            if room > 0 or act.id in self.uncommitted:
                kept.append(act)
        kept.reverse()
        lines = [_line(_entry(act)) for act in kept]
        lines.append(_line({"committed": [act.id for act in kept if act.id not in self.uncommitted]}))
        write_durably(self.project.root, PATH, b"".join(lines))
        self.acts = {act.id: act for act in kept}
        self.undoable = [act for act in self.undoable if act in self.acts]
        self.redoable = [act for act in self.redoable if act in self.acts]


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


def _change(entry: Mapping[str, Any]) -> Recordable:
    if "keys" not in entry:
        return ReplacedFile(entry["path"], entry["before"], entry["after"])
    before, after = entry["values"]
    return SetValue(entry["path"], tuple(entry["keys"]), before, after, entry["head"])


def _line(entry: Mapping[str, Any]) -> bytes:
    return json.dumps(entry, default=_encoded, ensure_ascii=False).encode("utf-8") + b"\n"


def _encoded(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, time):
        return {"$time": value.isoformat()}
    raise TypeError(f"{type(value).__name__} cannot be kept in the journal")


def _decoded(entry: dict[str, Any]) -> Any:
    if len(entry) == 1:
        key, value = next(iter(entry.items()))
        match key:
            case "$bytes":
                return base64.b64decode(value)
            case "$datetime":
                return datetime.fromisoformat(value)
            case "$date":
                return date.fromisoformat(value)
            case "$time":
                return time.fromisoformat(value)
    return entry
