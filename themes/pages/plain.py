"""Text for readers elsewhere: nothing in it is obeyed, hidden or turned round by whatever shows it.

Controls become their pictures, and what would reorder or hide text (embeddings and overrides of direction, line separators, tags,
lone surrogates) the visible U+FFFD. Joiners and direction marks stay, as words of some scripts need them; line ends and tabs too.
"""

import re

_PICTURED = "".join(map(chr, [*range(0x09), *range(0x0B, 0x20), 0x7F]))
_OBEYED = (
    "\u0080-\u009f\u180e\u2028-\u202e\u2061-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_UNSAFE = re.compile(f"[{re.escape(_PICTURED)}{_OBEYED}]")


def plain(text: str) -> str:
    """The text as it may be shown anywhere; the same object where it is clean."""
    return _UNSAFE.sub(_sign, text) if _UNSAFE.search(text) else text


def _sign(unsafe: re.Match[str]) -> str:
    character = unsafe[0]
    if character == "\x7f":
        return "\N{SYMBOL FOR DELETE}"
    return chr(0x2400 + ord(character)) if ord(character) < 0x20 else "\N{REPLACEMENT CHARACTER}"
