"""Blocks as HTML: headings in order, quotations with who said them, numbers that lead to what they count."""

from collections.abc import Iterable

from themes.pages.blocks import Block, Grid, Heading, Listed, Paragraph, Quoted, Run, Runs, Written
from themes.pages.findings import Quotation
from themes.pages.html_memos import memo_body
from themes.pages.ledger import Ledger
from themes.pages.markup import Html, element, joined, text


class HtmlBlocks:
    """Writes blocks; their numbers go into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def written(self, blocks: Iterable[Block]) -> Html:
        """The blocks one after the other."""
        return joined(*(self._block(block) for block in blocks))

    def _block(self, block: Block) -> Html:
        match block:
            case Heading():
                return element(f"h{min(block.level, 6)}", block.text, id=anchor(block.theme) if block.theme else None)
            case Paragraph():
                return element("p", self.runs(block.runs), class_=None if block.kind == "plain" else block.kind)
            case Quoted():
                return quotation(block.quotation)
            case Listed():
                return element("ul", *(element("li", self.runs(item)) for item in block.items))
            case Grid():
                return self._grid(block)
            case Written():
                return element("div", memo_body(block.text, block.level), class_="memo")

    def runs(self, runs: Runs) -> Html:
        """Words and numbers in a line."""
        return joined(*(self._run(run) for run in runs))

    def _run(self, run: Run) -> Html:
        if run.behind is not None:
            return self._ledger.number(run)
        if run.theme:
            return element("a", run.text, href=f"#{anchor(run.theme)}")
        return element("strong", run.text) if run.strong else text(run.text)

    def _grid(self, grid: Grid) -> Html:
        head = element("tr", *(element("th", each, scope="col") for each in grid.head))
        rows = []
        for place, row in enumerate(grid.rows):
            depth = min(grid.depths[place], 8) if grid.depths else 0
            first = element("th", self.runs(row[0]), scope="row", class_=f"d{depth}")
            rows.append(element("tr", first, *(element("td", self.runs(cell)) for cell in row[1:])))
        return scrolled(grid.caption, element("thead", head), element("tbody", *rows))


WIDE = 12
"""Columns beyond which a table is printed small."""


def scrolled(caption: str, *parts: Html, label: str = "") -> Html:
    """A table that moves sideways by keys where it is wider than the page; `label` is its name, where that is not the caption."""
    wide = "wide" if len(parts[0].split("</th>")) > WIDE else None
    made = element("table", element("caption", caption), *parts, class_=wide)
    return element("div", made, class_="scroll", role="region", aria_label=label or caption, tabindex=0)


def quotation(said: Quotation) -> Html:
    """A quotation with its citation, its place, and the note on it."""
    excerpt = said.excerpt
    place = element("a", said.place, class_="place", href=f"#excerpt/{excerpt.id}")
    star = element("span", "starred", class_="mark") if excerpt.starred else Html("")
    changed = (
        element("strong", " These words do not stand in the text as it is now.") if not said.verbatim else Html("")
    )
    note = element("p", excerpt.note.strip(), class_="note", dir="auto") if excerpt.note.strip() else Html("")
    return element(
        "figure",
        element("blockquote", excerpt.text, dir="auto"),
        element("figcaption", element("bdi", said.citation), " ", place, " " if star else "", star, changed),
        note,
    )


def anchor(theme: str) -> str:
    """The place of a theme's section on the page."""
    return f"theme-{theme}"
