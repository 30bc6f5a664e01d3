"""What is done with a case by the same keys in the list of cases and on a case's page: entering what is known of it.

A place says which case is meant and which of its attributes; what is entered is a flow of `tui.flows.cases`, one act each.
"""

from tui.actions import Action
from tui.places.place import Place

WRITING = ("enter", "add", "match", "attribute", "words", "documents", "sheet_in", "type")
"""What changes the study."""


class CaseActs(Place):
    """A place in which cases are seen."""

    @property
    def case_meant(self) -> str:
        """The id of the case that the keys act on, or ""."""
        raise NotImplementedError

    @property
    def key_meant(self) -> str:
        """The key of the attribute that is looked at, a word of `OWN_COLUMNS`, or "" where it is none in particular."""
        raise NotImplementedError

    def go_to_case(self, case: str, key: str = "") -> None:
        """Makes a case current, and one of its attributes."""
        raise NotImplementedError

    def why_not(self, action: Action) -> str:
        if action.group in ("cases", "case"):
            if action.name in WRITING and self.study.read_only:
                return self.study.read_only
            if action.name in ("open", "enter", "words", "documents", "type") and not self.case_meant:
                return "there is no case here: a makes one, I takes in a sheet"
        return super().why_not(action)

    def act_enter(self) -> None:
        self.post_message(self.FlowWanted("cases.enter"))

    def act_words(self) -> None:
        self.post_message(self.FlowWanted("cases.words"))

    def act_documents(self) -> None:
        self.post_message(self.FlowWanted("cases.documents"))

    def memo_links(self) -> "Place.MemoWanted":
        return self.MemoWanted(cases=(self.case_meant,) if self.case_meant else ())

    def things_here(self) -> tuple[tuple[str, str], ...]:
        return (("case", self.case_meant),) if self.case_meant else ()
