"""Moving through the document that is open and selecting from it, by words, sentences and passages.

What is selected, and where the cursor goes, is the reader's own; here stands which key asks for what.
"""

from tui.places.place import Place
from tui.widgets.document_view import DocumentView
from tui.widgets.reader import Reader


class SelectingActs(Place):
    """A place in which a document is open in `view`."""

    view: DocumentView

    @property
    def reader(self) -> Reader:
        return self.view.reader

    def act_select(self) -> None:
        self.reader.start_selection()

    def act_word(self) -> None:
        self.reader.select_word()

    def act_sentence(self) -> None:
        self.reader.select_sentence()

    def act_passage(self) -> None:
        self.reader.select_passage()

    def act_shrink(self) -> None:
        self.reader.shrink_selection()

    def act_swap(self) -> None:
        self.reader.swap_end()

    def act_left(self) -> None:
        self.reader.move_word(-1)

    def act_right(self) -> None:
        self.reader.move_word(1)

    def act_sentence_back(self) -> None:
        self.reader.move_sentence(-1)

    def act_sentence_on(self) -> None:
        self.reader.move_sentence(1)

    def act_passage_back(self) -> None:
        self.reader.move_passage(-1)

    def act_passage_on(self) -> None:
        self.reader.move_passage(1)
