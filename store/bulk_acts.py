"""Tagging many places with one theme: one act, so that it is durable as a whole and undone at once.

Its message tells how many and where and names no excerpt; the files have them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from store.acts import Act, Change, tag
from store.codebook import Theme
from store.documents import Document
from store.errors import UsageFault
from store.excerpts import Excerpt, segments_of
from store.holdings import Holdings


@dataclass(frozen=True)
class Place:
    """The half-open range `[start, end)` of `text`, the verbatim text of `document`, or those `segments` of it alone."""

    document: Document
    text: str
    start: int
    end: int
    segments: tuple[tuple[int, int], ...] = ()

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        return self.segments or ((self.start, self.end),)


def tag_all(
    holdings: Holdings, reviewer: str, places: Sequence[Place], theme: Theme, note: str = ""
) -> tuple[Act, list[Excerpt]]:
    """Tags every place with the theme, and leaves out those that the reviewer has tagged so already.

    Raises UsageFault where nothing is left, for ranges outside the text and for a theme that takes no more excerpts.
    """
    changes: list[Change] = []
    excerpts: list[Excerpt] = []
    messages: list[str] = []
    refused: UsageFault | None = None
    unique = {(each.document.id, each.ranges): each for each in places}
    for place in unique.values():
        segments_of(place.text, place.ranges)
        try:
            act, excerpt = tag(holdings, reviewer, place.document, place.text, place.ranges, [theme], note)
        except UsageFault as fault:
            refused = fault
            continue
        changes += act.changes
        excerpts.append(excerpt)
        messages.append(act.message)
    if not changes:
        raise refused or UsageFault("there is nothing to tag")
    if len(excerpts) == 1:
        return Act("tag", messages[0], tuple(changes)), excerpts
    documents = dict.fromkeys(excerpt.document for excerpt in excerpts)
    where = ", ".join(list(documents)[:5]) + (", …" if len(documents) > 5 else "")
    return Act("tag", f"tag {len(excerpts)} excerpts as {theme.name} ({where})", tuple(changes)), excerpts
