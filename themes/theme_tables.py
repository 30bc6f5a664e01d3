"""Themes by what their excerpts come from: attributes of cases, documents, kinds of document, reviewers.

Counted are excerpts (references), the documents that they are in, or the cases that these belong to. An excerpt counts under the
theme that its own was merged into; one that speaks against a theme does not count for it. Literature has no cases, so what is
tagged in it stands in no column of an attribute: it is left out there, and the basis says how much that is.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from store.attributes import Attribute
from store.excerpts import Excerpt
from store.holdings import Holdings
from themes.case_tables import NOT_STATED, ordered, values_of
from themes.tables import Gathering, Label, Table
from themes.tree import build_tree

CaseOf = Callable[[Excerpt], tuple[str, ...]]
"""The ids of the cases that an excerpt's words are of."""

LITERATURE = "literature"
IN_PART = ", in part"
"""What stands behind the kind of a document that is only a part of what was said."""


def cases_by_document(holdings: Holdings) -> CaseOf:
    """Every case that an excerpt's document belongs to; none of literature."""
    known = {
        document.id: tuple(case for case in document.cases if case in holdings.cases)
        for document in holdings.documents.values()
        if document.kind != LITERATURE
    }
    return lambda excerpt: known.get(excerpt.document, ())


Where = tuple[str, str, tuple[str, ...]]
"""What decides the columns of an excerpt: its document, its reviewer, the cases that its words are of."""


ALONE = ("document", "case", "kind", "group", "reviewer")
"""What stands across a table of themes besides attributes, and never as a layer among others."""


@dataclass(frozen=True)
class _Across:
    """What stands across: its name, and the columns that an excerpt counts in, each with the cases that it counts for there."""

    name: str
    columns: Callable[[Where], list[tuple[Label, tuple[str, ...]]]]
    order: Callable[[set[Label]], tuple[Label, ...]]
    by_attribute: bool = False


def theme_table(
    holdings: Holdings,
    declared: Mapping[str, Attribute],
    by: Sequence[str],
    counts: str = "references",
    cases_of: CaseOf | None = None,
    themes: Sequence[str] = (),
    kind: str = "",
) -> Table:
    """The themes of the codebook (or those of these ids) by attributes of cases, or by one of ALONE.

    Several attributes are layers of the columns. `group` means groups of documents unless cases have such an attribute. `kind` is
    a kind of document: nothing else is counted then.
    """
    cases_of = cases_of or cases_by_document(holdings)
    across = _across(holdings, declared, by)
    wanted = theme_labels(holdings, themes)
    standing = {theme: holdings.standing_for(theme) for theme in holdings.themes}
    row_of = {theme: wanted[now] for theme, now in standing.items() if now in wanted}
    columns_of: dict[Where, list[tuple[Label, tuple[str, ...]]]] = {}
    gathering = Gathering(of_excerpts=counts == "references")
    counted = left_out = 0
    documents: set[str] = set()
    for excerpt in holdings.placed.values():
        document = excerpt.document
        if kind and (document not in holdings.documents or holdings.documents[document].kind != kind):
            continue
        rows = {row_of[theme] for theme in excerpt.themes if theme in row_of}
        if not rows:
            continue
        where = (document, excerpt.reviewer, cases_of(excerpt))
        columns = columns_of.get(where)
        if columns is None:
            columns = columns_of[where] = [
                (column, _counted(document, cases, counts)) for column, cases in across.columns(where)
            ]
        if not columns:
            left_out += 1
            continue
        counted += 1
        documents.add(document)
        for row in rows:
            for column, things in columns:
                gathering.add(row, column, things, excerpt.id)
    _, found = gathering.labels()
    basis = [f"{_many(counted, 'excerpt')}; an excerpt with several themes counts under each, and once in a total"]
    if left_out:
        basis.append(f"{_many(left_out, 'excerpt')} left out: of literature, or of no case")
    apart = sum(1 for each in holdings.unplaced.values() if any(theme in row_of for theme in each.themes))
    if apart:
        basis.append(
            f"{_many(apart, 'excerpt')} of earlier versions of their texts not counted: `catena anchors` lists them"
        )
    parts = sum(1 for document in documents if document in holdings.documents and holdings.documents[document].partial)
    if parts:
        basis.append(f"{_many(parts, 'document')} of those {'is' if parts == 1 else 'are'} only in part here")
    without = sum(1 for each in holdings.unanchored.values() if any(theme in row_of for theme in each.themes))
    if without:
        basis.append(f"{_many(without, 'excerpt')} without a text not counted: `catena unanchored list` lists them")
    background = sum(1 for each in holdings.placed.values() if any(theme in row_of for theme in each.context))
    if background:
        basis.append(f"{_many(background, 'excerpt')} linked as context not counted as such")
    if across.by_attribute and counts == "references":
        basis.append("how often something was said is not how much it matters")
    return Table(
        title=f"themes by {across.name}",
        heads=("theme",),
        across=across.name,
        counts=counts,
        rows=tuple(wanted.values()),
        columns=across.order(found),
        cells=gathering.cells(),
        basis=tuple(basis),
        keys={label: theme for theme, label in wanted.items()},
    )


def theme_labels(holdings: Holdings, only: Sequence[str] = ()) -> dict[str, Label]:
    """The label of each theme in use (or of those with the ids in `only`), as the tree has them; no two are the same."""
    nodes = [node for node in build_tree(holdings.themes).walk() if node.theme.active]
    paths = Counter(node.path_text for node in nodes)
    return {
        node.theme.id: (node.path_text if paths[node.path_text] == 1 else f"{node.path_text} ({node.theme.id})",)
        for node in nodes
        if not only or node.theme.id in only
    }


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _counted(document: str, cases: tuple[str, ...], counts: str) -> tuple[str, ...]:
    """What an excerpt counts as besides itself."""
    if counts == "references":
        return ()
    return (document,) if counts == "documents" else cases


def kinds_of_documents(holdings: Holdings) -> dict[str, str]:
    """The kind under which each document (id) stands in a table by kind."""
    return {each.id: each.kind + IN_PART * each.partial for each in holdings.documents.values()}


def is_of_documents(holdings: Holdings) -> bool:
    """Whether `group` means the groups of documents, and is no attribute of cases."""
    return not any("group" in case.attributes for case in holdings.cases.values())


def _across(holdings: Holdings, declared: Mapping[str, Attribute], by: Sequence[str]) -> _Across:
    if list(by) == ["document"]:
        return _Across("document", lambda where: [((where[0],), where[2])], _sorted)
    if list(by) == ["reviewer"]:
        return _Across("reviewer", lambda where: [((where[1],), where[2])], _sorted)
    if list(by) == ["kind"]:
        kinds = kinds_of_documents(holdings)
        return _Across("kind of document", lambda where: [((kinds.get(where[0]) or NOT_STATED,), where[2])], _sorted)
    if list(by) == ["group"] and is_of_documents(holdings):
        groups = {each.id: each.groups or (NOT_STATED,) for each in holdings.documents.values()}
        return _Across(
            "group of documents",
            lambda where: [((name,), where[2]) for name in groups.get(where[0], (NOT_STATED,))],
            _sorted,
        )
    if list(by) == ["case"]:
        return _Across("case", lambda where: [((case,), (case,)) for case in where[2]], _sorted)
    labels: dict[str, list[Label]] = {
        case.id: list(product(*(values_of(case, key, declared) for key in by))) for case in holdings.cases.values()
    }

    def of_cases(where: Where) -> list[tuple[Label, tuple[str, ...]]]:
        found: dict[Label, list[str]] = {}
        for case in where[2]:
            for label in labels.get(case, ()):
                found.setdefault(label, []).append(case)
        return [(label, tuple(cases)) for label, cases in found.items()]

    names = ", ".join(declared[key].name if key in declared else key for key in by)
    return _Across(names, of_cases, lambda found: ordered(found, by, declared), by_attribute=True)


def _sorted(labels: set[Label]) -> tuple[Label, ...]:
    return tuple(sorted(labels))
