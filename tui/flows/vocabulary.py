"""The words that stand with what was found, to choose from: the one that is chosen is added to the query."""

from typing import TYPE_CHECKING

from search.query import QueryFault, parse_query
from search.wording import narrowed, worded
from tui.places.place import Place
from tui.places.search_acts import SearchActs
from tui.screens.chooser import Choice, Chooser

if TYPE_CHECKING:
    from search.engine import Searcher
    from search.vocabulary import Vocabulary, Word
    from tui.screens.main import MainScreen

WINDOW = 5
"""Words on each side of a hit that its collocates stand in."""
LISTED = 300
"""Words that are listed at most."""
KINDS = {
    "surprising": "in their passages, those that are more there than chance has it first",
    "frequent": "in their passages, the most frequent first",
    "near": f"within {WINDOW} words of a hit: its collocates",
}


async def words(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Asks which words, lists them with their counts, and narrows the search to passages that have the chosen one too."""
    place = screen.place
    assert isinstance(place, SearchActs)
    query, scope = place.asked, place.scope
    kinds = [Choice(kind, name, ((name, ""),)) for kind, name in KINDS.items()]
    kind = await screen.app.push_screen_wait(Chooser("Words that stand with the hits", kinds))
    if not kind or screen.finder is None:
        return
    typed = parse_query(query, typing=True)

    def count(searcher: "Searcher") -> "Vocabulary":
        from search.vocabulary import vocabulary_of

        hits = searcher.find(typed, untagged=scope.untagged, everything=scope.everything).hits
        return vocabulary_of(searcher, hits, WINDOW if kind == "near" else 0)

    screen.tell("counting …")
    found = await screen.finder.ask(count)
    screen.tell("")
    listed = sorted(found.words, key=lambda each: (-each.near, each.word)) if kind == "frequent" else found.words
    choices = [_choice(word) for word in listed[:LISTED]]
    heading = f"Words with the hits: {found.near}, elsewhere {found.elsewhere}. Enter adds one to the query"
    nothing = "no word is more frequent with the hits than elsewhere"
    chosen = await screen.app.push_screen_wait(Chooser(heading, choices, nothing=nothing))
    if chosen:
        # What is asked is put as it was understood while it was typed, or its last word would not be a beginning any more.
        try:
            whole = query if parse_query(query) == typed else worded(typed)
        except QueryFault:
            whole = worded(typed)
        place.ask(narrowed(whole, chosen))


def _choice(word: "Word") -> Choice:
    counts = f"{word.near:>6} here {word.elsewhere:>7} elsewhere {word.likelihood:>9.1f}  "
    about = f"in {word.passages} passages with hits; by chance it would be there {word.expected:.1f} times"
    return Choice(word.word, word.word, ((counts, "dim"), (word.word, "match")), about)
