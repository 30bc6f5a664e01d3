"""The table of actions, held against the classes that carry them out and against what a terminal can send."""

from collections.abc import Iterator

import pytest

from tui.acting import Actor
from tui.actions import ACTIONS, GROUPS, Action, action_named, actions_of, bindings_of
from tui.configuration import FORBIDDEN
from tui.key_names import key_shown, keys_shown
from tui.places.asked import AskedPlace
from tui.places.behind import BehindPlace
from tui.places.beside import BesidePlace
from tui.places.case import CasePlace
from tui.places.cases import CasesPlace
from tui.places.comparison import ComparisonPlace
from tui.places.conflicts import ConflictsPlace
from tui.places.coverage import CoveragePlace
from tui.places.earlier import EarlierPlace
from tui.places.judging import JudgingPlace
from tui.places.memos import MemosPlace
from tui.places.news import NewsPlace
from tui.places.place import Place
from tui.places.reader import ReaderPlace
from tui.places.review import ReviewPlace
from tui.places.search import SearchPlace
from tui.places.sheet import SheetPlace
from tui.places.tables import TablesPlace
from tui.places.themes import ThemesPlace
from tui.places.waiting import WaitingPlace
from tui.places.walk import WalkPlace
from tui.screens.acts import ActList
from tui.screens.borders import BordersMode
from tui.screens.check_list import CheckList
from tui.screens.checklist import Checklist
from tui.screens.chooser import Chooser
from tui.screens.differences import Differences
from tui.screens.excerpt_chooser import ExcerptChooser
from tui.screens.findings import FindingScreen
from tui.screens.form import Form
from tui.screens.help import Help
from tui.screens.import_preview import ImportPreview
from tui.screens.main import MainScreen
from tui.screens.memo_editor import MemoEditor
from tui.screens.open_points import OpenPoints
from tui.screens.path_chooser import PathChooser
from tui.screens.preview import Preview
from tui.screens.prompt import Prompt
from tui.screens.quotation import QuotationScreen
from tui.screens.reading_files import ReadingFiles
from tui.screens.sheet_preview import SheetPreview
from tui.screens.splitting import SplitScreen
from tui.screens.text_rules import TextRules
from tui.screens.theme_chooser import ReasonedChooser, ThemeChooser
from tui.screens.theme_picker import ThemePicker
from tui.screens.versions import VersionList

ACTORS: list[type[Actor]] = [
    MainScreen,
    SearchPlace,
    ReaderPlace,
    ThemesPlace,
    MemosPlace,
    ReviewPlace,
    JudgingPlace,
    AskedPlace,
    CoveragePlace,
    WalkPlace,
    SheetPlace,
    ComparisonPlace,
    BesidePlace,
    TablesPlace,
    BehindPlace,
    CasesPlace,
    CasePlace,
    NewsPlace,
    ConflictsPlace,
    WaitingPlace,
    EarlierPlace,
    Checklist,
    OpenPoints,
    TextRules,
    Chooser,
    Help,
    ThemePicker,
    Prompt,
    MemoEditor,
    ReasonedChooser,
    ThemeChooser,
    Form,
    SplitScreen,
    ActList,
    CheckList,
    ExcerptChooser,
    FindingScreen,
    VersionList,
    Differences,
    QuotationScreen,
    Preview,
    SheetPreview,
    ImportPreview,
    PathChooser,
    ReadingFiles,
    BordersMode,
]

TOGETHER = [
    *(("app", *place.ACTION_GROUPS) for place in ACTORS if issubclass(place, Place)),
    *(
        actor.ACTION_GROUPS
        for actor in (
            Checklist,
            OpenPoints,
            TextRules,
            Chooser,
            ThemePicker,
            ThemeChooser,
            Prompt,
            MemoEditor,
            Form,
            SplitScreen,
            QuotationScreen,
            SheetPreview,
            ImportPreview,
            PathChooser,
            ReadingFiles,
            BordersMode,
        )
    ),
]
"""Groups whose keys are alive at the same time."""


def subclasses(kind: type[Actor]) -> Iterator[type[Actor]]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def test_every_class_that_acts_is_looked_at_here() -> None:
    known = {each for each in subclasses(Actor) if each.ACTION_GROUPS and each.__module__.startswith("tui.")}
    assert known == set(ACTORS)


@pytest.mark.parametrize("actor", ACTORS)
def test_every_action_of_a_group_is_carried_out_by_whoever_binds_it(actor: type[Actor]) -> None:
    for group in actor.ACTION_GROUPS:
        for action in actions_of(group):
            assert callable(getattr(actor, f"act_{action.name}", None)), action.id


@pytest.mark.parametrize("actor", ACTORS)
def test_every_act_is_in_the_table(actor: type[Actor]) -> None:
    named = {action.name for group in actor.ACTION_GROUPS for action in actions_of(group)}
    inherited_verbs = {name for base in actor.__mro__[1:] for name in vars(base) if name.startswith("act_")}
    own = {name for name in vars(actor) if name.startswith("act_")}
    assert {name.removeprefix("act_") for name in own} <= named
    everywhere = {action.name for action in ACTIONS}
    assert {name.removeprefix("act_") for name in inherited_verbs} <= everywhere


@pytest.mark.parametrize("actor", ACTORS)
def test_the_bindings_of_a_class_are_those_of_its_groups(actor: type[Actor]) -> None:
    bound = {binding.id for bindings in actor._merge_bindings().key_to_bindings.values() for binding in bindings}
    for group in actor.ACTION_GROUPS:
        assert {action.id for action in actions_of(group)} <= bound


def test_ids_are_unique_and_have_a_group() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(ids) == len(set(ids))
    assert {action.group for action in ACTIONS} == set(GROUPS)
    assert all(action_named(action.id) is action for action in ACTIONS)


def keys_of(action: Action) -> list[str]:
    return action.keys.split(",")


@pytest.mark.parametrize("groups", TOGETHER, ids=" ".join)
def test_no_two_actions_that_are_alive_together_have_the_same_key(groups: tuple[str, ...]) -> None:
    holders: dict[str, str] = {}
    for group in groups:
        for action in actions_of(group):
            for key in keys_of(action):
                assert key not in holders, f"{key}: {holders[key]} and {action.id}"
                holders[key] = action.id


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_an_action_has_words_and_keys_that_a_terminal_can_send(action: Action) -> None:
    assert action.label.strip()
    assert len(action.label) <= 20
    assert action.help.strip()
    assert not action.help.endswith(".")
    assert keys_of(action)
    for key in keys_of(action):
        assert key
        assert key == key.strip()
        assert key not in FORBIDDEN
        assert not key.startswith("alt+")
        assert "meta" not in key
        assert "super" not in key


def test_f_keys_are_only_seconds() -> None:
    for action in ACTIONS:
        keys = keys_of(action)
        if any(key[0] == "f" and key[1:].isdecimal() for key in keys):
            assert len(keys) > 1, f"{action.id} has nothing but F-keys"


def test_the_keys_of_the_blueprint() -> None:
    wanted = {
        "app.find": "slash",
        "lists.filter": "backslash",
        "reader.next_hit": "n",
        "reader.previous_hit": "N",
        "reader.next_excerpt": "right_square_bracket",
        "reader.previous_excerpt": "left_square_bracket",
        "reader.next_document": "right_curly_bracket",
        "reader.previous_document": "left_curly_bracket",
        "reader.select": "v",
        "reader.sentence": "s",
        "reader.passage": "p",
        "reader.tag": "t",
        "reader.repeat": "T",
        "app.memo": "m",
        "reader.copy": "y",
        "app.undo": "u",
        "app.redo": "U",
        "search.mark": "space",
        "app.help": "question_mark",
        "app.palette": "ctrl+p",
        "app.back": "escape",
        "app.close": "q",
        "move.half_down": "ctrl+d",
        "move.half_up": "ctrl+u",
        "move.first": "g",
        "move.last": "G",
        "lists.down": "j",
        "lists.up": "k",
    }
    for action, key in wanted.items():
        assert key in keys_of(action_named(action)), action
    assert "colon" in keys_of(action_named("app.palette"))


def test_bindings_carry_the_ids_that_the_users_keys_go_by() -> None:
    bindings = bindings_of("app", "reader")
    assert [binding.id for binding in bindings] == [
        action.id for group in ("app", "reader") for action in actions_of(group)
    ]
    assert all(binding.action == f"do({binding.id!r})" for binding in bindings)
    assert all(binding.tooltip for binding in bindings)


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("slash", "/"),
        ("escape", "Esc"),
        ("ctrl+p", "^P"),
        ("f2", "F2"),
        ("f", "f"),
        ("G", "G"),
        ("shift+tab", "Shift+Tab"),
        ("ctrl+pagedown", "^PGDN"),
        ("left_curly_bracket", "{"),
        ("question_mark", "?"),
        ("full_stop", "."),
    ],
)
def test_keys_are_shown_as_people_write_them(key: str, shown: str) -> None:
    assert key_shown(key) == shown


def test_all_keys_of_the_table_can_be_shown() -> None:
    for action in ACTIONS:
        for key in keys_of(action):
            assert "_" not in key_shown(key), key
            assert key == "plus" or "+" not in key_shown(key).removeprefix("Shift+"), key


def test_several_keys_are_shown_with_a_blank_between_them() -> None:
    assert keys_shown("u,ctrl+z") == "u ^Z"
    assert keys_shown("u,ctrl+z", ", ") == "u, ^Z"
    assert keys_shown("") == ""
