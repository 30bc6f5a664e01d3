"""An excerpt, or words that are selected, as a block quotation: word for word, cited in the study's own form, with its link.

Words that the built-in editor cannot hold as they are do not become a quotation there: the citation stands alone.
"""

from collections.abc import Mapping

from store.citations import cited, fields_of
from store.documents import Document
from store.errors import CatenaError
from store.excerpts import Excerpt, segments_of
from store.links import Goal, written_goal
from tui.attributed import speakers
from tui.fit import fit
from tui.study import Study


async def quoted_block(study: Study, excerpt: Excerpt) -> str:
    """The excerpt as a memo quotes it."""
    return await _block(study, excerpt, excerpt.id)


async def quoted_words(study: Study, document: Document, start: int, end: int) -> str:
    """Words that no excerpt holds, as a memo quotes them: their link leads to the document."""
    assert study.snapshot is not None
    opened = await study.text_of(document)
    there = Excerpt("", "", document.id, document.sha256, segments_of(opened.text, [(start, end)]))
    goal = Goal("document", document.id, document.title)
    return await _block(study, there, written_goal(study.snapshot.holdings, goal))


async def _block(study: Study, excerpt: Excerpt, goal: str) -> str:
    snapshot = study.snapshot
    assert snapshot is not None
    form = snapshot.project.settings.citation
    citation = f"{cited(form, fields_of(excerpt, snapshot.holdings, await _who(study, excerpt)))} [[{goal}]]"
    if fit(excerpt.text) != excerpt.text:
        return f"{citation}\n\n"
    lines = [f"> {line}".rstrip() for line in excerpt.text.split("\n")]
    return "\n".join((*lines, ">", f"> {citation}")) + "\n\n"


async def _who(study: Study, excerpt: Excerpt) -> Mapping[str, str]:
    """Who speaks in an excerpt; what was entered where the text cannot be read."""
    snapshot = study.snapshot
    assert snapshot is not None
    document = snapshot.holdings.documents.get(excerpt.document)
    if document is None:
        return excerpt.attribution
    try:
        opened = await study.text_of(document)
    except CatenaError:
        return excerpt.attribution
    return speakers(opened.text, opened.passages, excerpt, snapshot.project.settings.attributions)
