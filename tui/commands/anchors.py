"""`catena anchors list|accept|missing`: excerpts whose text has changed, and what the reviewer says of them.

Only a person says where the words of an excerpt are that is not sure, and each says so of their own and of the consensus's.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from store.errors import UsageFault
from tui.commands.group import Command, Group
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session

if TYPE_CHECKING:
    from search.waiting import Waiting
    from store.acts import Act
    from store.excerpts import Excerpt


@click.group("anchors", cls=Group)
def anchors_command() -> None:
    """List excerpts whose words have changed with their text, and say where they are."""


@anchors_command.command("list", cls=Command)
@click.option("--document", "wanted", default="", metavar="D", help="Only of this document.")
@click.option("--reviewer", "reviewer", default="", metavar="R", help="Only by this reviewer.")
@click.pass_obj
def anchors_list(session: Session, wanted: str, reviewer: str) -> None:
    """List the excerpts that are moved, to check or missing, with the words that they had."""
    listed = _waiting(session)
    if wanted:
        document = session.document(wanted).id
        listed = [each for each in listed if each.excerpt.document == document]
    if reviewer:
        person = session.person(reviewer).id
        listed = [each for each in listed if each.excerpt.reviewer == person]
    for each in listed:
        if session.as_json:
            say_json(_about(session, each))
        else:
            _say(session, each)
    if not listed:
        session.note("every excerpt stands in the text that its document has now")


def _waiting(session: Session) -> "list[Waiting]":
    from search.waiting import waiting

    return waiting(session.project, session.holdings, session.carrier.found if session.holdings.unplaced else {})


def _text(session: Session, document: str) -> str:
    return session.project.read_text(session.holdings.documents[document])


def _about(session: Session, waiting: "Waiting") -> dict[str, Any]:
    excerpt = waiting.excerpt
    text = _text(session, excerpt.document)
    moved = waiting.state == "moved"
    return {
        "excerpt": excerpt.id,
        "reviewer": excerpt.reviewer,
        "document": excerpt.document,
        "state": waiting.state,
        "kept": waiting.is_kept,
        "text": waiting.was,
        "segments": [list(each) for each in waiting.before],
        "new_text": excerpt.text if moved else None,
        "new_segments": [list(each) for each in excerpt.ranges] if moved else [],
        "candidates": [
            {
                "segments": [list(place) for place in each.ranges],
                "text": " [...] ".join(text[slice(*place)] for place in each.ranges),
                "likeness": round(each.likeness, 2),
            }
            for each in waiting.choices
        ],
    }


def _say(session: Session, waiting: "Waiting") -> None:
    from store.word_changes import marked, word_changes

    excerpt = waiting.excerpt
    state = "kept as missing" if waiting.is_kept else waiting.state
    say(f"{excerpt.id}  {excerpt.document}  {excerpt.reviewer}  {state}")
    if waiting.state == "moved":
        say(f"    {marked(word_changes(one_line(waiting.was), one_line(excerpt.text)))}")
        return
    say(f"    {one_line(waiting.was)}")
    text = _text(session, excerpt.document) if waiting.choices else ""
    for number, choice in enumerate(waiting.choices, 1):
        there = one_line(" [...] ".join(text[slice(*place)] for place in choice.ranges))
        say(f"    {number}  {how_like(choice.likeness)}, {choice.ranges[0][0]}-{choice.ranges[-1][1]}: {there}")


def how_like(likeness: float) -> str:
    return "likely" if likeness >= 0.8 else "possible"


@anchors_command.command("accept", cls=Command)
@click.argument("wanted", metavar="EXCERPT")
@click.argument("number", metavar="[NUMBER]", type=click.IntRange(1, 9), default=1)
@click.pass_obj
def anchors_accept(session: Session, wanted: str, number: int) -> None:
    """Say that an excerpt's words are what they have become, or that they are at its candidate NUMBER (default: the first)."""
    from store.version_acts import confirm_moved, place_excerpt

    def act(waiting: "Waiting") -> "tuple[Act, Excerpt]":
        excerpt = waiting.excerpt
        if waiting.state == "moved":
            return confirm_moved(excerpt)
        if number > len(waiting.choices):
            raise UsageFault(
                f"{excerpt.id} has {len(waiting.choices) or 'no'} candidates: `catena borders` says where its words are, "
                "`catena anchors missing` that they are gone"
            )
        document = session.holdings.documents[excerpt.document]
        return place_excerpt(excerpt, document, _text(session, document.id), waiting.choices[number - 1].ranges)

    _do(session, wanted, act)


@anchors_command.command("missing", cls=Command)
@click.argument("wanted", metavar="EXCERPT")
@click.pass_obj
def anchors_missing(session: Session, wanted: str) -> None:
    """Say that an excerpt's words are no longer in the text; it is kept, listed, and counted apart."""
    from store.version_acts import keep_missing

    _do(session, wanted, lambda each: keep_missing(each.excerpt, session.holdings.documents[each.excerpt.document]))


def _do(session: Session, wanted: str, make: "Callable[[Waiting], tuple[Act, Excerpt]]") -> None:
    from store.version_acts import carried_by

    with session.writing() as writer:
        excerpt = session.excerpt(wanted)
        if not carried_by(writer.reviewer.id, excerpt):
            raise UsageFault(
                f"the excerpt {excerpt.id} is {excerpt.reviewer}'s, and each reviewer changes their own alone"
            )
        found = next((each for each in _waiting(session) if each.excerpt.id == excerpt.id), None)
        if found is None:
            raise UsageFault(f"the excerpt {excerpt.id} stands in its text with the words that it had")
        act, after = make(found)
        writer.perform(act)
    if session.as_json:
        segments = [list(each) for each in after.ranges]
        say_json({"excerpt": after.id, "document": after.document, "segments": segments, "text": after.text})
    else:
        say(act.message)
