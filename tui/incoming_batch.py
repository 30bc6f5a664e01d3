"""Files that were read to be added from the app: their texts, what each would be, and what is left out.

Nothing here touches a screen or writes anything. What is held is limited; for more than that there is the command.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from search.preview import Preview, passages_said, preview_of
from search.preview import said as preview_said
from store.adding import ADDED, CHANGED, Taken
from store.errors import CatenaError, FileFault, UsageFault
from store.importers.intake import Intake
from store.importing import files_to_import, regions_of
from store.project import TRACKED, Project
from store.rules import Rules
from store.texts import Incoming
from tui.widgets.row_list import Pieces

LARGEST = 200_000_000
"""Bytes and characters that are held at once."""
WIDTH = 72
"""Characters of a line that has room at 80 columns behind its margin."""


@dataclass(frozen=True)
class Batch:
    """The texts of each file with their previews, and those that are left out: name and reason."""

    files: tuple[tuple[Incoming, ...], ...]
    previews: tuple[tuple[Preview, ...], ...]
    left_out: tuple[tuple[str, str], ...]


def read_batch(project: Project, path: Path, step: Callable[[str], bool]) -> Batch:
    """Reads a file, or all of a folder or archive; `step` is told each and answers whether to go on.

    Raises UsageFault where it is more than can be looked at in one go.
    """
    found = list(files_to_import([path], [project.root / name for name in (*TRACKED, ".catena")]))
    files: list[tuple[Incoming, ...]] = []
    previews: list[tuple[Preview, ...]] = []
    left_out: list[tuple[str, str]] = []
    held = 0
    with Intake() as intake:
        for number, (each, texts_of) in enumerate(intake.read_ahead(found), 1):
            if not step(f"reading {number} of {len(found)}  {each.name}"):
                break
            try:
                texts = texts_of()
            except CatenaError as error:
                left_out.append((each.name, error.reason if isinstance(error, FileFault) else error.message))
                continue
            held += sum(len(text.text) for text in texts) + len(texts[0].original or b"")
            if held > LARGEST:
                raise UsageFault(
                    f"that is more than {LARGEST // 1_000_000} MB at once: `catena add` in the command line takes any number"
                )
            files.append(texts)
            previews.append(tuple(preview_of(text.text, Rules(regions=regions_of(text))) for text in texts))
    return Batch(tuple(files), tuple(previews), tuple(left_out))


def batch_lines(taken: Sequence[Taken], batch: Batch) -> list[Pieces]:
    """What each text would be, a line or some: what is new first, what is left out last."""
    previews = {
        id(text): seen
        for texts, views in zip(batch.files, batch.previews, strict=True)
        for text, seen in zip(texts, views, strict=True)
    }
    lines: list[Pieces] = []
    for each in taken:
        if each.status == ADDED:
            seen = previews[id(each.incoming)]
            count = f"{each.document.characters} characters, {passages_said(seen)}"
            lines.append([("new  ", "good"), (f"{each.document.id}  ", "strong"), (count, "")])
            for line in (*preview_said(seen), *each.remarks):
                lines += _below(line)
    for each in taken:
        if each.status == CHANGED:
            words = "is here with another text: `catena add --update` takes this one in"
            lines.append([("!    ", "warn"), (f"{each.document.id}  ", "strong"), (words, "warn")])
        elif each.status != ADDED:
            lines.append([("     ", ""), (f"{each.document.id}  ", "strong"), ("is here already", "dim")])
    for name, reason in batch.left_out:
        lines.append([("!    ", "warn"), (f"{name}  ", "strong"), ("left out", "warn")])
        lines += _below(reason)
    return lines


def _below(words: str) -> list[Pieces]:
    """What is said of the line above, on as many lines as a narrow terminal needs for it."""
    return [[(f"     {line}", "dim")] for line in wrap(words, WIDTH)]
