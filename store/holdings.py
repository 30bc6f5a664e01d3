"""Holdings: all that a project holds, as plain values in memory.

A file that cannot be read becomes a fault with its name, line and reason, and the rest is still here. Holdings never change:
an act yields new ones (`holdings_after`), so whoever holds them can go on reading while something is being saved.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from store.cases import case_from
from store.codebook import theme_from
from store.documents import Document, document_from, rule_faults
from store.double_coding import done_from, sample_from
from store.errors import FileFault, UsageFault
from store.excerpts import Excerpt, excerpt_from
from store.held import Holdings as Holdings
from store.held import by_place
from store.memos import Memo, memo_from
from store.parsed import ParsedFiles
from store.project import Project
from store.rare_files import assignments_of, quota_of, typology_of, unanchored_of
from store.recodes import Recode, recode_from, recodes_from
from store.reviewers import Reviewer, reviewer_from
from store.reviews import review_from
from store.searches import LOG, log_from, owner_of, read_searches, saved_from
from store.toml import check_schema, parse_toml

Value = TypeVar("Value")


def candidates(wanted: str, among: Mapping[str, Value], names: Callable[[Value], Iterable[str]]) -> Mapping[str, Value]:
    """What `wanted` can mean: the value of that id, else those of that name (case does not matter), else of ids that begin so."""
    if wanted in among:
        return {wanted: among[wanted]}
    folded = wanted.casefold()
    named = {key: value for key, value in among.items() if folded in (name.casefold() for name in names(value))}
    if named or not wanted:
        return named
    return {key: value for key, value in among.items() if key.startswith(wanted)}


def find_one(what: str, wanted: str, among: Mapping[str, Value], names: Callable[[Value], Iterable[str]]) -> Value:
    """The value that `wanted` means; raises UsageFault, naming the candidates, where that is nothing or more than one thing."""
    named = candidates(wanted, among, names)
    if len(named) == 1:
        return next(iter(named.values()))
    if not named:
        raise UsageFault(f"there is no {what} {wanted!r}")
    raise UsageFault(f"{wanted!r} can mean more than one {what}: {', '.join(sorted(named)[:8])}")


def read_holdings(project: Project, remember: bool = True) -> Holdings:
    """Everything in the project's files; what was parsed is remembered for the next time, unless nothing shall be written."""
    faults: list[FileFault] = []
    cache = ParsedFiles(project, remember)
    excerpts: dict[str, Excerpt] = {}
    recodes: dict[tuple[str, str], Recode] = {}
    for path in project.files("excerpts", ".toml"):
        for excerpt in _excerpts_in(cache, path, faults, recodes):
            if excerpt.id in excerpts:
                where = f"{excerpts[excerpt.id].reviewer}/{excerpts[excerpt.id].document}"
                faults.append(FileFault(path, f"excerpt {excerpt.id} stands in {where} too; that one is shown"))
            else:
                excerpts[excerpt.id] = excerpt
    memos: dict[str, Memo] = {}
    for path in project.files("memos", ".md"):
        try:
            memo = read_memo(project, path)
        except FileFault as fault:
            faults.append(fault)
        else:
            if memo.id in memos:
                faults.append(FileFault(path, f"memo {memo.id} stands in {memos[memo.id].path} too; that one is shown"))
            else:
                memos[memo.id] = memo
    searches, logged = read_searches(cache, faults)
    holdings = Holdings(
        documents=_documents(cache, faults),
        cases=_each(cache, "cases", case_from, faults),
        themes=_each(cache, "themes", theme_from, faults),
        excerpts=excerpts,
        memos=memos,
        reviewers=_each(cache, "reviewers", reviewer_from, faults),
        recodes=recodes,
        reviews={review.key: review for review in _all(cache, "reviews", review_from, faults)},
        searches=searches,
        logged=logged,
        samples=_each(cache, "samples", sample_from, faults),
        unanchored=dict(each for found in _all(cache, "unanchored", unanchored_of, faults) for each in found.items()),
        quotas=_each(cache, "quotas", quota_of, faults),
        typologies=_each(cache, "typologies", typology_of, faults),
        assignments=dict(each for found in _all(cache, "assigned", assignments_of, faults) for each in found.items()),
        done=dict(each for found in _all(cache, "done", done_from, faults) for each in found.items()),
        faults=tuple(faults),
    )
    cache.prune()
    return holdings


def read_memo(project: Project, path: str) -> Memo:
    """The memo at `path`; raises FileFault where it cannot be read."""
    try:
        return memo_from(path, _reviewer_in(path), project.read(path).decode("utf-8"))
    except UnicodeDecodeError:
        raise FileFault(path, "it is not UTF-8 text") from None


def _reviewer_in(path: str) -> str:
    parts = path.split("/")
    if len(parts) < 3:
        raise FileFault(path, "it belongs to nobody: memos lie in memos/REVIEWER/")
    return parts[1]


def _each(
    cache: ParsedFiles, folder: str, make: Callable[[str, Mapping[str, Any]], Value], faults: list[FileFault]
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for path in cache.project.files(folder, ".toml"):
        try:
            values = cache.parse(path, with_dates=folder == "cases")
            check_schema(path, values)
            made = make(path, values)
            named = path.removeprefix(f"{folder}/").removesuffix(".toml")
            if "/" in named:
                raise FileFault(path, f"it lies too deep: such files lie in {folder}/ itself")
            if values["id"] != named:
                raise FileFault(path, f"its `id` is {values['id']!r}, but the file's name says {named!r}")
        except FileFault as fault:
            faults.append(fault)
        else:
            found[named] = made
    return found


def _documents(cache: ParsedFiles, faults: list[FileFault]) -> dict[str, Document]:
    """The documents; what of their rules cannot be read is a fault, and no reason to be without the document."""
    documents = _each(cache, "documents", document_from, faults)
    faults += (fault for document in documents.values() for fault in rule_faults(document))
    return documents


def _excerpts_in(
    cache: ParsedFiles, path: str, faults: list[FileFault], recodes: dict[tuple[str, str], Recode]
) -> list[Excerpt]:
    """The excerpts of a reviewer's file; its recodes are added to `recodes`."""
    found: list[Excerpt] = []
    try:
        values = cache.parse(path)
        check_schema(path, values)
        parts = path.split("/")
        if len(parts) != 3:
            raise FileFault(path, "excerpts lie in excerpts/REVIEWER/DOCUMENT.toml")
        reviewer, document = parts[1], parts[2].removesuffix(".toml")
        entries = values.get("excerpt", {})
        if values.get("document", document) != document or not isinstance(entries, dict):
            raise FileFault(
                path, f"its `document` is {values.get('document')!r}, but the file's name says {document!r}"
            )
    except FileFault as fault:
        faults.append(fault)
        return found
    for key, entry in entries.items():
        try:
            found.append(excerpt_from(path, reviewer, document, key, entry))
        except FileFault as fault:
            faults.append(fault)
    recodes |= recodes_from(path, reviewer, document, values, faults)
    return found


def _all(
    cache: ParsedFiles, folder: str, make: Callable[[str, Mapping[str, Any]], Value], faults: list[FileFault]
) -> Iterator[Value]:
    """What each file of a folder says, in the order of their paths."""
    for path in cache.project.files(folder, ".toml"):
        try:
            values = cache.parse(path)
            check_schema(path, values)
            yield make(path, values)
        except FileFault as fault:
            faults.append(fault)


def read_reviewers(project: Project) -> dict[str, Reviewer]:
    """The reviewers alone; files at fault are passed over."""
    return _each(ParsedFiles(project), "reviewers", reviewer_from, [])


def read_document_holdings(project: Project, document: str) -> Holdings:
    """The same with the excerpts of one document alone and without cases and memos: what tagging needs."""
    faults: list[FileFault] = []
    cache = ParsedFiles(project)
    paths = [path for path in project.files("excerpts", ".toml") if path.endswith(f"/{document}.toml")]
    recodes: dict[tuple[str, str], Recode] = {}
    return Holdings(
        documents=_documents(cache, faults),
        themes=_each(cache, "themes", theme_from, faults),
        reviewers=_each(cache, "reviewers", reviewer_from, faults),
        excerpts={each.id: each for path in paths for each in _excerpts_in(cache, path, faults, recodes)},
        recodes=recodes,
        faults=tuple(faults),
    )


@dataclass(frozen=True, slots=True)
class Touched:
    """What a save left at a place: the values of a TOML file, a memo's text, the entry of one excerpt or recode, or None."""

    path: str
    content: Mapping[str, Any] | str | None
    excerpt: str = ""
    recode: str = ""


def holdings_after(holdings: Holdings, touched: Iterable[Touched]) -> Holdings:
    """The holdings once the files are as `touched` says; paths that hold nothing of them change nothing.

    What stands there now and cannot be read, as after the undoing of a step upon a hand edit, is a fault like any other.
    """
    for each in touched:
        try:
            holdings = _after(holdings, each)
        except FileFault as fault:
            without = _after(holdings, replace(each, content=None))
            holdings = replace(without, faults=(*without.faults, fault))
    return holdings


def _after(holdings: Holdings, touched: Touched) -> Holdings:
    path = touched.path
    folder, _, rest = path.partition("/")
    name = rest.removesuffix(".toml")
    content = touched.content if isinstance(touched.content, Mapping) else None
    if isinstance(touched.content, str) and path.endswith(".toml"):
        content = parse_toml(path, touched.content.encode("utf-8"))
    match folder:
        case "excerpts" if not (touched.recode or touched.excerpt):
            # A whole file of them was put in its place: what is in it, only reading it again tells.
            return holdings
        case "excerpts" if touched.recode:
            reviewer, document = name.split("/")
            recodes = {key: each for key, each in holdings.recodes.items() if key != (reviewer, touched.recode)}
            if content is not None:
                recodes[reviewer, touched.recode] = recode_from(path, reviewer, document, touched.recode, content)
            return replace(holdings, recodes=recodes)
        case "excerpts":
            return _with_excerpt(holdings, path, touched.excerpt, content)
        case "memos":
            memos = {key: memo for key, memo in holdings.memos.items() if memo.path != path}
            if isinstance(touched.content, str):
                memo = memo_from(path, _reviewer_in(path), touched.content)
                memos[memo.id] = memo
            return replace(holdings, memos=memos)
        case "themes":
            return replace(holdings, themes=_put(holdings.themes, path, name, content, theme_from))
        case "documents":
            return _with_document(holdings, path, name, content)
        case "cases":
            return replace(holdings, cases=_put(holdings.cases, path, name, content, case_from))
        case "reviewers":
            return replace(holdings, reviewers=_put(holdings.reviewers, path, name, content, reviewer_from))
        case "reviews":
            return replace(holdings, reviews=_put(holdings.reviews, path, name, content, review_from))
        case "samples":
            return replace(holdings, samples=_put(holdings.samples, path, name, content, sample_from))
        case "unanchored":
            kept = {key: each for key, each in holdings.unanchored.items() if each.reviewer != name}
            return replace(holdings, unanchored=kept | (unanchored_of(path, content) if content else {}))
        case "quotas":
            return replace(holdings, quotas=_put(holdings.quotas, path, name, content, quota_of))
        case "typologies":
            return replace(holdings, typologies=_put(holdings.typologies, path, name, content, typology_of))
        case "assigned":
            from store.typologies import assigned_path

            said = {key: each for key, each in holdings.assignments.items() if assigned_path(key[1], key[0]) != path}
            return replace(holdings, assignments=said | (assignments_of(path, content) if content else {}))
        case "done":
            others = {key: each for key, each in holdings.done.items() if key[0] != name}
            return replace(holdings, done=others | (done_from(path, content) if content is not None else {}))
        case "searches" if name.endswith(f"/{LOG}"):
            return _with_log(holdings, path, content)
        case "searches":
            return replace(holdings, searches=_put(holdings.searches, path, name, content, saved_from))
    return holdings


def _with_document(holdings: Holdings, path: str, name: str, content: Mapping[str, Any] | None) -> Holdings:
    documents = _put(holdings.documents, path, name, content, document_from)
    faults = [fault for fault in holdings.faults if fault.path != path]
    faults += rule_faults(documents[name]) if name in documents else []
    return replace(holdings, documents=documents, faults=tuple(faults))


def _with_log(holdings: Holdings, path: str, values: Mapping[str, Any] | None) -> Holdings:
    """Entries that cannot be read are faults; a log that was read before has them already."""
    reviewer, _ = owner_of(path)
    found, wrong = log_from(path, values) if values is not None else ([], [])
    logged = {key: entry for key, entry in holdings.logged.items() if entry.reviewer != reviewer}
    logged |= {entry.id: entry for entry in found if entry.id not in logged}
    known = {fault.message for fault in holdings.faults}
    faults = (*holdings.faults, *(fault for fault in wrong if fault.message not in known))
    return replace(holdings, logged=logged, faults=faults)


def _put(
    values: Mapping[str, Value],
    path: str,
    name: str,
    content: Mapping[str, Any] | None,
    make: Callable[[str, Mapping[str, Any]], Value],
) -> dict[str, Value]:
    kept = {key: value for key, value in values.items() if key != name}
    if content is not None:
        kept[name] = make(path, content)
    return kept


def _with_excerpt(holdings: Holdings, path: str, excerpt: str, entry: Mapping[str, Any] | None) -> Holdings:
    _, reviewer, file = path.split("/")
    document = file.removesuffix(".toml")
    excerpts = dict(holdings.excerpts)
    excerpts.pop(excerpt, None)
    if entry is not None:
        excerpts[excerpt] = excerpt_from(path, reviewer, document, excerpt, entry)
    after = replace(holdings, excerpts=excerpts)
    # The grouping of 50,000 excerpts is not made again for one of them.
    others = tuple(each for each in holdings.excerpts_of(document) if each.id != excerpt)
    placed = entry is not None and after.is_placed(excerpts[excerpt])
    here = (*others, excerpts[excerpt]) if placed else others
    after.__dict__["_by_document"] = holdings._by_document | {document: by_place(here)}
    if placed and not holdings.unplaced:
        after.__dict__["unplaced"], after.__dict__["placed"] = {}, after.excerpts
    return after
