"""A project as REFI-QDA says it, in plain values: between the XML of the standard and what catena keeps.

Whatever a file does, here a text has LF line ends and no byte order mark, and a selection is a half-open range of its code
points. A GUID is upper case without braces (see `identifiers`), a colour is `#rrggbb`, a date is text as ISO 8601 has it. An
absent thing is an empty one. The codes are a list from the top down, each naming the one above, so no depth of a tree is a
depth of calls. What the model does not know stands as XML in `kept`, with the names of the files that belong to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from store.exchange.refi.supplement import Supplement


@dataclass(frozen=True, slots=True)
class Made:
    """Who made and changed a thing (GUIDs of users), and when."""

    by: str = ""
    when: str = ""
    changed_by: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class User:
    """`id` is the short one, mostly initials."""

    guid: str
    name: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """`parent` is the GUID of the code above, empty at the top; `codable` is whether texts can have it."""

    guid: str
    name: str
    codable: bool = True
    colour: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """`type` is Text, Boolean, Integer, Float, Date or DateTime."""

    guid: str
    name: str
    type: str = "Text"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a variable (GUID) as the file writes it; `type` as of the element that holds it."""

    variable: str
    text: str
    type: str = "Text"


@dataclass(frozen=True, slots=True)
class Case:
    """A case with the GUIDs of its codes, sources and selections."""

    guid: str
    name: str = ""
    description: str = ""
    codes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """A code (GUID) on a selection or on a whole source."""

    guid: str
    code: str
    made: Made = Made()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """A half-open range of code points of a source's text."""

    guid: str
    start: int
    end: int
    name: str = ""
    description: str = ""
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    made: Made = Made()


@dataclass(frozen=True, slots=True)
class Source:
    """A document. `text` is None where the file holds none; `path` and `rich_path` are as the file names them.

    `codings` are on the whole of it. `kind` is the element's that holds the text: TextSource, Representation (of a PDF),
    TextDescription (of a picture), Transcript (of a sound or a film). `within` is the GUID of the PDF, picture, sound or film,
    of which the whole element stands in `kept`.
    """

    guid: str
    name: str = ""
    text: str | None = None
    description: str = ""
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    made: Made = Made()
    path: str = ""
    rich_path: str = ""
    kind: str = "TextSource"
    within: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A memo: its text, or where the file names another file that holds it, the text of that one."""

    guid: str
    name: str = ""
    text: str = ""
    description: str = ""
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    made: Made = Made()
    path: str = ""
    rich_path: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """`origin` and `target` are GUIDs of anything; `direction` is Associative, OneWay or Bidirectional."""

    guid: str
    name: str = ""
    direction: str = ""
    origin: str = ""
    target: str = ""
    colour: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Set:
    """A group of codes, sources and notes (GUIDs)."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece of the file that the model does not know: its element's name, its XML, the names of its files.

    `part` is where it stands: the element of the project that holds it (Sources, Graphs …). `inside` is the GUID of the thing
    that it is a piece of, where that is known otherwise (the rectangles of a PDF, the points in time of a transcript).
    """

    part: str
    element: str
    guid: str
    name: str
    xml: str
    files: tuple[str, ...] = ()
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """All of it. A codebook (.qdc) is a project of codes and sets alone."""

    name: str = ""
    origin: str = ""
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    sets: tuple[Set, ...] = ()
    kept: tuple[Kept, ...] = ()
    description: str = ""
    note_refs: tuple[str, ...] = ()
    made: Made = Made()
    files: Mapping[str, bytes] = field(default_factory=dict, hash=False)
    """What of the container is kept as it came, by the name that paths give it (`internal://NAME`)."""
    supplement: Supplement | None = field(default=None, hash=False)
    """What catena says beside the standard; None where the file has nothing of the kind."""
