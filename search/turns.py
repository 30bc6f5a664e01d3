"""Speaker turns: which lines of a text begin with the name of who speaks.

A label counts only where the text uses it as one: codes and roles ("BV01:", "Speaker 1:", "[Interviewer]") when there are two
such lines, plain names ("Anna:") when the name returns and labels begin a fair part of the paragraphs. So neither
"London: Sage" in a list of references nor "[laughs]" is a speaker. A label on a line of its own ("P03", "INTERVIEWER",
"Anna Lee 0:12:33") needs no colon, and must return like a plain name, so that a heading is none. Turns may be numbered.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

_LABELLED = re.compile(
    r"""^[ \t]*(?:\d{1,4}[.)][ \t]+)?(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]?[ \t]+)?[*_]{0,3}
    (?:(?P<alone>[^\W\d_](?:[\w.'’\#/-]|[ ](?=\S)){0,39}?)
        (?P<time>[ \t]+[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]?)?[ \t]*[*_]{0,3}(?=\n|\Z)
      |\[(?P<bracketed>[^\W\d_][^\[\]\n:]{0,39})\][*_]{0,3}[ \t]*:?(?=[ \t\n]|\Z)
      |(?P<label>[^\W\d_](?:[\w.'’\#/-]|[ ](?=\S)){0,39})[ \t]*(?:\([^()\n]{1,30}\)[ \t]*)?:[*_]{0,3}(?=[ \t\n]|\Z))""",
    re.VERBOSE | re.MULTILINE,
)
_LONGEST = 40
"""Characters of a label at most."""

_CODE = re.compile(r"[A-Z]{1,12}[ ._#/-]?\d{1,6}[A-Za-z]?|[A-Z]{1,3}|[A-Z]{4,20}(?:[ ][A-Z]{2,20}){0,2}")
_ROLE = re.compile(
    r"(?:speaker|interview(?:er|ee)|participant|respondent|moderator|facilitator|researcher|chair|informant|question|answer)"
    r"(?:[ _#-]?[A-Z0-9]{1,4})?",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.?[ ])?[^\W\d_a-z][\w.'’-]*(?:[ ][^\W\d_a-z][\w.'’-]*){0,2}")
_HEADING = re.compile(
    r"(?:chapter|table|figure|fig|part|section|appendix|annex|box|page|vol|volume|note|phase|step|day|week|month|year|stage|act"
    r"|scene|exhibit|map|plate|form|item|theme|site|case|round|wave|session|question|answer)(?![^\W\d_])",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[A-Z]{1,12}[ ._#/-]?\d{1,6}[A-Za-z]?")
_CAPITALS = re.compile(r"(?![IVXLCDM]+\Z)[A-Z]{2,20}(?:[ ][A-Z]{2,20}){0,2}")
_DIRECTION = re.compile(
    r"(?:laugh|paus|inaudible|unclear|silen|sigh|cough|crosstalk|overlap|applause|music|door|phone|noise|break|end|start|redacted"
    r"|whisper|cry|smil|nod|interrupt|recording|tape|transcript|background|indistinct)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Turns:
    """`starts`: the speaker of each line (by the offset of its start) that begins a turn; `carried`: whether the text is a
    transcript throughout, so that a paragraph without a label goes on with the speaker before it."""

    starts: dict[int, str] = field(default_factory=dict)
    carried: bool = False


def turns_of(text: str) -> Turns:
    """The turns that a text shows."""
    strong: dict[int, str] = {}
    names: dict[int, str] = {}
    for found in _labelled(text):
        bracketed, label, alone = found["bracketed"], (found["label"] or "").strip(), found["alone"]
        if alone is not None:
            if _is_alone(alone, found["time"] is not None):
                names[found.start()] = alone
        elif bracketed is not None:
            if not _DIRECTION.match(bracketed) and (_ROLE.fullmatch(bracketed) or _CODE.fullmatch(bracketed)):
                strong[found.start()] = bracketed.strip()
        elif _CODE.fullmatch(label) or _ROLE.fullmatch(label):
            strong[found.start()] = label
        elif _NAME.fullmatch(label):
            names[found.start()] = label
    if len(strong) < 2:
        strong = {}
    paragraphs = _paragraphs(text)
    often = Counter(names.values())
    names = {start: name for start, name in names.items() if often[name] > 1}
    if (len(names) + len(strong)) * 3 < paragraphs:
        names = {}
    starts = dict(sorted((strong | names).items()))
    return Turns(starts, carried=len(starts) * 2 >= paragraphs and len(starts) > 1)


def _labelled(text: str) -> Iterator[re.Match[str]]:
    """The lines that a label begins or that are nothing else; most are told apart by what every such line has."""
    start = 0
    for line in text.split("\n"):
        if ":" in line or "[" in line or len(line.strip(" \t*_")) <= _LONGEST:
            found = _LABELLED.match(text, start)
            if found:
                yield found
        start += len(line) + 1


def _paragraphs(text: str) -> int:
    """How many paragraphs there are at most: blocks between empty lines, or the lines where there is no empty line."""
    blocks = len(re.findall(r"\n[^\S\n]*(?=\n)", text.strip())) + 1
    return blocks if blocks > 1 else text.strip().count("\n") + 1


def _is_alone(label: str, is_timed: bool) -> bool:
    """Whether a line of its own can be the label of what is below it."""
    if _HEADING.match(label):
        return False
    if _ROLE.fullmatch(label) or _NUMBERED.fullmatch(label) or _CAPITALS.fullmatch(label):
        return True
    return is_timed and _NAME.fullmatch(label) is not None
