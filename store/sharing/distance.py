"""How far the project and the place where it is shared are apart, as far as was known when they last met.

Nothing is fetched and nothing is written, so it may be asked as often as something was committed. What it says of the other side
is as old as the last sync, or the last `git fetch` by hand.
"""

from dataclasses import dataclass

from store.errors import CatenaError
from store.git import Git
from store.sharing.remotes import remote_of


@dataclass(frozen=True, slots=True)
class Distance:
    """The place as people read it, "" where the project is not shared; whether it was ever reached; the commits that wait here
    to be sent, and those that are known there and not here."""

    place: str = ""
    reached: bool = False
    to_send: int = 0
    to_take: int = 0


def distance_of(git: Git) -> Distance:
    """How far apart they are; a place that cannot be used is told by a sync, and not here."""
    if git.folder() is None:
        return Distance()
    try:
        if not git.text("remote"):
            return Distance()
        remote = remote_of(git)
        tracking = f"refs/remotes/{remote.name}/{remote.branch}"
        counted = git.text("rev-list", "--count", "--left-right", f"HEAD...{tracking}", "--", may_fail=True).split()
    except CatenaError:
        return Distance()
    if len(counted) != 2:
        return Distance(remote.shown)
    return Distance(remote.shown, True, int(counted[0]), int(counted[1]))
