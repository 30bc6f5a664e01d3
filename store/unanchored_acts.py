"""Acts on words that stand in no text here: taking them down, changing what is said of them, taking them away."""

from collections.abc import Sequence
from dataclasses import replace

from store.acts import Act, SetValue
from store.cases import Case
from store.codebook import Theme
from store.documents import Document
from store.errors import UsageFault
from store.excerpt_acts import refuse_closed_theme
from store.holdings import Holdings
from store.names import random_id
from store.unanchored import Unanchored, unanchored_entry, unanchored_path
from store.values import now


def take_down(
    holdings: Holdings,
    reviewer: str,
    words: str,
    source: str,
    themes: Sequence[Theme],
    document: Document | None = None,
    cases: Sequence[Case] = (),
    note: str = "",
    why: str = "",
) -> tuple[Act, Unanchored]:
    """Takes down words with where they come from; raises UsageFault without words, a source, a theme, or whose they are."""
    if not words.strip():
        raise UsageFault("there are no words to take down")
    if not source.strip():
        raise UsageFault("say where the words stand: a notebook and its page, a recording and its minute")
    if document is None and not cases:
        raise UsageFault("say of which document or which case the words are")
    for theme in themes:
        refuse_closed_theme(theme)
    if not themes:
        raise UsageFault("say under which theme the words are")
    made = Unanchored(
        random_id("u", 10, holdings.unanchored),
        reviewer,
        words.strip("\n"),
        " ".join(source.split()),
        document.id if document else "",
        tuple(dict.fromkeys(case.id for case in cases)),
        tuple(dict.fromkeys(theme.id for theme in themes)),
        note,
        now(),
    )
    named = ", ".join(theme.name for theme in themes)
    return Act("unanchored", f"take down words {made.id} as {named}", (_change(None, made),), why), made


def retag_words(said: Unanchored, reviewer: str, themes: Sequence[Theme], why: str = "") -> tuple[Act, Unanchored]:
    """The words stand under these themes from now on; raises UsageFault for a colleague's, and where they do already."""
    _refuse_anothers(said, reviewer)
    for theme in themes:
        refuse_closed_theme(theme)
    after = replace(said, themes=tuple(dict.fromkeys(theme.id for theme in themes)))
    if after == said or not themes:
        raise UsageFault(
            f"the words {said.id} stand there already" if themes else "say under which theme the words are"
        )
    named = ", ".join(theme.name for theme in themes)
    return Act("unanchored", f"put words {said.id} under {named}", (_change(said, after),), why), after


def take_words_away(said: Unanchored, reviewer: str, why: str = "") -> Act:
    """Takes the words away (undo and git still have them); raises UsageFault for a colleague's."""
    _refuse_anothers(said, reviewer)
    return Act("unanchored", f"take words {said.id} away", (_change(said, None),), why)


def _refuse_anothers(said: Unanchored, reviewer: str) -> None:
    if said.reviewer != reviewer:
        raise UsageFault(f"the words {said.id} are {said.reviewer}'s, and each reviewer changes their own alone")


def _change(before: Unanchored | None, after: Unanchored | None) -> SetValue:
    known = before or after
    assert known is not None
    return SetValue(
        unanchored_path(known.reviewer),
        ("words", known.id),
        dict.fromkeys(("document", "cases", "note")) | unanchored_entry(before) if before else None,
        unanchored_entry(after) if after else None,
        head={"schema": 1},
    )
