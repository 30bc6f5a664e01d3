"""Taking the findings out for readers: as a page, a draft or a document, with the choices that the commands have.

All of it is read and written off the event loop, from the files as they are on the disk; what is being done stands in the line of
the state. What cannot be read of the answers is said where they were typed, and may be typed anew.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import CatenaError, FileFault, UsageFault
from store.names import slug
from tui.commands.session import Session
from tui.flows.saving_files import confirmed, path_meant
from tui.screens.prompt import Prompt, Question

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

WAYS = (
    ("html", "the findings as a page (.html)", "For a browser, without a network: every number opens its excerpts."),
    ("docx", "the findings as a document (.docx)", "For a word processor, with an appendix on how the study was done."),
    ("md", "the findings as a draft (.md)", "The same in Markdown."),
)
"""The formats for readers, each with its words."""
FORMS = frozenset(form for form, _, _ in WAYS)
EVERY, STARRED = "all", "starred"
USUAL = {"html": "5"}
"""How many quotations of a theme are printed, where it is not all of them."""


@dataclass
class _Silent(Session):
    """A session in the app, where standard error is the screen: what a command would narrate is not said."""

    def note(self, message: str) -> None:
        pass

    def tell_faults(self, faults: "Iterable[FileFault]", what_follows: str = "left out: ") -> None:
        pass


async def take_out(screen: "MainScreen", form: str) -> None:
    """Asks where to and what of it, writes the file, and says how much is in it."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    root = snapshot.project.root
    file = root.parent / f"{slug(snapshot.project.settings.title) or root.name}-findings.{form}"
    usual = USUAL.get(form, EVERY)
    answers, fault = [str(file), "", "", ""], ""
    while True:
        ways = f"none: {usual}; {EVERY}, {STARRED}, or a number"
        questions = [
            Question("File", answers[0], proposed=not fault),
            Question("Themes (none: all; names with ; between)", answers[1], needed=False, aside=True),
            Question(f"Quotations of a theme ({ways})", answers[2], needed=False, aside=True),
            Question(f"Memos (none; {EVERY}, or titles with ; between)", answers[3], needed=False, aside=True),
        ]
        given = await screen.app.push_screen_wait(Prompt("The findings", questions, about=fault))
        if given is None:
            return
        answers = given
        path = path_meant(answers[0])
        replacing = path.is_file()
        if replacing and not await confirmed(
            screen, f"{path.name} is there already", "Write over it", "What it holds now is gone then."
        ):
            continue
        session = _Silent(project_folder=root, quiet=True, reviewer=screen.study.reader)
        try:
            told, notes = await asyncio.to_thread(_written, screen, session, form, path, replacing, answers[1:])
        except CatenaError as error:
            fault = error.message
        else:
            screen.tell(f"wrote {path.name}: {told}")
            if notes:
                screen.notify("; ".join(notes), title="What a reader must know", markup=False, timeout=30)
            return


def _written(
    screen: "MainScreen", session: Session, form: str, path: Path, replacing: bool, chosen: list[str]
) -> tuple[str, list[str]]:
    """Makes the file; how much is in it, and what must be known. Raises CatenaError, with nothing written."""
    from store.exchange.outgoing import place_to_write, write_out
    from tui.commands.export_findings import choice_of, made, notes_of, told

    themes, quotations, memos = (each.strip() for each in chosen)
    place = place_to_write(session.project, path, replacing)
    starred = quotations.casefold() == STARRED
    names, titles = ([each.strip() for each in listed.split(";") if each.strip()] for listed in (themes, memos))
    most = _number(quotations or USUAL.get(form, EVERY), starred)
    choice = choice_of(session, names, starred, titles, most, _reader(session))
    findings, data = made(session, form, choice, lambda doing: screen.app.call_from_thread(screen.tell, f"{doing} …"))
    write_out(place, data, replacing)
    return told(findings), notes_of(findings)


def _reader(session: Session) -> str:
    """Who reads, so that the numbers are those of the screen; nobody, where they read no colleague's excerpt otherwise."""
    return session.reviewer if any(who == session.reviewer for who, _ in session.holdings.recodes) else ""


def _number(typed: str, starred: bool) -> int | None:
    if starred or typed.casefold() == EVERY:
        return None
    if not typed.isascii() or not typed.isdigit():
        raise UsageFault(f"{typed!r} is no number of quotations: write {EVERY}, {STARRED}, or a number")
    return int(typed)
