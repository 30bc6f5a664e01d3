"""Quotations of memos: words that stand in the memo to which a link in their citation leads, as a colleague's in an answer.

Only that memo is looked into, so that no two memos vouch for each other with words that no document has. Whoever is named beside
the link must be the one who wrote the memo.
"""

import re
from dataclasses import dataclass

from search.attributing import Wrong, links_in
from search.quotation import EXACT, NORMALISED, Wanted
from search.view import folded
from store.holdings import Holdings
from store.links import resolve
from store.memos import Memo

_LINK = re.compile(r"\[\[[^\[\]\n]*\]\]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class InMemo:
    """That words stand in a memo: character by character or behind other line ends and marks, and whether another is cited."""

    status: str
    wrong: Wrong | None


def found_in_memo(words: str, citation: str, holdings: Holdings) -> InMemo | None:
    """What a quotation is in the memo that its citation links to; None where it links to none, or the words stand in none."""
    for goal in links_in(citation):
        found = resolve(holdings, goal)
        memo = holdings.memos.get(found.id) if found is not None and found.kind == "memo" else None
        if memo is not None and (status := _status(words, memo.body)):
            return InMemo(status, _wrong(citation, memo, holdings))
    return None


def _status(words: str, body: str) -> str:
    if words in body:
        return EXACT
    wanted = "\0".join(Wanted(words).words)
    return NORMALISED if wanted and f"\0{wanted}\0" in "\0".join(("", *Wanted(body).words, "")) else ""


def _wrong(citation: str, memo: Memo, holdings: Holdings) -> Wrong | None:
    said = _LINK.sub(" ", citation).strip(" ,;.()—–-\n")
    known = holdings.reviewers.get(memo.reviewer)
    who = known.name if known else memo.reviewer
    own = _tokens(f"{who} {memo.reviewer} {memo.title} {memo.type} memo")
    return Wrong(said, who) if said and not _tokens(said) & own else None


def _tokens(text: str) -> set[str]:
    return set(_WORD.findall(folded(text)))
