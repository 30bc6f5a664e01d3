"""Parsed TOML files, remembered by the hash of their bytes.

Parsing 50,000 excerpts takes seconds, reading them from JSON a fraction of it. What is remembered lies in `.catena/cache`,
is worth nothing on its own, and is made again wherever it is missing, damaged or not allowed to be written. Small files share
one file there, as opening many costs more than parsing what is in them.
Dates come out of it as their text, which serves to read values and never to write a file again; where they are values of their
own, as those of a case, they are asked for as they are.
"""

import json
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

from store.project import Project
from store.toml import LARGEST_FILE, parse_toml

SMALL = 2_000
"""Bytes below which a file is remembered together with others."""
TOGETHER = "small.json"

_OURS = re.compile(r"[0-9a-f]{64}\.json(?:\.[0-9]+\.tmp)?|small\.json\.[0-9]+\.tmp")


class ParsedFiles:
    """The parsed files of one loading of a project. One that does not `remember` uses what is remembered and writes nothing."""

    def __init__(self, project: Project, remember: bool = True) -> None:
        self.project = project
        self._remembers = remember
        self._folder = project.private / "cache"
        self._used: set[str] = set()
        self._small: dict[str, Any] | None = None
        self._small_used: dict[str, Any] = {}

    def parse(self, path: str, with_dates: bool = False) -> dict[str, Any]:
        """The values of the TOML file at `path`, `with_dates` each date as one; raises FileFault as parse_toml does."""
        data = self.project.read(path, LARGEST_FILE)
        digest = sha256(data).hexdigest()
        if with_dates:
            marked = self._parse_small(f"{digest} dates", path, data, _with_marked_dates)
            return {key: _dates_in(value) for key, value in marked.items()}
        if len(data) < SMALL:
            return self._parse_small(digest, path, data)
        name = f"{digest}.json"
        self._used.add(name)
        known = self._known(name)
        if known is None:
            known = parse_toml(path, data)
            self._remember(name, known)
        return known

    def _parse_small(
        self, digest: str, path: str, data: bytes, keep: Callable[[dict[str, Any]], dict[str, Any]] = dict
    ) -> dict[str, Any]:
        if self._small is None:
            self._small = self._known(TOGETHER) or {}
        known = self._small.get(digest)
        if not isinstance(known, dict):
            known = keep(parse_toml(path, data))
        self._small_used[digest] = known
        return known

    def _known(self, name: str) -> dict[str, Any] | None:
        try:
            values = json.loads((self._folder / name).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        return values if isinstance(values, dict) else None

    def _remember(self, name: str, values: dict[str, Any]) -> None:
        if not self._remembers:
            return
        temporary = self._folder / f"{name}.{os.getpid()}.tmp"
        # A cache that cannot be written costs time at the next start and nothing else.
        with suppress(OSError):
            try:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                temporary.write_text(json.dumps(values, default=_as_text), encoding="utf-8")
                temporary.replace(self._folder / name)
            except OSError:
                temporary.unlink(missing_ok=True)

    def prune(self) -> None:
        """Forgets what this loading did not use; whatever else lies there stays."""
        if not self._remembers:
            return
        if self._small is not None and self._small_used.keys() != self._small.keys():
            self._remember(TOGETHER, self._small_used)
        with suppress(OSError):
            for name in os.listdir(self._folder):
                if name not in self._used and _OURS.fullmatch(name):
                    os.unlink(self._folder / name)


def _as_text(value: object) -> str:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no TOML value")


_DATE = "\0"
"""The key of a table that stands for a date: none of TOML's own can be it and hold but one of these."""
_KINDS: tuple[type[datetime] | type[date] | type[time], ...] = (datetime, date, time)


def _with_marked_dates(values: Any) -> Any:
    if isinstance(values, dict):
        return {key: _with_marked_dates(value) for key, value in values.items()}
    if isinstance(values, list):
        return [_with_marked_dates(value) for value in values]
    for number, kind in enumerate(_KINDS):
        if isinstance(values, kind):
            return {_DATE: [number, values.isoformat()]}
    return values


def _dates_in(values: Any) -> Any:
    if isinstance(values, list):
        return [_dates_in(value) for value in values]
    if not isinstance(values, dict):
        return values
    marked = values.get(_DATE)
    if len(values) == 1 and isinstance(marked, list):
        with suppress(ValueError, TypeError, IndexError):
            return _KINDS[marked[0]].fromisoformat(marked[1])
    return {key: _dates_in(value) for key, value in values.items()}
