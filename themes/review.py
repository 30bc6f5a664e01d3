"""What a round of review is about, how far it is, and what its verdicts ask for.

A verdict changes nothing by itself. What the verdicts ask for follows from them and from the codebook as it is now: an ask is
open as long as its excerpt still counts under its theme for that reviewer, so doing what was asked a second time does nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from store.acts import Act, Change, SetValue, add_theme
from store.codebook import Theme
from store.errors import UsageFault
from store.excerpt_acts import add_themes, recode, speaks_against, without_theme
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.project import Settings
from store.recode_acts import read_otherwise
from store.recodes import recode_from
from store.reviews import Review, Verdict, verdict_key
from themes.approach import why_no_scores
from themes.counts import as_read_by, excerpts_by_theme
from themes.tree import build_tree

ASKING = ("move", "split off", "counter-evidence", "discard")
"""The verdicts that ask for something to be done."""


@dataclass(frozen=True, slots=True)
class Item:
    """An excerpt under a theme, to be judged, and the verdict on it where there is one."""

    theme: Theme
    excerpt: Excerpt
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a round's items are judged, and how many there are."""

    judged: int
    items: int

    def __str__(self) -> str:
        return f"{self.judged} of {self.items}"


def themes_in(holdings: Holdings, review: Review) -> list[Theme]:
    """The themes in use that a round is about, as the tree has them."""
    wanted = {holdings.standing_for(theme) for theme in review.themes}
    nodes = build_tree(holdings.themes).walk()
    return [node.theme for node in nodes if node.theme.active and (not review.themes or node.theme.id in wanted)]


def items_of(holdings: Holdings, review: Review) -> list[Item]:
    """What a round of level 1 is to judge: theme by theme, in the order that it asks for.

    That is every excerpt that counts under a theme as the reviewer reads it, and every one that they judged under it, wherever it
    has gone since.
    """
    counting = excerpts_by_theme(as_read_by(holdings, review.reviewer))
    judged: dict[str, list[Excerpt]] = {}
    for verdict in review.verdicts.values():
        if verdict.excerpt in holdings.excerpts:
            judged.setdefault(verdict.theme, []).append(holdings.excerpts[verdict.excerpt])
    items: list[Item] = []
    for theme in themes_in(holdings, review):
        found = {each.id: each for each in (*judged.get(theme.id, ()), *counting.get(theme.id, ()))}
        here = [each for each in found.values() if not review.documents or each.document in review.documents]
        items += (
            Item(theme, each, review.verdicts.get(verdict_key(each.id, theme.id)))
            for each in in_order(holdings, here, review.order)
        )
    return items


def with_verdicts(items: Sequence[Item], review: Review) -> list[Item]:
    """The same items with the verdicts of the review as it is now; right where only verdicts on them have changed."""
    given = ((item, review.verdicts.get(verdict_key(item.excerpt.id, item.theme.id))) for item in items)
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


def asks_of(holdings: Holdings, review: Review) -> list[Item]:
    """The items whose verdicts ask for something that is still to be done."""
    read = as_read_by(holdings, review.reviewer)
    open_asks = []
    for item in items_of(holdings, review):
        counts = (holdings.standing_for(each) for each in read.excerpts[item.excerpt.id].themes)
        if item.verdict is not None and item.verdict.verdict in ASKING and item.theme.id in counts:
            open_asks.append(item)
    return open_asks


def do_what_is_asked(holdings: Holdings, review: Review, why: str = "") -> tuple[Act, tuple[str, ...]]:
    """All that the verdicts ask for as one act, and what it comes to, a sentence for each ask and each new theme.

    A colleague's excerpt is read otherwise in the reviewer's own file. A theme that is split off is made once, beside the one
    that it comes from, unless it is there. Raises UsageFault where nothing is asked for.
    """
    asks = asks_of(holdings, review)
    if not asks:
        raise UsageFault(f"the verdicts of {review.round} ask for nothing that is still to be done")
    changes: list[Change] = []
    told: list[str] = []
    now = holdings
    for item in asks:
        now, acts = _done(now, review.reviewer, item)
        for act in acts:
            changes += act.changes
            told.append(act.message)
    count = f"{len(asks)} {'verdict' if len(asks) == 1 else 'verdicts'}"
    listed = "\n".join(f"- {each}" for each in told)
    reason = f"{why}\n\n{listed}" if why else listed
    # A kind of its own: in the history it is not listed among others.
    return Act("review apply", f"do what {count} of {review.round} asked for", tuple(changes), reason), tuple(told)


def _done(holdings: Holdings, reviewer: str, item: Item) -> tuple[Holdings, list[Act]]:
    """What one verdict asks for, and the holdings after it."""
    verdict = item.verdict
    assert verdict is not None
    acts: list[Act] = []
    targets: list[Theme] = []
    if verdict.verdict == "move":
        targets = [holdings.themes[holdings.standing_for(each)] for each in verdict.to if each in holdings.themes]
        if not targets:
            raise UsageFault(f"the theme that {item.excerpt.id} was to move to is not here any more: judge it again")
    elif verdict.verdict == "split off":
        known = _beside(holdings, item.theme, verdict.name)
        if known is None:
            act, known = add_theme(holdings, verdict.name, holdings.themes.get(item.theme.parent))
            acts.append(act)
            holdings = replace(holdings, themes={**holdings.themes, known.id: known})
        targets = [known]
    excerpt = holdings.excerpts[item.excerpt.id]
    against = [item.theme] if verdict.verdict == "counter-evidence" else []
    if excerpt.reviewer != reviewer:
        act, _ = read_otherwise(holdings, reviewer, excerpt, targets, [item.theme], verdict.reason or None, "", against)
        return _with_recode(holdings, reviewer, excerpt, act), [*acts, act]
    if against:
        act, changed = speaks_against(holdings, excerpt, item.theme)
    elif targets:
        act, changed = recode(holdings, excerpt, item.theme, targets[0])
    else:
        act, changed = without_theme(holdings, excerpt, item.theme)
    acts.append(act)
    for more in targets[1:]:
        act, changed = add_themes(changed, [more])
        acts.append(act)
    return replace(holdings, excerpts={**holdings.excerpts, changed.id: changed}), acts


def _beside(holdings: Holdings, theme: Theme, name: str) -> Theme | None:
    """The theme in use of this name that stands beside `theme`."""
    for each in holdings.themes.values():
        if each.active and each.parent == theme.parent and each.name.casefold() == name.casefold():
            return each
    return None


def _with_recode(holdings: Holdings, reviewer: str, excerpt: Excerpt, act: Act) -> Holdings:
    (change,) = act.changes
    assert isinstance(change, SetValue)
    recodes = {key: each for key, each in holdings.recodes.items() if key != (reviewer, excerpt.id)}
    if change.after is not None:
        recode = recode_from(change.path, reviewer, excerpt.document, excerpt.id, change.after)
        recodes[recode.key] = recode
    return replace(holdings, recodes=recodes)
