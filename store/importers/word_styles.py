"""What the styles of a Word document make of its text, as far as it matters for reading: bold, hidden, numbered.

A style has what the one that it is based on has, unless it says otherwise. Headings are not bold here: they name a part, and
nobody who speaks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from store.importers.package import attribute, parse_xml

OFF = ("0", "false", "off", "none")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says; None where it says nothing of it. A list is its id and the level in it."""

    bold: bool | None = None
    hidden: bool | None = None
    list: str | None = None
    depth: int | None = None
    is_heading: bool = False
    based_on: str = ""


PLAIN = Look()


class Styles:
    """The looks of a document's styles, by their ids."""

    def __init__(self, data: bytes) -> None:
        self._own: dict[str, Look] = {}
        self._known: dict[str, Look] = {}
        self._id = ""
        self._in_look = False
        if data:
            parse_xml(data, self._start, self._end, lambda _: None)

    def look(self, style: str) -> Look:
        """What a style says together with those that it is based on."""
        if style not in self._known:
            made = self._own.get(style, PLAIN)
            above = made.based_on
            for _ in range(_DEEPEST):
                base = self._own.get(above)
                if base is None:
                    break
                made = replace(
                    made,
                    bold=base.bold if made.bold is None else made.bold,
                    hidden=base.hidden if made.hidden is None else made.hidden,
                    list=base.list if made.list is None else made.list,
                    depth=base.depth if made.depth is None else made.depth,
                    is_heading=made.is_heading or base.is_heading,
                )
                above = base.based_on
            self._known[style] = replace(made, bold=None) if made.is_heading else made
        return self._known[style]

    def _say(self, **said: object) -> None:
        if self._id:
            self._own[self._id] = replace(self._own[self._id], **said)  # type: ignore[arg-type]

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attribute(attributes, "val")
        match name.rpartition(" ")[2]:
            case "style":
                self._id = attribute(attributes, "styleId")
                self._own[self._id] = PLAIN
            case "name" if value.casefold().startswith(("heading", "title")):
                self._say(is_heading=True)
            case "basedOn":
                self._say(based_on=value)
            case "outlineLvl" if value != "9":
                self._say(is_heading=True)
            case "numId":
                self._say(list=value)
            case "ilvl":
                self._say(depth=int(value) if value.isdecimal() else 0)
            case "rPr":
                self._in_look = True
            case "b" if self._in_look:
                self._say(bold=value not in OFF)
            case "vanish" if self._in_look:
                self._say(hidden=value not in OFF)

    def _end(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "rPr":
                self._in_look = False
            case "style":
                self._id = ""
