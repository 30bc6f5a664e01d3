"""A list of names in a list of names, as codebooks are kept in YAML: `- name` a line, `- name:` above those below it.

Only that is read, quoted names with their escapes included, and nothing that YAML can do besides: no tags, anchors, flow or block
texts. Whatever else a file holds is refused with its line.
"""

import re
from collections.abc import Iterator

from store.errors import FileFault

_ITEM = re.compile(r"( *)- +(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s\"'&*!|>{}\[\]#%@`,?:-][^#]*?)(:)? *(?: #.*)?")
_ESCAPED = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_MEANT = {'"': '"', "\\": "\\", "/": "/", "t": "\t", "n": "\n", " ": " ", "_": "\xa0"}
DEEPEST = 60
LONGEST_LINE = 1_000


def nested_names(path: str, text: str) -> Iterator[tuple[str, ...]]:
    """The path of every name from the top down; raises FileFault for a line that is no part of such a list."""
    way: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        plain = line.rstrip()
        if not plain.strip() or plain.lstrip().startswith("#") or plain in ("---", "...", "[]"):
            continue
        found = _ITEM.fullmatch(plain) if len(plain) <= LONGEST_LINE else None
        if found is None:
            raise FileFault(path, "it is no plain list of names below names", number)
        depth, name = len(found[1]), _said(path, found[2], number)
        while way and way[-1][0] >= depth:
            way.pop()
        if len(way) >= DEEPEST:
            raise FileFault(path, f"it is nested more than {DEEPEST} levels deep", number)
        way.append((depth, name))
        yield tuple(each for _, each in way)


def _said(path: str, name: str, line: int) -> str:
    """The name that stands plain or between marks; raises FileFault for an escape that means no character."""
    if name.startswith("'"):
        return name[1:-1].replace("''", "'").strip()
    if not name.startswith('"'):
        return name.strip()

    def meant(found: re.Match[str]) -> str:
        number = int(found[1] or found[2] or found[3] or "0", 16)
        if found[4] in _MEANT:
            return _MEANT[found[4]]
        if found[4] or number > 0x10FFFF or 0xD800 <= number < 0xE000:
            raise FileFault(path, f"{found[0]} stands for no character", line)
        return chr(number)

    return _ESCAPED.sub(meant, name[1:-1]).strip()
