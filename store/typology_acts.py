"""Acts on typologies: beginning one, its dimensions and types, and sorting cases into types.

A type and a dimension are a value of their own each; which case is where stands in the reviewer's own file, and moving it is the
same act as putting it there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from store.acts import Act, SetValue
from store.cases import Case
from store.errors import UsageFault
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.names import plain_name, slug_id
from store.ordering import order_after
from store.typologies import (
    Assignment,
    Dimension,
    Type,
    Typology,
    assigned_path,
    assignment_entry,
    dimension_entry,
    type_entry,
    typology_path,
    typology_record,
)
from store.values import now

Thing = TypeVar("Thing", Dimension, Type)


def begin_typology(
    holdings: Holdings, title: str, kind: str = "", definition: str = "", why: str = ""
) -> tuple[Act, Typology]:
    """A new typology without types."""
    title = plain_name("a typology's title", title)
    made = Typology(slug_id(title, "typology", holdings.typologies), title, kind, definition)
    change = SetValue(typology_path(made.id), (), None, typology_record(made))
    return Act("typology", f"begin typology {made.id}", (change,), why), made


def set_dimension(typology: Typology, title: str, steps: Sequence[str], why: str = "") -> tuple[Act, Typology]:
    """A dimension, new or with other steps; raises UsageFault for less than two, and where a type would lose its place."""
    title = plain_name("a dimension's title", title)
    wanted = tuple(plain_name("a step", step) for step in steps)
    if len(wanted) < 2 or len(set(wanted)) < len(wanted):
        raise UsageFault(f"the dimension {title} needs two different steps at least")
    known = named(typology.dimensions, title)
    for type_ in typology.types.values() if known is not None else ():
        step = type_.at.get(known.id, wanted[0]) if known is not None else ""
        if step not in wanted:
            raise UsageFault(f"the type {type_.name} stands at {step}: move it first")
    after = Dimension(known.id if known else slug_id(title, "dimension", typology.dimensions), title, wanted)
    if after == known:
        raise UsageFault(f"the dimension {title} has these steps already")
    change = SetValue(
        typology_path(typology.id),
        ("dimension", after.id),
        dimension_entry(known) if known else None,
        dimension_entry(after),
    )
    done = replace(typology, dimensions={**typology.dimensions, after.id: after})
    return Act("typology", f"set dimension {title} of typology {typology.id}", (change,), why), done


def set_type(
    typology: Typology,
    name: str,
    definition: str | None = None,
    at: Mapping[str, str] | None = None,
    rename: str = "",
    status: str = "",
    why: str = "",
) -> tuple[Act, Typology, Type]:
    """A type, new or changed; `at` are steps by the names of dimensions. What is None or "" stays as it is.

    Raises UsageFault for a dimension or a step that is not there, and where nothing would change.
    """
    name = plain_name("a type's name", name)
    known = named(typology.types, name)
    places = dict(known.at) if known else {}
    for wanted, step in (at or {}).items():
        dimension = named(typology.dimensions, wanted)
        if dimension is None:
            there = ", ".join(each.title for each in typology.dimensions.values()) or "none yet"
            raise UsageFault(f"{typology.id} has no dimension {wanted!r}; there are: {there}")
        if step not in dimension.steps:
            raise UsageFault(f"{dimension.title} has no step {step!r}; it has {', '.join(dimension.steps)}")
        places[dimension.id] = step
    before = known or Type(
        slug_id(name, "type", typology.types), name, order=order_after(each.order for each in typology.types.values())
    )
    after = replace(
        before,
        name=plain_name("a type's name", rename) if rename else before.name,
        definition=before.definition if definition is None else definition,
        at=places,
        status=status or before.status,
    )
    other = named(typology.types, after.name)
    if other is not None and other.id != after.id:
        raise UsageFault(f"there is a type {after.name} already")
    if known is not None and type_entry(after) == type_entry(known):
        raise UsageFault(f"the type {after.name} says so already")
    change = SetValue(
        typology_path(typology.id),
        ("type", after.id),
        # What was empty when it was written must still be so.
        dict.fromkeys(("definition", "status", "at")) | type_entry(known) if known else None,
        type_entry(after),
    )
    verb = "change" if known else "add"
    done = replace(typology, types={**typology.types, after.id: after})
    return Act("typology", f"{verb} type {after.name} of typology {typology.id}", (change,), why), done, after


def assign_case(
    holdings: Holdings,
    reviewer: str,
    typology: Typology,
    case: Case,
    types: Sequence[Type],
    reason: str = "",
    excerpts: Sequence[Excerpt] = (),
    why: str = "",
) -> tuple[Act, Assignment]:
    """The reviewer sorts the case into the types; a reason or excerpts that are not given stay as they are.

    Raises UsageFault for a case of another kind, a retired type, and where nothing would change.
    """
    if typology.kind and case.kind != typology.kind:
        raise UsageFault(f"{typology.id} sorts cases of the kind {typology.kind}, and {case.id} is a {case.kind}")
    if not types:
        raise UsageFault("say which type")
    for each in types:
        if each.status != "agreed":
            raise UsageFault(f"the type {each.name} is {each.status} and takes no more cases")
    before = holdings.assignments.get((typology.id, reviewer, case.id))
    after = Assignment(
        typology.id,
        reviewer,
        case.id,
        tuple(dict.fromkeys(each.id for each in types)),
        reason or (before.reason if before else ""),
        tuple(dict.fromkeys(each.id for each in excerpts)) or (before.excerpts if before else ()),
        now(),
    )
    if before is not None and replace(after, assigned=before.assigned) == before:
        raise UsageFault(f"you sorted {case.id} so already")
    named = ", ".join(each.name for each in types)
    message = f"sort case {case.id} as {named} ({typology.id})"
    return Act("typology", message, (_assigned(before, after),), why), after


def withdraw_case(holdings: Holdings, reviewer: str, typology: Typology, case: Case, why: str = "") -> Act:
    """The reviewer says of no type any more that the case is of it; raises UsageFault where they did not."""
    before = holdings.assignments.get((typology.id, reviewer, case.id))
    if before is None:
        raise UsageFault(f"you have not sorted {case.id} in {typology.id}")
    return Act("typology", f"take case {case.id} out of typology {typology.id}", (_assigned(before, None),), why)


def _assigned(before: Assignment | None, after: Assignment | None) -> SetValue:
    known = before or after
    assert known is not None
    return SetValue(
        assigned_path(known.reviewer, known.typology),
        ("case", known.case),
        dict.fromkeys(("reason", "excerpts")) | assignment_entry(before) if before else None,
        assignment_entry(after) if after else None,
        head={"schema": 1, "typology": known.typology},
    )


def named(things: Mapping[str, Thing], name: str) -> Thing | None:
    """The dimension or type of this id, or of this name in any case of letters."""
    if name in things:
        return things[name]
    wanted = name.casefold()
    return next((each for each in things.values() if _name_of(each).casefold() == wanted), None)


def _name_of(thing: Dimension | Type) -> str:
    return thing.title if isinstance(thing, Dimension) else thing.name
