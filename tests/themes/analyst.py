"""An analyst at work on a codebook and its excerpts, and what must hold after each of their acts.

What is checked is recounted from the files by rules of its own: plain `tomllib`, without anything of what it checks.
"""

import tomllib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from store.acts import Act, add_theme, tag, untag
from store.codebook import Theme
from store.errors import ChangedMeanwhile, UsageFault
from store.excerpt_acts import (
    add_themes,
    move_borders,
    note_excerpt,
    recode,
    speaks_against,
    star_excerpt,
    without_theme,
)
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.recode_acts import read_otherwise
from store.review_acts import judge, start_round
from store.reviews import Review
from store.theme_acts import rename_theme
from store.theme_fates import Part, agree_theme, merge_theme, retire_theme, split_theme, wake_theme
from store.theme_places import move_theme, order_theme
from store.theme_words import describe_theme
from store.writer import Writer
from tests.store.studies import TEXT, Desk
from themes.asks import do_what_is_asked
from themes.counts import count_evidence
from themes.review import items_of
from themes.tree import build_tree

Held = tuple[Any, ...]
Value = TypeVar("Value")
KINDS = (
    "tag",
    "add",
    "rename",
    "move",
    "order",
    "define",
    "agree",
    "retire",
    "wake",
    "merge",
    "split",
    "recode",
    "more",
    "off",
    "remove",
    "against",
    "note",
    "star",
    "borders",
    "read",
    "round",
    "judge",
    "ask",
)
VERDICTS = ("fits", "weak", "move", "split off", "counter-evidence", "discard")


class Analyst:
    """`act(kind, one, other)` chooses by numbers what it is about; what cannot be done is refused and changes nothing."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.past: list[Held] = []
        self.future: list[Held] = []
        self.done = 0
        self.in_order = True
        self.kinds: dict[str, Callable[[int, int], Act]] = {
            "tag": self._tag,
            "add": self._add,
            "rename": lambda one, other: rename_theme(self.held, self._theme(one), f"Name {other}", "w")[0],
            "move": lambda one, other: move_theme(self.held, self._theme(one), self._above(other))[0],
            "order": lambda one, other: order_theme(self.held, self._theme(one), self._theme(other), one % 2 == 0)[0],
            "define": lambda one, other: describe_theme(self._theme(one), {"include": f"Where {other}"})[0],
            "agree": lambda one, _: agree_theme(self._theme(one))[0],
            "retire": lambda one, _: retire_theme(self.held, self._theme(one))[0],
            "wake": lambda one, _: wake_theme(self.held, self._theme(one))[0],
            "merge": lambda one, other: merge_theme(self.held, self._theme(one), self._theme(other))[0],
            "split": self._split,
            "recode": self._recode,
            "more": lambda one, other: add_themes(self._mine(one), [self._theme(other)])[0],
            "off": lambda one, other: without_theme(self.held, self._mine(one), self._theme(other))[0],
            "remove": lambda one, _: untag(self.held, self._mine(one)),
            "against": lambda one, other: speaks_against(self.held, self._mine(one), self._theme(other), one % 3 > 0)[
                0
            ],
            "note": lambda one, other: note_excerpt(self._mine(one), "" if other % 3 == 0 else f"note {other}")[0],
            "star": lambda one, _: star_excerpt(self._mine(one), not self._mine(one).starred)[0],
            "borders": lambda one, other: move_borders(
                self.held, self._mine(one), self.desk.document, TEXT, self._ranges(other)
            )[0],
            "read": self._read,
            "round": lambda one, _: start_round(self.held, self.me, "Round", themes=[self._theme(one)])[0],
            "judge": self._judge,
            "ask": lambda one, _: do_what_is_asked(self.held, self._round(one))[0],
        }

        assert tuple(self.kinds) == KINDS

    @property
    def held(self) -> Holdings:
        return self.desk.holdings

    @property
    def me(self) -> str:
        return self.desk.writer.reviewer.id

    def act(self, kind: str, one: int, other: int) -> bool:
        """Does it, or finds it refused; whether it was done."""
        try:
            made = self.kinds[kind](one, other)
        except UsageFault:
            return False
        before = state(self.held)
        self.desk.take_in(self.desk.writer.perform(made))
        self.past.append(before)
        self.future.clear()
        self.done += 1
        if kind != "remove":
            assert self.held.excerpts.keys() >= before[1].keys()
        return True

    def undo(self) -> None:
        if self.past:
            self.future.append(state(self.held))
            self.desk.take_in(self.desk.writer.undo())
            assert state(self.held) == self.past.pop()

    def redo(self) -> None:
        if self.future:
            self.past.append(state(self.held))
            self.desk.take_in(self.desk.writer.redo())
            assert state(self.held) == self.future.pop()

    def undo_any(self, number: int) -> None:
        """Takes back an act from the midst, where nothing stands upon it; from then on no moment comes back as it was."""
        acts = self.desk.writer.acts()
        if acts:
            try:
                done = self.desk.writer.undo(acts[number % len(acts)].id)
            except ChangedMeanwhile:
                return
            self.desk.take_in(done)
            self.past.clear()
            self.future.clear()
            self.in_order = False

    def restart(self) -> None:
        """As after a crash: the lock is free, nothing else was closed."""
        self.desk.writer._lock.free()
        self.desk = Desk(Writer.open(self.desk.project))
        assert self.desk.writer.recovered == ()

    def check(self) -> None:
        """What is known is what is on disk; counts are a recount; the tree is one."""
        known = state(self.held)
        found = self.desk.read_again()
        assert not found.faults
        assert known == state(found)
        self._check_counts()
        self._check_tree()

    def _check_counts(self) -> None:
        root = self.desk.project.root
        themes = {path.stem: tomllib.loads(path.read_text()) for path in (root / "themes").glob("*.toml")}
        recounted: dict[str, set[str]] = {theme: set() for theme in themes}
        against: dict[str, set[str]] = {theme: set() for theme in themes}
        for path in (root / "excerpts").glob("*/*.toml"):
            for key, entry in tomllib.loads(path.read_text()).get("excerpt", {}).items():
                for theme in entry.get("themes", ()):
                    recounted[heir(themes, theme)].add(key)
                for theme in entry.get("against", ()):
                    against[heir(themes, theme)].add(key)
        counted = count_evidence(self.held)
        assert {theme: evidence.excerpts for theme, evidence in counted.items()} == recounted
        assert {theme: evidence.against for theme, evidence in counted.items()} == against

    def _check_tree(self) -> None:
        tree = build_tree(self.held.themes)
        walked = [node.theme.id for node in tree.walk()]
        assert sorted(walked) == sorted(self.held.themes)
        if not self.in_order:
            return
        assert tree.repairs == ()
        for node in tree.walk():
            for child in node.children:
                assert child.theme.parent == node.theme.id
                assert node.theme.active or not child.theme.active
            names = [child.theme.name.casefold() for child in node.children if child.theme.active]
            assert len(names) == len(set(names))

    def _theme(self, number: int) -> Theme:
        return _one(self.held.themes, number)

    def _above(self, number: int) -> Theme | None:
        return None if number % 4 == 0 else self._theme(number)

    def _mine(self, number: int) -> Excerpt:
        return _one({key: each for key, each in self.held.excerpts.items() if each.reviewer == self.me}, number)

    def _round(self, number: int) -> Review:
        return _one({key: each for key, each in self.held.reviews.items() if each.reviewer == self.me}, number)

    def _ranges(self, number: int) -> list[tuple[int, int]]:
        start = number * 3 % (len(TEXT) - 40)
        return [(start, start + 9), (start + 15, start + 30)] if number % 2 else [(start, start + 12)]

    def _tag(self, one: int, other: int) -> Act:
        themes = [self._theme(one)]
        return tag(self.held, self.me, self.desk.document, TEXT, self._ranges(other), themes, f"note {one}")[0]

    def _add(self, one: int, other: int) -> Act:
        return add_theme(self.held, f"Theme {one}", self._above(other))[0]

    def _recode(self, one: int, other: int) -> Act:
        excerpt = self._mine(one)
        return recode(self.held, excerpt, self._counting(excerpt, other), self._theme(other + one))[0]

    def _read(self, one: int, other: int) -> Act:
        theirs = {key: each for key, each in self.held.excerpts.items() if each.reviewer != self.me}
        return read_otherwise(self.held, self.me, _one(theirs, one), [self._theme(other)], note=f"note {other}")[0]

    def _split(self, one: int, other: int) -> Act:
        theme = self._theme(one)
        here = [
            each
            for each in self.held.excerpts.values()
            if each.reviewer == self.me and theme.id in (self.held.standing_for(tagged) for tagged in each.themes)
        ]
        first = tuple(each.id for number, each in enumerate(here) if number % 3 == 0)
        second = tuple(each.id for number, each in enumerate(here) if number % 3 == 1)
        children = tuple(
            each.id for each in self.held.themes.values() if each.parent == theme.id and each.active and other % 2
        )
        parts = [Part(f"Part {other}", excerpts=first, children=children), Part(f"Other part {other}", excerpts=second)]
        return split_theme(self.held, self.me, theme, parts)[0]

    def _judge(self, one: int, other: int) -> Act:
        review = self._round(one)
        items = items_of(self.held, review)
        if not items:
            raise UsageFault("nothing to judge")
        item = items[other % len(items)]
        verdict = VERDICTS[one % len(VERDICTS)]
        to = [self._theme(other)] if verdict == "move" else []
        name = f"Split {other}" if verdict == "split off" else ""
        return judge(review, item.excerpt, item.theme, verdict, "because", to, name)[0]

    def _counting(self, excerpt: Excerpt, number: int) -> Theme:
        named = (*excerpt.themes, *excerpt.against)
        if not named:
            raise UsageFault("no theme to go from")
        return self.held.themes[self.held.standing_for(named[number % len(named)])]


def state(holdings: Holdings) -> Held:
    """All that an act can change."""
    return holdings.themes, holdings.excerpts, holdings.recodes, holdings.reviews


def heir(themes: dict[str, dict[str, Any]], theme: str) -> str:
    """The theme that an excerpt counts under: along `into` as long as that leads to one theme only; of a ring, the largest."""
    way: list[str] = []
    while len(themes[theme].get("into", ())) == 1:
        if theme in way:
            return max(way[way.index(theme) :])
        way.append(theme)
        (theme,) = themes[theme]["into"]
    reached = ends(themes, theme, frozenset())
    return reached.pop() if len(reached) == 1 else theme


def ends(themes: dict[str, dict[str, Any]], theme: str, passed: frozenset[str]) -> set[str]:
    """The themes that a theme went to in the end; a way that comes back to itself leads nowhere."""
    into = themes[theme].get("into", ())
    if theme in passed:
        return set()
    return set().union(*(ends(themes, each, passed | {theme}) for each in into)) if into else {theme}


def _one(among: Mapping[str, Value], number: int) -> Value:
    if not among:
        raise UsageFault("there is none")
    return among[sorted(among)[number % len(among)]]
