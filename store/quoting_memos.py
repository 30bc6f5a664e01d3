"""Quotations in memos follow the words of the excerpts that they quote.

A quotation is known by the link to its excerpt in the same paragraph or block, and by the words that the excerpt had, whatever
line ends and signs of a block stand between them. Where they stand there once, the new words take their place; nothing else of
the memo changes, and where that is not so, nothing does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from store.acts import SetFile, change_memo
from store.excerpts import Excerpt
from store.held import Holdings

Pair = tuple[Excerpt, Excerpt]

_PARAGRAPH = re.compile(r"(\n[ \t]*\n\s*)")
_BETWEEN = r"(?:[ \t]*\n[ \t>]*|[ \t]+)+"
"""What may stand between two words of a quotation: blanks, line ends, the signs of a block at the beginning of lines."""


def memo_changes(holdings: Holdings, reviewer: str, changed: Iterable[Pair]) -> Iterator[SetFile]:
    """The reviewer's memos with the new words of excerpts: `changed` are these as they stood and as they are."""
    by_id = {before.id: (before, after) for before, after in changed if _words(before) != _words(after)}
    if not by_id:
        return
    for memo in holdings.memos.values():
        if memo.reviewer != reviewer:
            continue
        body = memo.body
        for before, after in by_id.values():
            if f"[[{before.id}" in body:
                body = with_new_words(body, before, after)
        if body != memo.body:
            for change in change_memo(memo, replace(memo, body=body)).changes:
                assert isinstance(change, SetFile)
                yield change


def _words(excerpt: Excerpt) -> list[list[str]]:
    return [segment.exact.split() for segment in excerpt.segments]


def with_new_words(body: str, before: Excerpt, after: Excerpt) -> str:
    """A memo's body with the words of `after` where it quotes `before`."""
    if len(before.segments) != len(after.segments):
        return body
    pieces = _PARAGRAPH.split(body)
    for number, paragraph in enumerate(pieces):
        if f"[[{before.id}]]" in paragraph or f"[[{before.id}|" in paragraph:
            for old, new in zip(before.segments, after.segments, strict=True):
                paragraph = _replaced(paragraph, old.exact, new.exact)
            pieces[number] = paragraph
    return "".join(pieces)


def _replaced(paragraph: str, old: str, new: str) -> str:
    words = old.split()
    if not words or words == new.split():
        return paragraph
    found = list(re.finditer(_BETWEEN.join(map(re.escape, words)), paragraph))
    if len(found) != 1:
        return paragraph
    start, end = found[0].span()
    in_block = paragraph[paragraph.rfind("\n", 0, start) + 1 : start].lstrip().startswith(">")
    lines = new.strip().split("\n") if in_block and "\n" in found[0][0] else [" ".join(new.split())]
    return paragraph[:start] + "\n> ".join(lines).replace("> \n", ">\n") + paragraph[end:]
