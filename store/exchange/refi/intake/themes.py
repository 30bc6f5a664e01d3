"""Codes become themes, each where it stands in the tree. A code that is a case too, as NVivo has them, is no theme.

Themes of one name under different parents are as they are; of two in one place the second gets a number, and keeps the name that
it has in the file for the next export.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from store.acts import SetValue
from store.codebook import SEPARATOR, Theme, letter_of, theme_path, theme_record
from store.exchange.refi.identifiers import canonical
from store.exchange.refi.intake.desk import Desk, kept, plain
from store.exchange.refi.intake.plan import compared, differing, digest_of
from store.exchange.refi.intake.way_back import by_qualcoder, places_out, unsaid_of_theme, without_path
from store.exchange.refi.model import Code, Project
from store.exchange.refi.plain import time_in
from store.exchange.refi.theme_words import PARTS, told_apart
from store.names import new_theme_id
from store.ordering import order_after
from store.toml import LONGEST_TEXT
from store.values import now, text_of

_LETTERS = 25
"""Letters of a place among siblings, b to z."""


class Codebook:
    """The themes of an import; `cases` are the GUIDs of codes that are cases."""

    def __init__(self, desk: Desk, cases: frozenset[str]) -> None:
        self._desk = desk
        self._codes = [code for code in desk.foreign.codes if code.guid not in cases]
        self._by_code = {code.guid: code for code in self._codes}
        self._by_guid = desk.known_by_guid("theme", desk.holdings.themes, lambda each: [each.guid])
        self._after = dict(desk.holdings.themes)
        self._taken_names: dict[str, dict[str, str]] = {}
        for theme in desk.holdings.themes.values():
            if theme.active:
                self._taken_names.setdefault(theme.parent, {})[theme.name.casefold()] = theme.id
        self._places_out = places_out(desk.holdings)
        self._names_out: dict[tuple[str, str], str] = {}
        for theme_id, parent in self._places_out.items():
            self._names_out.setdefault((parent, desk.holdings.themes[theme_id].name.casefold()), theme_id)
        self._matched: set[str] = set()

    def take(self) -> None:
        # A theme that the file means by its GUID is no other code of it, whatever that is called.
        meant = {code.guid for code in self._codes} | set(_coded(self._desk.foreign))
        self._matched = {theme.id for guid in meant if (theme := self._by_guid.get(guid)) is not None}
        below = Counter(code.parent for code in self._codes)
        places: dict[str, Iterator[str]] = {}
        for code in self._codes:
            parent = self._desk.id_of("theme", code.parent)
            if parent not in places:
                here = [theme.order for theme in self._desk.holdings.themes.values() if theme.parent == parent]
                places[parent] = _places(order_after(here) if here else "", below[code.parent])
            self._take(code, parent, next(places[parent], "z"))

    def missing(self, guid: str) -> str:
        """A theme for a code that the file names and does not list."""
        known = self._by_guid.get(guid)
        if known is not None:
            self._desk.is_here("theme", guid, known.id)
        if not self._desk.id_of("theme", guid):
            self._desk.remark(
                "changed", "theme", guid, "the file names this code and does not list it, so it has no name"
            )
            code = Code(guid, f"Code {guid[:8]}")
            self._take(code, "", order_after(each.order for each in self._after.values() if not each.parent))
        return self._desk.id_of("theme", guid)

    def _take(self, code: Code, parent: str, order: str) -> None:
        desk = self._desk
        name = plain(
            code.name.replace(SEPARATOR.strip(), "›") if SEPARATOR in f"{code.name} " else code.name,
            f"Code {code.guid[:8]}",
        )
        if self._stands_for_its_group(code, name, parent):
            return
        short = plain(without_path(" ".join(code.name.split()), parent, self._after), name)
        known = desk.once(
            "theme", self._by_guid.get(code.guid) or self._named(name, parent) or self._named(short, parent)
        )
        theme_id = known.id if known is not None else desk.id_there("theme", code.guid, self._after)
        theme_id = theme_id or new_theme_id(self._after)
        desk.is_here("theme", code.guid, theme_id)
        meant = known is not None and known.name.casefold() == short.casefold()
        shown = self._free_name(short if meant else name, parent, theme_id)
        apart = told_apart(code.description) if desk.is_ours else {"definition": code.description}
        parts = apart if all(len(each) <= LONGEST_TEXT for each in apart.values()) else {"definition": code.description}
        parts["definition"] = desk.fitting(parts["definition"], "theme", theme_id, code.guid, shown)
        wanted: dict[str, Any] = {"name": shown, "parent": parent, "colour": code.colour, **parts}
        if desk.is_ours:
            wanted = {**dict.fromkeys((key for key, _ in PARTS), ""), **wanted, **self._besides(code.guid)}
        elif known is not None:
            wanted |= unsaid_of_theme(code, known, desk.foreign, desk.wishes.following)
        if known is not None and self._places_out.get(known.id) == parent:
            wanted["parent"] = known.parent
        other = {
            "codable": None if code.codable else False,
            "name": code.name if code.name != shown else None,
            "from": desk.key,
            "came": digest_of(wanted),
        }
        said = kept(other)
        if known is None:
            made = time_in(text_of(desk.besides("theme", code.guid).get("created")))
            created = made if desk.foreign.supplement is not None else now()
            theme = Theme(id=theme_id, order=order, created=created, guid=code.guid, other=said, **_held(wanted))
            desk.changes.append(SetValue(theme_path(theme_id), (), None, theme_record(theme)))
            self._after[theme_id] = theme
            desk.told("theme", "added", theme_id, code.guid, shown)
        else:
            self._compare(code, known, wanted, said)
        self._taken_names.setdefault(parent, {}).setdefault(shown.casefold(), theme_id)
        desk.notes_about(code.notes, "theme", theme_id)

    def _compare(self, code: Code, known: Theme, wanted: dict[str, Any], said: dict[str, Any]) -> None:
        desk = self._desk
        here = {key: list(each) if isinstance(each := getattr(known, key), tuple) else each for key in wanted}
        # Blanks around a part do not go out.
        parts = {key: str(here[key]).strip() for key, _ in PARTS if key in here}
        ours = {**here, **parts}
        status, after = compared(ours, wanted, text_of(known.other.get("came")), desk.wishes.following)
        after |= {key: here[key] for key, text in parts.items() if after[key] == text}
        ours = here
        path = theme_path(known.id)
        if self._would_loop(known.id, after["parent"]):
            desk.remark(
                "changed",
                "theme",
                known.name,
                "it stands below a theme here that the file puts below it: it stays where it is",
            )
            after["parent"] = known.parent
        desk.set_fields(path, ours, after, {"status": "candidate"})
        if after["parent"] != known.parent:
            siblings = [theme.order for theme in self._after.values() if theme.parent == after["parent"]]
            desk.changes.append(SetValue(path, ("order",), known.order or None, order_after(siblings)))
        self._after[known.id] = replace(known, **_held(after))
        desk.mark("theme", path, known, code.guid, status, said)
        desk.told(
            "theme", status, known.id, code.guid, known.name, "" if status == "unchanged" else differing(ours, wanted)
        )

    def _besides(self, guid: str) -> dict[str, Any]:
        """What a supplement says of a theme, as far as it can be here; all of it, where there is one."""
        if self._desk.foreign.supplement is None:
            return {}
        said = self._desk.besides("theme", guid)
        names = (plain(each, "") for each in said.get("aliases", ()))
        return {
            "status": text_of(said.get("status")) or "candidate",
            "was": text_of(said.get("was")),
            "kind": plain(text_of(said.get("kind")), ""),
            "letter": letter_of(text_of(said.get("letter"))),
            "aliases": list(dict.fromkeys(each for each in names if each)),
        }

    def examples(self) -> None:
        """The excerpts that a supplement names as examples, where a theme has none here; they are known by now."""
        desk = self._desk
        for guid, said in (desk.foreign.supplement or {}).get("theme", {}).items():
            theme = self._after.get(desk.id_of("theme", canonical(guid)))
            excerpt = desk.id_of("excerpt", canonical(text_of(said.get("example"))))
            if theme is not None and excerpt and not theme.example:
                desk.changes.append(SetValue(theme_path(theme.id), ("example",), None, excerpt))

    def _would_loop(self, theme_id: str, parent: str) -> bool:
        passed: set[str] = set()
        while parent in self._after and parent not in passed:
            if parent == theme_id:
                return True
            passed.add(parent)
            parent = self._after[parent].parent
        return False

    def _stands_for_its_group(self, code: Code, name: str, parent: str) -> bool:
        """Whether a code is the one that QualCoder (3.x) keeps in a category of its name, both being one theme of ours."""
        desk, group = self._desk, self._by_code.get(code.parent)
        if not by_qualcoder(desk.foreign) or group is None or parent not in desk.holdings.themes:
            return False
        doubled = code.codable and not group.codable and code.name == group.name
        if not doubled or name.casefold() in self._taken_names.get(parent, {}):
            return False
        desk.is_here("theme", code.guid, parent)
        return True

    def _named(self, name: str, parent: str) -> Theme | None:
        """A theme of ours in the same place of the tree and of the same name that no code of the file has the GUID of."""
        here = self._taken_names.get(parent, {})
        # Of two that the file calls the same, the second has a number here.
        called = (each for each in here.values() if text_of(self._after[each].other.get("name")) == name)
        found = next(called, "") or here.get(name.casefold(), "") or self._names_out.get((parent, name.casefold()), "")
        theme = self._desk.holdings.themes.get(found)
        return theme if theme is not None and found not in self._matched and not self._claimed(found) else None

    def _claimed(self, theme_id: str) -> bool:
        return theme_id in self._desk.ids.get("theme", {}).values()

    def _free_name(self, name: str, parent: str, theme_id: str) -> str:
        here = self._taken_names.get(parent, {})
        made, number = name, 2
        while here.get(made.casefold(), theme_id) != theme_id:
            made = f"{name} ({number})"
            number += 1
        return made


def _held(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as a theme holds them."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}


def _coded(foreign: Project) -> Iterator[str]:
    """The GUIDs of all codes that something is coded with."""
    for source in foreign.sources:
        yield from (coding.code for coding in source.codings)
        yield from (coding.code for selection in source.selections for coding in selection.codings)


def _places(first: str, number: int) -> Iterator[str]:
    """Places behind `first`, in order and of one length, with room between; their letters are b to z."""
    width = 1
    while _LETTERS**width < 4 * (number + 1):
        width += 1
    step = _LETTERS**width // (number + 1)
    for place in range(step, _LETTERS**width, step):
        letters, left = "", place
        for _ in range(width):
            left, letter = divmod(left, _LETTERS)
            letters = chr(ord("b") + letter) + letters
        yield first + letters
