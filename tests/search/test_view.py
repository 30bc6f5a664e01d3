"""The search view: every position maps into the source and back, and each layer does what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.layers import LAYERS
from search.view import changes_of, folded, view_of
from store.rules import Rules

PIECES = st.sampled_from(
    (
        *(
            "fi ",
            "fl ",
            "ffi ",
            "off ",
            "infl uence",
            "-\n",
            "- \n ",
            "\u00ad\n",
            "\n\n",
            "  ",
            "Word",
            "line",
            "12 | P a g e\n",
        ),
        *(
            "é",
            "e\u0301",
            "\u0301",
            "ß",
            "İ",
            "ﬁ",
            "…",
            "’",
            "“",
            "–",
            "\u00a0",
            "\u200b",
            "\ufeff",
            "\0",
            "𝒜",
            "ا",
            "שָׁ",
            "हिन्दी",
        ),
    )
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


def shown(text: str) -> str:
    return view_of(text).mapped.text


@given(TEXTS, st.sets(st.sampled_from(sorted(LAYERS))))
def test_every_position_maps_into_the_source_and_back(text: str, off: set[str]) -> None:
    mapped = view_of(text, Rules(frozenset(off))).mapped
    assert len(mapped.starts) == len(mapped.ends) == len(mapped.text)
    before = (0, 0)
    for position in range(len(mapped.text)):
        start, end = mapped.to_source(position, position + 1)
        assert 0 <= start < end <= len(text)
        assert start >= before[0]
        assert end >= before[1], "ranges never cross"
        before = start, end
        low, high = mapped.from_source(start, end)
        assert low <= position < high


@given(TEXTS)
def test_ranges_map_to_the_hull_of_their_characters(text: str) -> None:
    mapped = view_of(text).mapped
    length = len(mapped.text)
    for start in range(0, length, 7):
        for end in range(start + 1, length + 1, 5):
            source = mapped.to_source(start, end)
            assert source == (mapped.to_source(start, start + 1)[0], mapped.to_source(end - 1, end)[1])
            low, high = mapped.from_source(*source)
            assert low <= start
            assert high >= end


@given(TEXTS)
def test_without_layers_the_view_is_the_text(text: str) -> None:
    view = view_of(text, Rules(frozenset(LAYERS)))
    assert view.mapped.text == text
    assert all(view.mapped.to_source(place, place + 1) == (place, place + 1) for place in range(len(text)))


@given(TEXTS)
def test_changes_say_what_was_there(text: str) -> None:
    for layer in LAYERS:
        position = 0
        for change in changes_of(text, layer, Rules(frozenset(LAYERS) - {layer})):
            assert text[change.start : change.end] == change.before != change.after or change.both
            assert change.start >= position
            position = change.end


@given(st.text(max_size=100))
def test_typed_text_folds_as_undamaged_text_does(text: str) -> None:
    assert (
        folded(text)
        == view_of(text, Rules(frozenset(("ligature gaps", "line-end hyphens", "page furniture")))).mapped.text
    )


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("One\n  two\tthree", "one two three"),
        ("“Don’t” – she said…", '"don\'t" - she said...'),
        ("naïve Sevón Łódź Straße", "naive sevon lodz strasse"),
        ("e\u0301tude", "etude"),
        ("ﬁnal ﬂow", "final flow"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_what_the_view_shows(text: str, view: str) -> None:
    assert shown(text) == view


def test_a_hit_ends_behind_an_accent_not_before_it() -> None:
    mapped = view_of("cafe\u0301s").mapped
    assert mapped.text == "cafes"
    assert mapped.to_source(0, 4) == (0, 5)


def test_ligature_gaps_close_where_the_text_is_damaged() -> None:
    text = "The infl uence of staffi ng was fi rst seen. Off we go; staff and others."
    assert shown(text) == "the influence of staffing was first seen. off we go; staff and others."
    assert [change.before for change in changes_of(text, "ligature gaps")] == [" ", " ", " "]


def test_in_a_sound_text_words_that_end_so_stay_and_are_found_joined_too() -> None:
    text = "The wifi was down. First find the fix, then the file."
    view = view_of(text)
    assert view.mapped.text == text.lower()
    assert view.seams == (text.index("wifi") + 4,)


def test_hyphens_at_line_ends_go_by_the_rest_of_the_text() -> None:
    joined = "Managers tell stories. Man-\nagers do; managers."
    assert shown(joined) == "managers tell stories. managers do; managers."
    kept = "A co-ordinated co-\nordinated effort"
    assert shown(kept) == "a co-ordinated co-ordinated effort"
    neither = view_of("A long-\nstanding debt")
    assert neither.mapped.text == "a long-standing debt"
    assert neither.seams == (6,)
