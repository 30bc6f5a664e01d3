"""A whole corpus pseudonymised by the key: the plan of it, to be looked at before it becomes one act.

What differs between a text and its pseudonymised version is known name by name, so every excerpt is carried by counting, for
every reviewer, and without any text that holds a name. The key stays where it is, and so do earlier texts: in `private/`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from search.updating import Plan, plan_update
from store.acts import UPDATE, Act, Change, excerpt_change
from store.documents import Document
from store.earlier_texts import moved_offset
from store.held import Holdings
from store.places import Places
from store.project import Project
from store.pseudonyms import NameKey
from store.texts import Incoming
from store.version_acts import carried_by


@dataclass(frozen=True)
class Pseudonymised:
    """What becomes of one document: which words give way to which pseudonym, how often, and the plan of its new text."""

    document: Document
    replaced: Counter[tuple[str, str]]
    plan: Plan


def plan_pseudonyms(
    project: Project, holdings: Holdings, reviewer: str, key: NameKey, documents: Iterable[Document]
) -> Iterator[Pseudonymised]:
    """What becomes of those documents whose text holds a name of the key; `holdings` are as they stand on disk.

    Raises FileFault where a text cannot be read.
    """
    for document in documents:
        text = project.read_text(document)
        places = key.places(text)
        if not places:
            continue
        edits = [(place.start, place.end, len(place.pseudonym)) for place in places]
        pages, times = (
            tuple((moved_offset(offset, edits), label) for offset, label in marks)
            for marks in (document.places.pages, document.places.times)
        )
        new, there = key.without_names(text), Places(pages, times)
        incoming = Incoming(document.source, new, "utf-8", None, importer=document.importer, places=there)
        plan = plan_update(project, holdings, reviewer, document, incoming, key, edits)
        yield Pseudonymised(document, Counter((" ".join(each.words.split()), each.pseudonym) for each in places), plan)


def unplaced_changes(holdings: Holdings, reviewer: str, key: NameKey) -> Iterator[Change]:
    """Names give way also in the words that are kept of the reviewer's excerpts which stand in no present text."""
    for excerpt in holdings.unplaced.values():
        if carried_by(reviewer, excerpt):
            segments = tuple(
                replace(
                    each,
                    exact=key.without_names(each.exact),
                    prefix=key.without_names(each.prefix),
                    suffix=key.without_names(each.suffix),
                )
                for each in excerpt.segments
            )
            if segments != excerpt.segments:
                yield excerpt_change(excerpt, replace(excerpt, segments=segments))


def as_one(planned: Iterable[Pseudonymised], others: Iterable[Change]) -> Act:
    """One act of it all; its message says how much, and no name."""
    listed = list(planned)
    names = sum(each.replaced.total() for each in listed)
    many = f"{len(listed)} document{'s' * (len(listed) != 1)}"
    changes = (*(change for each in listed for change in each.plan.act.changes), *others)
    return Act(UPDATE, f"pseudonymise {many}: {names} name{'s' * (names != 1)} replaced", changes)
