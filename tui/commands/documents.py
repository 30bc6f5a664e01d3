"""`catena add`, `catena documents`, `catena show`: the texts of a project."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.documents import KINDS, Document
from store.errors import AnswerIsNo, CatenaError, FileFault, UsageFault
from tui.commands.group import Command
from tui.commands.output import Progress, json_line, narrate, say, table
from tui.commands.session import Session
from tui.displayable import displayable

if TYPE_CHECKING:
    from store.writer import Writer


@click.command("add", cls=Command)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", required=True, metavar="K", help=f"What the documents are: {', '.join(KINDS)}.")
@click.option("--case", "cases", multiple=True, metavar="C", help="The case (participant, site, group) they belong to.")
@click.option("--title", default="", help="The title, where one document is added.")
@click.option("--id", "wanted_id", default="", metavar="ID", help="The id, where one document is added: a-z, 0-9, -.")
@click.pass_obj
def add_command(
    session: Session, paths: Sequence[Path], kind: str, cases: Sequence[str], title: str, wanted_id: str
) -> int:
    """Import text files, or all of a folder's. Each file's name becomes an id that stays: give files codes, not names."""
    from store.importing import files_to_import

    kind = kind.replace("-", " ").lower()
    if kind not in KINDS:
        raise UsageFault(f"there is no kind {kind!r}; the kinds are {', '.join(KINDS)}")
    found = list(files_to_import(paths))
    if (title or wanted_id) and len(found) != 1:
        raise UsageFault(f"--title and --id name one document, and {len(found)} files are to be added")
    progress = Progress(session.quiet)
    worst = 0
    with session.writing() as writer:
        importer = _Importer(session, writer, kind, cases, title, wanted_id)
        for number, file in enumerate(found, 1):
            progress.show(f"{number} of {len(found)}  {file.path.name}")
            try:
                if file.fault is not None:
                    raise file.fault
                record = importer.take(file.path)
            except CatenaError as error:
                progress.end()
                narrate(f"left out: {error.message}")
                worst = max(worst, error.exit_code)
                continue
            progress.end()
            if session.as_json:
                say(json_line(record))
            else:
                say(displayable(f"{record['status']:<9} {record['document']}  {record['characters']} characters"))
    if not found:
        raise AnswerIsNo("there is no file to add in these folders")
    return worst


class _Importer:
    def __init__(
        self, session: Session, writer: "Writer", kind: str, cases: Sequence[str], title: str, wanted_id: str
    ) -> None:
        self._session, self._writer = session, writer
        self._kind, self._cases, self._title, self._wanted_id = kind, cases, title, wanted_id
        self._holdings = session.holdings

    def take(self, path: Path) -> dict[str, Any]:
        """Imports one file; returns what became of it."""
        from store.acts import add_case, together
        from store.cases import Case
        from store.holdings import holdings_after
        from store.importing import add_document, known_as
        from store.names import slug_id
        from store.texts import read_text_file

        incoming = read_text_file(path)
        document, same = known_as(self._holdings, incoming)
        if document is not None and same:
            return _about(document) | {"status": "unchanged"}
        if document is not None:
            raise FileFault(
                str(path),
                f"{document.id} came from a file of this name with another text; a changed document cannot be taken in yet: "
                "keep the old one, or add the new text under another name",
            )
        cases, new_cases = [], []
        for name in self._cases:
            known = next(
                (case for case in self._holdings.cases.values() if name in (case.id, case.name, *case.aliases)), None
            )
            if known is None:
                known = Case(slug_id(name, "case", self._holdings.cases), name)
                new_cases.append(add_case(known))
            cases.append(known.id)
        act, document = add_document(self._holdings, incoming, self._kind, cases, self._title, self._wanted_id)
        done = self._writer.perform(together(*new_cases, act))
        self._holdings = holdings_after(self._holdings, done.touched)
        return _about(document) | {"status": "added"}


def _about(document: Document) -> dict[str, Any]:
    return {
        "document": document.id,
        "title": document.title,
        "kind": document.kind,
        "path": document.path,
        "characters": document.characters,
        "sha256": document.sha256,
    }


@click.command("documents", cls=Command)
@click.pass_obj
def documents_command(session: Session) -> None:
    """List the documents."""
    holdings = session.holdings
    documents = sorted(holdings.documents.values(), key=lambda each: each.id)
    if session.as_json:
        for document in documents:
            say(
                json_line(
                    _about(document)
                    | {
                        "cases": list(document.cases),
                        "source": document.source,
                        "excerpts": len(holdings.excerpts_of(document.id)),
                    }
                )
            )
        return
    if not documents:
        session.note("no documents yet: `catena add FILE… --kind interview` imports some")
        return
    rows = [("id", "kind", "characters", "excerpts", "title")]
    for document in documents:
        excerpts = len(holdings.excerpts_of(document.id))
        rows.append((document.id, document.kind, str(document.characters), str(excerpts), document.title))
    table(rows, right=frozenset({2, 3}))


@click.command("show", cls=Command)
@click.argument("wanted", metavar="DOC")
@click.option("--from", "start", type=int, default=0, metavar="N", help="First code point.")
@click.option("--to", "end", type=int, default=None, metavar="M", help="Code point behind the last.")
@click.pass_obj
def show_command(session: Session, wanted: str, start: int, end: int | None) -> None:
    """Print a document's verbatim text, or a piece of it."""
    document = session.document(wanted)
    text = session.project.read_text(document)
    end = len(text) if end is None else end
    if not 0 <= start <= end <= len(text):
        raise UsageFault(f"{start} to {end} is no range of {document.id}, which has {len(text)} characters")
    piece = text[start:end]
    if session.as_json:
        say(json_line({"document": document.id, "start": start, "end": end, "text": piece}))
    elif sys.stdout.isatty():
        say(displayable(piece))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(piece.encode("utf-8") + (b"" if piece.endswith("\n") else b"\n"))
