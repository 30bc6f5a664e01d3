"""What a memo on an act begins with: the act and its reason in words, and what it named, as far as that is there.

The message of an act holds no quotation and no real name, so neither does a memo's title that is made of it.
"""

import re
from dataclasses import dataclass

from store.held import Holdings
from store.links import resolve

LONGEST = 120
"""Characters of a title."""

_ID = re.compile(r"\b(?:t-[0-9a-z]{6}|e[0-9a-z]{10}|m[0-9a-z]{6})\b")


@dataclass(frozen=True, slots=True)
class ActMemo:
    """A title, the first words, and the themes and excerpts (ids) that the act named."""

    title: str
    subject: str
    lead: str
    themes: tuple[str, ...]
    excerpts: tuple[str, ...]


def memo_on_act(holdings: Holdings, message: str) -> ActMemo:
    """What a memo on the act with this message begins with."""
    subject, _, why = message.partition("\n")
    goals = [goal for each in _ID.findall(subject) if (goal := resolve(holdings, each))]
    reason = f"\n\n{why.strip()}" if why.strip() else ""
    return ActMemo(
        f"Why: {subject}"[:LONGEST],
        subject,
        f"{subject}{reason}\n\n",
        tuple(goal.id for goal in goals if goal.kind == "theme"),
        tuple(goal.id for goal in goals if goal.kind == "excerpt"),
    )
