"""A reviewer who works until they are killed: `python -m tests.store.scribe ROOT SEED` tells on its output what it does.

Each line is a JSON object: `{"open": …}` once the writer is open; `{"try": n, "facts": …}` before the n-th act, with the
facts that it makes (null: unmakes); `{"ack": n}` once `perform` has returned; `{"no": n}` where the act was refused.
A fact is what a restart must find again: an excerpt's themes and note, a memo's body, a theme's name and place.
"""

import json
import random
import sys
from dataclasses import replace
from pathlib import Path

import store.committer
from store.acts import Act, add_theme, change_memo, tag, together, untag, write_memo
from store.errors import ChangedMeanwhile, SaveFault, UsageFault
from store.excerpts import Excerpt
from store.holdings import Holdings, holdings_after, read_holdings
from store.memos import Memo
from store.project import open_project
from store.writer import Done, Writer

Facts = dict[str, list[str] | None]


def facts_of(holdings: Holdings) -> Facts:
    """All that a restart must find again, by what it is about."""
    facts: Facts = {f"excerpt {each.id}": _of_excerpt(each) for each in holdings.excerpts.values()}
    facts |= {f"memo {each.id}": [each.body] for each in holdings.memos.values()}
    facts |= {f"theme {each.id}": [each.name, each.parent] for each in holdings.themes.values()}
    return facts


def after(facts: Facts, changed: Facts) -> Facts:
    """The facts once `changed` has come about."""
    return {about: told for about, told in (facts | changed).items() if told is not None}


def _of_excerpt(excerpt: Excerpt) -> list[str]:
    return [excerpt.reviewer, excerpt.text, excerpt.note, *excerpt.themes]


class Scribe:
    """Acts one after the other, chosen by `chance`."""

    def __init__(self, writer: Writer, chance: random.Random) -> None:
        self.writer, self.chance = writer, chance
        self.holdings = read_holdings(writer.project)
        self.text = writer.project.read_text(self.holdings.documents["jw019"])
        self.undoable: list[Facts] = []

    def work(self) -> None:
        number = 0
        while True:
            number += 1
            try:
                self._undo(number) if self.undoable and self.chance.random() < 0.15 else self._act(number)
            except (ChangedMeanwhile, SaveFault, UsageFault):
                say(no=number)

    def _act(self, number: int) -> None:
        act, facts = self._choose()
        before = facts_of(self.holdings)
        say(**{"try": number}, facts=facts)
        self._take_in(self.writer.perform(act))
        say(ack=number)
        self.undoable.append({about: before.get(about) for about in facts})

    def _undo(self, number: int) -> None:
        say(**{"try": number}, facts=self.undoable[-1])
        self._take_in(self.writer.undo())
        say(ack=number)
        self.undoable.pop()

    def _take_in(self, done: Done) -> None:
        self.holdings = holdings_after(self.holdings, done.touched)

    def _choose(self) -> tuple[Act, Facts]:
        holdings, chance = self.holdings, self.chance
        mine = [each for each in holdings.excerpts.values() if each.reviewer == self.writer.reviewer.id]
        memos = list(holdings.memos.values())
        kind = chance.choice(["tag", "tag", "tag and memo", "memo", "change", "theme", "remove"])
        match kind:
            case "remove" if mine:
                gone = chance.choice(mine)
                return untag(holdings, gone), {f"excerpt {gone.id}": None}
            case "theme":
                act, theme = add_theme(
                    holdings, f"Theme {chance.random()}", chance.choice([None, *holdings.themes.values()])
                )
                return act, {f"theme {theme.id}": [theme.name, theme.parent]}
            case "change" if memos:
                memo = chance.choice(memos)
                changed = replace(memo, body=f"{memo.body}\r\n{chance.random()}")
                return change_memo(memo, changed), {f"memo {memo.id}": [changed.body]}
            case "memo":
                act, memo = self._memo()
                return act, {f"memo {memo.id}": [memo.body]}
        tagging, excerpt = self._tag()
        if kind != "tag and memo":
            return tagging, {f"excerpt {excerpt.id}": _of_excerpt(excerpt)}
        writing, memo = self._memo()
        return together(tagging, writing), {
            f"excerpt {excerpt.id}": _of_excerpt(excerpt),
            f"memo {memo.id}": [memo.body],
        }

    def _tag(self) -> tuple[Act, Excerpt]:
        start = self.chance.randrange(len(self.text) - 30)
        themes = self.chance.sample(sorted(self.holdings.themes.values(), key=lambda theme: theme.id), 2)
        place = [(start, start + 20)]
        note = f"note {self.chance.random()}\nsecond line"
        return tag(
            self.holdings, self.writer.reviewer.id, self.holdings.documents["jw019"], self.text, place, themes, note
        )

    def _memo(self) -> tuple[Act, Memo]:
        return write_memo(self.holdings, self.writer.reviewer.id, "A memo", f"body {self.chance.random()}\r\nand more")


def say(**told: object) -> None:
    # One write for one line: a kill cannot cut it.
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    # Commits come so thick that many kills meet one.
    store.committer.IDLE, store.committer.LONGEST = 0.02, 0.15
    with Writer.open(open_project(Path(sys.argv[1])), background=True) as opened:
        say(open=opened.recovered)
        Scribe(opened, random.Random(int(sys.argv[2]))).work()
