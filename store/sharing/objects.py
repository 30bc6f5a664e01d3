"""Reading and writing git's objects by plumbing alone.

No work tree, no index of the person's, no filter and no merge driver takes part.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from store.errors import GitFault
from store.git import Git
from store.sharing.trees import Changed, Changes, Entry

_ABSENT = "000000"
AT_ONCE = 32 * 1024 * 1024
"""Bytes of contents that are read at a time."""


def commit_at(git: Git, ref: str) -> str:
    """The commit that a ref is at, or "" where there is none."""
    return git.text("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}", may_fail=True)


def changes_between(git: Git, old: str, new: str) -> dict[str, Changed]:
    """What differs between two trees or commits, by path; an empty `old` is the empty tree."""
    if not old:
        return {path: Changed(None, entry) for path, entry in entries_of(git, new).items()}
    printed = git.run("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-ext-diff", old, new)
    fields = printed.split(b"\0")
    made: dict[str, Changed] = {}
    for about, path in zip(fields[::2], fields[1::2], strict=False):
        before_mode, after_mode, before, after, _ = about.decode("ascii").lstrip(":").split(" ")
        made[os.fsdecode(path)] = Changed(_entry(before_mode, before), _entry(after_mode, after))
    return made


def _entry(mode: str, key: str) -> Entry | None:
    return None if mode == _ABSENT else Entry(mode, key)


def entries_of(git: Git, tree: str) -> dict[str, Entry]:
    """All that a tree or commit holds, by path."""
    made: dict[str, Entry] = {}
    for line in git.run("ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0"):
        about, _, path = line.partition(b"\t")
        if path:
            mode, _, key = about.decode("ascii").split(" ")
            made[os.fsdecode(path)] = Entry(mode, key)
    return made


class Blobs:
    """Contents by id, read many at a time."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._known: dict[str, bytes] = {}

    def prepare(self, keys: Iterable[str]) -> None:
        """Reads what will be asked for, in one go."""
        wanted = [key for key in dict.fromkeys(keys) if key not in self._known]
        if wanted:
            self._known |= _read(self._git, wanted)

    def __call__(self, key: str) -> bytes:
        if key not in self._known:
            self.prepare([key])
        return self._known[key]

    def each(self, changes: Changes) -> Iterator[tuple[str, Changed, bytes | None, bytes | None]]:
        """Path, change, and the contents before and after, of regular files, without keeping them all in memory."""
        sizes = self._sizes(changes)
        batch: list[str] = []
        room = AT_ONCE
        for path in sorted(changes, key=lambda each: (changes[each].after is not None, each)):
            keys = [entry.id for entry in (changes[path].before, changes[path].after) if entry is not None]
            size = sum(sizes.get(key, 0) for key in keys)
            if batch and size > room:
                yield from self._contents(changes, batch)
                batch, room = [], AT_ONCE
            batch.append(path)
            room -= size
        yield from self._contents(changes, batch)

    def _contents(
        self, changes: Changes, paths: list[str]
    ) -> Iterator[tuple[str, Changed, bytes | None, bytes | None]]:
        entries = [entry for path in paths for entry in (changes[path].before, changes[path].after)]
        known = _read(self._git, [entry.id for entry in entries if entry is not None and entry.mode != "160000"])
        for path in paths:
            change = changes[path]
            before, after = (
                known.get(entry.id) if entry is not None else None for entry in (change.before, change.after)
            )
            yield path, change, before, after

    def _sizes(self, changes: Changes) -> dict[str, int]:
        keys = {entry.id for change in changes.values() for entry in (change.before, change.after) if entry is not None}
        listed = self._git.run("cat-file", "--batch-check", stdin="".join(f"{key}\n" for key in keys).encode())
        sizes: dict[str, int] = {}
        for line in listed.decode("ascii").split("\n"):
            fields = line.split(" ")
            if len(fields) == 3:
                sizes[fields[0]] = int(fields[2])
        return sizes


def _read(git: Git, keys: Iterable[str]) -> dict[str, bytes]:
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    printed = git.run("cat-file", "--batch", stdin="".join(f"{key}\n" for key in wanted).encode(), seconds=600)
    found: dict[str, bytes] = {}
    place = 0
    for key in wanted:
        end = printed.index(b"\n", place)
        about = printed[place:end].decode("ascii").split(" ")
        if len(about) != 3:
            raise GitFault(f"the object {key} is missing in the repository: it is damaged; `git fsck` tells more")
        size = int(about[2])
        found[key] = printed[end + 1 : end + 1 + size]
        place = end + 1 + size + 1
    return found


def write_tree(git: Git, tree: str, files: Mapping[str, Entry | bytes | None], index: Path) -> str:
    """The id of the tree that `tree` (a whole id, also a commit's) becomes with `files`; git works in `index` for it.

    Raises GitFault.
    """
    extra = {"GIT_INDEX_FILE": str(index)}
    lines: list[bytes] = []
    for path, content in files.items():
        if content is None:
            lines.insert(0, b"0 %s\t%s\0" % (b"0" * len(tree), os.fsencode(path)))
            continue
        if isinstance(content, bytes):
            content = Entry(
                "100644", git.run("hash-object", "-w", "--stdin", "--no-filters", stdin=content).decode().strip()
            )
        lines.append(b"%s %s\t%s\0" % (content.mode.encode(), content.id.encode(), os.fsencode(path)))
    for place in (index, index.with_name(f"{index.name}.lock")):
        place.unlink(missing_ok=True)
    try:
        git.run("read-tree", tree, extra=extra)
        git.run("update-index", "-z", "--index-info", stdin=b"".join(lines), extra=extra)
        return git.run("write-tree", extra=extra).decode("ascii").strip()
    finally:
        index.unlink(missing_ok=True)
