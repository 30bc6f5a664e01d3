"""Subtitles (srt and vtt): who says what, and when.

Captions of one speaker make a paragraph, as do those between two pauses where nobody is named; each caption's time is kept at the
place where it begins. Nothing that was said is left out, but for the lines that a scrolling caption shows twice.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from store.encodings import decode
from store.errors import CatenaError
from store.importers.draft import Composed, clean
from store.importers.pieces import Piece, Refused
from store.places import clock

PAUSE = 2.5
"""Seconds of silence that begin a paragraph where nobody is named."""
LONGEST = 600
"""Characters after which the next sentence begins a paragraph there."""

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"^\s*{_CLOCK}\s*-+>\s*{_CLOCK}(?:[ \t].*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>\n]{1,80})>")
_TAG = re.compile(r"</?(?:[a-z][^<>\n]{0,100}|\d[\d:.]{0,20})>|\{\\[^{}\n]{0,100}\}", re.IGNORECASE)
_SCROLLS = re.compile(r"<\d\d:\d\d:\d\d\.\d{3}>")
_NAMED = re.compile(
    r"(?:[-–—]\s*)?((?:[A-Z]{1,12}[ _#-]?\d{0,6}|[^\W\d_][\w.'’-]*(?:[ ][^\W\d_a-z][\w.'’-]*){0,3}))\s*:\s+(?=\S)"
)
_NOTE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_CLOSED = re.compile(r"[.!?…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class _Caption:
    """Seconds from the beginning, who speaks ("" where nobody is named), and what they say."""

    start: float
    end: float
    speaker: str
    words: str


def extract(data: bytes, options: Mapping[str, str]) -> list[Piece]:
    """The one text of a file of subtitles."""
    try:
        text, encoding = decode("it", data, options.get("encoding", ""))
    except CatenaError as error:
        raise Refused(str(error).removeprefix("it: ")) from None
    captions = list(_captions(clean(text.removeprefix("\ufeff"))))
    if not captions:
        raise Refused("there is no caption with a time in it")
    made = Composed()
    before: _Caption | None = None
    length = 0
    for caption in captions:
        goes_on = before is not None and _goes_on(before, caption, length)
        words = caption.words if goes_on or not caption.speaker else f"{caption.speaker}: {caption.words}"
        made.add_timed(words, " " if goes_on else "\n\n", clock(caption.start))
        length = length + len(words) if goes_on else len(words)
        before = caption if caption.speaker or not goes_on or before is None else _with(before.speaker, caption)
    return [made.piece(encoding=encoding)]


def _with(speaker: str, caption: _Caption) -> _Caption:
    return _Caption(caption.start, caption.end, speaker, caption.words)


def _goes_on(before: _Caption, caption: _Caption, length: int) -> bool:
    """Whether a caption belongs to the paragraph of the one before it."""
    if caption.speaker:
        return caption.speaker == before.speaker and length < 3 * LONGEST
    if before.speaker:
        return True
    return caption.start - before.end < PAUSE and not (length > LONGEST and _CLOSED.search(before.words))


def _captions(text: str) -> Iterator[_Caption]:
    scrolls = _SCROLLS.search(text) is not None
    above = ""
    for start, end, lines in _timed(text):
        if scrolls and lines and _bare(lines[0]) == above:
            lines = lines[1:]
        if lines and any(_bare(line) for line in lines):
            above = _bare(lines[-1])
            for speaker, words in _spoken(lines):
                yield _Caption(start, end, speaker, words)


def _timed(text: str) -> Iterator[tuple[float, float, list[str]]]:
    """The times of each caption and its lines; an empty line inside a caption does not end it."""
    times: tuple[float, float] | None = None
    lines: list[str] = []
    is_note = False
    before = ""
    for line in text.split("\n"):
        found = _TIMING.match(line)
        if found is not None:
            if times is not None:
                yield (*times, _without_number(lines))
            times, lines, is_note = (_seconds(found, 1), _seconds(found, 5)), [], False
        else:
            if not before.strip():
                is_note = _NOTE.match(line) is not None
            if not is_note:
                lines.append(line)
        before = line
    if times is not None:
        yield (*times, [line for line in lines if line.strip()])


def _without_number(lines: list[str]) -> list[str]:
    """The lines above the next time without the name of the next caption."""
    named = len(lines) > 1 and not lines[-2].strip() and lines[-1].strip()
    kept = lines[:-1] if named or (lines and lines[-1].strip().isdigit()) else lines
    return [line for line in kept if line.strip()]


def _seconds(found: re.Match[str], group: int) -> float:
    hours, minutes, seconds, rest = (found[group + number] or "0" for number in range(4))
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(rest.ljust(3, "0")) / 1000


def _bare(line: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", line)).split())


def _spoken(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The parts of a caption by who speaks."""
    speaker, words = "", ""
    for line in lines:
        voices = list(_VOICE.finditer(line))
        pieces = [("", line[: voices[0].start()] if voices else line)]
        for number, voice in enumerate(voices):
            end = voices[number + 1].start() if number + 1 < len(voices) else len(line)
            pieces.append((" ".join(html.unescape(voice[1]).split()), line[voice.end() : end]))
        for who, said in pieces:
            plain = _bare(said)
            named = _NAMED.match(plain) if not who else None
            if named:
                who, plain = named[1], plain[named.end() :]
            if not plain:
                continue
            if who and (who != speaker or not words):
                if words:
                    yield speaker, words
                speaker, words = who, plain
            elif re.match(r"[-–—]\s*\S", plain) and words:
                yield speaker, words
                speaker, words = "", plain
            else:
                words = f"{words} {plain}" if words else plain
    if words:
        yield speaker, words
