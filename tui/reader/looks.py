"""Looks turned into styles: the only place of the reader that knows colours.

Each meaning has a sign that is no colour as well: an overlap is underlined, a colleague's mark italic, a
hit and the selection reversed, the current hit and the cursor bold besides. Without colours a single
mark is underlined too, and its overlaps are bold. What is left out of search is dim, and its margin says so.
"""

from rich.style import Style
from textual.color import Color, ColorParseError

from tui.reader.painting import CURRENT_HIT, HIT, PLAIN, Letter, Look

_OWN_SHARE = 0.45
_OTHERS_SHARE = 0.25


class Looks:
    """The styles for one theme of the app. `terminal` is an ANSI theme, whose background nobody knows."""

    def __init__(
        self,
        base: Style,
        background: Color,
        *,
        terminal: bool,
        colourless: bool,
        accent: Color,
        selection: Color,
    ) -> None:
        self.base = base
        self._background = background
        self._terminal = terminal
        self._colourless = colourless
        self._accent = accent
        self._selection = selection
        self._letters: dict[Letter, Style] = {}
        self._styles: dict[Look, Style] = {PLAIN: base}

    def style(self, look: Look) -> Style:
        found = self._styles.get(look)
        if found is None:
            found = self._styles[look] = self._made(look)
        return found

    def letter(self, letter: Letter) -> Style:
        found = self._letters.get(letter)
        if found is None:
            found = self._letters[letter] = self._made_letter(letter)
        return found

    def _made_letter(self, letter: Letter) -> Style:
        style = self.base + Style(italic=not letter.own)
        if not letter.begins:
            return style + Style(dim=True)
        if letter.colour and not self._plain:
            style += self._marked(letter.colour, _OWN_SHARE)
        return style + Style(bold=True, reverse=self._plain)

    def _made(self, look: Look) -> Style:
        style = self.base + Style(dim=True) if look.aside else self.base
        if look.colour:
            if not self._colourless:
                style += self._marked(look.colour, _OWN_SHARE if look.own else _OTHERS_SHARE)
            style += Style(
                underline=look.overlap or self._colourless,
                bold=look.overlap and self._colourless,
                italic=not look.own,
            )
        if look.hit == HIT:
            style = self.base + Style(reverse=True)
        elif look.hit == CURRENT_HIT:
            style = self.base + self._solid(self._accent)
            style += Style(reverse=self._plain, bold=True, underline=True)
        if look.selected:
            style = self.base + self._solid(self._selection) + Style(reverse=self._plain, bold=True)
        if look.cursor:
            lit = not style.reverse
            style = self.base + Style(reverse=lit, bold=True, underline=not lit)
        return style

    @property
    def _plain(self) -> bool:
        return self._terminal or self._colourless

    def _solid(self, colour: Color) -> Style:
        if self._plain:
            return Style.null()
        return Style(color=colour.get_contrast_text(1.0).rich_color, bgcolor=colour.rich_color)

    def _marked(self, colour: str, share: float) -> Style:
        try:
            parsed = Color.parse(colour)
        except ColorParseError:
            parsed = self._accent
        if self._terminal:
            return Style(color="black" if parsed.brightness > 0.4 else "white", bgcolor=parsed.rich_color)
        ground = self._background.blend(parsed, share, alpha=1.0)
        return Style(color=ground.get_contrast_text(0.9).rich_color, bgcolor=ground.rich_color)
