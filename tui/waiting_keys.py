"""The part of the table of actions that is about excerpts whose text has changed, as rows of `tui.actions.Action`.

It is a part of that one table and of nothing else: who looks for a key or its help asks `tui.actions`.
"""

WAITING: tuple[tuple[str, str, str, str, int], ...] = (
    ("waiting.first", "a", "Accept", "Its new words are right; or it stands at a, the likeliest of its places", 10),
    ("waiting.second", "b", "At b", "It stands at b, the second of the places that it may be at", 11),
    ("waiting.third", "c", "At c", "It stands at c, the third of these places", 0),
    ("waiting.by_hand", "w", "By hand", "Go to the text and select its words there", 12),
    ("waiting.missing", "x", "Missing", "Its words are no longer in the text: keep it, counted apart", 13),
    ("waiting.open", "enter", "Go there", "To where it stands in the document, or may stand", 14),
    ("waiting.earlier", "o", "Earlier text", "Read the text that it was tagged in", 15),
)
