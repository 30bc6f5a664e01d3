"""What is measured, beside what was promised: one table, and a mark where the promise is not kept.

A figure is a fact of this machine in this minute, so nothing here passes or fails; the mark is for the reader.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement in words; `kept` is whether it is within its budget, None where there is no budget."""

    what: str
    measured: str
    budget: str = ""
    kept: bool | None = None


def within(what: str, value: float, limit: float, unit: str, remark: str = "", digits: int = 0) -> Figure:
    """A figure that must be at most `limit`."""
    measured = f"{value:,.{digits}f} {unit}" + (f" ({remark})" if remark else "")
    return Figure(what, measured, f"at most {limit:g} {unit}", value <= limit)


def median_and_worst(values: Sequence[float], unit: str, digits: int = 0) -> str:
    return f"median {median(values):,.{digits}f}, worst {max(values):,.{digits}f} {unit}"


def ninety_fifth(values: Sequence[float]) -> float:
    """What 95 of 100 values are at most."""
    return sorted(values)[-(-len(values) * 95 // 100) - 1]


def table(title: str, figures: Iterable[Figure]) -> str:
    """The figures of one heading as lines of text."""
    listed = list(figures) or [Figure("nothing was measured", "")]
    first = max(len(figure.what) for figure in listed)
    second = max(len(figure.budget) for figure in listed)
    rows = [title]
    for figure in listed:
        mark = {True: "kept", False: "MISSED", None: ""}[figure.kept]
        rows.append(f"  {figure.what:<{first}}  {figure.budget:<{second}}  {mark:<6}  {figure.measured}".rstrip())
    return "\n".join(rows)
