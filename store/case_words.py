"""What a case is called, and the documents that are of it, each as one act.

Here aliases can be taken away too, as somebody looks at them while they are written; a sheet or a command only adds some.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from store.acts import Act, Change, SetValue, together
from store.case_acts import assign_cases
from store.cases import Case, case_path
from store.documents import Document
from store.errors import UsageFault
from store.names import plain_name


def describe_case(case: Case, name: str, kind: str, aliases: Iterable[str], why: str = "") -> tuple[Act, Case]:
    """The name, the kind and the aliases of a case become these; raises UsageFault where they are so already."""
    after = replace(
        case,
        name=plain_name("a case's name", name),
        kind=plain_name("a kind of case", kind),
        aliases=tuple(dict.fromkeys(plain_name("an alias", alias) for alias in aliases)),
    )
    changes: list[Change] = []
    path = case_path(case.id)
    for key, old, new in (
        ("name", case.name, after.name),
        ("kind", case.kind, after.kind),
        ("aliases", list(case.aliases) or None, list(after.aliases) or None),
    ):
        if old != new:
            changes.append(SetValue(path, (key,), old, new))
    if not changes:
        raise UsageFault(f"the case {case.id} is called so already")
    changed = ", ".join(change.keys[0] for change in changes if isinstance(change, SetValue))
    return Act("case", f"enter {changed} of case {case.id}", tuple(changes), why), after


def give_each(documents: Mapping[str, Document], pairs: Iterable[tuple[str, str]], why: str = "") -> Act:
    """Each document (id) is of the case (id) that stands beside it, besides those that it is of already.

    Raises UsageFault where there is none to give.
    """
    acts = [
        assign_cases(documents[document], (*documents[document].cases, case))[0]
        for document, case in pairs
        if case not in documents[document].cases
    ]
    if not acts:
        raise UsageFault("there is no document to give")
    number = f"{len(acts)} document{'s' * (len(acts) != 1)}"
    return Act(
        "case", f"assign {number} to the case{'s' * (len(acts) != 1)} of their names", together(*acts).changes, why
    )


def give_documents(
    documents: Mapping[str, Document], case: str, wanted: Iterable[str], why: str = ""
) -> tuple[Act, tuple[Document, ...]]:
    """Exactly the documents `wanted` (ids) are of a case, whatever else they are of; raises UsageFault where they are already."""
    meant = set(wanted)
    acts: list[Act] = []
    after: list[Document] = []
    for document in sorted(documents.values(), key=lambda each: each.id):
        is_of_it = case in document.cases
        if is_of_it == (document.id in meant):
            continue
        others = tuple(each for each in document.cases if each != case)
        act, changed = assign_cases(document, others if is_of_it else (*others, case))
        acts.append(act)
        after.append(changed)
    if not acts:
        raise UsageFault(f"the case {case} has these documents already")
    number = f"{len(acts)} document{'s' * (len(acts) != 1)}"
    return Act("case", f"assign {number} to case {case}, or away", together(*acts).changes, why), tuple(after)
