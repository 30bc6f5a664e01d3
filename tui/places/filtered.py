"""A place whose list shows only lines with the words that are typed above it.

The line of the filter takes the focus while words are typed; Enter gives it back to the list, and leaving the place's inner layer
puts the words away before anything else goes. A place says what its list holds then, in `filter_changed`.
"""

from typing import ClassVar

from textual.widgets import Input

from tui.places.place import Place
from tui.study import Study
from tui.widgets.filter_line import FilterLine


class Filtered(Place):
    """A place with a filter line, which it composes above its list. What `fall_back` names has the focus beside it."""

    FILTER_SAYS: ClassVar[str] = "show only lines with these words"
    """What stands in the line while it is empty."""

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.filter = FilterLine(self.FILTER_SAYS)

    def filter_changed(self) -> None:
        """Shows the lines that have the words of the filter."""
        raise NotImplementedError

    async def act_filter(self) -> None:
        await self.filter.open()

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input is self.filter.field:
            event.stop()
            self.filter_changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.input is self.filter.field:
            event.stop()
            self._back_to_list()

    def leave_layer(self) -> bool:
        if self.filter.is_open:
            self.filter.close()
            self._back_to_list()
            return True
        return super().leave_layer()

    def _back_to_list(self) -> None:
        if (beside := self.fall_back()) is not None:
            beside.focus()
