"""How a screenful's time grows with the corpus: a table of the medians of every kind of query, and the exponent of each.

The exponent is that of the power law nearest to the medians (least squares over logarithms) from `SMALLEST` passages on, for
in smaller corpora nearly all time is what any query costs. With 1 a corpus ten times as large takes ten times as long.
"""

from collections.abc import Mapping
from math import log
from statistics import fmean

SMALLEST = 20_000


def exponent(medians: Mapping[int, float]) -> float:
    """The exponent of times that are told for numbers of passages, at least two of them."""
    points = [(log(passages), log(median)) for passages, median in medians.items() if passages >= SMALLEST]
    middle, height = fmean(x for x, _ in points), fmean(y for _, y in points)
    return sum((x - middle) * (y - height) for x, y in points) / sum((x - middle) ** 2 for x, _ in points)


def growth_table(medians: Mapping[str, Mapping[int, float]], machine: str) -> str:
    """The table as Markdown: milliseconds by kind of query and number of passages."""
    sizes = sorted({passages for each in medians.values() for passages in each})
    rows = [["query", *(f"{passages:,}" for passages in sizes), "exponent"], ["---"] * (len(sizes) + 2)]
    for kind, each in medians.items():
        shown = [f"{each[passages]:.1f}" if passages in each else "" for passages in sizes]
        rows.append([kind, *shown, f"{exponent(each):.2f}"])
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"Milliseconds of a screenful, the median of each kind. {machine}\n\n{lines}\n"
