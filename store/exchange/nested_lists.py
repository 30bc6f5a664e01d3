"""A list of names in a list of names, as codebooks are kept in YAML: `- name` a line, `- name:` above those below it.

Only that is read, and nothing that YAML can do besides: no tags, anchors, flow or block texts. Whatever else a file holds is
refused with its line.
"""

import re
from collections.abc import Iterator

from store.errors import FileFault

_ITEM = re.compile(r"( *)- +(\"[^\"\\]*\"|'[^']*'|[^\s\"'&*!|>{}\[\]#%@`,?:-][^#]*?)(:)? *(?: #.*)?")
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
        depth, name = len(found[1]), found[2].strip("\"'").strip()
        while way and way[-1][0] >= depth:
            way.pop()
        if len(way) >= DEEPEST:
            raise FileFault(path, f"it is nested more than {DEEPEST} levels deep", number)
        way.append((depth, name))
        yield tuple(each for _, each in way)
