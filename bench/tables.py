"""Tables over a study of 50,000 excerpts, 300 themes and 1,000 documents, once it is loaded: in CPU seconds, as it is budgeted.

The cells, all totals and the text of the table are made each time, as for somebody who asks for another attribute.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.figures import Figure, within
from bench.synthetic import Size, make_study
from store.attributes import Attribute
from store.holdings import read_holdings
from store.project import open_project
from themes.tables import Table
from themes.theme_tables import theme_table

LARGE = Size(excerpts=50_000, documents=1_000, reviewers=2, themes=300, characters=6_000)
BUDGET = 0.3
TIMES = 5


def figures(folder: Path) -> Iterator[Figure]:
    from themes.cooccurrence import cooccurrence_table

    holdings = read_holdings(open_project(make_study(folder / "study", LARGE)))
    declared = {"years": Attribute("years", "number", bands=(5, 10, 20))}
    for name, by in (
        ("theme by site", ("site",)),
        ("theme by years in bands", ("years",)),
        ("theme by site by years", ("site", "years")),
        ("theme by document", ("document",)),
    ):
        for counts in ("references", "cases") if by == ("site",) else ("references",):
            seconds = _best(partial(theme_table, holdings, declared, by, counts))
            limit = BUDGET if by != ("document",) else None
            what = f"{name}, {counts}"
            yield within(what, seconds, limit, "s CPU", digits=2) if limit else Figure(what, f"{seconds:.2f} s CPU")
    yield Figure("themes on the same words", f"{_best(partial(cooccurrence_table, holdings)):.2f} s CPU")


def _best(make: Callable[[], Table]) -> float:
    """The seconds that a table with its totals takes, the best of a few times."""
    taken = []
    for _ in range(TIMES):
        before = time.process_time()
        made = make()
        assert made.row_totals
        assert made.column_totals
        assert made.total.count
        taken.append(time.process_time() - before)
    return min(taken)
