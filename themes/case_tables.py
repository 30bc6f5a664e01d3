"""Cases by their attributes: how many there are of each kind of person or place, in as many layers as are asked for.

A case whose attribute has several values counts under each of them, and once in a total. One that does not state an attribute
stands under "not stated", so that the total is the number of cases. What is declared and has no case stands there with 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from store.attributes import Attribute, in_order, labels_of, levels_of
from store.cases import Case
from themes.tables import Gathering, Label, Table

NOT_STATED = "not stated"


def attribute_table(
    cases: Iterable[Case],
    declared: Mapping[str, Attribute],
    rows: Sequence[str],
    columns: str = "",
    kind: str = "",
) -> Table:
    """How many cases there are by the attributes `rows` (layered) and, across, by `columns`; of one `kind` of case, or all."""
    wanted = [case for case in cases if not kind or case.kind == kind]
    gathering = Gathering()
    for case in wanted:
        across = values_of(case, columns, declared) if columns else (ALL,)
        for row in product(*(values_of(case, key, declared) for key in rows)):
            for column in across:
                gathering.add(row, (column,), (case.id,))
    found_rows, found_columns = gathering.labels()
    names = tuple(declared[key].name if key in declared else key for key in rows)
    return Table(
        title=" by ".join([", ".join(names), *([_name(columns, declared)] if columns else [])]),
        heads=names,
        across=_name(columns, declared) if columns else "",
        counts="cases",
        rows=ordered(found_rows, rows, declared),
        columns=ordered(found_columns, [columns], declared) if columns else tuple(found_columns),
        cells=gathering.cells(),
        basis=(_basis(wanted, kind, [*rows, *([columns] if columns else [])], declared),),
    )


ALL = "cases"
"""The one column of a table without any across."""


def _name(key: str, declared: Mapping[str, Attribute]) -> str:
    return declared[key].name if key in declared else key


def values_of(case: Case, key: str, declared: Mapping[str, Attribute]) -> tuple[str, ...]:
    """The words under which a case is counted by an attribute."""
    return labels_of(case.attributes.get(key), declared.get(key)) or (NOT_STATED,)


def ordered(labels: Iterable[Label], keys: Sequence[str], declared: Mapping[str, Attribute]) -> tuple[Label, ...]:
    """Labels with a layer for each of the keys, each layer in its attribute's order, "not stated" last.

    Of one attribute alone, the bands and values that are declared and that nothing has are among them: nobody is a finding too.
    """
    labels = list(labels)
    if len(keys) == 1 and labels:
        labels = list(dict.fromkeys([*labels, *((level,) for level in levels_of(declared.get(keys[0])))]))
    places = []
    for layer, key in enumerate(keys):
        words = in_order({label[layer] for label in labels if label[layer] != NOT_STATED}, declared.get(key))
        places.append({word: place for place, word in enumerate([*words, NOT_STATED])})
    return tuple(sorted(labels, key=lambda label: [places[layer][word] for layer, word in enumerate(label)]))


def _basis(cases: Sequence[Case], kind: str, keys: Sequence[str], declared: Mapping[str, Attribute]) -> str:
    several = sorted({key for key in keys for case in cases if len(values_of(case, key, declared)) > 1})
    what = f"{len(cases)} {kind or 'case'}{'s' * (len(cases) != 1)}"
    if not several:
        return f"{what}, each counted once"
    return f"{what}; a case with several values of {' or '.join(several)} counts under each, and once in a total"
