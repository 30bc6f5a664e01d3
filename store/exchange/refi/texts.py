"""The texts of sources and notes: found, decoded, and their selections put at code points of what is kept.

A text stands in a file of the container, or in the XML. That of a PDF (its representation), of a picture (its description) and of
a sound or film (its transcripts) is a document like any other; what cannot be one is kept as XML with the names of its files.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from store.encodings import CERTAIN, decode
from store.errors import FileFault
from store.exchange.refi.container import Container
from store.exchange.refi.elements import codings_in, guid_in, identifier, made_in, references, selection_in, values_in
from store.exchange.refi.markup import as_xml, attribute, text_in
from store.exchange.refi.model import Kept, Note, Selection, Source
from store.exchange.refi.offsets import Convention, Counted, is_quote
from store.exchange.refi.remarks import Remarks

_MEDIA = {"PDFSource": "Representation", "PictureSource": "TextDescription"}
UNKNOWN = "no version of the standard that catena knows has such a thing"
MOST_KEPT = 20_000
MOST_CHARACTERS = 500_000_000
_TELLING = 12
"""Characters of a name that make it a quotation."""
_TIMED = ("AudioSource", "VideoSource")
_NO_TEXT = {
    "PDFSource": "it has no text of its PDF: add the PDF itself with `catena add`",
    "PictureSource": "a picture is not shown here",
    "AudioSource": "a sound without a transcript is not shown here",
    "VideoSource": "a film without a transcript is not shown here",
}


@dataclass(frozen=True, slots=True)
class RawSource:
    """A source whose selections have the file's positions, with its text as it came (None: there is none)."""

    source: Source
    counted: Counted | None


class TextReader:
    """Reads the sources and notes of one project; `kept` and `originals` are filled on the way."""

    def __init__(self, container: Container | None, remarks: Remarks) -> None:
        self._container = container
        self._shown = container.path if container is not None else "the codebook"
        self._remarks = remarks
        self.kept: list[Kept] = []
        self.originals: dict[str, str] = {}
        self.ranged: list[tuple[Note, Element, str]] = []
        """Notes with selections and codings, and what stands for a GUID of theirs."""
        self._read: dict[str, tuple[Counted, str]] = {}
        self._characters = 0

    def sources(self, element: Element, place: str) -> Iterator[RawSource]:
        """The texts of an element of the list of sources; `place` stands for a GUID that it has none of."""
        if element.tag == "TextSource":
            yield self._text_source(element, place)
        elif element.tag in (*_MEDIA, *_TIMED):
            yield from self._media(element, place)
        else:
            self.keep("Sources", element, place, UNKNOWN)

    def note(self, element: Element, place: str) -> Note:
        """A note with its text."""
        guid = guid_in(element, place)
        counted, path = self._text(element, "memo")
        note = Note(
            guid,
            attribute(element, "name"),
            counted.text if counted is not None else "",
            text_in(element, "Description"),
            notes=references(element, "NoteRef"),
            made=made_in(element),
            path=path,
            rich_path=self._found(attribute(element, "richTextPath")),
        )
        if element.find("PlainTextSelection") is not None or element.find("Coding") is not None:
            self.ranged.append((note, element, place))
        return note

    def keep_ranges(self, notes: Iterable[Note]) -> None:
        """Keeps what is selected and coded in these notes."""
        guids = {each.guid for each in notes}
        for note, element, place in self.ranged:
            if note.guid in guids:
                self.keep("Notes", element, place, "codings in a memo are not shown here", inside=note.guid)

    def _text_source(self, element: Element, place: str, holder: Element | None = None) -> RawSource:
        """The source of an element; `holder` is the PDF or picture that it is the text of, and whose name and codes it has."""
        outer = element if holder is None else holder
        guid = guid_in(outer, place)
        counted, path = self._text(element, "document")
        rich = self._found(attribute(element, "richTextPath")) or self._found(attribute(outer, "path"))
        described = (text_in(outer, "Description"), text_in(element, "Description") if holder is not None else "")
        source = Source(
            guid,
            attribute(outer, "name") or attribute(element, "name"),
            counted.text if counted is not None else None,
            "\n\n".join(each for each in described if each),
            tuple(_selections(element, guid)),
            (*codings_in(outer, guid), *(codings_in(element, f"{guid} text") if holder is not None else ())),
            tuple(dict.fromkeys((*references(outer, "NoteRef"), *references(element, "NoteRef")))),
            tuple(dict.fromkeys((*values_in(outer), *values_in(element)))),
            made_in(outer),
            path,
            rich,
            element.tag,
            guid if holder is not None else "",
        )
        self.originals[guid] = rich or path
        return RawSource(source, counted)

    def _media(self, element: Element, place: str) -> Iterator[RawSource]:
        guid = guid_in(element, place)
        if element.tag in _TIMED:
            texts = [each for each in element.iterfind("Transcript") if _says(each)]
        else:
            texts = [each for each in element.iterfind(_MEDIA[element.tag]) if _says(each)][:1]
        self.keep("Sources", element, place, "" if texts else _NO_TEXT[element.tag], inside=guid if texts else "")
        for number, each in enumerate(texts):
            if element.tag in _TIMED:
                yield self._transcript(each, element, f"{place}.{number}", number == 0)
            else:
                yield self._text_source(each, place, element)

    def _transcript(self, element: Element, holder: Element, place: str, first: bool) -> RawSource:
        """A transcript; the first one has what is said of the whole recording."""
        raw = self._text_source(element, place)
        lasting = raw.source
        if first:
            outer = guid_in(holder, place.partition(".")[0])
            lasting = replace(
                lasting,
                description="\n\n".join(each for each in (text_in(holder, "Description"), lasting.description) if each),
                codings=codings_in(holder, outer),
                notes=tuple(dict.fromkeys((*references(holder, "NoteRef"), *lasting.notes))),
                values=values_in(holder),
            )
        points = {
            guid_in(each, ""): int(attribute(each, "position"))
            for each in element.iterfind("SyncPoint")
            if attribute(each, "position").isdecimal()
        }
        selections: list[Selection] = []
        for number, each in enumerate(element.iterfind("TranscriptSelection")):
            start, end = (points.get(identifier(attribute(each, name))) for name in ("fromSyncPoint", "toSyncPoint"))
            if start is None or end is None:
                self._remarks.add(
                    "kept", "excerpt", attribute(each, "name"), "its points in time have no place in the transcript"
                )
            else:
                selections.append(selection_in(each, f"{lasting.guid} {number}", start, end))
        named = lasting.name or attribute(holder, "name")
        return RawSource(
            replace(lasting, name=named, selections=tuple(selections), within=guid_in(holder, place.partition(".")[0])),
            raw.counted,
        )

    def _text(self, element: Element, what: str) -> tuple[Counted | None, str]:
        """The text of a source or a note, and the member that it stands in."""
        inline = element.find("PlainTextContent")
        path = attribute(element, "plainTextPath")
        name = attribute(element, "name")
        member = self._found(path)
        if member and self._container is not None:
            try:
                counted, encoding = self._read_member(self._container, member)
            except FileFault as fault:
                self._remarks.add("lost", what, name, f"its text cannot be read: {fault.reason}")
                return None, member
            if encoding not in CERTAIN:
                self._remarks.add("changed", what, name, f"its text is no UTF-8 and was read as {encoding}")
            self._characters += len(counted.text)
            if self._characters > MOST_CHARACTERS:
                raise FileFault(
                    self._shown, f"its texts come to more than {MOST_CHARACTERS // 1_000_000} million characters"
                )
            return counted, member
        if inline is not None:
            if path and not member:
                self._remarks.add(
                    "changed", what, name, "its file is absent, and the text that stands in the XML was taken"
                )
            return Counted(inline.text or "", inline=True), ""
        if path and not member:
            outside = path.partition(":")[0].casefold() in ("absolute", "relative")
            why = "lies outside of the project's file" if outside else "is not in the project's file"
            self._remarks.add("lost", what, name, f"its text {why}, so it was left out with all that stands on it")
        elif what == "document":
            self._remarks.add("lost", what, name, "it has no text, so it was left out with all that stands on it")
        return None, ""

    def _read_member(self, container: Container, member: str) -> tuple[Counted, str]:
        """The text in a member and its encoding; several sources can have one."""
        if member not in self._read:
            text, encoding = decode(member, container.read(member))
            # `decode` takes a mark off, and whether it was there decides how positions are counted.
            marked = encoding in CERTAIN and encoding != "utf-8"
            self._read[member] = Counted(f"\ufeff{text}" if marked else text), encoding
        return self._read[member]

    def _found(self, reference: str) -> str:
        return self._container.find(reference) if reference and self._container is not None else ""

    def keep(self, part: str, element: Element, place: str, why: str, inside: str = "") -> None:
        """Keeps an element as XML with the files that it names; `why` is told, "" where that needs no word."""
        if len(self.kept) >= MOST_KEPT:
            raise FileFault(self._shown, f"it has more than {MOST_KEPT} things that no version of the standard has")
        paths = (attribute(element, name) for name in ("path", "richTextPath", "plainTextPath"))
        files = tuple(dict.fromkeys(found for path in paths if (found := self._found(path))))
        name = attribute(element, "name")
        self.kept.append(Kept(part, element.tag, guid_in(element, place), name, as_xml(element), files, inside))
        if why:
            self._remarks.add("kept", element.tag, name, why)


_ELSEWHERE = "it is called by words that stand elsewhere in its text and not where it is: look at it"


def _called_otherwise(name: str, text: str, start: int, end: int) -> bool:
    """Whether a selection's name is a quotation of its text, and not of the place where it stands."""
    if len(name) < _TELLING or is_quote(name, text[start : min(end, start + 2 * len(name))]):
        return False
    words = " ".join(name.split()).removesuffix("…").removesuffix("...").rstrip()
    return len(words) >= _TELLING and words in text


def _says(element: Element) -> bool:
    return bool(attribute(element, "plainTextPath")) or element.find("PlainTextContent") is not None


def _selections(element: Element, guid: str) -> Iterator[Selection]:
    for number, each in enumerate(element.iterfind("PlainTextSelection")):
        start, end = whole(attribute(each, "startPosition")), whole(attribute(each, "endPosition"))
        yield selection_in(each, f"{guid} {number}", start, end)


def whole(text: str) -> int:
    """The number that a position says, -1 for none."""
    try:
        return int(text) if len(text) < 12 else -1
    except ValueError:
        return -1


def placed(raw: RawSource, way: Convention, remarks: Remarks) -> Source:
    """The source with its selections at code points of its text; what of them lies outside of it is cut off."""
    if raw.counted is None:
        return raw.source
    length = len(raw.counted.text)
    made: list[Selection] = []
    for each in raw.source.selections:
        start, end = raw.counted.range(each.start, each.end, way)
        if each.start < 0 or each.end < 0:
            remarks.add("lost", "excerpt", each.name or each.guid, "its positions are no numbers")
            continue
        if start > end:
            start, end = end, start
            remarks.add("changed", "excerpt", each.name or each.guid, "it ended before it began, and was turned round")
        if not length or end < 0 or start > length or start == length < end:
            remarks.add("lost", "excerpt", each.name or each.guid, "it lies outside of its text")
            continue
        if start < 0 or end > length:
            start, end = max(0, start), min(length, end)
            remarks.add("changed", "excerpt", each.name or each.guid, "it went beyond its text, and was cut there")
        if _called_otherwise(each.name, raw.counted.text, start, end):
            remarks.add("changed", "excerpt", each.name, _ELSEWHERE)
        made.append(replace(each, start=start, end=end))
    return replace(raw.source, selections=tuple(made))
