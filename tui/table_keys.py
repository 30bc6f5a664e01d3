"""The part of the table of actions that is about tables and cases, as rows of `tui.actions.Action`: id, keys, label, help, foot.

It is a part of that one table and of nothing else: who looks for a key or its help asks `tui.actions`.
"""

TABLES: tuple[tuple[str, str, str, str, int], ...] = (
    ("tables.open", "enter", "Open", "What is behind this number: its excerpts, cases or documents", 10),
    ("tables.which", "w", "Table", "Choose the table: themes, cases, matrix, what meets, saturation …", 12),
    ("tables.by", "a", "By", "Choose the attributes that the table goes by; several are layers", 13),
    ("tables.count", "c", "Count", "Count excerpts, documents or cases", 14),
    ("tables.percent", "percent_sign", "Percent", "Shares of the row, the column, the whole or all cases; or none", 15),
    ("tables.narrow", "f", "Narrow", "Only a theme and what is below it, a kind of document or case, a reviewer", 16),
    ("tables.sort", "o", "Sort", "The rows with most in this column first, or as they stood", 17),
    ("tables.turn", "x", "Turn", "Rows as columns, columns as rows", 18),
    ("tables.settings", "s", "Settings", "How themes meet; the order, base, run and threshold of saturation", 19),
    ("tables.write", "e", "Summary", "Write the summary of this cell of the framework matrix, a memo", 11),
    ("tables.copy", "y", "Copy", "Copy the table, or save it as CSV or Markdown", 20),
    ("tables.empty", "v", "Empty", "Leave out rows and columns without anything, or show them again", 0),
    ("tables.left", "left,h", "Left", "One column to the left", 0),
    ("tables.right", "right,l", "Right", "One column to the right", 0),
    ("tables.columns_back", "left_square_bracket", "Columns back", "As many columns back as fit", 0),
    ("tables.columns_on", "right_square_bracket", "Columns on", "As many columns on as fit", 0),
    ("tables.first_column", "left_curly_bracket", "First column", "To the first column", 0),
    ("tables.last_column", "right_curly_bracket", "Last column", "To the last column, which is the total", 0),
    ("behind.open", "enter,right,l", "Read", "To this excerpt in its document, or to this case or document", 10),
    ("behind.next", "right_curly_bracket", "Next one", "To the next thing that is counted", 12),
    ("behind.previous", "left_curly_bracket", "One before", "To the thing before that is counted", 13),
    ("behind.copy", "y", "Copy", "Copy the excerpt with its citation", 14),
)
