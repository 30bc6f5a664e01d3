"""`catena check`: every quotation, link and anchor of the project, or of some memos, and whether it is what it claims to be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from store.errors import AnswerIsNo
from store.excerpts import Excerpt, excerpts_path
from store.memo_types import missing_headings
from store.memos import Memo, memo_text
from tui.commands.group import Command
from tui.commands.memo_writing import types_of
from tui.commands.output import Progress, narrate, one_line, say, say_json
from tui.commands.session import Session

if TYPE_CHECKING:
    from search.memo_check import Checker, Finding
    from store.memo_types import MemoType

_NOTHING: dict[str, object] = {
    "memo": "",
    "excerpt": "",
    "reviewer": "",
    "position": None,
    "document": "",
    "start": None,
    "end": None,
    "segments": [],
    "citation": "",
}
"""What a line of JSON says besides, where it says nothing."""

EVERY = 20
"""Memos between two looks at the progress."""


@dataclass(frozen=True)
class _Told:
    """One line of the answer: what a person reads and what a program does."""

    kind: str
    where: str
    line: int
    status: str
    text: str
    difference: tuple[tuple[str, str], ...]
    is_right: bool
    more: dict[str, object]


@click.command("check", cls=Command)
@click.argument("wanted", metavar="[MEMO]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Also list what is right.")
@click.pass_obj
def check_command(session: Session, wanted: Sequence[str], everything: bool) -> None:
    """Check every quotation, link and anchor of the project, or of some memos.

    A quotation is exact, normalised (other line ends, marks, split words), elided or bracketed (all that differs is marked),
    altered, absent, or misattributed. Exit code 1 where something is wrong, or a file cannot be read.
    """
    memos = [session.memo(each) for each in wanted] or sorted(
        session.holdings.memos.values(), key=lambda memo: memo.path
    )
    excerpts = _excerpts_of(session, memos) if wanted else list(session.holdings.excerpts.values())
    counts: dict[str, int] = {}
    wrong = 0
    faults = () if wanted else _of_faults(session)
    for told in (*faults, *_of_memos(session, memos), *_of_anchors(session, excerpts)):
        counts[told.kind] = counts.get(told.kind, 0) + 1
        wrong += not told.is_right
        if session.as_json or everything or not told.is_right:
            _tell(session, told)
    said = ", ".join(f"{count} {kind}{'s' * (count != 1)}" for kind, count in counts.items()) or "nothing to check"
    if wrong:
        raise AnswerIsNo(f"{said}: {wrong} {'is' if wrong == 1 else 'are'} not right")
    session.note(f"{said}: all right")


def checker_of(session: Session) -> "Checker":
    """What checks the texts of this project, over an index that is as new as it can be."""
    from search.memo_check import Checker
    from themes.attribution import TEMPLATES, attributions_throughout
    from tui.commands.searching import searcher_of

    searcher = searcher_of(session, session.holdings)
    if searcher.missing:
        narrate(f"not looked into, as they are not in the index: {', '.join(searcher.missing[:5])}")
    templates = session.project.settings.attributions or TEMPLATES
    return Checker(searcher, session.holdings, lambda text: attributions_throughout(text, templates))


def _of_faults(session: Session) -> Iterator[_Told]:
    """The files that cannot be read, of which nothing is checked."""
    for fault in session.holdings.faults:
        yield _Told("file", fault.path, fault.line or 0, "not read", fault.reason, (), False, {})


def _of_memos(session: Session, memos: Sequence[Memo]) -> Iterator[_Told]:
    if not memos:
        return
    checker = checker_of(session)
    types = types_of(session)
    progress = Progress(session.quiet)
    try:
        for number, memo in enumerate(memos):
            if number % EVERY == 0:
                progress.show(f"checking memos  {number} of {len(memos)}")
            whole = memo_text(memo)
            head = len(whole) - len(memo.body)
            for finding in checker.check(memo.body):
                yield _told(memo, finding, whole.count("\n", 0, head + finding.start) + 1)
            yield from _of_head(session, memo)
            yield from _of_headings(types.get(memo.type), memo)
    finally:
        progress.end()


def _told(memo: Memo, finding: "Finding", line: int) -> _Told:
    difference = tuple((each.quoted, each.found) for each in finding.difference)
    ranges = finding.ranges
    more: dict[str, object] = {
        "memo": memo.id,
        "reviewer": memo.reviewer,
        "position": [finding.start, finding.end],
        "document": finding.document,
        "start": ranges[0][0] if ranges else None,
        "end": ranges[-1][1] if ranges else None,
        "segments": [list(each) for each in ranges],
        "citation": finding.citation,
    }
    return _Told(finding.kind, memo.path, line, finding.status, finding.text, difference, finding.is_right, more)


def _of_head(session: Session, memo: Memo) -> Iterator[_Told]:
    """The links of a memo's head."""
    from store.links import links_of_head

    lines = memo_text(memo).split("\n")
    for _, key, is_there in links_of_head(session.holdings, memo):
        line = next((number for number, each in enumerate(lines, 1) if f'"{key}"' in each), 1)
        difference = () if is_there else ((key, ""),)
        more: dict[str, object] = {"memo": memo.id, "reviewer": memo.reviewer}
        yield _Told("link", memo.path, line, "found" if is_there else "broken", key, difference, is_there, more)


def _of_headings(memo_type: "MemoType | None", memo: Memo) -> Iterator[_Told]:
    """The headings that a memo of its type must have and lacks."""
    for heading in missing_headings(memo_type, memo.body):
        more: dict[str, object] = {"memo": memo.id, "reviewer": memo.reviewer}
        yield _Told("heading", memo.path, 1, "missing", heading, ((heading, ""),), False, more)


def _excerpts_of(session: Session, memos: Sequence[Memo]) -> list[Excerpt]:
    """The excerpts that some memos name."""
    from store.links import goals_of

    named = {goal.id for memo in memos for goal, _ in goals_of(session.holdings, memo) if goal.kind == "excerpt"}
    return [session.holdings.excerpts[each] for each in sorted(named)]


def _of_anchors(session: Session, excerpts: Sequence[Excerpt]) -> Iterator[_Told]:
    from tui.commands.excerpts import Anchors

    anchors = Anchors(session)
    for excerpt in sorted(excerpts, key=lambda each: (each.document, each.reviewer, each.start, each.id)):
        state = anchors.state(excerpt)
        path = excerpts_path(excerpt.reviewer, excerpt.document)
        stands = state in ("exact", "moved")
        line = 0 if stands else _line_of(session, path, excerpt.id)
        difference = () if stands else ((excerpt.text, anchors.there(excerpt)),)
        more: dict[str, object] = {
            "excerpt": excerpt.id,
            "reviewer": excerpt.reviewer,
            "document": excerpt.document,
            "start": excerpt.start,
            "end": excerpt.end,
        }
        yield _Told("anchor", path, line, state, excerpt.text, difference, stands, more)


def _line_of(session: Session, path: str, excerpt: str) -> int:
    data = session.project.read(path)
    place = data.find(f"[excerpt.{excerpt}]".encode())
    return data.count(b"\n", 0, place) + 1 if place >= 0 else 1


def _tell(session: Session, told: _Told) -> None:
    if session.as_json:
        say_json(
            {
                "kind": told.kind,
                "where": told.where,
                "line": told.line or None,
                "status": told.status,
                "text": told.text,
                "difference": [{"quoted": quoted, "found": found} for quoted, found in told.difference],
                **(_NOTHING | told.more),
            }
        )
        return
    place = f"{told.where}:{told.line}" if told.line else told.where
    say(f"{place}  {told.kind} {told.status}")
    say(f"    {one_line(told.text)}")
    if told.kind in ("heading", "file"):
        return
    if told.status == "broken":
        say("    there is nothing of this id")
        return
    document, citation = told.more.get("document"), told.more.get("citation")
    if told.status == "misattributed" and told.difference:
        quoted, found = told.difference[0]
        say(f"    cited: {one_line(str(citation))}  not there: {one_line(quoted)}")
        where = f"  in {document} at {told.more['start']}" if document else ""
        say(f"    shown there: {one_line(found) or '(nobody by this name)'}{where}")
        return
    for quoted, found in told.difference:
        say(f"    quoted: {one_line(quoted) or '(nothing)'}  there: {one_line(found) or '(nothing)'}")
    if document and told.status not in ("exact", "found", "missing"):
        say(f"    in {document} at {told.more['start']}-{told.more['end']}")
