"""`catena kept`: what came with projects of other programs and has no place of its own here."""

from collections.abc import Iterator
from typing import Any

import click

from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session


@click.command("kept", cls=Command)
@click.pass_obj
def kept_command(session: Session) -> None:
    """List what came with projects of other programs and has no place of its own here: sets, links, pictures and the like."""
    from store.errors import AnswerIsNo

    found = list(_kept(session))
    for each in found:
        if session.as_json:
            say_json(each)
        else:
            held = ", ".join(each["members"])
            say("  ".join(one_line(part) for part in (each["kind"], each["name"], each["detail"], held) if part))
    if not found:
        raise AnswerIsNo("nothing is kept of other programs: `catena import FILE` takes a project in")


def _kept(session: Session) -> Iterator[dict[str, Any]]:
    from store.exchange.kept import kept_links, kept_pieces, kept_projects, kept_sets

    held = session.holdings
    for project in kept_projects(session.project):
        yield _about("project", project.key, project.name, project.origin, [f"memo:{each}" for each in project.memos])
    for each in kept_sets(session.project):
        documents = each.documents
        if each.group:
            documents = tuple(sorted(one.id for one in held.documents.values() if each.group in one.groups))
        members = [f"document:{one}" for one in documents]
        members += [f"theme:{one}" for one in each.themes] + [f"memo:{one}" for one in each.memos]
        yield _about("set", each.key, each.name, "group of documents" if each.group else each.description, members)
    for link in kept_links(session.project):
        yield _about("link", link.key, link.name, link.direction, [link.origin, link.target])
    for piece in kept_pieces(session.project):
        inside = [f"document:{piece.inside}"] if piece.inside in held.documents else []
        yield _about("piece", piece.key, piece.name, piece.element, inside)


def _about(kind: str, key: str, name: str, detail: str, members: list[str]) -> dict[str, Any]:
    return {"kind": kind, "id": key, "name": name, "detail": detail, "members": members}
