"""What a theme's sheet says, piece by piece, before it is a page of Markdown or of the screen.

Nothing is chosen by a measure: the example comes first, then what reviewers starred, then the others by document and place; what
speaks against the theme is always there, all of it. A piece knows the excerpt or memo that it is about, so that a reader can
go there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from store.codebook import Theme
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.links import backlinks
from store.reviews import VERDICTS, Review
from store.searches import LoggedSearch
from themes.counter_evidence import looks
from themes.counts import Evidence, count_evidence, excerpts_against, excerpts_under, many
from themes.tree import build_tree

Attribution = Callable[[Excerpt], str]
"""Who speaks in an excerpt, "" where nobody knows."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the sheet. `label` is what the text is (a definition, a rule), or who says a quotation and where it is from.

    A search's text is its query; its label is who asked it and when, and `behind` says where and what came of it.
    """

    kind: Literal[
        "title", "place", "words", "empty", "heading", "counts", "text", "item", "search", "quotation", "note"
    ]
    text: str
    label: str = ""
    behind: str = ""
    excerpt: str = ""
    memo: str = ""
    counts: tuple[int, ...] = ()


def sheet_of(
    holdings: Holdings, theme: Theme, attribution: Attribution, history: Iterable[str], most: int
) -> list[Block]:
    """The sheet; `history` are sentences, newest first, and `most` how many excerpts for the theme are quoted."""
    node = build_tree(holdings.themes).nodes[theme.id]
    counted = count_evidence(holdings)
    found = counted.get(theme.id, Evidence())
    supporting = typical_first(theme, excerpts_under(holdings, theme.id))
    contrary = excerpts_against(holdings, theme.id)
    blocks = [
        Block("title", line(theme.name)),
        Block("place", f"{line(node.path_text)}; {theme.kind or 'theme'}, {theme.status}"),
        *_words(theme),
        Block("heading", "Evidence"),
        Block("counts", "", counts=tuple(map(len, (found.excerpts, found.documents, found.cases, found.against)))),
    ]
    below = [each for each in node.children if each.theme.active]
    if below:
        blocks.append(Block("text", "Themes below it:"))
        blocks += (
            Block("item", f"{line(each.theme.name)}: {many(len(counted[each.theme.id].excerpts), 'excerpt')}")
            for each in below
        )
    if supporting[:most]:
        blocks += [Block("heading", "Typical excerpts"), *_quoted(supporting[:most], attribution)]
    if len(supporting) > most:
        blocks.append(Block("text", f"{len(supporting) - most} more are not quoted here."))
    blocks.append(Block("heading", "Counter-evidence"))
    blocks += _quoted(contrary, attribution)
    if not contrary:
        blocks.append(Block("text", "No excerpt is marked as speaking against this theme."))
    blocks += _looked(looks(holdings, theme.id), contrary)
    blocks += _reviewed(holdings, theme)
    linked = (each.memo for each in backlinks(holdings).get(("theme", theme.id), ()))
    memos = sorted(linked, key=lambda memo: memo.path)
    if memos:
        blocks.append(Block("heading", "Memos"))
        blocks += (
            Block("item", f"{line(each.title)} ({each.type}, {each.reviewer}, {each.id})", memo=each.id)
            for each in memos
        )
    told = [Block("item", line(sentence)) for sentence in history]
    return [*blocks, Block("heading", "History"), *(told or [Block("text", "Nothing was committed yet.")])]


def _words(theme: Theme) -> list[Block]:
    said = (
        ("Definition", theme.definition),
        ("Include", theme.include),
        ("Exclude", theme.exclude),
        ("Source of the concept", theme.source),
        ("Earlier names", ", ".join(theme.aliases)),
    )
    return [Block("words", text.strip(), label) for label, text in said if text.strip()] or [
        Block("empty", "Not defined yet.")
    ]


def typical_first(theme: Theme, excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    """The theme's example, then what is starred, then the others as they come."""
    return sorted(excerpts, key=lambda each: (each.id != theme.example, not each.starred))


def _quoted(excerpts: Sequence[Excerpt], attribution: Attribution) -> Iterator[Block]:
    for excerpt in excerpts:
        who = line(attribution(excerpt))
        star = "starred, " if excerpt.starred else ""
        place = f"({excerpt.document} {excerpt.start}-{excerpt.end}, {star}{excerpt.reviewer}, {excerpt.id})"
        yield Block("quotation", excerpt.text, f"{who} {place}" if who else place, excerpt=excerpt.id)
        if excerpt.note:
            yield Block("note", line(excerpt.note), excerpt=excerpt.id)


def _looked(searches: Sequence[LoggedSearch], contrary: Sequence[Excerpt]) -> list[Block]:
    if not searches:
        return [] if contrary else [Block("text", "Nobody has looked for counter-evidence yet.")]
    listed = [Block("text", "Searches for counter-evidence:")]
    for search in searches:
        day = f"{search.when:%Y-%m-%d} " if search.when is not None else ""
        places = ", ".join(search.question.places) + (", untagged" if search.question.untagged else "")
        matches = f"{search.hits} match" if search.hits == 1 else f"{search.hits} matches"
        behind = f"in {places}, {matches}: {line(search.why)} ({search.id})"
        listed.append(Block("search", line(search.question.query), f"{day}{search.reviewer}", behind))
    return listed


def _reviewed(holdings: Holdings, theme: Theme) -> list[Block]:
    """What was found of the theme in the rounds of review, the oldest round first; nothing where it was in none."""
    found: list[Block] = []
    for review in sorted(holdings.reviews.values(), key=lambda each: (str(each.started or ""), each.key)):
        told = _tally(holdings, review, theme)
        if told:
            day = f"{review.started:%Y-%m-%d} " if review.started is not None else ""
            found.append(Block("item", f"{day}{review.reviewer}: {line(review.title)}: {told}"))
        for pair in review.pairs.values():
            if theme.id in pair.themes:
                (other,) = (each for each in pair.themes if each != theme.id)
                name = line(holdings.themes[other].name) if other in holdings.themes else other
                why = f": {line(pair.reason)}" if pair.reason else ""
                found.append(Block("item", f"{review.reviewer}: beside {name}: {pair.verdict}{why}"))
    return [Block("heading", "Reviewed"), *found] if found else []


def _tally(holdings: Holdings, review: Review, theme: Theme) -> str:
    given = Counter(each.verdict for each in review.verdicts.values() if holdings.standing_for(each.theme) == theme.id)
    return ", ".join(f"{given[verdict]} {verdict}" for verdict in VERDICTS if given[verdict])


def line(text: str) -> str:
    return " ".join(text.split())
