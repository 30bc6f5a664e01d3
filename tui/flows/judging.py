"""Judging excerpts in a round of level 1, and doing what the verdicts ask for."""

from typing import TYPE_CHECKING

from store.acts import Act
from store.errors import UsageFault
from store.holdings import Holdings
from store.review_acts import judge
from store.reviews import Verdict, verdict_key
from themes.asks import do_what_is_asked
from tui.places.judged_looks import words_of
from tui.review_steps import Judge, Reason
from tui.screens.prompt import Prompt, Question
from tui.screens.theme_chooser import ThemeChooser

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def judge_excerpt(screen: "MainScreen", step: Judge) -> str:
    """Gives the verdict, once it is known where to, or how what is split off shall be called."""
    snapshot = screen.study.snapshot
    theme = snapshot.holdings.themes.get(step.theme) if snapshot is not None else None
    if snapshot is None or theme is None:
        return ""
    before = snapshot.holdings.reviews[step.round].verdicts.get(verdict_key(step.excerpt, step.theme))
    to: tuple[str, ...] = ()
    name, reason = "", step.reason or (before.reason if before is not None and before.verdict == step.verdict else "")
    if step.verdict == "move":
        excerpt = snapshot.holdings.excerpts.get(step.excerpt)
        words = " ".join(excerpt.text[:300].split()) if excerpt is not None else ""
        chooser = ThemeChooser(
            snapshot,
            f"Move from {theme.name} to",
            subject=words,
            leave_out=(step.theme,),
            nothing="no theme fits: Esc, then s splits it off under a new name",
        )
        chosen = await screen.app.push_screen_wait(chooser)
        if not chosen:
            return ""
        reason = chooser.why or reason
        to = (chosen,)
    elif step.verdict == "split off":
        answers = await _name_and_reason(screen, theme.name, step, before, reason)
        if answers is None:
            return ""
        name, reason = answers
    if before is not None and (before.verdict, before.reason, before.to, before.name) == (
        step.verdict,
        reason,
        to,
        name,
    ):
        return f"its verdict is {step.verdict} already"
    verdict = Verdict(step.excerpt, step.theme, step.verdict, reason, to, name)
    await screen.study.perform(lambda holdings: judge_act(holdings, step.round, verdict))
    # Where this one went is where a digit leads the next one.
    screen.study.used(to)
    where = f" {snapshot.holdings.themes[to[0]].name}" if to else f" {name}" if name else ""
    why = "" if reason else ", r says why"
    return f"{step.verdict}{' to' if to else ''}{where}; u undoes it{why}"


async def _name_and_reason(
    screen: "MainScreen", theme: str, step: Judge, before: Verdict | None, reason: str
) -> list[str] | None:
    snapshot = screen.study.snapshot
    assert snapshot is not None
    # What was split off from this theme last is what the next one most often belongs to.
    names = [each.name for each in snapshot.holdings.reviews[step.round].verdicts.values() if each.theme == step.theme]
    last = next((each for each in reversed(names) if each), "")
    name = before.name if before is not None and before.name else last
    return await screen.app.push_screen_wait(
        Prompt(
            f"Split off from {theme}",
            [Question("Name of the new theme", name), Question("Reason", reason, needed=False)],
            about="Excerpts that are split off under one name go to one theme, which is made when the verdicts are done.",
        )
    )


async def give_reason(screen: "MainScreen", step: Reason) -> str:
    """Keeps the reason of a verdict that was given."""
    snapshot = screen.study.snapshot
    review = snapshot.holdings.reviews.get(step.round) if snapshot is not None else None
    known = review.verdicts.get(verdict_key(step.excerpt, step.theme)) if review is not None else None
    if known is None:
        return ""
    reason = step.reason
    if reason is None:
        excerpt = snapshot.holdings.excerpts.get(step.excerpt) if snapshot is not None else None
        answers = await screen.app.push_screen_wait(
            Prompt(
                f"Why: {known.verdict}",
                [Question("Reason", known.reason, needed=False)],
                about=words_of(excerpt) if excerpt is not None else "",
            )
        )
        reason = answers[0] if answers is not None else None
    if reason is None or reason == known.reason:
        return ""

    def make(holdings: Holdings) -> Act:
        now = holdings.reviews[step.round].verdicts.get(known.key)
        if now is None:
            raise UsageFault("the verdict that the reason belongs to was taken back")
        return judge_act(holdings, step.round, _because(now, reason))

    await screen.study.perform(make)
    return "the reason is kept with the verdict; u undoes it"


def _because(verdict: Verdict, reason: str) -> Verdict:
    return Verdict(verdict.excerpt, verdict.theme, verdict.verdict, reason, verdict.to, verdict.name)


def judge_act(holdings: Holdings, round_key: str, verdict: Verdict) -> Act:
    """The act that gives a verdict; raises UsageFault where what it is about is not here any more."""
    review, excerpt = holdings.reviews.get(round_key), holdings.excerpts.get(verdict.excerpt)
    theme = holdings.themes.get(verdict.theme)
    if review is None or excerpt is None or theme is None:
        raise UsageFault("what was to be judged is not here any more")
    targets = [holdings.themes[each] for each in verdict.to if each in holdings.themes]
    return judge(review, excerpt, theme, verdict.verdict, verdict.reason, targets, verdict.name)[0]


async def show_asked(screen: "MainScreen", round_key: str) -> str:
    """Shows what the verdicts ask for."""
    from tui.places.asked import AskedPlace

    place = await screen.go_to("asked")
    assert isinstance(place, AskedPlace)
    place.open_round(round_key)
    return ""


async def do_asked(screen: "MainScreen", round_key: str) -> str:
    """Does what the verdicts ask for in one act, with a reason where one is given."""
    answers = await screen.app.push_screen_wait(
        Prompt("Do what the verdicts ask for", [Question("Reason (Enter: none)", needed=False)])
    )
    if answers is None:
        return ""
    done = await screen.study.perform(
        lambda holdings: do_what_is_asked(holdings, holdings.reviews[round_key], answers[0])[0]
    )
    return f"{done.message.partition(chr(10))[0]}; u undoes it"
