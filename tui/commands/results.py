"""What `catena search` prints beside the documents' matches: matches in excerpts, notes and memos, facets, and what is near."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.excerpts import Excerpt
from tui.commands.output import one_line, say, say_json, table
from tui.commands.session import Session

if TYPE_CHECKING:
    from search.annotations import AnnotationHit
    from search.engine import Searcher
    from search.query import Query

NEAR = 4
"""Other queries that are named where nothing is found."""


def find_annotations(session: Session, query: "Query", places: Sequence[str], document: str) -> "list[AnnotationHit]":
    """The matches in excerpts with their notes, and in memos."""
    from search.annotations import Annotations, Speakers

    holdings = session.holdings
    speakers = Speakers(session.project, holdings.documents, lambda fault: session.tell_faults((fault,)))
    return Annotations(holdings, places, speakers.of).find(query, document=document)


def tell_annotation(session: Session, hit: "AnnotationHit", context: int) -> None:
    """Prints a match with the text around it; its place is in the characters of the text that it is in."""
    annotation, text = hit.annotation, hit.annotation.text
    about = annotation.about
    excerpt = isinstance(about, Excerpt)
    before = text[max(0, hit.start - context) : hit.start]
    after = text[hit.end : hit.end + context]
    if session.as_json:
        say_json(
            {
                "in": annotation.where,
                "excerpt": about.id if excerpt else "",
                "memo": "" if excerpt else about.id,
                "reviewer": about.reviewer,
                "document": about.document if isinstance(about, Excerpt) else "",
                "start": hit.start,
                "end": hit.end,
                "text": text[hit.start : hit.end],
                "passage": list(hit.passage),
                "before": before,
                "after": after,
            }
        )
        return
    left = one_line(f"|{before}|")[1:-1].rjust(context)
    right = one_line(f"|{after}|")[1:-1]
    where = f"{annotation.where} {about.id} ({about.reviewer})"
    say(f"{where} {hit.start}-{hit.end}  {left}>{one_line(text[hit.start : hit.end])}<{right}".rstrip())


def tell_facets(session: Session, searcher: "Searcher", query: "Query", key: str, **wishes: Any) -> None:
    """Prints how the hits of a query are spread over the values of a key."""
    from search.facets import facets_in, tagged_documents

    apart = tagged_documents(session.holdings) if key == "theme" else ()
    facets = facets_in(searcher.spread(query, apart=apart, **wishes), session.holdings, key)
    if session.as_json:
        for each in facets:
            say_json(
                {
                    "facet": key,
                    "value": each.value,
                    "query": each.query,
                    "hits": each.hits,
                    "passages": each.passages,
                    "documents": each.documents,
                }
            )
    elif facets:
        rows = [
            (str(each.hits), str(each.passages), str(each.documents), one_line(each.value) or "(none)", each.query)
            for each in facets
        ]
        table([("hits", "passages", "documents", key, "to add to the query"), *rows], right=frozenset({0, 1, 2}))


def nothing_found(
    searcher: "Searcher | None", query: str, asked: "Query | None" = None, document: str = "", untagged: bool = False
) -> str:
    """A sentence that says so, which queries near it find something, and what is there but not searched.

    `asked` is the query with all conditions that were added to it, where there were any; `document` and `untagged` are what
    else narrowed the search.
    """
    from search.hidden import left_out, left_out_regions
    from search.suggestions import suggestions_for
    from search.switched_off import found_if_on

    said = f"nothing found for {one_line(query)}"
    if searcher is None:
        return said
    near = [f"{each.query} ({each.total}: {each.why})" for each in suggestions_for(searcher, query, limit=NEAR)]
    said += f"; these find something: {one_line(', '.join(near))}" if near else ""
    regions = left_out_regions(searcher, asked or query, document=document, untagged=untagged)
    if regions is not None:
        said += f"; {one_line(str(regions))} (region:* in the query finds them)"
    switched_off = found_if_on(searcher, asked or query, document=document, untagged=untagged)
    if switched_off is not None:
        said += f"; {one_line(str(switched_off))} (catena text layer DOC LAYER on)"
    return "; ".join([said, *(one_line(str(each)) for each in left_out(searcher, query))])
