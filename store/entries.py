"""A TOML file held in memory so that one of its values can change while all else keeps its bytes.

The text is cut where a line `[excerpt.<id>]` (any `[table.<id>]`), or the comment right above it, begins an entry; each piece
is parsed alone. A cut that falls into a quoted text leaves a piece that does not parse, and then the file is taken whole. So an
untouched entry keeps its bytes, its comments and keys nobody knows, and changing one of 2,000 costs the rendering of one.
"""

import re
from collections.abc import Mapping
from typing import Any

from store.errors import FileFault
from store.toml import LARGEST_FILE, parse_toml, render_toml

_ENTRY = re.compile(r"^(?:#[^\n]*\n)*\[([a-z]+)\.([a-z0-9][a-z0-9-]*)\][ \t]*(?:#[^\n]*)?$", re.MULTILINE)

Keys = tuple[str, ...]


class EntryFile:
    """The values of one TOML file and the text they stand in."""

    def __init__(self, path: str, head: dict[str, Any]) -> None:
        self.path = path
        self._head = head
        self._head_text: str | None = None
        self._entries: dict[Keys, dict[str, Any]] = {}
        self._texts: dict[Keys, str] = {}

    @classmethod
    def read(cls, path: str, data: bytes) -> "EntryFile":
        """The file at `path` with the bytes `data`; raises FileFault where they are no TOML."""
        made = cls(path, {})
        try:
            # TOML takes CRLF for a line end, also inside texts; what is written ends lines with LF.
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            text = ""
        places = [(match.start(), (match[1], match[2])) for match in _ENTRY.finditer(text)]
        if places and len({keys for _, keys in places}) == len(places) and len(data) <= LARGEST_FILE:
            try:
                made._head_text = text[: places[0][0]]
                made._head = parse_toml(path, made._head_text.encode("utf-8"))
                ends = [start for start, _ in places[1:]] + [len(text)]
                for (start, keys), end in zip(places, ends, strict=True):
                    values = parse_toml(path, text[start:end].encode("utf-8"))
                    table, name = keys
                    if list(values) != [table] or list(values[table]) != [name] or table in made._head:
                        raise FileFault(path, "an entry holds more than itself")
                    made._entries[keys] = values[table][name]
                    made._texts[keys] = text[start:end].rstrip("\n") + "\n"
            except FileFault:
                made._entries.clear()
                made._texts.clear()
            else:
                return made
        made._head = parse_toml(path, data)
        made._head_text = text
        for table, names in list(made._head.items()):
            if isinstance(names, dict) and names and all(isinstance(entry, dict) for entry in names.values()):
                made._entries |= {(table, name): entry for name, entry in names.items()}
                del made._head[table]
                # Cutting failed, so the whole is rendered anew once something changes.
                made._head_text = None
        return made

    def get(self, keys: Keys) -> Any:
        """The value under `keys` (none: all values), or None."""
        value: Any
        if len(keys) >= 2 and keys[0] not in self._head:
            value, keys = self._entries.get(keys[:2]), keys[2:]
        else:
            value = self.values()
        for key in keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value

    def set(self, keys: Keys, after: Any) -> None:
        """Puts `after` under `keys`, or takes away what stands there where it is None."""
        if not keys:
            self._head, self._head_text = dict(after or {}), None
            self._entries.clear()
            self._texts.clear()
        elif len(keys) >= 2 and (keys[:2] in self._entries or self._begins_entry(keys, after)):
            entry = keys[:2]
            if len(keys) == 2:
                self._entries.pop(entry, None)
                if after is not None:
                    self._entries[entry] = after
            else:
                self._entries[entry] = _with(self._entries[entry], keys[2:], after)
            self._texts.pop(entry, None)
        elif after is not None or self.get(keys) is not None:
            self._head, self._head_text = _with(self._head, keys, after), None

    def become(self, values: Mapping[str, Any], other: "EntryFile") -> None:
        """Holds `values` from now on; what says the same here or in `other` keeps the bytes that it has there."""
        tables = {table for table, _ in (*self._entries, *other._entries)}
        head: dict[str, Any] = {}
        entries: dict[Keys, dict[str, Any]] = {}
        for table, names in values.items():
            if (
                table in tables
                and names
                and isinstance(names, dict)
                and all(isinstance(each, dict) for each in names.values())
            ):
                entries |= {(table, name): entry for name, entry in names.items()}
            else:
                head[table] = names
        if head != self._head:
            self._head_text = other._head_text if head == other._head else None
        texts: dict[Keys, str] = {}
        for keys, entry in entries.items():
            for source in (self, other):
                if keys not in texts and keys in source._texts and source._entries[keys] == entry:
                    texts[keys] = source._texts[keys]
        self._head, self._entries, self._texts = head, entries, texts

    def _begins_entry(self, keys: Keys, after: Any) -> bool:
        """Whether a value becomes an entry; not where the head holds the table, which would then stand there twice."""
        return len(keys) == 2 and isinstance(after, dict) and keys[0] not in self._head

    def values(self) -> dict[str, Any]:
        """All values, as tomllib would give them."""
        tables: dict[str, dict[str, Any]] = {}
        for (table, name), entry in self._entries.items():
            tables.setdefault(table, {})[name] = entry
        return self._head | tables

    @property
    def head(self) -> dict[str, Any]:
        return self._head

    @property
    def has_entries(self) -> bool:
        return bool(self._entries)

    def render(self) -> bytes:
        """The file's bytes: the head, then the entries sorted by id, untouched ones as they were."""
        pieces = [self._head_text if self._head_text is not None else render_toml(self._head).decode("utf-8")]
        for entry in sorted(self._entries):
            if entry not in self._texts:
                table, name = entry
                self._texts[entry] = render_toml({table: {name: self._entries[entry]}}).decode("utf-8")
            pieces.append(self._texts[entry])
        head = pieces[0].rstrip("\n")
        return "\n".join([f"{head}\n", *pieces[1:]] if head else pieces[1:]).encode("utf-8")


def _with(table: Mapping[str, Any], keys: Keys, after: Any) -> dict[str, Any]:
    changed = dict(table)
    if len(keys) > 1:
        inner = changed.get(keys[0])
        changed[keys[0]] = _with(inner if isinstance(inner, Mapping) else {}, keys[1:], after)
        if after is None and not changed[keys[0]]:
            del changed[keys[0]]
    elif after is None:
        changed.pop(keys[0], None)
    else:
        changed[keys[0]] = after
    return changed
