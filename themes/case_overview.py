"""The cases of a study as a list: the attributes that there are, what each case says of them, and what is known of each.

An attribute is there if it is declared or if any case states it; the declared ones come first, in their order.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from store.attributes import Attribute, in_order, labels_of
from store.case_acts import told
from store.cases import Case, case_named
from store.holdings import Holdings
from themes.theme_tables import CaseOf


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case with the numbers of its documents and of the excerpts that are its words; None: not counted yet."""

    case: Case
    documents: int
    excerpts: int | None


def excerpts_by_case(holdings: Holdings, cases_of: CaseOf) -> Mapping[str, int]:
    """How many excerpts are the words of each case."""
    return Counter(case for excerpt in holdings.placed.values() for case in cases_of(excerpt))


def case_lines(holdings: Holdings, excerpts: Mapping[str, int] | None = None) -> list[CaseLine]:
    """The cases by id, with the numbers of their excerpts where these are known."""
    documents = Counter(case for document in holdings.documents.values() for case in document.cases)
    return [
        CaseLine(case, documents[key], excerpts.get(key, 0) if excerpts is not None else None)
        for key, case in sorted(holdings.cases.items())
    ]


def documents_by_name(holdings: Holdings) -> list[tuple[str, str]]:
    """The documents (ids) that are of no case and called like one (by its id, name or an alias), each with that case."""
    found: list[tuple[str, str]] = []
    for document in sorted(holdings.documents.values(), key=lambda each: each.id):
        names = (document.id, document.title, PurePath(document.source).stem)
        case = next((case for name in names if (case := case_named(holdings.cases.values(), name))), None)
        if case is not None and not document.cases:
            found.append((document.id, case.id))
    return found


def attribute_keys(holdings: Holdings, declared: Mapping[str, Attribute]) -> list[str]:
    """The keys of all attributes."""
    used = {key for case in holdings.cases.values() for key in case.attributes}
    return [*declared, *sorted(used - declared.keys())]


def values_used(holdings: Holdings, key: str) -> list[str]:
    """The values of an attribute that cases have, as they are written, in order."""
    attributes = (case.attributes.get(key) for case in holdings.cases.values())
    return in_order({label for value in attributes for label in labels_of(value)})


def sorted_by_value(lines: Sequence[CaseLine], key: str, declared: Attribute | None) -> list[CaseLine]:
    """The cases in the order of their values of an attribute; those without any last."""
    order = {
        label: place
        for place, label in enumerate(in_order({told(each.case.attributes.get(key)) for each in lines}, declared))
    }

    def place(line: CaseLine) -> tuple[bool, int]:
        said = told(line.case.attributes.get(key))
        return said == "", order[said]

    return sorted(lines, key=place)
