"""How a verdict, an item of a round and the rules of a theme are told: each verdict has a sign of its own besides its look."""

from collections.abc import Mapping, Sequence

from store.codebook import Theme
from store.excerpts import Excerpt
from store.reviews import PairVerdict, Review, Verdict, verdict_key
from themes.review import Item, left_with_split, progress_of
from tui.attributed import speakers
from tui.snapshot import Snapshot
from tui.study import OpenText
from tui.widgets.cells import left
from tui.widgets.row_list import Piece, Pieces

SIGNS: dict[str, Piece] = {
    "fits": ("=", "good"),
    "weak": ("~", ""),
    "move": (">", "match"),
    "split off": ("/", "match"),
    "counter-evidence": ("!", "warn"),
    "discard": ("x", "warn"),
}


def key_of(item: Item) -> str:
    """What the verdict on an item is called, whether there is one or not."""
    return verdict_key(item.excerpt.id, item.theme.id)


def verdict_sign(verdict: Verdict | None) -> Piece:
    return SIGNS.get(verdict.verdict, ("?", "dim")) if verdict is not None else ("·", "dim")


def told(snapshot: Snapshot, verdict: Verdict) -> str:
    """A verdict in words: where to, under which name."""
    themes = snapshot.holdings.themes
    to = ", ".join(themes[each].name if each in themes else each for each in verdict.to)
    return f"{verdict.verdict}{f' to {to}' if to else ''}{f' as {verdict.name}' if verdict.name else ''}"


def told_of_merge(snapshot: Snapshot, pair: PairVerdict) -> str:
    """A verdict that merges two themes, in words: which goes into which."""
    away = pair.themes[pair.themes[0] == pair.into]
    names = (
        snapshot.holdings.themes[each].name if each in snapshot.holdings.themes else each for each in (away, pair.into)
    )
    return f"merge {' into '.join(names)}"


def merge_pieces(snapshot: Snapshot, pair: PairVerdict) -> Pieces:
    """The same in one line."""
    return [
        (" & ", "match"),
        (f"{snapshot.sign(pair.into).letter} ", snapshot.sign(pair.into).colour),
        (told_of_merge(snapshot, pair), ""),
    ]


def verdict_pieces(snapshot: Snapshot, item: Item, reason: str) -> Pieces:
    """The verdict on an item with its reason; without one, what the next one's reason will be."""
    if item.verdict is None:
        kept = f"  because: {reason}" if reason else ""
        return [(" not judged yet", "dim"), (kept, "")]
    sign, look = verdict_sign(item.verdict)
    because = f"  because: {item.verdict.reason}" if item.verdict.reason else ""
    gone = snapshot.holdings.themes.get(item.verdict.theme)
    under = f"  under {gone.name}, which went into this" if item.carried and gone is not None else ""
    return [(f" {sign} {told(snapshot, item.verdict)}", look or "strong"), (under, "dim"), (because, "")]


def item_pieces(snapshot: Snapshot, item: Item, width: int) -> Pieces:
    """An item in one line: its verdict, its theme's letter, its document, its first words."""
    sign, look = verdict_sign(item.verdict)
    mark = snapshot.sign(item.theme.id)
    words = " ".join(item.excerpt.text[: width * 2].split())
    return [
        (f" {sign} ", look),
        (f"{mark.letter} ", mark.colour),
        (f"{left(item.excerpt.document, 12)} ", "dim"),
        (words, ""),
    ]


def rules_of(theme: Theme) -> str:
    """What the theme means and what belongs to it, a line for each that is said."""
    lines = [" ".join(theme.definition.split()) or "(no definition yet)"]
    lines += [f"include: {' '.join(theme.include.split())}"] if theme.include.strip() else []
    lines += [f"exclude: {' '.join(theme.exclude.split())}"] if theme.exclude.strip() else []
    return "\n".join(lines)


def head_pieces(snapshot: Snapshot, review: Review, items: Sequence[Item], item: Item) -> Pieces:
    """The theme that an item is judged under, its place among those of this theme, and how far the round is."""
    same = [each for each in items if each.theme.id == item.theme.id]
    place = next(number for number, each in enumerate(same, 1) if each is item)
    sign = snapshot.sign(item.theme.id)
    return [
        (f" {sign.letter} ", sign.colour),
        (item.theme.name, "strong"),
        (f"  {place} of {len(same)}" if len(same) < len(items) else "", "dim"),
        (f"  {review.title}", "dim"),
        ("", "right"),
        (f"{progress_of(items)} judged ", "match"),
    ]


def about_excerpt(snapshot: Snapshot, item: Item, opened: OpenText | None) -> str:
    """Who speaks, whose excerpt it is, its other themes and its note, in one line."""
    excerpt = item.excerpt
    fields: Mapping[str, str] = excerpt.attribution
    if opened is not None:
        fields = speakers(opened.text, opened.passages, excerpt, snapshot.project.settings.attributions)
    said = [", ".join(fields.values())] if fields else []
    said += [f"tagged by {excerpt.reviewer}"] if excerpt.reviewer != snapshot.reviewer else []
    others = [each.name for each in snapshot.themes_of(excerpt) if each.id != item.theme.id]
    said += [f"also {', '.join(others)}"] if others else []
    said += [f"✎ {excerpt.note}"] if excerpt.note else []
    return "  ·  ".join(said)


def words_of(excerpt: Excerpt) -> str:
    """Which excerpt is meant, by its document and first words."""
    words = " ".join(excerpt.text[:200].split())
    return f"{excerpt.document}: {words[:60].rstrip()}{'…' if len(words) > 60 else ''}"


def why_empty(snapshot: Snapshot, review: Review) -> str:
    """Why a round has nothing to judge: what became of its themes, or that they have no excerpt."""
    themes = [snapshot.holdings.themes[each] for each in review.themes if each in snapshot.holdings.themes]
    gone = [f"{each.name} is {each.status}" for each in themes if not each.active]
    if gone and not any(heir.active for each in themes for heir in snapshot.holdings.theme_of(each.id)):
        return f"What this round is about is out of use: {', '.join(gone)}. D in Themes takes a theme into use again."
    stays = left_with_split(snapshot.holdings, review)
    return f"{'; '.join(stays)}." if stays else "Nothing is tagged with the themes of this round."
