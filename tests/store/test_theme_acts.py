"""Renaming, defining and moving a theme: its own keys alone change, and nothing that others did or that nobody knows is lost."""

import pytest

from store.acts import add_theme
from store.codebook import theme_path
from store.errors import ChangedMeanwhile, UsageFault
from store.theme_acts import define_theme, move_theme, rename_theme
from tests.store.studies import Desk


def written(desk: Desk, name: str) -> str:
    return (desk.project.root / theme_path(desk.theme(name).id)).read_text()


def test_a_renamed_theme_keeps_its_id_its_excerpts_and_its_old_names(desk: Desk) -> None:
    excerpt = desk.tag(39, 60, "Trust")
    theme = desk.theme("Trust")
    for name in ("Trusting", "Confidence", "Trust"):
        act, renamed = rename_theme(desk.holdings, desk.holdings.themes[theme.id], name)
        desk.take_in(desk.writer.perform(act))
        assert desk.read_again().themes[theme.id] == renamed
    assert (renamed.name, renamed.aliases) == ("Trust", ("Trusting", "Confidence"))
    assert desk.holdings.excerpts[excerpt.id] == excerpt


def test_what_two_people_change_in_one_theme_is_kept(desk: Desk) -> None:
    trust, power = desk.theme("Trust"), desk.theme("Power")
    stale = desk.holdings
    acts = [
        rename_theme(stale, trust, "Trusting")[0],
        define_theme(trust, "Where somebody relies on another.")[0],
        move_theme(stale, trust, power)[0],
    ]
    for act in acts:
        desk.take_in(desk.writer.perform(act))
    theme = desk.read_again().themes[trust.id]
    assert (theme.name, theme.definition, theme.parent) == (
        "Trusting",
        "Where somebody relies on another.",
        power.id,
    )
    for _ in acts:
        desk.writer.undo()
    assert desk.read_again().themes[trust.id] == trust


def test_of_two_definitions_the_later_one_is_refused(desk: Desk) -> None:
    trust = desk.theme("Trust")
    desk.writer.perform(define_theme(trust, "One.")[0])
    with pytest.raises(ChangedMeanwhile):
        desk.writer.perform(define_theme(trust, "Another.")[0])
    assert desk.read_again().themes[trust.id].definition == "One."


def test_keys_that_nobody_knows_are_kept(desk: Desk) -> None:
    path = desk.project.root / theme_path(desk.theme("Trust").id)
    path.write_text(path.read_text() + 'colour = "blue"\n')
    desk.writer.perform(rename_theme(desk.holdings, desk.theme("Trust"), "Trusting")[0])
    desk.read_again()
    assert 'colour = "blue"\n' in written(desk, "Trusting")
    assert 'aliases = [\n    "Trust",\n]\n' in written(desk, "Trusting")


def test_a_definition_can_be_taken_away(desk: Desk) -> None:
    before = written(desk, "Trust")
    desk.take_in(desk.writer.perform(define_theme(desk.theme("Trust"), "One.")[0]))
    assert "One." in written(desk, "Trust")
    desk.take_in(desk.writer.perform(define_theme(desk.theme("Trust"), "")[0]))
    assert written(desk, "Trust") == before


def test_a_theme_is_moved_with_what_is_below_it_and_never_below_itself(desk: Desk) -> None:
    trust, power = desk.theme("Trust"), desk.theme("Power")
    act, below = add_theme(desk.holdings, "Distance", trust)
    desk.take_in(desk.writer.perform(act))
    for under in (trust, below):
        with pytest.raises(UsageFault, match="cannot stand below itself"):
            move_theme(desk.holdings, trust, under)
    act, _ = move_theme(desk.holdings, trust, power)
    desk.take_in(desk.writer.perform(act))
    themes = desk.read_again().themes
    assert (themes[trust.id].parent, themes[below.id].parent) == (power.id, trust.id)
    act, moved = move_theme(desk.holdings, themes[below.id], None)
    desk.take_in(desk.writer.perform(act))
    assert moved.order > power.order
    assert "parent" not in written(desk, "Distance")


def test_a_name_that_a_sibling_has(desk: Desk) -> None:
    act, below = add_theme(desk.holdings, "power", desk.theme("Trust"))
    desk.take_in(desk.writer.perform(act))
    with pytest.raises(UsageFault, match="there is a theme Power in this place already"):
        rename_theme(desk.holdings, desk.theme("Trust"), "POWER")
    with pytest.raises(UsageFault, match="there is a theme Power in this place already"):
        move_theme(desk.holdings, below, None)
    rename_theme(desk.holdings, desk.theme("Trust"), "TRUST")


@pytest.mark.parametrize("name", ["", " \n ", "\x1b[31mred", "right\u202eleft", "half \ud800"])
def test_a_name_that_is_none(desk: Desk, name: str) -> None:
    with pytest.raises(UsageFault, match="a theme's name cannot"):
        rename_theme(desk.holdings, desk.theme("Trust"), name)
    with pytest.raises(UsageFault, match="a theme's name cannot"):
        add_theme(desk.holdings, name)


def test_nothing_is_no_act(desk: Desk) -> None:
    trust = desk.theme("Trust")
    with pytest.raises(UsageFault, match="called Trust already"):
        rename_theme(desk.holdings, trust, " Trust ")
    with pytest.raises(UsageFault, match="has this definition already"):
        define_theme(trust, trust.definition)
    with pytest.raises(UsageFault, match="stands at the top already"):
        move_theme(desk.holdings, trust, None)
