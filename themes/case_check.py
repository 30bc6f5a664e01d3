"""What does not fit together among cases: two that are one, values that contradict a declaration, each other, or the texts.

It is reported and never repaired: which of two values is right, only people know. Equal attributes alone make no duplicate, as
two nurses of one ward are two.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.attributes import Attribute, labels_of, text_of_value
from store.cases import Case, plain_code
from store.excerpts import Excerpt
from store.holdings import Holdings

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit, in a sentence: its kind (duplicate, value, key, document, said), its cases and excerpts (ids)."""

    kind: str
    sentence: str
    cases: tuple[str, ...] = ()
    excerpts: tuple[str, ...] = ()


def misfits(
    holdings: Holdings, declared: Mapping[str, Attribute], fields_of: Callable[[Excerpt], Fields] | None = None
) -> list[Misfit]:
    """All that does not fit; with `fields_of`, who speaks in an excerpt, also where the texts say otherwise."""
    cases = [case for _, case in sorted(holdings.cases.items())]
    return [
        *_duplicates(cases),
        *_keys(cases),
        *_against_declarations(cases, declared),
        *_spellings(cases, declared),
        *_mixed(cases, declared),
        *_absent(holdings),
        *(_said_otherwise(holdings, fields_of) if fields_of is not None else ()),
    ]


def _duplicates(cases: Iterable[Case]) -> Iterator[Misfit]:
    """Cases of which one's id, name or alias is one of another's."""
    called: dict[str, dict[str, str]] = {}
    for case in cases:
        for name in (case.id, case.name, *case.aliases):
            if plain_code(name):
                called.setdefault(plain_code(name), {}).setdefault(case.id, name)
    told: set[tuple[str, ...]] = set()
    for names in called.values():
        those = tuple(sorted(names))
        if len(those) > 1 and those not in told:
            told.add(those)
            listed = ", ".join(f"{case} ({name})" if name != case else case for case, name in sorted(names.items()))
            yield Misfit("duplicate", f"these are called the same: {listed}", those)


def _keys(cases: Iterable[Case]) -> Iterator[Misfit]:
    """Attributes whose keys differ in capitals and marks alone."""
    used: dict[str, dict[str, list[str]]] = {}
    for case in cases:
        for key in case.attributes:
            used.setdefault(plain_code(key) or key, {}).setdefault(key, []).append(case.id)
    for keys in used.values():
        if len(keys) > 1:
            listed = ", ".join(f"{key} ({len(of)})" for key, of in sorted(keys.items()))
            rarest = min(keys.values(), key=len)
            yield Misfit("key", f"these attributes are spelled alike: {listed}", tuple(rarest))


def _against_declarations(cases: Iterable[Case], declared: Mapping[str, Attribute]) -> Iterator[Misfit]:
    for case in cases:
        for key, value in case.attributes.items():
            attribute = declared.get(key)
            if attribute is None:
                continue
            for each in value if isinstance(value, list) else [value]:
                wanted = _wanted(each, attribute)
                if wanted:
                    said = f"{case.id}: {key} is {text_of_value(each)!r}, and {wanted} is declared"
                    yield Misfit("value", said, (case.id,))


def _wanted(value: Any, attribute: Attribute) -> str:
    """What is declared and not met, in words; "" where the value fits."""
    match attribute.type:
        case "number":
            return "" if isinstance(value, int | float) and not isinstance(value, bool) else "a number"
        case "date":
            return "" if isinstance(value, date) else "a date"
        case "yes/no":
            return "" if isinstance(value, bool) else "yes or no"
        case "ordered" if attribute.values:
            return "" if value in attribute.values else f"one of {', '.join(attribute.values)}"
    return ""


def _spellings(cases: Iterable[Case], declared: Mapping[str, Attribute]) -> Iterator[Misfit]:
    """Values of an attribute that differ in capitals and marks alone."""
    used: dict[tuple[str, str], dict[str, list[str]]] = {}
    for case in cases:
        for key, value in case.attributes.items():
            for label in labels_of(value, declared.get(key)):
                used.setdefault((key, plain_code(label) or label), {}).setdefault(label, []).append(case.id)
    for (key, plain), labels in used.items():
        if len(labels) > 1 and not plain.isdigit():
            listed = ", ".join(f"{label!r} ({len(of)})" for label, of in sorted(labels.items()))
            rarest = min(labels.values(), key=len)
            yield Misfit("value", f"{key} is spelled in several ways: {listed}", tuple(rarest))


def _mixed(cases: Iterable[Case], declared: Mapping[str, Attribute]) -> Iterator[Misfit]:
    """Attributes of no declared type that are mostly numbers, and not for some cases."""
    numbers: dict[str, int] = {}
    others: dict[str, list[tuple[str, Any]]] = {}
    for case in cases:
        for key, value in case.attributes.items():
            if key in declared and declared[key].type:
                continue
            if isinstance(value, int | float) and not isinstance(value, bool):
                numbers[key] = numbers.get(key, 0) + 1
            elif value not in ("", [], None):
                others.setdefault(key, []).append((case.id, value))
    for key, odd in others.items():
        if numbers.get(key, 0) > len(odd):
            listed = ", ".join(f"{case} ({text_of_value(value)})" for case, value in odd[:5])
            yield Misfit("value", f"{key} is a number but for {listed}", tuple(case for case, _ in odd))


def _absent(holdings: Holdings) -> Iterator[Misfit]:
    for document in holdings.documents.values():
        for case in document.cases:
            if case not in holdings.cases:
                yield Misfit("document", f"{document.id} is of the case {case}, which is not there", (case,))


def _said_otherwise(holdings: Holdings, fields_of: Callable[[Excerpt], Fields]) -> Iterator[Misfit]:
    """Attributes of a case that the texts, or who entered who speaks, say otherwise."""
    called = {
        plain_code(name): case
        for case in holdings.cases.values()
        for name in (case.id, case.name, *case.aliases)
        if plain_code(name)
    }
    found: dict[tuple[str, str, str], list[str]] = {}
    for excerpt in sorted(holdings.placed.values(), key=lambda each: (each.document, each.start, each.id)):
        fields = fields_of(excerpt)
        case = next((called[plain_code(each)] for each in fields.values() if plain_code(each) in called), None)
        if case is None:
            continue
        known = {key.casefold(): (key, labels_of(value)) for key, value in case.attributes.items()}
        for name, said in fields.items():
            key, labels = known.get(name.casefold(), ("", ()))
            if labels and plain_code(said) not in map(plain_code, labels):
                found.setdefault((case.id, key, said), []).append(excerpt.id)
    for (case_id, key, said), excerpts in found.items():
        there = " or ".join(labels_of(holdings.cases[case_id].attributes.get(key)))
        yield Misfit("said", f"{case_id}: {key} is {there}, and {said} where they speak", (case_id,), tuple(excerpts))
