"""What is done with an excerpt by the same keys wherever it is seen: in the Reader at the cursor, in Themes on its line.

A place says which excerpts are meant, and under which theme they are seen where they are listed under one. A colleague's excerpt
is never changed: what is done with it is kept in the reviewer's own file, or refused with the reason.
"""

from collections.abc import Sequence

from store.excerpts import Excerpt
from tui.actions import Action
from tui.places.place import Place

OWN_ALONE = ("star", "borders", "speaker")
"""What is only done with one's own excerpts; the rest can be said of a colleague's in one's own file or in the codebook."""


class ExcerptActs(Place):
    """A place in which excerpts are seen."""

    @property
    def excerpts_meant(self) -> Sequence[Excerpt]:
        """The excerpts that the keys act on, the nearest first; where there are several the reviewer is asked."""
        raise NotImplementedError

    @property
    def theme_meant(self) -> str:
        """The id of the theme under which the excerpts are seen, or ""."""
        return ""

    @property
    def selection_meant(self) -> tuple[str, int, int] | None:
        """What is selected, as a document (id) and a range of it."""
        return None

    def why_not(self, action: Action) -> str:
        if action.group != "excerpt":
            return super().why_not(action)
        if action.name == "conflicts":
            return ""
        meant = self.excerpts_meant
        if self.study.read_only:
            return self.study.read_only
        if action.name in ("segment", "place"):
            return "" if self.selection_meant else "select the words in the Reader first: v, w, s or p"
        if not meant:
            return (
                "there is no excerpt here: t tags, ] goes to the next"
                if not self.theme_meant
                else "go to an excerpt: Enter"
            )
        if action.name in OWN_ALONE and not self.own_meant:
            return f"the excerpt is {meant[0].reviewer}'s"
        return ""

    @property
    def own_meant(self) -> list[Excerpt]:
        """Those of the excerpts meant that are the reviewer's own."""
        return [each for each in self.excerpts_meant if self.snapshot and each.reviewer == self.snapshot.reviewer]

    def _want(self, flow: str, excerpts: Sequence[Excerpt]) -> None:
        self.post_message(self.FlowWanted(flow, tuple(each.id for each in excerpts), self.theme_meant))

    def act_recode(self) -> None:
        self._want("excerpts.move", self.excerpts_meant)

    def act_note(self) -> None:
        self._want("excerpts.note", self.excerpts_meant)

    def act_star(self) -> None:
        self._want("excerpts.star", self.own_meant)

    def act_against(self) -> None:
        self._want("excerpts.against", self.excerpts_meant)

    def act_example(self) -> None:
        self._want("excerpts.example", self.excerpts_meant)

    def act_borders(self) -> None:
        self._want("borders.move", self.own_meant)

    def act_speaker(self) -> None:
        self._want("speaking.speaker", self.own_meant)

    def act_conflicts(self) -> None:
        self._want("speaking.conflicts", ())

    def act_place(self) -> None:
        assert self.selection_meant is not None
        document, start, end = self.selection_meant
        self.post_message(self.FlowWanted("waiting.place", document=document, span=(start, end)))

    def act_segment(self) -> None:
        assert self.selection_meant is not None
        document, start, end = self.selection_meant
        self.post_message(self.FlowWanted("borders.add_segment", document=document, span=(start, end)))
