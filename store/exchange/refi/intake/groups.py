"""Sets of sources: the groups that documents are in, or, where a program has no other place for them, values of attributes.

ATLAS.ti has no variables: its groups are called `name: value`, and become the attribute and its value. The set itself is kept in
any case and goes out again. Each group has a name of its own, so that two sets of one name stay two groups.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from store.exchange.refi.identifiers import minted
from store.exchange.refi.intake.desk import plain
from store.exchange.refi.model import Project, Set, Value, Variable
from store.exchange.refi.plain import value_in
from store.exchange.refi.unlike_names import unlike

_NUMBER = re.compile(r" \(\d+\)$")
_VALUE = re.compile(r"([^:]{1,60}?)\s*:\s+(\S.{0,199})", re.DOTALL)


def told_apart(each: Set) -> tuple[str, str] | None:
    """The name and the value of a set that is called `name: value` and has sources alone."""
    found = _VALUE.fullmatch(each.name.strip())
    return (found[1].strip(), found[2].strip()) if found and each.sources and not (each.codes or each.notes) else None


def with_values(foreign: Project) -> Project:
    """The project with the values that ATLAS.ti has as groups of documents; any other as it is."""
    if not foreign.origin.casefold().startswith("atlas") or foreign.variables:
        return foreign
    values: dict[str, dict[str, list[str]]] = {}
    for each in foreign.sets:
        if told := told_apart(each):
            for source in each.sources:
                values.setdefault(told[0], {}).setdefault(source, []).append(told[1])
    variables = {
        name: Variable(minted("refi", "variable of sets", name), name, _type_of(of_sources))
        for name, of_sources in values.items()
    }
    sources = tuple(
        replace(
            source,
            values=tuple(
                Value(variables[name].guid, "; ".join(of_sources[source.guid]), variables[name].type)
                for name, of_sources in values.items()
                if source.guid in of_sources
            ),
        )
        for source in foreign.sources
    )
    return replace(foreign, variables=tuple(variables.values()), sources=sources) if variables else foreign


def _type_of(of_sources: Mapping[str, list[str]]) -> str:
    whole = all(type(value_in("; ".join(each), "Integer")) is int for each in of_sources.values())
    return "Integer" if whole else "Text"


def groups_in(foreign: Project) -> dict[str, str]:
    """The names of the groups of documents by the GUIDs of their sets, without those that stand for a value."""
    known = {each.name.casefold() for each in foreign.variables}
    ours: set[str] | None = None
    if foreign.supplement is not None:
        listed = (fields.get("groups", ()) for fields in foreign.supplement.get("document", {}).values())
        # A set goes out as it is called there, without the number that tells its group apart.
        ours = {name for groups in listed for group in groups for name in (group, _NUMBER.sub("", group))}
    taken: set[str] = set()
    made: dict[str, str] = {}
    for each in foreign.sets:
        told = told_apart(each)
        name = plain(each.name, f"Group {each.guid[:8]}")
        is_value = name not in ours if ours is not None else told is not None and told[0].casefold() in known
        if each.sources and not is_value:
            made[each.guid] = unlike(name, taken)
    return made


def members_of(foreign: Project, groups: Mapping[str, str]) -> dict[str, list[str]]:
    """The groups of each source (GUID)."""
    made: dict[str, list[str]] = {}
    for source, group in _members(foreign, groups):
        made.setdefault(source, []).append(group)
    return made


def _members(foreign: Project, groups: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for each in foreign.sets:
        if each.guid in groups:
            yield from ((source, groups[each.guid]) for source in each.sources)
