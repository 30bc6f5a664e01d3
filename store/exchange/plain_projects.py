"""A project of the exchange model put together from plain names: coders, paths of codes, texts, and places coded in them.

For formats that have no identifiers of their own. GUIDs follow from what the project is called and from the names in it, so the
same folder or sheet, taken in again, is known again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from store.codebook import SEPARATOR
from store.exchange.refi.identifiers import minted
from store.exchange.refi.model import Code, Coding, Made, Project, Selection, Source, User

LONGEST_NAME = 100


@dataclass
class PlainProject:
    """A project that grows. `name` is what it is called; codes are named by their paths from the top."""

    name: str
    origin: str
    _users: dict[str, User] = field(default_factory=dict)
    _codes: dict[tuple[str, ...], Code] = field(default_factory=dict)
    _coded: set[str] = field(default_factory=set)
    _sources: dict[str, Source] = field(default_factory=dict)
    _selections: dict[str, dict[str, Selection]] = field(default_factory=dict)

    def guid(self, kind: str, key: str) -> str:
        return minted(f"plain {self.origin} {self.name}", kind, key)

    def add_text(self, name: str, title: str, text: str) -> None:
        self._sources[name] = Source(self.guid("document", name), title, text)

    def text(self, name: str) -> str:
        """The text of a document that was added, "" where there is none of this name."""
        found = self._sources.get(name)
        return (found.text or "") if found is not None else ""

    @property
    def names(self) -> Sequence[str]:
        return tuple(self._sources)

    def code(self, path: Sequence[str], description: str = "", colour: str = "", guid: str = "") -> str:
        """The GUID of the code at a path, which is made with those above it where it is not there yet."""
        key = tuple(path)
        if key not in self._codes:
            parent = self.code(key[:-1]) if key[1:] else ""
            made = Code(guid or self.guid("theme", SEPARATOR.join(key)), key[-1], parent=parent)
            self._codes[key] = made
        known = self._codes[key]
        self._codes[key] = replace(known, description=known.description or description, colour=known.colour or colour)
        return self._codes[key].guid

    def mark(
        self, document: str, start: int, end: int, code: str = "", coder: str = "", note: str = "", when: str = ""
    ) -> None:
        """A coder gave a place of a document a code (GUID); those of one place, coder and note stand together."""
        if coder and coder not in self._users:
            self._users[coder] = User(self.guid("user", coder), coder)
        made = Made(self._users[coder].guid if coder else "", when)
        key = f"{document}\n{start}\n{end}\n{coder}\n{note}"
        words = " ".join(self.text(document)[start:end].split())[:LONGEST_NAME]
        known = self._selections.setdefault(document, {}).get(key)
        selection = known or Selection(self.guid("excerpt", key), start, end, words, note, made=made)
        if code and all(each.code != code for each in selection.codings):
            coding = Coding(self.guid("coding", f"{key}\n{code}"), code, made)
            selection = replace(selection, codings=(*selection.codings, coding))
            self._coded.add(code)
        self._selections[document][key] = selection

    def made(self) -> Project:
        """The project; a code that only holds others is not codable."""
        above = {each.parent for each in self._codes.values()}
        codes = [
            replace(each, codable=each.guid in self._coded or each.guid not in above) for each in self._codes.values()
        ]
        sources = [
            replace(source, selections=tuple(self._selections.get(name, {}).values()))
            for name, source in self._sources.items()
        ]
        return Project(self.name, self.origin, tuple(self._users.values()), tuple(codes), sources=tuple(sources))
