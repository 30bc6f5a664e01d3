"""What works here and now: every action of the place, with its keys, what it does, and why it cannot now where it cannot."""

from collections.abc import Mapping, Sequence

from tui.actions import GROUPS, Action
from tui.key_names import keys_shown
from tui.screens.chooser import Choice, Chooser


def action_choices(offers: Sequence[tuple[Action, str]], keys: Mapping[str, str], *, by_group: bool) -> list[Choice]:
    """Actions as choices: the keys they have now, and the reason beside those that cannot act."""
    choices: list[Choice] = []
    for action, reason in offers:
        shown = keys_shown(keys.get(action.id, action.keys))
        where = f"{GROUPS[action.group]}: " if by_group else ""
        pieces = (
            (f"{shown:<16}"[: max(16, len(shown) + 1)], "dim" if reason else "match"),
            (f"{where}{action.label}", "dim" if reason else ""),
            (f"  {action.help}", "dim"),
        )
        about = f"{action.help}. Not now: {reason}." if reason else action.help
        choices.append(Choice(action.id, f"{where}{action.label} {action.help}", pieces, about))
    return choices


class Help(Chooser):
    """The actions of a place; Enter carries one out."""

    DEFAULT_CSS = """
    Help {
        & > Vertical { max-height: 100%; }
    }
    """

    ROWS = 14
