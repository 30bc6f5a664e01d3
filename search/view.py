"""The search view of a text: what a person would type to find it, with an exact map to the verbatim text.

All text passes here on its way to the index, and every word of a query too. The view is a pure function of the text and of
its rules (the layers that are switched on, the verdicts on furniture); it never alters the text. Whoever changes what a layer
does raises `VERSION`, so that indexes are built anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from search.edits import Edit
from search.layers import LAYERS, case, diacritics, furniture, marks, space
from search.mapped import Mapped
from store.rules import PLAIN, Rules

VERSION = 6

FOLDING = frozenset((diacritics.NAME, case.NAME))
"""The layers that change the letters of words, of documents and of queries alike."""


def key_of(rules: Rules) -> str:
    """The rules and the version of the layers as a text: equal keys make equal views and passages."""
    key = ",".join((str(VERSION), *sorted(rules.off)))
    if not (rules.regions or rules.furniture):
        return key
    ranges = [(each.start, each.end, each.kind == "table") for each in rules.regions]
    lines = sorted((each.line, each.verdict) for each in rules.furniture)
    return f"{key},{sha256(repr((ranges, lines)).encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


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
    for name in LAYERS:
        if name not in rules.off:
            edits = _edits(name, mapped.text, rules)
            seams += (int(mapped.starts[edit.start]) for edit in edits if edit.both)
            mapped = mapped.edited(edits)
    return View(mapped, tuple(sorted(seams)))


def changes_of(text: str, layer: str, rules: Rules = PLAIN) -> Iterator[Change]:
    """All that one layer does to a text, in order."""
    mapped = Mapped.whole(text)
    for name in LAYERS:
        if name in rules.off:
            continue
        edits = _edits(name, mapped.text, rules)
        if name == layer:
            yield from _told(name, mapped, edits)
            return
        mapped = mapped.edited(edits)


def _edits(layer: str, text: str, rules: Rules) -> list[Edit]:
    """What a layer does. Furniture is the lowest one: its text is the verbatim one, which the rules speak of."""
    return furniture.find(text, rules) if layer == furniture.NAME else LAYERS[layer](text)


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
def folded(text: str, off: frozenset[str] = frozenset()) -> str:
    """Typed text as a view without the layers `off` would show it. Those that mend damage have no part: nobody types damage."""
    for layer in (space, marks, diacritics, case):
        if layer.NAME in off:
            continue
        pieces: list[str] = []
        position = 0
        for edit in layer.find(text):
            pieces += (text[position : edit.start], edit.text)
            position = edit.end
        text = "".join(pieces) + text[position:]
    return text
