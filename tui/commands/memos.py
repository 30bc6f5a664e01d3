"""`catena memo`: the group of the commands about memos."""

import click

from tui.commands.group import Group
from tui.commands.memo_history import memo_diff, memo_log, memo_restore
from tui.commands.memo_reading import memo_list, memo_month, memo_show
from tui.commands.memo_writing import memo_edit, memo_new


@click.group("memo", cls=Group)
def memo_command() -> None:
    """Write, list, show and edit memos."""


for command in (memo_new, memo_list, memo_show, memo_edit, memo_month, memo_log, memo_diff, memo_restore):
    memo_command.add_command(command)
