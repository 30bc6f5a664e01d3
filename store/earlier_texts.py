"""Earlier texts of a document: what its text was before it was corrected, extracted again or pseudonymised.

Each change of a text is one entry of the document's record, `[version.<id>]`, from one text to another. The id follows from both,
so that two people who take in the same text write the same entry, and two who take in different ones write two. The earlier text
lies beside the corpus, or, where it holds names that must not be shared, in `private/` of the machine that has the key. A text is
known by its sha256 alone: whatever is read is compared with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from store.errors import FileFault
from store.values import text_of, time_of

EARLIER = "corpus/earlier"
"""The folder of earlier texts that are shared."""
PRIVATE_EARLIER = "private/earlier"
"""The folder of those that hold real names: never in git."""

Edit = tuple[int, int, int]
"""A half-open range of the earlier text, and how many characters stand in its place now."""


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A text of the hash `sha256` that one of the hash `became` replaced. `path` is "" where it is not shared.

    `edits` are all that differs, in order, where that is known exactly; the rest says where the text had come from.
    """

    sha256: str
    became: str
    characters: int
    path: str = ""
    replaced: datetime | None = None
    source: str = ""
    importer: str = ""
    encoding: str = ""
    original: str = ""
    original_sha256: str = ""
    added: datetime | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def id(self) -> str:
        return "v" + sha256(f"{self.sha256} {self.became}".encode()).hexdigest()[:10]


def earlier_path(document: str, digest: str, private: bool = False) -> str:
    """Where the earlier text with this sha256 lies."""
    return f"{PRIVATE_EARLIER if private else EARLIER}/{document}-{digest[:10]}.txt"


def earlier_from(record: Mapping[str, Any]) -> tuple[EarlierText, ...]:
    """The entries of a document's record, in the order in which the texts were replaced; one without hashes says nothing."""
    listed = record.get("version")
    found = [_earlier(entry) for entry in listed.values()] if isinstance(listed, Mapping) else []
    known = [each for each in found if each is not None]
    return tuple(sorted(known, key=lambda each: (str(each.replaced or ""), each.id)))


def _earlier(entry: object) -> EarlierText | None:
    if not isinstance(entry, Mapping):
        return None
    digest, became, characters = (entry.get(key) for key in ("sha256", "became", "characters"))
    if not isinstance(digest, str) or not isinstance(became, str) or type(characters) is not int:
        return None
    return EarlierText(
        sha256=digest,
        became=became,
        characters=characters,
        path=text_of(entry.get("path")),
        replaced=time_of(entry.get("replaced")),
        source=text_of(entry.get("source")),
        importer=text_of(entry.get("importer")),
        encoding=text_of(entry.get("encoding")),
        original=text_of(entry.get("original")),
        original_sha256=text_of(entry.get("original_sha256")),
        added=time_of(entry.get("added")),
        edits=_edits(entry.get("edits")),
    )


def _edits(value: object) -> tuple[Edit, ...]:
    """The edits where all of them can be read and stand in order, else none: half of them would lead astray."""
    made: list[Edit] = []
    for each in value if isinstance(value, list) else ():
        if not (isinstance(each, list) and len(each) == 3 and all(type(number) is int for number in each)):
            return ()
        start, end, length = each
        if not (made[-1][1] if made else 0) <= start < end or length < 0:
            return ()
        made.append((start, end, length))
    return tuple(made)


def moved_offset(offset: int, edits: Sequence[Edit]) -> int:
    """Where an offset of the earlier text is once the edits are made; one inside what was replaced, where that begins."""
    shift = 0
    for start, end, length in edits:
        if offset < end:
            return (min(offset, start) if start < offset else offset) + shift
        shift += length - (end - start)
    return offset + shift


def earlier_record(earlier: Sequence[EarlierText]) -> dict[str, Any]:
    """The entries as they stand below `version` in the record (docs/files.md), empty values left out."""
    tables: dict[str, Any] = {}
    for each in sorted(earlier, key=lambda each: each.id):
        entry: dict[str, Any] = {
            "sha256": each.sha256,
            "became": each.became,
            "characters": each.characters,
            "path": each.path,
            "replaced": each.replaced,
            "source": each.source,
            "importer": each.importer,
            "encoding": each.encoding,
            "original": each.original,
            "original_sha256": each.original_sha256,
            "added": each.added,
            "edits": [list(edit) for edit in each.edits],
        }
        tables[each.id] = {key: value for key, value in entry.items() if value not in ("", [], None)}
    return tables


def text_from(path: str, data: bytes, digest: str) -> str:
    """The text in `data`; raises FileFault where it is not the one of this sha256."""
    if sha256(data).hexdigest() != digest:
        raise FileFault(path, "the text is not the earlier one that the document's record describes")
    return data.decode("utf-8")
