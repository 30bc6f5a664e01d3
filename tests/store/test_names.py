"""Nothing gets a name that a disk, a shell or another system would trip over, or that stands already."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import UsageFault
from store.names import ALPHABET, is_id, new_excerpt_id, new_memo_id, new_theme_id, plain_name, random_id, slug, slug_id


@given(st.text(), st.sets(st.text(max_size=3), max_size=3))
def test_any_text_gives_an_id_that_is_free(text: str, taken: set[str]) -> None:
    first = slug_id(text, "document", taken)
    second = slug_id(text, "document", taken | {first})
    assert is_id(first)
    assert is_id(second)
    assert first not in taken
    assert second != first


@given(st.text())
def test_a_slug_is_empty_or_short_and_plain(text: str) -> None:
    made = slug(text)
    assert len(made) <= 40
    assert made == made.strip("-")
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(made) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("JW 019 (Interview)", "jw-019-interview"),
        ("Zoë Ångström", "zoe-angstrom"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "document-con"),
        ("com1", "document-com1"),
        (".git", "document-git"),
        ("日本", "document"),
        ("", "document"),
        ("\x1b[2J\0", "2j"),
    ],
)
def test_ids_after_names(text: str, made: str) -> None:
    assert slug_id(text, "document", ()) == made


@pytest.mark.parametrize(
    "text", ["", "A", "a_b", "-a", "a-", "a.b", "a/b", "..", "a\n", "é", "con", "nul", "git", "x" * 65]
)
def test_what_is_no_id(text: str) -> None:
    assert not is_id(text)


def test_random_ids() -> None:
    assert all(is_id(make()) for make in (new_theme_id, new_excerpt_id, new_memo_id))
    assert len({new_excerpt_id() for _ in range(1_000)}) == 1_000
    taken = set(ALPHABET) - {"q"}
    assert random_id("", 1, taken) == "q"


@pytest.mark.parametrize("name", ["", "  ", "a\x1bb", "a\x00", "a\x9b2J", "a\u202eb", "\ud800"])
def test_names_that_a_terminal_would_obey_are_refused(name: str) -> None:
    with pytest.raises(UsageFault, match="theme"):
        plain_name("a theme", name)


def test_a_name_stands_on_one_line() -> None:
    assert plain_name("a theme", "  Nobody\n in\t charge ") == "Nobody in charge"
