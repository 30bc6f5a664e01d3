"""What the built-in editor can hold without harm: lines that end with LF, and no sign that a terminal would obey.

The text area rewrites some line ends and would send control characters to the terminal. So a body that holds such is not opened
in it (`unfit`), and what is typed, pasted or quoted there holds none (`fit`).
"""

from tui.displayable import INVISIBLE, displayable

KEPT = f"\t\N{SOFT HYPHEN}{INVISIBLE}"
"""Signs that are written as they are: at worst the cursor stands a cell beside its letter, and no text is changed for that."""


def unfit(body: str) -> str:
    """Why a memo's body cannot be edited in the built-in editor without harm, or ""."""
    if "\r" in body:
        return "it has Windows line ends, which the built-in editor would rewrite"
    return "it holds control characters" if fit(body) != body else ""


def fit(text: str) -> str:
    """The text as it may stand there: lines end with LF, tabs stay, and what a terminal would obey is a visible sign."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign if sign in KEPT else displayable(sign) for sign in lines)
