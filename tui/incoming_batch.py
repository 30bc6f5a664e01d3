"""Files that were read to be added from the app: their texts, what each would be, and what is left out.

Nothing here touches a screen or writes anything. What is held is limited; for more than that there is the command. What another
text makes of a document that is here is planned with what the reviewer sees of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from search.preview import Preview, passages_said, preview_of
from search.preview import said as preview_said
from store.adding import ADDED, CHANGED, Taken
from store.documents import Document
from store.errors import CatenaError, FileFault, UsageFault
from store.holdings import Holdings
from store.importers.intake import Intake
from store.importing import Found, files_to_import, regions_of
from store.project import TRACKED, Project
from store.recognising import KnownDocuments
from store.rules import Rules
from store.texts import Incoming
from tui.widgets.row_list import Pieces

if TYPE_CHECKING:
    from search.updating import Plan

LARGEST = 200_000_000
"""Bytes and characters that are held at once."""
WIDTH = 72
"""Characters of a line that has room at 80 columns behind its margin."""


@dataclass(frozen=True)
class ReadFile:
    """A file that was read: its texts with their previews, and what was said of its columns."""

    found: Found
    texts: tuple[Incoming, ...]
    previews: tuple[Preview, ...]
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """The files that were read, those that are left out and why, and what other texts make of documents that are here, by id."""

    files: tuple[ReadFile, ...] = ()
    left_out: tuple[tuple[Found, str], ...] = ()
    plans: "Mapping[str, Plan]" = field(default_factory=dict)

    @property
    def texts(self) -> list[tuple[Incoming, ...]]:
        """The texts of each file."""
        return [each.texts for each in self.files]

    @property
    def only(self) -> Incoming | None:
        """The one text that was read, where there is one alone, and no row of a sheet."""
        return self.files[0].texts[0] if len(self.files) == 1 and not self.files[0].texts[0].row else None


@dataclass(frozen=True)
class Desk:
    """What is known of the project while files are read: `holdings` as the files have it, and whose excerpts go along."""

    project: Project
    holdings: Holdings
    reviewer: str

    def plan(self, document: Document, incoming: Incoming) -> "Plan":
        """What a text makes of a document that is here; raises what planning raises."""
        from search.updating import plan_update
        from store.pseudonyms import read_names

        key = read_names(self.project)
        return plan_update(self.project, self.holdings, self.reviewer, document, incoming, key)


def read_batch(desk: Desk, path: Path, step: Callable[[str], bool]) -> Batch:
    """Reads a file, or all of a folder or archive; `step` is told each and answers whether to go on.

    Raises UsageFault where it is more than can be looked at in one go.
    """
    found = list(files_to_import([path], [desk.project.root / name for name in (*TRACKED, ".catena")]))
    files: list[ReadFile] = []
    left_out: list[tuple[Found, str]] = []
    plans: dict[str, Plan] = {}
    held = 0
    with Intake() as intake:
        for number, (each, texts_of) in enumerate(intake.read_ahead(found), 1):
            if not step(f"reading {number} of {len(found)}  {each.name}"):
                break
            try:
                texts = texts_of()
                plans |= _plans(desk, texts)
            except CatenaError as error:
                left_out.append((each, _reason(error)))
                continue
            held += sum(len(text.text) for text in texts) + len(texts[0].original or b"")
            if held > LARGEST:
                raise UsageFault(
                    f"that is more than {LARGEST // 1_000_000} MB at once: `catena add` in the command line takes any number"
                )
            files.append(_seen(each, texts, {}))
    return Batch(tuple(files), tuple(left_out), plans)


def read_again(desk: Desk, batch: Batch, found: Found, options: Mapping[str, str]) -> Batch:
    """The same batch with one of its files read as is said of its columns."""
    left_out = [each for each in batch.left_out if each[0].name != found.name]
    try:
        with Intake(options=options) as intake:
            texts = intake.read(found)
        plans = {**batch.plans, **_plans(desk, texts)}
    except CatenaError as error:
        files = [each for each in batch.files if each.found.name != found.name]
        return replace(batch, files=tuple(files), left_out=(*left_out, (found, _reason(error))))
    read = _seen(found, texts, options)
    at = next((at for at, each in enumerate(batch.files) if each.found.name == found.name), len(batch.files))
    files = [*batch.files[:at], read, *batch.files[at + 1 :]]
    return Batch(tuple(files), tuple(left_out), plans)


def _reason(error: CatenaError) -> str:
    return error.reason if isinstance(error, FileFault) else error.message


def _seen(found: Found, texts: tuple[Incoming, ...], options: Mapping[str, str]) -> ReadFile:
    previews = tuple(preview_of(text.text, Rules(regions=regions_of(text))) for text in texts)
    return ReadFile(found, texts, previews, options)


def _plans(desk: Desk, texts: Sequence[Incoming]) -> "dict[str, Plan]":
    plans, known = {}, KnownDocuments(desk.holdings.documents.values())
    for text in texts:
        document, same = known.known_as(text)
        if document is not None and not same:
            plans[document.id] = desk.plan(document, text)
    return plans


def batch_lines(taken: Sequence[Taken], batch: Batch, excerpts: Mapping[str, object]) -> list[Pieces]:
    """What each text would be, a line or some: other texts of documents first, then what is new, what is left out last.

    `excerpts` are those that the reviewer sees.
    """
    previews = {id(text): seen for file in batch.files for text, seen in zip(file.texts, file.previews, strict=True)}
    lines: list[Pieces] = []
    for each in taken:
        if each.status == CHANGED:
            lines += _changed(each, previews[id(each.incoming)], batch.plans[each.document.id], excerpts)
    for each in taken:
        if each.status == ADDED:
            seen = previews[id(each.incoming)]
            count = f"{each.document.characters} characters, {passages_said(seen)}"
            lines.append([("new  ", "good"), (f"{each.document.id}  ", "strong"), (count, "")])
            # Of a row nobody expects that it shows who speaks.
            for line in (*(preview_said(seen) if seen.speakers or not each.incoming.row else ()), *each.remarks):
                lines += _below(line)
    for each in taken:
        if each.status not in (ADDED, CHANGED):
            lines.append([("     ", ""), (f"{each.document.id}  ", "strong"), ("is here already", "dim")])
    for found, reason in batch.left_out:
        lines.append([("!    ", "warn"), (f"{found.name}  ", "strong"), ("left out", "warn")])
        lines += _below(reason)
    return lines


def _changed(each: Taken, seen: Preview, plan: "Plan", excerpts: Mapping[str, object]) -> list[Pieces]:
    from search.carrying import counts
    from search.updating import told

    document = each.document
    count = f"is here with another text: {document.characters} → {plan.document.characters} characters"
    lines: list[Pieces] = [[("!    ", "warn"), (f"{document.id}  ", "strong"), (count, "warn")]]
    carried = told(counts([one for one in plan.found if one.excerpt.id in excerpts]))
    memos = f"; memos in which quotations follow: {plan.memos}" if plan.memos else ""
    said = f"excerpts in the new text: {carried}{memos}" if carried else "it has no excerpts yet"
    for line in (said, *preview_said(seen), *each.remarks):
        lines += _below(line)
    return lines


def _below(words: str) -> list[Pieces]:
    """What is said of the line above, on as many lines as a narrow terminal needs for it."""
    return [[(f"     {line}", "dim")] for line in wrap(words, WIDTH)]
