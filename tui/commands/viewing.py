"""`catena show DOC --view`: what the layers of the search view make of a text.

Each line is one place that a layer changes, in characters of the verbatim text, so a search that finds or misses something
surprising can be explained. Changes that every text has by the thousand (white space, case) are only counted unless their
layer is asked for.
"""

from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session

COUNTED = ("white space", "case")


def show_view(session: Session, document: str, text: str, start: int, end: int, wanted: str) -> None:
    """Prints the changes between two offsets, of all layers or of the one that is wanted.

    Raises UsageFault for an unknown layer.
    """
    from search.layers import LAYERS
    from search.view import changes_of
    from store.errors import UsageFault

    if wanted and wanted not in LAYERS:
        raise UsageFault(f"there is no layer {wanted!r}; the layers are {', '.join(LAYERS)}")
    for layer in [wanted] if wanted else LAYERS:
        count = 0
        for change in changes_of(text, layer):
            if change.end <= start or change.start >= end:
                continue
            count += 1
            if session.as_json:
                say_json(
                    {
                        "document": document,
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
