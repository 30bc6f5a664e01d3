"""The search view of a text: what a person would type to find it, with an exact map to the verbatim text.

All text passes here on its way to the index, and every word of a query too. The view is a pure function of the text and of
the layers that are switched on; it never alters the text. Whoever changes what a layer does raises `VERSION`, so that
indexes are built anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.edits import Edit
from search.layers import LAYERS, case, diacritics, marks, space
from search.mapped import Mapped

VERSION = 4


@dataclass(frozen=True, slots=True)
class Rules:
    """What a document's record says about its view: the names of the layers that are switched off."""

    off: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The rules and the version of the layers as a text: equal keys make equal views."""
        return ",".join((str(VERSION), *sorted(self.off)))


PLAIN = Rules()


@dataclass(frozen=True, slots=True)
class Change:
    """What a layer did to the verbatim `[start, end)`: `before` as the layers below left it, `after` as this one did."""

    layer: str
    start: int
    end: int
    before: str
    after: str
    both: bool


@dataclass(frozen=True)
class View:
    """The mapped text, and the verbatim places at which two words are to be found as one as well."""

    mapped: Mapped
    seams: tuple[int, ...]


def view_of(text: str, rules: Rules = PLAIN) -> View:
    """The search view of a verbatim text."""
    mapped = Mapped.whole(text)
    seams: list[int] = []
    for name, find in LAYERS.items():
        if name not in rules.off:
            edits = find(mapped.text)
            seams += (int(mapped.starts[edit.start]) for edit in edits if edit.both)
            mapped = mapped.edited(edits)
    return View(mapped, tuple(sorted(seams)))


def changes_of(text: str, layer: str, rules: Rules = PLAIN) -> Iterator[Change]:
    """All that one layer does to a text, in order."""
    mapped = Mapped.whole(text)
    for name, find in LAYERS.items():
        if name in rules.off:
            continue
        edits = find(mapped.text)
        if name == layer:
            yield from _told(name, mapped, edits)
            return
        mapped = mapped.edited(edits)


def _told(name: str, mapped: Mapped, edits: list[Edit]) -> Iterator[Change]:
    for edit in edits:
        before = mapped.text[edit.start : edit.end]
        if len(before) == len(edit.text) > 1:
            for offset, (was, became) in enumerate(zip(before, edit.text, strict=True), edit.start):
                if was != became:
                    yield Change(name, *mapped.to_source(offset, offset + 1), was, became, both=False)
        else:
            yield Change(name, *mapped.to_source(edit.start, edit.end), before, edit.text, edit.both)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Typed text as the view would show it: without the layers that mend damage, for nobody types damage."""
    for find in (space.find, marks.find, diacritics.find, case.find):
        pieces: list[str] = []
        position = 0
        for edit in find(text):
            pieces += (text[position : edit.start], edit.text)
            position = edit.end
        text = "".join(pieces) + text[position:]
    return text
