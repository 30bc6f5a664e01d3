"""The list of acts: what was done, when, by whom, whether it is undone, and of each whether that can still be changed.

Whether an act can be taken back follows from the files as they are, so it is asked of them one act after the other while the list
is looked at, the highlighted one first.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from store.act_list import ListedAct
from tui.actions import bindings_of
from tui.screens.chooser import Choice, Chooser
from tui.widgets.bars import spoken
from tui.widgets.cells import left
from tui.widgets.row_list import RowList

LOOKED_AT = 60
"""The newest acts of which is asked at once whether they can be undone; of an older one when it is highlighted."""

MOST_OF_A_NAME = 8


class ActList(Chooser):
    """Answers with the tip of the act that shall be undone or done again, or that a memo is wanted about, or ""."""

    ROWS: ClassVar[int] = 14
    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("acts", "chooser", "choices")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("acts", "chooser", "choices")]
    DEFAULT_CSS = """
    ActList {
        & > Vertical { max-height: 100%; }
    }
    """

    def __init__(self, acts: Sequence[ListedAct], obstacle: Callable[[ListedAct], Awaitable[str]]) -> None:
        self._acts = {each.tip: each for each in acts}
        self.memo_wanted = False
        """Whether a memo about the act shall be written, and nothing be undone."""
        self._obstacle = obstacle
        self._obstacles: dict[str, str] = {}
        self._time = max((len(_when(each.when)) for each in acts), default=0)
        self._who = min(MOST_OF_A_NAME, max((len(each.act.reviewer) for each in acts), default=0))
        heading = "Acts, newest first: Enter undoes one, or does it again"
        nothing = "no act fits" if acts else "nothing was done here yet, or it was long ago: git has it all"
        super().__init__(heading, [self._choice(each) for each in acts], nothing=nothing)

    def on_mount(self) -> None:
        self._ask_of_all()

    def act_memo(self) -> None:
        self.memo_wanted = self.current is not None
        if self.current is not None:
            self.dismiss(self.current.key)

    def _choice(self, listed: ListedAct) -> Choice:
        subject, _, reason = listed.act.message.partition("\n")
        words = spoken(subject, len(subject))
        obstacle = self._obstacles.get(listed.tip)
        state, look = ("done", "") if listed.done else ("undone", "dim")
        if obstacle:
            state, look = ("stays" if listed.done else "undone", "dim")
        could = "Enter undoes it." if listed.done else "Undone; Enter does it again."
        about = (
            could
            if not obstacle
            else f"{'It cannot be undone' if listed.done else 'Undone, and it stays so'}: {obstacle}."
        )
        pieces = (
            (f"{_when(listed.when):<{self._time}} ", "dim"),
            (f"{left(listed.act.reviewer, self._who)} ", "dim"),
            (f"{state:<7}", "match" if not obstacle and not listed.done else "dim"),
            (words, look),
        )
        why = " ".join(reason.split())
        return Choice(
            listed.tip, f"{listed.act.reviewer} {words}", pieces, f"{about} {subject}{f' ({why})' if why else ''}"
        )

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        if self.current is not None:
            self._ask_of(self.current.key)

    @work(exclusive=True, group="all", exit_on_error=False)
    async def _ask_of_all(self) -> None:
        for tip in list(self._acts)[:LOOKED_AT]:
            await self._learn(tip)

    @work(exclusive=True, group="one", exit_on_error=False)
    async def _ask_of(self, tip: str) -> None:
        await self._learn(tip)

    async def _learn(self, tip: str) -> None:
        if tip in self._obstacles:
            return
        self._obstacles[tip] = obstacle = await self._obstacle(self._acts[tip])
        if obstacle and self.is_attached:
            self._choices = [self._choice(self._acts[tip]) if each.key == tip else each for each in self._choices]
            self.narrow(self.field.value, max(0, self.list.index))


def _when(written: str) -> str:
    """A time of the journal as this machine's clock shows it: the hour today, before that the day too."""
    try:
        then = datetime.fromisoformat(written).astimezone()
    except ValueError:
        return ""
    today = datetime.now().astimezone().date()
    return f"{then:%H:%M}" if then.date() == today else f"{then:%d %b %H:%M}"
