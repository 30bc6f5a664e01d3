"""What a reviewer does to an excerpt of their own: its themes, its words for and against, its place, its note and star.

Each is one act on one entry of the reviewer's own file; the excerpt keeps its id, and all that the act does not name. An excerpt
that counts under a theme through a theme that was merged into it is moved from there like any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from store.acts import Act, excerpt_change
from store.codebook import Theme
from store.documents import Document
from store.errors import UsageFault
from store.excerpts import Excerpt, segments_of
from store.holdings import Holdings


def own_excerpt(holdings: Holdings, reviewer: str, key: str) -> Excerpt:
    """The reviewer's own excerpt of this id; raises UsageFault where there is none."""
    excerpt = holdings.excerpts.get(key)
    if excerpt is None:
        raise UsageFault(f"there is no excerpt {key}")
    if excerpt.reviewer != reviewer:
        raise UsageFault(f"the excerpt {key} is {excerpt.reviewer}'s, and each reviewer changes their own alone")
    return excerpt


def with_themes(holdings: Holdings, excerpt: Excerpt, theme: Theme, targets: Sequence[str]) -> Excerpt:
    """The excerpt with `targets` (ids) in the place of whatever counts under `theme`, for it or against it.

    Raises UsageFault where the excerpt does not count under the theme.
    """
    themes = _in_the_place(holdings, excerpt.themes, theme.id, targets)
    against = _in_the_place(holdings, excerpt.against, theme.id, targets)
    if themes is None and against is None:
        raise UsageFault(f"the excerpt {excerpt.id} is not tagged as {theme.name}")
    return replace(
        excerpt,
        themes=excerpt.themes if themes is None else themes,
        against=excerpt.against if against is None else against,
    )


def _in_the_place(
    holdings: Holdings, tagged: Sequence[str], theme: str, targets: Sequence[str]
) -> tuple[str, ...] | None:
    places = [place for place, each in enumerate(tagged) if theme in (each, holdings.standing_for(each))]
    if not places:
        return None
    left = [each for place, each in enumerate(tagged) if place not in places]
    before = places[0]
    return tuple(dict.fromkeys((*left[:before], *targets, *left[before:])))


def recode(holdings: Holdings, excerpt: Excerpt, away: Theme, to: Theme, why: str = "") -> tuple[Act, Excerpt]:
    """The excerpt moves from one theme to another, for or against as it was, and keeps its note and its date."""
    refuse_closed_theme(to)
    if away.id == to.id:
        raise UsageFault(f"the excerpt {excerpt.id} is to go from {away.name} to itself")
    changed = with_themes(holdings, excerpt, away, [to.id])
    message = f"recode {excerpt.id} from {away.name} to {to.name} ({excerpt.document})"
    return Act("recode", message, (excerpt_change(excerpt, changed),), why), changed


def add_themes(excerpt: Excerpt, themes: Sequence[Theme], why: str = "") -> tuple[Act, Excerpt]:
    """More themes on the excerpt; raises UsageFault for those that take none, and where it has them all."""
    for theme in themes:
        refuse_closed_theme(theme)
    names = ", ".join(theme.name for theme in themes)
    changed = replace(excerpt, themes=tuple(dict.fromkeys((*excerpt.themes, *(theme.id for theme in themes)))))
    return _changed("tag", f"tag {excerpt.id} as {names}", excerpt, changed, f"is tagged as {names} already", why)


def without_theme(holdings: Holdings, excerpt: Excerpt, theme: Theme, why: str = "") -> tuple[Act, Excerpt]:
    """Takes a theme off the excerpt, which stays even where it was the last one."""
    changed = with_themes(holdings, excerpt, theme, ())
    return _changed("untag", f"untag {excerpt.id} from {theme.name}", excerpt, changed, "", why)


def speaks_against(
    holdings: Holdings, excerpt: Excerpt, theme: Theme, against: bool = True, why: str = ""
) -> tuple[Act, Excerpt]:
    """Marks the excerpt as counter-evidence to a theme, or takes the mark away; it does not count for that theme then."""

    def others(tagged: Sequence[str]) -> tuple[str, ...]:
        return tuple(each for each in tagged if theme.id not in (each, holdings.standing_for(each)))

    if against:
        refuse_closed_theme(theme)
        changed = replace(
            excerpt,
            themes=others(excerpt.themes),
            against=(*others(excerpt.against), theme.id),
            context=others(excerpt.context),
        )
        message, already = f"mark {excerpt.id} as against {theme.name}", f"speaks against {theme.name} already"
    else:
        changed = replace(excerpt, against=others(excerpt.against))
        message, already = f"mark {excerpt.id} as not against {theme.name}", f"does not speak against {theme.name}"
    return _changed("against", message, excerpt, changed, already, why)


def is_context(
    holdings: Holdings, excerpt: Excerpt, theme: Theme, context: bool = True, why: str = ""
) -> tuple[Act, Excerpt]:
    """Marks the excerpt as background to a theme, or takes the mark away; it counts neither for nor against it then."""

    def others(tagged: Sequence[str]) -> tuple[str, ...]:
        return tuple(each for each in tagged if theme.id not in (each, holdings.standing_for(each)))

    if context:
        refuse_closed_theme(theme)
        changed = replace(
            excerpt,
            themes=others(excerpt.themes),
            against=others(excerpt.against),
            context=(*others(excerpt.context), theme.id),
        )
        message, already = f"mark {excerpt.id} as context of {theme.name}", f"is context of {theme.name} already"
    else:
        changed = replace(excerpt, context=others(excerpt.context))
        message, already = f"mark {excerpt.id} as no context of {theme.name}", f"is no context of {theme.name}"
    return _changed("context", message, excerpt, changed, already, why)


def note_excerpt(excerpt: Excerpt, note: str, why: str = "") -> tuple[Act, Excerpt]:
    """The excerpt's note becomes `note`; an empty text takes it away."""
    verb = "note" if note else "take the note off"
    return _changed("note", f"{verb} {excerpt.id}", excerpt, replace(excerpt, note=note), "has this note already", why)


def star_excerpt(excerpt: Excerpt, starred: bool = True, why: str = "") -> tuple[Act, Excerpt]:
    """Marks the excerpt for the report, or takes the mark away."""
    verb, already = ("star", "is starred already") if starred else ("unstar", "is not starred")
    return _changed("star", f"{verb} {excerpt.id}", excerpt, replace(excerpt, starred=starred), already, why)


def attribute_excerpt(excerpt: Excerpt, fields: Mapping[str, str], why: str = "") -> tuple[Act, Excerpt]:
    """Says who speaks in the excerpt, by field (name, role, id …); empty texts are left out, and no field takes it away."""
    kept = {key: " ".join(text.split()) for key, text in fields.items() if text.strip()}
    return _changed(
        "attribution",
        f"attribute {excerpt.id}",
        excerpt,
        replace(excerpt, attribution=kept),
        "has this attribution already",
        why,
    )


def move_borders(
    holdings: Holdings,
    excerpt: Excerpt,
    document: Document,
    text: str,
    ranges: Sequence[tuple[int, int]],
    why: str = "",
) -> tuple[Act, Excerpt]:
    """The excerpt stands at the half-open `ranges` of `text`, the verbatim text of its `document`, from now on.

    Raises UsageFault for ranges outside the text, and where the reviewer has another excerpt of exactly these.
    """
    segments = segments_of(text, ranges)
    changed = replace(excerpt, segments=segments, sha256=document.sha256, moved=None, missing_in="")
    for other in holdings.excerpts_of(document.id):
        if other.id != excerpt.id and other.reviewer == excerpt.reviewer and other.ranges == changed.ranges:
            raise UsageFault(f"you have an excerpt of exactly these words already ({other.id})")
    kind, verb = "borders", "move borders of"
    if set(excerpt.ranges) < set(changed.ranges):
        kind, verb = "segment", "add a segment to"
    return _changed(kind, f"{verb} {excerpt.id}", excerpt, changed, "stands exactly there already", why)


def refuse_closed_theme(theme: Theme) -> None:
    """Raises UsageFault where a theme takes no more excerpts."""
    if not theme.active:
        raise UsageFault(f"the theme {theme.name} is {theme.status} and takes no more excerpts")


def _changed(kind: str, message: str, before: Excerpt, after: Excerpt, already: str, why: str) -> tuple[Act, Excerpt]:
    if after == before:
        raise UsageFault(f"the excerpt {before.id} {already}")
    return Act(kind, f"{message} ({before.document})", (excerpt_change(before, after),), why), after
