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
from store.importing import add_document, known_as
from store.names import plain_name, safe_ending, slug_id
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
    working = _Working(dict(holdings.documents), dict(holdings.cases), declared or {})
    taken: list[Taken] = []
    acts: list[Act] = []
    for texts in files:
        found, act = (_take_rows if texts[0].row else _take_text)(working, holdings, texts, wanted)
        taken += found
        acts += [act] if act is not None else []
    if len(acts) < 2:
        return tuple(taken), acts[0] if acts else None
    new = [each.document.id for each in taken if each.status == ADDED]
    more = f" and {len(new) - NAMED} more" if len(new) > NAMED else ""
    message = f"add {', '.join(new[:NAMED])}{more}, {wanted.kind}"
    return tuple(taken), Act("add", message, tuple(change for act in acts for change in act.changes))


@dataclass(frozen=True, slots=True)
class _Working:
    """What is known while texts are taken in one after the other."""

    documents: dict[str, Document]
    cases: dict[str, Case]
    declared: "Mapping[str, Attribute]"

    def after(self, holdings: Holdings) -> Holdings:
        return replace(holdings, documents=self.documents, cases=self.cases)


def _take_text(
    working: _Working, holdings: Holdings, texts: Sequence[Incoming], wanted: Wanted
) -> tuple[list[Taken], Act | None]:
    (incoming,) = texts
    known = working.after(holdings)
    document, same = known_as(known, incoming)
    if document is not None:
        return [Taken(document, UNCHANGED if same else CHANGED, incoming, incoming.remarks)], None
    act, document = add_document(known, incoming, wanted.kind, wanted.cases, wanted.title, wanted.id)
    working.documents[document.id] = document
    return [Taken(document, ADDED, incoming, incoming.remarks)], act


def _take_rows(
    working: _Working, holdings: Holdings, texts: Sequence[Incoming], wanted: Wanted
) -> tuple[list[Taken], Act | None]:
    if wanted.title or wanted.id:
        raise UsageFault("--title and --id name one document, and a sheet becomes one for each row")
    original = _place_of(texts[0], working.documents)
    taken: list[Taken] = []
    acts: list[Act] = []
    known = working.after(holdings)
    for incoming in texts:
        document, same = known_as(known, incoming)
        if document is not None:
            taken.append(Taken(document, UNCHANGED if same else CHANGED, incoming, incoming.remarks))
            continue
        case, case_act, remarks = _case_of(incoming, working)
        acts += case_act
        working.cases[case.id] = case
        belongs_to = tuple(dict.fromkeys((case.id, *wanted.cases)))
        act, document = add_document(known, incoming, wanted.kind, belongs_to, original=original)
        working.documents[document.id] = document
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
    cases = dict(holdings.cases)
    ids, new = [], []
    for name in names:
        known = next((case for case in cases.values() if name in (case.id, case.name, *case.aliases)), None)
        if known is None:
            known = Case(slug_id(name, "case", cases), plain_name("a case's name", name))
            cases[known.id] = known
            new.append(known)
        ids.append(known.id)
    return list(dict.fromkeys(ids)), new


def _named(name: str, cases: Mapping[str, Case]) -> Case | None:
    """The case that a name means: p1 and P1 are one person; names that merely come to one id, cut or plain, are not."""
    folded, near = name.casefold(), None
    for case in cases.values():
        if name in (case.id, case.name, *case.aliases):
            return case
        if near is None and folded in (case.id, case.name.casefold()):
            near = case
    return near


def _case_of(incoming: Incoming, working: _Working) -> tuple[Case, list[Act], tuple[str, ...]]:
    """The case that a row is about as it is then, the acts that make it so, and what is to be told."""
    # Imported here: only the rows of a sheet say anything of cases.
    from store.attributes import value_from
    from store.case_acts import enter_case

    cases = working.cases
    # What a row is called here alone names nobody: the same row of another sheet is somebody else.
    called = incoming.case or f"{PurePosixPath(incoming.name).stem}-{incoming.row}"
    name = plain_name("a case's name", called)
    known = _named(name, cases) if incoming.case else None
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
