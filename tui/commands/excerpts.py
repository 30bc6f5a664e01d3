"""`catena excerpts`: the places that reviewers tagged, whether they still stand where they were, and who is speaking there.

Every excerpt is listed, whatever has become of its text: offsets into a text that its record does not describe would lie, so
nothing is compared with such a one.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from search.anchor_states import anchor_state
from store.errors import AnswerIsNo, UsageFault
from store.excerpts import Excerpt
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session
from tui.commands.speaking import Speakers

if TYPE_CHECKING:
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
@click.option("--against", "against", default="", metavar="T", help="Those that speak against this theme.")
@click.option("--starred", is_flag=True, help="Only those that are starred.")
@click.option("--as", "reader", default="", metavar="R", help="As this reviewer reads them: with their recodes.")
@click.pass_obj
def excerpts_command(
    session: Session,
    name: str,
    wanted: str,
    reviewer: str,
    conditions: Sequence[str],
    against: str,
    starred: bool,
    reader: str,
) -> None:
    """List excerpts, by document and place."""
    from store.links import backlinks
    from themes.counts import as_read_by, excerpts_against, excerpts_apart, excerpts_under

    holdings = as_read_by(session.holdings, session.person(reader).id) if reader else session.holdings
    if name:
        theme = session.theme(name)
        found = excerpts_under(holdings, theme.id)
        if not against:
            found += [
                each for each in excerpts_apart(holdings, theme.id) if theme.id in _standing(holdings, each.themes)
            ]
        else:
            contrary = {each.id for each in excerpts_against(holdings, session.theme(against).id)}
            found = [each for each in found if each.id in contrary]
    elif against:
        theme = session.theme(against)
        found = excerpts_against(holdings, theme.id)
        found += [each for each in excerpts_apart(holdings, theme.id) if theme.id in _standing(holdings, each.against)]
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
    if starred:
        found = [each for each in found if each.starred]
    checker = Anchors(session)
    linked = backlinks(session.holdings)
    for excerpt in found:
        memos = [each.memo for each in linked.get(("excerpt", excerpt.id), ())]
        names = [holdings.themes[theme].name for theme in excerpt.themes if theme in holdings.themes]
        if session.as_json:
            named = {"memos": [memo.id for memo in memos]}
            say_json(about_excerpt(excerpt) | {"theme_names": names} | checker.about(excerpt) | named)
        else:
            place = f"{excerpt.document} {excerpt.start}-{excerpt.end}"
            state = checker.about(excerpt)["state"]
            mark = "" if state == "exact" else f"  ({state})"
            names += [f"against {holdings.themes[each].name}" for each in excerpt.against if each in holdings.themes]
            star = "* " if excerpt.starred else ""
            say(f"{excerpt.id}  {place}  {excerpt.reviewer}  {star}{one_line('; '.join(names))}{mark}")
            say(f"    {one_line(excerpt.text)}")
            if excerpt.note:
                say(f"    note: {one_line(excerpt.note)}")
            for memo in memos:
                say(f"    in the memo {memo.id}  {one_line(memo.title)}")
    if not found:
        raise AnswerIsNo("no excerpt fits")


def _standing(holdings: "Holdings", themes: Sequence[str]) -> set[str]:
    return {holdings.standing_for(each) for each in themes}


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
        "against": list(excerpt.against),
        "context": list(excerpt.context),
        "starred": excerpt.starred,
        "segments": [[segment.start, segment.end] for segment in excerpt.segments],
    }


class Anchors:
    """Whether excerpts still stand where they say, and who is speaking there."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._speakers = Speakers(session)

    def state(self, excerpt: Excerpt) -> str:
        """Whether the text has the excerpt's words at its place: exact, moved (with words that changed), to check, missing."""
        self._speakers.open(excerpt.document)
        holdings = self._session.holdings
        if self._speakers.fault and excerpt.id not in holdings.unplaced:
            return self._speakers.fault
        found = self._session.carrier.found if holdings.unplaced else {}
        return anchor_state(excerpt, holdings, found, self._speakers.text)

    def there(self, excerpt: Excerpt) -> str:
        """What stands at the excerpt's place now; nothing where the place is one in an earlier text."""
        if excerpt.id in self._session.holdings.unplaced:
            return ""
        self._speakers.open(excerpt.document)
        return " [...] ".join(self._speakers.text[each.start : each.end] for each in excerpt.segments).strip()

    def about(self, excerpt: Excerpt) -> dict[str, str]:
        """`state` (exact, moved, to check, missing) and `attribution` ("" where nobody is named)."""
        return {"state": self.state(excerpt), "attribution": self._speakers.name(excerpt)}

    def fields(self, excerpt: Excerpt) -> Mapping[str, str]:
        """Who speaks, by field; empty where nobody is named."""
        return self._speakers.fields(excerpt)
