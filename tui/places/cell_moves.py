"""Moving through a grid by columns; rows move as in every list."""

from tui.places.place import Place
from tui.widgets.cell_grid import CellGrid


class CellMoves(Place):
    """A place with a grid."""

    grid: CellGrid

    def act_left(self) -> None:
        self.grid.rows.go_to_column(self.grid.rows.column - 1)

    def act_right(self) -> None:
        self.grid.rows.go_to_column(self.grid.rows.column + 1)

    def act_columns_back(self) -> None:
        self.grid.rows.go_to_column(self.grid.rows.column - len(self.grid.rows.columns_shown()))

    def act_columns_on(self) -> None:
        self.grid.rows.go_to_column(self.grid.rows.column + len(self.grid.rows.columns_shown()))

    def act_first_column(self) -> None:
        self.grid.rows.go_to_column(0)

    def act_last_column(self) -> None:
        self.grid.rows.go_to_column(len(self.grid.rows.filling.columns) - 1)
