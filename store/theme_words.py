"""What a theme says of itself: its definition, the rules of its use, an example, where its concept comes from, how it is marked.

Each is a key of the theme's file, and each changes alone: two reviewers who write different ones do not meet.
"""

from dataclasses import replace
from typing import Any

from store.acts import Act, SetValue
from store.codebook import Theme, colour_of, letter_of, theme_path
from store.errors import UsageFault
from store.names import plain_name

WORDS = ("definition", "include", "exclude", "example", "kind", "source", "colour", "letter")


def describe_theme(theme: Theme, words: dict[str, str], why: str = "") -> tuple[Act, Theme]:
    """The theme with new `words` (by their names in WORDS); an empty text takes one away.

    Raises UsageFault where nothing would differ, and for a colour, a letter or a kind that none can be.
    """
    wanted = {name: _proper(name, text) for name, text in words.items()}
    changed = {name: text for name, text in wanted.items() if text != getattr(theme, name)}
    if not changed:
        raise UsageFault(f"the theme {theme.name} has this {' and this '.join(wanted) or 'definition'} already")
    changes = tuple(
        SetValue(theme_path(theme.id), (name,), getattr(theme, name) or None, text or None)
        for name, text in changed.items()
    )
    what = "" if "definition" in changed else f": {', '.join(changed)}"
    message = f"define theme {theme.name}{what} ({theme.id})"
    known: dict[str, Any] = {**changed}
    return Act("theme define", message, changes, why), replace(theme, **known)


def _proper(name: str, text: str) -> str:
    if name not in WORDS:
        raise UsageFault(f"a theme has no {name}; it has {', '.join(WORDS)}")
    if name == "kind":
        return plain_name("a theme's kind", text) if text.strip() else ""
    if name == "colour" and text and not colour_of(text):
        raise UsageFault(f"{text!r} is no colour: it is written #rrggbb, as in #e0a458")
    if name == "letter" and text and not letter_of(text):
        raise UsageFault(f"{text!r} is no letter for the margin: it is one character")
    return colour_of(text) if name == "colour" else text
