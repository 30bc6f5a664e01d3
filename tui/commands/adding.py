"""`catena add`: documents come in, files and folders of them.

Each file is an act of its own: whatever stops a long import, what came in before stands whole, and adding the same again goes on
from there.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.documents import KINDS, Document
from store.encodings import CERTAIN
from store.errors import AnswerIsNo, CatenaError, FileFault, UsageFault
from store.project import TRACKED
from tui.commands.documents import about
from tui.commands.group import Command
from tui.commands.interrupting import Interruptible
from tui.commands.output import Progress, narrate, say, say_json
from tui.commands.session import Session
from tui.commands.updating import Updater, about_plan, say_plan

if TYPE_CHECKING:
    from search.updating import Plan
    from store.acts import Act
    from store.holdings import Holdings
    from store.importers.intake import Intake
    from store.importing import Found
    from store.texts import Incoming
    from store.writer import Writer


@click.command("add", cls=Command)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", default="", metavar="K", help=f"What the documents are: {', '.join(KINDS)}.")
@click.option(
    "--case",
    "cases",
    multiple=True,
    metavar="C",
    help="The case (participant, site, group) they belong to; repeatable.",
)
@click.option("--title", default="", metavar="T", help="The title, where one document is added.")
@click.option("--id", "wanted_id", default="", metavar="ID", help="The id, where one document is added: a-z, 0-9, -.")
@click.option("--encoding", default="", metavar="E", help="What the files are in, where it is guessed wrong: cp1252 …")
@click.option("--update", is_flag=True, help="A file of a document that is here is its new text; excerpts go along.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.pass_obj
def add_command(
    session: Session,
    paths: Sequence[Path],
    kind: str,
    cases: Sequence[str],
    title: str,
    wanted_id: str,
    encoding: str,
    update: bool,
    dry_run: bool,
) -> int:
    """Import documents: texts, Word files, pdfs and more, or all of a folder's.

    Each file's name becomes an id that stays, and so does a case's: give codes, not people's names. Ctrl+C stops after the file
    at hand; the same command goes on from there.
    """
    from store.importers.intake import Intake
    from store.importing import files_to_import

    kind = kind.replace("-", " ").lower()
    if not kind and not update:
        raise UsageFault("missing option '--kind'; `catena add --help` tells more")
    if kind and kind not in KINDS:
        raise UsageFault(f"there is no kind {kind!r}; the kinds are {', '.join(KINDS)}")
    root = session.project.root
    found = list(files_to_import(paths, [root / name for name in (*TRACKED, ".catena")]))
    if not found:
        raise AnswerIsNo("there is no file to add in these folders")
    if (title or wanted_id) and len(found) != 1:
        raise UsageFault(f"--title and --id name one document, and {len(found)} files are to be added")
    report = _Report(session, len(found), bool(encoding), dry_run)
    writing = nullcontext() if dry_run else session.writing()
    with Interruptible() as interruptible, Intake(encoding) as intake, writing as writer:
        case_ids, new_cases = _cases_called(session.holdings, cases)
        updater = Updater(session, writer) if update else None
        importer = _Importer(
            writer, session.holdings, intake, interruptible, kind, title, wanted_id, case_ids, new_cases, updater
        )
        try:
            for file in found:
                report.begin(file)
                try:
                    for came in importer.take(file):
                        report.came(came)
                except CatenaError as error:
                    report.left_out(file, error)
        finally:
            report.end()
    return report.worst


@dataclass(frozen=True, slots=True)
class _Came:
    """What a text of a file became: a document that was added, updated as planned, or one that was here unchanged."""

    document: Document
    status: str
    remarks: tuple[str, ...] = ()
    plan: "Plan | None" = None


class _Report:
    """Says for each file what it became, and at the end what of it should be looked at."""

    def __init__(self, session: Session, files: int, encoding_is_known: bool, dry_run: bool) -> None:
        self.worst = 0
        self._session = session
        self._files = files
        self._encoding_is_known = encoding_is_known
        self._dry_run = dry_run
        self._progress = Progress(session.quiet)
        self._begun = 0
        self._finished = 0
        self._guessed: list[Document] = []

    def begin(self, file: "Found") -> None:
        self._finished = self._begun
        self._begun += 1
        self._progress.show(f"{self._begun} of {self._files}  {file.name}")

    def came(self, came: _Came) -> None:
        self._progress.end()
        self._finished = self._begun
        document = came.document
        is_new = came.status == "added"
        if is_new and document.importer == "text" and document.encoding not in CERTAIN and not self._encoding_is_known:
            self._guessed.append(document)
        if self._session.as_json:
            more = about_plan(self._session, came.plan) if came.plan is not None else {}
            more |= {"dry_run": True} if self._dry_run else {}
            say_json(about(document) | {"status": came.status, "remarks": list(came.remarks)} | more)
        else:
            said = f"would be {came.status}" if self._dry_run and came.status != "unchanged" else came.status
            say(f"{said:<9} {document.id}  {document.characters} characters")
            if came.plan is not None:
                say_plan(self._session, came.plan)
            for remark in came.remarks:
                self._session.note(f"{document.id}: {remark}")

    def left_out(self, file: "Found", error: CatenaError) -> None:
        self._progress.end()
        self._finished = self._begun
        self.worst = max(self.worst, error.exit_code)
        narrate(f"left out: {error.message}")
        if self._session.as_json:
            say_json({"document": None, "source": file.name, "status": "left out", "remarks": [error.message]})

    def end(self) -> None:
        self._progress.end()
        if self._guessed:
            listed = ", ".join(f"{document.id} as {document.encoding}" for document in self._guessed)
            self._session.note(
                f"read {listed}: where letters are wrong, `catena undo` and add it again with --encoding"
            )
        if self._finished < self._files:
            self._session.note(f"{self._finished} of {self._files} files are done; the same command goes on from there")


@dataclass
class _Importer:
    """Takes one file after the other into the project, each as an act of its own; the first one makes the new cases."""

    writer: "Writer | None"
    holdings: "Holdings"
    intake: "Intake"
    interruptible: Interruptible
    kind: str
    title: str
    wanted_id: str
    cases: list[str]
    new_cases: "list[Act]"
    updater: Updater | None

    def take(self, file: "Found") -> Iterator[_Came]:
        """Imports one file; what became of each of its texts."""
        from store.importing import known_as

        for incoming in self.intake.read(file):
            document, same = known_as(self.holdings, incoming)
            if document is not None and same:
                yield _Came(document, "unchanged")
                continue
            if self.updater is not None and self.wanted_id in self.holdings.documents:
                document = self.holdings.documents[self.wanted_id]
            if document is None and self.kind:
                yield self._add(incoming)
            elif document is not None and self.updater is not None:
                yield self._update(self.updater, document, incoming)
            elif document is not None:
                raise FileFault(
                    str(file.path),
                    f"{document.id} came from a file of this name with another text; `catena add --update` takes this one in "
                    "and carries the excerpts along",
                )
            else:
                raise FileFault(
                    str(file.path),
                    "no document came from a file of this name: --id names the one whose new text it is, --kind adds it",
                )

    def _add(self, incoming: "Incoming") -> _Came:
        from store.acts import together
        from store.holdings import holdings_after
        from store.importing import add_document

        act, document = add_document(self.holdings, incoming, self.kind, self.cases, self.title, self.wanted_id)
        if self.writer is None:
            self._know(document)
        else:
            with self.interruptible.shielded():
                done = self.writer.perform(together(*self.new_cases, act))
                self.new_cases = []
                self.holdings = holdings_after(self.holdings, done.touched)
        return _Came(document, "added", incoming.remarks)

    def _update(self, updater: Updater, document: Document, incoming: "Incoming") -> _Came:
        with self.interruptible.shielded():
            plan = updater.update(document, incoming)
            self._know(plan.document)
        return _Came(plan.document, "updated", incoming.remarks, plan)

    def _know(self, document: Document) -> None:
        self.holdings = replace(self.holdings, documents={**self.holdings.documents, document.id: document})


def _cases_called(holdings: "Holdings", names: Sequence[str]) -> "tuple[list[str], list[Act]]":
    """The ids of the named cases, and the acts that make those which are new."""
    from store.acts import add_case
    from store.cases import Case
    from store.names import plain_name, slug_id

    cases = dict(holdings.cases)
    ids, acts = [], []
    for name in names:
        known = next((case for case in cases.values() if name in (case.id, case.name, *case.aliases)), None)
        if known is None:
            known = Case(slug_id(name, "case", cases), plain_name("a case's name", name))
            cases[known.id] = known
            acts.append(add_case(known))
        ids.append(known.id)
    return list(dict.fromkeys(ids)), acts
