"""Searches that a reviewer keeps: saved ones, each a file of its own, and the log of what was searched for and why.

A saved search holds the query and never the hits, so it finds what is there whenever it is asked again. A logged one holds what
it found at that time, in numbers alone: that nothing was found is a result too. Saved searches are never deleted; one that is no
longer wanted has the status forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.errors import FileFault
from store.parsed import ParsedFiles
from store.toml import check_schema
from store.values import text_of, texts_of, time_of

PLACES = ("documents", "excerpts", "notes", "memos")
"""What can be searched. `excerpts` are excerpts with the notes on them, `notes` the notes alone."""
STATUSES = ("kept", "forgotten")
LOG = "log"
"""The name of the file, among a reviewer's saved searches, that holds the log; no saved search can be called so."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a query, where it looks, whether passages with excerpts are left out, and whether regions are searched that
    are left out otherwise."""

    query: str
    places: tuple[str, ...] = ("documents",)
    untagged: bool = False
    everything: bool = False


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question under a name. `slug` names its file and never changes."""

    slug: str
    reviewer: str
    name: str
    question: Question
    status: str = "kept"
    created: datetime | None = None
    theme: str = ""
    """The theme (id) that it looks for, "" where it is for none."""

    @property
    def key(self) -> str:
        """What it is known by among all reviewers' searches."""
        return f"{self.reviewer}/{self.slug}"

    @property
    def kept(self) -> bool:
        return self.status == "kept"


@dataclass(frozen=True, slots=True)
class LoggedSearch:
    """A question that was asked at a time and for a reason, and how many matches it had, in how many documents."""

    id: str
    reviewer: str
    question: Question
    why: str = ""
    hits: int = 0
    documents: int = 0
    when: datetime | None = None
    saved: str = ""
    """The slug of the saved search that was asked, "" where it was none."""
    against: tuple[str, ...] = ()
    """The themes (ids) for which it looked for counter-evidence."""


def saved_path(reviewer: str, slug: str) -> str:
    """Where a saved search lies, relative to the project."""
    return f"searches/{reviewer}/{slug}.toml"


def log_path(reviewer: str) -> str:
    """Where a reviewer's log lies, relative to the project."""
    return f"searches/{reviewer}/{LOG}.toml"


def saved_from(path: str, record: Mapping[str, Any]) -> SavedSearch:
    """The search that the file at `path` describes; raises FileFault without a query."""
    reviewer, slug = owner_of(path)
    status = text_of(record.get("status")) or "kept"
    if status not in STATUSES:
        raise FileFault(path, f"`status` is {status!r}; it can be {', '.join(STATUSES)}")
    name = text_of(record.get("name")) or slug
    question, theme = _question_from(path, record), text_of(record.get("theme"))
    return SavedSearch(slug, reviewer, name, question, status, time_of(record.get("created")), theme)


def logged_from(path: str, entry_id: str, entry: Any) -> LoggedSearch:
    """One entry of the log at `path`; raises FileFault where it is none."""
    reviewer, _ = owner_of(path)
    if not isinstance(entry, Mapping):
        raise FileFault(path, f"search {entry_id} is no table")
    return LoggedSearch(
        id=entry_id,
        reviewer=reviewer,
        question=_question_from(path, entry, f" of search {entry_id}"),
        why=text_of(entry.get("why")),
        hits=_count_of(entry.get("hits")),
        documents=_count_of(entry.get("documents")),
        when=time_of(entry.get("when")),
        saved=text_of(entry.get("saved")),
        against=texts_of(entry.get("against")),
    )


def log_from(path: str, values: Mapping[str, Any]) -> tuple[list[LoggedSearch], list[FileFault]]:
    """The entries of a log, and those that could not be read."""
    entries = values.get(LOG, {})
    if not isinstance(entries, Mapping):
        raise FileFault(path, f"its `{LOG}` is no table of searches")
    found: list[LoggedSearch] = []
    faults: list[FileFault] = []
    for key, entry in entries.items():
        try:
            found.append(logged_from(path, key, entry))
        except FileFault as fault:
            faults.append(fault)
    return found, faults


def owner_of(path: str) -> tuple[str, str]:
    """The reviewer and the name in the path of a search; raises FileFault where it lies elsewhere."""
    parts = path.split("/")
    if len(parts) != 3:
        raise FileFault(path, "searches lie in searches/REVIEWER/NAME.toml")
    return parts[1], parts[2].removesuffix(".toml")


def _question_from(path: str, record: Mapping[str, Any], whose: str = "") -> Question:
    query = text_of(record.get("query"))
    if not query.strip():
        raise FileFault(path, f"`query`{whose} is missing or is not text")
    places = texts_of(record.get("in")) or PLACES[:1]
    unknown = [place for place in places if place not in PLACES]
    if unknown:
        raise FileFault(path, f"`in`{whose} names {unknown[0]!r}; it can name {', '.join(PLACES)}")
    return Question(query, places, record.get("untagged") is True, record.get("everything") is True)


def _count_of(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def saved_record(search: SavedSearch) -> dict[str, Any]:
    """The file's contents (docs/files.md), keys in its order, empty values left out."""
    record: dict[str, Any] = {"schema": 1, "name": search.name} | _question_record(search.question)
    record["theme"] = search.theme
    record |= {"status": search.status if not search.kept else "", "created": search.created}
    return {key: value for key, value in record.items() if value not in ("", None)}


def logged_record(search: LoggedSearch) -> dict[str, Any]:
    """The entry's contents; numbers stand there even where they are 0."""
    record = _question_record(search.question)
    record |= {
        "why": search.why,
        "hits": search.hits,
        "documents": search.documents,
        "when": search.when,
        "saved": search.saved,
        "against": list(search.against),
    }
    return {key: value for key, value in record.items() if value not in ("", None, [])}


def _question_record(question: Question) -> dict[str, Any]:
    record: dict[str, Any] = {"query": question.query}
    if question.places != PLACES[:1]:
        record["in"] = list(question.places)
    if question.untagged:
        record["untagged"] = True
    if question.everything:
        record["everything"] = True
    return record


def read_searches(
    cache: ParsedFiles, faults: list[FileFault]
) -> tuple[dict[str, SavedSearch], dict[str, LoggedSearch]]:
    """All saved searches and all logs; what cannot be read is added to `faults`."""
    searches: dict[str, SavedSearch] = {}
    logged: dict[str, LoggedSearch] = {}
    for path in cache.project.files("searches", ".toml"):
        try:
            values = cache.parse(path)
            check_schema(path, values)
            if owner_of(path)[1] != LOG:
                search = saved_from(path, values)
                searches[search.key] = search
                continue
            found, wrong = log_from(path, values)
        except FileFault as fault:
            faults.append(fault)
        else:
            faults += wrong
            for entry in found:
                if entry.id in logged:
                    whose = logged[entry.id].reviewer
                    faults.append(FileFault(path, f"search {entry.id} stands in {whose}'s log too; that one is shown"))
                else:
                    logged[entry.id] = entry
    return searches, logged
