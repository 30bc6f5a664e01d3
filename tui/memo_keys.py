"""The part of the table of actions that is about memos, as rows of `tui.actions.Action`: id, keys, label, help, foot.

It is a part of that one table and of nothing else: who looks for a key or its help asks `tui.actions`.
"""

MEMOS: tuple[tuple[str, str, str, str, int], ...] = (
    ("memos.open", "enter,right,l", "Read", "Read this memo; while reading, follow the link at the cursor", 10),
    ("memos.edit", "e", "Write", "Go on writing this memo", 12),
    ("memos.editor", "E", "Own editor", "Write this memo in your own editor ($VISUAL or $EDITOR)", 14),
    ("memos.reply", "r", "Answer", "Answer this memo with one of your own, which stands below it", 16),
    ("memos.narrow", "f", "Narrow", "Narrow the list by type, theme, reviewer or month, or show all again", 18),
    ("memos.month", "M", "Month", "Read the memos of a month as one document", 0),
    ("memos.versions", "v", "Versions", "Versions of this memo: who, when, why, what changed; bring one back", 0),
    ("memos.next_mark", "right_square_bracket", "Next mark", "To the next link or quotation of the memo", 0),
    ("memos.previous_mark", "left_square_bracket", "Previous mark", "To the link or quotation before", 0),
    ("memos.check", "c", "Check", "To the next quotation or link that is not right: what differs, and repair", 20),
    ("memos.check_all", "C", "Check all", "Check all memos and excerpts, and list what is not right", 0),
    ("memos.names", "w", "Names", "Real names of the key in this memo: put the pseudonyms there", 0),
    ("memos.copy", "y", "Copy", "Copy the text that is read", 0),
    ("editor.save", "ctrl+s", "Save", "Save: the text is on disk when it says so", 10),
    ("editor.quote", "ctrl+o,f3", "Quote", "Choose an excerpt and quote it here, with its citation and its link", 17),
    (
        "editor.check",
        "ctrl+g,f4",
        "Check",
        "To the next quotation or link that is not right: what differs, and repair",
        18,
    ),
    ("editor.title", "f2,ctrl+t", "Title", "Change the title or the type", 20),
    ("editor.help", "f1,ctrl+p", "Help", "What works while a memo is written", 0),
    ("editor.leave", "escape", "Save and leave", "Save and leave", 15),
)
