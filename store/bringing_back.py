"""An earlier version of a memo, or one paragraph of it, brought back: an act like any other, which undo takes back.

A colleague's memo stays as they left it: what one wants back of it becomes a memo of one's own, which answers theirs.
"""

from collections.abc import Container
from dataclasses import replace

from store.acts import Act, SetFile, change_memo, write_memo
from store.errors import UsageFault
from store.held import Holdings
from store.memos import Memo, memo_from
from store.versions import Version
from store.word_changes import paragraphs_of, with_paragraph


def old_memo(version: Version, path: str) -> Memo:
    """The memo as it was in a version; raises UsageFault where it was not there, FileFault where it cannot be read."""
    if version.content is None:
        raise UsageFault("that version took the memo away; choose one before it")
    return memo_from(path, path.split("/")[1], version.text)


def bring_back(memo: Memo | None, version: Version, path: str, paragraph: int = 0) -> tuple[Act, Memo]:
    """The act that puts a version in the place of the memo, or with a number (from 1) one paragraph of it into the memo.

    Where the memo is not here any more (None), it is there again at `path`. Raises UsageFault where there is no such paragraph
    and where nothing would change, FileFault where the version cannot be read.
    """
    old = old_memo(version, path)
    if memo is None:
        act, changed = (
            Act("memo", f"bring back memo {old.title} ({old.id})", (SetFile(path, None, version.content),)),
            old,
        )
    elif not paragraph:
        changed = replace(old, path=memo.path)
        act = change_memo(memo, changed)
    else:
        _paragraph_of(old, paragraph)
        changed = replace(memo, body=with_paragraph(memo.body, old.body, paragraph))
        act = change_memo(memo, changed)
    what = f"paragraph {paragraph} of version" if paragraph else "version"
    message = f"bring back {what} {version.commit[:7]} of memo {changed.title} ({changed.id})"
    return replace(act, message=message), changed


def copied(holdings: Holdings, reviewer: str, memo: Memo, version: Version, paragraph: int = 0) -> tuple[Act, Memo]:
    """The act that makes a new memo of the reviewer of a version of a memo, or of one paragraph of it, as an answer to that memo.

    Raises UsageFault where there is no such paragraph, FileFault where the version cannot be read.
    """
    old = old_memo(version, memo.path)
    body = _paragraph_of(old, paragraph) if paragraph else old.body
    title = f"{old.title} ({version.when[:10]})"
    return write_memo(
        holdings,
        reviewer,
        title,
        body,
        old.type,
        *(tuple(each for each in keys if each in held) for keys, held in _named(holdings, old)),
        reply_to=memo.id if memo.id in holdings.memos else "",
    )


def _named(holdings: Holdings, memo: Memo) -> tuple[tuple[tuple[str, ...], Container[str]], ...]:
    return (
        (memo.themes, holdings.themes),
        (memo.excerpts, holdings.excerpts),
        (memo.documents, holdings.documents),
    )


def _paragraph_of(memo: Memo, number: int) -> str:
    paragraphs = paragraphs_of(memo.body)
    if number > len(paragraphs):
        raise UsageFault(f"that version has {len(paragraphs)} paragraphs")
    return paragraphs[number - 1]
