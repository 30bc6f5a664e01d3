"""`catena agree`: how far reviewers agree about themes, what that rests on, and where they differ.

No figure stands without its basis, and what is undefined is named with its reason. A study whose approach knows no scores gets
none; where its reviewers differ can be listed all the same.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json, table
from tui.commands.session import Session

if TYPE_CHECKING:
    from themes.agreement.disagreements import Disagreement
    from themes.agreement.readings import Readings
    from themes.agreement.report import Row
    from themes.agreement.units import Units

FIGURES = ("agreement", "agreement_tagged", "kappa", "fleiss", "alpha", "alpha_u", "alpha_masi")
DIFFERENCES, OF_ONE_THEME, FOR_PROGRAMS = 3, 10, 100
"""Differences that are told of each theme where no limit is given: of all themes, of one that was asked for, and with --json."""


@click.command("agree", cls=Command)
@click.argument("names", metavar="[REVIEWER]...", nargs=-1)
@click.option("--theme", "themes", multiple=True, metavar="T", help="Only this theme; repeatable.")
@click.option("--document", "documents", multiple=True, metavar="D", help="Only this document; repeatable.")
@click.option("--sample", "sample", default="", metavar="NAME", help="Only the documents of this sample.")
@click.option(
    "--unit",
    type=click.Choice(["character", "excerpt", "passage"]),
    default="character",
    metavar="UNIT",
    help="character (default), excerpt or passage: what is counted.",
)
@click.option("--independent", is_flag=True, help="Without what a reviewer said of a colleague's excerpts.")
@click.option("--unfinished", is_flag=True, help="Also documents that a reviewer has not finished.")
@click.option("--differences", is_flag=True, help="No figures, only where the reviewers differ.")
@click.option("--limit", type=click.IntRange(min=0), default=None, metavar="N", help="At most N differences a theme.")
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, metavar="N", help="The seed of the intervals (default: 1)."
)
@click.option(
    "--draws", type=click.IntRange(min=0), default=1000, metavar="N", help="Draws for the intervals (default: 1000)."
)
@click.pass_obj
def agree_command(
    session: Session,
    names: Sequence[str],
    themes: Sequence[str],
    documents: Sequence[str],
    sample: str,
    unit: str,
    independent: bool,
    unfinished: bool,
    differences: bool,
    limit: int | None,
    seed: int,
    draws: int,
) -> None:
    """Tell how far reviewers agree about themes, and where they differ.

    Without a name it is all reviewers. Only documents that two of them have finished are compared.
    """
    from themes.agreement.readings import read
    from themes.agreement.report import agreement_by_theme
    from themes.agreement.units import Units
    from themes.approach import why_no_scores

    why_not = why_no_scores(session.project.settings)
    if why_not and not differences:
        raise AnswerIsNo(f"{why_not}: `catena agree --differences` does")
    reviewers = _reviewers(session, names)
    among = [session.document(each).id for each in documents] or list(_sampled(session, sample))
    readings = read(session.holdings, reviewers, among, independent, unfinished, session.hidden)
    units = Units(readings, unit, _passages(session, readings) if unit == "passage" else {})
    wanted = [session.theme(each).id for each in themes] or _in_order(session, readings)
    if limit is None:
        limit = FOR_PROGRAMS if session.as_json else OF_ONE_THEME if themes else DIFFERENCES
    _tell_basis(session, units, seed, draws)
    if differences:
        for theme in wanted:
            _tell_differences(session, units, theme, limit)
    else:
        together, rows = agreement_by_theme(units, wanted, draws, seed)
        if session.as_json:
            for row in (together, *rows):
                say_json(_about(session, units, row, limit) | {"drawn": units.drawn, "draws": draws, "seed": seed})
        else:
            _tell_rows(session, units, [together, *rows] if len(rows) != 1 else rows)
            for theme in wanted:
                _tell_differences(session, units, theme, limit)
    if not readings.documents:
        raise AnswerIsNo("no document was finished by two of them: `catena done DOC`, or --unfinished")


def _reviewers(session: Session, names: Sequence[str]) -> list[str]:
    held = session.holdings
    at_work = {excerpt.reviewer for excerpt in held.excerpts.values()} | {reviewer for reviewer, _ in held.done}
    found = [session.person(each).id for each in names] or sorted(at_work)
    if len(set(found)) != len(found) or len(found) < 2:
        raise UsageFault(f"name two reviewers or more, each once; there are: {', '.join(sorted(held.reviewers))}")
    return found


def _sampled(session: Session, name: str) -> Sequence[str]:
    return session.sample(name).documents if name else ()


def _passages(session: Session, readings: "Readings") -> Mapping[str, Sequence[tuple[int, int]]]:
    from search.passages import passages_of

    read = session.project.read_text
    return {
        document.id: [(each.start, each.end) for each in passages_of(read(document), document.rules)]
        for document in readings.documents
    }


def _in_order(session: Session, readings: "Readings") -> list[str]:
    """The themes that somebody gave to something that is compared, as the tree has them."""
    known = [node.theme.id for node in session.tree.walk() if node.theme.id in readings.tags]
    return known + sorted(readings.tags.keys() - set(known))


def _name(session: Session, theme: str) -> str:
    found = session.holdings.themes.get(theme)
    return found.name if found else theme or "all themes"


def _tell_basis(session: Session, units: "Units", seed: int, draws: int) -> None:
    readings = units.readings
    session.note(
        f"{', '.join(readings.reviewers)}, by {units.unit}: "
        f"{_number(len(readings.documents), 'document')}, {readings.characters} characters"
    )
    for reason, documents in _by_reason(readings.left_out).items():
        session.note(f"left out, as {reason}: {', '.join(documents)}")
    if readings.out_of_date:
        session.note(f"left out, of an earlier version of a text: {', '.join(readings.out_of_date)}")
    if readings.recoded:
        session.note(
            f"{_number(readings.recoded, 'excerpt')} of colleagues counted as a recode reads them; --independent leaves them out"
        )
    if readings.by_tags:
        session.note(f"without a mark by `catena done`, finished is what was tagged in: {', '.join(readings.by_tags)}")
    if draws and units.clusters > 1:
        session.note(f"95 % intervals: {draws} draws of {units.clusters} {units.drawn}, seed {seed}")


def _by_reason(left_out: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    reasons: dict[str, list[str]] = {}
    for document, reason in left_out.items():
        reasons.setdefault(reason, []).append(document)
    return reasons


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _tell_rows(session: Session, units: "Units", rows: Sequence["Row"]) -> None:
    several = len(units.readings.reviewers) > 2
    shown = ("agreement", "agreement_tagged", "fleiss" if several else "kappa", "alpha", "alpha_u")
    head = ("theme", "n", *units.readings.reviewers, *(each.replace("_", " ") for each in shown), "alpha from to")
    made = [head]
    reasons: dict[str, list[str]] = {}
    for row in rows:
        figures = [getattr(row, each) for each in shown]
        alpha = row.alpha
        interval = "-" if alpha.low is None or alpha.high is None else f"{alpha.low:.3f} {alpha.high:.3f}"
        name = one_line(_name(session, row.theme))
        numbers = [str(row.units), *(str(each) for each in row.tagged)]
        made.append((name, *numbers, *(each.text for each in figures), interval))
        for each, label in zip(figures, shown, strict=True):
            if each.undefined:
                reasons.setdefault(each.undefined, []).append(f"{label.replace('_', ' ')} of {name}")
    table(made, right=frozenset(range(1, len(head))))
    masi = rows[0].alpha_masi
    if len(rows) > 1:
        say(
            f"alpha of all themes of a unit together, by MASI: {masi.text}"
            + (f" ({masi.undefined})" * bool(masi.undefined))
        )
    for reason, which in reasons.items():
        say(f"undefined: {', '.join(which)}: {reason}")


def _tell_differences(session: Session, units: "Units", theme: str, limit: int) -> None:
    from themes.agreement.disagreements import disagreements

    total, found = disagreements(units, theme, limit)
    if session.as_json:
        for each in found:
            say_json(_about_difference(session, units, each))
        return
    if not total:
        return
    told = f" (the largest {len(found)})" if len(found) < total else ""
    say("")
    say(f"{one_line(_name(session, theme))}: {_number(total, 'difference')}{told}")
    for each in found:
        settled = ", settled" if _is_settled(session, each) else ""
        say(f"  {each.document} {each.start}-{each.end}: {_number(each.size, 'character')}{settled}")
        for reviewer, side in zip(units.readings.reviewers, each.sides, strict=True):
            if side is None:
                say(f"    {reviewer}: has not finished {each.document}")
            elif not side:
                say(f"    {reviewer}: nothing")
            for excerpt in side or ():
                standing = dict.fromkeys(units.readings.standing[tagged] for tagged in excerpt.themes)
                names = "; ".join(_name(session, theme) for theme in standing)
                say(f"    {reviewer}: {excerpt.id} {excerpt.start}-{excerpt.end} {one_line(names) or 'no theme'}")
                say(f"        {one_line(excerpt.text)}")


def _is_settled(session: Session, each: "Disagreement") -> bool:
    from store.adjudication import is_settled

    return is_settled(session.holdings, each.document, each.theme, each.start, each.end)


def _about(session: Session, units: "Units", row: "Row", limit: int) -> dict[str, Any]:
    from themes.agreement.disagreements import disagreements

    readings = units.readings
    total, found = disagreements(units, row.theme, limit) if row.theme else (0, [])
    about: dict[str, Any] = {
        "theme": row.theme,
        "name": _name(session, row.theme),
        "unit": units.unit,
        "reviewers": list(readings.reviewers),
        "n": row.units,
        "complete": row.complete,
        "tagged": dict(zip(readings.reviewers, row.tagged, strict=True)),
        "needed": row.needed,
        "documents": [document.id for document in readings.documents],
        "characters": readings.characters,
        "left_out": dict(readings.left_out),
        "out_of_date": list(readings.out_of_date),
        "recoded": readings.recoded,
        "finished_by_tags": list(readings.by_tags),
    }
    for name in FIGURES:
        figure = getattr(row, name)
        about[name] = figure.value
        if name not in ("alpha_u", "alpha_masi"):
            about |= {f"{name}_low": figure.low, f"{name}_high": figure.high}
    undefined = {name: getattr(row, name).undefined for name in FIGURES}
    about["undefined"] = {name: reason for name, reason in undefined.items() if reason}
    return about | {
        "difference_count": total,
        "differences": [_about_difference(session, units, each) for each in found],
    }


def _about_difference(session: Session, units: "Units", each: "Disagreement") -> dict[str, Any]:
    sides = {
        reviewer: side
        if side is None
        else [
            {"excerpt": excerpt.id, "start": excerpt.start, "end": excerpt.end, "themes": list(excerpt.themes)}
            for excerpt in side
        ]
        for reviewer, side in zip(units.readings.reviewers, each.sides, strict=True)
    }
    return {
        "theme": each.theme,
        "document": each.document,
        "start": each.start,
        "end": each.end,
        "characters": each.size,
        "tagged_by": list(each.tagged),
        "settled": _is_settled(session, each),
        "sides": sides,
    }
