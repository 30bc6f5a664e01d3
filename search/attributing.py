"""Citations: whether the one who is named behind a quotation is the one who speaks there.

A citation is cut into its parts (a name, a role, a site, a code, a work, a year). Each part must be what the place shows: in the
attribution of the text or of an excerpt, in the document's record and its cases, or in the words around. A part that
is somebody else's somewhere in the study is wrong, however near that person is named; so is a first part that nothing there
says. Nobody is guessed: where a citation has no part that says who, it says nothing wrong.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from search.view import folded
from store.holdings import Holdings
from store.links import Goal, resolve
from store.rules import PLAIN

BEFORE, BEHIND = 900, 250
"""Code points of the text around a quotation in which its speaker may be named."""

LEAD = 250
"""Code points right before a quotation: who is named in them is meant, rather than somebody who is named farther off."""

BLOCK = 2500
"""Code points from a piece of a block quotation to the attribution below it."""

Fields = Mapping[str, str]
Attributions = Callable[[str], Sequence[tuple[int, int, Fields]]]
"""What says who speaks throughout a text, by place."""

_SPLIT = re.compile(r"[,;()\[\]/|\n]|:\s|:(?=\d)|\s[—–-]+\s|\s(?:at|in|from|for|via)\s")
_LINK = re.compile(r"\[\[([^\[\]\n|]+)(?:\|[^\[\]\n]*)?\]\]")
_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"[^\W\d_]{1,20}[ \-#_.]{0,2}#?\d{1,6}[a-z]?", re.IGNORECASE)
_PAGES = re.compile(
    r"\b(?:pp?\.?|pages?|lines?|ll?\.|para\.?|§|note|n\.)\s*\d+(?:\s*[–-]\s*\d+)?|\bpp?\.\s*[\w-]{1,20}(?:\s*–\s*[\w-]{1,20})?",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    """the of and a an one on in at to et al by from with for as who was is said interview interviews interviewed focus group
    groups field note notes fieldnote fieldnotes emphasis added original my our transcript recording text quoted cited cf see
    ibid op cit document report survey respondent participant interviewee speaker""".split()  # noqa: SIM905
)
"""Words of a citation that say nothing about who speaks."""
_YEAR_AND_PAGE = re.compile(r"\b(\d{4})[a-z]?\)?[:,]\s*(?:pp?\.\s*)?(\d{1,4})\b")
_NUMBER_BEHIND = re.compile(r"(?:\W{0,3}[^\W\d]{1,20})?[\s.,’”\"'»)]{0,4}(\d{1,3})(?!\d)")
_PAREN = re.compile(r"[\s.,’”\"'»]{0,6}\(([^()]{2,160})\)")
_NO_SPEAKER = re.compile(r"\W*(?:\d|see |cf|emphasis|my |our |i\.e|e\.g|figure|table|note)", re.IGNORECASE)
_OPENING = " \n\t“„«\"‘'"
_BREAKS = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True)
class Who:
    """Who is shown to speak somewhere: in words for the reader, and as the parts that a citation may have."""

    shown: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    near: str = ""
    note: str = ""
    lead: str = ""
    """The words right before the quotation."""
    apart: tuple[str, ...] = ()
    """Those who speak in its pieces, where these are several people's; each of them is to be cited."""
    others: tuple[str, ...] = ()
    """Others who speak in the same document."""

    @property
    def words(self) -> str:
        """Who speaks, as it is told to the reader."""
        return ", ".join(self.shown)


@dataclass(frozen=True)
class Study:
    """What the study knows of its speakers: every value that names or describes one, by field, and whose other values go with
    a name."""

    values: Mapping[str, Collection[str]] = field(default_factory=dict)
    profiles: Mapping[str, Collection[str]] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    fields: frozenset[str] = frozenset()


class Speakers:
    """Who speaks where, in all documents of a study; texts are looked through when they are first asked about."""

    def __init__(
        self, holdings: Holdings, text: Callable[[str], str], attributions: Attributions, documents: Collection[str]
    ) -> None:
        self._holdings = holdings
        self._text = text
        self._attributions = attributions
        self._documents = documents
        self._known: dict[str, Sequence[tuple[int, int, Fields]]] = {}
        self._turns: dict[str, Sequence[tuple[int, int, str]]] = {}
        self._study: Study | None = None

    def _throughout(self, document: str) -> Sequence[tuple[int, int, Fields]]:
        if document not in self._known:
            self._known[document] = self._attributions(self._text(document))
        return self._known[document]

    def _passages(self, document: str) -> Sequence[tuple[int, int, str]]:
        if document not in self._turns:
            from search.passages import passages_of

            rules = self._holdings.documents[document].rules if document in self._holdings.documents else PLAIN
            passages = passages_of(self._text(document), rules)
            self._turns[document] = [(each.start, each.end, each.speaker) for each in passages if each.speaker]
        return self._turns[document]

    @property
    def study(self) -> Study:
        """What is known throughout."""
        if self._study is None:
            self._study = self._learn()
        return self._study

    def _learn(self) -> Study:
        values: dict[str, set[str]] = {}
        profiles: dict[str, set[str]] = {}
        fields: list[Fields] = [each.attribution for each in self._holdings.excerpts.values() if each.attribution]
        for document in self._documents:
            fields += (shown for _, _, shown in self._throughout(document))
            for _, _, speaker in self._passages(document):
                values.setdefault("name", set()).add(_plain(speaker))
        for shown in fields:
            for name, value in shown.items():
                values.setdefault(name, set()).add(_plain(value))
            if who := _plain(shown.get("name", "")):
                profiles.setdefault(who, set()).update(map(_plain, shown.values()))
        for case in self._holdings.cases.values():
            values.setdefault("name", set()).update(map(_plain, (case.id, case.name, *case.aliases)))
        documents: dict[str, str] = {}
        for each in self._holdings.documents.values():
            for name in (each.id, each.title, each.source.rpartition(".")[0]):
                if _plain(name):
                    documents[_plain(name)] = each.id
        return Study(values, profiles, documents, frozenset(_plain(name) for name in values))

    def at(self, document: str, pieces: Sequence[tuple[int, int]], *, certain: bool = True) -> Who:
        """Who speaks in ranges of a document, which are in order, by all that is known.

        Where it is not certain that all of them are meant, none of those who speak in them is missing in a citation.
        """
        text = self._text(document)
        start, end = pieces[0][0], pieces[-1][1]
        shown: list[str] = []
        for excerpt in self._holdings.excerpts_of(document):
            if excerpt.attribution and excerpt.start < end and start < excerpt.end:
                shown += excerpt.attribution.values()
        own = self._below(document, text, start, end)
        shown += own
        speaking = list(dict.fromkeys(self._speaking(document, text, pieces)))
        if not own:
            shown += speaking
            shown += (who for low, _, who in self._passages(document) if any(at < low < to for at, to in pieces))
            shown += _in_parentheses(text, end)
        near = f"{text[max(0, start - BEFORE) : start]} {text[end : end + BEHIND]}"
        return Who(
            tuple(dict.fromkeys(shown)),
            self._about(document),
            near,
            _note_behind(text, end),
            _BREAKS.split(text[max(0, start - LEAD) : start].rstrip(_OPENING))[-1],
            tuple(speaking) if certain and len(speaking) > 1 else (),
            tuple({speaker for _, _, speaker in self._passages(document)} - {*speaking, *shown}) if speaking else (),
        )

    def _speaking(self, document: str, text: str, pieces: Sequence[tuple[int, int]]) -> Iterator[str]:
        """Who speaks in each of some pieces, as the text shows it; one that begins with its speaker's name says so itself."""
        for number, (start, end) in enumerate(pieces):
            turn = next((each for each in self._passages(document) if each[0] <= start < each[1]), None)
            if turn and (not number or start > turn[0]):
                yield turn[2]
            elif not turn and len(pieces) > 1 and (own := self._below(document, text, start, end)):
                yield own[0]

    def _below(self, document: str, text: str, start: int, end: int) -> list[str]:
        """The values of the attribution on the next line that is one, as far as it belongs to what ends before it."""
        for low, _, fields in self._throughout(document):
            if low > start:
                between = text[end:low]
                is_near = low - end <= BLOCK and len(_BREAKS.findall(between.rstrip(" \t"))) <= 1
                return list(fields.values()) if is_near else []
        return []

    def _about(self, document: str) -> tuple[str, ...]:
        known = self._holdings.documents.get(document)
        if known is None:
            return (document,)
        said = [known.id, known.title, known.source, known.source.rpartition(".")[0], known.kind]
        for key in known.cases:
            case = self._holdings.cases.get(key)
            if case:
                said += (case.id, case.name, *case.aliases, *map(str, case.attributes.values()), *case.attributes)
        return tuple(each for each in said if each)


def _in_parentheses(text: str, end: int) -> list[str]:
    """What stands in a parenthesis right behind a quotation, where it can be who speaks."""
    found = _PAREN.match(text, end)
    if found is None or _NO_SPEAKER.match(found[1]) or not _tokens(found[1]):
        return []
    return [" ".join(found[1].split())]


def _note_behind(text: str, end: int) -> str:
    """The notes of the number that stands right behind a quotation, wherever the document has its notes."""
    found = _NUMBER_BEHIND.match(text, end)
    if found is None:
        return ""
    notes = re.finditer(rf"^[ \t]*{found[1]}[.)]?[ \t]+(?=\S)", text, re.MULTILINE)
    return " ".join(text[note.end() : note.end() + 300] for note in notes)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(folded(text)))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _tokens(text: str) -> list[str]:
    """The words of a text that say something, without the s of a plural."""
    return [_stem(word) for word in _WORD.findall(folded(text)) if word not in _EMPTY]


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A citation that names another than who speaks: what it says, and who is shown there."""

    said: str
    shown: str


def wrong_in(citation: str, who: Who, study: Study, document: str) -> Wrong | None:
    """What is wrong in a citation of a place where `who` speaks, if something is. Links in it are not looked at here."""
    said = _PAGES.sub(" ", _LINK.sub(" ", citation))
    own = [folded(each) for each in (*who.shown, *who.about)]
    own_tokens = {token for each in own for token in _tokens(each)} | {_stem(name) for name in study.fields}
    if missing := _uncited(said, who, bool(links_in(citation))):
        return missing
    names = _names_in(who.lead, study) or _names_in(who.near, study)
    near = who.near + " " + who.note
    if not who.shown:
        # Somebody who is named beside the quotation may be described as the study describes them elsewhere.
        own_tokens |= {token for name in names for value in study.profiles[name] for token in _tokens(value)}
    near_tokens = set(_tokens(near)) | own_tokens
    parts = [part.strip(" .—–-\"'“”‘’*_") for part in _SPLIT.split(said)]
    parts = [part for part in parts if _tokens(part) and not re.fullmatch(r"\d{1,3}(\s*[–-]\s*\d+)?", part)]
    codes = {re.sub(r"[\W_]+", "", each) for each in own}
    wrong: list[str] = []
    if parts and who.shown and not {token for part in parts for token in _tokens(part)} & own_tokens:
        # Somebody else is shown: only who is named as a whole right before can speak instead.
        is_named = any(f" {_plain(part)} " in f" {_plain(who.near)} " for part in parts[:1])
        if not is_named and not any(_abbreviated(part, " ".join(who.shown)) for part in parts):
            return Wrong(", ".join(parts), who.words)
    page = _page_of_another(citation, near)
    if page and parts:
        wrong.append(page)
    for number, part in enumerate(parts):
        tokens = _tokens(part)
        if set(tokens) <= own_tokens or re.sub(r"[\W_]+", "", folded(part)) in codes:
            continue
        if _is_anothers(part, who, study, document, near):
            wrong.append(part)
            continue
        if _abbreviated(part, near) or set(tokens) <= near_tokens:
            continue
        is_precise = bool(_CODE.fullmatch(part)) or (part.isdigit() and len(part) == 4)
        if number == 0 or is_precise:
            wrong.append(part)
    return Wrong(", ".join(dict.fromkeys(wrong)), who.words) if wrong else None


def _uncited(said: str, who: Who, is_linked: bool) -> Wrong | None:
    """What is wrong where a citation names one of several who speak, or another one of the same document and none of them.

    A link says which place is meant, so that the document's own name beside it is no person's.
    """
    cited = f" {_plain(said)} "
    named = [name for name in who.apart if f" {_plain(name)} " in cited]
    if who.apart and named and len(named) < len(who.apart):
        return Wrong(", ".join(named), ", ".join(who.apart))
    if who.shown and not is_linked and not any(f" {_plain(each)} " in cited for each in who.shown):
        others = [name for name in who.others if _plain(name) == cited.strip()]
        if others:
            return Wrong(said.strip(" —–-()"), who.words)
    return None


def _names_in(text: str, study: Study) -> list[str]:
    """The people of the study who are named in some words."""
    plain = f" {_plain(text)} "
    return [name for name in study.profiles if name and f" {name} " in plain]


def _page_of_another(citation: str, near: str) -> str:
    """The year and page of a citation where the text cites pages, and this one is not among them."""
    said = _YEAR_AND_PAGE.search(citation)
    there = {(found[1], found[2]) for found in _YEAR_AND_PAGE.finditer(near)}
    return said[0] if said and there and (said[1], said[2]) not in there else ""


def _is_anothers(part: str, who: Who, study: Study, document: str, near: str) -> bool:
    """Whether a part is what the study says of others and not of who speaks here."""
    plain = _plain(part)
    bare = " ".join(word for word in plain.split() if word not in study.fields and word not in _EMPTY)
    if study.documents.get(plain, document) != document:
        return True
    people = study.values.get("name", ())
    if not who.shown and bare in people:
        lead = f" {_plain(who.lead)} "
        if f" {bare} " not in lead and any(name and f" {name} " in lead for name in people):
            return True
    of_others = any(bare in values or plain in values for values in study.values.values())
    return of_others and (bool(who.shown) or f" {bare} " not in f" {_plain(near)} ")


def _abbreviated(part: str, near: str) -> bool:
    """Whether a part is the long form of initials that stand near, or initials of words that do."""
    words = _WORD.findall(part)
    if len(words) > 1 and re.search(rf"\b{re.escape(_initials(words).upper())}s?\b", near):
        return True
    if len(words) == 1 and part.isupper() and 1 < len(part) < 7:
        return _initials(_WORD.findall(folded(near))).find(folded(part)) >= 0
    return False


def links_in(citation: str) -> list[str]:
    """The goals of the links of a citation."""
    return [found[1].strip() for found in _LINK.finditer(citation)]


def wrong_link(citation: str, holdings: Holdings, document: str, start: int, end: int) -> Wrong | None:
    """The link of a citation that leads to another place than `[start, end)` of a document, if there is one."""
    for goal in links_in(citation):
        found = resolve(holdings, goal)
        if found is not None and not _leads_there(holdings, found, document, start, end):
            return Wrong(f"[[{goal}]]", f"{document} {start}-{end}")
    return None


def _leads_there(holdings: Holdings, goal: Goal, document: str, start: int, end: int) -> bool:
    match goal.kind:
        case "excerpt":
            excerpt = holdings.excerpts[goal.id]
            return excerpt.document == document and excerpt.start < end and start < excerpt.end
        case "document":
            return goal.id == document
        case "case":
            return goal.id in holdings.documents[document].cases
    return True


def is_name(name: str, study: Study) -> bool:
    """Whether somebody of the study is called so."""
    return _plain(name) in study.values.get("name", ()) or _plain(name) in study.values.get("id", ())
