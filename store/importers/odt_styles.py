"""What the styles of an OpenDocument text make of it, as far as it matters for reading: bold, hidden, and how lists are numbered.

A style has what its parent has, unless it says otherwise. Styles stand in two files, before the body.
"""

from collections.abc import Mapping

from store.importers import numbering
from store.importers.numbering import MOST_LEVELS, Level
from store.importers.package import attribute

OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_DEEPEST = 20
_BOLD = ("bold", "600", "700", "800", "900")
_KINDS = {
    "1": numbering.DECIMAL,
    "a": numbering.LETTERS,
    "A": numbering.CAPITALS,
    "i": numbering.ROMAN,
    "I": numbering.ROMAN_CAPITALS,
}


class Styles:
    """Takes the elements of styles one by one; then says what a style makes of what has it."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}
        self._bold: dict[str, bool] = {"Strong_20_Emphasis": True}
        self._hidden: dict[str, bool] = {}
        self._lists: dict[str, list[Level]] = {}
        self._of_paragraphs: dict[str, str] = {}
        self._style = self._list = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element that stands before the body."""
        match name.removeprefix(OPEN):
            case "style:1.0 style":
                self._style = attribute(attributes, "name")
                self._parents[self._style] = attribute(attributes, "parent-style-name")
                if listed := attribute(attributes, "list-style-name"):
                    self._of_paragraphs[self._style] = listed
            case "style:1.0 text-properties" if self._style:
                if weight := attribute(attributes, "font-weight"):
                    self._bold[self._style] = weight in _BOLD
                if display := attribute(attributes, "display"):
                    self._hidden[self._style] = display == "none"
            case "text:1.0 list-style":
                self._style, self._list = "", attribute(attributes, "name")
                self._lists[self._list] = [Level()] * MOST_LEVELS
            case "text:1.0 list-level-style-number" if self._list:
                self._level(attributes)

    def _level(self, attributes: Mapping[str, str]) -> None:
        level, shown = attribute(attributes, "level"), attribute(attributes, "display-levels")
        kind = _KINDS.get(attribute(attributes, "num-format"), "")
        if not kind or not level.isdecimal() or not 1 <= int(level) <= MOST_LEVELS:
            return
        first = int(level) - (int(shown) if shown.isdecimal() else 1) + 1
        numbers = ".".join(f"%{place}" for place in range(max(1, first), int(level) + 1))
        pattern = f"{attribute(attributes, 'num-prefix')}{numbers}{attribute(attributes, 'num-suffix')}"
        start = attribute(attributes, "start-value")
        self._lists[self._list][int(level) - 1] = Level(pattern, kind, int(start[:6]) if start.isdecimal() else 1)

    def _found(self, style: str, said: Mapping[str, bool]) -> bool | None:
        for _ in range(_DEEPEST):
            if style in said or not style:
                break
            style = self._parents.get(style, "")
        return said.get(style)

    def is_bold(self, style: str, otherwise: bool = False) -> bool:
        """Whether a style is bold; what it is otherwise, where neither it nor those above it say so."""
        found = self._found(style, self._bold)
        return otherwise if found is None else found

    def is_hidden(self, style: str, otherwise: bool = False) -> bool:
        """The same of whether it hides what has it."""
        found = self._found(style, self._hidden)
        return otherwise if found is None else found

    def levels(self, style: str) -> list[Level]:
        """How the levels of a list of this style are numbered."""
        return self._lists.get(style, [])
