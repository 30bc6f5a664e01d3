"""Another text for a document: what it makes of every excerpt, as a plan that can be shown before it becomes one act.

Nothing is written here. The act rewrites the reviewer's own excerpts and the consensus's; those of colleagues are told, and
follow when they are read (`carried_holdings`), as nobody writes in another's file.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from search.anchoring import State
from search.carrying import Carried, Carrying, counts
from store.acts import CARRY, Act
from store.documents import Document
from store.earlier_texts import Edit
from store.held import Holdings
from store.importing import regions_of
from store.old_texts import text_with_hash
from store.private_texts import Hidden, keep_privately, without_earlier, without_present
from store.project import Project
from store.pseudonyms import NO_NAMES, NameKey
from store.quoting_memos import memo_changes
from store.rules import Region
from store.texts import Incoming
from store.version_acts import Pair, carried_by, carry, update_document, with_text

if TYPE_CHECKING:
    from store.writer import Done, Writer


@dataclass(frozen=True)
class Plan:
    """The act that takes in the text, the document as it is then, what becomes of each excerpt of it, by place, and in how many
    of the reviewer's memos quotations follow."""

    act: Act
    document: Document
    found: tuple[Carried, ...]
    memos: int = 0
    kept: Mapping[str, bytes] = field(default_factory=dict)
    """What must be kept in `private/` before the act, as it takes it out of the shared files."""


def plan_update(
    project: Project,
    holdings: Holdings,
    reviewer: str,
    document: Document,
    incoming: Incoming,
    key: NameKey = NO_NAMES,
    edits: Sequence[Edit] = (),
) -> Plan:
    """What the text of `incoming` makes of a document and of its excerpts in `holdings`, which are as they stand on disk.

    Where the present text holds a name of the `key` it is not kept among the shared files. `edits` are all that differs, where
    that is known: then names give way everywhere, and memos are left to whoever replaces names in them. Raises FileFault where
    the present text cannot be read, and UsageFault where the new one is the same.
    """
    old = project.read_text(document)
    hidden, private = Hidden(), bool(key.places(old))
    before = without_present(project, document, old, hidden) if private else document
    text = with_text(without_earlier(project, before, key, hidden), old, incoming, edits, private)
    if edits:
        text = replace(text, after=replace(text.after, title=key.without_names(document.title)))
    if private:
        text = replace(text, after=_without_source(text.after, key))
    text = replace(text, before=document, changes=(*text.changes, *hidden.changes))

    def text_with(digest: str) -> str | None:
        return old if digest in ("", document.sha256) else text_with_hash(project, document, digest)

    carrying = Carrying(text.after, incoming.text, text_with)
    here = [each for each in holdings.excerpts.values() if each.document == document.id]
    found = [carrying.carry(each) for each in here if each.sha256 != text.after.sha256]
    found.sort(key=lambda each: (each.excerpt.start, each.excerpt.end, each.excerpt.id))
    rules = carrying.carry_rules(document.rules, document.sha256, old)
    regions = [each for each in regions_of(incoming) if not any(_overlap(each, other) for other in rules.regions)]
    rules = replace(rules, regions=(*rules.regions, *regions))
    own = [each for each in found if carried_by(reviewer, each.excerpt)]
    act = update_document(text, rules, _pairs(own), told(counts(own)))
    memos = () if edits else tuple(memo_changes(holdings, reviewer, _pairs(found)))
    act = replace(act, changes=(*act.changes, *memos))
    return Plan(act, text.after, tuple(found), len(memos), hidden.kept)


def _without_source(document: Document, key: NameKey) -> Document:
    """The record without names in what its texts were called when they came."""
    earlier = tuple(replace(each, source=key.without_names(each.source)) for each in document.earlier)
    return replace(document, source=key.without_names(document.source), earlier=earlier)


def carry_out(writer: "Writer", plan: Plan) -> "Done":
    """The plan's act, after what it takes out of the shared files is kept; raises what keeping and performing raise."""
    keep_privately(writer.project, plan.kept)
    return writer.perform(plan.act)


def _overlap(one: Region, other: Region) -> bool:
    return one.start < other.end and other.start < one.end


def adopting(holdings: Holdings, found: Collection[Carried], reviewer: str) -> list[Act]:
    """The acts by which a reviewer carries what is theirs to texts that others took in: one a document, one for memos."""
    memos = tuple(memo_changes(holdings, reviewer, _pairs(found)))
    by_document: dict[str, list[Carried]] = {}
    for each in found:
        if each.after is not None and carried_by(reviewer, each.excerpt):
            by_document.setdefault(each.excerpt.document, []).append(each)
    acts = [carry(document, _pairs(own), told(counts(own))) for document, own in sorted(by_document.items())]
    if memos:
        many = f"{len(memos)} memo{'s' * (len(memos) != 1)}"
        acts.append(Act(CARRY, f"carry quotations in {many} to the new words of their excerpts", memos))
    return acts


def _pairs(found: Iterable[Carried]) -> list[Pair]:
    return [(each.excerpt, each.after) for each in found if each.after is not None]


def told(counted: Mapping[State, int]) -> str:
    """How many excerpts came to which state, in words; "" where there are none."""
    return ", ".join(f"{count} {state}" for state, count in counted.items() if count)
