"""Who speaks in an excerpt: what a reviewer entered, else what the text shows by the study's templates, else the passage's label.

One rule for lists, pages and commands; nobody is guessed, nor looked for where the excerpt's words do not stand.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from store.excerpts import Excerpt

if TYPE_CHECKING:
    from search.passages import Passage


def speakers(text: str, passages: "Sequence[Passage]", excerpt: Excerpt, templates: Sequence[str]) -> Mapping[str, str]:
    """The fields (name, role, id …) of who speaks in an excerpt of `text`; empty where nobody is named.

    No templates: the usual ones.
    """
    from themes.attribution import TEMPLATES, attribution_in

    if excerpt.attribution:
        return excerpt.attribution
    if any(text[each.start : each.end] != each.exact for each in excerpt.segments):
        return {}
    # White space before the first word belongs to nobody, least of all to who spoke before.
    start = next(
        (place for place in range(excerpt.start, excerpt.end) if not text[place : place + 1].isspace()), excerpt.start
    )
    shown = attribution_in(text, start, excerpt.end, templates or TEMPLATES)
    if shown:
        return shown
    place = bisect_right(passages, start, key=lambda passage: passage.start) - 1
    inside = place >= 0 and start < passages[place].end
    speaker = passages[place].speaker if inside else ""
    return {"speaker": speaker} if speaker else {}
