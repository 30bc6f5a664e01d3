"""Every number of every table, counted again from the files of a project with a plain loop.

Nothing here comes from what is checked: `tomllib` reads, and the rules are those that docs/files.md and docs/commands.md state;
only what a passage is, search says. It is slow and stays simple. A cell is the set of ids that are counted in it, by the names of
its row and its column.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from search.passages import passages_of

Cells = dict[tuple[tuple[str, ...], tuple[str, ...]], set[str]]

NOT_STATED = "not stated"


class Recount:
    """The files of a project as they lie there, for counting."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.declared: dict[str, Any] = _toml(root / "catena.toml").get("attributes", {})
        self.documents = {each["id"]: each for each in _all(root / "documents")}
        self.cases = {each["id"]: each for each in _all(root / "cases")}
        self.themes = {each["id"]: each for each in _all(root / "themes")}
        self.excerpts: dict[str, dict[str, Any]] = {}
        for path in sorted((root / "excerpts").rglob("*.toml")):
            for key, entry in _toml(path).get("excerpt", {}).items():
                self.excerpts[key] = entry | {"reviewer": path.parent.name, "document": path.stem}

    # What a theme is called, and what counts for it

    def in_use(self, theme: str) -> bool:
        status: str = self.themes[theme].get("status", "candidate")
        return status in ("candidate", "agreed")

    def now(self, theme: str) -> str:
        """The theme that an excerpt of this one counts under: where it was merged into one, and on from there.

        A split one counts for itself, unless all its parts went to one theme.
        """
        seen: list[str] = []
        while theme in self.themes and not self.in_use(theme):
            if theme in seen:
                return max(seen[seen.index(theme) :])
            seen.append(theme)
            into = self.themes[theme].get("into", [])
            if len(into) != 1:
                ends = self._ends(theme)
                return ends.pop() if len(ends) == 1 else theme
            theme = into[0]
        return theme

    def _ends(self, theme: str) -> set[str]:
        """Where all that a theme went to ended."""
        into = self.themes[theme].get("into", [])
        if self.in_use(theme) or not into:
            return {theme}
        return set[str]().union(*map(self._ends, into))

    def themes_of(self, excerpt: dict[str, Any]) -> set[str]:
        return {self.now(theme) for theme in excerpt.get("themes", [])}

    def names(self) -> dict[str, str]:
        """The path of each theme in use, with its id where two have the same."""
        paths = {key: self._path(key) for key in self.themes if self.in_use(key)}
        often = Counter(paths.values())
        return {key: path if often[path] == 1 else f"{path} ({key})" for key, path in paths.items()}

    def _path(self, theme: str) -> str:
        way = [theme]
        while self.themes[way[-1]].get("parent"):
            way.append(self.themes[way[-1]]["parent"])
        return " > ".join(self.themes[each]["name"] for each in reversed(way))

    # What a case is, and what is said of it

    def cases_of(self, excerpt: dict[str, Any]) -> list[str]:
        """The cases of the excerpt's document, or the one of them that speaks; none of literature."""
        document = self.documents.get(excerpt["document"], {"kind": "literature"})
        known = [case for case in document.get("cases", []) if case in self.cases]
        if document.get("kind", "interview") == "literature":
            return []
        if len(known) > 1:
            fields = self._fields(excerpt, document)
            for said in fields.values():
                for case in known:
                    called = (case, self.cases[case].get("name", ""), *self.cases[case].get("aliases", []))
                    if said and _bare(said) in map(_bare, called):
                        return [case]
            if any(fields.get(field) for field in ("speaker", "name", "id")):
                return [case for case in known if self.cases[case].get("kind", "participant") != "participant"]
        return known

    def _fields(self, excerpt: dict[str, Any], document: dict[str, Any]) -> dict[str, str]:
        if excerpt.get("attribution"):
            fields: dict[str, str] = excerpt["attribution"]
            return fields
        text = (self.root / document["path"]).read_text(encoding="utf-8")
        start = excerpt["segments"][0]["start"]
        words = text[start : excerpt["segments"][-1]["end"]]
        start += len(words) - len(words.lstrip()) if words.strip() else 0
        paragraph = text[text.rfind("\n\n", 0, start + 1) + 2 if "\n\n" in text[: start + 1] else 0 :]
        if label := re.match(r"([A-Z][A-Z0-9 .'’-]{0,39})\s*:", paragraph):
            return {"speaker": label[1]}
        inside = [each for each in passages_of(text) if each.start <= start < each.end]
        return {"speaker": inside[-1].speaker} if inside and inside[-1].speaker else {}

    def values(self, case: str, key: str) -> list[str]:
        """The words under which a case stands in a table by an attribute."""
        value = self.cases[case].get("attributes", {}).get(key)
        listed = value if isinstance(value, list) else [value]
        edges = self.declared.get(key, {}).get("bands", [])
        said = [_said(each, edges) for each in listed if each is not None and _said(each, edges)]
        return list(dict.fromkeys(said)) or [NOT_STATED]

    # The tables

    def attributes(self, rows: list[str], across: str = "", kind: str = "") -> Cells:
        cells: Cells = {}
        for case, record in self.cases.items():
            if kind and record.get("kind", "participant") != kind:
                continue
            for row in self._layers(case, rows):
                for column in self._layers(case, [across]) if across else [("cases",)]:
                    cells.setdefault((row, column), set()).add(case)
        return cells

    def _layers(self, case: str, keys: list[str]) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = [()]
        for key in keys:
            found = [(*before, value) for before in found for value in self.values(case, key)]
        return found

    def by(self, keys: list[str], counts: str = "references", kind: str = "", reviewer: str = "") -> Cells:
        cells: Cells = {}
        names = self.names()
        for key, excerpt in self.excerpts.items():
            document = self.documents.get(excerpt["document"], {})
            if (kind and document.get("kind", "interview") != kind) or (reviewer and excerpt["reviewer"] != reviewer):
                continue
            for theme in self.themes_of(excerpt):
                for column, cases in self._columns(excerpt, keys).items() if theme in names else ():
                    things = {"references": [key], "documents": [excerpt["document"]], "cases": cases}[counts]
                    cells.setdefault(((names[theme],), column), set()).update(things)
        return {place: found for place, found in cells.items() if found}

    def _columns(self, excerpt: dict[str, Any], keys: list[str]) -> dict[tuple[str, ...], list[str]]:
        cases = self.cases_of(excerpt)
        document = self.documents.get(excerpt["document"], {})
        match keys:
            case ["document"]:
                return {(excerpt["document"],): cases}
            case ["reviewer"]:
                return {(excerpt["reviewer"],): cases}
            case ["kind"]:
                kind = document.get("kind", "interview") if document else NOT_STATED
                return {(f"{kind}, in part" if document.get("partial") else kind,): cases}
            case ["group"]:
                return {(each,): cases for each in document.get("groups") or [NOT_STATED]}
            case ["case"]:
                return {(each,): [each] for each in cases}
        found: dict[tuple[str, ...], list[str]] = {}
        for case in cases:
            for column in self._layers(case, keys):
                found.setdefault(column, []).append(case)
        return found

    def meeting(self, level: str, near: int = 500) -> Cells:
        cells: Cells = {}
        names = self.names()
        for first, one in self.excerpts.items():
            for second, other in self.excerpts.items():
                if one["document"] == other["document"] and one["document"] in self.documents and first <= second:
                    counted = one["document"] if level == "document" else "+".join(dict.fromkeys((first, second)))
                    if first == second or level == "document" or self._meet(one, other, level, near):
                        for mine in self.themes_of(one):
                            for theirs in self.themes_of(other):
                                if mine != theirs and mine in names and theirs in names:
                                    for row, column in ((mine, theirs), (theirs, mine)):
                                        cells.setdefault(((names[row],), (names[column],)), set()).add(counted)
        return cells

    def _meet(self, one: dict[str, Any], other: dict[str, Any], level: str, near: int) -> bool:
        if level == "passage":
            return bool(self._paragraphs(one) & self._paragraphs(other))
        apart: int = min(
            max(mine["start"], theirs["start"]) - min(mine["end"], theirs["end"])
            for mine in one["segments"]
            for theirs in other["segments"]
        )
        return apart < 0 if level == "overlap" else apart <= near

    def _paragraphs(self, excerpt: dict[str, Any]) -> set[int]:
        """The numbers of the passages that have a character of the excerpt; what a passage is, search says."""
        text = (self.root / self.documents[excerpt["document"]]["path"]).read_text(encoding="utf-8")
        return {
            number
            for number, passage in enumerate(passages_of(text))
            for segment in excerpt["segments"]
            if segment["start"] < passage.end and passage.start < segment["end"]
        }

    def along(self, document: str, parts: int) -> Cells:
        """The themes in equal parts of a document's text."""
        length = len((self.root / self.documents[document]["path"]).read_text(encoding="utf-8"))
        names = self.names()
        cells: Cells = {}
        for key, excerpt in self.excerpts.items():
            for number in range(parts if excerpt["document"] == document else 0):
                first, last = length * number // parts, length * (number + 1) // parts
                if any(each["start"] < last and first < each["end"] for each in excerpt["segments"]):
                    for theme in self.themes_of(excerpt) & names.keys():
                        cells.setdefault(((names[theme],), (f"{first}-{last}",)), set()).add(key)
        return cells

    def covered(self) -> Cells:
        """The passages of each document with an excerpt that has a theme, and those without."""
        cells: Cells = {}
        for key, document in self.documents.items():
            text = (self.root / document["path"]).read_text(encoding="utf-8")
            here = [each for each in self.excerpts.values() if each["document"] == key and each.get("themes")]
            met = set[int]().union(*map(self._paragraphs, here))
            for number, passage in enumerate(passages_of(text)):
                column = "with excerpts" if number in met else "without"
                name = f"{key}:{passage.start}-{passage.end}"
                cells.setdefault(((key,), (column,)), set()).add(name)
        return cells

    def firsts(self, documents: list[str]) -> list[set[str]]:
        """The themes that each of the documents is the first to have."""
        seen: set[str] = set()
        found: list[set[str]] = []
        for document in documents:
            here = [each for each in self.excerpts.values() if each["document"] == document]
            new = set[str]().union(*map(self.themes_of, here)) - seen
            seen |= new
            found.append(new)
        return found


def totals(cells: Cells, of: Callable[[tuple[tuple[str, ...], tuple[str, ...]]], object]) -> dict[object, set[str]]:
    """What is counted in a row, a column or the whole, each thing once."""
    found: dict[object, set[str]] = {}
    for place, counted in cells.items():
        found.setdefault(of(place), set()).update(counted)
    return found


def share(part: int, whole: int, digits: int) -> str:
    """`part` of `whole` in percent, by school arithmetic: a half is rounded up."""
    if whole == 0:
        return ""
    scaled, left = divmod(100 * 10**digits * part, whole)
    scaled += 2 * left >= whole
    written = str(scaled).rjust(digits + 1, "0")
    return f"{written[:-digits]}.{written[-digits:]}" if digits else written


def _said(value: Any, edges: list[Any]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    numbers = isinstance(value, int | float) and edges and not isinstance(edges[0], date)
    dates = isinstance(value, date) and edges and isinstance(edges[0], date)
    if not (numbers or dates):
        return " ".join(str(value).split())
    below = [edge for edge in edges if edge <= value]
    above = [edge for edge in edges if edge > value]
    if not below:
        return f"under {above[0]}"
    return f"{below[-1]} to under {above[0]}" if above else f"{below[-1]} and over"


def _bare(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _all(folder: Path) -> list[dict[str, Any]]:
    return [_toml(path) for path in sorted(folder.glob("*.toml"))]


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
