"""`catena quote`: where a quotation comes from, and whether it is still the same."""

import sys
from typing import TYPE_CHECKING

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.searching import documents_of, searcher_of
from tui.commands.session import Session

if TYPE_CHECKING:
    from search.quotation import Quotation


@click.command("quote", cls=Command)
@click.argument("text", metavar="TEXT")
@click.pass_obj
def quote_command(session: Session, text: str) -> None:
    """Find where a quotation comes from, and whether it is still the same.

    TEXT is the quotation; - reads it from standard input. Each place is exact, normalised (other line ends, marks, split
    words) or altered (with the words that differ). Exit code 1 where it is absent.
    """
    from search.hidden import left_out_quotation
    from search.quotation import LONGEST, find_quotation

    quotation = sys.stdin.read(LONGEST + 1) if text == "-" else text
    if len(quotation) > LONGEST:
        raise UsageFault(f"a quotation has at most {LONGEST} characters: look for its beginning")
    if not any(character.isalnum() for character in quotation):
        raise UsageFault("there is no word to look for: give the words of a quotation")
    searcher = searcher_of(session, documents_of(session))
    found = find_quotation(searcher, quotation)
    for place in found:
        _tell(session, place)
    if found[0].status == "absent":
        hidden = left_out_quotation(searcher, quotation)
        what = "no document holds it, as it is or with changes"
        raise AnswerIsNo(f"{what}; {one_line(str(hidden))}" if hidden else what)


def _tell(session: Session, place: "Quotation") -> None:
    if session.as_json:
        say_json(
            {
                "status": place.status,
                "document": place.document,
                "start": place.start,
                "end": place.end,
                "segments": [list(each) for each in place.segments],
                "text": place.text,
                "layers": list(place.layers),
                "difference": [{"quoted": each.quoted, "found": each.found} for each in place.difference],
                "likeness": round(place.likeness, 4),
                "regions": list(place.regions),
            }
        )
    elif place.status == "absent":
        say("absent")
    else:
        ranges = ", ".join(f"{start}-{end}" for start, end in place.segments)
        layers = f"  ({', '.join(place.layers)})" if place.layers else ""
        regions = f"  [{one_line(', '.join(place.regions))}: left out of search]" if place.regions else ""
        say(f"{place.status}  {place.document} {ranges}{layers}{regions}")
        say(f"    {one_line(place.text)}")
        for each in place.difference:
            say(f"    quoted: {one_line(each.quoted) or '(nothing)'}  there: {one_line(each.found) or '(nothing)'}")
