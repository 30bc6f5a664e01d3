"""A theme's sheet, an excerpt beside others and two themes side by side, by keys; what is on disk after them."""

from dataclasses import replace
from pathlib import Path

from store import acts
from store.cases import Case, case_record
from store.codebook import theme_record
from store.excerpt_acts import speaks_against, star_excerpt
from store.holdings import read_holdings
from store.memos import Memo
from store.project import open_project
from store.review_acts import start_round
from store.reviews import PairVerdict, Review, Verdict, head_of, pair_entry, verdict_entry
from store.search_acts import log_search, save_search
from store.searches import Question
from store.theme_fates import merge_theme
from store.toml import render_toml
from store.writer import Writer
from tests.tui.app.driving import LARGE, Driven, drive
from tests.tui.app.studies import ALPHA, BELL, BETA, GAMMA, MEMO, NOBODY, WATCHED
from tests.tui.app.test_review_place import more_excerpts


def begin_round(root: Path, *themes: str) -> None:
    """A round of level 1 by Ana about these themes."""
    project = open_project(root)
    with Writer.open(project, "ana") as writer:
        holdings = read_holdings(project)
        wanted = [theme for theme in holdings.themes.values() if theme.name in themes]
        writer.perform(start_round(holdings, "ana", "First reading", 1, wanted)[0])


async def sheet_of(app: Driven, name: str) -> None:
    await app.press("3", "backslash")
    await app.type(name.lower())
    await app.press("enter", "I")
    await app.see("theme sheet", name)


# The sheet


def test_the_sheet_tells_all_that_is_known_and_leads_to_an_excerpt(small: Path) -> None:
    more_excerpts(small)
    project = open_project(small)
    with Writer.open(project, "ana") as writer:
        holdings = read_holdings(project)
        excerpts = {each.text: each for each in holdings.excerpts.values()}
        writer.perform(star_excerpt(excerpts["My neighbour did."])[0])
        (power,) = (each for each in holdings.themes.values() if each.name == "Power")
        writer.perform(speaks_against(holdings, excerpts["We carried the chairs up."], power)[0])

    async def steps(app: Driven) -> None:
        await sheet_of(app, "Power")
        await app.see("Definition: Who decides, and who is not asked.", "3 excerpts in 1 document", "1 against it")
        page = app.rows("#sheet")
        starred = next(number for number, row in enumerate(page) if "My neighbour did." in row)
        other = next(number for number, row in enumerate(page) if NOBODY in row)
        assert starred < other
        await app.press("end")
        await app.see("History", "add theme Power")
        await app.see("On being watched (analytic, ana")
        await app.press("home", "right_square_bracket", "enter")
        await app.see("[Reader]")
        assert app.here.startswith("My neighbour did.")
        await app.press("escape")
        await app.see("theme sheet")

    drive(small, steps)


def test_a_theme_for_which_nobody_looked_says_so_until_somebody_does(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await sheet_of(app, "Power")
        await app.press("pagedown")
        await app.see("Nobody has looked for counter-evidence yet.")

    drive(small, steps)
    project = open_project(small)
    with Writer.open(project, "ana") as writer:
        holdings = read_holdings(project)
        (power,) = (each for each in holdings.themes.values() if each.name == "Power")
        act, _ = log_search(holdings, "ana", Question("grateful"), "somebody must be glad", 0, 0, against=[power])
        writer.perform(act)

    async def after(app: Driven) -> None:
        await sheet_of(app, "Power")
        await app.press("pagedown")
        await app.see("grateful in documents, 0 matches: somebody must be glad")
        await app.miss("Nobody has looked")

    drive(small, after)


def test_enter_on_a_memo_of_the_sheet_shows_it(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await sheet_of(app, "Power")
        await app.until(lambda: len(app.rows("#sheet")) > 8)
        await app.press("end")
        await app.press("left_square_bracket")
        await app.press("enter")
        await app.see("[Memos]", "On being watched", MEMO.partition("\n")[0])

    drive(small, steps)


# Constant comparison


def cases(root: Path) -> None:
    """Alpha and beta are two people of one site, gamma is of another."""
    for name, site in (("alpha", "north"), ("beta", "north"), ("gamma", "south")):
        (root / "cases").mkdir(exist_ok=True)
        case = Case(name, name.upper(), attributes={"site": site})
        (root / "cases" / f"{name}.toml").write_bytes(render_toml(case_record(case)))
        record = root / "documents" / f"{name}.toml"
        record.write_text(f'{record.read_text()}cases = ["{name}"]\n')


def tag_on_disk(root: Path, document: str, text: str, words: str) -> None:
    """Ana tags these words with River as actor."""
    project = open_project(root)
    with Writer.open(project, "ana") as writer:
        holdings = read_holdings(project)
        (river,) = (each for each in holdings.themes.values() if each.name == "River as actor")
        start = text.index(words)
        ranges = [(start, start + len(words))]
        writer.perform(acts.tag(holdings, "ana", holdings.documents[document], text, ranges, [river])[0])


async def tag(app: Driven, document: str, words: str, theme: str) -> None:
    await app.read(document, words)
    await app.press("t")
    await app.see("Tag the sentence")
    await app.type(theme.lower())
    await app.press("enter")
    await app.hear("C compares it")


def test_what_was_just_tagged_is_compared_from_the_nearest_to_the_farthest(small: Path) -> None:
    cases(small)
    tag_on_disk(small, "beta", BETA, BELL)
    tag_on_disk(small, "gamma", GAMMA, "The committee met")
    tag_on_disk(small, "alpha", ALPHA, "Then we wait.")

    async def steps(app: Driven) -> None:
        await tag(app, "alpha", "On the third day", "river as actor")
        await app.press("C")
        await app.see("1 of 3", "compared with all", "River as actor", "alpha, ALPHA, north")
        await app.press("s")
        await app.see("1 of 1", "compared with same case", "we wait.")
        await app.press("s")
        await app.see("1 of 1", "same group by site", "beta, BETA, north")
        await app.press("s")
        await app.see("1 of 1", "other groups by site", "gamma, GAMMA, south", "The committee met")
        await app.press("s")
        await app.see("3 of 3", "compared with all", "The committee met")
        await app.press("right_square_bracket")
        await app.hear("this is the last one in this scope")
        await app.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
        await app.hear("this is the first one in this scope")

    drive(small, steps)


def test_a_memo_from_a_comparison_is_about_both_and_quotes_both(small: Path) -> None:
    bell = "B02: The bell, then the river."

    async def steps(app: Driven) -> None:
        await tag(app, "beta", "The bell, then the river.", "power")
        await app.press("C")
        await app.see("1 of 1", NOBODY)
        await app.press("m", "enter")
        await app.see("Save and leave", "The bell, then the river.")
        await app.press("escape")
        held = app.on_disk
        memos: list[Memo] = [each for each in held.memos.values() if each.type == "comparison"]
        (memo,) = memos
        assert [held.excerpts[each].text for each in memo.excerpts] == [bell, NOBODY]
        assert memo.themes == (app.theme("Power"),)
        assert f"> {bell}" in memo.body
        assert f"> {NOBODY}" in memo.body

    drive(small, steps)


def test_an_excerpt_alone_under_its_theme_says_so(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", WATCHED)
        await app.press("C")
        await app.see("none  compared with all", "Nothing else is under this theme here")
        await app.press("right_square_bracket")
        await app.hear("there is no other one in this scope")
        await app.press("S")
        await app.hear("no attribute of the cases makes groups")

    drive(small, steps)


def test_on_a_wide_screen_the_two_stand_side_by_side(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await tag(app, "beta", "The bell, then the river.", "power")
        await app.press("C")
        await app.see("1 of 1")
        panes = [app.app.main.place.query_one(each).region for each in ("#pair-new", "#pair-other")]
        assert panes[0].y == panes[1].y
        assert panes[0].right == panes[1].x

    drive(small, steps, size=LARGE)


# Two themes


async def beside(app: Driven, one: str, other: str) -> None:
    await app.press("3", "backslash")
    await app.type(one.lower())
    await app.press("enter", "B")
    await app.see(f"{one} beside")
    await app.type(other.lower())
    await app.press("enter")
    await app.see("shared", "alone")


def test_two_themes_are_kept_apart_with_a_reason(small: Path) -> None:
    begin_round(small, "Power")

    async def steps(app: Driven) -> None:
        await beside(app, "Power", "Watched")
        await app.see("no verdict on these two yet", NOBODY, "1 alone", "0 shared")
        await app.press("a")
        await app.see("Keep apart: Power and Watched, not led")
        await app.type("asked is not watched")
        await app.press("enter")
        await app.see("keep apart (ana), because: asked is not watched")
        (pair,) = app.on_disk.reviews["first-reading/ana"].pairs.values()
        assert set(pair.themes) == {app.theme("Power"), app.theme("Watched, not led")}
        assert (pair.verdict, pair.reason) == ("keep apart", "asked is not watched")

    drive(small, steps)


def test_two_themes_are_merged_and_the_merge_taken_back(small: Path) -> None:
    begin_round(small, "Power")

    async def steps(app: Driven) -> None:
        await beside(app, "Watched, not led", "river")
        await app.press("M")
        await app.see("Merge which into which?")
        await app.press("down", "enter")
        await app.see("Merge: Watched, not led and River as actor")
        await app.type("one and the same")
        await app.press("enter")
        await app.hear("merge theme River as actor into Watched, not led")
        river = app.theme("River as actor")
        assert app.on_disk.themes[river].status == "merged"
        assert app.on_disk.themes[river].into == (app.theme("Watched, not led"),)
        (pair,) = app.on_disk.reviews["first-reading/ana"].pairs.values()
        assert pair.verdict == "merge"
        await app.press("M")
        await app.hear("one of the two is no longer in use")
        await app.press("u")
        await app.until(lambda: app.on_disk.themes[river].active)
        assert not app.on_disk.reviews["first-reading/ana"].pairs

    drive(small, steps)


def test_some_excerpts_move_to_the_other_theme_in_one_act(small: Path) -> None:
    more_excerpts(small)
    begin_round(small, "Power")

    async def steps(app: Driven) -> None:
        await beside(app, "Power", "Waiting")
        await app.see("4 alone")
        await app.press("down", "space", "home", "space")
        await app.press("s")
        await app.see("Move 2 to Waiting")
        await app.type("nobody decides here")
        await app.press("enter")
        await app.hear("move 2 excerpts from Power to Waiting")
        await app.see("2 alone", "move some (ana), because: nobody decides here")
        waiting = app.theme("Waiting")
        held = app.on_disk
        (recode,) = held.recodes.values()
        assert (recode.of, recode.add, recode.remove) == ("ben", (waiting,), (app.theme("Power"),))
        assert [each.text for each in held.excerpts.values() if waiting in each.themes] == ["Then we wait."]
        await app.press("u")
        await app.see("4 alone")
        assert app.on_disk.recodes == {}

    drive(small, steps)


def test_a_verdict_on_two_themes_needs_an_open_round(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await beside(app, "Power", "Waiting")
        await app.press("a")
        await app.hear("belongs to a round of yours")
        assert app.on_disk.reviews == {}

    drive(small, steps)


def test_a_saved_search_is_asked_for_what_fits_both(small: Path) -> None:
    project = open_project(small)
    with Writer.open(project, "ana") as writer:
        writer.perform(save_search(read_holdings(project), "ana", "The river", Question("river"))[0])

    async def steps(app: Driven) -> None:
        await beside(app, "Power", "Watched")
        await app.press("n")
        await app.see("What fits both?", "passages that have both tags")
        await app.press("enter")
        await app.see("[Search]", "1 hit")
        await app.press("3", "B")
        await app.see("Power beside")
        await app.type("watched")
        await app.press("enter")
        await app.see("1 alone")
        await app.press("n")
        await app.see("What fits both?")
        await app.type("river")
        await app.press("enter")
        await app.see("[Search]", "1 hit")

    drive(small, steps)


# A round about a theme


def test_a_theme_is_reviewed_from_the_tree_in_its_open_round_or_in_a_new_one(small: Path) -> None:
    begin_round(small, "Power")

    async def steps(app: Driven) -> None:
        await app.press("3", "backslash")
        await app.type("power")
        await app.press("enter", "O")
        await app.see("First reading", "0 of 1 judged", NOBODY)
        await app.press("3", "escape", "backslash")
        await app.type("watched")
        await app.press("enter", "O")
        await app.see("Begin a round", "On Watched, not led")
        await app.press("enter")
        await app.see("0 of 1 judged", "On Watched, not led")
        assert app.on_disk.reviews["on-watched-not-led/ana"].themes == (app.theme("Watched, not led"),)

    drive(small, steps)


def test_a_theme_that_was_merged_is_not_reviewed_but_names_its_heir(small: Path) -> None:
    with Writer.open(open_project(small), "ana") as writer:
        themes = {each.name: each for each in read_holdings(writer.project).themes.values()}
        writer.perform(merge_theme(read_holdings(writer.project), themes["Waiting"], themes["Power"])[0])

    async def steps(app: Driven) -> None:
        await app.press("3", "backslash")
        await app.type("waiting")
        await app.press("enter", "O")
        await app.hear("Waiting is merged: O on Power judges its excerpts")
        assert app.on_disk.reviews == {}

    drive(small, steps)


HOSTILE = "[bold]Loud[/] [@click=app.quit]x[/] \x1b]52;c;eHg=\x07\x1b[31m\u202eevil"


def test_names_notes_and_reasons_reach_the_screen_as_signs(small: Path) -> None:
    path = next((small / "themes").glob("*.toml"))
    held = read_holdings(open_project(small))
    theme = next(each for each in held.themes.values() if each.name == "Watched, not led")
    changed = replace(theme, name=HOSTILE, definition=HOSTILE, include=HOSTILE)
    (path.parent / f"{theme.id}.toml").write_bytes(render_toml(theme_record(changed)))
    (excerpt,) = (each for each in held.excerpts.values() if each.themes == (theme.id,))
    verdict = Verdict(excerpt.id, theme.id, "split off", HOSTILE, (), HOSTILE)
    other = next(each.id for each in held.themes.values() if each.name == "Power")
    pair = PairVerdict((min(other, theme.id), max(other, theme.id)), "keep apart", HOSTILE)
    review = Review("loud", "ana", HOSTILE, themes=(theme.id,), open_points=(HOSTILE,))
    values = head_of(review) | {"verdict": {verdict.key: verdict_entry(verdict)}, "pair": {pair.key: pair_entry(pair)}}
    (small / "reviews" / "loud").mkdir(parents=True)
    (small / "reviews" / "loud" / "ana.toml").write_bytes(render_toml(values))

    async def steps(app: Driven) -> None:
        def nothing_obeyed() -> None:
            assert "[bold]Loud[/] [@click=app.quit]" in app.seen
            assert not {"\x1b", "\x07", "\u202e"} & set(app.seen)

        await app.press("5")
        await app.see("1 of 1", "[ ] [bold]Loud")
        nothing_obeyed()
        await app.press("o")
        await app.see("Open points of")
        nothing_obeyed()
        await app.press("escape", "enter")
        await app.see("1 of 1 judged", "split off as [bold]Loud")
        nothing_obeyed()
        await app.press("D")
        await app.see("What the verdicts ask for", "1 split off")
        nothing_obeyed()
        await app.press("escape", "I")
        await app.see("theme sheet", "Definition: [bold]Loud")
        nothing_obeyed()
        await app.press("B")
        await app.see("beside")
        await app.type("power")
        await app.press("enter")
        await app.see("keep apart (ana), because: [bold]Loud")
        nothing_obeyed()
        await app.press("C")
        await app.see("compared with all")
        nothing_obeyed()

    drive(small, steps)


def test_a_merge_that_was_asked_for_is_shown_and_done_and_what_cannot_be_is_told(small: Path) -> None:
    held = read_holdings(open_project(small))
    power, watched, river = (
        next(each for each in held.themes.values() if each.name == name)
        for name in ("Power", "Watched, not led", "River as actor")
    )
    (excerpt,) = (each for each in held.excerpts.values() if each.themes == (watched.id,))
    retired = replace(river, status="retired")
    (small / "themes" / f"{river.id}.toml").write_bytes(render_toml(theme_record(retired)))
    verdict = Verdict(excerpt.id, watched.id, "move", "about water", (river.id,))
    pair = PairVerdict((min(power.id, watched.id), max(power.id, watched.id)), "merge", "one pattern", into=power.id)
    review = Review("first", "ana", "First", themes=(watched.id,))
    values = head_of(review) | {"verdict": {verdict.key: verdict_entry(verdict)}, "pair": {pair.key: pair_entry(pair)}}
    (small / "reviews" / "first").mkdir(parents=True)
    (small / "reviews" / "first" / "ana.toml").write_bytes(render_toml(values))

    async def steps(app: Driven) -> None:
        await app.press("5")
        await app.see("the verdicts ask for 2 things that D shows")
        await app.press("D")
        await app.see("1 excerpt, 1 merge, 1 stays", "stays as it is: the theme River as actor is retired")
        await app.press("down")
        await app.see("merge Watched, not led into Power", "because: one pattern")
        await app.press("enter")
        await app.see("merge (ana), because: one pattern")
        await app.press("5", "D")
        await app.see("What the verdicts ask for")
        await app.press("D", "enter")
        await app.see("do what 1 verdict of first asked for; u undoes it")
        assert app.on_disk.themes[watched.id].into == (power.id,)
        assert app.on_disk.excerpts[excerpt.id] == excerpt
        await app.press("u")
        await app.until(lambda: app.on_disk.themes[watched.id].active)

    drive(small, steps)
