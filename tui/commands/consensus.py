"""`catena adjudicate` and `catena reviewers`: what reviewers decided together, and who they are."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from store.errors import UsageFault
from tui.commands.excerpts import about_excerpt
from tui.commands.group import Command
from tui.commands.output import say, say_json, table
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.documents import Document


@click.command("adjudicate", cls=Command)
@click.argument("wanted", metavar="EXCERPT | DOC START END", nargs=-1, required=True)
@click.option("--as", "given", default="", metavar="T", help="It has this theme.")
@click.option("--not", "rejected", default="", metavar="T", help="It has not this theme.")
@click.option("--why", default="", metavar="W", help="Why it was decided so; needed.")
@click.pass_obj
def adjudicate_command(session: Session, wanted: Sequence[str], given: str, rejected: str, why: str) -> None:
    """Write down what was decided where reviewers differ.

    It becomes an excerpt of the consensus, a reviewer whom nobody is; the others' excerpts stay as they are.
    """
    from store.adjudication import adjudicate

    if bool(given) == bool(rejected):
        raise UsageFault("say either --as T or --not T")
    with session.writing() as writer:
        document, ranges = _place(session, wanted)
        theme = session.theme(given or rejected)
        text = session.project.read_text(document)
        held = session.holdings
        act, excerpt = adjudicate(held, writer.reviewer.id, document, text, ranges, theme, bool(given), why)
        done = writer.perform(act)
    if session.as_json:
        say_json(about_excerpt(excerpt) | {"rejected": list(excerpt.rejected)})
    else:
        say(done.message)


def _place(session: Session, wanted: Sequence[str]) -> "tuple[Document, Sequence[tuple[int, int]]]":
    """The document and the ranges that a person means, by an excerpt of anybody's or by numbers."""
    if len(wanted) == 3 and wanted[1].isdecimal() and wanted[2].isdecimal():
        return session.document(wanted[0]), [(int(wanted[1]), int(wanted[2]))]
    if len(wanted) != 1:
        raise UsageFault("name an excerpt, or a document with START and END")
    excerpt = session.excerpt(wanted[0])
    document = session.document(excerpt.document)
    if excerpt.sha256 != document.sha256:
        raise UsageFault(
            f"the excerpt {excerpt.id} is of an earlier version of its text: name the place by its numbers"
        )
    return document, excerpt.ranges


@click.command("reviewers", cls=Command)
@click.option(
    "--hide", "hide", multiple=True, metavar="R", help="Show no tags of this reviewer in the app; repeatable."
)
@click.option("--show", "show", multiple=True, metavar="R", help="Show them again; repeatable.")
@click.pass_obj
def reviewers_command(session: Session, hide: Sequence[str], show: Sequence[str]) -> None:
    """List the reviewers with their signs; hide some in the app.

    Whom you hide is kept on this machine alone, and changes no figure of any command.
    """
    from store.hidden_reviewers import hidden_reviewers, hide_reviewers
    from store.reviewer_signs import signs_of_reviewers
    from store.reviewers import reviewer_here

    hidden = hidden_reviewers(session.project)
    wanted = hidden.union(session.person(each).id for each in hide).difference(session.person(each).id for each in show)
    if wanted != hidden:
        hide_reviewers(session.project, wanted)
    held = session.holdings
    signs = signs_of_reviewers(held.reviewers.values())
    excerpts = Counter(each.reviewer for each in held.placed.values())
    finished = Counter(reviewer for reviewer, _ in held.done)
    here = session.reviewer or reviewer_here(session.project)
    rows = [("sign", "reviewer", "name", "excerpts", "done", "")]
    for key, each in sorted(held.reviewers.items()):
        sign = signs[key]
        if session.as_json:
            about = {"reviewer": key, "name": each.name, "letter": sign.letter, "colour": sign.colour}
            counts = {"excerpts": excerpts[key], "done": finished[key]}
            say_json(about | counts | {"shown": key not in wanted, "here": key == here})
        else:
            state = "hidden in the app" if key in wanted else "you" if key == here else ""
            rows.append((sign.letter, key, each.name, str(excerpts[key]), str(finished[key]), state))
    if not session.as_json:
        table(rows, right=frozenset({3, 4}))
