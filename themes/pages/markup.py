"""HTML made of elements: what is not markup already is text, and becomes escaped text wherever it stands.

Text that comes from anywhere is `str`; only `element` makes `Html`. So no text of a study can become markup, whoever writes a new
section. Attributes are escaped in the same way; one that is None or False is left out, True stands without a value.
"""

from collections.abc import Iterable
from html import escape

from themes.pages.plain import plain

VOID = frozenset({"meta", "input", "br", "hr"})
"""Elements without contents."""

Attribute = str | float | bool | None


class Html(str):
    """Markup that is done."""

    __slots__ = ()


def text(said: str) -> Html:
    """Text as markup."""
    return said if isinstance(said, Html) else Html(escape(plain(said), quote=True))


def element(name: str, /, *contents: str | Iterable[str], **attributes: Attribute) -> Html:
    """An element. `class_` and `for_` are the attributes of these names, `_` in a name is `-`."""
    opened = f"<{name}{_attributes(attributes)}>"
    if name in VOID:
        return Html(opened)
    return Html(f"{opened}{''.join(_pieces(contents))}</{name}>")


def joined(*contents: str | Iterable[str]) -> Html:
    """Pieces one after the other."""
    return Html("".join(_pieces(contents)))


def _pieces(contents: Iterable[str | Iterable[str]]) -> Iterable[str]:
    for each in contents:
        if isinstance(each, str):
            yield text(each)
        else:
            yield from map(text, each)


def _attributes(attributes: dict[str, Attribute]) -> str:
    made = []
    for key, value in attributes.items():
        name = key.rstrip("_").replace("_", "-")
        if value is True:
            made.append(f" {name}")
        elif value is not None and value is not False:
            made.append(f' {name}="{text(str(value))}"')
    return "".join(made)
