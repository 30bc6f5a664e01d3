"""Text that a terminal can be trusted with.

All that comes from a file, from git, from a name or from an error passes here once before it is shown or
printed. One character becomes one character, so that an offset into the displayable text is the same
offset into the verbatim text. The result holds nothing that a terminal obeys, and its width in cells is
the sum of the widths of its characters:

- C0 and DEL become their control pictures, TAB a blank, LF stays;
- what could rewrite, hide or reorder text (C1, line and paragraph separators, bidi controls, tags, other
  format characters, lone surrogates, U+FEFF inside a text) becomes the visible U+FFFD;
- a soft hyphen, which terminals draw in three ways, becomes the sign ¬;
- harmless invisible ones whose effect on the width differs between terminals (joiner, zero width space,
  variation selectors for emoji, direction marks) become U+034F, which is invisible and without effect
  everywhere.
"""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
INERT = "\N{COMBINING GRAPHEME JOINER}"

_PICTURES = "".join(map(chr, [*range(0x09), *range(0x0B, 0x20), 0x7F]))
INVISIBLE = "\u061c\u200b\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufe0e\ufe0f"
_OBEYED = (
    "\u0080-\u009f\u180e\u2028-\u202e\u2065-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
UNSAFE = re.compile(f"[{re.escape(_PICTURES)}\t\u00ad{INVISIBLE}{_OBEYED}]")
"""A character that is never shown as it is."""

_SIGNS = {
    **{character: chr(0x2400 + ord(character)) for character in _PICTURES},
    "\x7f": "\N{SYMBOL FOR DELETE}",
    "\t": " ",
    "\u00ad": "\N{NOT SIGN}",
    **dict.fromkeys(INVISIBLE, INERT),
}


def _sign(unsafe: re.Match[str]) -> str:
    return _SIGNS.get(unsafe[0], REPLACEMENT)


def displayable(text: str) -> str:
    """The text as it may be shown; the same object when it is clean. Lines end with LF alone."""
    return UNSAFE.sub(_sign, text) if UNSAFE.search(text) else text


def displayable_line(text: str) -> str:
    """The same for what must stay on one line, as a title or a file's name: LF becomes its picture too."""
    return displayable(text).replace("\n", "\N{SYMBOL FOR LINE FEED}")
