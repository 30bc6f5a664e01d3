"""`catena documents`, `catena show`: the texts of a project."""

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from store.documents import KINDS, Document, hash_of
from store.errors import UsageFault
from store.links import backlinks
from tui.commands.document_texts import earlier_text_of, list_texts
from tui.commands.group import Command, Group
from tui.commands.output import narrate, one_line, say, say_json, say_verbatim, table
from tui.commands.session import Session
from tui.commands.theme_output import WHY
from tui.commands.updating import IN_BRACKETS


def about(document: Document) -> dict[str, Any]:
    return {
        "document": document.id,
        "title": document.title,
        "kind": document.kind,
        "path": document.path,
        "characters": document.characters,
        "sha256": document.sha256,
        "cases": list(document.cases),
        "groups": list(document.groups),
        "source": document.source,
        "encoding": document.encoding,
    }


@click.command("documents", cls=Command)
@click.pass_obj
def documents_command(session: Session) -> None:
    """List the documents."""
    holdings = session.holdings
    unplaced = Counter(each.document for each in holdings.unplaced.values())
    rows: list[Sequence[str]] = [("id", "kind", "characters", "excerpts", "title")]
    for document in sorted(holdings.documents.values(), key=lambda each: each.id):
        excerpts, apart = len(holdings.excerpts_of(document.id)), unplaced[document.id]
        if session.as_json:
            say_json(about(document) | {"excerpts": excerpts, "unplaced": apart, "versions": len(document.earlier) + 1})
        else:
            counted = f"{excerpts} (+{apart})" if apart else str(excerpts)
            rows.append((document.id, document.kind, str(document.characters), counted, document.title))
    if not holdings.documents:
        session.note("no documents yet: `catena add FILE… --kind interview` imports some")
    elif not session.as_json:
        table(rows, right=frozenset({2, 3}))
    if unplaced:
        session.note(IN_BRACKETS)


@click.group("document", cls=Group)
def document_command() -> None:
    """Say of documents what kind they are, and which groups they are in."""


@document_command.command("set")
@click.argument("wanted", metavar="[DOC]...", nargs=-1)
@click.option("--in-group", default="", metavar="G", help="Besides: all documents of this group.")
@click.option("--of-kind", default="", metavar="K", help="Besides: all documents of this kind.")
@click.option("--kind", default="", metavar="K", help=f"What they are: {', '.join(KINDS)}.")
@click.option("--group", "into", multiple=True, metavar="G", help="A group that they come into; repeatable.")
@click.option("--no-group", "out_of", multiple=True, metavar="G", help="A group that they go out of; repeatable.")
@WHY
@click.pass_obj
def document_set(
    session: Session,
    wanted: Sequence[str],
    in_group: str,
    of_kind: str,
    kind: str,
    into: Sequence[str],
    out_of: Sequence[str],
    why: str,
) -> None:
    """Describe documents, all of them as one act."""
    from store.document_acts import describe_documents, kind_named

    meant = kind_named(of_kind) if of_kind else ""
    with session.writing() as writer:
        chosen = {each.id for each in map(session.document, wanted)}
        for each in session.holdings.documents.values():
            if (in_group and in_group in each.groups) or (meant and each.kind == meant):
                chosen.add(each.id)
        if not chosen:
            raise UsageFault("no document is meant: name some, or give --in-group or --of-kind")
        act = describe_documents([session.holdings.documents[each] for each in sorted(chosen)], kind, into, out_of, why)
        done = writer.perform(act)
    if session.as_json:
        for key in sorted(chosen):
            document = session.holdings.documents[key]
            say_json({"document": key, "kind": document.kind, "groups": list(document.groups)})
    else:
        say(done.message)


@click.command("show", cls=Command)
@click.argument("wanted", metavar="DOC")
@click.option("--from", "start", type=int, default=0, metavar="N", help="First code point (default: 0).")
@click.option("--to", "end", type=int, default=None, metavar="M", help="Code point behind the last (default: the end).")
@click.option("--view", is_flag=True, help="Instead: what the search view changes in it, layer by layer.")
@click.option("--layer", default="", metavar="NAME", help="With --view: only this layer.")
@click.option(
    "--version", "version", default="", metavar="V", help="An earlier text: its number or the beginning of its sha256."
)
@click.option("--versions", is_flag=True, help="Instead: list the document's texts, the present one last.")
@click.pass_obj
def show_command(
    session: Session, wanted: str, start: int, end: int | None, view: bool, layer: str, version: str, versions: bool
) -> None:
    """Print a document's verbatim text, or a piece of it."""
    document = session.document(wanted)
    if versions:
        list_texts(session, document)
        return
    if version:
        if view or layer:
            raise UsageFault("the search view is that of the present text: leave --view or --version out")
        text = earlier_text_of(session, document, version)
    else:
        text = session.project.read_text(document)
    end = len(text) if end is None else end
    if not 0 <= start <= end <= len(text):
        raise UsageFault(f"{start} to {end} is no range of {document.id}, which has {len(text)} characters")
    if view or layer:
        from tui.commands.viewing import show_view

        show_view(session, document, text, start, end, layer)
        return
    piece = text[start:end]
    linked = [each.memo for each in backlinks(session.holdings).get(("document", document.id), ())]
    if session.as_json:
        said = {"sha256": hash_of(text)} if version else {}
        memos = [memo.id for memo in linked]
        say_json({"document": document.id, "start": start, "end": end, "text": piece, "memos": memos} | said)
        return
    say_verbatim(piece)
    if sys.stdout.isatty():
        for memo in linked:
            narrate(f"named by the memo {memo.id}  {one_line(memo.title)}")
