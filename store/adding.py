"""What the texts of a file become in a project: documents that are new, here already, or here with another text.

A pure function of what is known; the act that it comes to is done at once or not at all. Of a sheet, the bytes as they came are
kept once for all of its rows, and each row belongs to a case, whose attributes are filled in where they are empty and never
changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from store.acts import Act, Change, SetFile, add_case
from store.cases import Case
from store.documents import Document
from store.errors import UsageFault
from store.holdings import Holdings
from store.importing import add_document
from store.names import plain_name, safe_ending, slug_id
from store.recognising import KnownCases, KnownDocuments
from store.texts import Incoming

if TYPE_CHECKING:
    from store.attributes import Attribute

ADDED, UNCHANGED, CHANGED = "added", "unchanged", "changed"
NAMED = 5
"""Documents that the message of an act names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a text becomes; of one that is CHANGED, the document is as it was."""

    document: Document
    status: str
    incoming: Incoming
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person says of the documents that come in; title and id are for one alone."""

    kind: str
    cases: Sequence[str] = ()
    title: str = ""
    id: str = ""


def take(
    holdings: Holdings, texts: Sequence[Incoming], wanted: Wanted, declared: "Mapping[str, Attribute] | None" = None
) -> tuple[tuple[Taken, ...], Act | None]:
    """What the texts of one file become, and the act that adds those that are new; None where none is.

    `declared` is what the project says of attributes. Raises UsageFault as add_document does.
    """
    return take_files(holdings, [texts], wanted, declared)


def take_files(
    holdings: Holdings,
    files: Sequence[Sequence[Incoming]],
    wanted: Wanted,
    declared: "Mapping[str, Attribute] | None" = None,
) -> tuple[tuple[Taken, ...], Act | None]:
    """The same of the texts of several files, as one act."""
    working = _Working(holdings, declared or {})
    taken: list[Taken] = []
    acts: list[Act] = []
    for texts in files:
        found, act = (_take_rows if texts[0].row else _take_text)(working, texts, wanted)
        taken += found
        acts += [act] if act is not None else []
    if len(acts) < 2:
        return tuple(taken), acts[0] if acts else None
    new = [each.document.id for each in taken if each.status == ADDED]
    more = f" and {len(new) - NAMED} more" if len(new) > NAMED else ""
    message = f"add {', '.join(new[:NAMED])}{more}, {wanted.kind}"
    return tuple(taken), Act("add", message, tuple(change for act in acts for change in act.changes))


class _Working:
    """What is known while texts are taken in one after the other."""

    def __init__(self, holdings: Holdings, declared: "Mapping[str, Attribute]") -> None:
        self.documents, self.cases = dict(holdings.documents), dict(holdings.cases)
        self.declared = declared
        self.holdings = replace(holdings, documents=self.documents, cases=self.cases)
        self.known_documents = KnownDocuments(self.documents.values())
        self.known_cases = KnownCases(self.cases.values())

    def add(self, document: Document) -> None:
        self.documents[document.id] = document
        self.known_documents.add(document)

    def set_case(self, case: Case) -> None:
        self.cases[case.id] = case
        self.known_cases.add(case)


def _take_text(working: _Working, texts: Sequence[Incoming], wanted: Wanted) -> tuple[list[Taken], Act | None]:
    (incoming,) = texts
    document, same = working.known_documents.known_as(incoming)
    if document is not None:
        return [Taken(document, UNCHANGED if same else CHANGED, incoming, incoming.remarks)], None
    act, document = add_document(working.holdings, incoming, wanted.kind, wanted.cases, wanted.title, wanted.id)
    working.add(document)
    return [Taken(document, ADDED, incoming, incoming.remarks)], act


def _take_rows(working: _Working, texts: Sequence[Incoming], wanted: Wanted) -> tuple[list[Taken], Act | None]:
    if wanted.title or wanted.id:
        raise UsageFault("--title and --id name one document, and a sheet becomes one for each row")
    original = _place_of(texts[0], working.documents)
    taken: list[Taken] = []
    acts: list[Act] = []
    for incoming in texts:
        document, same = working.known_documents.known_as(incoming)
        if document is not None:
            taken.append(Taken(document, UNCHANGED if same else CHANGED, incoming, incoming.remarks))
            continue
        case, case_act, remarks = _case_of(incoming, working)
        acts += case_act
        working.set_case(case)
        belongs_to = tuple(dict.fromkeys((case.id, *wanted.cases)))
        act, document = add_document(working.holdings, incoming, wanted.kind, belongs_to, original=original)
        working.add(document)
        acts.append(act)
        taken.append(Taken(document, ADDED, incoming, (*incoming.remarks, *remarks)))
    return taken, _all_of(taken, acts, original)


def _all_of(taken: Sequence[Taken], acts: Sequence[Act], original: str) -> Act | None:
    added = [each for each in taken if each.status == ADDED]
    if not added:
        return None
    changes: list[Change] = [change for act in acts for change in act.changes]
    data = added[0].incoming.original
    if data is not None:
        changes.insert(0, SetFile(original, None, data))
    more = f" and {len(added) - 1} more of its sheet" if len(added) > 1 else ""
    return Act("add", f"add {added[0].document.id}{more}, {added[0].document.kind}", tuple(changes))


def _place_of(incoming: Incoming, documents: Mapping[str, Document]) -> str:
    """Where the bytes of a sheet are kept: a place that no document's original has."""
    taken = {PurePosixPath(each.original).stem for each in documents.values() if each.original}
    name = slug_id(PurePosixPath(incoming.name).stem, "sheet", taken)
    return f"originals/{name}{safe_ending(incoming.name)}"


def cases_called(holdings: Holdings, names: Sequence[str]) -> tuple[list[str], list[Case]]:
    """The ids of the named cases, and those which are new."""
    cases, known = dict(holdings.cases), KnownCases(holdings.cases.values())
    ids, new = [], []
    for name in names:
        case_id = known.called(name)
        if case_id is None:
            case = Case(slug_id(name, "case", cases), plain_name("a case's name", name))
            cases[case.id] = case
            known.add(case)
            new.append(case)
            case_id = case.id
        ids.append(case_id)
    return list(dict.fromkeys(ids)), new


def _case_of(incoming: Incoming, working: _Working) -> tuple[Case, list[Act], tuple[str, ...]]:
    """The case that a row is about as it is then, the acts that make it so, and what is to be told."""
    # Imported here: only the rows of a sheet say anything of cases.
    from store.attributes import value_from
    from store.case_acts import enter_case

    cases = working.cases
    # What a row is called here alone names nobody: the same row of another sheet is somebody else.
    called = incoming.case or f"{PurePosixPath(incoming.name).stem}-{incoming.row}"
    name = plain_name("a case's name", called)
    known = cases.get(working.known_cases.called(name) or "") if incoming.case else None
    said = {plain_name("an attribute's key", key): cell for key, cell in incoming.attributes.items()}
    values = {key: value_from(cell, working.declared.get(key)) for key, cell in said.items() if cell.strip()}
    if known is None:
        case = Case(slug_id(name, "case", cases), name, attributes=values)
        return case, [add_case(case)], ()
    missing = {key: value for key, value in values.items() if key not in known.attributes}
    differing = [key for key, value in values.items() if key in known.attributes and known.attributes[key] != value]
    remarks = (f"the case {known.id} keeps its own {', '.join(differing)}",) if differing else ()
    if not missing:
        return known, [], remarks
    act, case = enter_case(known, missing)
    return case, [act], remarks
