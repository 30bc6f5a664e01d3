"""`catena sample` and `catena done`: documents that several reviewers tag apart from each other, and who is done with which."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.group import Command, Group
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session
from tui.commands.theme_output import WHY

if TYPE_CHECKING:
    from store.documents import Document
    from store.double_coding import Sample


@click.group("sample", cls=Group)
def sample_command() -> None:
    """Draw documents for several reviewers to tag apart from each other."""


@sample_command.command("draw")
@click.argument("title", metavar="TITLE")
@click.option("--number", type=click.IntRange(min=1), default=None, metavar="N", help="How many documents.")
@click.option(
    "--percent", type=click.FloatRange(0, 100, min_open=True), default=None, metavar="P", help="Or this part."
)
@click.option("--seed", "seed", default="", metavar="S", help="What the draw follows from (default: the title).")
@click.option("--by", "people", multiple=True, metavar="R", help="Who tags them; repeatable (default: everybody).")
@click.option("--kind", "kinds", multiple=True, metavar="K", help="Only from documents of this kind; repeatable.")
@click.option("--document", "among", multiple=True, metavar="D", help="Only from these documents; repeatable.")
@click.option("--open", "seeing", is_flag=True, help="Not blind: everybody sees everybody's tags.")
@WHY
@click.pass_obj
def sample_draw(
    session: Session,
    title: str,
    number: int | None,
    percent: float | None,
    seed: str,
    people: Sequence[str],
    kinds: Sequence[str],
    among: Sequence[str],
    seeing: bool,
    why: str,
) -> None:
    """Draw a sample and write it down, with what it was drawn from and the seed."""
    from store.double_coding_acts import draw_sample

    if (number is None) == (percent is None):
        raise UsageFault("say how many: --number N or --percent P")
    with session.writing() as writer:
        held = session.holdings
        documents = [session.document(each) for each in among] or list(held.documents.values())
        documents = [each for each in documents if not kinds or each.kind in kinds]
        reviewers = [session.person(each) for each in people] or list(held.reviewers.values())
        many = number if number is not None else max(1, round(len(documents) * (percent or 0) / 100))
        act, sample = draw_sample(held, title, documents, many, seed or title, reviewers, not seeing, why)
        done = writer.perform(act)
    if session.as_json:
        say_json(_about(session, sample))
    else:
        say(done.message)
        for document in sample.documents:
            say(f"    {document}")


@sample_command.command("list")
@click.pass_obj
def sample_list(session: Session) -> None:
    """List the samples, and who is done with what of them."""
    samples = sorted(session.holdings.samples.values(), key=lambda each: each.id)
    for sample in samples:
        if session.as_json:
            say_json(_about(session, sample))
            continue
        state = "blind" if sample.hides else "lifted" if sample.blind else "open"
        say(
            f"{sample.id}  {one_line(sample.title)}  {state}  {', '.join(sample.reviewers)}  seed {one_line(sample.seed)}"
        )
        for document in sample.documents:
            ready = [each for each in sample.reviewers if session.is_done(each, document)]
            say(f"    {document}  done: {', '.join(ready) or 'nobody'}")
    if not samples:
        raise AnswerIsNo("no sample was drawn: `catena sample draw TITLE --number N` draws one")


@sample_command.command("lift")
@click.argument("name", metavar="SAMPLE")
@WHY
@click.pass_obj
def sample_lift(session: Session, name: str, why: str) -> None:
    """Let everybody see everybody's tags in a sample, whoever is done with what."""
    from store.double_coding_acts import lift_sample

    with session.writing() as writer:
        act, sample = lift_sample(session.sample(name), why)
        done = writer.perform(act)
    if session.as_json:
        say_json(_about(session, sample))
    else:
        say(done.message)


def _about(session: Session, sample: "Sample") -> dict[str, Any]:
    return {
        "sample": sample.id,
        "title": sample.title,
        "documents": list(sample.documents),
        "reviewers": list(sample.reviewers),
        "drawn_from": list(sample.drawn_from),
        "seed": sample.seed,
        "blind": sample.blind,
        "status": sample.status,
        "drawn": sample.drawn,
        "done": {
            document: [each for each in sample.reviewers if session.is_done(each, document)]
            for document in sample.documents
        },
    }


@click.command("done", cls=Command)
@click.argument("names", metavar="[DOC]...", nargs=-1)
@click.option("--off", is_flag=True, help="You go on with them.")
@WHY
@click.pass_obj
def done_command(session: Session, names: Sequence[str], off: bool, why: str) -> None:
    """Say that you have tagged all that you want to tag in documents; without a document, list who is done with what."""
    from store.double_coding_acts import say_done, say_not_done

    if not names:
        _list_done(session)
        return
    with session.writing() as writer:
        documents = [session.document(each) for each in names]
        reviewer = writer.reviewer.id
        act = (say_not_done if off else say_done)(session.holdings, reviewer, documents, why)
        done = writer.perform(act)
    if session.as_json:
        for document in documents:
            say_json({"document": document.id, "reviewer": reviewer, "state": "open" if off else "done", "when": None})
    else:
        say(done.message)


def _list_done(session: Session) -> None:
    """Each reviewer's marks, those of earlier texts too."""
    held = session.holdings
    for (reviewer, name), mark in sorted(held.done.items(), key=lambda each: (each[0][1], each[0][0])):
        document: Document | None = held.documents.get(name)
        state = "done" if document is not None and document.sha256 == mark.sha256 else "earlier text"
        if session.as_json:
            say_json({"document": name, "reviewer": reviewer, "state": state, "when": mark.when})
        else:
            say(f"{name}  {reviewer}" + (f"  ({state})" if state != "done" else ""))
    if not held.done:
        raise AnswerIsNo("nobody has said that they are done with a document: `catena done DOC` does")
