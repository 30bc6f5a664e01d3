"""A memo's Markdown as HTML: raw HTML in it is text, nothing is loaded, and nothing leads out of the page.

Links between brackets (`[[id]]`) show their words; those to an excerpt lead to it. An address is shown and not linked, a picture
is its words. Headings go below the heading of the memo.
"""

import re
from typing import TYPE_CHECKING

from themes.pages.markup import Html, element, joined
from themes.pages.plain import plain

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINK = re.compile(r"\[\[(?!\[)([^\[\]\n|]{1,200})(?:\|([^\[\]\n]{0,400}))?\]\]")
_EXCERPT = re.compile(r"e[0-9a-z]{10}")
_SAME = {
    "em": "em",
    "strong": "strong",
    "s": "s",
    "blockquote": "blockquote",
    "ul": "ul",
    "ol": "ol",
    "li": "li",
    "p": "p",
}
_SAME |= {each: each for each in ("table", "thead", "tbody", "tr", "th", "td")}


def memo_body(markdown: str, level: int) -> Html:
    """The body of a memo whose own heading is of this level."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    tokens = reader.parse(plain(markdown))
    highest = min((int(each.tag[1:]) for each in tokens if each.type == "heading_open"), default=1)
    return _written(tokens, level + 1 - highest)


def _written(tokens: "list[Token]", level: int) -> Html:
    """Elements for the tokens that are known; the words of any other."""
    stack: list[tuple[str, list[Html]]] = [("", [])]
    for token in tokens:
        if token.type == "inline":
            stack[-1][1].append(_written(token.children or [], level))
        elif token.nesting == 1:
            stack.append((_name(token, level), []))
        elif token.nesting == -1:
            name, inside = stack.pop()
            stack[-1][1].append(_closed(name, inside, token))
        else:
            stack[-1][1].append(_single(token))
    return joined(*(piece for _, inside in stack for piece in inside))


def _name(token: "Token", level: int) -> str:
    kind = token.type.removesuffix("_open")
    if kind == "heading":
        return f"h{min(int(token.tag[1:]) + level, 6)}"
    if kind == "link":
        return f"link {token.attrGet('href') or ''}"
    if kind == "paragraph":
        return "" if token.hidden else "p"
    return {"bullet_list": "ul", "ordered_list": "ol", "list_item": "li"}.get(kind, _SAME.get(kind, ""))


def _closed(name: str, inside: list[Html], token: "Token") -> Html:
    if name.startswith("link "):
        words, address = joined(*inside), name.removeprefix("link ")
        return joined(words, f" ({address})") if address and address not in words else words
    return element(name, *inside) if name else joined(*inside)


def _single(token: "Token") -> Html:
    match token.type:
        case "text":
            return _linked(token.content)
        case "code_inline":
            return element("code", token.content)
        case "fence" | "code_block":
            return element("pre", element("code", token.content))
        case "softbreak":
            return Html("\n")
        case "hardbreak":
            return element("br")
        case "hr":
            return element("hr")
        case "image":
            return element("span", token.content or "picture")
    return element("span", token.content)


def _linked(words: str) -> Html:
    pieces: list[str] = []
    last = 0
    for found in _LINK.finditer(words):
        goal, shown = found[1].strip(), (found[2] or "").strip()
        pieces.append(words[last : found.start()])
        named = goal.rpartition(":")[2]
        if _EXCERPT.fullmatch(named):
            pieces.append(element("a", shown or named, href=f"#excerpt/{named}"))
        else:
            pieces.append(element("span", shown or goal, class_="goal"))
        last = found.end()
    return joined(*pieces, words[last:])
