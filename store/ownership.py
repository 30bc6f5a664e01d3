"""Whose a file is: what one reviewer says lies in files that nobody else writes, and its place says whose it is.

The codebook, cases, records of documents, samples, quotas and typologies are everybody's. The consensus is nobody's: adjudication
alone writes for it, and whoever carries excerpts into a changed text carries its excerpts too. What a project of another program
says that people did is put in the files of those people by whoever takes it in.
"""

from store.acts import ADJUDICATION, CARRY, IMPORT, PLACE, UPDATE, Act
from store.errors import UsageFault
from store.reviewers import CONSENSUS

FOLDERS = ("excerpts", "memos", "searches", "assigned")
"""Folders that have one folder for each reviewer."""


def owner_of(path: str) -> str:
    """The slug of the reviewer whose file it is, or "" for a file of everybody's."""
    folder, *place = path.removesuffix(".toml").split("/")
    if folder in FOLDERS and len(place) > 1:
        return place[0]
    if (folder == "reviews" and len(place) == 2) or (folder in ("done", "unanchored") and len(place) == 1):
        return place[-1]
    return ""


def refuse_anothers(act: Act, reviewer: str) -> None:
    """Raises UsageFault where the act would write in another reviewer's file."""
    for change in act.changes:
        owner = owner_of(change.path)
        if not owner and change.path.partition("/")[0] in (*FOLDERS, "reviews", "done", "unanchored"):
            raise UsageFault(f"{change.path} is no reviewer's, and each reviewer writes in their own files alone")
        by_all = act.kind in (ADJUDICATION, UPDATE, CARRY, PLACE)
        if owner in ("", reviewer) or act.kind == IMPORT or (owner == CONSENSUS and by_all):
            continue
        raise UsageFault(f"{change.path} is {owner}'s, and each reviewer writes in their own files alone")
