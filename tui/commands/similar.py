"""`catena similar`: the passages most like a piece of a document, for comparing one with the next."""

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.searching import documents_of, searcher_of
from tui.commands.session import Session


@click.command("similar", cls=Command)
@click.argument("wanted", metavar="DOC")
@click.argument("start", type=int)
@click.argument("end", type=int)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="At most N passages."
)
@click.pass_obj
def similar_command(session: Session, wanted: str, start: int, end: int, limit: int) -> None:
    """Find the passages most like code points START to END (exclusive) of a document, the most similar first."""
    from search.similar import similar_to

    holdings = documents_of(session)
    document = session.document(wanted, holdings)
    if not 0 <= start < end <= document.characters:
        raise UsageFault(
            f"{document.id} has the code points 0 to {document.characters}: {start} to {end} is no piece of it"
        )
    likeness = similar_to(searcher_of(session, holdings), document.id, start, end, limit)
    if likeness.words:
        session.note(f"by the words {', '.join(one_line(word) for word in likeness.words)}")
    texts: dict[str, str] = {}
    for hit in likeness.hits:
        if hit.document not in texts:
            texts[hit.document] = session.project.read_text(holdings.documents[hit.document])
        text = texts[hit.document][hit.start : hit.end]
        if session.as_json:
            say_json(
                {
                    "document": hit.document,
                    "start": hit.start,
                    "end": hit.end,
                    "text": text,
                    "passage": list(hit.passage),
                    "speaker": hit.speaker,
                    "before": "",
                    "after": "",
                    "score": round(hit.score, 4),
                }
            )
        else:
            say(f"{hit.score:6.2f}  {hit.document} {hit.start}-{hit.end}  {one_line(text)}")
    if not likeness.hits:
        raise AnswerIsNo("no other passage shares a word with it that tells passages apart")
