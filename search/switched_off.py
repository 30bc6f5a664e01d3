"""What would be found if the layers were on that are switched off in some documents, where nothing is found.

Whoever switched off case or diacritics in a document, or a layer that mends its damage, wanted words told apart; a colleague who
finds nothing there should hear why. The documents are read again with the layers on, into columns that are never written, and
the query is evaluated as ever: regions that are left out stay so. The index and the rules are not touched.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from search.blocks import Batch, in_memory
from search.engine import Searcher
from search.query import Query, parse_query
from search.stopping import go_on
from store.documents import Document
from store.errors import FileFault
from store.rules import LAYERS

LARGEST = 4_000_000
"""Code points of the documents with layers switched off, together, up to which they are read again."""


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """How many matches there would be with these layers on, and in which documents they are off."""

    total: int
    layers: tuple[str, ...]
    documents: tuple[str, ...]

    def __str__(self) -> str:
        one = len(self.layers) == 1
        layers = f"the layer {self.layers[0]}, which is" if one else f"the layers {', '.join(self.layers)}, which are"
        first, *more = self.documents
        others = f" and {len(more)} other{'' if len(more) == 1 else 's'}" if more else ""
        return f"{self.total} with {layers} switched off in {first}{others}"


def found_if_on(
    searcher: Searcher, query: str | Query, *, typing: bool = False, document: str = "", untagged: bool = False
) -> SwitchedOff | None:
    """What a query that finds nothing would find; None where that is nothing, or there is too much to look through.

    One layer is named where it alone stands in the way, that without which most is found. Raises QueryFault.
    """
    wanted = parse_query(query, typing) if isinstance(query, str) else query
    read = {each.id: each for each in searcher.documents() if each.rules.off and (not document or each.id == document)}
    if not read or sum(each.characters for each in read.values()) > LARGEST:
        return None
    off = [layer for layer in LAYERS if any(layer in each.rules.off for each in read.values())]
    everything = _found(searcher, wanted, read, off, untagged)
    if not everything:
        return None
    alone = [(_found(searcher, wanted, read, [layer], untagged), layer) for layer in off] if len(off) > 1 else []
    best, layer = max(alone, key=lambda each: sum(each[0].values()), default=(everything, off[0]))
    layers, found = ((layer,), best) if best else (tuple(off), everything)
    there = {name for name in found if read[name].rules.off.intersection(layers)}
    return SwitchedOff(sum(found.values()), layers, tuple(sorted(there)))


def _found(
    searcher: Searcher, query: Query, documents: Mapping[str, Document], layers: Collection[str], untagged: bool
) -> dict[str, int]:
    """How many matches each document has with these layers on; those without any are left out."""
    batch, read = Batch(), dict[str, Document]()
    for each in documents.values():
        go_on()
        if not each.rules.off.intersection(layers):
            continue
        rules = replace(each.rules, off=each.rules.off.difference(layers))
        try:
            text = searcher.text(each.id)
        except FileFault:
            # Whoever opens the document hears of it.
            continue
        batch.add(each.id, each.sha256, text, rules)
        read[each.id] = replace(each, rules=rules)
    if not read:
        return {}
    columns = in_memory(batch)
    found: dict[str, int] = {}
    for passage in searcher.matches_as(columns, read, query, untagged=untagged).passages.tolist():
        name = columns.documents[int(columns.passage_documents[passage])].id
        found[name] = found.get(name, 0) + 1
    return found
