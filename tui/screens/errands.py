"""What is done from everywhere and needs no place: which key begins which flow, and undoing.

No flow is imported before its key is pressed.
"""

from collections.abc import Mapping

from textual import work
from textual.screen import Screen

from store.errors import CatenaError
from tui.acting import Actor
from tui.actions import action_named
from tui.key_names import keys_shown
from tui.places.place import Place
from tui.study import Study
from tui.widgets.bars import spoken


class Errands(Actor, Screen[None]):
    """A part of the main screen."""

    study: Study
    _keys: Mapping[str, str]

    def run_flow(self, flow: str) -> None:
        """Carries out a function of `tui.flows`."""
        raise NotImplementedError

    def tell(self, words: str) -> None:
        raise NotImplementedError

    def complain(self, error: CatenaError) -> None:
        raise NotImplementedError

    def renew(self) -> None:
        raise NotImplementedError

    def key_of(self, action: str) -> str:
        """The key that an action has now, as people write it."""
        return keys_shown(self._keys.get(action, action_named(action).keys).split(",")[0])

    async def go_to(self, name: str) -> Place:
        raise NotImplementedError

    async def act_tables(self) -> None:
        await self.go_to("tables")

    async def act_cases(self) -> None:
        await self.go_to("cases")

    def act_acts(self) -> None:
        self.run_flow("history.acts")

    def act_links(self) -> None:
        self.run_flow("linking.links")

    def act_quote(self) -> None:
        self.run_flow("quoting.find_source")

    def act_agreement(self) -> None:
        self.run_flow("agreement.figures")

    def act_reviewers(self) -> None:
        self.run_flow("double_coding.reviewers")

    def act_add(self) -> None:
        self.run_flow("adding.add")

    def act_export(self) -> None:
        self.run_flow("exporting.export")

    def act_import(self) -> None:
        self.run_flow("importing.take_in")

    def act_why(self) -> None:
        self.run_flow("reasons.reason")

    # Sharing

    def act_sync(self) -> None:
        self.run_flow("sharing.sync")

    def act_news(self) -> None:
        self.run_flow("news.show")

    def act_conflicts(self) -> None:
        self.run_flow("conflicts.show")

    def act_waiting(self) -> None:
        self.run_flow("waiting.show")

    def stop_sync(self) -> bool:
        """Stops a sync that is under way; whether there was one to stop."""
        if not self.study.syncing.cancel():
            return False
        self.tell("the sync is being stopped")
        return True

    # Undoing

    @work(group="flow", exit_on_error=False)
    async def act_undo(self) -> None:
        await self._undo(redo=False)

    @work(group="flow", exit_on_error=False)
    async def act_redo(self) -> None:
        await self._undo(redo=True)

    async def _undo(self, *, redo: bool) -> None:
        try:
            done = await (self.study.redo() if redo else self.study.undo())
        except CatenaError as error:
            self.complain(error)
        else:
            self.renew()
            self.tell(spoken(done.message, self.size.width - 2))
