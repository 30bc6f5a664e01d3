"""Acts on a document's text rules: layers switched, regions marked and taken off, furniture confirmed or refused.

Each is a pure function from the document's record to an Act. What is marked is named by its id in the message, and never by
its words.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from store.acts import Act, SetValue
from store.documents import Document, document_path
from store.errors import UsageFault
from store.names import random_id
from store.rules import (
    LAYERS,
    REGIONS,
    Region,
    Verdict,
    layer_key,
    region_entry,
    verdict_entry,
    verdict_id,
)


def say_partial(document: Document, partial: bool, why: str = "") -> Act:
    """Says that the text is only a part of what was said, or all of it; raises UsageFault where that is said already."""
    said = "a part" if partial else "the whole"
    if document.partial is partial:
        raise UsageFault(f"{document.id} is {said} already")
    change = SetValue(document_path(document.id), ("partial",), document.partial or None, partial or None)
    return Act("text rules", f"say that {document.id} is {said}", (change,), why)


def switch_layer(document: Document, layer: str, on: bool) -> Act:
    """Switches a layer of the document's search view; raises UsageFault where it is so already, or is none."""
    if layer not in LAYERS:
        raise UsageFault(f"there is no layer {layer!r}; the layers are {', '.join(LAYERS)}")
    state = "on" if on else "off"
    if (layer not in document.rules.off) is on:
        raise UsageFault(f"the layer {layer} is switched {state} for {document.id} already")
    change = SetValue(document_path(document.id), ("layers", layer_key(layer)), not on, on, absent=True)
    return Act("text rules", f"switch {layer} {state} ({document.id})", (change,))


def mark_region(document: Document, start: int, end: int, kind: str, searched: bool = False) -> tuple[Act, Region]:
    """Marks `[start, end)` of the text as a region; one that is marked already becomes this kind.

    Raises UsageFault for a range outside the text, for a kind that there is none of, and where nothing would change.
    """
    if kind not in REGIONS:
        raise UsageFault(f"there is no kind of region {kind!r}; the kinds are {', '.join(REGIONS)}")
    if not 0 <= start < end <= document.characters:
        raise UsageFault(f"{start} to {end} is no range of {document.id}, which has {document.characters} characters")
    for known in document.rules.regions:
        if (known.start, known.end) == (start, end):
            return change_region(document, known, kind, searched)
    taken = {each.id for each in (*document.rules.regions, *document.rules.stale)}
    region = Region(random_id("r", 10, taken), kind, start, end, document.sha256, searched)
    message = f"mark region {region.id} as {kind} ({document.id})"
    return Act("text rules", message, (_region_change(document, region.id, None, region_entry(region)),)), region


def change_region(document: Document, region: Region, kind: str, searched: bool) -> tuple[Act, Region]:
    """The region becomes another kind, or searched or left out; raises UsageFault where it is so already."""
    changed = replace(region, kind=kind, searched=searched)
    if changed == region:
        said = "searched" if searched else "left out of search"
        raise UsageFault(f"this is marked as {kind} and {said} already ({region.id})")
    did = f"mark region {region.id} as {kind}"
    if searched != region.searched:
        did = f"{'search' if searched else 'leave out'} {_named(changed)}"
    before, after = region_entry(region), region_entry(changed)
    return Act("text rules", f"{did} ({document.id})", (_region_change(document, region.id, before, after),)), changed


def unmark_region(document: Document, region: Region) -> Act:
    """Takes a region off; the text below it is searched as all text is."""
    message = f"take off {_named(region)} ({document.id})"
    return Act("text rules", message, (_region_change(document, region.id, region_entry(region), None),))


def judge_line(document: Document, line: str, verdict: str) -> Act:
    """Confirms or refuses that lines which read `line` are furniture; "" leaves them to what is proposed.

    Raises UsageFault where that is said already.
    """
    line = " ".join(line.split())
    known = [each for each in document.rules.furniture if each.line == line]
    if {each.verdict for each in known} == ({verdict} if verdict else set()):
        said = f"is {verdict} already" if verdict else "was neither confirmed nor refused"
        raise UsageFault(f"this line of {document.id} {said}: {line}")
    wanted = Verdict(known[0].id if known else verdict_id(line), line, verdict)
    path = document_path(document.id)
    # Of several verdicts on one line, which hand edits and merges can leave, one stays.
    changes = [
        SetValue(path, ("furniture", each.id), verdict_entry(each), None) for each in known if each.id != wanted.id
    ]
    before = verdict_entry(known[0]) if known else None
    changes.append(SetValue(path, ("furniture", wanted.id), before, verdict_entry(wanted) if verdict else None))
    did = {"confirmed": "confirm", "refused": "refuse"}.get(verdict, "take back the verdict on")
    return Act("text rules", f"{did} furniture {wanted.id} ({document.id})", tuple(changes))


def _named(region: Region) -> str:
    """A region as a message names it: a kind that was written by hand may be anything."""
    return f"region {region.id}, {region.kind}" if region.kind in REGIONS else f"region {region.id}"


def _region_change(
    document: Document, region: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> SetValue:
    # What was not said when the reviewer acted must still not be said.
    known = {"searched": None, **before} if before is not None else None
    return SetValue(document_path(document.id), ("region", region), known, after)
