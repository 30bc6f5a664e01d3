"""The looks of a row's pieces as styles, for one theme of the app.

They are made from the theme's variables, not from component classes: each list would have Textual match rules for seven of these
at every change of a class, which is half of the time until the first screen. Every look has a sign besides its colour: strong,
match and warn are bold, the current row is bold or reversed.
"""

from functools import lru_cache

from rich.style import Style
from textual.app import App
from textual.color import Color, ColorParseError

_COLOURS = {"match": "warning", "good": "success", "warn": "error"}
_BOLD = ("strong", "match", "warn")


class RowLooks:
    """Styles by name, on a ground. `plain` is for terminals' own colours and for none: nothing is blended then."""

    def __init__(
        self, variables: tuple[tuple[str, str], ...], background: Color, plain: bool, colourless: bool
    ) -> None:
        self._variables = dict(variables)
        self._background = background
        self._plain = plain
        self._colourless = colourless
        self._made: dict[str, Style] = {"": Style.null()}

    def look(self, name: str) -> Style:
        """The style that a piece adds to its ground; `name` may be a colour, as #rrggbb."""
        style = self._made.get(name)
        if style is None:
            style = self._made[name] = self._look(name)
        return style

    def ground(self, base: Style, *, focused: bool) -> Style:
        """The ground of the current row."""
        if self._plain:
            return base + Style(reverse=focused, underline=not focused, bold=focused)
        primary = Color.parse(self._variables["primary"])
        share = 0.45 if focused else 0.18
        return base + Style(bgcolor=self._background.blend(primary, share, alpha=1.0).rich_color, bold=focused)

    def _look(self, name: str) -> Style:
        if name == "dim":
            return Style(dim=True)
        if name.startswith("heat"):
            return self._heat(int(name[4:]))
        if name in _COLOURS and not self._colourless:
            return self._coloured(self._variables[_COLOURS[name]], bold=name in _BOLD)
        return self._coloured(name, bold=True) if name.startswith("#") else Style(bold=name in _BOLD)

    def _heat(self, step: int) -> Style:
        """The ground of a cell by how hot it is, from 1 to 4; on a plain terminal its sign alone says it."""
        if self._plain:
            return Style.null()
        primary = Color.parse(self._variables["primary"])
        return Style(bgcolor=self._background.blend(primary, 0.09 * step, alpha=1.0).rich_color)

    def _coloured(self, colour: str, *, bold: bool) -> Style:
        if self._colourless:
            return Style(bold=bold)
        try:
            return Style(color=Color.parse(colour).rich_color, bold=bold)
        except ColorParseError:
            return Style(bold=bold)


_made = lru_cache(64)(RowLooks)


def looks_on(app: App[object], background: Color) -> RowLooks:
    """The looks on a background in the app's present theme, made once for all lists that lie on it."""
    names = ("primary", *_COLOURS.values())
    variables = tuple((name, app.theme_variables[name]) for name in names)
    return _made(variables, background, app.no_color or app.native_ansi_color, app.no_color)
