"""The acts of this machine's journal as a person looks back on them: newest first, each done or undone, whoever did it.

An undo and a redo are no acts of their own here: they say of the act that they are about whether it is done. `tip` is the last of
that chain, the one that would be taken back.
"""

from dataclasses import dataclass

from store.journal import Journal, Recorded


@dataclass(frozen=True, slots=True)
class ListedAct:
    """`act` as it was done first; `when` is the last time that it was done, undone or done again.

    `within_reach` is whether undo (of one that is done) or redo (of one that is undone) can still be asked for.
    """

    act: Recorded
    tip: str
    done: bool
    when: str
    within_reach: bool


def listed_acts(journal: Journal) -> tuple[ListedAct, ...]:
    """All acts but the making of a reviewer's own file, newest first."""
    chains: dict[str, list[Recorded]] = {}
    first: dict[str, str] = {}
    for act in journal.acts.values():
        begun = first.get(act.undoes, "") or act.id
        first[act.id] = begun
        chains.setdefault(begun, []).append(act)
    reach = {*journal.undoable, *journal.redoable}
    return tuple(
        ListedAct(
            act=chain[0],
            tip=chain[-1].id,
            done=len(chain) % 2 == 1,
            when=chain[-1].when,
            within_reach=chain[-1].id in reach,
        )
        for chain in reversed(chains.values())
        if chain[0].kind != "reviewer" and not chain[0].undoes
    )
