"""Checking the index: every file by its checksum, and what it holds against the project's documents."""

from collections.abc import Mapping

from search.columns import Damaged
from search.index import folder_of, open_index, wanted_versions
from search.sums import damage
from store.documents import Document
from store.project import Project


def faults_of(project: Project, documents: Mapping[str, Document]) -> list[str]:
    """One sentence for each thing that is wrong; each is mended by `catena index`, damage by `catena index --rebuild`."""
    try:
        opened = open_index(project, thorough=True)
    except Damaged as fault:
        return [f"the index is damaged: {fault}"]
    if opened.generation < 0:
        return ["there is no index yet"] if documents else []
    held = opened.versions()
    wanted = wanted_versions(documents)
    faults = [f"{document} is not indexed" for document in sorted(wanted.keys() - held.keys())]
    faults += [
        f"{document} is indexed, but is no longer in the project" for document in sorted(held.keys() - wanted.keys())
    ]
    faults += [
        f"{document} has changed since it was indexed"
        for document in sorted(held.keys() & wanted.keys())
        if held[document] != wanted[document]
    ]
    folder = folder_of(project)
    faults += [
        f"the index is damaged: {name} is not what was written"
        for segment in opened.segments
        for name in damage(folder, segment.name)
    ]
    return faults
