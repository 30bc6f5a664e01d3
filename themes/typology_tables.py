"""Typologies as tables: how many cases are of each type, and two dimensions against each other, each cell with its evidence.

A case counts under each type that a reviewer sorts it into, and once in a total, so where reviewers differ it stands in several
rows; `differences` lists these. What is behind a cell are the excerpts that were named as evidence, and nothing that was not.
Cases of the typology's kind that nobody sorted stand under "not sorted".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from store.attributes import Attribute
from store.errors import UsageFault
from store.holdings import Holdings
from store.typologies import Assignment, Dimension, Typology, types_in_order
from themes.case_tables import ordered, values_of
from themes.tables import Gathering, Label, Table

NOT_SORTED: Label = ("not sorted",)
NOT_PLACED = "not placed"
CASES: Label = ("cases",)
OF_TYPE = "type:"
"""What stands before a typology's id where its types serve as an attribute of cases."""


def assignments_of(holdings: Holdings, typology: Typology, reviewer: str = "") -> list[Assignment]:
    """Who sorts which case that is there, of one reviewer (slug) or of all, by case and reviewer."""
    found = (
        each
        for each in holdings.assignments.values()
        if each.typology == typology.id and each.case in holdings.cases and reviewer in ("", each.reviewer)
    )
    return sorted(found, key=lambda each: (each.case, each.reviewer))


def types_table(
    holdings: Holdings,
    declared: Mapping[str, Attribute],
    typology: Typology,
    across: str = "",
    reviewer: str = "",
) -> Table:
    """How many cases are of each type; `across` is `reviewer`, the key of an attribute, or nothing."""
    gathering = Gathering()
    sorted_cases: set[str] = set()
    labels = {each.id: (each.name,) for each in types_in_order(typology)}
    for each in assignments_of(holdings, typology, reviewer):
        rows = [labels[type_] for type_ in each.types if type_ in labels]
        for row in rows:
            for column in _columns(holdings, declared, across, each.case, each.reviewer):
                _add(gathering, holdings, row, column, each)
            sorted_cases.add(each.case)
    rest = [
        case.id for case in holdings.cases.values() if case.id not in sorted_cases and typology.kind in ("", case.kind)
    ]
    for case in rest if across != "reviewer" else ():
        for column in _columns(holdings, declared, across, case, ""):
            gathering.add(NOT_SORTED, column, (case,))
    found_rows, found_columns = gathering.labels()
    active = {labels[each.id] for each in typology.types.values() if each.status == "agreed"}
    rows_in_order = [label for label in labels.values() if label in active | found_rows]
    return Table(
        title=f"{typology.title}" + (f" by {across}" if across else ""),
        heads=("type",),
        across=across,
        counts="cases",
        rows=(*rows_in_order, *([NOT_SORTED] if NOT_SORTED in found_rows else [])),
        columns=_in_order(found_columns, across, declared) or (CASES,),
        cells=gathering.cells(),
        basis=tuple(_basis(holdings, typology, sorted_cases, rest)),
    )


def two_by_two(holdings: Holdings, typology: Typology, first: str, second: str, reviewer: str = "") -> Table:
    """The steps of the dimension `first` down, those of `second` across, and the cases whose types stand there.

    Raises UsageFault where the typology has no such dimension.
    """
    down, across = (_dimension(typology, each) for each in (first, second))
    if down.id == across.id:
        raise UsageFault("a dimension does not stand across from itself: name two")
    gathering = Gathering()
    sorted_cases: set[str] = set()
    for each in assignments_of(holdings, typology, reviewer):
        for type_ in each.types:
            known = typology.types.get(type_)
            if known is not None:
                row, column = (known.at.get(down.id, NOT_PLACED),), (known.at.get(across.id, NOT_PLACED),)
                _add(gathering, holdings, row, column, each)
                sorted_cases.add(each.case)
    found_rows, found_columns = gathering.labels()
    placed = [
        f"{each.name}: {each.at.get(down.id, NOT_PLACED)} / {each.at.get(across.id, NOT_PLACED)}"
        for each in types_in_order(typology)
        if each.status == "agreed"
    ]
    return Table(
        title=f"{typology.title}: {down.title} by {across.title}",
        heads=(down.title,),
        across=across.title,
        counts="cases",
        rows=_steps(down, found_rows),
        columns=_steps(across, found_columns),
        cells=gathering.cells(),
        basis=(*_basis(holdings, typology, sorted_cases, ()), *placed),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """A case that reviewers sort differently: the types of each, by name."""

    case: str
    types: tuple[tuple[str, tuple[str, ...]], ...]


def differences(holdings: Holdings, typology: Typology) -> list[Difference]:
    """The cases on which reviewers differ, by id."""
    by_case: dict[str, list[Assignment]] = {}
    for each in assignments_of(holdings, typology):
        by_case.setdefault(each.case, []).append(each)
    names = {key: each.name for key, each in typology.types.items()}
    return [
        Difference(case, tuple((each.reviewer, tuple(names.get(t, t) for t in each.types)) for each in those))
        for case, those in by_case.items()
        if len({frozenset(each.types) for each in those}) > 1
    ]


def with_types(
    holdings: Holdings, declared: Mapping[str, Attribute], keys: Iterable[str]
) -> tuple[Holdings, Mapping[str, Attribute]]:
    """The same with the types of each typology among the keys (`type:ID`) as an attribute of the cases, in their order."""
    for key in keys:
        typology = holdings.typologies.get(key.removeprefix(OF_TYPE)) if key.startswith(OF_TYPE) else None
        if typology is None:
            continue
        types = types_in_order(typology)
        names = {each.id: each.name for each in types}
        of: dict[str, list[str]] = {}
        for each in assignments_of(holdings, typology):
            of.setdefault(each.case, []).extend(names[type_] for type_ in each.types if type_ in names)
        cases = {
            case: replace(each, attributes={**each.attributes, key: list(dict.fromkeys(of[case]))})
            if case in of
            else each
            for case, each in holdings.cases.items()
        }
        shown = tuple(each.name for each in types if each.status == "agreed")
        holdings = replace(holdings, cases=cases)
        declared = {**declared, key: Attribute(key, "several", typology.title, shown)}
    return holdings, declared


def _columns(
    holdings: Holdings, declared: Mapping[str, Attribute], across: str, case: str, reviewer: str
) -> Iterator[Label]:
    if not across:
        yield CASES
    elif across == "reviewer":
        yield (reviewer,)
    else:
        yield from ((value,) for value in values_of(holdings.cases[case], across, declared))


def _in_order(found: set[Label], across: str, declared: Mapping[str, Attribute]) -> tuple[Label, ...]:
    return ordered(found, [across], declared) if across not in ("", "reviewer") else tuple(sorted(found))


def _add(gathering: Gathering, holdings: Holdings, row: Label, column: Label, said: Assignment) -> None:
    gathering.add(row, column, (said.case,))
    for excerpt in said.excerpts:
        if excerpt in holdings.excerpts:
            gathering.add(row, column, (), excerpt)


def _basis(holdings: Holdings, typology: Typology, sorted_cases: set[str], rest: Iterable[str]) -> Iterator[str]:
    yield f"{len(sorted_cases)} cases sorted; one with several types counts under each, and once in a total"
    left = list(rest)
    if left:
        yield f"{len(left)} {typology.kind or 'case'}{'s' * (len(left) != 1)} not sorted"
    differ = differences(holdings, typology)
    if differ:
        yield f"reviewers differ about {', '.join(each.case for each in differ)}"


def _dimension(typology: Typology, wanted: str) -> Dimension:
    for each in typology.dimensions.values():
        if wanted == each.id or wanted.casefold() == each.title.casefold():
            return each
    there = ", ".join(each.title for each in typology.dimensions.values()) or "none yet"
    raise UsageFault(f"{typology.id} has no dimension {wanted!r}; there are: {there}")


def _steps(dimension: Dimension, found: set[Label]) -> tuple[Label, ...]:
    """The steps in order, then what types stand on besides."""
    steps = [(step,) for step in dimension.steps]
    return (*steps, *sorted(found - set(steps)))
