"""What a merge of three trees must be, told by plain git and plain `tomllib`, without anything of what it checks.

A tree is taken apart into atoms: a field of a theme, one theme on one excerpt, the body of a memo. An atom that one side changed
must be as that side has it; one that both changed differently is a true conflict, and must be there as one, and no other may.
"""

import json
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.store.studies import git

Place = tuple[str, tuple[str, ...], tuple[str, ...]]
"""Path, keys of the table, and fields, as a conflict names them; ("+++",) is a memo's body and () a whole file."""
Atom = tuple[Place, str]
"""A place, and an item where the place is a set."""

TABLES = ("excerpt", "recode", "verdict", "pair", "seen", "log")
SETS = {
    "themes": {"aliases"},
    "excerpts": {"themes", "against", "add", "remove"},
    "memos": {"themes", "excerpts", "documents"},
    "reviews": {"themes", "documents", "open"},
    "cases": {"aliases"},
    "documents": {"cases"},
}
TOGETHER = (
    ("themes", ("parent", "order")),
    ("themes", ("status", "into", "was")),
    ("excerpts", ("sha256", "segments")),
    ("reviews", ("verdict", "reason", "judged")),
    ("reviews", ("verdict", "to", "name", "reason", "judged")),
    ("reviews", ("sha256", "ranges")),
)
FOLLOWING = {"order", "was", "judged", "ranges", "created", "started", "closed", "when"}
"""What never makes a conflict of its own."""


@dataclass
class Tree:
    atoms: dict[Atom, str] = field(default_factory=dict)
    entries: dict[Place, str] = field(default_factory=dict)
    """Whole entries and whole files, to see whether one was removed or changed at all."""
    conflicts: set[Place] = field(default_factory=set)


def tree_of(root: Path, commit: str) -> Tree:
    """The tree of a commit, taken apart."""
    tree = Tree()
    for path in git(root, "ls-tree", "-r", "-z", "--name-only", commit).split("\0"):
        if not path:
            continue
        data = subprocess.run(
            ["git", "-C", str(root), "cat-file", "blob", f"{commit}:{path}"], capture_output=True, check=True
        ).stdout
        if path.startswith("conflicts/"):
            if path.endswith(".toml"):
                told = tomllib.loads(data.decode())
                place = {"body": ("+++",), "file": ()}.get(told["part"], tuple(told.get("fields", ())))
                tree.conflicts.add((told["path"], tuple(told.get("keys", ())), place))
            continue
        tree.entries[path, (), ()] = data.hex()
        if path.startswith("memos/"):
            head, _, body = data.decode().removeprefix("+++\n").partition("\n+++\n\n")
            _take(tree, path, (), tomllib.loads(head))
            tree.atoms[(path, (), ("+++",)), ""] = body
        elif path.endswith(".toml"):
            values = tomllib.loads(data.decode())
            for table in TABLES:
                for key, entry in values.pop(table, {}).items():
                    tree.entries[path, (table,), (key,)] = _text(entry)
                    _take(tree, path, (table, key), entry)
            _take(tree, path, (), values)
    return tree


def _take(tree: Tree, path: str, keys: tuple[str, ...], values: Mapping[str, Any]) -> None:
    folder = path.partition("/")[0]
    rest = dict(values)
    for where, fields in TOGETHER:
        if (where == folder and rest.keys() & set(fields[:1])) or (
            where == folder == "themes" and rest.keys() & set(fields)
        ):
            if (keys[:1] == ("pair",) and "to" in fields) or (keys[:1] == ("verdict",) and "to" not in fields):
                continue
            lead = {name: rest.pop(name, None) for name in fields}
            decided = {name: value for name, value in lead.items() if name not in FOLLOWING and value}
            tree.atoms[(path, keys, fields), ""] = _text(decided)
    for name, value in rest.items():
        if name in FOLLOWING or name == "schema":
            continue
        if name in SETS.get(folder, ()):
            for item in value:
                tree.atoms[(path, keys, (name,)), item] = "there"
        else:
            tree.atoms[(path, keys, (name,)), ""] = _text(value)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def check_merge(root: Path, merge: str) -> set[Place]:
    """Checks a merge commit against its parents and their common base; the true conflicts that came about in it."""
    ours, theirs = (git(root, "rev-parse", f"{merge}^{number}") for number in (1, 2))
    bases = git(root, "merge-base", "--all", ours, theirs).split()
    assert len(bases) == 1
    before, mine, yours, made = (tree_of(root, commit) for commit in (bases[0], ours, theirs, merge))
    true = _true_conflicts(before, mine, yours)
    kept = {
        place for place in true if len(place[2]) < 2 and ((place[1][:1] != () and len(place[1]) == 1) or place[2] == ())
    }
    for atom in {*before.atoms, *mine.atoms, *yours.atoms}:
        (path, keys, fields), _ = atom
        if {(path, keys, fields), (path, (), ()), (path, keys[:1], keys[1:])} & true:
            continue
        if not keys and any((path, (), ()) not in tree.entries for tree in (mine, yours)):
            # A file that is no longer there on one side has no head there, and keeps it where an entry stays.
            continue
        was, here, there = (tree.atoms.get(atom) for tree in (before, mine, yours))
        wanted = there if here == was else here
        assert made.atoms.get(atom) == wanted, (atom, was, here, there, made.atoms.get(atom))
    for place in kept:
        # Removed here and changed there: what was changed stands.
        assert made.entries.get(place) in (mine.entries.get(place), yours.entries.get(place))
        assert made.entries.get(place) is not None
    assert true <= made.conflicts, true - made.conflicts
    assert made.conflicts <= true | mine.conflicts | yours.conflicts
    assert made.conflicts >= (mine.conflicts & yours.conflicts)
    return true


def _true_conflicts(before: Tree, mine: Tree, yours: Tree) -> set[Place]:
    found: set[Place] = set()
    for place in before.entries:
        was, here, there = (tree.entries.get(place) for tree in (before, mine, yours))
        path, keys, _ = place
        is_whole = not keys and not path.startswith(("excerpts/", "reviews/")) and not path.endswith("/log.toml")
        if (keys or is_whole) and (here is None) != (there is None) and was not in (here, there):
            found.add(place)
    for atom in {*before.atoms, *mine.atoms, *yours.atoms}:
        place, item = atom
        was, here, there = (tree.atoms.get(atom) for tree in (before, mine, yours))
        path, keys, _ = place
        if item or here == there or was in (here, there) or {(path, (), ()), (path, keys[:1], keys[1:])} & found:
            continue
        found.add(place)
    return found
