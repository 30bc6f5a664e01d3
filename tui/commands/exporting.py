"""`catena export`: the group of the commands that write what leaves a project into one file."""

import click

from tui.commands.export_findings import export_docx, export_html, export_md
from tui.commands.export_refi import export_qdc, export_qdpx
from tui.commands.export_sheet import export_csv
from tui.commands.group import Group


@click.group("export", cls=Group)
def export_command() -> None:
    """Take the project out as one file for another program or for readers."""


for command in (export_html, export_md, export_docx, export_csv, export_qdpx, export_qdc):
    export_command.add_command(command)
