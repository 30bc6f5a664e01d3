"""A theme's sheet: a page of Markdown with all that is known of one theme, to be read beside its excerpts or put into a report.

Quotations stand as they are in the texts, line for line.
"""

import re
from collections.abc import Iterable

from store.codebook import Theme
from store.holdings import Holdings
from themes.sheet_blocks import Attribution, Block, sheet_of

LISTED = ("item", "search")
"""Blocks that stand one below the other without an empty line."""


def theme_sheet(
    holdings: Holdings, theme: Theme, attribution: Attribution, history: Iterable[str], most: int = 5
) -> str:
    """The page; `history` are sentences, newest first, and `most` how many excerpts for the theme are quoted."""
    lines: list[str] = []
    before = ""
    for block in sheet_of(holdings, theme, attribution, history, most):
        if lines and not (before in LISTED and block.kind in LISTED):
            lines.append("")
        lines += _lines(block)
        before = block.kind
    return "\n".join(lines) + "\n"


def _lines(block: Block) -> list[str]:
    match block.kind:
        case "title":
            return [f"# {block.text}"]
        case "heading":
            return [f"## {block.text}"]
        case "place" | "empty":
            return [f"*{block.text}*"]
        case "words":
            return [f"**{block.label}.** {block.text}"]
        case "counts":
            cells = " | ".join(map(str, block.counts))
            return ["| excerpts | documents | cases | against |", "|---:|---:|---:|---:|", f"| {cells} |"]
        case "item":
            return [f"- {block.text}"]
        case "search":
            return [f"- {block.label}: {_code(block.text)} {block.behind}"]
        case "quotation":
            return [*(f"> {each}".rstrip() for each in block.text.split("\n")), ">", f"> — {block.label}"]
    return [block.text]


def _code(text: str) -> str:
    """A piece of Markdown that shows a text on one line as it is, whatever backquotes are in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"
