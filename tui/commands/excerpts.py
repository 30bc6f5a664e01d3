"""`catena excerpts`: the places that reviewers tagged, whether they still stand where they were, and who is speaking there.

Every excerpt is listed, whatever has become of its text: offsets into a text that its record does not describe would lie, so
nothing is compared with such a one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, FileFault, UsageFault
from store.excerpts import Excerpt
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session

if TYPE_CHECKING:
    from search.passages import Passage
    from store.holdings import Holdings


@click.command("excerpts", cls=Command)
@click.option("--theme", "name", default="", metavar="T", help="Only under this theme.")
@click.option("--document", "wanted", default="", metavar="D", help="Only of this document.")
@click.option("--reviewer", "reviewer", default="", metavar="R", help="Only by this reviewer.")
@click.option(
    "--where",
    "conditions",
    multiple=True,
    metavar="KEY=VALUE",
    help="Only where a case has this attribute; repeatable.",
)
@click.pass_obj
def excerpts_command(session: Session, name: str, wanted: str, reviewer: str, conditions: Sequence[str]) -> None:
    """List excerpts, by document and place."""
    from themes.counts import excerpts_under

    holdings = session.holdings
    if name:
        found = excerpts_under(holdings, session.theme(name).id)
    else:
        found = sorted(holdings.excerpts.values(), key=lambda each: (each.document, each.start, each.end, each.id))
    if wanted:
        document = session.document(wanted)
        found = [each for each in found if each.document == document.id]
    if reviewer:
        person = session.person(reviewer).id
        found = [each for each in found if each.reviewer == person]
    for condition in conditions:
        documents = _documents_where(holdings, condition)
        found = [each for each in found if each.document in documents]
    checker = _Checker(session)
    for excerpt in found:
        names = [holdings.themes[theme].name for theme in excerpt.themes if theme in holdings.themes]
        if session.as_json:
            say_json(about_excerpt(excerpt) | {"theme_names": names} | checker.about(excerpt))
        else:
            place = f"{excerpt.document} {excerpt.start}-{excerpt.end}"
            state = checker.about(excerpt)["state"]
            mark = "" if state == "exact" else f"  ({state})"
            say(f"{excerpt.id}  {place}  {excerpt.reviewer}  {one_line('; '.join(names))}{mark}")
            say(f"    {one_line(excerpt.text)}")
            if excerpt.note:
                say(f"    note: {one_line(excerpt.note)}")
    if not found:
        raise AnswerIsNo("no excerpt fits")


def _documents_where(holdings: "Holdings", condition: str) -> set[str]:
    """The documents of which a case has the attribute that KEY=VALUE names."""
    from search.values import fitting, has_value

    key, equals, value = condition.partition("=")
    if not equals or not key.strip() or not value.strip():
        raise UsageFault(f"--where takes KEY=VALUE, as in --where site=Northgate, and not {condition!r}")
    fits = fitting(value.strip())
    cases = {case.id for case in holdings.cases.values() if has_value(case.attributes.get(key.strip()), fits)}
    return {document.id for document in holdings.documents.values() if cases.intersection(document.cases)}


def about_excerpt(excerpt: Excerpt) -> dict[str, Any]:
    return {
        "excerpt": excerpt.id,
        "document": excerpt.document,
        "start": excerpt.start,
        "end": excerpt.end,
        "text": excerpt.text,
        "themes": list(excerpt.themes),
        "reviewer": excerpt.reviewer,
        "note": excerpt.note,
        "segments": [[segment.start, segment.end] for segment in excerpt.segments],
    }


class _Checker:
    """Whether excerpts still stand where they say, and who is speaking there. The text of one document is held at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._document = ""
        self._text = ""
        self._fault = ""
        self._passages: Sequence[Passage] = ()

    def about(self, excerpt: Excerpt) -> dict[str, str]:
        """`state` (exact, to check, missing) and `attribution` (the speaker of the passage, "" where none is named)."""
        if excerpt.document != self._document:
            self._open(excerpt.document)
        if self._fault:
            return {"state": self._fault, "attribution": ""}
        holds = all(self._text[each.start : each.end] == each.exact for each in excerpt.segments)
        place = bisect_right(self._passages, excerpt.start, key=lambda passage: passage.start) - 1
        inside = place >= 0 and excerpt.start < self._passages[place].end
        speaker = self._passages[place].speaker if inside else ""
        return {"state": "exact" if holds else "to check", "attribution": speaker}

    def _open(self, document: str) -> None:
        """Reads a text; without one that its record describes, offsets into it would lie, and nothing is compared."""
        from search.passages import passages_of

        self._document, self._text, self._passages, self._fault = document, "", (), "missing"
        known = self._session.holdings.documents.get(document)
        if known is None:
            return
        try:
            self._text = self._session.project.read_text(known)
        except FileFault as fault:
            self._session.tell_faults((fault,), what_follows="")
            self._fault = "to check" if (self._session.project.root / known.path).exists() else "missing"
        else:
            self._fault = ""
            self._passages = passages_of(self._text)
