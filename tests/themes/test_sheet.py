"""A theme's sheet: what stands in it, in which order, and what each piece is about."""

from datetime import UTC, datetime

from store.codebook import Theme
from store.documents import Document
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from store.memos import Memo
from store.reviews import PairVerdict, Review, Verdict
from themes.sheet import theme_sheet
from themes.sheet_blocks import sheet_of

WHEN = datetime(2026, 11, 20, tzinfo=UTC)


def excerpt(key: str, start: int, *, against: bool = False, starred: bool = False, note: str = "") -> Excerpt:
    themes, contrary = ((), ("t-a",)) if against else (("t-a",), ())
    segment = Segment(start, start + 5, f"words\nof {key}")
    return Excerpt(key, "ana", "d1", "", (segment,), themes, note, against=contrary, starred=starred)


def verdict(key: str, given: str, theme: str = "t-a") -> Verdict:
    return Verdict(key, theme, given)


def review(*verdicts: Verdict, pair: PairVerdict | None = None) -> Review:
    pairs = {pair.key: pair} if pair is not None else {}
    return Review(
        "first", "ana", "First reading", started=WHEN, verdicts={each.key: each for each in verdicts}, pairs=pairs
    )


HELD = Holdings(
    documents={"d1": Document("d1", "d1", "interview", "", "hash", 100)},
    themes={
        "t-a": Theme("t-a", "Trust", example="e3", definition="When it is said."),
        "t-b": Theme("t-b", "Power"),
        "t-old": Theme("t-old", "Old trust", status="merged", into=("t-a",)),
    },
    excerpts={
        each.id: each
        for each in (
            excerpt("e1", 0),
            excerpt("e2", 10, starred=True, note="short"),
            excerpt("e3", 20),
            excerpt("e4", 30, against=True),
        )
    },
    memos={"m1": Memo("m1", "On trust", "ana", "memos/ana/m1.md", themes=("t-a",))},
    reviews={
        "first/ana": review(
            verdict("e1", "fits"),
            verdict("e2", "fits"),
            verdict("e3", "weak", "t-old"),
            pair=PairVerdict(("t-a", "t-b"), "keep apart", "rules are no feelings"),
        )
    },
)


def test_the_example_comes_first_then_what_is_starred_and_what_speaks_against_it_apart() -> None:
    blocks = sheet_of(HELD, HELD.themes["t-a"], lambda _: "", [], 5)
    assert [each.excerpt for each in blocks if each.kind == "quotation"] == ["e3", "e2", "e1", "e4"]
    headings = [each.text for each in blocks if each.kind == "heading"]
    assert headings == ["Evidence", "Typical excerpts", "Counter-evidence", "Reviewed", "Memos", "History"]
    (counts,) = (each.counts for each in blocks if each.kind == "counts")
    assert counts == (3, 1, 0, 1)
    assert [each.memo for each in blocks if each.memo] == ["m1"]
    assert [each.text for each in blocks if each.kind == "note"] == ["short"]


def test_rounds_are_told_by_verdict_also_those_on_what_was_merged_into_the_theme() -> None:
    page = theme_sheet(HELD, HELD.themes["t-a"], lambda _: "Rowan", ["2026-11-20 Ana: add theme Trust"], 1)
    assert "- 2026-11-20 ana: First reading: 2 fits, 1 weak" in page
    assert "- ana: beside Power: keep apart: rules are no feelings" in page
    assert "> words\n> of e3\n>\n> — Rowan (d1 20-25, ana, e3)\n\n2 more are not quoted here." in page
    assert page.endswith("## History\n\n- 2026-11-20 Ana: add theme Trust\n")


def test_a_theme_without_anything_says_so() -> None:
    page = theme_sheet(HELD, HELD.themes["t-b"], lambda _: "", [])
    assert "*Not defined yet.*" in page
    assert "No excerpt is marked as speaking against this theme.\n\nNobody has looked for counter-evidence yet." in page
    assert "Nothing was committed yet." in page
