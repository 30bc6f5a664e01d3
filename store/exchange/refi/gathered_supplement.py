"""What of a project goes out beside the standard (see `supplement`), each thing by the GUID that it has in the export.

Only what goes out itself says anything here, and only what project.qde does not say of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from store.attributes import listed
from store.case_acts import told
from store.cases import PARTICIPANT
from store.documents import Document
from store.excerpts import Excerpt
from store.exchange.refi.identifiers import minted
from store.exchange.refi.plain import TYPES, time_out
from store.exchange.refi.supplement import Supplement, checked
from store.holdings import Holdings
from store.links import links_of, resolve
from store.places import places_record
from store.pseudonyms import read_names
from store.rules import rules_record

if TYPE_CHECKING:
    from store.exchange.refi.gathering import Gatherer


def case_of_source(source: str) -> str:
    """The GUID of the case that stands for one document alone, by that of the document."""
    return minted("refi", "case of a source", source)


def supplement_of(gatherer: "Gatherer") -> Supplement:
    """What goes out beside the project that the gatherer has gathered."""
    held, attributes = gatherer.holdings, gatherer.project.settings.attributes
    types = {each.guid: TYPES[each.type] for each in gatherer.variables()}
    named_in_texts, real_names = _named_in_texts(held), read_names(gatherer.project)

    def named(kind: str, ours: str) -> dict[str, Any]:
        return {"id": ours if (kind, ours) in named_in_texts and not real_names.places(ours) else ""}

    said: dict[str, Iterable[tuple[str, dict[str, Any]]]] = {
        "attribute": (
            (
                gatherer.guid("attribute", key),
                {
                    "key": key if each.title else "",
                    "type": each.type if each.type != types.get(gatherer.guid("attribute", key)) else "",
                    "values": list(each.values),
                    "bands": [edge.isoformat() if isinstance(edge, date) else edge for edge in each.bands],
                },
            )
            for key, each in attributes.items()
        ),
        "case": ((guid, about | named("case", ours)) for ours, guid, about in _cases(gatherer)),
        "document": (
            (gatherer.guid("document", each.id), _document(gatherer, each) | named("document", each.id))
            for each in held.documents.values()
        ),
        "excerpt": (
            (gatherer.guid("excerpt", each.id), _excerpt(gatherer, each) | named("excerpt", each.id))
            for each in held.excerpts.values()
        ),
        "memo": (
            (
                gatherer.guid("memo", each.id),
                {"type": each.type if each.type != "analytic" else ""} | named("memo", each.id),
            )
            for each in held.memos.values()
        ),
        "theme": (
            (
                gatherer.guid("theme", each.id),
                {
                    "status": each.status,
                    "was": each.was,
                    "kind": each.kind,
                    "letter": each.letter,
                    "aliases": list(each.aliases),
                    "example": gatherer.guid("excerpt", each.example),
                    "created": time_out(each.created),
                }
                | named("theme", each.id),
            )
            for each in held.themes.values()
        ),
    }
    return checked({kind: {guid: fields for guid, fields in things if guid} for kind, things in said.items()})


def _named_in_texts(held: Holdings) -> set[tuple[str, str]]:
    """What texts of memos name, by kind and id, which have to stay: goals of links, and what citations can name."""
    goals = {link.goal for memo in held.memos.values() for link in links_of(memo.body)}
    linked = {(found.kind, found.id) for each in goals if (found := resolve(held, each)) is not None}
    return linked | {("document", each) for each in held.documents} | {("case", each) for each in held.cases}


def _cases(gatherer: "Gatherer") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each case by its id and GUID."""
    of_case: dict[str, str] = {}
    for document in gatherer.holdings.documents.values():
        of_case |= dict.fromkeys(document.cases, document.id)
    for each in gatherer.holdings.cases.values():
        alone = gatherer.is_document_alone(each)
        guid = case_of_source(gatherer.guid("document", of_case[each.id])) if alone else gatherer.guid("case", each.id)
        said = {"kind": each.kind if each.kind != PARTICIPANT else "", "aliases": list(each.aliases)}
        yield each.id, guid, said | {"lists": [] if alone else _lists(gatherer, each.attributes)}


def _document(gatherer: "Gatherer", document: Document) -> dict[str, Any]:
    cases = [gatherer.holdings.cases[each] for each in document.cases if each in gatherer.holdings.cases]
    alone = [each for each in cases if gatherer.is_document_alone(each)]
    own = {key: value for each in alone for key, value in each.attributes.items()}
    return {
        "kind": document.kind if document.kind != "interview" else "",
        "partial": document.partial,
        "case": bool(alone),
        "lists": _lists(gatherer, own | dict(document.attributes)),
        "groups": sorted(document.groups),
        **rules_record(document.rules),
        **places_record(document.places, document.sha256),
    }


def _excerpt(gatherer: "Gatherer", excerpt: Excerpt) -> dict[str, Any]:
    def themes(ours: Iterable[str]) -> list[str]:
        standing = (gatherer.holdings.standing_for(each) for each in ours)
        return list(dict.fromkeys(guid for each in standing if (guid := gatherer.guid("theme", each))))

    return {
        "against": themes(excerpt.against),
        "context": themes(excerpt.context),
        "rejected": themes(excerpt.rejected),
        "starred": excerpt.starred,
        "attribution": {key: value for key, value in excerpt.attribution.items() if key != "case"},
    }


def _is_list(value: Any) -> bool:
    """Whether a value is a list that can be read from the text that it goes out as."""
    text = told(value)
    return isinstance(value, list) and bool(text.strip()) and told(listed(text)) == text


def _lists(gatherer: "Gatherer", attributes: Mapping[str, Any]) -> list[str]:
    """The GUIDs of the attributes whose values here are lists, which go out as one text."""
    listed = (gatherer.guid("attribute", key) for key, value in attributes.items() if _is_list(value))
    return sorted(guid for guid in listed if guid)
