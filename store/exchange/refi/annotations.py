"""Annotations as QualCoder writes them: notes without a name whose words stand in them, each with a range of a text.

A text refers to the first of its annotations alone. So one that no text refers to is of the only text that there is, or it stays
a note with its range kept beside it. Elsewhere a range in a note is one of the note's own words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from store.exchange.refi.elements import selection_in
from store.exchange.refi.markup import attribute
from store.exchange.refi.model import Note
from store.exchange.refi.texts import RawSource, whole

PROGRAM = "qualcoder"


def is_annotating(origin: str) -> bool:
    """Whether the program that wrote a file keeps annotations so."""
    return origin.strip().casefold().startswith(PROGRAM)


def annotated(
    raw: Sequence[RawSource], notes: Sequence[Note], ranged: Iterable[tuple[Note, Element]]
) -> tuple[list[RawSource], list[Note]]:
    """The sources with each annotation as a selection that nothing is coded in, and the notes without those.

    `ranged` are the notes that have ranges.
    """
    sources, placed = list(raw), set[str]()
    texts = [place for place, each in enumerate(sources) if each.source.text is not None]
    for note, element in ranged:
        ranges = element.findall("PlainTextSelection")
        referring = [place for place in texts if note.guid in sources[place].source.notes]
        here = referring or (texts if len(texts) == 1 else [])
        if note.name or note.path or len(ranges) != 1 or element.find("Coding") is not None or len(here) != 1:
            continue
        start, end = whole(attribute(ranges[0], "startPosition")), whole(attribute(ranges[0], "endPosition"))
        known = sources[here[0]].source
        said = replace(selection_in(ranges[0], f"{note.guid} range", start, end), description=note.text, made=note.made)
        left = tuple(each for each in known.notes if each != note.guid)
        sources[here[0]] = replace(
            sources[here[0]], source=replace(known, selections=(*known.selections, said), notes=left)
        )
        placed.add(note.guid)
    return sources, [each for each in notes if each.guid not in placed]
