"""`catena tag`, `catena untag`, `catena excerpts`: the places that reviewers tagged."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, FileFault, UsageFault
from store.excerpts import Excerpt
from store.holdings import candidates, find_one, holdings_after, read_document_holdings
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session, theme_names

if TYPE_CHECKING:
    from search.passages import Passage
    from store.acts import Act
    from store.codebook import Theme
    from store.holdings import Holdings


@click.command("tag", cls=Command)
@click.argument("wanted", metavar="DOC")
@click.argument("start", type=int)
@click.argument("end", type=int)
@click.option(
    "--theme", "names", multiple=True, required=True, metavar="T", help="A theme by name, path or id; repeatable."
)
@click.option("--note", default="", metavar="N", help="A note on the excerpt.")
@click.option("--new", is_flag=True, help="Make the themes that do not exist yet.")
@click.pass_obj
def tag_command(
    session: Session, wanted: str, start: int, end: int, names: Sequence[str], note: str, new: bool
) -> None:
    """Tag code points START to END (exclusive) of a document."""
    from store.acts import tag, together

    with session.writing() as writer:
        holdings = read_document_holdings(session.project, wanted)
        document = session.document(wanted, holdings)
        if document.id != wanted:
            holdings = read_document_holdings(session.project, document.id)
        session.tell_faults(holdings.faults)
        _refuse_unreadable(holdings, writer.reviewer.id, document.id)
        holdings, themes, acts = _themes_for(session, holdings, names, new)
        text = session.project.read_text(document)
        act, excerpt = tag(holdings, writer.reviewer.id, document, text, [(start, end)], themes, note)
        writer.perform(together(*acts, act))
    _say_tagged(session, excerpt)


def _refuse_unreadable(holdings: "Holdings", reviewer: str, document: str) -> None:
    """The reviewer's own file must be readable before it is written to, or an excerpt could be tagged twice."""
    for fault in holdings.faults:
        if fault.path == f"excerpts/{reviewer}/{document}.toml":
            raise fault


def _themes_for(
    session: Session, holdings: "Holdings", names: Sequence[str], new: bool
) -> "tuple[Holdings, list[Theme], list[Act]]":
    """The themes that `names` mean; with `new`, those that nothing is called are made, and with them the acts."""
    from store.acts import add_theme
    from store.codebook import theme_path, theme_record
    from store.holdings import Touched
    from themes.tree import SEPARATOR

    themes: list[Theme] = []
    acts: list[Act] = []
    for name in names:
        if name in holdings.themes or candidates(name, _active(holdings), theme_names(holdings.themes)):
            themes.append(session.theme(name, holdings))
            continue
        if not new:
            raise UsageFault(f"there is no theme {name!r}; `catena themes` lists them, --new makes it")
        above = None
        for part in name.split(SEPARATOR):
            here = {key: each for key, each in _active(holdings).items() if each.parent == (above.id if above else "")}
            named = [each for each in here.values() if each.name.casefold() == " ".join(part.split()).casefold()]
            if named:
                above = named[0]
                continue
            act, above = add_theme(holdings, part, above)
            acts.append(act)
            holdings = holdings_after(holdings, [Touched(theme_path(above.id), theme_record(above))])
        assert above is not None
        themes.append(above)
    return holdings, themes, acts


def _say_tagged(session: Session, excerpt: Excerpt) -> None:
    if session.as_json:
        say_json(_about(excerpt))
    else:
        say(f"{excerpt.id}  {excerpt.document} {excerpt.start}-{excerpt.end}  {one_line(excerpt.text)}")


def _active(holdings: "Holdings") -> "dict[str, Theme]":
    return {theme.id: theme for theme in holdings.themes.values() if theme.active}


@click.command("untag", cls=Command)
@click.argument("wanted", metavar="EXCERPT | DOC START END", nargs=-1, required=True)
@click.option("--theme", "name", default="", metavar="T", help="Take only this theme off.")
@click.pass_obj
def untag_command(session: Session, wanted: Sequence[str], name: str) -> None:
    """Take a theme off an excerpt, or take the whole excerpt away (`catena undo` brings it back)."""
    from store.acts import untag

    with session.writing() as writer:
        holdings = session.holdings
        mine = {key: each for key, each in holdings.excerpts.items() if each.reviewer == writer.reviewer.id}
        if len(wanted) == 1:
            excerpt = find_one("excerpt of yours", wanted[0], mine, lambda _: ())
        elif len(wanted) == 3 and wanted[1].isdecimal() and wanted[2].isdecimal():
            document = session.document(wanted[0])
            place = (int(wanted[1]), int(wanted[2]))
            here = [each for each in mine.values() if each.document == document.id and (each.start, each.end) == place]
            if not here:
                raise AnswerIsNo(f"you have no excerpt at {place[0]} to {place[1]} of {document.id}")
            excerpt = here[0]
        else:
            raise UsageFault("name an excerpt by its id, or by a document and where it starts and ends")
        theme = session.theme(name) if name else None
        act = untag(holdings, excerpt, theme)
        done = writer.perform(act)
    left = holdings_after(holdings, done.touched).excerpts.get(excerpt.id)
    if session.as_json:
        say_json(_about(excerpt) | {"themes": list(left.themes) if left else []})
    else:
        say(done.message)


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
            say_json(_about(excerpt) | {"theme_names": names} | checker.about(excerpt))
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


def _about(excerpt: Excerpt) -> dict[str, Any]:
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
