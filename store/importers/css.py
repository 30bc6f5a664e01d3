"""Which classes of a style sheet are bold: programs that write web pages from documents say so there alone.

Only rules that a class alone decides are read, and none that hold on some screens or on paper only.
"""

import re
from collections.abc import Iterator

_BRACE = re.compile(r"([{}])")
_CLASS = re.compile(r"[\w-]*\.([\w-]+)")
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00|\w+)", re.IGNORECASE)


def is_bold(declarations: str) -> bool:
    """Whether the declarations of a rule or an element make it bold."""
    return any(weight.lower() == "bold" or weight[:1] in "6789" for weight in _WEIGHT.findall(declarations))


def bold_classes(sheet: str) -> Iterator[str]:
    """The classes that a style sheet makes bold."""
    first, *others = sheet.split("/*")
    pieces = _BRACE.split(first + "".join(each.partition("*/")[2] for each in others))
    depth = 0
    selector = ""
    for before, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            depth += 1
            selector = before if depth == 1 else ""
        else:
            depth = max(0, depth - 1)
            if selector and is_bold(before):
                for each in selector.split(","):
                    named = _CLASS.fullmatch(each.strip())
                    if named is not None:
                        yield named[1]
            selector = ""
