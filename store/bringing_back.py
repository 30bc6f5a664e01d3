"""An earlier version of a memo, or one paragraph of it, brought back: an act like any other, which undo takes back."""

from dataclasses import replace

from store.acts import Act, SetFile, change_memo
from store.errors import UsageFault
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
        there = len(paragraphs_of(old.body))
        if paragraph > there:
            raise UsageFault(f"that version has {there} paragraphs")
        changed = replace(memo, body=with_paragraph(memo.body, old.body, paragraph))
        act = change_memo(memo, changed)
    what = f"paragraph {paragraph} of version" if paragraph else "version"
    message = f"bring back {what} {version.commit[:7]} of memo {changed.title} ({changed.id})"
    return replace(act, message=message), changed
