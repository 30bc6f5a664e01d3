"""Documents, cases and reviewers read back as they were written, and are faults without what everything depends on."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.cases import Case, case_from, case_record
from store.documents import KINDS, Document, document_from, document_record, hash_of
from store.errors import FileFault
from store.merging import same
from store.reviewers import Reviewer, reviewer_from, reviewer_record
from store.toml import parse_toml, render_toml
from tests.store.test_toml import SCALARS, TEXTS

WHEN = st.none() | st.just(datetime(2026, 11, 2, 9, 12, tzinfo=UTC))
DOCUMENTS = st.builds(
    Document,
    id=st.just("jw019"),
    title=TEXTS.filter(bool),
    kind=st.sampled_from(sorted(KINDS)),
    path=TEXTS.filter(bool),
    sha256=st.just("5f1c"),
    characters=st.integers(1, 10**9),
    cases=st.lists(TEXTS, max_size=2).map(tuple),
    source=TEXTS,
    importer=TEXTS,
    encoding=TEXTS,
    original=TEXTS,
    original_sha256=TEXTS,
    added=WHEN,
)


@given(DOCUMENTS)
def test_a_document_reads_back_as_it_was_written(document: Document) -> None:
    assert document_from("x", parse_toml("x", render_toml(document_record(document)))) == document


@given(TEXTS.filter(bool), TEXTS.filter(bool), st.dictionaries(TEXTS, SCALARS, max_size=3), st.lists(TEXTS, max_size=2))
def test_a_case_reads_back_as_it_was_written(
    name: str, kind: str, attributes: dict[str, Any], aliases: list[str]
) -> None:
    case = Case("c1", name, kind, tuple(aliases), attributes)
    read = case_from("x", parse_toml("x", render_toml(case_record(case))))
    assert (read.id, read.name, read.kind, read.aliases) == (case.id, case.name, case.kind, case.aliases)
    assert same(read.attributes, case.attributes)


@given(TEXTS.filter(bool), TEXTS)
def test_a_reviewer_reads_back_as_they_were_written(name: str, email: str) -> None:
    reviewer = Reviewer("ana", name, email)
    assert reviewer_from("x", parse_toml("x", render_toml(reviewer_record(reviewer)))) == reviewer


@pytest.mark.parametrize("key", ["id", "path", "sha256", "characters"])
@pytest.mark.parametrize("value", [None, [], {}, 1.5])
def test_a_document_without_what_all_depends_on_is_a_fault(key: str, value: object) -> None:
    record = {"id": "a", "path": "b", "sha256": "c", "characters": 1} | {key: value}
    with pytest.raises(FileFault, match=f"`{key}` is missing"):
        document_from("documents/a.toml", record)


def test_the_name_of_a_version_is_the_hash_of_its_bytes() -> None:
    assert hash_of("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
