"""`catena add`: documents come in, files and folders of them.

Each file is an act of its own: whatever stops a long import, what came in before stands whole, and adding the same again goes on
from there.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
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
    from store.adding import Taken, Wanted
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
@click.option("--text", "texts", multiple=True, metavar="COLUMN", help="Of a sheet: a column that is text; repeatable.")
@click.option(
    "--id-column", default="", metavar="COLUMN", help="Of a sheet: the column that names the row and its case."
)
@click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="COLUMN",
    help="Of a sheet: only these columns are attributes; repeatable.",
)
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
    texts: Sequence[str],
    id_column: str,
    attributes: Sequence[str],
    update: bool,
    dry_run: bool,
) -> int:
    """Import documents: texts, Word files, pdfs and more, or all of a folder's.

    Each file's name becomes an id that stays, and so does a case's: give codes, not people's names. Ctrl+C stops after the file
    at hand; the same command goes on from there.
    """
    from store.acts import add_case
    from store.adding import Wanted, cases_called
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
    columns = {"text": "\n".join(texts), "id": id_column, "attributes": "\n".join(attributes)}
    report = _Report(session, len(found), bool(encoding), dry_run)
    writing = nullcontext() if dry_run else session.writing()
    with Interruptible() as interruptible, Intake(encoding, columns) as intake, writing as writer:
        case_ids, made = cases_called(session.holdings, cases)
        new_cases = [add_case(case) for case in made]
        wanted = Wanted(kind, case_ids, title, wanted_id)
        updater = Updater(session, writer) if update else None
        importer = _Importer(session, writer, interruptible, wanted, new_cases, updater)
        try:
            for file, texts_of in intake.read_ahead(found):
                report.begin(file)
                try:
                    texts_of_file = texts_of()
                    # What came in is told too, whenever Ctrl+C comes: a sheet is many documents.
                    with interruptible.shielded():
                        for came in importer.take(file, texts_of_file):
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
    incoming: "Incoming"
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
        preview = None
        if self._dry_run and came.status != "unchanged":
            from search.preview import preview_of

            preview = preview_of(came.incoming.text, document.rules)
        if self._session.as_json:
            more = about_plan(self._session, came.plan) if came.plan is not None else {}
            more |= {"dry_run": True} if self._dry_run else {}
            more |= {"preview": asdict(preview)} if preview is not None else {}
            say_json(about(document) | {"status": came.status, "remarks": list(came.remarks)} | more)
        else:
            said = f"would be {came.status}" if self._dry_run and came.status != "unchanged" else came.status
            passages, lines = "", []
            if preview is not None:
                from search.preview import passages_said
                from search.preview import said as preview_said

                passages, lines = f", {passages_said(preview)}", preview_said(preview)
            say(f"{said:<9} {document.id}  {document.characters} characters{passages}")
            for line in lines:
                say(f"    {line}")
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

    session: Session
    writer: "Writer | None"
    interruptible: Interruptible
    wanted: "Wanted"
    new_cases: "list[Act]"
    updater: Updater | None

    def __post_init__(self) -> None:
        self._holdings = self.session.holdings
        self._declared = dict(self.session.project.settings.attributes)

    def take(self, file: "Found", texts: "Sequence[Incoming]") -> Iterator[_Came]:
        """Imports the texts of one file; what became of each of them."""
        from store.adding import CHANGED, take
        from store.recognising import KnownDocuments

        known = KnownDocuments(self._holdings.documents.values())
        named = self._holdings.documents.get(self.wanted.id) if self.updater is not None else None
        if named is not None and len(texts) == 1 and not known.known_as(texts[0])[1]:
            yield self._update(named, texts[0])
            return
        if not self.wanted.kind and any(known.known_as(each)[0] is None for each in texts):
            raise FileFault(
                str(file.path),
                "no document came from a file of this name: --id names the one whose new text it is, --kind adds it",
            )
        taken, act = take(self._holdings, texts, self.wanted, self._declared)
        changed = next((each.document for each in taken if each.status == CHANGED), None)
        if changed is not None and self.updater is None:
            raise FileFault(
                str(file.path),
                f"{changed.id} came from a file of this name with another text; `catena add --update` takes this one in "
                "and carries the excerpts along",
            )
        if act is not None:
            self._perform(act, taken)
        for each in taken:
            if each.status == CHANGED:
                yield self._update(each.document, each.incoming)
            else:
                yield _Came(each.document, each.status, each.incoming, each.remarks)

    def _perform(self, act: "Act", taken: "Sequence[Taken]") -> None:
        from store.acts import together
        from store.holdings import holdings_after

        if self.writer is None:
            for each in taken:
                self._know(each.document)
            return
        with self.interruptible.shielded():
            done = self.writer.perform(together(*self.new_cases, act))
            self.new_cases = []
            self._holdings = holdings_after(self._holdings, done.touched)

    def _update(self, document: Document, incoming: "Incoming") -> _Came:
        assert self.updater is not None
        with self.interruptible.shielded():
            plan = self.updater.update(document, incoming)
            self._know(plan.document)
        return _Came(plan.document, "updated", incoming, incoming.remarks, plan)

    def _know(self, document: Document) -> None:
        self._holdings = replace(self._holdings, documents={**self._holdings.documents, document.id: document})
