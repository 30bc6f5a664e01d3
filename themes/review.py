"""What a round of review is about, and how far it is.

It is about excerpts under themes as the codebook is now. A theme that was merged away in the middle of a round is judged under
the one that it went into, where what was judged is not asked again; one that was split, under its parts, where all is. A verdict
stays with its excerpt wherever that has gone since. What verdicts ask for: `asks.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from store.codebook import Theme
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.project import Settings
from store.reviews import Review, Verdict
from themes.approach import why_no_scores
from themes.counts import as_read_by, excerpts_by_theme
from themes.tree import build_tree


@dataclass(frozen=True, slots=True)
class Item:
    """An excerpt under a theme, to be judged, and the verdict on it where there is one.

    The verdict may name another theme: one that went into this theme after the excerpt was judged.
    """

    theme: Theme
    excerpt: Excerpt
    verdict: Verdict | None = None

    @property
    def carried(self) -> bool:
        """Whether the verdict was given under a theme that went into this one."""
        return self.verdict is not None and self.verdict.theme != self.theme.id


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a round's items are judged, and how many there are."""

    judged: int
    items: int

    def __str__(self) -> str:
        return f"{self.judged} of {self.items}"


def themes_in(holdings: Holdings, review: Review) -> list[Theme]:
    """The themes in use that a round is about, as the tree has them."""
    wanted = {heir.id for theme in review.themes for heir in holdings.theme_of(theme)}
    nodes = build_tree(holdings.themes).walk()
    return [node.theme for node in nodes if node.theme.active and (not review.themes or node.theme.id in wanted)]


def items_of(holdings: Holdings, review: Review) -> list[Item]:
    """What a round of level 1 is to judge: theme by theme, in the order that it asks for.

    That is every excerpt that counts under a theme as the reviewer reads it, and every one that they judged under it, or under a
    theme that went into it, wherever it has gone since. Last come verdicts under themes that the round is no longer about: those
    that a theme went into, or was split into, before it was taken into use again.
    """
    counting = excerpts_by_theme(as_read_by(holdings, review.reviewer))
    given = verdicts_now(holdings, review)
    judged: dict[str, list[Excerpt]] = {}
    for excerpt, theme_id in given:
        if excerpt in holdings.excerpts:
            judged.setdefault(theme_id, []).append(holdings.excerpts[excerpt])
    about = themes_in(holdings, review)
    in_use = {theme.id for theme in holdings.themes.values() if theme.active}
    beyond = sorted((judged.keys() & in_use) - {theme.id for theme in about})
    tagged = {theme.id: counting.get(theme.id, []) for theme in about}
    items: list[Item] = []
    for theme in (*about, *(holdings.themes[each] for each in beyond)):
        found = {each.id: each for each in (*judged.get(theme.id, ()), *tagged.get(theme.id, ()))}
        here = [each for each in found.values() if not review.documents or each.document in review.documents]
        items += (Item(theme, each, given.get((each.id, theme.id))) for each in in_order(holdings, here, review.order))
    return items


def left_with_split(holdings: Holdings, review: Review) -> list[str]:
    """Of each theme of the round that was split and has excerpts which nobody sent to a part: how many, in words.

    The round does not judge these, as what the theme said is no longer held.
    """
    reached: list[str] = list(review.themes) or [*holdings.themes]
    for key in reached:
        known = holdings.themes.get(key)
        if known is not None and not known.active:
            reached += (each for each in known.into if each not in reached)
    split = [holdings.themes[each] for each in reached if each in holdings.themes]
    split = [each for each in split if each.status == "split"]
    counting = excerpts_by_theme(as_read_by(holdings, review.reviewer)) if split else {}
    told = []
    for theme in split:
        here = [
            each for each in counting.get(theme.id, ()) if not review.documents or each.document in review.documents
        ]
        if here:
            stay = "excerpt stays" if len(here) == 1 else "excerpts stay"
            told.append(f"{len(here)} {stay} with {theme.name}, which was split, until somebody says where to")
    return told


def verdicts_now(holdings: Holdings, review: Review) -> dict[tuple[str, str], Verdict]:
    """The verdicts of a round by excerpt and theme (ids) as the codebook is now.

    What was judged under a theme that went into another counts under that one, the last verdict first, until it is judged there.
    """
    given = {(each.excerpt, each.theme): each for each in review.verdicts.values()}
    gone = [each for each in review.verdicts.values() if holdings.standing_for(each.theme) != each.theme]
    carried = {
        (each.excerpt, holdings.standing_for(each.theme)): each
        for each in sorted(gone, key=lambda each: (str(each.judged or ""), each.key))
    }
    return carried | given


def with_verdicts(holdings: Holdings, items: Sequence[Item], review: Review) -> list[Item]:
    """The same items with the verdicts of the review as it is now; right where only verdicts on them have changed."""
    now = verdicts_now(holdings, review)
    given = ((item, now.get((item.excerpt.id, item.theme.id))) for item in items)
    return [item if verdict is item.verdict else replace(item, verdict=verdict) for item, verdict in given]


def in_order(holdings: Holdings, excerpts: Iterable[Excerpt], order: str) -> list[Excerpt]:
    """The excerpts by document and place; before that by case, or by the attribute of that name, where `order` says so."""

    def place(excerpt: Excerpt) -> tuple[str, str, int, int, str]:
        first = ""
        document = holdings.documents.get(excerpt.document)
        cases = [holdings.cases[case] for case in (document.cases if document else ()) if case in holdings.cases]
        if order == "case":
            first = " ".join(case.id for case in cases)
        elif order and order != "document":
            first = " ".join(str(case.attributes[order]) for case in cases if order in case.attributes)
        return first, excerpt.document, excerpt.start, excerpt.end, excerpt.id

    return sorted(excerpts, key=place)


def progress_of(items: Sequence[Item]) -> Progress:
    return Progress(sum(item.verdict is not None for item in items), len(items))


def judged_by_both(one: Review, other: Review) -> tuple[int, int]:
    """How many excerpts under a theme two reviewers judged in a round, and to how many of them they gave the same verdict.

    Where an excerpt should move to, or under which name it is split off, is left out of account.
    """
    both = one.verdicts.keys() & other.verdicts.keys()
    return len(both), sum(one.verdicts[key].verdict == other.verdicts[key].verdict for key in both)


def alike(settings: Settings, one: Review, other: Review) -> str:
    """The same in words, without a count of what is alike where the study's approach has no use for one; "" without any."""
    both, same = judged_by_both(one, other)
    if not both:
        return ""
    why_not = why_no_scores(settings)
    how_often = f"how often alike is not told: {why_not}" if why_not else f"the same verdict on {same}"
    return f"with {other.reviewer}: {both} judged by both, {how_often}"


def next_item(items: Sequence[Item]) -> Item | None:
    """The first item that is not judged yet."""
    return next((item for item in items if item.verdict is None), None)
