"""A .qdpx or .qdc file read as a project of the model, with all that was remarkable on the way.

What a program may do otherwise than the standard says is taken as it is meant wherever that is certain: any name space, any
case of letters and braces, texts in files or in the XML, paths with and without a scheme. What cannot be taken is kept as XML
and told. Nothing is guessed for one selection alone: how positions are counted is found for the whole project (see `offsets`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import Element

from store.errors import FileFault
from store.exchange.refi.annotations import annotated, is_annotating
from store.exchange.refi.container import LARGEST_XML, Container, opened
from store.exchange.refi.elements import (
    case_in,
    codes_in,
    link_in,
    made_in,
    references,
    set_in,
    user_in,
    variable_in,
)
from store.exchange.refi.identifiers import minted
from store.exchange.refi.markup import LISTS, NotWellFormed, attribute, mended, parse_xml, text_in
from store.exchange.refi.model import Case, Code, Link, Note, Project, Set, User, Variable
from store.exchange.refi.offsets import Placed, Resolved, counted_by_us, resolve
from store.exchange.refi.remarks import Remark, Remarks
from store.exchange.refi.supplement import LARGEST, NAME, Supplement, supplement_in
from store.exchange.refi.texts import UNKNOWN, RawSource, TextReader, placed

ENDINGS = (".qdpx", ".qdc")

_PARTS = {*LISTS, "CodeBook", "Description", "NoteRef"}

Thing = TypeVar("Thing", bound="object")


@dataclass(frozen=True)
class Read:
    """What a file holds. `counted` is how it counts the positions of its selections."""

    project: Project
    counted: Resolved
    remarks: tuple[Remark, ...] = ()
    originals: dict[str, str] = field(default_factory=dict)
    """For each source (GUID) the member of the container that its text was made of."""


def read_file(path: Path) -> Read:
    """What the .qdpx or .qdc file at `path` holds; raises FileFault where it is none, or is not safe to read."""
    try:
        return _read_once(path, iter)
    except NotWellFormed as fault:
        try:
            read = _read_once(path, mended)
        except FileFault:
            raise fault from None
        told = Remark("changed", "project", "", f"its XML was damaged ({fault.reason}), and was read as it is meant")
        return replace(read, remarks=(told, *read.remarks))


def _read_once(path: Path, through: Callable[[Iterable[bytes]], Iterable[bytes]]) -> Read:
    if path.suffix.casefold() == ".qdc":
        return _read(str(path), through(_pieces(path)), None)
    with opened(path) as container:
        return _read(str(path), through(container.pieces(container.project, LARGEST_XML)), container)


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        if not path.is_file():
            raise FileFault(str(path), "it is not a regular file" if path.exists() else "there is no such file")
        if path.stat().st_size > LARGEST_XML:
            raise FileFault(
                str(path), f"it is larger than the {LARGEST_XML // 1024 // 1024} MB of the largest codebook"
            )
        with open(path, "rb") as file:
            while piece := file.read(1 << 20):
                yield piece
    except OSError as error:
        raise FileFault(str(path), f"it cannot be read ({error.strerror})") from None


class _Collector:
    """The things of a project as they are read, one after the other."""

    def __init__(self, container: Container | None) -> None:
        self.remarks = Remarks()
        self.texts = TextReader(container, self.remarks)
        self.users: list[User] = []
        self.variables: list[Variable] = []
        self.cases: list[Case] = []
        self.raw: list[RawSource] = []
        self.notes: list[Note] = []
        self.links: list[Link] = []
        self.sets: list[Set] = []
        self._counts: Counter[str] = Counter()

    def take(self, part: str, element: Element) -> None:
        """A thing of the list `part`; what is none that the list can have is kept as it came."""
        place = f"{self._counts[part]}"
        self._counts[part] += 1
        match part, element.tag:
            case "Users", "User":
                self.users.append(user_in(element, place))
            case "Variables", "Variable":
                self.variables.append(variable_in(element, place))
            case "Cases", "Case":
                self.cases.append(case_in(element, place))
            case "Sources", _:
                self.raw += self.texts.sources(element, place)
            case "Notes", "Note":
                self.notes.append(self.texts.note(element, place))
            case "Links", "Link":
                self.links.append(link_in(element, place))
            case "Sets", "Set":
                self.sets.append(set_in(element, place))
            case _:
                self.texts.keep(part, element, place, "" if part == "Graphs" else UNKNOWN)


def _read(path: str, pieces: Iterable[bytes], container: Container | None) -> Read:
    found = _Collector(container)
    root = parse_xml(path, pieces, found.take)
    if root.tag not in ("Project", "CodeBook"):
        raise FileFault(path, f"its XML is no project and no codebook of REFI-QDA (it begins with {root.tag[:40]!r})")
    book = root if root.tag == "CodeBook" else root.find("CodeBook")
    if book is not None and book is not root:
        # A codebook of its own inside a project has sets of its own.
        for number, each in enumerate(book.iterfind("Sets/Set")):
            found.sets.append(set_in(each, f"codebook {number}"))
    if root.tag == "Project":
        for number, each in enumerate(each for each in root if each.tag not in _PARTS):
            found.texts.keep("", each, f"{number}", UNKNOWN)
    remarks = found.remarks
    origin = attribute(root, "origin")
    raw, notes = found.raw, found.notes
    if is_annotating(origin):
        raw, notes = annotated(raw, notes, ((note, element) for note, element, _ in found.texts.ranged))
    found.texts.keep_ranges(notes)
    # Annotations have no words of their own that could tell how the file counts.
    counted = resolve(_selections(found.raw), origin)
    project = Project(
        name=attribute(root, "name"),
        origin=origin,
        users=_first(found.users),
        codes=_codes(book, remarks),
        variables=_first(found.variables),
        cases=_unlike(found.cases, "case", remarks),
        sources=_unlike([placed(each, counted.way, remarks) for each in raw], "document", remarks),
        notes=_unlike(notes, "memo", remarks),
        links=_unlike(found.links, "link", remarks),
        sets=_unlike(found.sets, "set", remarks),
        kept=tuple(found.texts.kept),
        description=text_in(root, "Description"),
        note_refs=references(root, "NoteRef"),
        made=made_in(root),
        supplement=_supplement(container, remarks) if counted_by_us(origin) is not None else None,
    )
    return Read(project, counted, remarks.all(), found.texts.originals)


def _supplement(container: Container | None, remarks: Remarks) -> Supplement | None:
    """What an export of catena says beside the standard."""
    if container is None or NAME not in container.names():
        return None
    try:
        found = supplement_in(container.read(NAME, LARGEST))
    except FileFault:
        found = None
    if found is None:
        remarks.add("lost", "piece", NAME, "it cannot be read, so what catena alone says of things is not here")
    return found


def _selections(raw: Iterable[RawSource]) -> Iterator[Placed]:
    for each in raw:
        if each.counted is not None:
            for selection in each.source.selections:
                yield Placed(each.counted, selection.start, selection.end, selection.name)


def _codes(book: Element | None, remarks: Remarks) -> tuple[Code, ...]:
    """The codes; of two with one GUID the second gets one of its own, and what is below it stays where it stands."""
    if book is None:
        return ()
    found: list[Code] = []
    for holder in book.iterfind("Codes"):
        found += codes_in(holder)
    return _unlike(found, "theme", remarks)


def _first(things: Iterable[Thing]) -> tuple[Thing, ...]:
    made: dict[str, Thing] = {}
    for each in things:
        made.setdefault(each.guid, each)  # type: ignore[attr-defined]
    return tuple(made.values())


def _unlike(things: "list[Thing]", what: str, remarks: Remarks) -> tuple[Thing, ...]:
    seen: Counter[str] = Counter()
    made: list[Thing] = []
    for each in things:
        guid: str = each.guid  # type: ignore[attr-defined]
        seen[guid] += 1
        if seen[guid] > 1:
            remarks.add("changed", what, guid, "another one has its GUID too, so it got one of its own")
            each = replace(each, guid=minted("refi", f"{what} {seen[guid]}", guid))  # type: ignore[type-var]
        made.append(each)
    return tuple(made)
