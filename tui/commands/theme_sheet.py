"""`catena theme sheet`: all that is known of one theme, as a page of Markdown."""

import click

from tui.commands.group import Command
from tui.commands.output import say_json, say_verbatim
from tui.commands.session import Session


@click.command("sheet", cls=Command)
@click.argument("wanted", metavar="T")
@click.option("--excerpts", "most", type=click.IntRange(min=0), default=5, metavar="N", help="How many are quoted.")
@click.pass_obj
def theme_sheet(session: Session, wanted: str, most: int) -> None:
    """Print the theme T as a page: definition, counts, typical and counter excerpts, memos, history."""
    import themes.sheet
    from themes.history import theme_history
    from tui.commands.speaking import Speakers

    theme = session.theme(wanted)
    history = theme_history(session.project, theme.id)
    page = themes.sheet.theme_sheet(session.holdings, theme, Speakers(session).name, history, most)
    if session.as_json:
        say_json({"theme": theme.id, "text": page})
    else:
        say_verbatim(page)
