"""The texts that a document had: which they are, and one of them to read.

Their numbers are for people, in the order in which they were replaced; a text is known by its sha256 alone.
"""

from typing import TYPE_CHECKING

from store.documents import Document
from store.errors import UsageFault
from tui.commands.output import say_json, table
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.earlier_texts import EarlierText


def texts_before(document: Document) -> "list[EarlierText]":
    """The earlier texts in the order in which they were replaced, each once, without the present one."""
    return list({each.sha256: each for each in document.earlier if each.sha256 != document.sha256}.values())


def list_texts(session: Session, document: Document) -> None:
    earlier = texts_before(document)
    rows: list[tuple[str, ...]] = [("version", "characters", "from", "until", "sha256", "path")]
    known: list[EarlierText | Document] = [*earlier, document]
    for number, each in enumerate(known, 1):
        until = None if isinstance(each, Document) else each.replaced
        if session.as_json:
            say_json(
                {
                    "document": document.id,
                    "version": number,
                    "sha256": each.sha256,
                    "characters": each.characters,
                    "source": each.source,
                    "path": each.path,
                    "added": each.added,
                    "replaced": until,
                    "current": until is None,
                }
            )
        else:
            said = [f"{moment:%Y-%m-%d %H:%M}" if moment else "" for moment in (each.added, until)]
            path = each.path or "on the machine that has the key"
            rows.append((str(number), str(each.characters), *said, each.sha256[:10], path))
    if not session.as_json:
        table(rows, right=frozenset({0, 1}))


def earlier_text_of(session: Session, document: Document, wanted: str) -> str:
    """The text that a person means by its number or the beginning of its hash; raises UsageFault where there is none such."""
    from store.old_texts import read_earlier

    earlier = texts_before(document)
    known: list[EarlierText | Document] = [*earlier, document]
    found = [each for each in known if each.sha256.startswith(wanted.lower())] if len(wanted) > 3 else []
    if wanted.isdecimal() and 1 <= int(wanted) <= len(known):
        found = [known[int(wanted) - 1]]
    if len(found) != 1:
        raise UsageFault(f"{document.id} has no one text {wanted!r}; `catena show {document.id} --versions` lists them")
    (one,) = found
    return session.project.read_text(one) if isinstance(one, Document) else read_earlier(session.project, document, one)
