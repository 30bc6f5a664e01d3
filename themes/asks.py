"""What the verdicts of a round ask for, and the one act that does it.

A verdict changes nothing by itself. What the verdicts ask for follows from them and from the codebook as it is now: an ask is
open as long as its excerpt still has its theme for that reviewer, or both of its themes are in use, so doing what was asked a
second time does nothing. What cannot be done, as its theme has gone since, is told, stays open, and holds up nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from store.acts import Act, Change, SetValue, add_theme
from store.codebook import Theme, theme_from, theme_path, theme_record
from store.errors import UsageFault
from store.excerpt_acts import add_themes, recode, refuse_closed_theme, speaks_against, without_theme
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.recode_acts import read_otherwise
from store.recodes import Recode, as_read, recode_from
from store.reviews import PairVerdict, Review, verdict_key
from store.theme_fates import merge_theme
from themes.counts import as_read_by
from themes.review import Item, in_order, items_of

ASKING = ("move", "split off", "counter-evidence", "discard")
"""The verdicts on an excerpt that ask for something to be done."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a round asks for as it would be done now: the acts in their order, how many verdicts they come from, and of each
    verdict that cannot be done, by its key, the reason."""

    acts: tuple[Act, ...] = ()
    verdicts: int = 0
    obstacles: Mapping[str, str] = field(default_factory=dict)


def asks_of(holdings: Holdings, review: Review) -> list[Item]:
    """The items whose verdicts ask for something that is still to be done; those under themes that have gone come last.

    Where an excerpt was judged again under the theme that its own went into, that verdict counts alone.
    """
    read = as_read_by(holdings, review.reviewer)
    asking = []
    for item in (*items_of(holdings, review), *_under_gone_themes(holdings, review)):
        here = _tagged_so(holdings, read.excerpts[item.excerpt.id], item.theme)
        if item.verdict is not None and not item.carried and item.verdict.verdict in ASKING and here:
            asking.append(item)
    return asking


def _tagged_so(holdings: Holdings, read: Excerpt, theme: Theme) -> list[Theme]:
    """The themes of an excerpt that count under a theme, or did so before that one went itself."""
    return [
        holdings.themes[each]
        for each in read.themes
        if each in holdings.themes and theme.id in (*_way_of(holdings, each), holdings.standing_for(each))
    ]


def _way_of(holdings: Holdings, theme: str) -> list[str]:
    """A theme and those that it went into, one after the other."""
    way: list[str] = []
    while theme in holdings.themes and theme not in way:
        way.append(theme)
        known = holdings.themes[theme]
        if known.active or len(known.into) != 1:
            break
        theme = known.into[0]
    return way


def _under_gone_themes(holdings: Holdings, review: Review) -> Iterable[Item]:
    """What was judged under themes that are no longer in use, and not yet under those that they went into."""
    judged: dict[str, list[Excerpt]] = {}
    for verdict in review.verdicts.values():
        theme, excerpt = holdings.themes.get(verdict.theme), holdings.excerpts.get(verdict.excerpt)
        again = verdict_key(verdict.excerpt, holdings.standing_for(verdict.theme))
        if theme is None or theme.active or excerpt is None or (again != verdict.key and again in review.verdicts):
            continue
        if not review.documents or excerpt.document in review.documents:
            judged.setdefault(theme.id, []).append(excerpt)
    for key, excerpts in sorted(judged.items()):
        for excerpt in in_order(holdings, excerpts, review.order):
            yield Item(holdings.themes[key], excerpt, review.verdicts[verdict_key(excerpt.id, key)])


def merges_of(holdings: Holdings, review: Review) -> list[PairVerdict]:
    """The verdicts on two themes that ask for a merge which is still to be made, in the order in which they were given."""
    asking = [
        pair
        for pair in review.pairs.values()
        if pair.verdict == "merge"
        and pair.into
        and all(each in holdings.themes and holdings.themes[each].active for each in pair.themes)
    ]
    return sorted(asking, key=lambda pair: (str(pair.judged or ""), pair.key))


def what_is_asked(holdings: Holdings, review: Review) -> Asked:
    """What doing all that is asked for would come to: first the excerpts, then the merges."""
    acts: list[Act] = []
    # Copies of their own, which change in place: thousands of verdicts would take seconds to copy all of it for each.
    excerpts, recodes = dict(holdings.excerpts), dict(holdings.recodes)
    verdicts, now = 0, replace(holdings, excerpts=excerpts, recodes=recodes)
    obstacles: dict[str, str] = {}
    for item in asks_of(holdings, review):
        assert item.verdict is not None
        try:
            now, made, changed = _done(now, review.reviewer, item)
        except UsageFault as fault:
            obstacles[item.verdict.key] = fault.message
        else:
            if isinstance(changed, Excerpt):
                excerpts[changed.id] = changed
            else:
                recodes[changed.key] = changed
            acts += made
            verdicts += 1
    for pair in merges_of(holdings, review):
        away = pair.themes[pair.themes[0] == pair.into]
        try:
            act, _ = merge_theme(now, now.themes[away], now.themes[pair.into])
        except UsageFault as fault:
            obstacles[pair.key] = fault.message
        else:
            now = _with_themes(now, act)
            acts.append(act)
            verdicts += 1
    return Asked(tuple(acts), verdicts, obstacles)


def do_what_is_asked(holdings: Holdings, review: Review, why: str = "") -> tuple[Act, tuple[str, ...]]:
    """All that the verdicts ask for as one act, and what it comes to, a sentence for each ask and each new theme.

    A colleague's excerpt is read otherwise in the reviewer's own file. A theme that is split off is made once, beside the one
    that it comes from, unless it is there. Raises UsageFault where nothing is asked for that can be done.
    """
    asked = what_is_asked(holdings, review)
    if not asked.acts:
        because = f": {'; '.join(dict.fromkeys(asked.obstacles.values()))}" if asked.obstacles else ""
        still = "can be done now" if asked.obstacles else "is still to be done"
        raise UsageFault(f"the verdicts of {review.round} ask for nothing that {still}{because}")
    told = [act.message for act in asked.acts]
    count = f"{asked.verdicts} {'verdict' if asked.verdicts == 1 else 'verdicts'}"
    listed = "\n".join(f"- {each}" for each in told)
    reason = f"{why}\n\n{listed}" if why else listed
    changes: list[Change] = [change for act in asked.acts for change in act.changes]
    # A kind of its own: in the history it is not listed among others.
    return Act("review apply", f"do what {count} of {review.round} asked for", tuple(changes), reason), tuple(told)


def _done(holdings: Holdings, reviewer: str, item: Item) -> tuple[Holdings, list[Act], Excerpt | Recode]:
    """What one verdict asks for: the holdings with the theme that it makes, the acts, and what it changes besides."""
    verdict = item.verdict
    assert verdict is not None
    acts: list[Act] = []
    targets: list[Theme] = []
    if verdict.verdict == "move":
        targets = _targets(holdings, item, verdict.to)
    elif verdict.verdict == "split off":
        known = _beside(holdings, item.theme, verdict.name)
        if known is None:
            act, known = add_theme(holdings, verdict.name, holdings.themes.get(item.theme.parent))
            acts.append(act)
            holdings = replace(holdings, themes={**holdings.themes, known.id: known})
        targets = [known]
    excerpt = holdings.excerpts[item.excerpt.id]
    # What speaks against a theme that was merged speaks against the one that it went into.
    standing = holdings.themes.get(holdings.standing_for(item.theme.id), item.theme)
    against = [standing] if verdict.verdict == "counter-evidence" else []
    away = [item.theme]
    if not item.theme.active:
        away = _tagged_so(holdings, as_read(excerpt, holdings.recodes.get((reviewer, excerpt.id))), item.theme)
    if excerpt.reviewer != reviewer:
        act, _ = read_otherwise(holdings, reviewer, excerpt, targets, away, verdict.reason or None, "", against)
        return holdings, [*acts, act], _recode_after(reviewer, excerpt, act)
    if against:
        act, changed = speaks_against(holdings, excerpt, standing)
    elif targets:
        act, changed = recode(holdings, excerpt, away[0], targets[0])
    else:
        act, changed = without_theme(holdings, excerpt, away[0])
    acts.append(act)
    for other in away[1:] if not against else ():
        act, changed = without_theme(holdings, changed, other)
        acts.append(act)
    for more in targets[1:]:
        act, changed = add_themes(changed, [more])
        acts.append(act)
    return holdings, acts, changed


def _beside(holdings: Holdings, theme: Theme, name: str) -> Theme | None:
    """The theme in use of this name that stands beside `theme`."""
    for each in holdings.themes.values():
        if each.active and each.parent == theme.parent and each.name.casefold() == name.casefold():
            return each
    return None


def _recode_after(reviewer: str, excerpt: Excerpt, act: Act) -> Recode:
    """What the reviewer says of a colleague's excerpt after an act; one that says nothing where they read it as it is."""
    (change,) = act.changes
    assert isinstance(change, SetValue)
    if change.after is None:
        return Recode(reviewer, excerpt.document, excerpt.id, excerpt.reviewer)
    return recode_from(change.path, reviewer, excerpt.document, excerpt.id, change.after)


def _targets(holdings: Holdings, item: Item, wanted: Sequence[str]) -> list[Theme]:
    """The themes that an excerpt is to move to, or those that they went into; raises UsageFault where one takes none."""
    found: list[Theme] = []
    for key in wanted:
        theme = holdings.themes.get(holdings.standing_for(key))
        if theme is None:
            raise UsageFault(f"the theme that {item.excerpt.id} was to move to is not here any more: judge it again")
        try:
            refuse_closed_theme(theme)
        except UsageFault as fault:
            raise UsageFault(f"{fault.message}: judge {item.excerpt.id} again") from None
        found.append(theme)
    return found


def _with_themes(holdings: Holdings, act: Act) -> Holdings:
    """The holdings after an act that changes fields of themes."""
    themes = dict(holdings.themes)
    for change in act.changes:
        assert isinstance(change, SetValue)
        key = next(each for each in themes if theme_path(each) == change.path)
        record = theme_record(themes[key]) | {change.keys[0]: change.after}
        themes[key] = theme_from(change.path, {name: value for name, value in record.items() if value is not None})
    return replace(holdings, themes=themes)
