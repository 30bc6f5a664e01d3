"""Where a reviewer left off on this machine: the document read last, the place in each, and the themes behind digits.

It stands in `.catena/left-off/REVIEWER.toml`, a way of working and no fact of the study, so it is not in git. A place is a code
point of one version of a text, known by its sha256, and means nothing in another one. A file that cannot be read is none at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from store.documents import Document
from store.errors import FileFault
from store.files import write_durably
from store.project import Project
from store.toml import parse_toml, render_toml

LARGEST = 5_000_000


@dataclass(slots=True)
class LeftOff:
    """`document` is the id of the last one, `themes` are ids by digit ("": none), `places` (sha256, position) by document."""

    document: str = ""
    themes: tuple[str, ...] = ()
    places: dict[str, tuple[str, int]] = field(default_factory=dict)

    def place_in(self, document: Document) -> int:
        """The position at which the document was left, 0 where it was not read in this version."""
        sha256, position = self.places.get(document.id, ("", 0))
        return position if sha256 == document.sha256 and position < document.characters else 0

    def read(self, document: Document, position: int) -> None:
        """Remembers that the reviewer is at a position of a document now."""
        self.document = document.id
        self.places[document.id] = (document.sha256, position)

    def values(self, themes: Sequence[str]) -> dict[str, Any]:
        """What its file holds, as it is now, with these themes behind digits."""
        places = {key: {"sha256": sha256, "position": at} for key, (sha256, at) in sorted(self.places.items())}
        return {"document": self.document, "themes": list(themes), "place": places}


def where_left_off(project: Project, reviewer: str) -> LeftOff:
    """What is known of where a reviewer (a slug) left off."""
    try:
        values = parse_toml(_file(reviewer), project.read(_file(reviewer), LARGEST))
    except FileFault:
        return LeftOff()
    themes, places = values.get("themes"), values.get("place")
    return LeftOff(
        str(values.get("document", "")),
        tuple(each if isinstance(each, str) else "" for each in themes) if isinstance(themes, list) else (),
        {key: (place["sha256"], place["position"]) for key, place in places.items() if _is_place(place)}
        if isinstance(places, dict)
        else {},
    )


def keep_left_off(project: Project, reviewer: str, values: Mapping[str, Any]) -> None:
    """Writes the `values` of where a reviewer (a slug) left off; raises SaveFault."""
    write_durably(project.root, _file(reviewer), render_toml(values))


def _file(reviewer: str) -> str:
    return f".catena/left-off/{reviewer}.toml"


def _is_place(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("sha256"), str)
        and type(value.get("position")) is int
        and value["position"] >= 0
    )
