"""What has become of an excerpt in the present text of its document, in a word: exact, moved, to check or missing.

The commands and the app ask here, so that they cannot differ. Nothing is read: the text and what was found out about excerpts of
earlier texts are given.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from store.excerpts import Excerpt
from store.held import Holdings

if TYPE_CHECKING:
    from search.carrying import Carried


def anchor_state(excerpt: Excerpt, holdings: Holdings, found: "Mapping[str, Carried]", text: str) -> str:
    """The state of an excerpt in a text; `found` is what became of the excerpts of other versions, by id."""
    if excerpt.id in holdings.unplaced:
        told = found.get(excerpt.id)
        return told.state if told is not None else "to check"
    if any(text[each.start : each.end] != each.exact for each in excerpt.segments):
        return "to check"
    return "moved" if excerpt.moved else "exact"
