"""The page of theme review: its keys are the table's, its commands are there, and its messages are what the acts say."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from store.acts import Act, add_theme
from store.codebook_acts import import_codebook
from store.excerpt_acts import recode, speaks_against
from store.recode_acts import read_otherwise
from store.review_acts import (
    close_round,
    join_round,
    judge,
    judge_pair,
    mark_seen,
    note_open_points,
    reopen_round,
    settle_point,
    start_round,
)
from store.search_acts import log_search, save_search
from store.searches import Question
from store.theme_acts import rename_theme
from store.theme_fates import Part, agree_theme, merge_theme, retire_theme, split_theme, wake_theme
from store.theme_places import move_theme, order_theme
from store.theme_words import describe_theme
from tests.store.codebooks import add, bens
from tests.store.conftest import begun, desk, project, root
from tests.store.studies import Desk
from themes.asks import do_what_is_asked
from themes.pairs import move_some
from tui.actions import action_named
from tui.commands.group import COMMANDS, catena
from tui.key_names import key_shown

__all__ = ["begun", "desk", "project", "root"]

PAGE = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.split(" | ")] for line in PAGE.splitlines() if line.startswith("| ")]
ME = "ana-ferreira"


def test_its_keys_are_those_of_the_table_and_its_commands_are_there() -> None:
    named = [each for row in ROWS for each in re.findall(r"`([a-z]+\.[a-z_]+)` (\S+?)(?:,|$)", row[1])]
    assert len(named) > 40
    for action, key in named:
        assert key in map(key_shown, action_named(action).keys.split(",")), action
    context = click.Context(catena)
    for words in {each for row in ROWS for each in re.findall(r"`catena ([a-z -]+)`", row[2])}:
        name, _, inner = words.partition(" ")
        assert name in COMMANDS
        command = catena.get_command(context, name)
        assert not inner or (isinstance(command, click.Group) and inner in command.commands), words


def test_its_messages_are_what_the_acts_say(desk: Desk) -> None:
    told = {re.sub(r"\b(?:(t-)[0-9a-z]{6}|([es])[0-9a-z]{10})\b", r"\1\2…", act.message) for act in acts(desk)}
    wanted = {each for row in ROWS if len(row) == 4 for each in re.findall(r"`([^`]+)`", row[3])}
    assert {each.removeprefix("undo: ") for each in wanted} == told


def acts(desk: Desk) -> Iterator[Act]:
    """An act for every message of the page."""
    held = desk.holdings
    yield add_theme(held, "Doubt", desk.theme("Trust"))[0]
    mine, theirs, doubt = desk.tag(39, 60, "Trust"), bens(desk, 70, "Trust"), add(desk, "Doubt", "Trust")
    held, trust, power = desk.holdings, desk.theme("Trust"), desk.theme("Power")
    yield rename_theme(held, doubt, "Doubting")[0]
    yield move_theme(held, doubt, None)[0]
    yield order_theme(held, power, trust, before=True)[0]
    yield describe_theme(doubt, {"include": "Where somebody doubts."})[0]
    yield agree_theme(trust)[0]
    yield merge_theme(held, trust, power)[0]
    yield split_theme(held, ME, trust, [Part("One"), Part("Two")])[0]
    act, _ = retire_theme(held, trust, into=power)
    yield act
    yield import_codebook(held, [{"id": "new", "name": "Fear"}])[0]
    yield recode(held, mine, trust, power)[0]
    yield read_otherwise(held, ME, theirs, [power], [trust])[0]
    yield speaks_against(held, mine, trust)[0]
    act, review = start_round(held, ME, "First reading")
    yield act
    yield join_round(held, "ben", review)[0]
    desk.take_in(desk.writer.perform(act))
    judged, _ = judge(review, mine, trust, "move", to=[power])
    yield judged
    desk.take_in(desk.writer.perform(judged))
    held = desk.holdings
    review = held.reviews[review.key]
    yield judge(review, mine, trust, "move", "about power", [power])[0]
    yield do_what_is_asked(held, review)[0]
    act, noted = note_open_points(review, ["Is it one?"])
    yield act
    yield settle_point(noted, "Is it one?")[0]
    act, closed = close_round(review)
    yield act
    yield reopen_round(closed)[0]
    yield mark_seen(review, desk.document, [(0, 40)])[0]
    yield judge_pair(review, trust, power, "keep apart")[0]
    yield judge_pair(review, trust, power, "merge", into=power)[0]
    yield move_some(held, ME, [mine.id], trust, power)
    yield save_search(held, ME, "asking", Question("ask*"), trust)[0]
    yield log_search(held, ME, Question("ask*"), "nobody does", 0, 0, against=[trust])[0]
    desk.take_in(desk.writer.perform(retire_theme(held, trust)[0]))
    yield wake_theme(desk.holdings, desk.theme("Trust"))[0]
