"""Taking the project out, for readers or for another program: which one, where to, and what of the project is not in the file.

All of it is read and written off the event loop. What cannot be written is said where the place was typed, and may be typed anew.
"""

import asyncio
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import CatenaError
from store.holdings import Holdings
from store.names import slug
from themes.seeing import as_seen_by
from themes.tree import parents_of
from tui.flows import findings
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser
from tui.screens.prompt import Prompt, Question
from tui.snapshot import Snapshot

if TYPE_CHECKING:
    from store.exchange.refi.handing_over import Export
    from store.exchange.refi.remarks import Told
    from tui.screens.main import MainScreen

CODEBOOK = "codebook"
WAYS = (
    ("standard", "the project as REFI-QDA (.qdpx)", "As the standard wants it: most programs open it."),
    ("nvivo", "the project for NVivo (.qdpx)", "Positions as NVivo counts them; cases as codes besides."),
    ("maxqda", "the project for MAXQDA (.qdpx)", "What is known of a case stands on its documents besides."),
    ("atlas", "the project for ATLAS.ti (.qdpx)", "Themes of one name get their paths as names."),
    ("qualcoder", "the project for QualCoder (.qdpx)", "Unlike names; cases as codes besides."),
    (CODEBOOK, "the codebook alone (.qdc)", "The themes without any text."),
)
"""The programs that an export can be for, each with its words."""


async def export(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Asks for what and where to, writes the file, and shows what is not in it."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    choices = [Choice(key, name, ((name, ""),), about) for key, name, about in (*findings.WAYS, *WAYS)]
    program = await screen.app.push_screen_wait(Chooser("Take out what?", choices))
    if program in findings.FORMS:
        await findings.take_out(screen, program)
    if not program or program in findings.FORMS:
        return
    # Whoever is only hidden here goes out with the rest; what may not be seen yet does not.
    holdings = as_seen_by(screen.study.all_holdings, screen.study.reader)
    fault, place = "", str(_proposed(snapshot, program))
    while True:
        question = Question("File", place, proposed=not fault)
        answer = await screen.app.push_screen_wait(Prompt("Where to?", [question], about=fault))
        if answer is None:
            return
        place = answer[0]
        try:
            made = await asyncio.to_thread(written, snapshot, holdings, program, Path(place).expanduser())
        except CatenaError as error:
            fault = error.message
        else:
            break
    counts = ", ".join(f"{number} {name}" for name, number in made.counts().items() if number)
    screen.tell(f"wrote {place}: {counts}")
    await _show(screen, made)


def _proposed(snapshot: Snapshot, program: str) -> Path:
    root = snapshot.project.root
    name = slug(snapshot.project.settings.title) or root.name
    ending = "-codebook.qdc" if program == CODEBOOK else ".qdpx" if program == "standard" else f"-{program}.qdpx"
    return root.parent / f"{name}{ending}"


def written(snapshot: Snapshot, holdings: Holdings, program: str, path: Path) -> "Export":
    """Makes the file and puts it in its place; raises CatenaError, with nothing written."""
    from store.exchange.outgoing import place_to_write
    from store.exchange.refi.gathering import Placed
    from store.exchange.refi.handing_over import export_codebook, export_project, hand_over

    parents, _ = parents_of(holdings.themes)
    placed = [Placed(node.theme, parents[node.theme.id]) for node in snapshot.tree.walk()]
    place = place_to_write(snapshot.project, path, otherwise="name another file")
    if program == CODEBOOK:
        made = export_codebook(snapshot.project, holdings, placed, version("catena"))
    else:
        made = export_project(snapshot.project, holdings, placed, version("catena"), program)
    hand_over(made, place, codebook=program == CODEBOOK)
    return made


async def _show(screen: "MainScreen", made: "Export") -> None:
    from store.exchange.refi.remarks import told

    missing = told(made.remarks)
    if missing:
        heading = "Written. What the standard has no place for, or says otherwise:"
        await screen.app.push_screen_wait(Chooser(heading, _lines(missing)))


def _lines(missing: "Sequence[Told]") -> list[Choice]:
    made: list[Choice] = []
    for number, each in enumerate(missing):
        many = f"{each.count} × " if each.count > 1 else ""
        words = f"{each.what}: {each.message}"
        named = ", ".join(each.names) + (" …" if each.count > len(each.names) else "")
        made.append(Choice(str(number), words, ((f"{each.kind:<8}", "dim"), (f"{many}{words}", "")), named))
    return made
