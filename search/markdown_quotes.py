"""The quotations in a Markdown text: block quotations, and words between quotation marks of any style.

Places are code points of the text. A block quotation is a run of lines that begin with `>`, cut where a citation ends it; its
citation is a line that begins with a dash, a parenthesis on a line of its own, or such a line right below the block. Between
marks a quotation has more than four words and stays inside its paragraph. Apostrophes look like closing marks, so a
quotation between single ones names every place where it may end, the likeliest first. Code holds no quotations.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.markdown_blocks import LEAD, Block, Line, blocks_in, inside
from store.links import code_in

FEWEST = 5
"""Words between quotation marks from which on they are a quotation."""

MOST_ENDS = 16

FEWEST_BEHIND_A_DASH = 3
"""Words of a line behind a dash from which on it may be the source's own."""

LONGEST = 30
"""Words of a citation at most."""

_PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "＂": "＂",
    '"': '"',
    "‘": "’",
    "‚": "‘’",
    "'": "'’",
}
_SINGLE = "‘‚'"
_DASH = re.compile(r"[ \t]*(?:[—–―]|--|-(?=\s))\s*(?=\S)")
_DASH_BELOW = re.compile(r"(?:[ \t\r]*\n)?[ \t]*(?:[—–―]|--)[ \t]*(?P<said>[^\s>-][^\n]*)")
_LAST_LINE = re.compile(r"[ \t]*\((?P<said>(?:[^()\n]|\([^()\n]*\)){1,200})\)[ \t.]*")
_AT_END = re.compile(r"(?<=[.!?…”\"’'»)\]])\s+(?:[—–―]|--)\s*(?P<said>\S[^\n]{0,200})\Z")
_PAREN_AT_END = re.compile(r"\s\((?P<said>(?:[^()]|\([^()]*\)){2,120})\)[ \t.]*\Z")
_BEHIND = re.compile(
    r"[ \t]*(?:\n[ \t]*)?(?:\((?P<paren>(?:[^()\n]|\([^()\n]*\)|\n(?!\s)){0,300})\)"
    r"|(?:[—–―]|--)[ \t]*(?P<dash>[^\n]{1,200})|(?P<link>\[\[[^\]\n]+\]\]))"
)
_GOES_ON = re.compile(
    r"(?:which|and|but|that|this|these|those|so|because|as|who|what|when|where|while|it|its|he|she|they|we|you|i|or|not|no|nor"
    r"|yet|if|then|there|here|is|are|was|were|in|with|for|even|also|only|just|thus|hence|clearly|perhaps|almost|how|why)\b",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_LINKED = re.compile(r"\[\[[^\[\]\n|]+\|([^\[\]\n]*)\]\]|\[\[[^\[\]\n]+\]\]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation at `[start, end)` of a text, without its marks; `words` are its words as one piece of text.

    `citation` is who is said to speak, as it is written there, from `cited` on; `ends` are the other places where it may end.
    """

    start: int
    end: int
    words: str
    block: bool
    citation: str = ""
    cited: int = -1
    ends: tuple[int, ...] = ()
    closed: bool = True


def quotations_in(text: str) -> list[Quoted]:
    """The quotations of a Markdown text, in order."""
    code = code_in(text)
    found: list[Quoted] = []
    place = 0
    for block in blocks_in(text, code):
        found += _between_marks(text, place, block.start, code)
        found += _in_block(text, block)
        place = max(block.end, block.behind)
    found += _between_marks(text, place, len(text), code)
    return sorted(found, key=lambda each: each.start)


def quotations_between(text: str, low: int, high: int) -> list[Quoted]:
    """The quotations between marks in `[low, high)` of a text."""
    return list(_between_marks(text, low, high, code_in(text)))


def _in_block(text: str, block: Block) -> Iterator[Quoted]:
    """The quotations of one block; a citation ends each."""
    lines = [*block.lines, *block.loose]
    held: list[Line] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        found = _citation_of(lines, number) if held else None
        if found:
            said, cited, last = found
            # What looks like a citation may be a line of the source that begins with a dash.
            is_line = held[-1].words and len(said.split()) >= FEWEST_BEHIND_A_DASH
            yield from _quotation(text, held, said, cited, (lines[last - 1].end,) if is_line else ())
            held, number = [], last
            continue
        if held or line.words:
            held.append(line)
        number += 1
    if not any(line.words for line in held):
        return
    below = _DASH_BELOW.match(text, max(block.end, block.behind))
    said, cited = (below["said"].rstrip(), below.start("said")) if below else ("", -1)
    certain = [line for line in held if line not in block.loose]
    ends = (certain[-1].end,) if block.loose and certain and certain[-1].words else ()
    yield from _quotation(text, held, said, cited, ends)


def _citation_of(lines: Sequence[Line], number: int) -> tuple[str, int, int] | None:
    """What the citation that begins with a line says, from where, and the line behind it; None where the line is none."""
    line = lines[number]
    behind = next((each for each in range(number, len(lines)) if not lines[each].words), len(lines))
    dash = _DASH.match(line.words)
    if not dash:
        alone = _LAST_LINE.fullmatch(line.words)
        return (alone["said"], line.start + alone.start("said"), behind) if alone and behind == number + 1 else None
    said = " ".join((line.words[dash.end() :], *(each.words for each in lines[number + 1 : behind])))
    other = next((each for each in lines[behind:] if each.words), None)
    if any(_DASH.match(each.words) for each in lines[number + 1 : behind]) or (other and _DASH.match(other.words)):
        return None
    if lines[number - 1].words and (len(said.split()) > LONGEST or _GOES_ON.match(said)):
        return None
    return said, line.start + dash.end(), behind


def _quotation(text: str, lines: list[Line], citation: str, cited: int, ends: tuple[int, ...] = ()) -> Iterator[Quoted]:
    """The quotation of some lines of a block, without marks that stand around all of it."""
    while lines and not lines[-1].words:
        lines = lines[:-1]
    if not lines:
        return
    start, end = lines[0].start, lines[-1].end
    words = "\n".join(line.words for line in lines)
    if not citation:
        behind = _AT_END.search(words) or _PAREN_AT_END.search(words)
        if behind:
            citation = behind["said"]
            kept = words[: behind.start()].rstrip()
            # Only what stands in the last line is cut off, so that places in the text stay true.
            cut = len(words) - len(kept)
            if cut <= len(lines[-1].words):
                cited = end - (len(words) - behind.start("said"))
                end, words = end - cut, kept
            else:
                citation = ""
    lead = len(words) - len(words.lstrip())
    start, words = start + lead, words[lead:]
    if len(words) > 1 and words[0] in _PAIRS and words[-1] in _PAIRS[words[0]] and words[0] not in words[1:-1]:
        start, end, words = start + 1, end - 1, words[1:-1]
    words = _shown(words)
    if words.strip():
        others = tuple(each for each in ends if each != end)
        yield Quoted(start, end, words, True, citation.strip(), cited, others)


def _between_marks(text: str, low: int, high: int, code: list[tuple[int, int]]) -> Iterator[Quoted]:
    """The quotations between marks in `[low, high)`, paragraph by paragraph."""
    place = low
    while place < high:
        gap = _PARAGRAPH.search(text, place, high)
        end = gap.start() if gap else high
        yield from _in_paragraph(text, place, end, code)
        place = gap.end() if gap else high


def _in_paragraph(text: str, low: int, high: int, code: list[tuple[int, int]]) -> Iterator[Quoted]:
    place = low
    while place < high:
        mark = text[place]
        if mark not in _PAIRS or not _opens(text, place, low) or inside(code, place):
            place += 1
            continue
        ends = _closings(text, place, high)
        closed = bool(ends)
        if not ends:
            if mark in _SINGLE or mark == '"':
                place += 1
                continue
            ends = [len(text[:high].rstrip())]
        start = place + 1
        end = ends[0]
        longest = max(ends)
        if len(text[start:longest].split()) < FEWEST:
            place = end + 1
            continue
        words = _shown(text[start:end])
        citation, cited = _cited_behind(text, end + 1) if closed else ("", -1)
        yield Quoted(start, end, words, False, citation, cited, tuple(ends[1:]), closed)
        place = end + 1


def ending_at(text: str, quoted: Quoted, end: int) -> Quoted:
    """The same quotation with another of its ends."""
    if quoted.block:
        lines = [_without_lead(line) for line in text[quoted.start : end].split("\n")]
        below = _DASH_BELOW.match(text, text.find("\n", end) + 1) if "\n" in text[end:] else None
        said, cited = (below["said"].rstrip(), below.start("said")) if below else ("", -1)
        return Quoted(quoted.start, end, _shown("\n".join(lines)), True, said, cited)
    words = _shown(text[quoted.start : end])
    citation, cited = _cited_behind(text, end + 1)
    return Quoted(quoted.start, end, words, False, citation, cited, (), quoted.closed)


def _without_lead(line: str) -> str:
    """The words of a line of a block quotation."""
    lead = LEAD.match(line)
    return line[lead.end() if lead else 0 :].strip()


def _cited_behind(text: str, place: int) -> tuple[str, int]:
    """Who is cited right behind a closing mark: in a parenthesis, behind a dash to the sentence's end, or by a link."""
    while place < len(text) and text[place] in ".,;:":
        place += 1
    found = _BEHIND.match(text, place)
    if found is None:
        return "", -1
    if found["link"]:
        return found["link"], found.start("link")
    if found["paren"] is not None:
        link = re.compile(r"[ \t]*(\[\[[^\]\n]+\]\])").match(text, found.end())
        return found["paren"] + (f" {link[1]}" if link else ""), found.start("paren")
    said = re.split(r"(?<=[^\W\d_]{3})[.!?](?:\s|\Z)|\s[—–]\s", found["dash"])[0].strip()
    # A dash may go on with the writer's own sentence, which cites nobody.
    is_all = not text[found.start("dash") + len(said) :].partition("\n")[0].strip(" .")
    is_cited = said[:1].isupper() or "[[" in said or any(sign.isdigit() for sign in said[:12])
    is_cited = is_cited or (is_all and not _GOES_ON.match(said))
    return (said, found.start("dash")) if is_cited and len(said.split()) <= 12 else ("", -1)


def _opens(text: str, place: int, low: int) -> bool:
    """Whether a mark can open a quotation: something stands behind it, and no letter before it."""
    before = text[place - 1] if place > low else " "
    behind = text[place + 1 : place + 2]
    mark = text[place]
    if mark in "«‹" and behind in "\u00a0\u202f ":
        return True
    if not behind or behind.isspace():
        return False
    if mark in "“„«「『‹":
        return True
    return before.isspace() or before in "([{—–-/:*_“‘\"'„«>=…"


def _closings(text: str, opened: int, high: int) -> list[int]:
    """Where a quotation may end, the likeliest first."""
    mark = text[opened]
    closing = _PAIRS[mark]
    single = mark in _SINGLE
    depth = 0
    sure: list[int] = []
    other: list[int] = []
    place = opened + 1
    while place < high and len(sure) + len(other) < MOST_ENDS:
        sign = text[place]
        behind = text[place + 1 : place + 2]
        before = text[place - 1]
        if sign == mark and sign not in closing:
            depth += 1
        elif sign in closing:
            if (single and behind.isalnum()) or (mark in "'\"" and before.isspace()):
                pass
            elif single:
                if depth > 0:
                    depth -= 1
                    other.append(place)
                else:
                    (other if before.isalnum() and before in "sS" and behind == " " else sure).append(place)
                    if mark == "'" and sure:
                        break
            elif depth > 0:
                depth -= 1
            else:
                return [place]
        place += 1
    return (sure[:1] + other + sure[1:]) if sure else other


def paragraphs_of(text: str, quoted: Quoted) -> list[Quoted]:
    """The paragraphs of a block quotation as quotations of their own, each with the citation of the whole."""
    found: list[Quoted] = []
    lines: list[Line] = []
    place = quoted.start
    for number, whole in enumerate([*text[quoted.start : quoted.end].split("\n"), ""]):
        lead = LEAD.match(whole) if number else None
        words = whole[lead.end() if lead else 0 :].rstrip()
        if words:
            lines.append(Line(place + (lead.end() if lead else 0), words))
        elif lines:
            end = lines[-1].end
            said = "\n".join(line.words for line in lines)
            found.append(Quoted(lines[0].start, end, _shown(said), True, quoted.citation, quoted.cited))
            lines = []
        place += len(whole) + 1
    return found


def _shown(words: str) -> str:
    """Words as a reader sees them: of a link only what is shown for it."""
    return _LINKED.sub(lambda link: link[1] or "", words)
