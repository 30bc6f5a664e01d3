"""Review by keys: a round is begun, judged, done, closed; what is on disk after each."""

from pathlib import Path

from store.acts import tag
from store.holdings import read_holdings
from store.project import open_project
from store.review_acts import join_round, judge, start_round
from store.reviews import Review, Verdict
from store.writer import Writer
from tests.tui.app.driving import LARGE, Driven, drive
from tests.tui.app.studies import ALPHA, NOBODY, WATCHED

WHOLE = ("Which level?", "Which themes?", "Which documents?", "In which order?")
"""The dialogs of a round about everything."""


def more_excerpts(root: Path) -> None:
    """Ana tags three more sentences with Power, so that there is something to judge."""
    project = open_project(root)
    with Writer.open(project, "ana") as writer:
        for words in ("Then we wait.", "We carried the chairs up.", "My neighbour did."):
            holdings = read_holdings(project)
            (power,) = (each for each in holdings.themes.values() if each.name == "Power")
            start = ALPHA.index(words)
            act, _ = tag(
                holdings, "ana", holdings.documents["alpha"], ALPHA, [(start, start + len(words))], [power], ""
            )
            writer.perform(act)


def review_on_disk(app: Driven, key: str = "first-reading/ana") -> Review:
    return app.on_disk.reviews[key]


def verdicts(app: Driven, key: str = "first-reading/ana") -> dict[str, Verdict]:
    """The verdicts on disk by the words that they are on."""
    excerpts = app.on_disk.excerpts
    return {excerpts[each.excerpt].text: each for each in review_on_disk(app, key).verdicts.values()}


async def begin(app: Driven, title: str, *dialogs: str) -> None:
    """Begins a round; each dialog after its title is answered with Enter."""
    await app.press("5")
    await app.see("[Review]")
    await app.press("a")
    await app.see("Begin a round")
    await app.type(title)
    await app.press("enter")
    for heading in dialogs:
        await app.see(heading)
        await app.press("enter")


async def begin_with_power(app: Driven) -> None:
    """A round of level 1 about Power and what stands below it."""
    await begin(app, "First reading", "Which level?")
    await app.see("Which themes?")
    await app.press("space")
    await app.see("3 marked")
    await app.press("space")
    await app.see("nothing marked")
    await app.press("space", "enter")
    for heading in WHOLE[2:]:
        await app.see(heading)
        await app.press("enter")
    await app.see(" judged", "not judged yet")


def test_an_empty_list_says_how_to_begin(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("5")
        await app.see("no round was begun yet: a begins one", "changes nothing until you do")
        await app.press("enter")
        await app.hear("no round was begun yet")

    drive(small, steps)


def test_a_round_about_everything_goes_to_its_first_excerpt(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app, "First reading", *WHOLE)
        await app.see("Power", "0 of 2 judged", NOBODY, "not judged yet", "tagged by ben")
        review = review_on_disk(app)
        assert (review.level, review.themes, review.documents, review.order) == (1, (), (), "")

    drive(small, steps)


def test_a_round_about_some_themes_keeps_them_and_the_order(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin_with_power(app)
        wanted = {app.theme(name) for name in ("Power", "Watched, not led", "Waiting")}
        assert set(review_on_disk(app).themes) == wanted
        await app.press("escape")
        await app.see("0 of 2", "Level 1, each theme against its excerpts: Power")

    drive(small, steps)


def test_a_verdict_is_not_given_to_what_came_meanwhile_in_the_place_of_an_excerpt(small: Path) -> None:
    more_excerpts(small)

    async def steps(app: Driven) -> None:
        await begin_with_power(app)
        await app.press("f")
        await app.see("1 of 5 judged")
        file = small / "themes" / f"{app.theme('Power')}.toml"
        gone = f'status = "merged"\ninto = ["{app.theme("River as actor")}"]\n'
        file.write_text(file.read_text().replace('status = "candidate"\n', gone))
        await app.press("ctrl+l")
        await app.see("River as actor", "2 of 4", "1 of 5 judged", "read again")
        await app.press("x")
        await app.hear("another excerpt or theme came here meanwhile")
        await app.press("left_square_bracket")
        await app.see("= fits  under Power, which went into this")
        await app.press("n", "x")
        await app.see("2 of 5 judged")
        given = {each.theme: each.verdict for each in review_on_disk(app).verdicts.values()}
        assert given == {app.theme("Power"): "fits", app.theme("River as actor"): "discard"}

    drive(small, steps)


def test_esc_leads_to_the_question_before_with_what_was_said_there(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app, "First reading", *WHOLE[:1])
        await app.see(WHOLE[1])
        # What does not have the words is not shown, and not marked either.
        await app.press("backslash")
        await app.type("watched")
        await app.until(lambda: len(app.rows("#entries")) == 1)
        await app.press("enter", "asterisk", "escape")
        await app.until(lambda: len(app.rows("#entries")) == 4)
        await app.see("1 marked")
        for answered in range(2, len(WHOLE)):
            await app.press("enter")
            await app.see(WHOLE[answered])
        for question in reversed(WHOLE[:-1]):
            await app.press("escape")
            await app.see(question)
        await app.press("escape")
        await app.see("Begin a round", "First reading")
        await app.press("escape")
        await app.see("no round was begun yet")
        assert app.on_disk.reviews == {}

    drive(small, steps)


def test_each_verdict_takes_one_key_and_brings_the_next_excerpt(small: Path) -> None:
    more_excerpts(small)

    async def steps(app: Driven) -> None:
        await begin_with_power(app)
        await app.see("0 of 5 judged", NOBODY)
        await app.press("f")
        await app.see("1 of 5 judged")
        assert verdicts(app)[NOBODY].verdict == "fits"
        await app.press("w", "c", "x")
        await app.see("4 of 5 judged")
        given = verdicts(app)
        assert given["Then we wait."].verdict == "weak"
        assert given["We carried the chairs up."].verdict == "counter-evidence"
        assert given["My neighbour did."].verdict == "discard"
        await app.see("Watched, not led", "1 of 1")
        await app.press("t")
        await app.see("Move from Watched, not led to")
        await app.type("zz")
        await app.see("no theme fits: Esc, then s splits it off under a new name")
        await app.press("backspace", "backspace")
        await app.type("river")
        await app.press("enter")
        await app.hear("move to River as actor")
        assert verdicts(app)[WATCHED].to == (app.theme("River as actor"),)
        await app.see("5 of 5 judged")
        await app.press("n")
        await app.hear("all is judged: D shows what the verdicts ask for")

    drive(small, steps)


def test_when_all_are_judged_it_is_said_what_comes_next_and_the_last_key_again_does_nothing(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app, "First reading", *WHOLE)
        await app.see("0 of 2 judged")
        assert "D Do" not in app.keys
        assert all(each in app.keys for each in ("c Counter", "x Discard"))
        await app.press("f", "f")
        await app.see("2 of 2 judged", "all are judged: D shows what they ask for")
        assert app.keys.startswith(" D Do")
        before = review_on_disk(app).verdicts
        acts = len(await app.app.study.listed_acts())
        await app.press("f")
        await app.hear("its verdict is fits already")
        assert review_on_disk(app).verdicts == before
        assert len(await app.app.study.listed_acts()) == acts

    drive(small, steps)


def test_a_round_has_a_title_to_begin_with_that_enter_takes(small: Path) -> None:
    async def steps(app: Driven) -> None:
        for number in (1, 2):
            await begin(app, "", *WHOLE)
            await app.see("judged", f"Round {number}")
            await app.press("escape")
        assert {each.title for each in app.on_disk.reviews.values()} == {"Round 1", "Round 2"}

    drive(small, steps)


def test_reasons_are_given_before_a_verdict_after_it_and_later(small: Path) -> None:
    more_excerpts(small)

    async def steps(app: Driven) -> None:
        await begin_with_power(app)
        await app.press("r")
        await app.see("kept with the verdict that you give next")
        await app.type("she says it twice")
        await app.press("enter")
        await app.see("not judged yet  because: she says it twice")
        await app.press("f", "r")
        await app.see("kept with the verdict that you give next, to alpha: Then we wait.")
        await app.press("escape", "w", "r")
        await app.see("Why: weak", "that you gave just now, to alpha: Then we wait.")
        await app.type("only half of it")
        await app.press("tab")
        await app.type("not asked at all")
        await app.press("enter")
        await app.see("2 of 5 judged", "not judged yet  because: not asked at all")
        given = verdicts(app)
        assert given[NOBODY].reason == "she says it twice"
        assert (given["Then we wait."].verdict, given["Then we wait."].reason) == ("weak", "only half of it")
        await app.press("R")
        await app.see("Why: weak", "alpha: Then we wait.", "only half of it")
        await app.press("escape", "x", "r", "enter")
        await app.see("3 of 5 judged")
        reasons = [each.reason for each in verdicts(app).values() if each.verdict == "discard"]
        assert reasons == ["not asked at all"]
        # What is written of the fourth is no reason of the third, to which undoing leads back.
        await app.press("r")
        await app.type("of the fourth")
        await app.press("enter")
        await app.see("not judged yet  because: of the fourth")
        await app.press("u")
        await app.see("2 of 5 judged")
        assert not any("of the fourth" in line for line in app.lines)
        await app.press("x")
        await app.see("3 of 5 judged")
        assert [each.reason for each in verdicts(app).values() if each.verdict == "discard"] == [""]
        await app.press("left_square_bracket", "left_square_bracket")
        await app.see("~ weak  because: only half of it")
        await app.press("r")
        await app.see("Why: weak")
        await app.type(", no more")
        await app.press("enter")
        await app.hear("the reason is kept")
        assert verdicts(app)["Then we wait."].reason == "only half of it, no more"
        await app.see("~ weak  because: only half of it, no more")

    drive(small, steps)


def test_a_verdict_is_changed_and_an_undo_leads_back_to_it(small: Path) -> None:
    more_excerpts(small)

    async def steps(app: Driven) -> None:
        await begin_with_power(app)
        await app.press("f", "f")
        await app.see("2 of 5 judged")
        await app.press("left_square_bracket", "left_square_bracket")
        await app.see("= fits")
        await app.press("x")
        await app.until(lambda: verdicts(app)[NOBODY].verdict == "discard")
        await app.see("2 of 5 judged", "not judged yet")
        await app.press("u")
        await app.until(lambda: verdicts(app)[NOBODY].verdict == "fits")
        await app.press("u")
        await app.see("1 of 5 judged", "not judged yet")
        assert set(verdicts(app)) == {NOBODY}
        await app.see("2 of 4")

    drive(small, steps)


def test_a_theme_is_split_off_by_its_name_which_the_next_one_is_offered(small: Path) -> None:
    more_excerpts(small)

    async def steps(app: Driven) -> None:
        await begin_with_power(app)
        await app.press("s")
        await app.see("Split off from Power", "Enter next")
        await app.type("Unasked")
        await app.press("enter")
        await app.see("Enter take")
        await app.type("not about power")
        await app.press("enter")
        await app.see("1 of 5 judged")
        assert (verdicts(app)[NOBODY].name, verdicts(app)[NOBODY].reason) == ("Unasked", "not about power")
        await app.press("s")
        await app.see("Split off from Power", "Unasked")
        await app.press("enter", "enter")
        await app.see("2 of 5 judged")
        assert verdicts(app)["Then we wait."].name == "Unasked"

    drive(small, steps)


def test_what_the_verdicts_ask_for_is_seen_first_done_once_and_taken_back(small: Path) -> None:
    more_excerpts(small)

    async def steps(app: Driven) -> None:
        before = {key: each.themes for key, each in app.on_disk.excerpts.items()}
        await begin_with_power(app)
        await app.press("c", "x", "s")
        await app.see("Split off from Power")
        await app.type("Carrying")
        await app.press("enter", "enter")
        await app.see("3 of 5 judged")
        await app.press("D")
        await app.see("3 excerpts, 1 split off", "counter-evidence (ben's: you read it so)")
        await app.press("down", "down")
        await app.see("Power: split off as Carrying")
        await app.press("enter")
        await app.see("/ split off as Carrying", "3 of 5 judged")
        await app.press("D", "D")
        await app.see("Reason (Enter: none)")
        await app.type("as agreed")
        await app.press("enter")
        await app.hear("do what 3 verdicts of first-reading asked for")
        held = app.on_disk
        tagged = {held.excerpts[key].text: held.excerpts[key] for key in held.excerpts}
        carrying = app.theme("Carrying")
        assert tagged["We carried the chairs up."].themes == (carrying,)
        assert tagged["Then we wait."].themes == ()
        assert tagged[NOBODY].themes == (app.theme("Power"),)
        (recode,) = held.recodes.values()
        assert (recode.reviewer, recode.of, recode.against) == ("ana", "ben", (app.theme("Power"),))
        assert held.excerpts.keys() == before.keys()
        await app.press("u")
        await app.see("3 excerpts, 1 split off")
        assert {key: each.themes for key, each in app.on_disk.excerpts.items()} == before
        assert all(theme.name != "Carrying" for theme in app.on_disk.themes.values())

    drive(small, steps)


def test_the_overview_lists_all_and_leads_to_any(small: Path) -> None:
    more_excerpts(small)

    async def steps(app: Driven) -> None:
        await begin_with_power(app)
        await app.press("f", "o")
        await app.until(lambda: len(app.rows("#items")) == 5)
        assert app.rows("#items")[0].lstrip().startswith("=")
        await app.press("end", "enter")
        await app.see("Watched, not led", "1 of 1")
        await app.press("left_curly_bracket")
        await app.see("Power", "1 of 4")
        await app.press("right_curly_bracket")
        await app.see("Watched, not led", "1 of 1")
        # In the Reader the keys of verdicts mean something else, so Enter alone does not lead there.
        await app.press("enter")
        await app.hear("judge this excerpt; Right reads on")
        await app.press("right")
        await app.see("[Reader]", "Esc leads back to judging")

    drive(small, steps)


def test_open_points_are_added_ticked_and_kept(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app, "First reading", *WHOLE)
        await app.see("not judged yet")
        await app.press("P")
        await app.see("nothing is open: a adds a point")
        await app.press("escape", "escape", "o")
        await app.see("nothing is open: a adds a point")
        await app.press("space")
        await app.see("there is no point yet")
        for point in ("Is silence a kind of power?", "Who is we?"):
            await app.press("a")
            await app.see("What is still open?")
            await app.type(point)
            await app.press("enter")
            await app.see(point)
        await app.press("home", "space")
        await app.see("1 open, 1 settled")
        review = review_on_disk(app)
        assert (review.open_points, review.settled) == (("Is silence a kind of power?",), ("Who is we?",))
        await app.press("space")
        await app.see("2 open, 0 settled")
        await app.press("escape")
        await app.see("[ ] Who is we?")
        assert review_on_disk(app).settled == ()

    drive(small, steps)


def test_a_closed_round_takes_no_verdict_until_it_is_opened_again(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app, "First reading", *WHOLE)
        await app.see("not judged yet")
        await app.press("escape", "c")
        await app.hear("close review round first-reading")
        assert review_on_disk(app).closed is not None
        await app.press("enter")
        await app.see("not judged yet")
        await app.press("f")
        await app.hear("this round is closed: c in Review opens it again")
        await app.press("escape", "c")
        await app.hear("reopen review round first-reading")
        await app.press("enter", "f")
        await app.see("1 of 2 judged")
        assert len(review_on_disk(app).verdicts) == 1

    drive(small, steps)


def test_a_colleagues_round_is_looked_at_and_taken_part_in(small: Path) -> None:
    project = open_project(small)
    with Writer.open(project, "ben") as writer:
        writer.perform(start_round(read_holdings(project), "ben", "Power again")[0])

    async def steps(app: Driven) -> None:
        await app.press("5")
        await app.see("Power again", "ben")
        await app.press("enter")
        await app.see("not judged yet")
        await app.press("f")
        await app.hear("this is ben's part")
        await app.press("escape", "J")
        await app.see("0 of 2 judged", "not judged yet")
        await app.press("f")
        await app.see("1 of 2 judged")
        reviews = app.on_disk.reviews
        assert len(reviews["power-again/ana"].verdicts) == 1
        assert len(reviews["power-again/ben"].verdicts) == 0

    drive(small, steps)


def test_words_that_were_tagged_are_shown_where_the_text_is_another_now(small: Path) -> None:
    project = open_project(small)
    path = next((small / "corpus").rglob("alpha.txt"))
    excerpts = next((small / "excerpts" / "ben").glob("alpha.toml"))
    excerpts.write_text(excerpts.read_text().replace("Nobody asks us.", "Nobody ever asked."))
    assert project.root in path.parents

    async def steps(app: Driven) -> None:
        await begin(app, "First reading", *WHOLE)
        await app.see("has changed since this was tagged", "Nobody ever asked.")
        await app.press("f")
        await app.see(WATCHED.split(",")[0], "1 of 2 judged")
        await app.miss("has changed since")

    drive(small, steps)


def test_on_a_wide_screen_the_list_stands_beside_the_text(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app, "First reading", *WHOLE)
        await app.until(lambda: len(app.rows("#items")) == 2)
        await app.press("f")
        await app.until(lambda: app.rows("#items")[0].lstrip().startswith("="))

    drive(small, steps, size=LARGE)


def test_a_memo_from_a_round_is_about_the_excerpt_and_its_theme(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app, "First reading", *WHOLE)
        await app.see("not judged yet")
        await app.press("m", "enter")
        await app.see("Save and leave", "Nobody asks us.")
        await app.press("escape")
        await app.until(lambda: any(each.title == "On Power" for each in app.on_disk.memos.values()))
        (memo,) = (each for each in app.on_disk.memos.values() if each.title == "On Power")
        (nobody,) = (each.id for each in app.on_disk.excerpts.values() if each.text == NOBODY)
        assert (memo.themes, memo.excerpts) == ((app.theme("Power"),), (nobody,))

    drive(small, steps)


def test_themes_without_a_search_for_counter_evidence_are_named_and_lead_to_their_sheet(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("5")
        await app.see("Nobody has looked for counter-evidence to 4 of 4 themes")
        await app.press("n")
        await app.see("Enter shows its sheet")
        await app.type("waiting")
        await app.press("enter")
        await app.see("theme sheet", "Waiting", "Nobody has looked for counter-evidence yet.")

    drive(small, steps)


def both_judge(root: Path) -> None:
    """Ana and Ben judge Ben's excerpt in one round, not alike."""
    project = open_project(root)
    for reviewer, verdict in (("ana", "fits"), ("ben", "weak")):
        with Writer.open(project, reviewer) as writer:
            holdings = read_holdings(project)
            (excerpt,) = (each for each in holdings.excerpts.values() if each.text == NOBODY)
            theme = holdings.themes[excerpt.themes[0]]
            known = [each for each in holdings.reviews.values() if each.round == "power"]
            act, review = (
                join_round(holdings, reviewer, known[0]) if known else start_round(holdings, reviewer, "Power")
            )
            writer.perform(act)
            writer.perform(judge(review, excerpt, theme, verdict)[0])


def test_what_two_reviewers_judged_alike_is_told(small: Path) -> None:
    both_judge(small)

    async def steps(app: Driven) -> None:
        await app.press("5")
        await app.see("with ben: 1 judged by both, the same verdict on 0")

    drive(small, steps)


def test_a_reflexive_study_does_not_tell_what_is_alike_and_says_why(small: Path) -> None:
    both_judge(small)
    settings = small / "catena.toml"
    settings.write_text(settings.read_text().replace('approach = "codebook"', 'approach = "reflexive"'))

    async def steps(app: Driven) -> None:
        await app.press("5")
        await app.see("with ben: 1 judged by both, how often alike is not told", "two readers are not expected")
        await app.miss("the same verdict on")

    drive(small, steps)
