"""A finished page as its readers find it: a tree of elements, and for every number what it leads to.

What a number leads to is worked out here from the page's data once more, in the plainest way, and not by the page's own script.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = frozenset({"meta", "input", "br", "hr"})
OWN: dict[str, Callable[[list[Any]], list[int]]] = {
    "documents": lambda excerpt: [excerpt[1]],
    "reviewers": lambda excerpt: [excerpt[6]],
    "cases": lambda excerpt: excerpt[7],
}
"""The things of each kind that an excerpt of the data is of, by their places."""


@dataclass(eq=False)
class Element:
    """An element with its attributes and what is in it."""

    name: str
    attributes: dict[str, str]
    above: "Element | None" = None
    inside: "list[Element | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Element]":
        """This element and all below it, from the top."""
        yield self
        for each in self.inside:
            if isinstance(each, Element):
                yield from each.walk()

    def all(self, *names: str) -> "list[Element]":
        return [each for each in self.walk() if each.name in names]

    def with_class(self, name: str) -> "list[Element]":
        return [each for each in self.walk() if name in each.attributes.get("class", "").split()]

    def by_id(self, wanted: str) -> "Element":
        (found,) = (each for each in self.walk() if each.attributes.get("id") == wanted)
        return found

    def up_to(self, name: str) -> "Element | None":
        """The nearest element of this name that this one stands in."""
        here = self.above
        while here is not None and here.name != name:
            here = here.above
        return here

    @property
    def text(self) -> str:
        return "".join(each if isinstance(each, str) else each.text for each in self.inside)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.top = Element("", {})
        self._here = self.top

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {key: value or "" for key, value in attrs}, self._here)
        self._here.inside.append(made)
        if tag not in VOID:
            self._here = made

    def handle_endtag(self, tag: str) -> None:
        assert self._here.name == tag, f"</{tag}> ends <{self._here.name}>"
        assert self._here.above is not None
        self._here = self._here.above

    def handle_data(self, data: str) -> None:
        self._here.inside.append(data)


@dataclass(frozen=True)
class Opened:
    """What a number opens: what it is called, what it counts (ids; pairs as `a+b`), the excerpts (ids)."""

    heading: str
    counts: str
    counted: frozenset[str]
    excerpts: frozenset[str]


class Page:
    """The bytes of a page, read."""

    def __init__(self, data: bytes) -> None:
        builder = _Builder()
        builder.feed(data.decode("utf-8"))
        self.top = builder.top
        self.data: dict[str, Any] = json.loads(self.top.by_id("data").text)
        self._excerpts = [each[0] for each in self.data["excerpts"]]

    def numbers(self) -> list[Element]:
        """All links from numbers, in order."""
        return self.top.with_class("n")

    def opens(self, number: Element) -> Opened:
        goal = number.attributes.get("href") or number.attributes["data-opens"]
        kind, *rest = goal.removeprefix("#").split("/")
        return self._list(int(rest[0])) if kind == "n" else self._cell(*rest)

    def _ids(self, places: Any) -> frozenset[str]:
        return frozenset(self._excerpts[place] for place in places)

    def _things(self, what: str, places: Any) -> frozenset[str]:
        return frozenset(self.data[what][place][0] for place in places)

    def _list(self, number: int) -> Opened:
        heading, counts, counted, places = self.data["lists"][number]
        excerpts = self._ids(self.data["sets"][places])
        if counts in ("excerpts", "verdicts"):
            return Opened(heading, counts, excerpts, excerpts)
        return Opened(heading, counts, self._things(counts, counted), excerpts)

    def _cell(self, number: str, row: str, column: str) -> Opened:
        table = self.data["tables"][int(number)]
        heading = " | ".join((table["title"], *(("*",) if row == "*" else (table["rows"][int(row)],)), column))
        if "cells" in table:
            (pairs,) = (each[2] for each in table["cells"] if each[:2] == [int(row), int(column)])
            ids = [self._excerpts[place] for place in pairs]
            met = {"+".join(dict.fromkeys(sorted(pair))) for pair in zip(ids[::2], ids[1::2], strict=True)}
            return Opened(heading, "pairs", frozenset(met), frozenset(ids))
        among = [
            each
            for place, each in enumerate(table["members"])
            if (column if table["themes"] else row) in ("*", str(place))
        ]
        things = {thing for each in among for thing in each}
        own = OWN[table["of"]]
        met_things: set[int] = set()
        places = []
        themes = {theme for place, theme in enumerate(table["themes"] or ()) if row in ("*", str(place))}
        for place, each in enumerate(self.data["excerpts"]):
            mine = things.intersection(own(each))
            if mine and (table["themes"] is None or themes.intersection(each[4])):
                places.append(place)
                met_things |= mine
        excerpts = self._ids(places)
        if table["counts"] == "references":
            return Opened(heading, "excerpts", excerpts, excerpts)
        return Opened(
            heading,
            table["counts"],
            self._things(table["of"], things if table["themes"] is None else met_things),
            excerpts,
        )
