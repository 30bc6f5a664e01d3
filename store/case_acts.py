"""Acts on cases and on what is declared of their attributes.

Each attribute of a case is a value of its own, so that two reviewers who enter different attributes of one case change nothing of
each other's. No value of a person stands in a message: it names the case and the keys.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from store.acts import Act, Change, SetValue, add_case
from store.attributes import Attribute, as_declared, attribute_record, text_of_value
from store.cases import Case, case_path
from store.documents import Document
from store.errors import UsageFault
from store.names import plain_name

MOST_NAMED = 6
"""Keys that a message names; of more it says how many."""


def enter_case(
    case: Case, values: Mapping[str, Any], aliases: Iterable[str] = (), name: str = "", kind: str = "", why: str = ""
) -> tuple[Act, Case]:
    """The attributes `values` of a case (None: taken away), more aliases, another name or kind.

    Raises UsageFault where nothing would change.
    """
    changes: list[Change] = []
    path = case_path(case.id)
    attributes = dict(case.attributes)
    changed: list[str] = []
    for key, value in values.items():
        key = plain_name("an attribute's key", key)
        before = attributes.get(key)
        if same_value(before, value):
            continue
        changes.append(SetValue(path, ("attributes", key), before, value))
        changed.append(key)
        if value is None:
            attributes.pop(key, None)
        else:
            attributes[key] = value
    known = (*case.aliases, *(plain_name("an alias", alias) for alias in aliases))
    after = replace(
        case,
        name=plain_name("a case's name", name) if name else case.name,
        kind=plain_name("a kind of case", kind) if kind else case.kind,
        aliases=tuple(dict.fromkeys(known)),
        attributes=attributes,
    )
    for key, old, new in (
        ("name", case.name, after.name),
        ("kind", case.kind, after.kind),
        ("aliases", list(case.aliases) or None, list(after.aliases) or None),
    ):
        if old != new:
            changes.append(SetValue(path, (key,), old, new))
            changed.append(key)
    if not changes:
        raise UsageFault(f"the case {case.id} says so already")
    return Act("case", f"enter {_named(changed)} of case {case.id}", tuple(changes), why), after


def new_case(case: Case, why: str = "") -> Act:
    """A case that is not there yet, with all that is known of it."""
    return replace(add_case(case), why=why)


def same_value(first: Any, second: Any) -> bool:
    """Whether two values of an attribute are the same one: 1, 1.0, true and "1" are not."""
    return type(first) is type(second) and first == second


def declare_attribute(before: Attribute | None, after: Attribute, why: str = "", cases: Iterable[Case] = ()) -> Act:
    """What the study declares of an attribute; raises UsageFault where it does so already.

    Values of `cases` that were entered as text before become what they mean under the declaration; one that does not fit stays.
    """
    old = attribute_record(before) if before is not None else None
    new = attribute_record(after)
    if old == new or (old is None and not new):
        raise UsageFault(f"the attribute {after.key} is declared so already")
    key = plain_name("an attribute's key", after.key)
    change = SetValue("catena.toml", ("attributes", key), old, new or None)
    pairs = ((case, case.attributes.get(key)) for case in cases)
    read = ((case, value, as_declared(value, after)) for case, value in pairs)
    again = [
        SetValue(case_path(case.id), ("attributes", key), value, meant)
        for case, value, meant in read
        if not same_value(value, meant)
    ]
    told_of = f", {len(again)} value{'s' * (len(again) != 1)} read again" if again else ""
    return Act("attribute", f"declare the attribute {key}{told_of}", (change, *again), why)


def assign_cases(document: Document, cases: Iterable[str], why: str = "") -> tuple[Act, Document]:
    """The cases (ids) that a document belongs to become these; raises UsageFault where they are already."""
    wanted = tuple(dict.fromkeys(cases))
    if wanted == document.cases:
        raise UsageFault(f"{document.id} belongs to these cases already")
    change = SetValue(f"documents/{document.id}.toml", ("cases",), list(document.cases) or None, list(wanted) or None)
    named = ", ".join(wanted) or "no case"
    return Act("case", f"assign {document.id} to {named}", (change,), why), replace(document, cases=wanted)


def _named(keys: list[str]) -> str:
    if len(keys) > MOST_NAMED:
        return f"{len(keys)} values"
    return ", ".join(keys)


def told(value: Any) -> str:
    """A value as it is shown and as a person enters it; "": there is none."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(text_of_value(each).replace("\\", "\\\\").replace(";", "\\;") for each in value)
    return text_of_value(value)
