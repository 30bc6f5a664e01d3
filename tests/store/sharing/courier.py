"""A reviewer who works and syncs until they are killed: `python -m tests.store.sharing.courier ROOT SEED OWN`.

It tells what it does as the scribe does, and only touches what the file OWN says was made in this clone, so that each fact is one
clone's. With `once` for SEED it syncs once and ends.
"""

import json
import random
import sys
from dataclasses import replace
from pathlib import Path

import store.committer
from store.acts import Act, add_theme, change_memo, untag
from store.errors import CatenaError, ChangedMeanwhile, SaveFault, UsageFault
from store.holdings import read_holdings
from store.project import open_project
from store.sharing.procedure import synchronise
from store.writer import Writer
from tests.store.scribe import Facts, Scribe, say


class Courier(Scribe):
    def __init__(self, writer: Writer, chance: random.Random, own: set[str]) -> None:
        super().__init__(writer, chance)
        self.own = own

    def work(self) -> None:
        number = 0
        while True:
            number += 1
            try:
                what = self.chance.random()
                if what < 0.35:
                    self._sync(number)
                elif what < 0.45 and self.undoable:
                    self._undo(number)
                else:
                    self._act(number)
            except (ChangedMeanwhile, SaveFault, UsageFault):
                say(no=number)

    def _sync(self, number: int) -> None:
        try:
            synced = synchronise(self.writer)
            say(synced=number, conflicts=synced.conflicts, told=synced.told)
        except CatenaError as fault:
            say(unsynced=fault.message)
        self.holdings = read_holdings(self.writer.project)

    def _choose(self) -> tuple[Act, Facts]:
        holdings, chance = self.holdings, self.chance
        mine = [each for key, each in holdings.excerpts.items() if f"excerpt {key}" in self.own]
        memos = [each for key, each in holdings.memos.items() if f"memo {key}" in self.own]
        kind = chance.random()
        if kind < 0.15 and mine:
            gone = chance.choice(mine)
            return untag(holdings, gone), {f"excerpt {gone.id}": None}
        if kind < 0.3 and memos:
            memo = chance.choice(memos)
            changed = replace(memo, body=f"{memo.body}\r\n{chance.random()}")
            return change_memo(memo, changed), {f"memo {memo.id}": [changed.body]}
        if kind < 0.45:
            act, theme = add_theme(
                holdings, f"Theme {chance.random()}", chance.choice([None, *holdings.themes.values()])
            )
            facts: Facts = {f"theme {theme.id}": [theme.name, theme.parent]}
        elif kind < 0.6:
            act, made = self._memo()
            facts = {f"memo {made.id}": [made.body]}
        else:
            act, excerpt = self._tag()
            if excerpt.id in holdings.excerpts and f"excerpt {excerpt.id}" not in self.own:
                raise UsageFault("the other machine tagged these words")
            facts = {f"excerpt {excerpt.id}": [excerpt.reviewer, excerpt.text, excerpt.note, *excerpt.themes]}
        self.own.update(facts)
        return act, facts


def main(root: Path, seed: str, own: str) -> None:
    # Commits come so thick that many kills meet one.
    store.committer.IDLE, store.committer.LONGEST = 0.02, 0.15
    with Writer.open(open_project(root), background=seed != "once") as writer:
        say(open=writer.recovered)
        if seed == "once":
            synchronise(writer)
        else:
            Courier(writer, random.Random(int(seed)), set(json.loads(Path(own).read_text()))).work()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
