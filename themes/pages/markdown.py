"""The findings as Markdown: quotations read as they were said, and nothing in them becomes a mark, a link or HTML.

Characters that Markdown would take for marks have a backslash before them, which any reader of Markdown takes away again; those
that a terminal or a page would obey become visible signs.
"""

import re
from collections.abc import Iterable

from store.links import code_in
from themes.pages.blocks import Block, Grid, Heading, Listed, Paragraph, Quoted, Runs, Written
from themes.pages.findings import Findings, Telling, silence
from themes.pages.plain import plain
from themes.pages.report import report

_LEADING = re.compile(r"^([ \t]*)([#+\-=]+|\d+(?=[.)]))(?=[\s.)]|$)", re.MULTILINE)
_HEADING = re.compile(r"^( {0,3})(#{1,6})(?=[ \t])", re.MULTILINE)


def written(findings: Findings, show: Telling = silence) -> bytes:
    """The findings as the bytes of a file; `show` is told what is being written."""
    show("writing the draft")
    return markdown(report(findings))


def texts(data: bytes) -> list[tuple[str, str]]:
    """What a reader meets in the bytes, with where it stands."""
    return [("the draft", re.sub(r"\\([\\`*_\[\]<>|~&#+\-=.)])|^> ?", r"\1", data.decode("utf-8"), flags=re.MULTILINE))]


def markdown(blocks: Iterable[Block]) -> bytes:
    """The blocks as the bytes of a file."""
    pieces = ["\n".join(_lines(block)) for block in blocks]
    return ("\n\n".join(piece for piece in pieces if piece) + "\n").encode("utf-8")


def _lines(block: Block) -> list[str]:
    match block:
        case Heading():
            return [f"{'#' * block.level} {escaped(block.text)}"]
        case Paragraph(kind="aside"):
            return [f"*{_runs(block.runs).strip()}*"]
        case Paragraph(kind="question"):
            return [f"{_runs(block.runs)} \\[to be written\\]"]
        case Paragraph():
            return [_runs(block.runs)]
        case Quoted():
            return _quotation(block)
        case Listed():
            return [f"- {_runs(item)}" for item in block.items]
        case Grid():
            return _grid(block)
        case Written():
            return [_deeper(plain(block.text), block.level).strip("\n")]


def _quotation(block: Quoted) -> list[str]:
    quotation = block.quotation
    said = [f"> {escaped(each)}".rstrip() for each in quotation.excerpt.text.split("\n")]
    changed = "" if quotation.verbatim else "; these words do not stand in the text as it is now"
    lines = [*said, ">", f"> {escaped(quotation.citation)} \\[{escaped(quotation.place)}{changed}\\]"]
    if quotation.excerpt.note.strip():
        lines += ["", *(escaped(each) for each in quotation.excerpt.note.strip().split("\n"))]
    return lines


def _grid(grid: Grid) -> list[str]:
    head = [escaped(each) for each in grid.head]
    lines = [f"| {' | '.join(head)} |", f"| --- |{' ---: |' * (len(head) - 1)}"]
    for place, row in enumerate(grid.rows):
        depth = grid.depths[place] if grid.depths else 0
        cells = [_runs(cell).replace("\n", " ") for cell in row]
        lines.append(f"| {'– ' * depth}{' | '.join(cells)} |")
    return [*lines, "", f"*{escaped(grid.caption)}.*"]


def _runs(runs: Runs) -> str:
    return "".join(f"**{escaped(run.text)}**" if run.strong else escaped(run.text) for run in runs)


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    shown = re.sub(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)", lambda found: f"\\{found[0]}", plain(text))
    return _LEADING.sub(lambda found: f"{found[1]}{_held(found[2])}", shown)


def _held(mark: str) -> str:
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def _deeper(body: str, level: int) -> str:
    """A body with its headings below the heading of a level; those in code stay."""
    code = code_in(body)

    def lowered(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in code):
            return found[0]
        return found[1] + "#" * min(len(found[2]) + level, 6)

    return _HEADING.sub(lowered, body)
