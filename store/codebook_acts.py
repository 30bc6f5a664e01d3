"""Taking in a codebook that was made elsewhere: many themes, one act.

A theme of the file is one of the project's where it is called by its id or by its label. Such a theme is left as it is, and it is
told whether it differs, unless the file is to be followed. Nothing is ever taken away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from store.acts import Act, SetValue
from store.codebook import Theme, colour_of, letter_of, theme_name, theme_path, theme_record
from store.errors import UsageFault
from store.holdings import Holdings
from store.names import new_theme_id
from store.ordering import order_after
from store.theme_places import refuse_twin
from store.values import now

KNOWN = (
    "kind", "source", "status", "definition", "include", "exclude", "example", "colour", "letter"
)  # fmt: skip
LISTS = ("into", "aliases")


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file comes to: the themes as they are then, by what the file calls them, and which are new, changed, differing."""

    themes: Mapping[str, Theme]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    differing: tuple[str, ...]


def import_codebook(
    holdings: Holdings, rows: Sequence[Mapping[str, Any]], update: bool = False, why: str = ""
) -> tuple[Act, Incoming]:
    """The themes of `rows` (a text `id` and `name` each, `parent` and `into` as ids of rows or themes; see docs/commands.md).

    With `update` themes that are here already become what the file says. Raises UsageFault where a row names a parent that is
    neither here nor there, stands below itself or beside another of its name, and where nothing is to be done.
    """
    called = _called(holdings, rows)
    after = dict(holdings.themes)
    made: dict[str, Theme] = {}
    added: list[str] = []
    changed: list[str] = []
    differing: list[str] = []
    for row in rows:
        key = row["id"]
        theme_id = called[key]
        known = holdings.themes.get(theme_id)
        parent = _reference(called, holdings, row, str(row.get("parent", "")))
        wanted = _theme(
            row, theme_id, parent, [_reference(called, holdings, row, each) for each in row.get("into", ())]
        )
        if known is None:
            siblings = (theme.order for theme in after.values() if theme.parent == parent)
            wanted = replace(wanted, order=order_after(siblings), created=now())
            added.append(key)
        else:
            wanted = replace(
                wanted,
                order=known.order,
                created=known.created,
                label=known.label or wanted.label,
                guid=known.guid,
                was=known.was if wanted.status == known.status else "",
            )
            if wanted != known:
                (changed if update else differing).append(key)
            wanted = wanted if update else known
        after[theme_id] = made[key] = wanted
    there = Holdings(themes=after)
    for key in (*added, *changed):
        if made[key].active:
            refuse_twin(there, made[key])
        _refuse_loop(after, made[key])
    if not (added or changed):
        raise UsageFault(
            "all themes of the file are here already" + (", some otherwise: see --update" if differing else "")
        )
    changes = [
        *(SetValue(theme_path(made[key].id), (), None, theme_record(made[key])) for key in added),
        *(change for key in changed for change in _differences(holdings.themes[made[key].id], made[key])),
    ]
    said = f"import codebook: {len(added)} new {'theme' if len(added) == 1 else 'themes'}"
    message = f"{said}, {len(changed)} changed" if changed else said
    return Act("codebook", message, tuple(changes), why), Incoming(made, tuple(added), tuple(changed), tuple(differing))


def _called(holdings: Holdings, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The theme's id for what each row is called, a new one where it is not here yet."""
    labelled = {theme.label: theme.id for theme in holdings.themes.values() if theme.label}
    called: dict[str, str] = {}
    taken = set(holdings.themes)
    for row in rows:
        key = row["id"]
        if key in called:
            raise UsageFault(f"two themes of the file are called {key!r}")
        called[key] = key if key in holdings.themes else labelled.get(key) or new_theme_id(taken)
        taken.add(called[key])
    return called


def _reference(called: Mapping[str, str], holdings: Holdings, row: Mapping[str, Any], named: str) -> str:
    if not named or named in called:
        return called.get(named, "")
    labelled = [theme.id for theme in holdings.themes.values() if named in (theme.id, theme.label)]
    if not labelled:
        raise UsageFault(f"{row['name']} names the theme {named!r}, which is neither in the file nor here")
    return labelled[0]


def _theme(row: Mapping[str, Any], theme_id: str, parent: str, into: Sequence[str]) -> Theme:
    texts: dict[str, Any] = {key: str(row[key]) for key in KNOWN if row.get(key)}
    for key, proper in (("colour", colour_of), ("letter", letter_of)):
        if key in texts and not proper(texts[key]):
            raise UsageFault(f"{row['name']}: {texts[key]!r} is no {key}")
    return Theme(
        id=theme_id,
        name=theme_name(row["name"]),
        parent=parent,
        into=tuple(into),
        aliases=tuple(row.get("aliases", ())),
        label="" if row["id"] == theme_id else row["id"],
        other={key: value for key, value in row.items() if key not in ("id", "name", "parent", *KNOWN, *LISTS)},
        **texts,
    )


def _differences(before: Theme, after: Theme) -> list[SetValue]:
    old, new = theme_record(before), theme_record(after)
    return [
        SetValue(
            theme_path(before.id), (key,), old.get(key), new.get(key), absent="candidate" if key == "status" else None
        )
        for key in dict.fromkeys((*old, *new))
        if old.get(key) != new.get(key)
    ]


def _refuse_loop(themes: Mapping[str, Theme], theme: Theme) -> None:
    here, passed = theme.parent, {theme.id}
    while here in themes:
        if here in passed:
            raise UsageFault(f"the theme {theme.name} cannot stand below itself")
        passed.add(here)
        here = themes[here].parent
