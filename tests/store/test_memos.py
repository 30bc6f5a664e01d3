"""A memo's body is kept byte for byte, and its head as it was written while it says the same."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.errors import FileFault
from store.memos import Memo, memo_from, memo_path, memo_text
from tests.store.test_toml import TEXTS

PATH = "memos/ana/2026-11-23-m4k7q2x-x.md"
WHEN = datetime(2026, 11, 23, 11, 2, tzinfo=UTC)
BODIES = st.lists(st.sampled_from(["\n", "\r\n", "\r", "+++\n", "+++", "\ufeff", "# x"]) | TEXTS, max_size=6).map(
    "".join
)
HEADS = [
    "+++\nid = 'm1'\n+++\n\n",
    "+++\nid = 'm1'\n+++\n",
    "\ufeff+++\r\nid = 'm1' # by hand\r\n+++\r\n\r\n",
    "+++\nid='m1'\n+++\r\n",
]


@given(
    TEXTS.filter(bool),
    BODIES,
    st.lists(TEXTS.filter(bool), max_size=2),
    st.dictionaries(st.just("key of mine"), TEXTS.filter(bool)),
)
@example("closes\n+++\nthe head", "body", [], {})
def test_a_new_memo_reads_back_as_it_was_made(title: str, body: str, links: list[str], other: dict[str, str]) -> None:
    memo = Memo("m4k7q2x", title, "ana", PATH, "decision", WHEN, tuple(links), ("e1",), ("jw019",), body, other=other)
    text = memo_text(memo)
    read = memo_from(PATH, "ana", text)
    assert replace(read, written_head="") == memo
    assert text.endswith(body)
    assert memo_text(read) == text


@given(st.sampled_from(HEADS), BODIES, BODIES)
def test_a_changed_body_leaves_the_head_as_a_person_wrote_it(head: str, body: str, after: str) -> None:
    read = memo_from(PATH, "ana", head + body)
    assert memo_text(read) == head + body
    changed = memo_text(replace(read, body=after))
    assert memo_from(PATH, "ana", changed).body == after
    assert changed.startswith(head.rstrip("\r\n"))


@given(BODIES)
def test_a_changed_title_leaves_the_body_and_unknown_keys(body: str) -> None:
    read = memo_from(PATH, "ana", f"+++\nid = 'm1'\nmood = 'tired'\n+++\n\n{body}")
    after = memo_from(PATH, "ana", memo_text(replace(read, title="Another")))
    assert (after.title, after.body, after.other) == ("Another", body, {"mood": "tired"})


def test_a_head_that_ends_with_the_file() -> None:
    read = memo_from(PATH, "ana", "+++\nid = 'm1'\n+++")
    assert memo_text(read) == "+++\nid = 'm1'\n+++"
    assert memo_from(PATH, "ana", memo_text(replace(read, body="text"))).body == "text"


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("", "begins with a line", 1),
        ("A note without a head\n", "begins with a line", 1),
        ("+++\nid = 'm1'\n", "not closed", 1),
        ("+++\nid = 'm1'\ntitle = \n+++\n", "not valid TOML", 3),
        ("+++\ntitle = 'x'\n+++\n", "no `id`", 2),
        ("+++\nid = 5\n+++\n", "no `id`", 2),
        ("+++\n+++\nbody\n+++\n", "no `id`", 2),
        ("+++\nschema = 2\nid = 'm1'\n+++\n", "newer catena", None),
    ],
)
def test_a_head_at_fault_is_named(text: str, reason: str, line: int | None) -> None:
    with pytest.raises(FileFault, match=reason) as fault:
        memo_from(PATH, "ana", text)
    assert fault.value.line == line


@pytest.mark.parametrize("title", ["The dark side of quiet leaders", "…", "../../etc", "Ö" * 300, "a/b\nc"])
def test_a_file_name_is_made_of_safe_characters(title: str) -> None:
    path = memo_path("ana", "m4k7q2x", title, WHEN)
    folder, _, name = path.rpartition("/")
    assert folder == "memos/ana"
    assert name.startswith("2026-11-23-m4k7q2x")
    assert len(name) < 80
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
