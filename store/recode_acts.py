"""Reading a colleague's excerpt in another way: an act on the reader's own file."""

from collections.abc import Sequence
from dataclasses import replace

from store.acts import Act, SetValue
from store.codebook import Theme
from store.errors import UsageFault
from store.excerpt_acts import refuse_closed_theme
from store.excerpts import Excerpt, excerpts_path
from store.holdings import Holdings
from store.recodes import Recode, as_read, recode_entry


def read_otherwise(
    holdings: Holdings,
    reviewer: str,
    excerpt: Excerpt,
    add: Sequence[Theme] = (),
    remove: Sequence[Theme] = (),
    note: str | None = None,
    why: str = "",
    against: Sequence[Theme] = (),
    not_against: Sequence[Theme] = (),
) -> tuple[Act, Excerpt]:
    """`reviewer` would give the excerpt the themes `add` and take `remove` off; to them it speaks `against` others.

    Gives the act and how the excerpt reads to them now.

    A theme that they took off and give again, or gave and take off, is simply no longer said; so is what they said it speaks
    against, where it is `not_against`. What its own reviewer said stays. Raises UsageFault for an excerpt
    of their own, for themes that take no excerpts, for those that it does not have, and where nothing would change.
    """
    if excerpt.reviewer == reviewer:
        raise UsageFault(f"the excerpt {excerpt.id} is your own")
    for theme in (*add, *against):
        refuse_closed_theme(theme)
    before = holdings.recodes.get((reviewer, excerpt.id))
    known = before or Recode(reviewer, excerpt.document, excerpt.id, excerpt.reviewer)
    now = as_read(excerpt, known)
    added, removed = [*known.add], [*known.remove]
    for theme in remove:
        meant = [each for each in now.themes if theme.id in (each, holdings.standing_for(each))]
        if not meant:
            raise UsageFault(f"the excerpt {excerpt.id} is not tagged as {theme.name}")
        removed += (each for each in meant if each in excerpt.themes)
        added = [each for each in added if each not in meant]
    for theme in add:
        removed = [each for each in removed if each != theme.id]
        if theme.id not in excerpt.themes:
            added.append(theme.id)
    said = [*known.against, *(theme.id for theme in against)]
    for theme in not_against:
        left = [each for each in said if theme.id not in (each, holdings.standing_for(each))]
        if left == said:
            raise UsageFault(f"you do not read the excerpt {excerpt.id} as against {theme.name}")
        said = left
    after = replace(
        known,
        add=tuple(dict.fromkeys(added)),
        remove=tuple(dict.fromkeys(removed)),
        against=tuple(dict.fromkeys(said)),
        note=known.note if note is None else note,
    )
    if after == known:
        raise UsageFault(f"you read the excerpt {excerpt.id} so already")
    says = bool(after.add or after.remove or after.against or after.note)
    change = SetValue(
        excerpts_path(reviewer, excerpt.document),
        ("recode", excerpt.id),
        dict.fromkeys(("add", "remove", "against", "note")) | recode_entry(before) if before else None,
        recode_entry(after) if says else None,
        head={"schema": 1, "document": excerpt.document},
    )
    contrary = {theme.id for theme in against}
    what = [f"as {theme.name}" for theme in add]
    what += [f"not as {theme.name}" for theme in remove if theme.id not in contrary]
    what += [f"as against {theme.name}" for theme in against]
    what += [f"as no longer against {theme.name}" for theme in not_against]
    message = f"read {excerpt.id} of {excerpt.reviewer} {', '.join(what) or 'with a note'} ({excerpt.document})"
    return Act("recode", message, (change,), why), as_read(excerpt, after)
