"""The check of a text that quotes: every quotation and every link of it, and whether it is what it claims to be.

A quotation is verified where its words stand in a document as they are, or with what was left out or put in marked as such,
and where whoever is cited for it speaks there. Everything else is named with its place in the text and what is different, and
nothing is called wrong that has one place in the study where it is right. The check is a function of the text, the indexed
documents and the holdings; equal quotations are looked at once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from search import attributing, elisions
from search.attributing import Attributions, Speakers, Wrong
from search.elisions import BRACKETED, ELIDED, Judged
from search.engine import Searcher
from search.markdown_quotes import FEWEST, Quoted, ending_at, quotations_between, quotations_in
from search.memo_words import found_in_memo
from search.quotation import ABSENT, EXACT, NORMALISED, Difference, Wanted
from search.stretches import Stretch, Stretches
from store.holdings import Holdings
from store.links import Link, links_of, resolve

MISATTRIBUTED, BROKEN, FOUND = "misattributed", "broken", "found"
RIGHT = frozenset((EXACT, NORMALISED, ELIDED, BRACKETED, FOUND))
"""What is as it should be; elided and bracketed quotations are, as long as all that differs is marked."""

AHEAD = 6
"""Words behind a mark that tell whether a quotation goes on there."""

_SAYS = (
    "said|says|say|told|tells|put|puts|explained|explains|recalled|recalls|argued|argues|observed|observes|noted|notes|remarked|"
    "remarks|added|adds|described|describes|asked|asks|answered|answers|reported|reports|stated|states|wrote|writes|commented|"
    "comments|replied|replies|suggested|suggests|complained|complains|reflected|reflects"
)
_NAMED = re.compile(
    rf"(?:\b(?P<name>\w[\w .'’#-]{{0,40}}?)(?:,? \([^()\n]*\))?,? (?:once |later |also |had )?(?:{_SAYS})\b[^.!?\n]{{0,40}}"
    r"|\b[Aa]ccording to (?P<source>\w[\w .'’#-]{0,40}?)(?: \([^()\n]*\))?,"
    r"|(?:^|\n|[.!?] )(?P<label>\w[\w .'’#-]{0,40}?)(?: \([^()\n]*\))?)[:,]?\s*[“„«\"‘'>]?\s*\Z"
)


@dataclass(frozen=True)
class Finding:
    """What was found out about `[start, end)` of a text: a quotation or a link, its status, and what is different.

    A quotation's `document` and `ranges` say where it is from, or what it is nearest to.
    """

    kind: str
    start: int
    end: int
    status: str
    text: str
    difference: tuple[Difference, ...] = ()
    document: str = ""
    ranges: tuple[tuple[int, int], ...] = ()
    citation: str = ""
    judged: Judged | None = field(default=None, repr=False)

    @property
    def is_right(self) -> bool:
        return self.status in RIGHT


@dataclass(frozen=True)
class _Answer:
    """What is known about some words with some citation, wherever they stand."""

    judged: Judged | None
    status: str
    wrong: Wrong | None = None


class Checker:
    """Checks texts against one state of a study. `attributions` tells all attributions that a document's text shows."""

    def __init__(self, searcher: Searcher, holdings: Holdings, attributions: Attributions) -> None:
        self.holdings = holdings
        self._stretches = [Stretches(searcher, off) for off in sorted(searcher.foldings(), key=sorted)]
        documents = [each for each in sorted(holdings.documents) if each not in searcher.missing]
        self._speakers = Speakers(holdings, self._text, attributions, documents)
        self._answers: dict[tuple[str, str], _Answer] = {}

    def renew(self, holdings: Holdings) -> None:
        """Answers for newer holdings of the same documents, cases and attributions; what was found out by links is forgotten."""
        if holdings.excerpts is not self.holdings.excerpts or holdings.memos is not self.holdings.memos:
            self._answers = {key: answer for key, answer in self._answers.items() if "[[" not in key[1]}
        self.holdings = holdings

    def stretches_of(self, document: str) -> Stretches:
        """The words of the documents that are read as this one is."""
        return next(each for each in self._stretches if document in each)

    def _text(self, document: str) -> str:
        return self.stretches_of(document).text(document)

    def check(self, text: str) -> list[Finding]:
        """All quotations and links of a text, by place; raises FileFault where a document cannot be read."""
        return check_text(text, self)

    def answer(self, words: str, citation: str) -> _Answer:
        """What some words are, at the place where they and the citation fit best."""
        key = (words, citation)
        if key not in self._answers:
            self._answers[key] = self._answer(words, citation)
        return self._answers[key]

    def _answer(self, words: str, citation: str) -> _Answer:
        answer = self._in_documents(words, citation)
        if answer.status not in RIGHT and (in_memo := found_in_memo(words, citation, self.holdings)):
            return _Answer(None, in_memo.status, in_memo.wrong)
        return answer

    def _in_documents(self, words: str, citation: str) -> _Answer:
        judged: list[Judged] = []
        for stretches in self._stretches:
            wanted = Wanted(words, stretches.off)
            judged += elisions.find(stretches, elisions.read(wanted)) if wanted.words else ()
        if any(each.status in RIGHT for each in judged):
            judged = [each for each in judged if each.status in RIGHT]
        if not judged:
            return _Answer(None, ABSENT)
        best = min(judged, key=lambda each: each.unmarked)
        wrong: Wrong | None = None
        for each in judged if citation else ():
            here = self._wrong(citation, each)
            if here is None:
                return _Answer(each, each.status)
            if wrong is None or each is best:
                wrong = here
        return _Answer(best, best.status, wrong)

    def _wrong(self, citation: str, judged: Judged) -> Wrong | None:
        document, pieces = judged.stretch.document, judged.pieces
        wrong = attributing.wrong_link(citation, self.holdings, document, pieces[0][0], pieces[-1][1])
        if wrong is None:
            # Words of an altered quotation may stand with somebody else by chance.
            who = self._speakers.at(document, pieces, certain=judged.status in RIGHT)
            wrong = attributing.wrong_in(citation, who, self._speakers.study, document)
        return wrong

    def following(self, words: str, judged: Judged) -> Iterator[Sequence[str]]:
        """The next words of the documents at the place that was judged, and wherever else the words stand as they are."""
        yield self._behind(self.stretches_of(judged.stretch.document), judged.stretch)
        for stretches in self._stretches:
            for stretch in stretches.find(Wanted(words, stretches.off)):
                if not stretch.gaps:
                    yield self._behind(stretches, stretch)

    @staticmethod
    def _behind(stretches: Stretches, stretch: Stretch) -> Sequence[str]:
        return stretches.stream(stretch.document).words[stretch.last + 1 : stretch.last + 1 + AHEAD]

    def is_somebody(self, name: str) -> bool:
        """Whether somebody of the study is called so."""
        return attributing.is_name(name, self._speakers.study)


def check_text(text: str, checker: Checker) -> list[Finding]:
    """All quotations and links of a Markdown text, by place; raises FileFault where a document cannot be read."""
    found: list[Finding] = []
    for quoted in quotations_in(text):
        chosen, answer = _best_ending(text, quoted, checker)
        found += _of_quotation(text, chosen, answer, checker)
        if quoted.block and chosen.end < quoted.end:
            # What stands behind it in the same paragraph is the writer's own.
            for each in quotations_between(text, chosen.end, quoted.end):
                found += _of_quotation(text, *_best_ending(text, each, checker), checker)
    found += (_of_link(link, checker.holdings) for link in links_of(text))
    return sorted(found, key=lambda each: (each.start, each.end))


def _of_quotation(text: str, quoted: Quoted, answer: _Answer, checker: Checker) -> Iterator[Finding]:
    if not quoted.block and len(quoted.words.split()) < FEWEST:
        return
    if answer.status == ABSENT and not quoted.closed:
        return
    parts = _paragraphs(text, quoted) if answer.status not in RIGHT else []
    if len(parts) > 1:
        found = [
            each
            for part in parts
            for each in _of_quotation(text, part, checker.answer(part.words, part.citation), checker)
        ]
        if answer.status == ABSENT or all(each.is_right for each in found):
            yield from found
            return
    citation = quoted.citation
    if answer.wrong is None and not citation and answer.judged is not None:
        named, sentence = _named_before(text, quoted, checker)
        told = checker.answer(quoted.words, named) if named else answer
        # Who speaks may be named in the same sentence, as well as somebody else.
        if told.wrong is None or not any(word in sentence for word in told.wrong.shown.split(", ") if word):
            citation, answer = named, told
    judged = answer.judged
    place = (judged.stretch.document, judged.ranges) if judged else ("", ())
    difference = judged.difference if judged else ()
    if answer.wrong is None or answer.status not in RIGHT:
        yield Finding(
            "quotation", quoted.start, quoted.end, answer.status, quoted.words, difference, *place, citation, judged
        )
    if answer.wrong is not None:
        wrong = Difference(answer.wrong.said, answer.wrong.shown)
        yield Finding(
            "quotation", quoted.start, quoted.end, MISATTRIBUTED, quoted.words, (wrong,), *place, citation, judged
        )


def _best_ending(text: str, quoted: Quoted, checker: Checker) -> tuple[Quoted, _Answer]:
    """The quotation with the longest of its ends at which its words are right, else the end at which they are most alike."""
    answer = checker.answer(quoted.words, quoted.citation)
    if not quoted.ends or (answer.status in RIGHT and (answer.wrong is None or not quoted.block)):
        return quoted, answer
    tried = [(quoted, answer)]
    for end in quoted.ends:
        other = ending_at(text, quoted, end)
        if len(other.words.split()) >= FEWEST:
            tried.append((other, checker.answer(other.words, other.citation)))
    placed = [each for each in tried if each[1].judged is not None and not _goes_on(text, *each, checker)]
    right = [each for each in placed if each[1].status in RIGHT]
    if right:
        return max(right, key=lambda each: (each[1].wrong is None, each[0].end))
    return min(placed, key=lambda each: _unlike(each[1])) if placed else tried[0]


def _goes_on(text: str, quoted: Quoted, answer: _Answer, checker: Checker) -> bool:
    """Whether the words behind an end go on as a document does where these words stand: then it is no end."""
    assert answer.judged is not None
    following = Wanted(text[quoted.end + 1 : quoted.end + 200].partition("\n\n")[0]).words[:AHEAD]
    return any(_are_alike(following, there) for there in checker.following(quoted.words, answer.judged))


def _are_alike(some: Sequence[str], others: Sequence[str]) -> bool:
    blocks = SequenceMatcher(None, some, others, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in blocks) >= AHEAD


def _unlike(answer: _Answer) -> int:
    """How many words differ at the nearest place."""
    assert answer.judged is not None
    return sum(max(gap.to - gap.here, gap.until - gap.there) for gap in answer.judged.stretch.gaps)


def _paragraphs(text: str, quoted: Quoted) -> list[Quoted]:
    """The paragraphs of a block quotation as quotations of their own."""
    if not quoted.block or "\n\n" not in quoted.words:
        return []
    from search.markdown_quotes import paragraphs_of

    return paragraphs_of(text, quoted)


def _named_before(text: str, quoted: Quoted, checker: Checker) -> tuple[str, str]:
    """Who is said to speak by the words right before a quotation, where it is somebody of the study, else ""; and these words."""
    low = max(0, quoted.start - 160)
    before = text[low : quoted.start]
    found = _NAMED.search(before.rstrip("> \t\n") if quoted.block else before)
    if found is None:
        return "", before
    words = (found["name"] or found["source"] or found["label"] or "").split()
    for count in range(min(3, len(words)), 0, -1):
        name = " ".join(words[-count:])
        if name[:1].isupper() and checker.is_somebody(name):
            return name, before
    return "", before


def _of_link(link: Link, holdings: Holdings) -> Finding:
    goal = resolve(holdings, link.goal)
    status = FOUND if goal else BROKEN
    difference = () if goal else (Difference(link.goal, ""),)
    document = ""
    if goal and goal.kind == "excerpt":
        document = holdings.excerpts[goal.id].document
    return Finding("link", link.start, link.end, status, link.goal, difference, document)
