"""`catena documents`, `catena show`: the texts of a project."""

from collections.abc import Sequence
from typing import Any

import click

from store.documents import Document
from store.errors import UsageFault
from tui.commands.group import Command
from tui.commands.output import say_json, say_verbatim, table
from tui.commands.session import Session


def about(document: Document) -> dict[str, Any]:
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
            say_json(about(document) | {"excerpts": excerpts})
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
