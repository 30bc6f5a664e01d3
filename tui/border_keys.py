"""The part of the table of actions that moves the borders of an excerpt, as rows of `tui.actions.Action`.

It is a part of that one table and of nothing else: who looks for a key or its help asks `tui.actions`.
"""

BORDERS: tuple[tuple[str, str, str, str, int], ...] = (
    ("borders.left", "left,h", "Word back", "Move this end one word back", 0),
    ("borders.right", "right,l", "Words", "Move this end one word on", 11),
    ("borders.sentence_back", "left_parenthesis", "Sentence back", "Move this end one sentence back", 0),
    ("borders.sentence_on", "right_parenthesis", "Sentences", "Move this end one sentence on", 13),
    ("borders.word", "w", "Word more", "Take one more word in at this end", 0),
    ("borders.sentence", "s", "Sentence more", "Take one more sentence in at this end", 0),
    ("borders.less", "minus", "Less", "Leave the last word out at this end", 0),
    ("borders.swap", "o,tab", "Other end", "Move the other end; of several segments the next end", 14),
    ("borders.keep", "enter", "Keep", "Keep the borders as they are shown", 15),
    ("borders.leave", "escape", "Leave", "Leave the excerpt as it was", 16),
)
