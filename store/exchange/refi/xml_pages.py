"""Elements as an XML file: UTF-8, an element a line, the same bytes for the same values, however deep they are nested.

Whatever text comes in, what goes out is well-formed: characters that XML cannot hold at all become U+FFFD, and line ends are LF,
as every reader would make them.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from xml.etree.ElementTree import Element

_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INDENT = "  "


def xml_text(text: str) -> str:
    """The text as XML can hold it."""
    return _IMPOSSIBLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def element(name: str, attributes: Mapping[str, str], children: Iterable[Element] = (), text: str = "") -> Element:
    """An element with its children, or with a text."""
    made = Element(name, {key: xml_text(value) for key, value in attributes.items()})
    made.extend(children)
    made.text = xml_text(text) or None
    return made


def filled(**attributes: str) -> dict[str, str]:
    """Those attributes that say something."""
    return {key: value for key, value in attributes.items() if value}


def xml_bytes(root: Element) -> bytes:
    """The file with this root."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    waiting: list[Element | str] = [root]
    depth = 0
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            depth -= 1
            lines.append(f"{_INDENT * depth}</{here}>\n")
            continue
        about = "".join(f' {key}="{_quoted(value)}"' for key, value in here.attrib.items())
        if len(here):
            lines.append(f"{_INDENT * depth}<{here.tag}{about}>\n")
            waiting += [here.tag, *reversed(here)]
            depth += 1
        else:
            held = f">{escape(here.text, quote=False)}</{here.tag}>" if here.text else "/>"
            lines.append(f"{_INDENT * depth}<{here.tag}{about}{held}\n")
    return "".join(lines).encode("utf-8")


def _quoted(value: str) -> str:
    """An attribute's value between quotation marks, in which line ends and tabs would not stay what they are."""
    return escape(value, quote=False).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
