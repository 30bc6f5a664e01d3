"""The holdings with every excerpt in the text that its document has now, where that is sure.

Nobody writes in a colleague's file, so what a changed text makes of colleagues' excerpts follows from the texts whenever they are
read, the same on every machine, until they carry theirs themselves. What was found is remembered in `.catena/carried`, which is
worth nothing on its own. Whatever is not sure stays among the holdings as it was: unplaced, listed, and counted apart.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from typing import Any, cast

from search.anchoring import State
from search.carrying import STATES, Carried, Carrying, Choice
from store.documents import Document
from store.errors import FileFault, UsageFault
from store.excerpts import Excerpt, Moved, segments_of
from store.held import Holdings
from store.project import Project

VERSION = 1
"""Of the way in which excerpts are carried: what an earlier one found is not read."""


class Carrier:
    """What carries the excerpts of one project. `found` is what became of those that are of another version, by id."""

    def __init__(self, project: Project, remember: bool = True) -> None:
        self._project = project
        self._remembers = remember
        self.found: dict[str, Carried] = {}

    def carried(self, holdings: Holdings) -> Holdings:
        """The same holdings with the excerpts that could be carried where they stand now; the same object where none could."""
        self.found = {}
        waiting: dict[str, list[Excerpt]] = {}
        for excerpt in holdings.unplaced.values():
            waiting.setdefault(excerpt.document, []).append(excerpt)
        for document, excerpts in waiting.items():
            self._carry(holdings.documents[document], excerpts)
        after = {key: each.after for key, each in self.found.items() if each.after is not None}
        return replace(holdings, excerpts={**holdings.excerpts, **after}) if after else holdings

    def _carry(self, document: Document, excerpts: Iterable[Excerpt]) -> None:
        try:
            text = self._project.read_text(document)
        except FileFault:
            # It is named wherever the text is asked for; offsets into a text that is not there would lie.
            self.found |= {each.id: Carried(each, "to check") for each in excerpts}
            return
        known = self._known(document)
        carrying: Carrying | None = None
        fresh = dict[str, Any]()
        for excerpt in excerpts:
            if excerpt.missing_in == document.sha256:
                self.found[excerpt.id] = Carried(excerpt, "missing")
                continue
            key = _key(excerpt)
            told = _told(excerpt, document, text, known[key]) if key in known else None
            if told is None:
                carrying = carrying or Carrying(document, text, self._text_with(document))
                told = carrying.carry(excerpt)
                if excerpt.sha256 not in carrying.lost:
                    fresh[key] = _entry(told)
            self.found[excerpt.id] = told
        if fresh and self._remembers:
            self._remember(document, known | fresh)

    def _text_with(self, document: Document) -> Callable[[str], str | None]:
        from store.old_texts import text_with_hash

        return lambda digest: text_with_hash(self._project, document, digest)

    def _known(self, document: Document) -> dict[str, Any]:
        try:
            values = json.loads((self._project.private / "carried" / f"{document.sha256}.json").read_bytes())
            known = values["found"] if values["version"] == VERSION else {}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return {}
        return known if isinstance(known, dict) else {}

    def _remember(self, document: Document, found: Mapping[str, Any]) -> None:
        folder = self._project.private / "carried"
        temporary = folder / f"{document.sha256}.json.{os.getpid()}.tmp"
        # What cannot be written costs time at the next start and nothing else.
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            temporary.write_text(json.dumps({"version": VERSION, "found": found}), encoding="utf-8")
            temporary.replace(folder / f"{document.sha256}.json")


def _key(excerpt: Excerpt) -> str:
    """What an answer depends on besides the present text."""
    said = json.dumps([excerpt.sha256, [[each.start, each.end, each.exact] for each in excerpt.segments]])
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _entry(carried: Carried) -> dict[str, Any]:
    return {
        "state": carried.state,
        "ranges": carried.after.ranges if carried.after is not None else [],
        "choices": [[each.ranges, each.likeness] for each in carried.choices],
    }


def _told(excerpt: Excerpt, document: Document, text: str, entry: Any) -> Carried | None:
    """What was remembered of an excerpt; None where it cannot be read."""
    try:
        state = entry["state"]
        if state not in STATES:
            return None
        choices = tuple(Choice(_ranges(ranges, text), float(likeness)) for ranges, likeness in entry["choices"])
        if not entry["ranges"]:
            return Carried(excerpt, cast(State, state), None, choices)
        segments = segments_of(text, _ranges(entry["ranges"], text))
    except (KeyError, TypeError, ValueError, UsageFault):
        return None
    moved = excerpt.moved or (Moved(excerpt.sha256, excerpt.ranges) if state == "moved" else None)
    after = replace(excerpt, sha256=document.sha256, segments=segments, moved=moved, missing_in="")
    return Carried(excerpt, cast(State, state), after, choices)


def _ranges(listed: Any, text: str) -> tuple[tuple[int, int], ...]:
    ranges = tuple((int(start), int(end)) for start, end in listed)
    if not all(0 <= start < end <= len(text) for start, end in ranges):
        raise ValueError("no ranges of this text")
    return ranges
