"""Changes put into files: each checked against what is there now, written durably, and able to be taken back.

A change that names a value is merged into that value alone, field by field, so what somebody else did elsewhere in the same
file or entry is kept. Nothing is written that could not be read again, and nothing outside the files of a project.
TOML files stay in memory between changes and are read again when their bytes differ from what was written last.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from typing import Any

from store.acts import Change, SetFile, SetValue
from store.entries import EntryFile
from store.errors import ChangedMeanwhile, FileFault, NoSuchFile, UsageFault
from store.files import changed_by_someone, remove_durably, write_durably
from store.holdings import Touched
from store.journal import Recordable, ReplacedFile
from store.merging import Conflict, merged, same
from store.project import LARGEST, Project, is_ours
from store.toml import LARGEST_FILE, check_schema, parse_toml, render_toml


class Shelf:
    """The files of one project, for one writer."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, tuple[str, EntryFile]] = {}

    def _bytes(self, path: str) -> bytes | None:
        if not is_ours(path):
            raise FileFault(path, "it is no file of a project; nothing was written")
        try:
            return self._project.read(path)
        except NoSuchFile:
            return None

    def _file(self, path: str, data: bytes | None, head: Mapping[str, Any] | None) -> EntryFile:
        if data is None:
            return EntryFile(path, dict(head or {}))
        digest = sha256(data).hexdigest()
        known = self._known.get(path)
        if known is None or known[0] != digest:
            file = EntryFile.read(path, data)
            check_schema(path, file.head)
            known = self._known[path] = (digest, file)
        return known[1]

    def _found(self, change: SetValue) -> tuple[Any, int]:
        """What stands under the change's keys now, and how large the file is."""
        data = self._bytes(change.path)
        if data is None and not change.keys:
            return None, 0
        if data is None and change.head is None:
            # What says how such a file begins makes it; anything else is about a file that somebody took away.
            raise ChangedMeanwhile(f"{change.path} is not here any more; nothing was changed")
        return _value_in(self._file(change.path, data, change.head), change), len(data or b"")

    def prepare(self, path: str) -> None:
        """Reads the file at `path` ahead; raises FileFault where it cannot be read."""
        self._file(path, self._bytes(path), None)

    def recordable(self, change: Change) -> Recordable:
        """The change as it comes out on disk: what really stands there now as its `before`, merged with it its `after`.

        Raises ChangedMeanwhile where that is not what the change was made for, FileFault where the file cannot be read, and
        UsageFault where the value is none that a file can keep.
        """
        if isinstance(change, SetFile):
            # What an editor wrote may stand there already: then the act makes it durable and able to be undone.
            if self._bytes(change.path) not in (change.before, change.after):
                raise ChangedMeanwhile(changed_by_someone(change.path))
            if len(change.after or b"") > LARGEST:
                raise UsageFault(f"{change.path} would be larger than {LARGEST // 1024 // 1024} MB; nothing was saved")
            return ReplacedFile(change.path, change.before, _hash(change.after))
        found, size = self._found(change)
        try:
            after = merged(change.absent if found is None else found, change.before, change.after)
        except Conflict:
            raise ChangedMeanwhile(changed_by_someone(change.path)) from None
        if after is not None:
            _check_kept(change.path, change.keys, after, size)
        return SetValue(change.path, change.keys, found, after, change.head)

    def put(self, change: Change) -> Touched:
        """Makes the change durable where its `before`, or all of its `after`, still stands.

        Raises SaveFault where the disk refuses and ChangedMeanwhile where something else stands there by now, which is then
        left as it is.
        """
        if isinstance(change, SetFile):
            path = change.path
            data = self._bytes(path)
            if data not in (change.before, change.after):
                raise ChangedMeanwhile(changed_by_someone(path))
            if change.after is None:
                remove_durably(self._project.root, path, instead_of=data)
                return Touched(path, None)
            write_durably(self._project.root, path, change.after, instead_of=data)
            return Touched(path, change.after.decode("utf-8", errors="replace"))
        return self.put_together([change])[0]

    def put_together(self, changes: Sequence[SetValue]) -> list[Touched]:
        """Makes changes of values in one file durable in one write; raises what `put` raises, with the file as it was."""
        path, head = changes[0].path, changes[0].head
        data = self._bytes(path)
        file = self._file(path, data, head)
        for change in changes:
            found = None if data is None and not change.keys else _value_in(file, change)
            if not same(found, change.before):
                raise ChangedMeanwhile(changed_by_someone(path))
        # A failed write must leave no change in memory: what is known is dropped until the bytes are on disk.
        self._known.pop(path, None)
        for change in changes:
            file.set(change.keys, change.after)
        empty = not file.has_entries and (not file.head or file.head == head)
        if empty:
            remove_durably(self._project.root, path, instead_of=data)
        else:
            rendered = file.render()
            if len(rendered) > LARGEST_FILE:
                raise UsageFault(f"{path} would be larger than {LARGEST_FILE // 1024 // 1024} MB; nothing was saved")
            write_durably(self._project.root, path, rendered, instead_of=data)
            self._known[path] = (sha256(rendered).hexdigest(), file)
        return [_touched(file, change, empty) for change in changes]

    def inverse(self, change: Recordable) -> Change | None:
        """The change that takes a recorded one back, or None where it is taken back already.

        Raises ChangedMeanwhile where something else stands there by now.
        """
        if isinstance(change, ReplacedFile):
            content = self._bytes(change.path)
            if content == change.before:
                return None
            if _hash(content) != change.after:
                raise ChangedMeanwhile(changed_by_someone(change.path))
            return SetFile(change.path, content, change.before)
        try:
            found, _ = self._found(change)
        except ChangedMeanwhile:
            found = None
        if same(found, change.after):
            return SetValue(change.path, change.keys, found, change.before, change.head)
        if same(found, change.before):
            return None
        try:
            # What was made must be as it was made to be taken away; of what was changed, the changed fields must.
            if not (isinstance(change.before, Mapping) and isinstance(change.after, Mapping)):
                raise Conflict
            back = merged(found, change.after, change.before)
        except Conflict:
            raise ChangedMeanwhile(changed_by_someone(change.path)) from None
        return None if same(found, back) else SetValue(change.path, change.keys, found, back, change.head)


def _value_in(file: EntryFile, change: SetValue) -> Any:
    """What stands under the change's keys in its file.

    Raises FileFault where the file is about something else, ChangedMeanwhile where the entry that it is about is gone.
    """
    for key, value in (change.head or {}).items():
        if key in file.head and file.head[key] != value:
            raise FileFault(change.path, f"its `{key}` is {file.head[key]!r} and not {value!r}, so nothing was added")
    if len(change.keys) > 2 and file.get(change.keys[:2]) is None:
        raise ChangedMeanwhile(f"{change.keys[1]} is no longer in {change.path}; nothing was changed")
    return file.get(change.keys)


def _touched(file: EntryFile, change: SetValue, empty: bool) -> Touched:
    if change.keys[:1] == ("excerpt",):
        return Touched(change.path, file.get(change.keys[:2]), change.keys[1])
    if change.keys[:1] == ("recode",):
        return Touched(change.path, file.get(change.keys[:2]), recode=change.keys[1])
    return Touched(change.path, None if empty else file.values())


def combined(changes: Sequence[Change]) -> list[Change]:
    """The changes of an act with one for each value: two of the same value become one, as if one came after the other, and so do
    the making of a file and what is changed in it.

    Raises ChangedMeanwhile where they contradict each other.
    """
    made: dict[tuple[str, tuple[str, ...] | None], Change] = {}
    for change in changes:
        place = (change.path, change.keys if isinstance(change, SetValue) else None)
        whole = made.get((change.path, ()))
        if (
            isinstance(change, SetValue)
            and len(change.keys) == 1
            and isinstance(whole, SetValue)
            and whole.before is None
        ):
            made[whole.path, ()] = _within(whole, change)
            continue
        made[place] = _one_after_the_other(made[place], change) if place in made else change
    return list(made.values())


def _within(whole: SetValue, change: SetValue) -> SetValue:
    """The making of a file with the change of one of its fields in it."""
    (key,), record = change.keys, dict(whole.after or {})
    if not same(record.get(key, change.absent), change.before):
        raise ChangedMeanwhile(f"one step cannot change {whole.path} in two ways; nothing was changed")
    record[key] = change.after
    return replace(whole, after={name: value for name, value in record.items() if value is not None})


def _one_after_the_other(first: Change, second: Change) -> Change:
    if isinstance(first, SetFile) and isinstance(second, SetFile) and first.after == second.before:
        return SetFile(first.path, first.before, second.after)
    if isinstance(first, SetValue) and isinstance(second, SetValue):
        if same(second.before, first.after):
            return replace(first, after=second.after)
        # Each may have been made for what stood there before the act.
        if same(second.before, first.before) and same(second.after, first.after):
            return first
        if same(second.before, first.before):
            with suppress(Conflict):
                return replace(second, after=merged(first.after, first.before, second.after))
    raise ChangedMeanwhile(f"one step cannot change {first.path} in two ways; nothing was changed")


def _check_kept(path: str, keys: tuple[str, ...], value: Any, size: int) -> None:
    """Raises UsageFault unless `value` under `keys` is read back as it is from a file that has `size` bytes without it."""
    whole = value
    for key in reversed(keys):
        whole = {key: whole}
    try:
        rendered = render_toml(whole)
        read: Any = parse_toml(path, rendered)
    except FileFault as fault:
        raise UsageFault(f"{fault.reason}; nothing was saved") from None
    except UnicodeEncodeError:
        raise UsageFault("the text holds half a character, which no file can keep; nothing was saved") from None
    for key in keys:
        read = read[key]
    if not same(read, value):
        raise UsageFault(f"{path} cannot keep this value as it is; nothing was saved")
    if size + len(rendered) > LARGEST_FILE:
        raise UsageFault(f"{path} would be larger than {LARGEST_FILE // 1024 // 1024} MB; nothing was saved")


def _hash(data: bytes | None) -> str | None:
    return None if data is None else sha256(data).hexdigest()
