"""Double coding: samples of documents that several reviewers tag apart from each other, and who is done with which document.

A sample is a file of its own, which says from what it was drawn and how, so that anybody can draw it again. That a reviewer is
done with a document stands in the reviewer's own file, with the version of the text that they read; with another version they
are not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from store.errors import FileFault
from store.values import text_of, texts_of, time_of

STATUSES = ("open", "lifted")

DoneKey = tuple[str, str]
"""A reviewer (slug) and a document (id)."""


@dataclass(frozen=True, slots=True)
class Done:
    """`reviewer` has tagged all that they want to tag in the version `sha256` of the `document`."""

    reviewer: str
    document: str
    sha256: str
    when: datetime | None = None

    @property
    def key(self) -> DoneKey:
        return self.reviewer, self.document


@dataclass(frozen=True, slots=True)
class Sample:
    """The `documents` (ids) that the `reviewers` (slugs) tag apart: as many of `drawn_from` as `draw` gives for the `seed`.

    While it is `blind` and open, none of them sees in a document what another tagged until both are done with it.
    """

    id: str
    title: str
    documents: tuple[str, ...]
    reviewers: tuple[str, ...]
    drawn_from: tuple[str, ...] = ()
    seed: str = ""
    blind: bool = True
    status: str = "open"
    drawn: datetime | None = None

    @property
    def hides(self) -> bool:
        return self.blind and self.status == "open"


def draw(documents: Sequence[str], number: int, seed: str) -> tuple[str, ...]:
    """So many of the documents (ids), in order: those whose sha256 of `SEED ID` comes first.

    The same for the same documents whatever their order, on any machine, and with any program that knows sha256.
    """

    def place(document: str) -> str:
        return sha256(f"{seed} {document}".encode()).hexdigest()

    return tuple(sorted(sorted(set(documents), key=place)[:number]))


def done_path(reviewer: str) -> str:
    """Where a reviewer says what they are done with, relative to the project."""
    return f"done/{reviewer}.toml"


def sample_path(sample: str) -> str:
    return f"samples/{sample}.toml"


def done_from(path: str, values: Mapping[str, Any]) -> dict[DoneKey, Done]:
    """What the file at `path` says, by reviewer and document; raises FileFault where it is no such file."""
    parts = path.removesuffix(".toml").split("/")
    if len(parts) != 2:
        raise FileFault(path, "what reviewers are done with lies in done/REVIEWER.toml")
    entries = values.get("done", {})
    if not isinstance(entries, Mapping) or not all(isinstance(entry, Mapping) for entry in entries.values()):
        raise FileFault(path, "`done` is no table of tables")
    made = (
        Done(parts[1], document, text_of(entry.get("sha256")), time_of(entry.get("when")))
        for document, entry in entries.items()
    )
    return {each.key: each for each in made}


def done_entry(done: Done) -> dict[str, Any]:
    """The entry as it stands below `[done.<document>]` on disk (docs/files.md)."""
    return {key: value for key, value in (("sha256", done.sha256), ("when", done.when)) if value}


def sample_from(path: str, record: Mapping[str, Any]) -> Sample:
    """The sample that the file at `path` describes; raises FileFault without an id or with an unknown status."""
    if not text_of(record.get("id")):
        raise FileFault(path, "`id` is missing or is not text")
    status = record.get("status", "open")
    if status not in STATUSES:
        raise FileFault(path, f"`status` is {status!r}; it can be {', '.join(STATUSES)}")
    return Sample(
        id=record["id"],
        title=text_of(record.get("title")) or record["id"],
        documents=texts_of(record.get("documents")),
        reviewers=texts_of(record.get("reviewers")),
        drawn_from=texts_of(record.get("drawn_from")),
        seed=str(record.get("seed", "")),
        blind=record.get("blind", True) is not False,
        status=status,
        drawn=time_of(record.get("drawn")),
    )


def sample_record(sample: Sample) -> dict[str, Any]:
    """The file's contents (docs/files.md), empty values left out."""
    record: dict[str, Any] = {
        "schema": 1,
        "id": sample.id,
        "title": sample.title,
        "reviewers": list(sample.reviewers),
        "documents": list(sample.documents),
        "drawn_from": list(sample.drawn_from),
        "seed": sample.seed,
        "blind": None if sample.blind else False,
        "status": sample.status,
        "drawn": sample.drawn,
    }
    return {key: value for key, value in record.items() if value not in ("", [], None)}
