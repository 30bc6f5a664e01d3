"""The findings as one page that needs nothing else: no network, no other file, no program but a browser.

What a reader of paper or without scripts needs is there as it is: the tree, each theme with its first quotations, tables,
drawings, memos, the appendix. The excerpts behind each number stand in the page as data, and are written out when somebody opens
the number.
"""

from collections.abc import Callable

from themes.pages.appendix import appendix
from themes.pages.blocks import Block, Paragraph, words
from themes.pages.drawings import meeting_map, pairs_of, saturation_curve
from themes.pages.findings import Findings, Telling, silence
from themes.pages.frame import framed, texts
from themes.pages.html_blocks import HtmlBlocks, anchor, scrolled
from themes.pages.html_saturation import saturation_rows
from themes.pages.html_tables import html_table
from themes.pages.ledger import Ledger, cell
from themes.pages.markup import Html, element, joined
from themes.pages.page_tables import meetings_of, tables_of
from themes.pages.report import memo_blocks, notes, tree_grid
from themes.pages.saturation import documents_in_order, saturation_of_findings
from themes.pages.sheets import Sheets, opening, tree_note

__all__ = ["texts", "written"]

MOST_LISTED = 300
"""Pairs of themes that are listed."""
HEADS = (("theme", "words"), ("meets", "words"), ("pairs of excerpts", None))
SECTIONS = {
    "themes": "Themes",
    "sheets": "Theme sheets",
    "tables": "Tables",
    "meetings": "Themes that meet",
    "saturation": "Saturation",
    "memos": "Memos",
    "appendix": "Appendix: how the study was done",
}


def written(findings: Findings, show: Telling = silence) -> bytes:
    """The page; `show` is told what is being written."""
    return Page(findings, show).written()


class Page:
    """A page while it is being written."""

    def __init__(self, findings: Findings, show: Telling) -> None:
        self._findings = findings
        self._show = show
        self._ledger = Ledger(findings)
        self._blocks = HtmlBlocks(self._ledger)
        self._sheets = Sheets(findings)
        self._nodes = {each.theme.id: each.node for each in findings.themes}

    def written(self) -> bytes:
        parts: dict[str, Callable[[], Html]] = {
            "themes": self._tree,
            "sheets": self._sections,
            "tables": self._tables,
            "meetings": self._meetings,
            "saturation": self._saturation,
            "memos": self._memos,
            "appendix": self._appendix,
        }
        made: dict[str, Html] = {}
        for name, part in parts.items():
            self._show(f"writing {SECTIONS[name].lower()}")
            inside = part()
            if inside:
                heading = element("h2", SECTIONS[name], id=f"{name}-heading")
                made[name] = element("section", heading, inside, id=name, aria_labelledby=f"{name}-heading")
        self._show("writing the excerpts")
        main = element("main", *made.values(), id="main", tabindex=-1)
        body = joined(self._top(), self._contents(made), main, self._foot(), _OPENED)
        return framed(self._findings.title, self._findings.origin.version, body, self._ledger.data())

    def _top(self) -> Html:
        findings = self._findings
        told: list[Block] = [
            Paragraph(opening(findings)),
            *(Paragraph(words(note), "aside") for note in notes(findings)),
        ]
        return element(
            "header",
            element("a", "Skip to the findings", href="#main", class_="skip"),
            element("h1", findings.title, dir="auto"),
            element("p", findings.origin.sentence, class_="aside", id="origin"),
            self._blocks.written(told),
            _SEARCH,
            element("noscript", element("p", WITHOUT_SCRIPTS, class_="aside")),
        )

    @staticmethod
    def _contents(made: dict[str, Html]) -> Html:
        links = (element("li", element("a", SECTIONS[name], href=f"#{name}")) for name in made)
        return element("nav", element("ul", *links), aria_label="Contents")

    def _tree(self) -> Html:
        if not self._findings.themes:
            return Html("")
        note = tree_note(self._findings)
        blocks: list[Block] = [tree_grid(self._findings, self._sheets)]
        return self._blocks.written([*blocks, *([Paragraph(note, "aside")] if note else [])])

    def _sections(self) -> Html:
        made = []
        for theme in self._findings.themes:
            inside = self._blocks.written(self._sheets.section(theme, 3))
            made.append(element("article", inside, aria_labelledby=anchor(theme.theme.id)))
        return joined(*made)

    def _tables(self) -> Html:
        if not self._findings.quotations:
            return Html("")
        caveat = element("p", "How often something was said is not how much it matters.", class_="aside")
        made = [
            html_table(shown, self._ledger, self._nodes) for shown in tables_of(self._findings) if shown.table.cells
        ]
        return joined(caveat, *made) if made else Html("")

    def _meetings(self) -> Html:
        table = meetings_of(self._findings)
        pairs = pairs_of(table)
        if not pairs:
            return Html("")
        kept = self._ledger.meetings(table)
        rows = []
        for one, other, count in pairs[:MOST_LISTED]:
            first, second = (table.rows[place] for place in (one, other))
            names = (
                element("a", self._name(table.keys[each]), href=f"#{anchor(table.keys[each])}")
                for each in (first, second)
            )
            head, then = names
            counted = element("td", cell(count, "", kept, one, other))
            rows.append(element("tr", element("th", head, scope="row"), element("td", then, class_="words"), counted))
        heads = element("tr", *(element("th", each, scope="col", class_=style) for each, style in HEADS))
        left = len(pairs) - len(rows)
        more = (
            element(
                "p",
                f"{left} more pairs of themes meet less often; `catena table cooccurrence` prints all.",
                class_="aside",
            )
            if left
            else ""
        )
        return joined(
            element(
                "p",
                "Themes meet where excerpts under them share words; an excerpt with two themes is a pair with itself.",
            ),
            element("div", meeting_map(table, kept), class_="drawing"),
            scrolled("Pairs of themes, the most frequent first", element("thead", heads), element("tbody", *rows)),
            more or Html(""),
        )

    def _name(self, theme: str) -> str:
        return " ".join(self._findings.holdings.themes[theme].name.split())

    def _saturation(self) -> Html:
        found = saturation_of_findings(self._findings)
        if found is None:
            return Html("")
        kind, _ = documents_in_order(self._findings)
        rows = element("tbody", *saturation_rows(self._findings, found, self._ledger))
        head = (
            "place",
            "document",
            "new themes",
            "themes until now",
            f"new in the last {found.run}, percent of the base",
            "rule",
        )
        heads = element(
            "thead",
            element(
                "tr",
                *(element("th", each, scope="col", class_="words" if each == "document" else None) for each in head),
            ),
        )
        rule = (
            f"After Guest, Namey and Chen 2020: each {kind} in the order of the ids; base {found.base}, run {found.run}, "
            f"threshold {found.threshold} percent. "
        )
        end = f"The rule stops at {found.stop}." if found.stop is not None else "The rule does not stop."
        return joined(
            element("p", f"{rule}{end} Another order gives another answer."),
            element("div", saturation_curve(found), class_="drawing"),
            scrolled("New themes, document by document", heads, rows),
        )

    def _memos(self) -> Html:
        blocks = list(memo_blocks(self._findings, self._sheets, 2))
        return self._blocks.written(blocks[1:])

    def _appendix(self) -> Html:
        return self._blocks.written(list(appendix(self._findings))[1:])

    def _foot(self) -> Html:
        return element("footer", element("p", self._findings.origin.sentence))


WITHOUT_SCRIPTS = "Without scripts the page can be read and printed, and numbers do not open."
_SEARCH = element(
    "form",
    element("label", "Search this page", for_="words"),
    element("input", type="search", id="words", autocomplete="off", spellcheck="false"),
    element("button", "Search", type="submit"),
    role="search",
    id="search",
    hidden=True,
)
_OPENED = element(
    "dialog",
    element(
        "div",
        element("h2", "", id="opened-heading", tabindex=-1),
        element("button", "Close", type="button", id="close"),
        class_="bar",
    ),
    element("p", "", id="opened-told", role="status"),
    element("div", id="opened-list"),
    element("button", "", type="button", id="more", hidden=True),
    id="opened",
    aria_labelledby="opened-heading",
)
