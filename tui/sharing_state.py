"""What the line of the state says of others' work: what waits to be looked at or decided, what is new, what is to be sent.

Nothing is said of a project that is shared nowhere and in which nothing waits. It is asked of the files and of git beside the
event loop, never of the network.
"""

import asyncio
from collections.abc import Sequence

from store.git import Git
from store.ownership import owner_of
from store.project import Project
from store.sharing.conflicts import Conflict, read_conflicts
from store.sharing.distance import distance_of
from store.sharing.visits import last_visit
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.row_list import Piece


def to_decide(project: Project, me: str) -> tuple[Conflict, ...]:
    """The conflicts that the reviewer `me` may decide: those about their own files, and about everybody's."""
    conflicts, _ = read_conflicts(project)
    return tuple(each for each in conflicts if owner_of(each.path) in ("", me))


async def sharing_state(study: Study) -> Sequence[Piece]:
    """The pieces that are said of it."""
    if study.snapshot is None:
        return ()
    project = study.snapshot.project
    if study.unread is None and last_visit(project):
        from tui.flows.news import count_unread

        await count_unread(study)
    return await asyncio.to_thread(_pieces, study.snapshot, study.reader, study.unread or 0)


def _pieces(snapshot: Snapshot, me: str, unread: int) -> list[Piece]:
    project = snapshot.project
    pieces: list[Piece] = []
    changed = snapshot.holdings.waiting_for(me)
    if changed:
        pieces.append((f"  {changed} in changed texts", "warn"))
    waiting = len(to_decide(project, me))
    if waiting:
        pieces.append((f"  {waiting} to decide", "warn"))
    if unread:
        pieces.append((f"  {unread} new", "match"))
    distance = distance_of(Git(project.root))
    if distance.place and not distance.reached:
        pieces.append(("  not shared yet", "dim"))
    if distance.to_take:
        pieces.append((f"  {distance.to_take} to take in", "match"))
    if distance.to_send:
        pieces.append((f"  {distance.to_send} to send", "dim"))
    return pieces
