"""A table of counts: what is in its cells, how it is added up, and what percentages are of.

A cell holds what it counts (ids), never a bare number, so each number can be opened, and a total counts a thing once however
many cells of its row or column it stands in: where things can stand in several, it can be less than the sum, as the basis says.
Percentages are rounded half up (62.5 is 63) from the exact fraction; of nothing there is no percentage.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

COUNTS = ("references", "documents", "cases")
"""What can be counted: excerpts, the documents that they are in, the cases that these belong to."""
PERCENTS = ("row", "column", "total")

Label = tuple[str, ...]
"""What a row or a column stands for: one word for each of its layers."""
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cell:
    """The ids of what is counted, and of the excerpts behind it where these are something else."""

    counted: frozenset[str] = NOTHING
    excerpts: frozenset[str] = NOTHING

    def __or__(self, other: "Cell") -> "Cell":
        return Cell(self.counted | other.counted, self.excerpts | other.excerpts)

    @property
    def count(self) -> int:
        return len(self.counted)


EMPTY = Cell()


@dataclass(frozen=True)
class Table:
    """Rows and columns in order; cells by their labels, those without anything left out.

    `heads` name the layers of the rows, `across` what the columns are; `counts` is what a cell counts, `basis` in sentences what
    all of it rests on. `keys` holds, for a row or a column that stands for something with an id, that id.
    """

    title: str
    heads: tuple[str, ...]
    across: str
    counts: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: Mapping[tuple[Label, Label], Cell]
    basis: tuple[str, ...] = ()
    keys: Mapping[Label, str] = field(default_factory=dict)

    def cell(self, row: Label, column: Label) -> Cell:
        return self.cells.get((row, column), EMPTY)

    @cached_property
    def row_totals(self) -> Mapping[Label, Cell]:
        return _united(((row, cell) for (row, _), cell in self.cells.items()), self.rows)

    @cached_property
    def column_totals(self) -> Mapping[Label, Cell]:
        return _united(((column, cell) for (_, column), cell in self.cells.items()), self.columns)

    @cached_property
    def total(self) -> Cell:
        return _united((((), cell) for cell in self.cells.values()), ((),))[()]

    def percent(self, row: Label, column: Label, of: str, digits: int = 0) -> str:
        """A cell's share of its row, its column or the whole (`of` is one of PERCENTS), without the sign; "" of nothing."""
        whole = {"row": self.row_totals.get(row), "column": self.column_totals.get(column), "total": self.total}[of]
        return percent(self.cell(row, column).count, whole.count if whole is not None else 0, digits)

    def transposed(self) -> "Table":
        """Columns as rows, rows as columns; layers of the rows become one name."""
        return replace(
            self,
            heads=(self.across,),
            across=" / ".join(self.heads),
            rows=self.columns,
            columns=self.rows,
            cells={(column, row): cell for (row, column), cell in self.cells.items()},
        )

    def by_size(self) -> "Table":
        """The rows with most in them first."""
        return replace(self, rows=tuple(sorted(self.rows, key=lambda row: -self.row_totals[row].count)))

    def by_column(self, column: Label) -> "Table":
        """The rows with most in this column first."""
        return replace(self, rows=tuple(sorted(self.rows, key=lambda row: -self.cell(row, column).count)))

    def without_empty(self) -> "Table":
        """Only the rows and the columns that have anything in them."""
        return replace(
            self,
            rows=tuple(row for row in self.rows if self.row_totals[row].count),
            columns=tuple(column for column in self.columns if self.column_totals[column].count),
        )


def _united(found: Iterable[tuple[Label, Cell]], labels: Sequence[Label]) -> dict[Label, Cell]:
    """For each label the union of its cells; where only excerpts are counted, it is made once."""
    cells: dict[Label, list[Cell]] = {label: [] for label in labels}
    for label, cell in found:
        if label in cells:
            cells[label].append(cell)
    return {label: _union(those) for label, those in cells.items()}


def _union(cells: Sequence[Cell]) -> Cell:
    counted = NOTHING.union(*(cell.counted for cell in cells))
    if all(cell.counted is cell.excerpts for cell in cells):
        return Cell(counted, counted)
    return Cell(counted, NOTHING.union(*(cell.excerpts for cell in cells)))


def percent(part: int, whole: int, digits: int = 0) -> str:
    """`part` of `whole` in percent with so many decimals, halves rounded up; "" where the whole is nothing."""
    if not whole:
        return ""
    return rounded(Fraction(100 * part, whole), digits)


def rounded(value: Fraction, digits: int = 0) -> str:
    """An exact value with so many decimals; a half goes away from zero, as people round."""
    scale: int = 10**digits
    scaled = abs(value) * scale
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if value < 0 and whole else ""
    if not digits:
        return f"{sign}{whole}"
    return f"{sign}{whole // scale}.{whole % scale:0{digits}d}"


class Gathering:
    """Cells that are being filled: with ids that are counted and the excerpts behind them, or with excerpts that are counted."""

    def __init__(self, of_excerpts: bool = False) -> None:
        self._of_excerpts = of_excerpts
        self._excerpts: dict[tuple[Label, Label], list[str]] = {}
        self._counted: dict[tuple[Label, Label], set[str]] = {}

    def add(self, row: Label, column: Label, counted: Iterable[str], excerpt: str = "") -> None:
        """Counts these ids in a cell; `excerpt` is what is behind them."""
        place = (row, column)
        if excerpt:
            excerpts = self._excerpts.get(place)
            if excerpts is None:
                self._excerpts[place] = [excerpt]
            else:
                excerpts.append(excerpt)
        if not self._of_excerpts:
            found = self._counted.get(place)
            if found is None:
                self._counted[place] = set(counted)
            else:
                found.update(counted)

    def cells(self) -> dict[tuple[Label, Label], Cell]:
        """The cells in which anything is counted."""
        if self._of_excerpts:
            return {place: _of_excerpts(frozenset(excerpts)) for place, excerpts in self._excerpts.items()}
        return {
            place: Cell(frozenset(counted), frozenset(self._excerpts.get(place, ())))
            for place, counted in self._counted.items()
            if counted
        }

    def labels(self) -> tuple[set[Label], set[Label]]:
        """The rows and the columns that there are."""
        places = self._excerpts.keys() | self._counted.keys()
        return {row for row, _ in places}, {column for _, column in places}


def _of_excerpts(excerpts: frozenset[str]) -> Cell:
    return Cell(excerpts, excerpts)
