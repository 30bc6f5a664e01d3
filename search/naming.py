"""Names in a query: what its fields name has to be there, or the query is answered with what was meant and where.

A kind, a speaker or a site that nothing has would choose nothing, and behind NOT leave out nothing, without a word. A value
that is still being typed is let pass while something begins like it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from search.query import And, Exact, Field, Not, Or, Query, Unknown
from search.values import fitting, has_value
from search.view import folded
from store.documents import KINDS, Document
from store.holdings import Holdings
from store.rules import REGIONS

FEW = 8
"""Names that are all told where none is like the wanted one."""


def fields_of(query: Query) -> Iterator[Field]:
    """The fields of a query, in its order."""
    match query:
        case Field():
            yield query
        case Not(part) | Exact(part):
            yield from fields_of(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from fields_of(part)


def check_names(
    query: Query,
    documents: Iterable[Document],
    holdings: Callable[[], Holdings],
    speakers: Callable[[], Collection[str] | None],
    typing: bool,
) -> None:
    """Raises Unknown for the first field that was typed and names what is not there. `speakers` gives None where not all of them
    are known."""
    fields = [field for field in fields_of(query) if field.at >= 0]
    for field in fields:
        names = _names(field, documents, holdings, speakers)
        if field.value == "*" or names is None or any(map(fitting(field.value), names)):
            continue
        begun = folded(field.value)
        if typing and field is fields[-1] and any(folded(name).startswith(begun) for name in names):
            continue
        raise Unknown(f"{_nothing(field)}{_instead(field.value, names)}", field.at)


def _names(
    field: Field,
    documents: Iterable[Document],
    holdings: Callable[[], Holdings],
    speakers: Callable[[], Collection[str] | None],
) -> Collection[str] | None:
    """What there is for a field to name; None where that is not known."""
    match field.name:
        case "document":
            return [name for each in documents for name in (each.id, each.title)]
        case "kind":
            return {*KINDS, *(each.kind for each in documents)}
        case "group":
            return {name for each in documents for name in each.groups}
        case "region":
            return {*REGIONS, *(region.kind for each in documents for region in each.rules.regions)}
        case "speaker":
            return speakers()
        case "theme":
            return [name for each in holdings().themes.values() for name in (each.name, each.id)]
        case "reviewer":
            known = holdings()
            return {*known.reviewers, *(each.reviewer for each in known.excerpts.values())}
        case "memo":
            return [name for each in holdings().memos.values() for name in (each.title, each.id)]
    return _of_attribute(field, holdings())


def _of_attribute(field: Field, holdings: Holdings) -> Collection[str]:
    """The values of an attribute that some case has; raises Unknown where none has such a one."""
    key = field.name.partition(".")[2]
    values = [case.attributes[key] for case in holdings.cases.values() if key in case.attributes]
    if not values:
        keys = {each for case in holdings.cases.values() for each in case.attributes}
        raise Unknown(f"no case has an attribute {key!r}{_instead(key, keys)}", field.at)
    fits = fitting(field.value)
    if any(has_value(value, fits) for value in values):
        return [field.value]
    return {str(each) for value in values for each in (value if isinstance(value, list) else [value])}


def _nothing(field: Field) -> str:
    """That nothing is called so."""
    match field.name:
        case "kind":
            return f"there is no kind of documents {field.value!r}"
        case "group":
            return f"no document is in a group {field.value!r}"
        case "region":
            return f"there is no kind of regions {field.value!r}"
        case "speaker":
            return f"no document names a speaker {field.value!r}"
        case "document" | "theme" | "reviewer" | "memo":
            return f"there is no {field.name} {field.value!r}"
    return f"no case has {field.name.partition('.')[2]} {field.value!r}"


def _instead(wanted: str, names: Collection[str]) -> str:
    """What could be meant."""
    from difflib import get_close_matches

    known = {folded(name): name for name in names if name}
    near = get_close_matches(folded(wanted), known, n=3, cutoff=0.6)
    if near:
        return f": is it {', '.join(repr(known[each]) for each in near)}?"
    if 0 < len(known) <= FEW:
        return f"; there is {', '.join(sorted(known.values()))}"
    return ""
