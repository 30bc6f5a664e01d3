"""`catena add --update`: another text for a document that is here, and what it makes of every excerpt.

What is told before anything is written is what is written: the plan is made once. Own excerpts go along in the act; of
colleagues' it is said where they will be read.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from store.errors import UsageFault
from tui.commands.output import one_line, say
from tui.commands.session import Session

if TYPE_CHECKING:
    from search.carrying import Carried
    from search.updating import Plan
    from store.documents import Document
    from store.holdings import Holdings
    from store.texts import Incoming
    from store.writer import Writer

IN_BRACKETS = "in brackets: excerpts that are to check or missing, `catena anchors list` tells them"
"""What is said where such excerpts are counted apart."""
SHOWN = 20
"""Excerpts of each state that are printed for a person; JSON has them all."""


@dataclass
class Updater:
    """Takes other texts in, one after the other; without a `writer` it only says what would become of everything."""

    session: Session
    writer: "Writer | None"
    plans: "list[Plan]" = field(default_factory=list)

    @cached_property
    def _on_disk(self) -> "Holdings":
        from store.holdings import read_holdings

        return read_holdings(self.session.project)

    @property
    def reviewer(self) -> str:
        """The slug of whose excerpts go along."""
        from themes.seeing import reader_of

        if self.writer is not None:
            return self.writer.reviewer.id
        return reader_of(self.session.project, self._on_disk, self.session.reviewer)

    def update(self, document: "Document", incoming: "Incoming") -> "Plan":
        """The document gets the text; raises what planning and saving raise, and then nothing was changed."""
        from search.updating import carry_out, plan_update
        from store.holdings import holdings_after
        from store.pseudonyms import read_names

        now = self._on_disk.documents.get(document.id)
        if now is None:
            raise UsageFault(f"the document {document.id} is not here any more: nothing was changed")
        key = read_names(self.session.project)
        plan = plan_update(self.session.project, self._on_disk, self.reviewer, now, incoming, key)
        if self.writer is not None:
            done = carry_out(self.writer, plan)
            self.__dict__["_on_disk"] = holdings_after(self._on_disk, done.touched)
        self.plans.append(plan)
        return plan


def visible(session: Session, plan: "Plan") -> "list[Carried]":
    """What became of the excerpts that the reviewer may see."""
    return [each for each in plan.found if each.excerpt.id in session.holdings.excerpts]


def about_plan(session: Session, plan: "Plan") -> dict[str, Any]:
    """The fields of JSON that say what became of the excerpts."""
    from search.carrying import counts

    found = visible(session, plan)
    return {"counts": counts(found), "memos": plan.memos, "excerpts": [about_carried(each) for each in found]}


def about_carried(carried: "Carried") -> dict[str, Any]:
    excerpt, after = carried.excerpt, carried.after
    return {
        "excerpt": excerpt.id,
        "reviewer": excerpt.reviewer,
        "state": carried.state,
        "start": excerpt.start,
        "end": excerpt.end,
        "segments": [list(each) for each in excerpt.ranges],
        "text": excerpt.text,
        "new_start": after.start if after is not None else None,
        "new_end": after.end if after is not None else None,
        "new_segments": [list(each) for each in after.ranges] if after is not None else [],
        "new_text": after.text if after is not None else None,
        "candidates": [
            {"segments": [list(place) for place in each.ranges], "likeness": round(each.likeness, 2)}
            for each in carried.choices
        ],
    }


def say_plan(session: Session, plan: "Plan") -> None:
    """What became of the excerpts, for a person: how many of each state, then those that somebody must look at."""
    from search.carrying import STATES, counts
    from search.updating import told

    found = visible(session, plan)
    if not found:
        return
    say(f"    excerpts: {told(counts(found))}")
    if plan.memos:
        say(f"    memos in which quotations follow: {plan.memos}")
    for state in STATES[1:]:
        listed = [each for each in found if each.state == state]
        for each in listed[:SHOWN]:
            say(f"    {state:<8}  {each.excerpt.id}  {each.excerpt.reviewer}  {one_line(_said(each))}")
        if len(listed) > SHOWN:
            say(f"    {state:<8}  and {len(listed) - SHOWN} more")


def _said(carried: "Carried") -> str:
    excerpt, after = carried.excerpt, carried.after
    if after is not None:
        from store.word_changes import marked, word_changes

        changed = marked(word_changes(" ".join(excerpt.text.split()), " ".join(after.text.split())))
        return f"{_places(excerpt.ranges)} -> {_places(after.ranges)}: {changed}"
    perhaps = f", perhaps at {_places(carried.choices[0].ranges)}" if carried.choices else ""
    return f"{_places(excerpt.ranges)}{perhaps}: {excerpt.text}"


def _places(ranges: tuple[tuple[int, int], ...]) -> str:
    return ", ".join(f"{start}-{end}" for start, end in ranges)
