"""Sources that are more than their text: a PDF, a picture, a sound, a film, around the documents that catena has of them.

All of such a source is kept as XML. It goes out again with the text, the selections and the codings as they are now: those of a
representation by their code points, those of a transcript between points in time, of which those that are known keep their time.
"""

from collections.abc import Callable, Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

from store.exchange.refi.grammar import PROJECT, rules_of
from store.exchange.refi.identifiers import canonical, minted
from store.exchange.refi.model import Source

TEXTS = ("Representation", "TextDescription", "Transcript")
"""The elements that hold the text of such a source."""
OUTSIDE = ("Description", "Coding", "NoteRef", "VariableValue")
"""What stands on the whole source, as it is now."""

Parts = Callable[[Source], Iterable[Element]]


def places_in(piece: Element) -> set[str]:
    """The GUIDs of the documents that a source has a place for."""
    outer = canonical(piece.get("guid", ""))
    texts = (each for each in piece if each.tag in TEXTS)
    return {canonical(each.get("guid", "")) if each.tag == "Transcript" else outer for each in texts}


def with_texts(
    piece: Element, texts: Mapping[str, Source], paths: Mapping[str, str], selections: Parts, about: Parts
) -> Element:
    """The kept source with its texts as they are now.

    `texts` are by GUID (of a transcript its own, else that of the source), `paths` where each lies; `selections` and `about` make
    the elements of a text's selections, and of what stands on the whole source.
    """
    if not texts:
        return piece
    made = Element(piece.tag, piece.attrib)
    outer = piece.get("guid", "")
    first = texts.get(outer) or next(iter(texts.values()), None)
    children = [each for each in piece if each.tag not in OUTSIDE]
    inside = [_text(each, texts, paths, selections, outer) if each.tag in TEXTS else each for each in children]
    if first is not None:
        inside += about(first)
    order = rules_of(PROJECT)[piece.tag].order
    made.extend(sorted(inside, key=lambda each: order.index(each.tag)))
    return made


def _text(
    element: Element, texts: Mapping[str, Source], paths: Mapping[str, str], selections: Parts, outer: str
) -> Element:
    own = canonical(element.get("guid", ""))
    source = texts.get(own if element.tag == "Transcript" else outer)
    if source is None:
        return element
    made = Element(element.tag, {key: value for key, value in element.attrib.items() if not key.endswith("TextPath")})
    made.set("plainTextPath", paths[source.guid])
    if element.tag == "Transcript":
        made.extend(_timed(element, source, selections(source)))
    else:
        made.extend(selections(source))
    return made


def _timed(element: Element, source: Source, selections: Iterable[Element]) -> list[Element]:
    """The points in time of a transcript, with new ones where a selection begins or ends at none, and the selections between."""
    points = list(element.iterfind("SyncPoint"))
    places = {each.get("position", ""): canonical(each.get("guid", "")) for each in points}
    made: list[Element] = []
    for each in selections:
        timed = SubElement(Element("Transcript"), "TranscriptSelection", dict(each.attrib))
        timed.extend(each)
        for key, name in (("startPosition", "fromSyncPoint"), ("endPosition", "toSyncPoint")):
            place = timed.attrib.pop(key)
            if place not in places:
                places[place] = minted("", "point", f"{source.guid} {place}")
                points.append(Element("SyncPoint", {"guid": places[place], "position": place}))
            timed.set(name, places[place])
        made.append(timed)
    return [*points, *made]
