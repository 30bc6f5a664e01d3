"""Who speaks, where a file says it by its looks: bold names before what they say, or a table with speakers in one column.

A name becomes a label of plain text ("Anna:") only where the file uses it as one: it returns, and it does not end like a
sentence. No other character is added to what a file says.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

LONGEST = 40
"""Characters of a label at most."""

_LABEL = re.compile(r"[^\W\d_][\w .'’#/-]*(?:\([^()\n]{1,30}\))?(?:[ \t]+\d{1,2}:\d\d(?::\d\d)?)?")
_TIME = re.compile(
    r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]?(?:\s*[-–]+>?\s*[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]?)?"
)
_NUMBER = re.compile(r"\d{1,6}\.?")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; its first `bold` characters are bold. One that `follows` goes on right below the one before it.

    `pages` are the labels of pages that begin inside it, with the place of each in its text. `number` stands before it, as an
    item of a list.
    """

    text: str
    bold: int = 0
    follows: bool = False
    pages: tuple[tuple[int, str], ...] = ()
    number: str = ""

    @property
    def whole(self) -> str:
        """The paragraph with its number."""
        return f"{self.number} {self.text}" if self.number else self.text


def spoken_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The same paragraphs; bold names that begin turns have a colon, and what is said stands with its name."""
    names = [
        bold_name(line, lines[number + 1] if number + 1 < len(lines) else None) for number, line in enumerate(lines)
    ]
    often = Counter(name for name in names if name)
    speaks = {name for name, count in often.items() if count > 1}
    below = False
    for name, line in zip(names, lines, strict=True):
        if name in speaks:
            said, text = _labelled(name, line)
            more = len(text) - len(line.text)
            pages = tuple((max(0, place + more), label) for place, label in line.pages)
            yield Line(text, 0, False, pages, line.number)
            below = not said
        else:
            yield replace(line, follows=below)
            below = False


def _labelled(name: str, line: Line) -> tuple[str, str]:
    """What is said in a turn, and all of it with the name as a label."""
    said = line.text[line.bold :].lstrip(" \t:–—-")
    return said, f"{name}: {said}" if said else f"{name}:"


def spoken_in_lines(lines: Sequence[Line]) -> list[str]:
    """The texts of lines that are no whole paragraphs; bold names that begin turns have a colon.

    A name alone on its line can be a heading, and two of a kind can be: so there must be two names who speak by turns.
    """
    names = [bold_name(line, None) for line in lines]
    often = Counter(name for name in names if name and not name.endswith("."))
    speaks = {name for name, count in often.items() if count > 1}
    if len(speaks) < 2:
        return [line.text for line in lines]
    return [_labelled(name, line)[1] if name in speaks else line.text for name, line in zip(names, lines, strict=True)]


def bold_name(line: Line, following: Line | None) -> str:
    """The bold name that begins a paragraph, or stands alone above one that is not bold; "" where there is none."""
    if not 0 < line.bold <= LONGEST + 2:
        return ""
    name = line.text[: line.bold].strip()
    said = line.text[line.bold :].lstrip()
    if name.endswith(":") or said.startswith(":"):
        # It has its colon: only what stands alone is put together with what follows.
        name = name.rstrip(": ") if not said.lstrip(":").strip() else ""
    if not said.strip(" :") and (following is None or following.bold == len(following.text)):
        return ""
    if not said and name.isdigit():
        return ""
    return name if name and _LABEL.fullmatch(name) and len(name.split()) <= 4 else ""


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """The columns of who speaks and of what is said, where a table has such."""
    width = len(rows[0]) if rows else 0
    if not 2 <= width <= 5 or any(len(row) != width for row in rows):
        return None
    said = max(range(width), key=lambda column: sum(len(row[column]) for row in rows))
    for column in range(width):
        cells = [row[column].strip().rstrip(":") for row in rows]
        labels = [cell for cell in cells if cell]
        if column == said or len(labels) * 2 < len(rows):
            continue
        are_labels = all(len(cell) <= LONGEST and _LABEL.fullmatch(cell) for cell in labels)
        if are_labels and len(set(labels)) * 2 <= len(labels) + 1 and len(labels) > 2:
            return column, said
    return None


def is_transcript(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows of a table are turns: one column names who speaks, again and again, another is what they say."""
    found = _columns(rows)
    return found is not None and sum(len(row[found[1]]) for row in rows) > 20 * len(rows)


def turns_in_rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A transcript's rows as turns; numbers of lines go, times stand before who speaks."""
    found = _columns(rows)
    if found is None:
        return
    who, said = found
    for row in rows:
        others = [cell.strip() for column, cell in enumerate(row) if column not in found and cell.strip()]
        times = [cell for cell in others if _TIME.fullmatch(cell)]
        rest = [cell for cell in others if not _TIME.fullmatch(cell) and not _NUMBER.fullmatch(cell)]
        name = row[who].strip().rstrip(":")
        label = f"{name}:" if name else ""
        yield " ".join(each for each in (*times, label, row[said].strip(), *rest) if each)
