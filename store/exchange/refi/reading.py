"""A .qdpx or .qdc file read as a project of the model, with all that was remarkable on the way.

What a program may do otherwise than the standard says is taken as it is meant wherever that is certain: any name space, any
case of letters and braces, texts in files or in the XML, paths with and without a scheme. What cannot be taken is kept as XML
and told. Nothing is guessed for one selection alone: how positions are counted is found for the whole project (see `offsets`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import Element

from store.errors import FileFault
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
from store.exchange.refi.markup import as_xml, attribute, parse_xml, text_in
from store.exchange.refi.model import Code, Kept, Project
from store.exchange.refi.offsets import Placed, Resolved, resolve
from store.exchange.refi.remarks import Remark, Remarks
from store.exchange.refi.texts import RawSource, TextReader, placed

ENDINGS = (".qdpx", ".qdc")

_PARTS = {
    *(
        "Users",
        "CodeBook",
        "Variables",
        "Cases",
        "Sources",
        "Notes",
        "Links",
        "Sets",
        "Graphs",
        "Description",
        "NoteRef",
    )
}

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
    if path.suffix.casefold() == ".qdc":
        root = parse_xml(str(path), _pieces(path))
        return _read(str(path), root, None)
    with opened(path) as container:
        root = parse_xml(str(path), container.pieces(container.project, LARGEST_XML))
        return _read(str(path), root, container)


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


def _read(path: str, root: Element, container: Container | None) -> Read:
    if root.tag not in ("Project", "CodeBook"):
        raise FileFault(path, f"its XML is no project and no codebook of REFI-QDA (it begins with {root.tag[:40]!r})")
    book = root if root.tag == "CodeBook" else root.find("CodeBook")
    remarks = Remarks()
    origin = attribute(root, "origin")
    reader = TextReader(container, remarks)
    raw = list(reader.sources(root.find("Sources")))
    counted = resolve(_selections(raw), origin)
    sources = _unlike([placed(each, counted.way, remarks) for each in raw], "document", remarks)
    notes = _unlike(list(reader.notes(root.find("Notes"))), "memo", remarks)
    project = Project(
        name=attribute(root, "name"),
        origin=origin,
        users=_first(user_in(each, f"{n}") for n, each in _children(root, "Users", "User")),
        codes=_codes(book, remarks),
        variables=_first(variable_in(each, f"{n}") for n, each in _children(root, "Variables", "Variable")),
        cases=_unlike([case_in(each, f"{n}") for n, each in _children(root, "Cases", "Case")], "case", remarks),
        sources=sources,
        notes=notes,
        links=_unlike([link_in(each, f"{n}") for n, each in _children(root, "Links", "Link")], "link", remarks),
        sets=_unlike(
            [
                set_in(each, f"{n}")
                for holder in dict.fromkeys((root, book))
                if holder is not None
                for n, each in _children(holder, "Sets", "Set")
            ],
            "set",
            remarks,
        ),
        kept=(*reader.kept, *_unknown(root)),
        description=text_in(root, "Description"),
        note_refs=references(root, "NoteRef"),
        made=made_in(root),
    )
    return Read(project, counted, remarks.all(), reader.originals)


def _children(holder: Element, part: str, child: str) -> Iterator[tuple[int, Element]]:
    for place in holder.iterfind(part):
        yield from enumerate(place.iterfind(child))


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


def _unknown(root: Element) -> Iterator[Kept]:
    """What of the project is not in the model: its graphs, and whatever no version of the standard that we know has."""
    for graphs in root.iterfind("Graphs"):
        for number, each in enumerate(graphs):
            yield Kept(
                "Graphs", each.tag, attribute(each, "guid") or f"{number}", attribute(each, "name"), as_xml(each)
            )
    if root.tag == "Project":
        for number, each in enumerate(root):
            if each.tag not in _PARTS:
                yield Kept("", each.tag, attribute(each, "guid") or f"{number}", attribute(each, "name"), as_xml(each))
