"""Acts of double coding: drawing a sample, lifting it, and saying that one is done with a document."""

from collections.abc import Sequence
from dataclasses import replace

from store.acts import Act, SetValue
from store.documents import Document
from store.double_coding import Done, Sample, done_entry, done_path, draw, sample_path, sample_record
from store.errors import UsageFault
from store.holdings import Holdings
from store.names import plain_name, slug_id
from store.reviewers import Reviewer
from store.values import now


def draw_sample(
    holdings: Holdings,
    title: str,
    documents: Sequence[Document],
    number: int,
    seed: str,
    reviewers: Sequence[Reviewer],
    blind: bool = True,
    why: str = "",
) -> tuple[Act, Sample]:
    """A sample of `number` of the documents, for the reviewers to tag apart from each other.

    Raises UsageFault for fewer than two reviewers and for more documents than there are.
    """
    title = plain_name("a sample's title", title)
    people = tuple(dict.fromkeys(each.id for each in reviewers))
    if len(people) < 2:
        raise UsageFault("a sample is tagged by two reviewers at least: name them")
    if not 1 <= number <= len(documents):
        raise UsageFault(f"{number} documents cannot be drawn from {len(documents)}")
    among = tuple(sorted({each.id for each in documents}))
    made = Sample(
        id=slug_id(title, "sample", holdings.samples),
        title=title,
        documents=draw(among, number, seed),
        reviewers=people,
        drawn_from=among,
        seed=seed,
        blind=blind,
        drawn=now(),
    )
    change = SetValue(sample_path(made.id), (), None, sample_record(made))
    return Act(
        "sample", f"draw sample {made.id}: {number} of {len(among)} documents, seed {seed}", (change,), why
    ), made


def lift_sample(sample: Sample, why: str = "") -> tuple[Act, Sample]:
    """The sample hides nothing any more, whoever is done with what."""
    if not sample.hides:
        raise UsageFault(f"the sample {sample.id} hides nothing")
    change = SetValue(sample_path(sample.id), ("status",), sample.status, "lifted", absent="open")
    return Act("sample", f"lift sample {sample.id}", (change,), why), replace(sample, status="lifted")


def say_done(holdings: Holdings, reviewer: str, documents: Sequence[Document], why: str = "") -> Act:
    """The reviewer is done with the documents as their texts are now; raises UsageFault where they all are already."""
    changes = []
    for document in documents:
        before = holdings.done.get((reviewer, document.id))
        if before is None or before.sha256 != document.sha256:
            changes.append(_change(before, Done(reviewer, document.id, document.sha256, now())))
    if not changes:
        raise UsageFault(f"you are done with {_named(documents)} already")
    return Act("done", f"done with {_named(documents)}", tuple(changes), why)


def say_not_done(holdings: Holdings, reviewer: str, documents: Sequence[Document], why: str = "") -> Act:
    """The reviewer goes on with the documents; raises UsageFault where they are done with none of them."""
    known = (holdings.done.get((reviewer, document.id)) for document in documents)
    changes = tuple(_change(each, None) for each in known if each is not None)
    if not changes:
        raise UsageFault(f"you have not said that you are done with {_named(documents)}")
    return Act("done", f"not done with {_named(documents)}", changes, why)


def _change(before: Done | None, after: Done | None) -> SetValue:
    known = before or after
    assert known is not None
    return SetValue(
        done_path(known.reviewer),
        ("done", known.document),
        done_entry(before) if before else None,
        done_entry(after) if after else None,
        head={"schema": 1},
    )


def _named(documents: Sequence[Document]) -> str:
    return ", ".join(document.id for document in documents)
