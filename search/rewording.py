"""Why other words stand where words of a text stood.

Editing explains most of it: a typing error, words that are cut otherwise, a name that gives way to another wherever it stood, a
running head or page number that was put in or left out. The last two are learnt from the whole text. What is not explained is
*odd*, and makes of a text a near copy.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.anchor_words import BRACKETS, Words
from search.gaps import Gap
from search.kept_stretches import WIDE
from search.likeness import Pair, nearly

OFTEN = 2
"""Times that words must give way to the same other ones to be renamed."""
MOSTLY = 0.7
"""The share of its places at which a word gives way that is no name."""
NAME = 3
"""Words of a name at most."""
LINE = 3
"""Words of a running head at least that has no number."""
GLUED = 6
"""Letters from which on words that are cut otherwise may have a typing error too."""

Key = tuple[str, ...]

CUTS: tuple[Pair, ...] = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (2, 3), (3, 2))
SHAPES: tuple[Pair, ...] = ((1, 1), *CUTS, (3, 3))


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a gap that is explained; `typo`: by a typing error."""

    gap: Gap
    typo: bool = False


class Rewording:
    """What explains the differences of two texts."""

    def __init__(self, old: Words, new: Words) -> None:
        self._old, self._new = old, new
        self._renamed: dict[Key, set[Key]] = {}
        self._furniture: set[Key] = set()

    def narrowed(self, gap: Gap) -> tuple[list[Part], Gap]:
        """What is typed or cut otherwise at both ends of a gap, and what is left of it."""
        here, to, there, until = gap.here, gap.to, gap.there, gap.until
        parts: list[Part] = []
        while here < to and there < until:
            shape = self._shape(here, to, there, until)
            if shape is None:
                break
            typo = shape == (1, 1) and self._old.terms[here] != self._new.terms[there]
            parts.append(Part(Gap(here, here + shape[0], there, there + shape[1]), typo))
            here, there = here + shape[0], there + shape[1]
        while here < to and there < until and self._nearly(to - 1, until - 1):
            to, until = to - 1, until - 1
            parts.append(Part(Gap(to, to + 1, until, until + 1), self._old.terms[to] != self._new.terms[until]))
        return parts, Gap(here, to, there, until)

    def _shape(self, here: int, to: int, there: int, until: int) -> Pair | None:
        for one, other in CUTS:
            if here + one <= to and there + other <= until and self._cut(here, here + one, there, there + other):
                return one, other
        return (1, 1) if self._nearly(here, there) else None

    def _cut(self, here: int, to: int, there: int, until: int) -> bool:
        """Whether the letters are the same ones, or nearly so in longer words, only cut into words otherwise."""
        one, other = "".join(self._old.terms[here:to]), "".join(self._new.terms[there:until])
        if one == other:
            return True
        return (to - here == 1) != (until - there == 1) and min(len(one), len(other)) >= GLUED and nearly(one, other)

    def explains(self, gap: Gap) -> bool:
        """Whether words are typed or cut otherwise, or renamed, as a whole."""
        if gap.to - gap.here == 1 == gap.until - gap.there:
            return self._nearly(gap.here, gap.there) or self._is_renamed(gap)
        return self._cut(gap.here, gap.to, gap.there, gap.until) or self._is_renamed(gap)

    def is_typo(self, gap: Gap) -> bool:
        """Whether one word is another one by a typing error."""
        pair = gap.to - gap.here == 1 == gap.until - gap.there
        return pair and self._old.terms[gap.here] != self._new.terms[gap.there] and self._nearly(gap.here, gap.there)

    def _nearly(self, here: int, there: int) -> bool:
        return nearly(self._old.terms[here], self._new.terms[there])

    def learn(self, rests: Sequence[Gap], kept: Iterable[int]) -> None:
        """Learns from what is left of all gaps, and from the old words that were kept, what is renamed and what is furniture."""
        lines: Counter[Key] = Counter()
        for rest in rests:
            if rest.here == rest.to:
                lines[_line(self._new.terms[rest.there : rest.until])] += 1
            elif rest.there == rest.until:
                lines[_line(self._old.terms[rest.here : rest.to])] += 1
        del lines[()]
        self._furniture = {
            line
            for line, count in lines.items()
            if ("#" in line and count >= OFTEN) or (len(line) >= LINE and count > OFTEN)
        }
        changed: Counter[tuple[Key, Key]] = Counter()
        for rest in map(self.without_furniture, rests):
            size, other = rest.to - rest.here, rest.until - rest.there
            if 0 < size <= NAME and 0 < other <= NAME:
                changed[self._before(rest.here, rest.to), self._after(rest.there, rest.until)] += 1
            if 1 < size == other:
                for step in range(size):
                    here, there = rest.here + step, rest.there + step
                    changed[self._before(here, here + 1), self._after(there, there + 1)] += 1
        stays = self._stays({key[0] for key, _ in changed if len(key) == 1}, kept)
        gives_way, takes_place = Counter[Key](), Counter[Key]()
        for (key, became), count in changed.items():
            gives_way[key] += count
            takes_place[became] += count
        known = set(self._old.terms)
        for (key, became), count in changed.items():
            stayed = stays[key[0]] if len(key) == 1 else 0
            often = count >= OFTEN and count >= MOSTLY * (gives_way[key] + stayed)
            # A name that stands once gives way to what is no word of the text.
            put = takes_place[became] > OFTEN or all(map(_is_name, became))
            name = not stayed and put and all(map(_is_name, key)) and known.isdisjoint(map(_term, became))
            if often or name:
                self._renamed.setdefault(key, set()).add(became)

    def _stays(self, written: set[str], kept: Iterable[int]) -> Counter[str]:
        """How often words stand as they stood."""
        terms = set(map(_term, written))
        return Counter(self._old.written(number) for number in kept if self._old.terms[number] in terms)

    def _before(self, here: int, to: int) -> Key:
        return tuple(map(self._old.written, range(here, to)))

    def _after(self, there: int, until: int) -> Key:
        return tuple(map(self._new.written, range(there, until)))

    def _is_renamed(self, gap: Gap) -> bool:
        if not self._renamed:
            return False
        became = self._renamed.get(self._before(gap.here, gap.to))
        return became is not None and self._after(gap.there, gap.until) in became

    def without_furniture(self, gap: Gap) -> Gap:
        """A gap without what was put in, or left out, in several places in the same words but for numbers."""
        there, until = self._without_line(self._new, gap.there, gap.until)
        here, to = self._without_line(self._old, gap.here, gap.to)
        return Gap(here, to, there, until)

    def _without_line(self, words: Words, first: int, last: int) -> Pair:
        if self._furniture:
            for size in range(min(WIDE, last - first), 0, -1):
                if _line(words.terms[last - size : last]) in self._furniture:
                    return first, last - size
                if _line(words.terms[first : first + size]) in self._furniture:
                    return first + size, last
        return first, last

    def renamed(self, gap: Gap) -> list[Part]:
        """The parts of a gap, if all of its words are renamed or typed otherwise; else none."""
        parts: list[Part] = []
        here, there = gap.here, gap.there
        while here < gap.to and there < gap.until:
            for one, other in SHAPES:
                part = Gap(here, here + one, there, there + other)
                if part.to <= gap.to and part.until <= gap.until and self.explains(part):
                    parts.append(Part(part))
                    here, there = part.to, part.until
                    break
            else:
                return []
        return parts if (here, there) == (gap.to, gap.until) else []


def _line(words: Sequence[str]) -> Key:
    """Words without their numbers: each page has another one."""
    return tuple("#" if word.isdigit() else word for word in words)


def _term(written: str) -> str:
    return written.lstrip("".join(BRACKETS)).casefold()


def _is_name(word: str) -> bool:
    """Whether a word is written like a name, or like what is put in place of one."""
    return (len(word) > 1 and word[0].isupper()) or word[:1] in BRACKETS or any(map(str.isdigit, word))
