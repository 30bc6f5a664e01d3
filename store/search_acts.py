"""Acts on searches: saved under a name, renamed, forgotten, and written into the log with what they found.

A reviewer's searches are theirs alone. No query enters a message: it may be a quotation.
"""

from collections.abc import Sequence
from dataclasses import replace

from store.acts import Act, SetValue
from store.codebook import Theme
from store.errors import UsageFault
from store.holdings import Holdings
from store.names import plain_name, random_id, slug_id
from store.searches import (
    LOG,
    LoggedSearch,
    Question,
    SavedSearch,
    log_path,
    logged_record,
    saved_path,
    saved_record,
)
from store.values import now


def save_search(
    holdings: Holdings, reviewer: str, name: str, question: Question, theme: Theme | None = None
) -> tuple[Act, SavedSearch]:
    """Saves a question under a name; the search that the reviewer has of that name asks it from now on.

    `theme` is the one that it looks for; without it a search that is there keeps its own.
    Raises UsageFault where it does so already, or where the name or the query is empty.
    """
    name = plain_name("a search's name", name)
    _refuse_empty(question)
    known = _named(holdings, reviewer, name)
    if known is not None:
        changed = replace(known, question=question, status="kept", theme=theme.id if theme else known.theme)
        if changed == known:
            raise UsageFault(f"this search is saved as {known.name} already")
        return _change(known, changed, f"change search {known.name} ({known.slug})"), changed
    taken = {each.slug for each in holdings.searches.values() if each.reviewer == reviewer} | {LOG}
    wanted = theme.id if theme is not None else ""
    search = SavedSearch(slug_id(name, "search", taken), reviewer, name, question, created=now(), theme=wanted)
    change = SetValue(saved_path(reviewer, search.slug), (), None, saved_record(search))
    return Act("search", f"save search {name} ({search.slug})", (change,)), search


def rename_search(holdings: Holdings, search: SavedSearch, name: str) -> tuple[Act, SavedSearch]:
    """The search goes by `name` from now on; raises UsageFault where another of the reviewer's searches has it."""
    name = plain_name("a search's name", name)
    if name == search.name:
        raise UsageFault(f"the search is called {name} already")
    other = _named(holdings, search.reviewer, name)
    if other is not None and other.slug != search.slug:
        raise UsageFault(f"there is a search {other.name} already")
    changed = replace(search, name=name)
    return _change(search, changed, f"rename search {search.name} to {name} ({search.slug})"), changed


def forget_search(search: SavedSearch) -> Act:
    """The search is no longer offered; its file stays, and saving under its name brings it back."""
    if not search.kept:
        raise UsageFault(f"the search {search.name} is forgotten already")
    return _change(search, replace(search, status="forgotten"), f"forget search {search.name} ({search.slug})")


def log_search(
    holdings: Holdings,
    reviewer: str,
    question: Question,
    why: str,
    hits: int,
    documents: int,
    saved: str = "",
    against: Sequence[Theme] = (),
) -> tuple[Act, LoggedSearch]:
    """Writes down that a question was asked, why, and how much it found; `against` are the themes for which it looked for
    counter-evidence. Raises UsageFault without a reason."""
    why = plain_name("the reason for a search", why)
    _refuse_empty(question)
    named = {theme.id: theme.name for theme in against}
    entry = LoggedSearch(
        id=random_id("s", 10, holdings.logged),
        reviewer=reviewer,
        question=question,
        why=why,
        hits=hits,
        documents=documents,
        when=now(),
        saved=saved,
        against=tuple(named),
    )
    change = SetValue(log_path(reviewer), (LOG, entry.id), None, logged_record(entry), head={"schema": 1})
    matches = f"{hits} match" if hits == 1 else f"{hits} matches"
    aim = ", against " + ", ".join(f"{name} ({theme})" for theme, name in named.items()) if named else ""
    return Act("search log", f"log search {entry.id}: {matches}{aim}", (change,), why), entry


def _refuse_empty(question: Question) -> None:
    if not question.query.strip():
        raise UsageFault("there is no query to keep: search for something first")


def _named(holdings: Holdings, reviewer: str, name: str) -> SavedSearch | None:
    mine = (each for each in holdings.searches.values() if each.reviewer == reviewer)
    return next((each for each in mine if each.name.casefold() == name.casefold()), None)


def _change(before: SavedSearch, after: SavedSearch, message: str) -> Act:
    """Only what differs is named, so that all else of the file stays."""
    old, new = saved_record(before), saved_record(after)
    keys = [key for key in dict.fromkeys((*new, *old)) if old.get(key) != new.get(key)]
    path = saved_path(before.reviewer, before.slug)
    changes = tuple(SetValue(path, (key,), old.get(key), new.get(key)) for key in keys)
    return Act("search", message, changes)
