"""The numbers of the tables, counted again from the files with plain loops: nothing here comes from what is checked; only
what a passage is, search says.

A cell is the set of ids that are counted in it, by the words of its row and of its column. Themes are called by their ids.
"""

import tomllib
from pathlib import Path
from typing import Any

from search.passages import passages_of

Cells = dict[tuple[str, str], set[str]]


class Files:
    """A project as its files lie there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.documents = _by_id(root / "documents")
        self.cases = _by_id(root / "cases")
        self.themes = _by_id(root / "themes")
        self.excerpts: dict[str, dict[str, Any]] = {}
        for path in (root / "excerpts").rglob("*.toml"):
            for key, entry in tomllib.loads(path.read_text(encoding="utf-8")).get("excerpt", {}).items():
                self.excerpts[key] = {**entry, "reviewer": path.parent.name, "document": path.stem}

    def themes_of(self, excerpt: str) -> set[str]:
        """The themes in use that an excerpt counts under; what was merged counts where it went."""
        found = set()
        for theme in self.excerpts[excerpt].get("themes", []):
            while self.themes[theme].get("status") == "merged":
                (theme,) = self.themes[theme]["into"]
            if self.themes[theme].get("status") in ("candidate", "agreed"):
                found.add(theme)
        return found

    def cases_of(self, excerpt: str) -> list[str]:
        """The cases of an excerpt's document; of several the one whose name or alias is the label of the excerpt's turn, and
        where the label is somebody else's, those that are no person."""
        entry = self.excerpts[excerpt]
        document = self.documents[entry["document"]]
        cases: list[str] = [] if document["kind"] == "literature" else document.get("cases", [])
        if len(cases) < 2:
            return cases
        text = (self.root / document["path"]).read_text(encoding="utf-8")
        start = entry["segments"][0]["start"]
        labels = [each.speaker for each in passages_of(text) if each.start <= start < each.end and each.speaker]
        called = {name.casefold(): case for case in cases for name in self._names(case)}
        said = list(entry.get("attribution", {}).values()) or labels
        others = [case for case in cases if self.cases[case].get("kind") != "participant"] if said else cases
        return next(([called[each.casefold()]] for each in said if each.casefold() in called), others)

    def _names(self, case: str) -> list[str]:
        return [case, self.cases[case]["name"], *self.cases[case].get("aliases", [])]

    def stated(self, case: str, key: str) -> str:
        return str(self.cases[case].get("attributes", {}).get(key, "not stated"))

    def themes_by(self, key: str, counts: str) -> Cells:
        """Themes by an attribute of cases."""
        found: Cells = {}
        for excerpt in self.excerpts:
            for case in self.cases_of(excerpt):
                for theme in self.themes_of(excerpt):
                    self._count(found, theme, self.stated(case, key), excerpt, case, counts)
        return found

    def themes_by_document(self, counts: str, what: str) -> Cells:
        """Themes by document, by kind of document, by reviewer, by case."""
        found: Cells = {}
        for excerpt, entry in self.excerpts.items():
            column = {
                "document": entry["document"],
                "kind": self.documents[entry["document"]]["kind"],
                "reviewer": entry["reviewer"],
            }
            cases = self.cases_of(excerpt)
            for theme in self.themes_of(excerpt):
                for case in cases if what == "case" or counts == "cases" else [""]:
                    self._count(found, theme, case if what == "case" else column[what], excerpt, case, counts)
        return found

    def _count(self, found: Cells, theme: str, column: str, excerpt: str, case: str, counts: str) -> None:
        counted = {"references": excerpt, "documents": self.excerpts[excerpt]["document"], "cases": case}[counts]
        found.setdefault((theme, column), set()).add(counted)

    def cases_by(self, key: str, across: str) -> Cells:
        """Cases by two attributes."""
        found: Cells = {}
        for case in self.cases:
            found.setdefault((self.stated(case, key), self.stated(case, across)), set()).add(case)
        return found

    def meeting(self) -> Cells:
        """Themes that meet on the same words, pairs of excerpts."""
        found: Cells = {}
        for one in self.excerpts:
            for other in self.excerpts:
                if one <= other and self._overlap(one, other):
                    for theme in self.themes_of(one):
                        for second in self.themes_of(other) - {theme}:
                            for place in ((theme, second), (second, theme)):
                                found.setdefault(place, set()).add("+".join(sorted({one, other})))
        return found

    def _overlap(self, one: str, other: str) -> bool:
        if self.excerpts[one]["document"] != self.excerpts[other]["document"]:
            return False
        segments = [self.excerpts[each]["segments"] for each in (one, other)]
        return any(
            first["start"] < second["end"] and second["start"] < first["end"]
            for first in segments[0]
            for second in segments[1]
        )

    def new_by_document(self, kind: str) -> tuple[Cells, Cells]:
        """The themes that are new in each document of a kind, by id, and all until then."""
        new: Cells = {}
        until_now: Cells = {}
        seen: set[str] = set()
        for document in sorted(key for key, each in self.documents.items() if each["kind"] == kind):
            here = {
                theme
                for excerpt, entry in self.excerpts.items()
                if entry["document"] == document
                for theme in self.themes_of(excerpt)
            }
            new[document, "new themes"] = here - seen
            seen |= here
            until_now[document, "until now"] = set(seen)
        return new, until_now


def _by_id(folder: Path) -> dict[str, dict[str, Any]]:
    records = [tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")]
    return {each["id"]: each for each in records}
