"""Reviewers who work at random on clones of one study and sync in any order, and what must hold whenever they do."""

import random
from dataclasses import replace
from pathlib import Path

from store.acts import change_memo, write_memo
from store.errors import ChangedMeanwhile, UsageFault
from store.holdings import read_holdings
from store.project import open_project
from store.sharing.conflicts import file_or_none, read_conflicts, texts_of_version
from store.sharing.deciding import decide, side_of
from store.sharing.procedure import synchronise
from store.theme_words import describe_theme
from store.writer import Writer
from tests.store.sharing.clones import clone, desk_in, share, tree
from tests.store.sharing.oracle import Place, check_merge
from tests.store.studies import Desk, git
from tests.themes.analyst import KINDS, Analyst
from themes.tree import build_tree


class Sharers:
    """Clones by name, with a bare repository between them; `chance` decides who does what."""

    def __init__(self, begun: Path, folder: Path, names: tuple[str, ...], chance: random.Random) -> None:
        self.bare = share(begun, folder)
        self.roots = [self.bare.parent / "ana"] + [clone(self.bare, name) for name in names if name != "ana"]
        self.chance = chance
        self.acts = self.merges = self.decided = 0
        self.true: set[Place] = set()

    def round(self) -> None:
        """Somebody works for a while, or syncs, or both."""
        root = self.chance.choice(self.roots)
        desk = desk_in(root)
        with desk.writer:
            assert desk.writer.recovered == ()
            for _ in range(self.chance.randrange(10)):
                self.act(desk)
        if self.chance.random() < 0.6:
            self.sync(root)

    def act(self, desk: Desk) -> None:
        chance = self.chance
        mine = [memo for memo in desk.holdings.memos.values() if memo.reviewer == desk.writer.reviewer.id]
        what = chance.random()
        try:
            if what < 0.05:
                self.decide(desk)
                return
            if what < 0.1:
                made, _ = write_memo(desk.holdings, desk.writer.reviewer.id, "A memo", f"Body {chance.random()}\n")
            elif what < 0.2 and mine:
                memo = chance.choice(mine)
                changed = replace(memo, body=f"Body {chance.random()}\n")
                if chance.random() < 0.4:
                    changed = replace(memo, title=f"Title {chance.random()}")
                made = change_memo(memo, changed)
            elif what < 0.27:
                # A few themes of which everybody wants to say what they mean.
                theme = desk.holdings.themes[sorted(desk.holdings.themes)[chance.randrange(2)]]
                made, _ = describe_theme(theme, {"definition": f"Definition {chance.random()}"})
            elif what < 0.35 and not desk.writer.undoable().startswith("add jw019"):
                desk.take_in(desk.writer.undo())
                self.acts += 1
                return
            else:
                analyst = Analyst(desk)
                self.acts += analyst.act(chance.choice(KINDS), chance.randrange(100), chance.randrange(100))
                return
            desk.take_in(desk.writer.perform(made))
            self.acts += 1
        except (UsageFault, ChangedMeanwhile):
            return

    def decide(self, desk: Desk) -> None:
        """Takes one of the versions of a conflict, where there is one that is this reviewer's to decide."""
        project = desk.project
        conflicts, faults = read_conflicts(project)
        assert faults == ()
        if conflicts:
            conflict = self.chance.choice(conflicts)
            version = self.chance.choice(conflict.versions)
            side = side_of(version, texts_of_version(project, conflict, version))
            done = desk.writer.perform(decide(conflict, side, lambda path: file_or_none(project, path)))
            desk.take_in(done)
            assert desk.holdings == desk.read_again()
            assert conflict.id not in [each.id for each in read_conflicts(project)[0]]
            self.decided += 1

    def sync(self, root: Path) -> None:
        """Syncs, and checks every merge that it made."""
        before = git(root, "rev-parse", "HEAD")
        shared = git(self.bare, "rev-parse", "main")
        with Writer.open(open_project(root)) as writer:
            synced = synchronise(writer)
        made = git(root, "rev-list", "--merges", f"{before}..HEAD", f"^{shared}").split()
        told = set()
        for merge in made:
            found = check_merge(root, merge)
            told |= found
            self.true |= found
        assert len(synced.conflicts) == len(told), (synced.conflicts, told)
        self.merges += len(made)
        assert git(root, "rev-parse", "HEAD") == git(self.bare, "rev-parse", "main")
        assert git(root, "status", "--porcelain", "--untracked-files=all") == ""

    def agree(self) -> None:
        """All sync until nothing is left to tell; then all have the same, and it is sound."""
        for root in (*self.roots, *self.roots):
            self.sync(root)
        assert len({tree(root) for root in self.roots}) == 1
        for root in self.roots:
            project = open_project(root)
            holdings = read_holdings(project)
            assert holdings.faults == ()
            nodes = build_tree(holdings.themes)
            assert sorted(node.theme.id for node in nodes.walk()) == sorted(holdings.themes)
            named = {theme for excerpt in holdings.excerpts.values() for theme in (*excerpt.themes, *excerpt.against)}
            assert named <= holdings.themes.keys()
            conflicts, faults = read_conflicts(project)
            assert faults == ()
            assert len({(each.path, each.keys, each.fields) for each in conflicts}) == len(conflicts)
        for repository in (self.bare, *self.roots):
            assert "error" not in git(repository, "fsck", "--full", "--strict")
