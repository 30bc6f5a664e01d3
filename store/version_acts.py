"""The acts by which a document's text becomes another one, and by which excerpts follow it.

Taking in a text is one act: the text, the earlier one beside it, the record, and whatever of the reviewer's own excerpts is
sure. An excerpt that is not sure is left as it stands on disk, with the hash of the text that it belongs to. What only a person
can say, where its words are now or that they are missing, is an act on the one excerpt.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from store.acts import CARRY, PLACE, UPDATE, Act, Change, SetFile, SetValue, excerpt_change
from store.documents import Document, document_path, document_record, hash_of
from store.earlier_texts import EarlierText, Edit, earlier_path
from store.errors import UsageFault
from store.excerpts import Excerpt, segments_of
from store.names import safe_ending
from store.reviewers import CONSENSUS
from store.rules import Rules
from store.texts import Incoming
from store.values import now

Pair = tuple[Excerpt, Excerpt]
"""An excerpt as it stood, and as it is in the present text."""


@dataclass(frozen=True, slots=True)
class NewText:
    """A document as it becomes by another text, and the files that go with it."""

    before: Document
    after: Document
    changes: tuple[Change, ...]


def with_text(
    document: Document, old: str, incoming: Incoming, edits: Sequence[Edit] = (), private: bool = False
) -> NewText:
    """The `document`, whose text is `old`, with that of `incoming`; `edits` are all that differs, where that is known.

    A `private` earlier text is not kept among the shared files: whoever calls this has put it where it belongs.
    Raises UsageFault where the text is the one that it has.
    """
    digest = hash_of(incoming.text)
    if digest == document.sha256:
        raise UsageFault(f"this is the text that {document.id} has already")
    moment = now()
    earlier = EarlierText(
        sha256=document.sha256,
        became=digest,
        characters=document.characters,
        path="" if private else earlier_path(document.id, document.sha256),
        replaced=moment,
        source=document.source,
        importer=document.importer,
        encoding=document.encoding,
        original=document.original,
        original_sha256=document.original_sha256,
        added=document.added,
        edits=tuple(edits),
    )
    original = f"originals/{document.id}-{digest[:10]}{safe_ending(incoming.name)}"
    after = replace(
        document,
        sha256=digest,
        characters=len(incoming.text),
        source=incoming.source,
        importer=incoming.importer,
        places=incoming.places,
        encoding=incoming.encoding,
        original=original if incoming.original is not None else "",
        original_sha256=incoming.original_sha256,
        added=moment,
        earlier=(*(each for each in document.earlier if each.id != earlier.id), earlier),
    )
    changes: list[Change] = []
    if not private:
        changes.append(SetFile(earlier.path, None, old.encode("utf-8")))
    if incoming.original is not None:
        changes.append(SetFile(original, None, incoming.original))
    changes.append(SetFile(document.path, old.encode("utf-8"), incoming.text.encode("utf-8")))
    return NewText(document, after, tuple(changes))


def update_document(text: NewText, rules: Rules, carried: Iterable[Pair], said: str) -> Act:
    """The document gets its new text, with `rules` for it, and the excerpts that were carried stand in it; `said` is how many."""
    before, after = text.before, replace(text.after, rules=rules)
    record = SetValue(document_path(before.id), (), document_record(before), document_record(after))
    message = f"update {before.id}, {before.characters} to {after.characters} characters"
    return Act(UPDATE, f"{message}{f': {said}' if said else ''}", (*text.changes, record, *_changes(carried)))


def carry(document: str, carried: Sequence[Pair], said: str) -> Act:
    """The reviewer's excerpts stand in the present text of a document (id), which somebody else took in."""
    return Act(CARRY, f"carry excerpts to the new text of {document}: {said}", _changes(carried))


def _changes(carried: Iterable[Pair]) -> tuple[Change, ...]:
    ordered = sorted(carried, key=lambda pair: (pair[0].reviewer, pair[0].document, pair[0].id))
    return tuple(excerpt_change(before, after) for before, after in ordered)


def carried_by(reviewer: str, excerpt: Excerpt) -> bool:
    """Whether it is this reviewer who carries the excerpt: their own, and the consensus's, which is everybody's."""
    return excerpt.reviewer in (reviewer, CONSENSUS)


def place_excerpt(
    excerpt: Excerpt, document: Document, text: str, ranges: Sequence[tuple[int, int]]
) -> tuple[Act, Excerpt]:
    """The reviewer says that the excerpt's words are the half-open `ranges` of `text`, the present text of its `document`.

    Raises UsageFault for ranges outside the text.
    """
    placed = replace(excerpt, segments=segments_of(text, ranges), sha256=document.sha256, moved=None, missing_in="")
    return _on(excerpt, placed, f"place {excerpt.id} in the new text ({excerpt.document})"), placed


def confirm_moved(excerpt: Excerpt) -> tuple[Act, Excerpt]:
    """The reviewer has seen what the excerpt's words have become; raises UsageFault where they have not changed."""
    if excerpt.moved is None:
        raise UsageFault(f"the words of {excerpt.id} have not changed with the text")
    seen = replace(excerpt, moved=None)
    return _on(excerpt, seen, f"confirm the new words of {excerpt.id} ({excerpt.document})"), seen


def keep_missing(excerpt: Excerpt, document: Document) -> tuple[Act, Excerpt]:
    """The reviewer says that the excerpt's words are not in the present text; it is kept, listed and counted apart.

    Raises UsageFault where it stands in that text, or was said to be missing already.
    """
    if excerpt.sha256 == document.sha256:
        raise UsageFault(f"{excerpt.id} stands in the text of {document.id}: move its borders, or untag it")
    if excerpt.missing_in == document.sha256:
        raise UsageFault(f"{excerpt.id} is kept as missing already")
    kept = replace(excerpt, missing_in=document.sha256)
    return _on(excerpt, kept, f"keep {excerpt.id} as missing ({excerpt.document})"), kept


def _on(before: Excerpt, after: Excerpt, message: str) -> Act:
    return Act(PLACE, message, (excerpt_change(before, after),))
