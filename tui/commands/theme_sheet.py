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
    from store.codebook import theme_path
    from store.git import Git
    from tui.commands.speaking import Speakers

    theme = session.theme(wanted)
    git = Git(session.project.root)
    commits = git.log([theme_path(theme.id)]) if git.folder() is not None else []
    history = []
    for commit in commits:
        subject, _, rest = commit.message.partition("\n")
        history.append(f"{commit.when[:10]} {commit.who}: {subject}" + (f" ({rest.strip()})" if rest.strip() else ""))
    page = themes.sheet.theme_sheet(session.holdings, theme, Speakers(session).name, history, most)
    if session.as_json:
        say_json({"theme": theme.id, "text": page})
    else:
        say_verbatim(page)
