"""An excerpt in its document: the one way in which review shows a place, so that none is ever shown that is not the excerpt's.

The text must still read at its offsets what was tagged; where it does not, nothing is opened and the reason is told.
"""

from store.errors import CatenaError
from store.excerpts import Excerpt
from tui.snapshot import Snapshot
from tui.study import OpenText, Study


async def text_around(study: Study, snapshot: Snapshot, excerpt: Excerpt) -> tuple[OpenText | None, str]:
    """The document of an excerpt, or why the excerpt cannot be shown in it."""
    document = snapshot.holdings.documents.get(excerpt.document)
    if document is None:
        return None, f"the document {excerpt.document} is not here"
    try:
        opened = await study.text_of(document)
    except CatenaError as error:
        return None, error.message
    if any(opened.text[each.start : each.end] != each.exact for each in excerpt.segments):
        return None, f"the text of {excerpt.document} has changed since this was tagged"
    return opened, ""


def instead_of_text(excerpt: Excerpt, why: str) -> str:
    """What is shown where the excerpt cannot be shown in its document."""
    return f"{why}. These are the words that were tagged:\n\n{excerpt.text}"
