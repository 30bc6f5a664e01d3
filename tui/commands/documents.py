"""`catena add`, `catena documents`, `catena show`: the texts of a project."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.documents import KINDS, Document
from store.encodings import CERTAIN
from store.errors import AnswerIsNo, CatenaError, FileFault, UsageFault
from store.project import TRACKED
from tui.commands.group import Command
from tui.commands.output import Progress, narrate, say, say_json, say_verbatim, table
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.acts import Act
    from store.holdings import Holdings
    from store.importing import Found
    from store.writer import Writer


@click.command("add", cls=Command)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", required=True, metavar="K", help=f"What the documents are: {', '.join(KINDS)}.")
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
@click.pass_obj
def add_command(
    session: Session,
    paths: Sequence[Path],
    kind: str,
    cases: Sequence[str],
    title: str,
    wanted_id: str,
    encoding: str,
) -> int:
    """Import text files, or all of a folder's.

    Each file's name becomes an id that stays, and so does a case's: give codes, not people's names.
    """
    from store.importing import files_to_import

    kind = kind.replace("-", " ").lower()
    if kind not in KINDS:
        raise UsageFault(f"there is no kind {kind!r}; the kinds are {', '.join(KINDS)}")
    root = session.project.root
    found = list(files_to_import(paths, [root / name for name in (*TRACKED, ".catena")]))
    if not found:
        raise AnswerIsNo("there is no file to add in these folders")
    if (title or wanted_id) and len(found) != 1:
        raise UsageFault(f"--title and --id name one document, and {len(found)} files are to be added")
    progress = Progress(session.quiet)
    worst = 0
    guessed: list[Document] = []
    with session.writing() as writer:
        case_ids, new_cases = _cases_called(session.holdings, cases)
        importer = _Importer(writer, session.holdings, kind, title, wanted_id, encoding, case_ids, new_cases)
        for number, file in enumerate(found, 1):
            progress.show(f"{number} of {len(found)}  {file.name}")
            try:
                document, status = importer.take(file)
            except CatenaError as error:
                progress.end()
                narrate(f"left out: {error.message}")
                worst = max(worst, error.exit_code)
                continue
            progress.end()
            if status == "added" and document.encoding not in CERTAIN and not encoding:
                guessed.append(document)
            if session.as_json:
                say_json(_about(document) | {"status": status})
            else:
                say(f"{status:<9} {document.id}  {document.characters} characters")
    if guessed:
        listed = ", ".join(f"{document.id} as {document.encoding}" for document in guessed)
        session.note(f"read {listed}: where letters are wrong, `catena undo` and add it again with --encoding")
    return worst


@dataclass
class _Importer:
    """Takes one file after the other into the project, each as an act of its own; the first one makes the new cases."""

    writer: "Writer"
    holdings: "Holdings"
    kind: str
    title: str
    wanted_id: str
    encoding: str
    cases: list[str]
    new_cases: "list[Act]"

    def take(self, file: "Found") -> tuple[Document, str]:
        """Imports one file; its document, and whether it was added or is here unchanged."""
        from store.acts import together
        from store.holdings import holdings_after
        from store.importing import add_document, known_as
        from store.texts import read_text_file

        if file.fault is not None:
            raise file.fault
        incoming = read_text_file(file.path, file.name, self.encoding)
        document, same = known_as(self.holdings, incoming)
        if document is not None and same:
            return document, "unchanged"
        if document is not None:
            raise FileFault(
                str(file.path),
                f"{document.id} came from a file of this name with another text; a changed document cannot be taken in yet: "
                "keep the old one, or add the new text under another name",
            )
        act, document = add_document(self.holdings, incoming, self.kind, self.cases, self.title, self.wanted_id)
        done = self.writer.perform(together(*self.new_cases, act))
        self.new_cases = []
        self.holdings = holdings_after(self.holdings, done.touched)
        return document, "added"


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


def _about(document: Document) -> dict[str, Any]:
    return {
        "document": document.id,
        "title": document.title,
        "kind": document.kind,
        "path": document.path,
        "characters": document.characters,
        "sha256": document.sha256,
        "cases": list(document.cases),
        "source": document.source,
        "encoding": document.encoding,
    }


@click.command("documents", cls=Command)
@click.pass_obj
def documents_command(session: Session) -> None:
    """List the documents."""
    holdings = session.holdings
    rows: list[Sequence[str]] = [("id", "kind", "characters", "excerpts", "title")]
    for document in sorted(holdings.documents.values(), key=lambda each: each.id):
        excerpts = len(holdings.excerpts_of(document.id))
        if session.as_json:
            say_json(_about(document) | {"excerpts": excerpts})
        else:
            rows.append((document.id, document.kind, str(document.characters), str(excerpts), document.title))
    if not holdings.documents:
        session.note("no documents yet: `catena add FILE… --kind interview` imports some")
    elif not session.as_json:
        table(rows, right=frozenset({2, 3}))


@click.command("show", cls=Command)
@click.argument("wanted", metavar="DOC")
@click.option("--from", "start", type=int, default=0, metavar="N", help="First code point (default: 0).")
@click.option("--to", "end", type=int, default=None, metavar="M", help="Code point behind the last (default: the end).")
@click.option("--view", is_flag=True, help="Instead: what the search view changes in it, layer by layer.")
@click.option("--layer", default="", metavar="NAME", help="With --view: only this layer.")
@click.pass_obj
def show_command(session: Session, wanted: str, start: int, end: int | None, view: bool, layer: str) -> None:
    """Print a document's verbatim text, or a piece of it."""
    document = session.document(wanted)
    text = session.project.read_text(document)
    end = len(text) if end is None else end
    if not 0 <= start <= end <= len(text):
        raise UsageFault(f"{start} to {end} is no range of {document.id}, which has {len(text)} characters")
    if view or layer:
        from tui.commands.viewing import show_view

        show_view(session, document, text, start, end, layer)
        return
    piece = text[start:end]
    if session.as_json:
        say_json({"document": document.id, "start": start, "end": end, "text": piece})
    else:
        say_verbatim(piece)
