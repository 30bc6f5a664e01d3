"""Whether an act can be taken back, or done again, without pulling the ground from under another.

A theme or a document in use stays; what names a theme that is not here does not come back; no theme comes to stand below itself.
All of it looks at the disk as it is now.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from store.acts import Change, SetValue
from store.codebook import theme_path
from store.errors import ChangedMeanwhile
from store.inspection import entries_naming, parent_of, users_of
from store.journal import Journal, Recordable, Recorded, ReplacedFile
from store.project import Project

_NAMING = ("themes", "against", "context", "add", "remove", "to", "into", "parent", "theme")
"""The keys under which themes are named by their ids."""


def stood_upon(journal: Journal, act: Recorded, fault: ChangedMeanwhile) -> ChangedMeanwhile:
    """What is said of an act that cannot be taken back: the later one that changed the same, or the fault where none here did."""
    order = list(journal.acts)
    later = order[order.index(act.id) + 1 :]
    for one in reversed(later):
        upon = journal.acts[one]
        if one in journal.undoable and any(
            _same_place(first, second) for first in act.changes for second in upon.changes
        ):
            subject = upon.message.partition("\n")[0]
            return ChangedMeanwhile(f"a later act changed the same, {subject}: undo that first")
    return fault


def _same_place(one: Recordable, other: Recordable) -> bool:
    if one.path != other.path or isinstance(one, ReplacedFile) or isinstance(other, ReplacedFile):
        return one.path == other.path
    return all(first == second for first, second in zip(one.keys, other.keys, strict=False))


def refuse_orphans(project: Project, act: Recorded) -> None:
    """Undoing the making of a theme or a document must not leave excerpts, memos, reviews or other themes without it."""
    own = {change.path for change in act.changes}
    entries = {(change.path, change.keys[:2]) for change in act.changes if isinstance(change, SetValue)}
    # A whole file that the act made goes as a whole, or not at all where somebody has changed it since.
    whole = {change.path for change in act.changes if isinstance(change, ReplacedFile)}

    def needs(path: str, name: str) -> bool:
        """Whether a file needs it by more than what the act itself put there."""
        if path in whole:
            return False
        return path not in own or any((path, keys) not in entries for keys in entries_naming(project, path, name))

    made: dict[str, set[str]] = {"themes": set(), "documents": set()}
    called: dict[str, str] = {}
    for change in act.changes:
        folder, _, name = change.path.removesuffix(".toml").partition("/")
        if folder in made and change.before is None and not (isinstance(change, SetValue) and change.keys):
            made[folder].add(name)
            if isinstance(change, SetValue) and isinstance(change.after, Mapping) and "name" in change.after:
                called[name] = f"{change.after['name']} ({name})"
    for folder, names in made.items():
        for path, name in users_of(project, folder, names) if names else ():
            if needs(path, name):
                raise ChangedMeanwhile(f"{called.get(name, name)} is in use by now ({path}); undo or change that first")


def refuse_what_is_gone(project: Project, changes: Sequence[Change], why: str) -> None:
    """The changes must not say anything of a theme that is not here and does not come with them; `why` it may be gone."""
    coming = {change.path for change in changes if isinstance(change, SetValue) and change.after is not None}
    here: set[str] = set()
    for change in changes:
        if isinstance(change, SetValue):
            known = set(_themes_named(change.keys, change.before))
            for theme in _themes_named(change.keys, change.after):
                path = theme_path(theme)
                if theme in known or path in coming or path in here:
                    continue
                if not (project.root / path).exists():
                    raise ChangedMeanwhile(f"it names the theme {theme}, {why}")
                here.add(path)


def _themes_named(keys: tuple[str, ...], value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _themes_named((*keys, key), inner)
    elif keys and keys[-1] in _NAMING:
        yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str) and each)


def refuse_loops(project: Project, changes: Sequence[Change]) -> None:
    """Taking a move back must not put a theme below one that was moved below it since."""
    moved = {
        change.path: str(change.after or "")
        for change in changes
        if isinstance(change, SetValue) and change.keys == ("parent",)
    }
    for path in moved:
        theme = here = path.removeprefix("themes/").removesuffix(".toml")
        passed: set[str] = set()
        while here and here not in passed:
            passed.add(here)
            above = theme_path(here)
            here = moved[above] if above in moved else parent_of(project, here)
            if here == theme:
                raise ChangedMeanwhile(f"{theme} would stand below itself by now; undo the later moves first")
