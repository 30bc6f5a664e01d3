"""Adjudication: what the reviewers decided where they differed, kept as the excerpts of the consensus.

The consensus is a reviewer of its own whom nobody is: its file of a document is written by whoever decides, and who and why
stand in the history. Its excerpt says of a place which themes it has and which it has not, so that a difference is known to be
settled.
"""

from collections.abc import Sequence
from dataclasses import replace

from store.acts import ADJUDICATION, Act, Change, add_reviewer, excerpt_change
from store.codebook import Theme
from store.documents import Document
from store.errors import UsageFault
from store.excerpt_acts import refuse_closed_theme
from store.excerpts import Excerpt, segments_of
from store.holdings import Holdings
from store.names import new_excerpt_id
from store.reviewer_signs import with_sign
from store.reviewers import CONSENSUS, Reviewer
from store.values import now


def adjudicate(
    holdings: Holdings,
    who: str,
    document: Document,
    text: str,
    ranges: Sequence[tuple[int, int]],
    theme: Theme,
    has_it: bool,
    why: str,
) -> tuple[Act, Excerpt]:
    """The reviewers decided that the ranges of the document have the theme, or have it not; `who` writes it down.

    What the consensus said of exactly these ranges before is kept beside it. Raises UsageFault without a reason, for ranges
    outside the text, and where it was decided so already.
    """
    if not why.strip():
        raise UsageFault("say why it was decided so")
    if has_it:
        refuse_closed_theme(theme)
    segments = segments_of(text, ranges)
    wanted = tuple((segment.start, segment.end) for segment in segments)
    known = next(
        (
            each
            for each in holdings.excerpts_of(document.id)
            if each.reviewer == CONSENSUS and each.ranges == wanted and each.sha256 == document.sha256
        ),
        None,
    )
    before = known or Excerpt(
        new_excerpt_id(holdings.excerpts), CONSENSUS, document.id, document.sha256, segments, created=now()
    )

    def without(themes: Sequence[str]) -> tuple[str, ...]:
        return tuple(each for each in themes if theme.id not in (each, holdings.standing_for(each)))

    after = replace(
        before,
        themes=(*without(before.themes), theme.id) if has_it else without(before.themes),
        rejected=without(before.rejected) if has_it else (*without(before.rejected), theme.id),
    )
    if after == known:
        raise UsageFault(f"it was decided so already ({known.id})")
    made: tuple[Change, ...] = ()
    if CONSENSUS not in holdings.reviewers:
        made = add_reviewer(with_sign(Reviewer(CONSENSUS, "Consensus"), holdings.reviewers.values())).changes
    verdict = f"as {theme.name}" if has_it else f"not as {theme.name}"
    message = f"{ADJUDICATION} {after.id} {verdict}, written down by {who} ({document.id})"
    return Act(ADJUDICATION, message, (*made, excerpt_change(known, after)), why), after


def is_settled(holdings: Holdings, document: str, theme: str, start: int, end: int) -> bool:
    """Whether the consensus says of something between `start` and `end` that it has the theme (id) or has it not."""
    for excerpt in holdings.excerpts_of(document):
        if excerpt.reviewer == CONSENSUS and excerpt.start < end and start < excerpt.end:
            said = {holdings.standing_for(each) for each in (*excerpt.themes, *excerpt.rejected)}
            if theme in said:
                return True
    return False
