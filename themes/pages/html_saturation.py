"""Saturation as a table whose numbers lead to excerpts: what is new in each document, and where each theme was first seen."""

from collections.abc import Iterator

from themes.pages.blocks import number
from themes.pages.findings import Findings
from themes.pages.ledger import Ledger
from themes.pages.markup import Html, element
from themes.saturation import Saturation


def saturation_rows(findings: Findings, found: Saturation, ledger: Ledger) -> Iterator[Html]:
    """A row for each document: its new themes lead to their excerpts in it, those until then to where each was first seen."""
    inside: dict[str, list[str]] = {}
    for key, each in findings.quotations.items():
        inside.setdefault(each.excerpt.document, []).append(key)
    shown: list[str] = []
    first: list[str] = []
    new_in: dict[int, list[str]] = {}
    ends = {run.last: run for run in found.runs}
    for unit in found.units:
        new = set(unit.new)
        behind = [key for key in inside.get(unit.document, ()) if new.intersection(findings.quotations[key].under)]
        new_in[unit.place] = behind
        for theme in unit.new:
            shown.append(theme)
            first.append(next(key for key in behind if theme in findings.quotations[key].under))
        cells = [
            ledger.number(number(f"Themes first seen in {unit.document}", "themes", unit.new, behind)),
            ledger.number(
                number(f"Themes seen until {unit.document}, each where it was first seen", "themes", shown, first)
            ),
        ]
        run = ends.get(unit.place)
        if run is not None and run.percent:
            places = range(run.first, run.last + 1)
            themes = [theme for each in found.units[run.first - 1 : run.last] for theme in each.new]
            last = [key for place in places for key in new_in[place]]
            heading = f"Themes first seen in documents {run.first} to {run.last}"
            cells.append(ledger.number(number(heading, "themes", themes, last, run.percent)))
        else:
            cells.append(Html(""))
        mark = "stop" if found.stop == unit.place else "base" if unit.place <= found.base else ""
        yield element(
            "tr",
            element("td", str(unit.place)),
            element("th", unit.document, scope="row"),
            *(element("td", each) for each in cells),
            element("td", mark, class_="words"),
        )
