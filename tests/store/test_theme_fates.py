"""What becomes of themes: no excerpt is rewritten by it but the reviewer's own in a split, and each is one act to take back."""

import pytest

from store.errors import UsageFault
from store.theme_acts import rename_theme
from store.theme_fates import Part, agree_theme, doubt_theme, merge_theme, retire_theme, split_theme, wake_theme
from store.theme_places import move_theme, order_theme, siblings_at
from store.theme_words import describe_theme
from tests.store.codebooks import ANA, add, bens, perform, same_as_on_disk
from tests.store.studies import Desk, git


def names_at(desk: Desk, parent: str = "") -> list[str]:
    above = desk.theme(parent).id if parent else ""
    return [theme.name for theme in siblings_at(desk.holdings, above) if theme.active]


def test_a_merged_theme_keeps_its_excerpts_and_comes_back_with_them(desk: Desk) -> None:
    first, other = desk.tag(39, 60, "Trust"), bens(desk, 70, "Trust")
    add(desk, "Broken trust", "Trust")
    trust, power = desk.theme("Trust"), desk.theme("Power")
    perform(desk, agree_theme(trust)[0])
    trust, before = desk.theme("Trust"), desk.holdings
    act, merged = merge_theme(desk.holdings, trust, power, "the same pattern")
    perform(desk, act)
    assert (merged.status, merged.into) == ("merged", (power.id,))
    assert desk.holdings.themes[trust.id] == merged
    assert names_at(desk, "Power") == ["Broken trust"]
    assert [desk.holdings.excerpts[each.id] for each in (first, other)] == [first, other]
    assert desk.holdings.standing_for(trust.id) == power.id
    desk.take_in(desk.writer.undo())
    same_as_on_disk(desk)
    assert (desk.holdings.themes, desk.holdings.excerpts) == (before.themes, before.excerpts)
    desk.take_in(desk.writer.redo())
    perform(desk, wake_theme(desk.holdings, desk.holdings.themes[trust.id])[0])
    woken = desk.holdings.themes[trust.id]
    assert (woken.status, woken.was, woken.into) == ("agreed", "", ())
    assert woken == trust
    assert desk.holdings.standing_for(trust.id) == trust.id


def test_a_theme_merged_into_one_below_it_gives_it_its_place(desk: Desk) -> None:
    add(desk, "Trust lost", "Trust")
    add(desk, "Trust in managers", "Trust lost")
    add(desk, "Trust in peers", "Trust")
    act, _ = merge_theme(desk.holdings, desk.theme("Trust"), desk.theme("Trust in managers"))
    perform(desk, act)
    assert names_at(desk) == ["Trust in managers", "Power"]
    assert names_at(desk, "Trust in managers") == ["Trust lost", "Trust in peers"]


def test_a_theme_that_goes_leaves_those_below_it_in_its_place(desk: Desk) -> None:
    add(desk, "Distance", "Power")
    add(desk, "Far away", "Distance")
    perform(desk, retire_theme(desk.holdings, desk.theme("Distance"), "nobody says it")[0])
    assert names_at(desk, "Power") == ["Far away"]
    with pytest.raises(UsageFault, match="takes no more themes"):
        move_theme(desk.holdings, desk.theme("Trust"), desk.theme("Distance"))


def test_the_excerpts_of_a_retired_theme_can_go_to_another_one(desk: Desk) -> None:
    mine = desk.tag(39, 48, "Trust")
    perform(desk, retire_theme(desk.holdings, desk.theme("Trust"), "it is power", desk.theme("Power"))[0])
    gone, heir = desk.theme("Trust"), desk.theme("Power")
    assert (gone.status, gone.into) == ("retired", (heir.id,))
    assert desk.holdings.standing_for(gone.id) == heir.id
    assert desk.holdings.excerpts[mine.id].themes == (gone.id,)
    with pytest.raises(UsageFault, match="which is retired"):
        retire_theme(desk.holdings, heir, into=gone)
    with pytest.raises(UsageFault, match="which is itself"):
        retire_theme(desk.holdings, heir, into=heir)
    perform(desk, wake_theme(desk.holdings, gone)[0])
    assert (desk.theme("Trust").status, desk.theme("Trust").into) == ("candidate", ())


def test_an_agreed_theme_becomes_a_candidate_again(desk: Desk) -> None:
    with pytest.raises(UsageFault, match="only an agreed one"):
        doubt_theme(desk.theme("Trust"))
    perform(desk, agree_theme(desk.theme("Trust"))[0])
    perform(desk, doubt_theme(desk.theme("Trust"), "we differ")[0])
    assert desk.theme("Trust").status == "candidate"


def test_two_themes_of_one_name_do_not_come_to_stand_side_by_side(desk: Desk) -> None:
    add(desk, "Doubt", "Trust")
    add(desk, "doubt", "Power")
    with pytest.raises(UsageFault, match="there is a theme doubt in this place"):
        merge_theme(desk.holdings, desk.theme("Trust"), desk.theme("Power"))
    perform(desk, retire_theme(desk.holdings, desk.theme("Doubt"))[0])
    retired = desk.theme("Doubt")
    perform(desk, rename_theme(desk.holdings, desk.theme("doubt"), "Doubts")[0])
    perform(desk, move_theme(desk.holdings, desk.theme("Doubts"), desk.theme("Trust"))[0])
    perform(desk, rename_theme(desk.holdings, desk.theme("Doubts"), "DOUBT")[0])
    with pytest.raises(UsageFault, match="there is a theme DOUBT"):
        wake_theme(desk.holdings, retired)


def test_a_split_moves_the_reviewers_own_excerpts_where_they_say_and_nobody_elses(desk: Desk) -> None:
    mine = [desk.tag(start, start + 9, "Trust", "Power", note=f"note {start}") for start in (39, 50, 61)]
    other = bens(desk, 70, "Trust")
    add(desk, "Broken trust", "Trust")
    add(desk, "Old trust", "Trust")
    trust = desk.theme("Trust")
    before = desk.holdings
    parts = [
        Part("Trust in people", excerpts=(mine[0].id, mine[1].id)),
        Part("Trust", definition="In the house", excerpts=(mine[1].id,), children=(desk.theme("Broken trust").id,)),
    ]
    act, made = split_theme(desk.holdings, ANA, trust, parts, "two patterns")
    perform(desk, act)
    people, house = made
    held = desk.holdings
    assert (held.themes[trust.id].status, held.themes[trust.id].into) == ("split", (people.id, house.id))
    power = desk.theme("Power").id
    assert [held.excerpts[each.id].themes for each in mine] == [
        (people.id, power),
        (people.id, house.id, power),
        (trust.id, power),
    ]
    assert [held.excerpts[each.id].note for each in mine] == [each.note for each in mine]
    assert held.excerpts[other.id] == other
    assert held.standing_for(trust.id) == trust.id
    assert names_at(desk) == ["Power", "Trust in people", "Trust", "Old trust"]
    assert [theme.name for theme in siblings_at(held, house.id)] == ["Broken trust"]
    desk.take_in(desk.writer.undo())
    same_as_on_disk(desk)
    assert (desk.holdings.themes, desk.holdings.excerpts) == (before.themes, before.excerpts)
    desk.take_in(desk.writer.redo())
    same_as_on_disk(desk)
    assert desk.holdings.excerpts[mine[0].id].themes == (people.id, power)


def test_a_split_goes_into_two_themes_or_more_and_takes_no_colleagues_excerpt(desk: Desk) -> None:
    other, trust, power = bens(desk, 70, "Trust"), desk.theme("Trust"), desk.theme("Power")
    mine = desk.tag(39, 60, "Power")
    for parts, refusal in (
        ([Part("A")], "two themes or more"),
        ([Part("A"), Part("a")], "there is a theme a"),
        ([Part("A"), Part(theme=trust)], "cannot be a part"),
        ([Part(theme=power), Part(theme=power)], "two parts are the same"),
        ([Part("A", excerpts=(other.id,)), Part("B")], "ben's"),
        ([Part("A", excerpts=(mine.id,)), Part("B")], "is not tagged as Trust"),
        ([Part("A", children=(power.id,)), Part("B")], "below Trust"),
    ):
        with pytest.raises(UsageFault, match=refusal):
            split_theme(desk.holdings, ANA, trust, parts)


def test_a_theme_is_put_before_or_after_another_and_only_its_own_file_changes(desk: Desk) -> None:
    for name in ("Doubt", "Waiting"):
        add(desk, name)
    doubt = desk.theme("Doubt")
    act, _ = order_theme(desk.holdings, doubt, desk.theme("Trust"), before=True)
    assert {change.path for change in act.changes} == {f"themes/{doubt.id}.toml"}
    perform(desk, act)
    assert names_at(desk) == ["Doubt", "Trust", "Power", "Waiting"]
    perform(desk, order_theme(desk.holdings, desk.theme("Doubt"), desk.theme("Power"))[0])
    assert names_at(desk) == ["Trust", "Power", "Doubt", "Waiting"]
    with pytest.raises(UsageFault, match="stands after Power already"):
        order_theme(desk.holdings, desk.theme("Doubt"), desk.theme("Power"))
    add(desk, "Distance", "Power")
    perform(desk, order_theme(desk.holdings, desk.theme("Waiting"), desk.theme("Distance"), before=True)[0])
    assert names_at(desk, "Power") == ["Waiting", "Distance"]
    with pytest.raises(UsageFault, match="below itself"):
        order_theme(desk.holdings, desk.theme("Power"), desk.theme("Distance"))
    with pytest.raises(UsageFault, match="beside itself"):
        order_theme(desk.holdings, desk.theme("Power"), desk.theme("Power"))


def test_places_that_people_wrote_by_hand_give_way(desk: Desk) -> None:
    for name in ("Trust", "Power"):
        path = desk.project.root / f"themes/{desk.theme(name).id}.toml"
        path.write_text("".join(line for line in path.read_text().splitlines(True) if not line.startswith("order")))
    desk.read_again()
    assert names_at(desk) == ["Power", "Trust"]
    add(desk, "Doubt")
    perform(desk, order_theme(desk.holdings, desk.theme("Doubt"), desk.theme("Trust"), before=True)[0])
    assert names_at(desk) == ["Power", "Doubt", "Trust"]
    desk.take_in(desk.writer.undo())
    assert names_at(desk) == ["Power", "Trust", "Doubt"]


def test_a_candidate_is_agreed_also_where_its_file_names_no_status(desk: Desk) -> None:
    path = desk.project.root / f"themes/{desk.theme('Trust').id}.toml"
    path.write_text(path.read_text().replace('status = "candidate"\n', ""))
    desk.read_again()
    perform(desk, agree_theme(desk.theme("Trust"), "both of us")[0])
    assert desk.theme("Trust").status == "agreed"
    with pytest.raises(UsageFault, match="only a candidate"):
        agree_theme(desk.theme("Trust"))
    with pytest.raises(UsageFault, match="in use already"):
        wake_theme(desk.holdings, desk.theme("Trust"))


def test_the_words_of_a_theme_change_one_by_one(desk: Desk) -> None:
    words = {"include": "Where it is named.", "exclude": "Mere liking.", "kind": "typology", "source": "in vivo"}
    perform(desk, describe_theme(desk.theme("Trust"), words)[0])
    perform(desk, describe_theme(desk.theme("Trust"), {"colour": "#E0A458", "letter": "T", "exclude": ""})[0])
    theme = desk.theme("Trust")
    assert (theme.include, theme.exclude, theme.kind, theme.source) == ("Where it is named.", "", "typology", "in vivo")
    assert (theme.colour, theme.letter) == ("#e0a458", "T")
    for words in ({"colour": "red"}, {"letter": "TT"}, {"letter": "\x1b"}, {"status": "agreed"}, {"letter": "T"}):
        with pytest.raises(UsageFault):
            describe_theme(theme, words)


def test_the_history_says_what_became_of_a_theme_and_why(desk: Desk) -> None:
    perform(desk, merge_theme(desk.holdings, desk.theme("Trust"), desk.theme("Power"), "the same pattern")[0])
    desk.writer.close()
    told = git(desk.project.root, "log", "-1", "--format=%B")
    ids = f"({desk.theme('Trust').id}, {desk.theme('Power').id})"
    assert told.strip() == f"merge theme Trust into Power {ids}\n\nthe same pattern"
