"""Annotations of QualCoder that do not say whose they are, or in which text they stand, known again by what they say.

It lists nobody who only wrote annotations, and a text refers to the first of its annotations alone. Such a one is put where one
excerpt of ours has its range and its words, and under whose that is; where there is none or several, it stays as it came.
"""

from collections.abc import Iterator
from dataclasses import replace

from store.documents import hash_of
from store.excerpts import Excerpt
from store.exchange.refi.annotations import is_annotating
from store.exchange.refi.gathered_texts import joined
from store.exchange.refi.intake.people import People
from store.exchange.refi.intake.way_back import as_ours
from store.exchange.refi.markup import attribute, parse_xml
from store.exchange.refi.model import Kept, Made, Project, Selection
from store.exchange.refi.texts import whole
from store.holdings import Holdings


def with_known_annotations(foreign: Project, holdings: Holdings, people: People) -> Project:
    """The project with each annotation that is known as a selection of the text that its excerpt is in, by whose that is."""
    if not is_annotating(foreign.origin):
        return foreign
    known: dict[tuple[int, int], list[Excerpt]] = {}
    for each in holdings.excerpts.values():
        for place in joined(each.ranges) if each.note and not each.themes else ():
            known.setdefault(place, []).append(each)
    notes = {note.guid: note for note in foreign.notes if not (note.name or note.path)}
    texts = {source.guid: hash_of(source.text or "") for source in foreign.sources}
    placed: dict[str, list[Selection]] = {}
    gone: set[str] = set()

    def said_here(selection: Selection, text: str = "") -> Excerpt | None:
        coder = people.slug_of(selection.made.by) if selection.made.by else ""
        found = [
            each
            for each in known.get((selection.start, selection.end), ())
            if as_ours(selection.description, each.note) == each.note
            and text in ("", each.sha256)
            and coder in ("", each.reviewer)
        ]
        return found[0] if len(found) == 1 else None

    def by_whom(selection: Selection, text: str) -> Selection:
        nobody = not (selection.codings or selection.made.by) and bool(selection.description)
        excerpt = said_here(selection, text) if nobody else None
        if excerpt is None:
            return selection
        return replace(selection, made=Made(people.guid_of(excerpt.reviewer), selection.made.when))

    for piece in (each for each in foreign.kept if each.part == "Notes" and each.inside in notes):
        note = notes[piece.inside]
        for start, end in _range(piece):
            selection = Selection(piece.guid or note.guid, start, end, description=note.text, made=note.made)
            excerpt = said_here(selection)
            source = next((guid for guid, text in texts.items() if excerpt is not None and text == excerpt.sha256), "")
            if source:
                placed.setdefault(source, []).append(selection)
                gone.add(note.guid)
    return replace(
        foreign,
        notes=tuple(each for each in foreign.notes if each.guid not in gone),
        kept=tuple(each for each in foreign.kept if each.inside not in gone or each.part != "Notes"),
        sources=tuple(
            replace(
                source,
                selections=tuple(
                    by_whom(each, texts[source.guid]) for each in (*source.selections, *placed.get(source.guid, ()))
                ),
            )
            for source in foreign.sources
        ),
    )


def _range(piece: Kept) -> Iterator[tuple[int, int]]:
    ranges = parse_xml(piece.name, [piece.xml.encode()]).findall("PlainTextSelection")
    if len(ranges) == 1:
        yield whole(attribute(ranges[0], "startPosition")), whole(attribute(ranges[0], "endPosition"))
