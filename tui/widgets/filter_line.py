"""The line in which the words are typed that a list shows only lines with.

It takes no room, and holds no field, until somebody opens it; closing it empties it. What is typed is told by the field's own
`Input.Changed`, with `field` as its input.
"""

from textual.containers import Vertical

from tui.widgets.field import Field


class FilterLine(Vertical):
    """Hidden until `open` is called."""

    DEFAULT_CSS = """
    FilterLine {
        display: none;
        height: auto;
        background: $panel;
        &.-shown { display: block; }
        & > Field { background: $panel; }
        & > Field:focus { background: $surface-lighten-1; }
    }
    """

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self._placeholder = placeholder
        self.field: Field | None = None
        """Where the words are typed; None until it was opened once."""

    @property
    def words(self) -> str:
        """What is typed; "" where nothing is filtered."""
        return self.field.value if self.field is not None else ""

    @property
    def is_open(self) -> bool:
        return self.has_class("-shown")

    @property
    def is_typed_into(self) -> bool:
        return self.field is not None and self.field.has_focus

    async def open(self) -> None:
        """Shows the line and puts the cursor into it."""
        if self.field is None:
            self.field = Field(placeholder=self._placeholder)
            await self.mount(self.field)
        self.add_class("-shown")
        self.field.focus()

    def close(self) -> None:
        """Takes the words away and hides the line."""
        if self.field is not None:
            self.field.value = ""
        self.remove_class("-shown")
