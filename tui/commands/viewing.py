"""`catena show DOC --view` and `catena text rules DOC`: how a text is read for a search.

The rules are told first: the layers with their switches, the regions, and the lines of page furniture, each with what is said of
it. Then each line is one place that a layer changes, in characters of the verbatim text, so that a search which finds or misses
something surprising can be explained. Changes that every text has by the thousand (white space, case) are only counted unless
their layer is asked for.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.documents import Document

COUNTED = ("white space", "case")
PLACES = 6
"""Places of a line of furniture that are told to a person."""


def show_view(session: Session, document: "Document", text: str, start: int, end: int, wanted: str) -> None:
    """Prints the rules and the changes between two offsets, of all layers or of the one that is wanted.

    Raises UsageFault for an unknown layer.
    """
    from search.layers import LAYERS
    from search.view import changes_of
    from store.errors import UsageFault
    from store.rules import layer_key

    wanted = next((layer for layer in LAYERS if layer_key(layer) == layer_key(wanted)), wanted)
    if wanted and wanted not in LAYERS:
        raise UsageFault(f"there is no layer {wanted!r}; the layers are {', '.join(LAYERS)}")
    if not wanted:
        tell_rules(session, document, text, start, end)
    for layer in [wanted] if wanted else LAYERS:
        if layer in document.rules.off:
            session.note(f"{layer}: switched off")
            continue
        count = 0
        for change in changes_of(text, layer, document.rules):
            if change.end <= start or change.start >= end:
                continue
            count += 1
            if session.as_json:
                say_json(
                    {
                        "document": document.id,
                        "layer": layer,
                        "start": change.start,
                        "end": change.end,
                        "before": change.before,
                        "after": change.after,
                        "both": change.both,
                    }
                )
            elif wanted or layer not in COUNTED:
                both = "  (both forms are found)" if change.both else ""
                around = text[max(start, change.start - 12) : min(end, change.end + 12)]
                place = f"{layer}  {change.start}-{change.end}"
                say(f"{place}  {_shown(change.before)} > {_shown(change.after)}  in {_shown(around)}{both}")
        session.note(f"{layer}: {count} changes")


def _shown(text: str) -> str:
    """A text in quotation marks, its line ends as signs."""
    return f"“{one_line(text.replace(chr(10), '↵').replace(' ', '·'))}”".replace("·", " ")


def tell_rules(session: Session, document: "Document", text: str, start: int = 0, end: int | None = None) -> None:
    """Prints a document's rules, of regions and furniture those that touch the text between two offsets."""
    from search.furniture_lines import furniture_lines
    from store.rules import LAYERS

    rules = document.rules
    last = len(text) if end is None else end

    def tell(rule: str, name: str, kind: str, state: str, places: Sequence[tuple[int, int]]) -> None:
        if session.as_json:
            listed = [list(place) for place in places]
            say_json(
                {"document": document.id, "rule": rule, "name": name, "kind": kind, "state": state, "places": listed}
            )
        elif state != "on":
            shown = f"“{one_line(name)}”" if rule == "furniture" else name
            where = "" if rule == "layer" else places_listed(places)
            say("  ".join(part for part in (rule, shown, one_line(kind), state, where) if part))

    for layer in LAYERS:
        tell("layer", layer, "", "off" if layer in rules.off else "on", ())
    for region in (*rules.regions, *rules.stale):
        current = region.sha256 == document.sha256
        if not current or (region.start < last and start < region.end):
            state = ("searched" if region.searched else "left out") if current else "other version"
            tell("region", region.id, region.kind, state, [(region.start, region.end)])
    for line in furniture_lines(text, rules):
        if not line.places or any(place[0] < last and start < place[1] for place in line.places):
            tell("furniture", line.line, "", line.state, line.places)
    if not session.as_json and not rules.off:
        session.note("all layers are on")


def places_listed(places: Sequence[tuple[int, int]]) -> str:
    """The first of some places, and how many more there are."""
    more = f" and {len(places) - PLACES} more" if len(places) > PLACES else ""
    return (", ".join(f"{first}-{last}" for first, last in places[:PLACES]) or "nowhere") + more
