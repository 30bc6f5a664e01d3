"""What changed between two texts, word by word, and one paragraph of an earlier text put into a later one."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

SAME, GONE, NEW = "same", "gone", "new"

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_BREAK = re.compile(r"[ \t]*\n[ \t]*\n\s*")

Change = tuple[str, str]
"""What became of a piece of text (SAME, GONE, NEW), and the piece."""


def word_changes(before: str, after: str) -> list[Change]:
    """The pieces of both texts in order: the SAME and GONE ones together are `before`, the SAME and NEW ones `after`."""
    found: list[Change] = []
    for some, others in _blocks(_lines(before), _lines(after)):
        if some == others:
            found.append((SAME, "".join(some)))
        else:
            found += _of_words("".join(some), "".join(others))
    return _joined(found)


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends; only a line feed ends one."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for _, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield before[a:b], after[c:d]


def _of_words(before: str, after: str) -> Iterator[Change]:
    for some, others in _blocks(_WORD.findall(before), _WORD.findall(after)):
        if some == others:
            yield SAME, "".join(some)
        else:
            yield GONE, "".join(some)
            yield NEW, "".join(others)


def _joined(changes: Sequence[Change]) -> list[Change]:
    made: list[Change] = []
    for what, text in changes:
        if text and made and made[-1][0] == what:
            made[-1] = (what, made[-1][1] + text)
        elif text:
            made.append((what, text))
    return made


def marked(changes: Sequence[Change], around: int = 40) -> str:
    """Changes as plain text: what is gone in `[-…-]`, what is new in `{+…+}`, of long stretches that stay only both ends."""
    pieces = []
    for number, (what, text) in enumerate(changes):
        if what == GONE:
            pieces.append(f"[-{text}-]")
        elif what == NEW:
            pieces.append(f"{{+{text}+}}")
        elif len(text) <= 3 * around:
            pieces.append(text)
        else:
            first = text[:around] if number else ""
            last = text[-around:] if number + 1 < len(changes) else ""
            pieces.append(f"{first} … {last}")
    return "".join(pieces)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text, without the empty lines between them."""
    return [text[start:end] for start, end in _spans(text)]


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs of a text stand in it."""
    spans = []
    start = 0
    for found in (*_BREAK.finditer(text), None):
        end = found.start() if found else len(text.rstrip("\n"))
        if text[start:end].strip():
            spans.append((start, end))
        start = found.end() if found else end
    return spans


def with_paragraph(now: str, before: str, number: int) -> str:
    """The text `now` with the paragraph `number` (from 1) of an earlier one in its place there.

    It stands instead of the paragraph that it became, where there is one, else behind the one that it stood behind. Nothing
    changes where it is there already.
    """
    old, new, spans = paragraphs_of(before), paragraphs_of(now), _spans(now)
    wanted = old[number - 1]
    if wanted in new:
        return now
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    what, a, b, c, d = next(each for each in opcodes if each[1] < number <= each[2])
    if what == "replace" and b - a == d - c:
        start, end = spans[c + number - 1 - a]
        return now[:start] + wanted + now[end:]
    if c == 0:
        return f"{wanted}\n\n{now}" if now.strip() else wanted
    end = spans[c - 1][1]
    return f"{now[:end]}\n\n{wanted}{now[end:]}"
