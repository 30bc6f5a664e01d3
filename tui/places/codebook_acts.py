"""What is done by keys with the theme that is current in the tree: its words, its place among its sisters, what becomes of it.

Every one of these asks what it needs in one dialog, is one act, and is taken back by one undo.
"""

from themes.tree import Node
from tui.actions import Action
from tui.places.excerpt_acts import ExcerptActs

NEEDS_A_THEME = ("define", "up", "down", "merge", "split", "retire")

ON_EXCERPTS = {
    "excerpt.recode": 12,
    "themes.untag": 13,
    "excerpt.note": 14,
    "excerpt.star": 15,
    **{f"themes.{name}": 0 for name in ("fold", "add", "define", "rename", "move", "merge", "split")},
}
"""The ranks in the last line, while excerpts are gone through, of what acts on an excerpt, and of what acts on the tree."""


class CodebookActs(ExcerptActs):
    """A place with a tree of themes."""

    @property
    def current(self) -> Node | None:
        """The theme that the keys act on."""
        raise NotImplementedError

    def why_not(self, action: Action) -> str:
        if action.group == "themes" and action.name.removeprefix("order_") in NEEDS_A_THEME:
            node = self.current
            if node is None:
                return "there is no theme here"
            if self.study.read_only:
                return self.study.read_only
            if action.name in ("merge", "split") and not node.theme.active:
                return f"the theme is {node.theme.status} already: D takes it into use again"
        return super().why_not(action)

    def _change(self, flow: str) -> None:
        assert self.current is not None
        self.post_message(self.FlowWanted(f"codebook.{flow}", theme=self.current.theme.id))

    def act_define(self) -> None:
        self._change("fill_in")

    def act_order_up(self) -> None:
        self._change("order_up")

    def act_order_down(self) -> None:
        self._change("order_down")

    def act_merge(self) -> None:
        self._change("merge")

    def act_split(self) -> None:
        self._change("split")

    def act_retire(self) -> None:
        self._change("retire")
