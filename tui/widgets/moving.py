"""What moves a line or a page at a time: a list of rows, a document that is read.

The keys that move are the same for both, so whoever gives them out needs to know no more of either than this.
"""

from typing import Protocol, runtime_checkable


@runtime_checkable
class Moving(Protocol):
    """A widget with a current line."""

    def move_row(self, rows: int) -> None: ...

    def move_page(self, pages: int) -> None: ...

    def move_half_page(self, halves: int) -> None: ...

    def go_home(self) -> None: ...

    def go_end(self) -> None: ...
