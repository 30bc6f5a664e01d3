"""A level 1 round: what is to be judged, how far it is, and what its verdicts ask for, done once and as one act."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from store.acts import Act, SetValue
from store.cases import Case
from store.codebook import Theme
from store.documents import Document
from store.errors import UsageFault
from store.excerpts import Excerpt, Segment, excerpt_from
from store.holdings import Holdings
from store.project import Settings
from store.recodes import recode_from
from store.review_acts import judge, judge_pair, start_round
from store.reviews import Review, Seen
from tests.store.codebooks import add, perform
from tests.store.studies import Desk
from themes.asks import asks_of, do_what_is_asked, merges_of, what_is_asked
from themes.counts import as_read_by, count_evidence
from themes.coverage import coverage_of
from themes.review import (
    alike,
    in_order,
    items_of,
    judged_by_both,
    left_with_split,
    next_item,
    progress_of,
    with_verdicts,
)


def excerpt(key: str, document: str, start: int, *themes: str, reviewer: str = "ana") -> Excerpt:
    return Excerpt(key, reviewer, document, "", (Segment(start, start + 5, "xxxxx"),), themes)


def document(key: str, case: str) -> Document:
    return Document(key, key, "interview", "", "hash", 100, (case,))


HOLDINGS = Holdings(
    documents={"d1": document("d1", "c2"), "d2": document("d2", "c1")},
    cases={"c1": Case("c1", "C1", attributes={"site": "B"}), "c2": Case("c2", "C2", attributes={"site": "A"})},
    themes={
        "t-a": Theme("t-a", "Trust", order="b"),
        "t-b": Theme("t-b", "Power", order="c"),
        "t-old": Theme("t-old", "Old trust", status="merged", into=("t-a",)),
    },
    excerpts={
        each.id: each
        for each in (
            excerpt("e1", "d1", 10, "t-a", "t-b"),
            excerpt("e2", "d1", 0, "t-old"),
            excerpt("e3", "d2", 0, "t-a", reviewer="ben"),
            excerpt("e4", "d2", 20, "t-a"),
            excerpt("e5", "d2", 40, "t-a"),
            excerpt("e6", "d2", 60, "t-b"),
        )
    },
)
ROUND = Review("round", "ana", themes=("t-a",))


def judged(*verdicts: tuple[str, str, Sequence[str], str], review: Review = ROUND) -> Review:
    made = dict(review.verdicts)
    for key, verdict, to, name in verdicts:
        targets = [HOLDINGS.themes[each] for each in to]
        _, given = judge(review, HOLDINGS.excerpts[key], HOLDINGS.themes["t-a"], verdict, "r", targets, name)
        made[given.key] = given
    return replace(review, verdicts=made)


def after(holdings: Holdings, act: Act) -> Holdings:
    """What the act comes to where every change is what its file then says."""
    for change in act.changes:
        assert isinstance(change, SetValue)
        folder, *place = change.path.removesuffix(".toml").split("/")
        match folder:
            case "themes":
                theme = Theme(**{key: value for key, value in change.after.items() if key != "schema"})
                holdings = replace(holdings, themes={**holdings.themes, theme.id: theme})
            case "excerpts" if change.keys[0] == "excerpt":
                changed = excerpt_from(change.path, place[0], place[1], change.keys[1], change.after)
                holdings = replace(holdings, excerpts={**holdings.excerpts, changed.id: changed})
            case "excerpts":
                recode = recode_from(change.path, place[0], place[1], change.keys[1], change.after)
                holdings = replace(holdings, recodes={**holdings.recodes, recode.key: recode})
    return holdings


def test_a_round_judges_all_that_counts_under_its_themes_in_the_order_that_it_asks_for() -> None:
    items = items_of(HOLDINGS, ROUND)
    assert [item.excerpt.id for item in items] == ["e2", "e1", "e3", "e4", "e5"]
    assert [each.excerpt.id for each in items_of(HOLDINGS, replace(ROUND, order="case"))][:3] == ["e3", "e4", "e5"]
    by_site = in_order(HOLDINGS, [item.excerpt for item in items], "site")
    assert [each.id for each in by_site][:2] == ["e2", "e1"]
    assert [item.excerpt.id for item in items_of(HOLDINGS, replace(ROUND, documents=("d1",)))] == ["e2", "e1"]
    assert len(items_of(HOLDINGS, replace(ROUND, themes=()))) == 7
    assert [item.theme.id for item in items_of(HOLDINGS, replace(ROUND, themes=("t-old",)))] == ["t-a"] * 5


def test_progress_counts_what_is_judged_also_once_it_has_gone() -> None:
    review = judged(("e2", "fits", (), ""), ("e1", "move", ("t-b",), ""))
    items = items_of(HOLDINGS, review)
    assert str(progress_of(items)) == "2 of 5"
    found = next_item(items)
    assert found is not None
    assert found.excerpt.id == "e3"
    gone = after(HOLDINGS, do_what_is_asked(HOLDINGS, review)[0])
    assert str(progress_of(items_of(gone, review))) == "2 of 5"
    assert next_item([]) is None


def test_what_the_verdicts_ask_for_is_done_once_and_as_one_act() -> None:
    review = judged(
        ("e1", "move", ("t-b",), ""),
        ("e2", "split off", (), "Trust lost"),
        ("e3", "counter-evidence", (), ""),
        ("e4", "discard", (), ""),
        ("e5", "split off", (), "trust LOST"),
    )
    assert [ask.excerpt.id for ask in asks_of(HOLDINGS, review)] == ["e2", "e1", "e3", "e4", "e5"]
    act, told = do_what_is_asked(HOLDINGS, review, "after the meeting")
    assert act.message == "do what 5 verdicts of round asked for"
    assert act.why.startswith("after the meeting\n\n- ")
    assert len(told) == 6
    done = after(HOLDINGS, act)
    (new,) = (theme for theme in done.themes.values() if theme.name == "Trust lost")
    assert done.excerpts.keys() == HOLDINGS.excerpts.keys()
    assert {key: each.themes for key, each in done.excerpts.items()} == {
        "e1": ("t-b",),
        "e2": (new.id,),
        "e3": ("t-a",),
        "e4": (),
        "e5": (new.id,),
        "e6": ("t-b",),
    }
    (recode,) = done.recodes.values()
    assert (recode.key, recode.remove, recode.against) == (("ana", "e3"), ("t-a",), ("t-a",))
    assert count_evidence(as_read_by(done, "ana"))["t-a"].against == {"e3"}
    assert asks_of(done, review) == []
    with pytest.raises(UsageFault, match="still to be done"):
        do_what_is_asked(done, review)


def test_an_ask_outlives_the_merge_of_its_theme_until_the_excerpt_is_judged_again() -> None:
    review = judged(
        ("e1", "move", ("t-b",), ""),
        ("e2", "discard", (), ""),
        ("e3", "discard", (), ""),
        ("e4", "counter-evidence", (), ""),
        ("e5", "fits", (), ""),
    )
    themes = {
        **HOLDINGS.themes,
        "t-a": Theme("t-a", "Trust", status="merged", into=("t-c",)),
        "t-c": Theme("t-c", "Faith"),
    }
    merged = replace(HOLDINGS, themes=themes)
    assert [ask.excerpt.id for ask in asks_of(merged, review)] == ["e2", "e1", "e3", "e4"]
    done = after(merged, do_what_is_asked(merged, review)[0])
    assert [done.excerpts[key].themes for key in ("e1", "e2", "e4")] == [("t-b",), (), ()]
    assert done.recodes["ana", "e3"].remove == ("t-a",)
    assert done.excerpts["e4"].against == ("t-c",)
    assert asks_of(done, review) == []
    _, given = judge(review, merged.excerpts["e1"], themes["t-c"], "fits")
    again = replace(review, verdicts={**review.verdicts, given.key: given})
    assert [ask.excerpt.id for ask in asks_of(merged, again)] == ["e2", "e3", "e4"]


def test_what_was_judged_under_a_theme_that_was_merged_is_not_asked_again() -> None:
    review = judged(("e1", "move", ("t-b",), ""), ("e5", "fits", (), ""))
    themes = {
        **HOLDINGS.themes,
        "t-a": Theme("t-a", "Trust", status="merged", into=("t-c",)),
        "t-c": Theme("t-c", "Faith"),
    }
    merged = replace(HOLDINGS, themes=themes)
    items = {item.excerpt.id: item for item in items_of(merged, review)}
    assert str(progress_of(list(items.values()))) == "2 of 5"
    assert items["e5"].theme.id == "t-c"
    assert items["e5"].carried
    assert items["e5"].verdict == review.verdicts["e5-t-a"]
    assert [ask.excerpt.id for ask in asks_of(merged, review)] == ["e1"]
    # Also where it has gone on, as its verdict asked for.
    done = after(merged, do_what_is_asked(merged, review)[0])
    assert str(progress_of(items_of(done, review))) == "2 of 5"
    _, given = judge(review, merged.excerpts["e5"], themes["t-c"], "weak")
    again = replace(review, verdicts={**review.verdicts, given.key: given})
    (there,) = (item for item in with_verdicts(merged, list(items.values()), again) if item.excerpt.id == "e5")
    assert (there.verdict, there.carried) == (given, False)
    (back,) = (item for item in with_verdicts(merged, [there], review))
    assert back == items["e5"]


def test_a_round_about_a_theme_that_was_split_goes_on_with_its_parts() -> None:
    review = judged(("e1", "fits", (), ""), ("e4", "fits", (), ""))
    parts = {"t-p": Theme("t-p", "Trust in people"), "t-q": Theme("t-q", "Trust in rules", order="b")}
    excerpts = {
        **HOLDINGS.excerpts,
        "e1": replace(HOLDINGS.excerpts["e1"], themes=("t-p",)),
        "e4": replace(HOLDINGS.excerpts["e4"], themes=("t-q",)),
    }
    gone = Theme("t-a", "Trust", status="split", into=("t-p", "t-q"))
    split = replace(HOLDINGS, themes={**HOLDINGS.themes, **parts, "t-a": gone}, excerpts=excerpts)
    items = items_of(split, review)
    assert [(item.theme.id, item.excerpt.id, item.verdict) for item in items] == [
        ("t-p", "e1", None),
        ("t-q", "e4", None),
    ]
    stay = "which was split, until somebody says where to"
    assert left_with_split(split, review) == [f"3 excerpts stay with Trust, {stay}"]
    assert left_with_split(split, replace(review, themes=("t-old",), documents=("d1",))) == [
        f"1 excerpt stays with Trust, {stay}"
    ]
    assert left_with_split(split, replace(review, themes=("t-b",))) == left_with_split(HOLDINGS, ROUND) == []


def test_what_was_judged_under_a_theme_that_another_went_into_is_asked_for_once_that_one_is_back() -> None:
    merged = replace(HOLDINGS.themes["t-a"], status="merged", into=("t-b",))
    held = replace(HOLDINGS, themes={**HOLDINGS.themes, "t-a": merged})
    _, discard = judge(ROUND, HOLDINGS.excerpts["e6"], HOLDINGS.themes["t-b"], "discard", "r", [], "")
    review = replace(ROUND, verdicts={discard.key: discard})
    assert str(progress_of(items_of(held, review))) == "1 of 6"
    assert str(progress_of(items_of(HOLDINGS, review))) == "1 of 6"
    assert [(item.theme.id, item.excerpt.id) for item in items_of(HOLDINGS, review)][-1] == ("t-b", "e6")
    assert [ask.excerpt.id for ask in asks_of(HOLDINGS, review)] == ["e6"]


def test_a_move_to_a_theme_that_was_retired_since_holds_up_nothing_else() -> None:
    review = judged(("e1", "move", ("t-b",), ""), ("e4", "discard", (), ""))
    retired = replace(HOLDINGS, themes={**HOLDINGS.themes, "t-b": replace(HOLDINGS.themes["t-b"], status="retired")})
    assert what_is_asked(retired, review).obstacles == {
        "e1-t-a": "the theme Power is retired and takes no more excerpts: judge e1 again"
    }
    act, told = do_what_is_asked(retired, review)
    assert (act.message, len(told)) == ("do what 1 verdict of round asked for", 1)
    done = after(retired, act)
    assert (done.excerpts["e1"].themes, done.excerpts["e4"].themes) == (("t-a", "t-b"), ())
    with pytest.raises(UsageFault, match="nothing that can be done now: the theme Power is retired"):
        do_what_is_asked(done, review)


def test_verdicts_on_two_themes_ask_for_their_merge_one_after_the_other() -> None:
    themes = {**HOLDINGS.themes, "t-c": Theme("t-c", "Faith", order="d"), "t-d": Theme("t-d", "Doubt", parent="t-a")}
    held = replace(HOLDINGS, themes=themes)
    review = judged(("e1", "discard", (), ""))
    pairs = {}
    for one, other in (("t-a", "t-b"), ("t-b", "t-c")):
        _, pair = judge_pair(review, themes[one], themes[other], "merge", into=themes[other])
        pairs[pair.key] = pair
    _, apart = judge_pair(review, themes["t-a"], themes["t-c"], "keep apart")
    review = replace(review, pairs={**pairs, apart.key: apart})
    asked = what_is_asked(held, review)
    assert [act.message.partition(" (")[0] for act in asked.acts] == [
        "untag e1 from Trust",
        "merge theme Trust into Power",
        "merge theme Power into Faith",
    ]
    assert (asked.verdicts, asked.obstacles) == (3, {})
    values = [change for change in asked.acts[2].changes if isinstance(change, SetValue)]
    (child,) = [each for each in values if each.path == "themes/t-d.toml" and each.keys == ("parent",)]
    assert (child.before, child.after) == ("t-b", "t-c")
    gone = replace(held, themes={**themes, "t-b": Theme("t-b", "Power", status="merged", into=("t-c",))})
    assert merges_of(gone, review) == []
    with pytest.raises(UsageFault, match="which of the two"):
        judge_pair(review, themes["t-a"], themes["t-b"], "merge")


def test_a_theme_that_is_split_off_goes_along_where_the_one_above_is_merged(desk: Desk) -> None:
    add(desk, "Peers", "Trust")
    excerpt = desk.tag(39, 60, "Peers")
    before = desk.holdings
    act, review = start_round(desk.holdings, "ana-ferreira", "Both")
    perform(desk, act)
    peers, trust, power = desk.theme("Peers"), desk.theme("Trust"), desk.theme("Power")
    perform(desk, judge(review, excerpt, peers, "split off", name="Close ones")[0])
    perform(desk, judge_pair(desk.holdings.reviews[review.key], trust, power, "merge", into=power)[0])
    perform(desk, do_what_is_asked(desk.holdings, desk.holdings.reviews[review.key])[0])
    assert desk.theme("Close ones").parent == power.id
    assert desk.read_again().excerpts[excerpt.id].themes == (desk.theme("Close ones").id,)
    desk.take_in(desk.writer.undo())
    assert desk.holdings.themes == desk.read_again().themes == before.themes


def test_what_fits_or_is_weak_asks_for_nothing() -> None:
    assert asks_of(HOLDINGS, judged(("e1", "fits", (), ""), ("e2", "weak", (), ""))) == []


def test_what_two_reviewers_judged_alike_is_not_told_in_a_reflexive_study() -> None:
    mine = judged(("e1", "fits", (), ""), ("e2", "weak", (), ""), ("e4", "fits", (), ""))
    bens = replace(judged(("e1", "fits", (), ""), ("e2", "discard", (), "")), reviewer="ben")
    assert judged_by_both(mine, bens) == (2, 1)
    assert alike(Settings("id", "A study", "codebook"), mine, bens) == (
        "with ben: 2 judged by both, the same verdict on 1"
    )
    reflexive = alike(Settings("id", "A study", "reflexive"), mine, bens)
    assert reflexive.startswith("with ben: 2 judged by both, how often alike is not told: this study is reflexive")
    assert "same verdict" not in reflexive
    assert alike(Settings("id", "A study"), mine, replace(bens, verdicts={})) == ""


def test_passages_are_tagged_or_seen_or_open() -> None:
    passages = [(0, 10), (12, 20), (22, 40), (42, 60)]
    tagged = [excerpt("e1", "d1", 8, "t-a"), excerpt("e2", "d1", 50, "t-a")]
    covered = coverage_of(HOLDINGS.documents["d1"], passages, tagged, Seen("hash", ((0, 20), (22, 39))))
    assert (covered.passages, covered.tagged, covered.seen, covered.open) == (4, 3, 2, ((22, 40),))
    old = coverage_of(HOLDINGS.documents["d1"], passages, tagged, Seen("older", ((0, 60),)))
    assert (old.seen, old.open) == (0, ((22, 40),))
    none = coverage_of(HOLDINGS.documents["d1"], passages, [], None)
    assert (none.tagged, none.seen, none.open) == (0, 0, tuple(passages))
