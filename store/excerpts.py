"""Excerpts: the places in documents that a reviewer tagged.

An excerpt is anchored by offsets, exact text, context and the hash of the text's version, so that a quotation can always be
proved or found again. Whose it is, is said by the folder that its file lies in and by nothing inside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from store.errors import FileFault, UsageFault
from store.toml import LONGEST_TEXT
from store.values import fields_of, table_of, text_of, texts_of, time_of

CONTEXT = 32
"""Code points of context kept on each side of a segment."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A half-open range of code points of a verbatim text, with its exact words and its surroundings."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where an excerpt's words stood before they changed with the text: the hash of that text and half-open ranges of it."""

    sha256: str
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One or more segments of one document, tagged with themes (ids) by one reviewer (slug).

    It speaks for its `themes` and `against` others; `starred` is for the report; `attribution` is who speaks, by field (name,
    role, id …), where the reviewer entered it. `moved` is there until the reviewer has looked at what its words have become;
    `missing_in` is the hash of a text in which they have said that its words are missing.
    """

    id: str
    reviewer: str
    document: str
    sha256: str
    segments: tuple[Segment, ...]
    themes: tuple[str, ...] = ()
    note: str = ""
    created: datetime | None = None
    against: tuple[str, ...] = ()
    starred: bool = False
    attribution: Mapping[str, str] = field(default_factory=dict, hash=False)
    rejected: tuple[str, ...] = ()
    """Themes that it was decided not to have; the consensus alone says so."""
    context: tuple[str, ...] = ()
    """Themes for which it is background only: it counts for none of them."""
    guid: str = ""
    """What it is called in other programs, where it came from one."""
    other: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What the project that it came from said of it besides, kept for the next export."""
    moved: Moved | None = None
    missing_in: str = ""

    @property
    def says_more(self) -> bool:
        """Whether it is worth keeping without any theme."""
        return bool(self.note or self.against or self.rejected or self.context or self.starred or self.attribution)

    @property
    def start(self) -> int:
        return self.segments[0].start

    @property
    def end(self) -> int:
        return self.segments[-1].end

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        return tuple((segment.start, segment.end) for segment in self.segments)

    @property
    def text(self) -> str:
        """The exact words, segments joined by an elision."""
        return " [...] ".join(segment.exact for segment in self.segments)


def segments_of(text: str, ranges: Sequence[tuple[int, int]]) -> tuple[Segment, ...]:
    """The segments for half-open `ranges` of the verbatim `text`, in order.

    Raises UsageFault where a range is empty, too long, lies outside the text, or overlaps another.
    """
    made: list[Segment] = []
    last = 0
    for start, end in sorted(ranges):
        if not 0 <= start < end <= len(text):
            raise UsageFault(f"{start} to {end} is no range of this text, which has {len(text)} characters")
        if end - start > LONGEST_TEXT:
            raise UsageFault(
                f"an excerpt has at most {LONGEST_TEXT} characters, and {start} to {end} are {end - start}"
            )
        if made and start < last:
            raise UsageFault(f"the segments overlap at {start}")
        made.append(
            Segment(start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
        )
        last = end
    if not made:
        raise UsageFault("an excerpt needs at least one range")
    return tuple(made)


def excerpt_from(path: str, reviewer: str, document: str, key: str, entry: object) -> Excerpt:
    """The excerpt that `[excerpt.<key>]` of the file at `path` describes; raises FileFault where its anchor is unreadable."""
    segments: list[Segment] = []
    listed = entry.get("segments") if isinstance(entry, Mapping) else None
    for segment in listed if isinstance(listed, list) else ():
        made = _segment_from(segment)
        if made is None:
            raise FileFault(path, f"excerpt {key} has a segment without a proper `start`, `end` and `exact`")
        if segments and made.start < segments[-1].end:
            raise FileFault(path, f"excerpt {key} has segments that overlap or stand out of order")
        segments.append(made)
    if not isinstance(entry, Mapping) or not segments:
        raise FileFault(path, f"excerpt {key} has no segments")
    return Excerpt(
        id=key,
        reviewer=reviewer,
        document=document,
        sha256=text_of(entry.get("sha256")),
        segments=tuple(segments),
        themes=texts_of(entry.get("themes")),
        note=text_of(entry.get("note")),
        created=time_of(entry.get("created")),
        against=texts_of(entry.get("against")),
        rejected=texts_of(entry.get("rejected")),
        context=texts_of(entry.get("context")),
        starred=entry.get("starred") is True,
        attribution=fields_of(entry.get("attribution")),
        guid=text_of(entry.get("guid")),
        other=table_of(entry.get("other")),
        moved=_moved_from(entry.get("moved")),
        missing_in=text_of(entry.get("missing_in")),
    )


def _moved_from(entry: object) -> Moved | None:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("sha256"), str):
        return None
    listed = entry.get("ranges")
    ranges: list[tuple[int, int]] = []
    for each in listed if isinstance(listed, list) else ():
        if not (isinstance(each, list) and len(each) == 2 and all(type(number) is int for number in each)):
            return None
        ranges.append((each[0], each[1]))
    return Moved(entry["sha256"], tuple(ranges)) if ranges else None


def _segment_from(segment: object) -> Segment | None:
    if not isinstance(segment, Mapping):
        return None
    start, end, exact = segment.get("start"), segment.get("end"), segment.get("exact")
    if type(start) is not int or type(end) is not int or not isinstance(exact, str) or not 0 <= start < end:
        return None
    return Segment(start, end, exact, text_of(segment.get("prefix")), text_of(segment.get("suffix")))


def excerpt_entry(excerpt: Excerpt) -> dict[str, Any]:
    """The entry as it stands below `[excerpt.<id>]` on disk (docs/files.md), empty values left out."""
    entry: dict[str, Any] = {
        "sha256": excerpt.sha256,
        "created": excerpt.created,
        "themes": list(excerpt.themes),
        "against": list(excerpt.against) or None,
        "rejected": list(excerpt.rejected) or None,
        "context": list(excerpt.context) or None,
        "starred": True if excerpt.starred else None,
        "note": excerpt.note,
        "guid": excerpt.guid,
        "missing_in": excerpt.missing_in,
        "attribution": dict(excerpt.attribution) or None,
        "other": dict(excerpt.other) or None,
        "moved": {"sha256": excerpt.moved.sha256, "ranges": [list(each) for each in excerpt.moved.ranges]}
        if excerpt.moved
        else None,
        "segments": [
            {
                key: value
                for key, value in (
                    ("start", segment.start),
                    ("end", segment.end),
                    ("exact", segment.exact),
                    ("prefix", segment.prefix),
                    ("suffix", segment.suffix),
                )
                if value != ""
            }
            for segment in excerpt.segments
        ],
    }
    return {key: value for key, value in entry.items() if value not in ("", None)}


def excerpts_path(reviewer: str, document: str) -> str:
    """Where a reviewer's excerpts of a document lie, relative to the project."""
    return f"excerpts/{reviewer}/{document}.toml"
