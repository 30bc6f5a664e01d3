"""The news name everything that others did, once, with the id that leads to it, and nothing of one's own."""

from pathlib import Path

from store.acts import add_theme, untag, write_memo
from store.git import Git
from store.holdings import read_holdings
from store.project import open_project
from store.sharing.news import news_of
from store.sharing.visits import last_visit, read_news, remember_visit
from store.theme_acts import rename_theme
from store.theme_fates import merge_theme
from tests.store.sharing.clones import desk_in, sync
from tests.store.studies import git


def test_what_a_colleague_did_is_told_and_what_i_did_is_not(ana: Path, ben: Path) -> None:
    root = ana
    start = git(root, "rev-parse", "HEAD")
    desk = desk_in(ben)
    with desk.writer:
        tagged = desk.tag(0, 11, "Trust", note="look")
        gone = desk.tag(20, 25, "Power")
        act, memo = write_memo(desk.holdings, "ben-okafor", "On trust", "Body.\n")
        desk.take_in(desk.writer.perform(act))
        renamed, _ = rename_theme(desk.holdings, desk.theme("Trust"), "Reliance")
        desk.take_in(desk.writer.perform(renamed))
        desk.take_in(desk.writer.perform(untag(desk.holdings, gone)))
    mine = desk_in(root)
    with mine.writer:
        mine.tag(40, 45, "Power")
        act, _ = add_theme(mine.holdings, "Mine")
        mine.writer.perform(act)
    sync(ben)
    sync(root)
    project = open_project(root)
    news, here = read_news(project, Git(root), read_holdings(project), "ana-ferreira", start)
    assert here == git(root, "rev-parse", "HEAD")
    assert sorted((each.kind, each.id, each.reviewer, each.what) for each in news) == sorted(
        [
            ("excerpt", tagged.id, "ben-okafor", "tagged as Reliance"),
            ("memo", memo.id, "ben-okafor", "On trust: written"),
            ("reviewer", "ben-okafor", "ben-okafor", "Ben Okafor: added"),
            ("theme", tagged.themes[0], "ben-okafor", "Trust: now called Reliance"),
        ]
    )
    assert last_visit(project) == ""
    remember_visit(project, here)
    assert read_news(project, Git(root), read_holdings(project), "ana-ferreira") == ([], here)
    assert git(root, "status", "--porcelain") == ""


def test_what_became_of_a_theme_is_said_in_words(ana: Path) -> None:
    root = ana
    start = git(root, "rev-parse", "HEAD")
    desk = desk_in(root)
    with desk.writer:
        trust, power = desk.theme("Trust"), desk.theme("Power")
        act, *_ = merge_theme(desk.holdings, trust, power)
        desk.writer.perform(act)
    project = open_project(root)
    news, _ = read_news(project, Git(root), read_holdings(project), "ben-okafor", start)
    assert [(each.kind, each.id, each.what) for each in news if each.id == trust.id] == [
        ("theme", trust.id, "Trust: merged into Power")
    ]


def test_changes_of_an_excerpt_are_told_each_and_a_file_that_cannot_be_read_is_named() -> None:
    before = b'schema = 1\n[excerpt.e1]\nthemes = ["t-1", "t-2"]\nnote = "a"\n'
    after = b'schema = 1\n[excerpt.e1]\nthemes = ["t-2", "t-3"]\nagainst = ["t-1"]\nnote = "b"\n'
    news = news_of(
        {"excerpts/ben/x.toml": (before, after), "themes/t-9.toml": (None, b"broken")},
        {"t-1": "One", "t-3": "Three"},
        lambda _: "cem",
    )
    assert [(each.kind, each.id, each.reviewer, each.document) for each in news] == [
        ("excerpt", "e1", "ben", "x"),
        ("file", "themes/t-9.toml", "cem", ""),
    ]
    assert news[0].what == "also tagged as Three; no longer tagged as One; counter-evidence to One; note changed"
