"""Texts as they come back edited, with what became of every character: the truth that anchoring is measured by.

Each edit is what happens to the texts of a study: typing errors mended, paragraphs put in and taken out, names replaced, lines
wrapped anew, the same pages extracted again, paragraphs moved, all of these; and, to mislead, near copies of what is gone.
"""

import random
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

GONE = -1
NAMES = ("Alder", "Rowan", "Hazel", "Juniper", "Linden", "Maple")


@dataclass(frozen=True)
class Edited:
    """A text, and for each of its characters the place in the first text that it comes from, or GONE."""

    text: str
    origin: tuple[int, ...]

    @classmethod
    def first(cls, text: str) -> "Edited":
        return cls(text, tuple(range(len(text))))

    def __getitem__(self, part: slice) -> "Edited":
        return Edited(self.text[part], self.origin[part])

    def replaced(self, part: slice, words: str) -> "Edited":
        """A part as other words, whose characters come from those that they stand for."""
        old = self.origin[part]
        origin = tuple(old[place * len(old) // len(words)] if old else GONE for place in range(len(words)))
        return Edited(words, origin)


def new(words: str) -> Edited:
    return Edited(words, (GONE,) * len(words))


def joined(parts: list[Edited]) -> Edited:
    text = "".join(part.text for part in parts)
    return Edited(text, tuple(place for part in parts for place in part.origin))


def words_edited(text: Edited, pattern: str, change: Callable[[str], str | None]) -> Edited:
    """Every match of a pattern as `change` makes it; None: as it is."""
    parts: list[Edited] = []
    last = 0
    for found in re.finditer(pattern, text.text):
        words = change(found[0])
        if words is None:
            continue
        part = slice(found.start(), found.end())
        parts += [text[last : found.start()], text.replaced(part, words) if words else new("")]
        last = found.end()
    return joined([*parts, text[last:]])


def paragraphs(text: Edited) -> list[Edited]:
    """The text cut behind each empty line."""
    ends = [found.end() for found in re.finditer(r"\n[ \t]*\n+", text.text)]
    return [text[start:end] for start, end in pairwise([0, *ends, len(text.text)]) if start < end]


def typos(text: Edited, chance: random.Random) -> Edited:
    def mend(word: str) -> str | None:
        if chance.random() > 0.02:
            return None
        place = chance.randrange(1, len(word) - 1)
        return word[:place] + chance.choice("etaoin") + word[place + 1 :]

    return words_edited(text, r"[a-z]{4,}", mend)


def put_in_and_out(text: Edited, chance: random.Random) -> Edited:
    pieces = [piece for piece in paragraphs(text) if chance.random() > 0.04]
    for number in range(15):
        words = " ".join(chance.choice(text.text.split()) for _ in range(60))
        pieces.insert(chance.randrange(len(pieces) + 1), new(f"Added {number}. {words}.\n\n"))
    return joined(pieces)


def names_replaced(text: Edited, chance: random.Random) -> Edited:
    found = sorted(set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", text.text)))
    chosen = {
        name: f"{chance.choice(NAMES)}{number}"
        for number, name in enumerate(chance.sample(found, min(150, len(found))))
    }
    return words_edited(text, r"\b[A-Z][a-z]{3,}\b", chosen.get)


def wrapped_anew(text: Edited, _: random.Random) -> Edited:
    column = 0

    def turn(white: str) -> str | None:
        nonlocal column
        return "\n" if white == "\n" else " "

    flat = words_edited(text, r"(?<!\n)\n(?!\n)", lambda _white: " ")
    parts: list[Edited] = []
    last = 0
    column = 0
    for found in re.finditer(r"\S+|\n+| +", flat.text):
        if "\n" in found[0]:
            column = 0
        elif found[0].isspace() and column >= 58:
            parts += [flat[last : found.start()], flat.replaced(slice(found.start(), found.end()), "\n")]
            last, column = found.end(), 0
        else:
            column += len(found[0])
    return joined([*parts, flat[last:]])


def extracted_again(text: Edited, chance: random.Random) -> Edited:
    def split(word: str) -> str | None:
        return word.replace("fi", "fi ").replace("fl", "fl ") if chance.random() < 0.5 else None

    noisy = words_edited(text, r"\b\w*f[il][a-z]\w*\b", split)
    noisy = words_edited(noisy, "[‘’]", lambda _mark: "'")
    noisy = words_edited(noisy, "[“”]", lambda _mark: '"')
    noisy = words_edited(
        noisy, r"(?<=[a-z]{3})[a-z]{3,}\n", lambda end: f"-\n{end[:-1]} " if chance.random() < 0.2 else None
    )
    pieces: list[Edited] = []
    for number, piece in enumerate(paragraphs(noisy)):
        pieces.append(piece)
        if number % 12 == 11:
            pieces.append(new(f"{number // 12} | P a g e\n\n"))
    return joined(pieces)


def moved(text: Edited, chance: random.Random) -> Edited:
    pieces = paragraphs(text)
    for _ in range(max(1, len(pieces) // 40)):
        piece = pieces.pop(chance.randrange(len(pieces)))
        pieces.insert(chance.randrange(len(pieces) + 1), piece)
    return joined(pieces)


def all_of_it(text: Edited, chance: random.Random) -> Edited:
    for edit in (typos, put_in_and_out, names_replaced, moved, extracted_again, wrapped_anew):
        text = edit(text, chance)
    return text


def lookalikes(text: Edited, chance: random.Random) -> Edited:
    """A third of the paragraphs gone, and near copies of half of these elsewhere: one in its own place would be an edit."""
    pieces: list[Edited] = []
    copies: list[tuple[int, Edited]] = []
    for piece in paragraphs(text):
        if chance.random() > 0.33:
            pieces.append(piece)
        elif chance.random() < 0.5:
            words = piece.text.split()
            changed = [word if chance.random() > 0.15 else chance.choice(words) for word in words]
            copies.append((len(pieces), new(" ".join(changed) + "\n\n")))
    there: dict[int, list[Edited]] = {}
    for place, copy in copies:
        elsewhere = [other for other in range(len(pieces) + 1) if abs(other - place) > 1]
        if elsewhere:
            there.setdefault(chance.choice(elsewhere), []).append(copy)
    return joined(
        [part for place in range(len(pieces) + 1) for part in (*there.get(place, []), *pieces[place : place + 1])]
    )


def near_copy(words: str, share: float, chance: random.Random) -> Edited:
    """A paragraph in which a share of the words are others of its own, and nothing comes from the first text."""
    known = words.split()
    return new(" ".join(word if chance.random() > share else chance.choice(known) for word in known) + "\n\n")


def misled(share: float, steps: tuple[int, ...], kept: bool = False) -> Callable[[Edited, random.Random], Edited]:
    """A third of the paragraphs gone (`kept`: still there), and a near copy of each so many pieces off; 0: anywhere."""

    def edit(text: Edited, chance: random.Random) -> Edited:
        pieces: list[Edited] = []
        copies: list[tuple[int, Edited]] = []
        for piece in paragraphs(text):
            chosen = chance.random() < 0.33
            if chosen:
                copies += [(len(pieces) + step if step else -1, near_copy(piece.text, share, chance)) for step in steps]
            if kept or not chosen:
                pieces.append(piece)
        there: dict[int, list[Edited]] = {}
        for place, copy in copies:
            at = min(place, len(pieces)) if place >= 0 else chance.randrange(len(pieces) + 1)
            there.setdefault(at, []).append(copy)
        return joined(
            [part for place in range(len(pieces) + 1) for part in (*there.get(place, []), *pieces[place : place + 1])]
        )

    return edit


MISLEADING: dict[str, Callable[[Edited, random.Random], Edited]] = {
    "hardly changed, anywhere": misled(0.05, (0,)),
    "changed, anywhere": misled(0.15, (0,)),
    "two of each": misled(0.1, (0, 0)),
    "one paragraph off": misled(0.15, (1,)),
    "on both sides": misled(0.2, (-1, 1)),
    "beside what is kept": misled(0.1, (1,), kept=True),
    "before what is kept": misled(0.1, (0,), kept=True),
}
"""Near copies by which a place could be mistaken."""


EDITS: dict[str, Callable[[Edited, random.Random], Edited]] = {
    "typing errors": typos,
    "paragraphs in and out": put_in_and_out,
    "names replaced": names_replaced,
    "wrapped anew": wrapped_anew,
    "extracted again": extracted_again,
    "paragraphs moved": moved,
    "all of it": all_of_it,
    "lookalikes": lookalikes,
}


def excerpts(text: str, number: int, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Random excerpts of 5 to 200 words."""
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", text)]
    for _ in range(number):
        size = min(len(words), chance.choice((5, 8, 13, 21, 34, 55, 89, 200)))
        first = chance.randrange(len(words) - size + 1)
        yield words[first][0], words[first + size - 1][1]


def likeness(edited: Edited, excerpt: tuple[int, int], places: Collection[tuple[int, int]]) -> float:
    """F1 of places in the new text against the characters of an excerpt that are still there."""
    start, end = excerpt
    right = sum(start <= origin < end for place in places for origin in edited.origin[slice(*place)])
    size = sum(place[1] - place[0] for place in places)
    alive = sum(start <= origin < end for origin in edited.origin)
    return 2 * right / (alive + size) if alive else 0.0
