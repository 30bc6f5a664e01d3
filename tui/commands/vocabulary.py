"""`catena words`: the words that stand with what a query finds, and whether that is more than chance."""

import click

from store.errors import AnswerIsNo
from tui.commands.group import Command
from tui.commands.output import one_line, say_json, table
from tui.commands.results import nothing_found
from tui.commands.searching import documents_of, searcher_of
from tui.commands.session import Session


@click.command("words", cls=Command)
@click.argument("query", metavar="QUERY")
@click.option(
    "--window", type=click.IntRange(min=1), default=None, metavar="N", help="Only N words on each side of a match."
)
@click.option("--by-count", is_flag=True, help="The most frequent first, instead of the most surprising.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=30, show_default=True, metavar="N", help="At most N words."
)
@click.pass_obj
def words_command(session: Session, query: str, window: int | None, by_count: bool, limit: int) -> None:
    """Count the words in the passages of what QUERY finds, against all other passages.

    The order is by Dunning's log-likelihood ratio (1993).
    """
    from search.vocabulary import vocabulary_of

    searcher = searcher_of(session, documents_of(session))
    found = searcher.find(query)
    if not found.total:
        raise AnswerIsNo(nothing_found(searcher, query))
    vocabulary = vocabulary_of(searcher, found.hits, window or 0)
    words = vocabulary.words
    if by_count:
        words = tuple(sorted(words, key=lambda each: (-each.near, -each.likelihood, each.word)))
    session.note(
        f"{found.total} matches: {vocabulary.near} words with them, {vocabulary.elsewhere} elsewhere;"
        " listed are words that are more frequent with them"
    )
    if session.as_json:
        for each in words[:limit]:
            say_json(
                {
                    "word": each.word,
                    "count": each.near,
                    "elsewhere": each.elsewhere,
                    "passages": each.passages,
                    "expected": round(each.expected, 3),
                    "log_likelihood": round(each.likelihood, 3),
                }
            )
    elif words:
        rows = [
            (
                one_line(each.word),
                str(each.near),
                str(each.passages),
                str(each.elsewhere),
                f"{each.expected:.1f}",
                f"{each.likelihood:.2f}",
            )
            for each in words[:limit]
        ]
        head = ("word", "count", "passages", "elsewhere", "expected", "log-likelihood")
        table([head, *rows], right=frozenset({1, 2, 3, 4, 5}))
    if not words:
        raise AnswerIsNo("no word is more frequent with the matches than elsewhere")
