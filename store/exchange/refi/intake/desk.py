"""Where an import is put together: what the project holds, what the file says, and who of the one is who of the other.

Each kind of thing has a module that adds its changes here, in an order in which everything that is named is known already:
reviewers, themes, attributes and cases, documents, excerpts, memos, and what is kept as it came.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from store.acts import Change, SetValue
from store.exchange.refi.container import Container
from store.exchange.refi.identifiers import canonical, minted
from store.exchange.refi.intake.plan import Item
from store.exchange.refi.model import Note, Project
from store.exchange.refi.offsets import counted_by_us
from store.exchange.refi.remarks import Remarks
from store.exchange.refi.supplement import Fields
from store.holdings import Holdings
from store.names import plain_name, slug_id
from store.pseudonyms import NO_NAMES, NameKey
from store.toml import LONGEST_TEXT
from store.values import table_of, text_of, texts_of

LONGEST_NAME = 240

Thing = TypeVar("Thing")


class Marked(Protocol):
    """A thing of ours that can have come from elsewhere."""

    @property
    def id(self) -> str: ...
    @property
    def guid(self) -> str: ...
    @property
    def other(self) -> Mapping[str, Any]: ...


Known = TypeVar("Known", bound=Marked)


@dataclass(frozen=True)
class Wishes:
    """How a person wants an import to go.

    `kind` is what the documents are; `following` lets the file have its way where both sides changed a thing; `removing` takes
    away excerpts and tags that came before and are gone from the file; `people` says which reviewer (slug) a user's name means.
    """

    kind: str = "interview"
    following: bool = False
    removing: bool = False
    people: Mapping[str, str] = field(default_factory=dict)
    me: str = ""


@dataclass
class Desk:
    """One import. `ids` are ours by the GUIDs of the file, a dictionary a kind; `key` names the project that the file is of."""

    project_id: str
    holdings: Holdings
    foreign: Project
    wishes: Wishes
    container: Container | None = None
    names: NameKey = NO_NAMES
    key: str = ""
    changes: list[Change] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    remarks: Remarks = field(default_factory=Remarks)
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    longer: list[tuple[Note, str, str]] = field(default_factory=list)
    """Texts that are too long for their place: as notes, each with the kind and id of what it is about."""
    taken: set[tuple[str, str]] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    """The texts of documents (ids) that are others here."""
    about: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """What each note (GUID) is about: ids by kind."""

    def id_of(self, kind: str, guid: str) -> str:
        """Our id of the thing that the file calls by this GUID, "" where it has none here."""
        return self.ids.get(kind, {}).get(guid, "")

    @property
    def is_ours(self) -> bool:
        """Whether catena wrote the file."""
        return counted_by_us(self.foreign.origin) is not None

    def besides(self, kind: str, guid: str) -> Fields:
        """What a supplement says of the thing of a kind that the file calls by this GUID."""
        return (self.foreign.supplement or {}).get(kind, {}).get(guid, {})

    def id_there(self, kind: str, guid: str, taken: Collection[str]) -> str:
        """The id that a new thing had where it comes from, as links name it so; "" where none is said or a thing here has it."""
        said, held = text_of(self.besides(kind, guid).get("id")), self.holdings
        here = (taken, held.excerpts, held.themes, held.documents, held.cases, held.memos)
        free = not any(said in things for things in here) and self.names.without_names(said) == said
        return said if free else ""

    def ids_there(self, *kinds: str) -> set[str]:
        """The ids that new things had where they come from, which no other thing is given."""
        said = (fields.get("id") for kind in kinds for fields in (self.foreign.supplement or {}).get(kind, {}).values())
        return {text_of(each) for each in said if each}

    def is_here(self, kind: str, guid: str, ours: str) -> None:
        self.ids.setdefault(kind, {})[guid] = ours

    def known_by_guid(
        self, kind: str, things: Mapping[str, Thing], guid: Callable[[Thing], Iterable[str]]
    ) -> dict[str, Thing]:
        """Our things by the GUIDs that they came with, or that an export of ours gave them."""
        made = {minted(self.project_id, kind, key): thing for key, thing in things.items()}
        for thing in things.values():
            made |= {canonical(each): thing for each in guid(thing) if each}
            made |= dict.fromkeys(texts_of(table_of(getattr(thing, "other", None)).get("guids")), thing)
        return made

    def once(self, kind: str, known: Known | None) -> Known | None:
        """The thing that is here, unless another thing of the file is it already: no two of them become one."""
        if known is None or (kind, known.id) in self.taken:
            return None
        self.taken.add((kind, known.id))
        return known

    def free_id(self, name: str, fallback: str, taken: Collection[str]) -> str:
        """An id after a name of the file, in which no real name of the key of pseudonyms stands."""
        return slug_id(self.names.without_names(name), fallback, taken)

    def told(self, kind: str, status: str, ours: str, guid: str = "", name: str = "", detail: str = "") -> None:
        self.items.append(Item(kind, status, ours, guid, " ".join(name.split()), detail))

    def remark(self, kind: str, what: str, name: str, message: str) -> None:
        self.remarks.add(kind, what, name, message)

    def set_fields(
        self,
        path: str,
        known: Mapping[str, Any],
        wanted: Mapping[str, Any],
        absent: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        """Makes the keys of `wanted` what they are there, in the file of a thing that says `known` of itself.

        `absent` is what keys stand for that are not there.
        """
        for key, value in wanted.items():
            if known.get(key) != value and not (known.get(key) in _EMPTY and value in _EMPTY):
                after = None if value in _EMPTY else value
                self.changes.append(SetValue(path, (key,), known.get(key), after, absent=absent.get(key)))

    def mark(self, kind: str, path: str, known: "Marked", guid: str, status: str, said: Mapping[str, Any]) -> None:
        """Writes down in the file of a thing that is here which GUID it came with and what is `said` of it besides, once."""
        adopted = not known.guid and guid != minted(self.project_id, kind, known.id)
        if adopted:
            self.changes.append(SetValue(path, ("guid",), None, guid))
        # Programs that mint new GUIDs with each export are known again by the newest.
        if adopted or status == "updated":
            others = {} if adopted or canonical(known.guid) == guid else {"guids": [guid]}
            self.changes.append(
                SetValue(path, ("other",), dict(known.other) or None, {**known.other, **said, **others})
            )

    def notes_about(self, guids: Iterable[str], kind: str, ours: str) -> None:
        """The notes are about our thing."""
        for guid in guids:
            named = self.about.setdefault(guid, {}).setdefault(kind, [])
            if ours not in named:
                named.append(ours)

    def fitting(self, text: str, kind: str, ours: str, guid: str, name: str) -> str:
        """`text` where a file keeps it; of a longer one the beginning, and all of it becomes a memo about the thing."""
        if len(text) <= LONGEST_TEXT:
            return text
        self.remark(
            "changed", kind, name, f"what is said of it is longer than {LONGEST_TEXT} characters: a memo has all of it"
        )
        self.longer.append(
            (Note(minted("refi", "longer", guid), f"{name}: all that is said"[:LONGEST_NAME], text), kind, ours)
        )
        return text[: LONGEST_TEXT - 1] + "…"


def kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is written down of `values`: without those that say nothing, texts as long as a file keeps them."""
    return {
        key: value[:LONGEST_TEXT] if isinstance(value, str) else value
        for key, value in values.items()
        if value not in _EMPTY
    }


_EMPTY: tuple[Any, ...] = ("", None, [], {}, ())


def plain(text: str, fallback: str) -> str:
    """`text` as a name on one line; what a terminal would obey becomes U+FFFD, and one without any letter is the `fallback`."""
    shown = "".join(
        "\N{REPLACEMENT CHARACTER}"
        if unicodedata.category(each) in ("Cc", "Cf") and not each.isspace() and each != "\u200d"
        else each
        for each in text
    )
    cut = " ".join(shown.split())
    return plain_name("a name", cut if len(cut) <= LONGEST_NAME else cut[: LONGEST_NAME - 1] + "…") if cut else fallback
