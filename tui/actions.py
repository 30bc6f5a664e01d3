"""The one table of what a reviewer can do in the app.

The bindings, the line of keys at the foot, the help, the palette, the user's own keys and the keys page of the docs are all made
from it, so none of them can say what another does not. An action is carried out by the method `act_<name>` of the place or screen
whose group it is in; a test checks that each has one.
"""

from dataclasses import dataclass

from textual.binding import Binding

from tui.border_keys import BORDERS
from tui.memo_keys import MEMOS
from tui.review_keys import REVIEW
from tui.table_keys import CASES, TABLES
from tui.waiting_keys import WAITING


@dataclass(frozen=True, slots=True)
class Action:
    """`id` is `group.name`; `keys` is a comma-separated list of Textual's key names; `help` one line for the help screen.

    `foot` is its rank among what the last line shows; 0: not shown there.
    """

    id: str
    keys: str
    label: str
    help: str
    foot: int = 0

    @property
    def group(self) -> str:
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        return self.id.partition(".")[2]


GROUPS = {
    "app": "Everywhere",
    "move": "Moving",
    "lists": "Lists",
    "search": "Search",
    "reader": "Reader",
    "themes": "Themes",
    "excerpt": "Excerpts, in the Reader and in Themes",
    "memos": "Memos",
    "tables": "Tables",
    "cells": "Moving by columns",
    "behind": "Behind a number",
    "cases": "Cases",
    "case": "A case",
    "preview": "What would be changed",
    "path": "Choosing files",
    "reading": "While files are read",
    "review": "Review",
    "judging": "Judging excerpts",
    "asked": "What verdicts ask for",
    "consider": "Looking at a theme",
    "sheet": "Theme sheet",
    "comparison": "Comparing excerpts",
    "beside": "Two themes",
    "coverage": "Coverage of documents",
    "walk": "Through a document",
    "points": "Open points",
    "news": "News",
    "conflicts": "To decide",
    "waiting": "Changed texts",
    "rules": "How a document is read",
    "acts": "The list of acts",
    "checklist": "Choosing several",
    "chooser": "Choosing",
    "choices": "Choosing from a list",
    "picker": "Choosing a theme",
    "borders": "Moving the borders of an excerpt",
    "split": "Splitting a theme",
    "reason": "Choosing what becomes of something",
    "prompt": "Answering a question",
    "form": "Filling in a form",
    "quote": "Looking for a quotation",
    "editor": "Writing a memo",
}

ACTIONS = (
    Action("app.find", "slash", "Search", "Search the documents: type what you remember", 20),
    Action(
        "app.quote",
        "Q",
        "Quotation",
        "Find where a quotation comes from, and whether it is still the same",
    ),
    Action("app.search", "1", "Search", "Go to Search: the documents, or what was found"),
    Action("app.reader", "2", "Reader", "Go to the Reader: the document that was open last"),
    Action("app.themes", "3", "Themes", "Go to Themes: the codebook and its excerpts"),
    Action("app.memos", "4", "Memos", "Go to Memos"),
    Action("app.review", "5", "Review", "Go to Review: the rounds of theme review"),
    Action(
        "app.tables", "6", "Tables", "Go to Tables: counts of themes, cases and documents, each of them to be opened"
    ),
    Action("app.cases", "7", "Cases", "Go to Cases: who and what is studied, with attributes"),
    Action("app.memo", "m", "Memo", "Write a memo that begins from where you are", 40),
    Action(
        "app.links",
        "less_than_sign",
        "Links",
        "Memos that name this theme, excerpt, document or memo, and what a memo links to",
    ),
    Action("app.undo", "u,ctrl+z", "Undo", "Undo the last act; it is named when it is done", 60),
    Action("app.redo", "U,ctrl+y", "Redo", "Do again what was undone last"),
    Action("app.acts", "H", "Acts", "All that was done here: undo any of it that still can be, in any order"),
    Action("app.why", "quotation_mark", "Why", "Write the reason of what you do next; it stands in the history"),
    Action("app.agreement", "at", "Agreement", "How far reviewers agree about each theme, and where they differ"),
    Action(
        "app.add", "ctrl+t", "Add", "Add documents: a file, or all of a folder or archive; shown before they come in"
    ),
    Action("app.import", "ctrl+o", "Import", "Take in a project or a codebook of another program"),
    Action(
        "app.export",
        "ctrl+e",
        "Export",
        "Take the findings out for readers, the project or its codebook for another program",
    ),
    Action("app.reviewers", "dollar_sign", "Reviewers", "Who works here; hide some, or show them again"),
    Action("app.sync", "Y", "Sync", "Share: others' work comes here, yours goes there; Esc stops it"),
    Action("app.news", "number_sign", "News", "What others did since you last looked; Enter leads to it"),
    Action("app.conflicts", "vertical_line", "To decide", "What two of you changed differently, to be decided"),
    Action("app.waiting", "semicolon", "Changed texts", "Excerpts whose text has changed: moved, to check, missing"),
    Action("app.help", "question_mark,f1", "Help", "What works here and now", 90),
    Action("app.palette", "ctrl+p,colon", "Actions", "Every action by its name", 95),
    Action("app.reload", "ctrl+l", "Reload", "Read the project's files again, after they were changed outside"),
    Action(
        "app.index",
        "ctrl+r",
        "Index",
        "Bring the search index up to date, or stop building it; a stopped one is gone on with later",
    ),
    Action("app.back", "escape", "Back", "Leave one layer: a selection, a filter, a view; never quits"),
    Action("app.close", "q", "Close", "Close this view; in the last one, leave catena", 99),
    Action("app.quit", "ctrl+q", "Quit", "Leave catena; what was done is saved"),
    Action("move.down", "down,j", "Down", "One line down"),
    Action("move.up", "up,k", "Up", "One line up"),
    Action("move.page_down", "pagedown,ctrl+f,space", "Page down", "One page down"),
    Action("move.page_up", "pageup,ctrl+b,b", "Page up", "One page up"),
    Action("move.half_down", "ctrl+d", "Half page down", "Half a page down"),
    Action("move.half_up", "ctrl+u", "Half page up", "Half a page up"),
    Action("move.first", "home,g", "Beginning", "To the beginning"),
    Action("move.last", "end,G", "End", "To the end"),
    Action("lists.down", "down,j", "Down", "The next line"),
    Action("lists.up", "up,k", "Up", "The line before"),
    Action("lists.page_down", "pagedown", "Page down", "One page down"),
    Action("lists.page_up", "pageup", "Page up", "One page up"),
    Action("lists.half_down", "ctrl+d", "Half page down", "Half a page down"),
    Action("lists.half_up", "ctrl+u", "Half page up", "Half a page up"),
    Action("lists.first", "home,g", "Beginning", "The first line"),
    Action("lists.last", "end,G", "End", "The last line"),
    Action("lists.filter", "backslash", "Filter", "Show only the lines with the words you type", 50),
    Action("lists.next_pane", "tab", "Next pane", "To the next pane"),
    Action("lists.previous_pane", "shift+tab", "Previous pane", "To the pane before"),
    Action("search.open", "enter,right,l", "Read", "Read on in the document, at this place", 10),
    Action("search.tag", "t", "Tag", "Tag the sentence of this hit, or of each marked one, with a theme", 15),
    Action("search.repeat", "T", "Same theme", "Tag it with the theme that was used last", 16),
    Action("search.wider", "p", "Passage", "Tag whole passages instead of sentences, or sentences again", 30),
    Action("search.mark", "space", "Mark", "Mark this hit, or take the mark off", 31),
    Action("search.next_document", "right_curly_bracket", "Next document", "To the first hit in the next document"),
    Action("search.previous_document", "left_curly_bracket", "Previous document", "To the document before"),
    Action("search.copy", "y", "Copy", "Copy the sentence with its citation"),
    Action("search.mark_all", "asterisk", "Mark all", "Mark every hit that is listed, or take all marks off"),
    Action(
        "search.scope", "i", "Where", "Choose where to search: documents, excerpts, notes, memos or all of these", 29
    ),
    Action("search.untagged", "x", "Untagged", "Only hits in passages without any excerpt, or all hits again"),
    Action(
        "search.words", "W", "Words", "The words that stand with the hits, with counts: Enter adds one to the query"
    ),
    Action("search.facets", "f", "Narrow", "Narrow by kind, document, speaker, theme or attribute, with counts", 28),
    Action(
        "search.order", "o", "Order", "Order by document, by the words to the left or right, or best passages first"
    ),
    Action("search.like", "equals_sign", "More like it", "Passages most like the one of this hit"),
    Action("search.recall", "r", "Recall", "Saved, logged and earlier searches; Up in the empty query does it too", 34),
    Action("search.save", "S", "Save search", "Save this search under a name; it stays live"),
    Action(
        "search.log", "L", "Log search", "Write into the log what was searched for and why, even if nothing was found"
    ),
    Action(
        "search.suggestion",
        "ctrl+g",
        "Did you mean",
        "Where nothing is found: search for the first of what would be found",
    ),
    Action("reader.select", "v", "Select", "Begin a selection at the word under the cursor", 12),
    Action("reader.word", "w", "Word", "Select this word; again: the next one too"),
    Action("reader.sentence", "s", "Sentence", "Select this sentence; again: the next one too", 13),
    Action("reader.passage", "p", "Passage", "Select this passage; again: the next one too", 14),
    Action(
        "reader.shrink", "minus", "Less", "Take off the selection what was put on last: a word, a sentence or a passage"
    ),
    Action("reader.swap", "o", "Other end", "Let the other end of the selection move"),
    Action("reader.left", "left,h", "Left", "One word back"),
    Action("reader.right", "right,l", "Right", "One word on"),
    Action("reader.sentence_back", "left_parenthesis", "Sentence back", "One sentence back"),
    Action("reader.sentence_on", "right_parenthesis", "Sentence on", "One sentence on"),
    Action("reader.passage_back", "K", "Passage back", "One passage back, a turn or a paragraph"),
    Action("reader.passage_on", "J", "Passage on", "One passage on"),
    Action(
        "reader.tag",
        "t",
        "Tag",
        "Tag the selection, or what was tagged just now, or else the sentence at the cursor",
        10,
    ),
    Action("reader.repeat", "T", "Same theme", "Tag it with the theme that was used last", 11),
    Action("reader.untag", "x", "Untag", "Take a theme off the excerpt at the cursor", 35),
    Action("reader.next_excerpt", "right_square_bracket", "Next excerpt", "To the next excerpt", 30),
    Action("reader.previous_excerpt", "left_square_bracket", "Previous excerpt", "To the excerpt before"),
    Action("reader.next_hit", "n", "Next hit", "To the next hit of the search", 25),
    Action("reader.previous_hit", "N", "Previous hit", "To the hit before"),
    Action("reader.next_document", "right_curly_bracket", "Next document", "To the next document"),
    Action("reader.previous_document", "left_curly_bracket", "Previous document", "To the document before"),
    Action(
        "reader.like",
        "equals_sign",
        "More like it",
        "Passages most like the selection, or else the passage at the cursor",
    ),
    Action(
        "reader.region",
        "R",
        "Region",
        "Mark the selection, or else the passage, as a table, references … to be left out of search; or take that off",
    ),
    Action(
        "reader.rules",
        "V",
        "How it is read",
        "Layers, regions and page furniture of this document, to be switched and judged",
    ),
    Action("reader.done", "F", "Finished", "You have tagged all you want in this document, or go on with it"),
    Action("reader.earlier", "e", "Earlier texts", "Read what this document's text was before another took its place"),
    Action("reader.copy", "y", "Copy", "Copy the selection, or the excerpt at the cursor, with its citation"),
    Action("reader.next_pane", "tab", "Next pane", "To the next pane"),
    Action("reader.previous_pane", "shift+tab", "Previous pane", "To the pane before"),
    Action(
        "themes.open", "enter,right,l", "Open", "To the excerpts of this theme, or to this excerpt in its document", 10
    ),
    Action("themes.fold", "space,left,h", "Fold", "Fold or unfold the themes below this one", 20),
    Action("themes.add", "a", "Add theme", "Add a theme below this one", 12),
    Action("themes.add_top", "A", "Add at top", "Add a theme at the top of the tree"),
    Action("themes.define", "e", "Define", "Write what this theme means, its rules, source, kind, status and sign", 14),
    Action("themes.rename", "r", "Rename", "Give this theme another name; the old one is kept as an alias", 16),
    Action("themes.move", "M", "Move", "Move this theme, with all below it, under another one or to the top", 18),
    Action("themes.order_up", "K", "Before", "Put this theme before its sister above"),
    Action("themes.order_down", "J", "Behind", "Put this theme behind its sister below"),
    Action("themes.merge", "ampersand", "Merge", "Merge this theme into another one", 22),
    Action("themes.split", "percent_sign", "Split", "Split this theme: say of each excerpt where it goes", 24),
    Action(
        "themes.gone", "v", "In use", "Show only the themes in use, or also those that were merged, split or retired"
    ),
    Action("themes.retire", "D", "Retire", "Take this theme out of use, or one that is out of use into it again"),
    Action(
        "themes.run",
        "n",
        "Untagged hits",
        "Go through what the searches saved for this theme find and nobody has tagged",
    ),
    Action("themes.untag", "x", "Untag", "Take this theme off the excerpt", 35),
    Action("themes.copy", "y", "Copy", "Copy the excerpt with its citation"),
    Action("excerpt.recode", "c", "Recode", "Move this excerpt from one theme to another; its note stays", 37),
    Action("excerpt.note", "i", "Note", "Write a note on this excerpt", 38),
    Action("excerpt.star", "asterisk", "Star", "Star this excerpt for the report, or take the star away"),
    Action(
        "excerpt.against", "exclamation_mark", "Against", "Say that this excerpt speaks against a theme, or no longer"
    ),
    Action("excerpt.example", "E", "Example", "Make this excerpt the example of its theme"),
    Action("excerpt.borders", "Z", "Borders", "Move the borders of this excerpt by words or sentences"),
    Action("excerpt.segment", "plus", "Add segment", "Add the selected words to an excerpt as one more segment"),
    Action(
        "excerpt.place",
        "greater_than_sign",
        "Put here",
        "The selected words are those of an excerpt that is moved, to check or missing: it stands here now",
    ),
    Action("excerpt.speaker", "W", "Who speaks", "See, enter or correct who speaks in this excerpt"),
    Action("excerpt.conflicts", "X", "Conflicts", "What of who speaks does not fit together, in all excerpts"),
    Action("news.open", "enter,right,l", "Go there", "To this excerpt, theme, memo or document", 10),
    Action("conflicts.ours", "o", "Yours", "Your version stands; where none is yours, the one that stands now", 10),
    Action("conflicts.theirs", "t", "Theirs", "The other version stands; of several, the one that you choose", 11),
    Action("conflicts.both", "plus", "Both", "All versions: texts one below the other, lists joined", 12),
    Action("conflicts.words", "w", "Own words", "Write what shall stand, from both versions", 13),
    Action("conflicts.open", "enter", "Go there", "To the theme, memo, excerpt or document that it is about", 14),
    Action("conflicts.next_pane", "tab", "Next pane", "To the next pane, to scroll in it"),
    Action("conflicts.previous_pane", "shift+tab", "Previous pane", "To the pane before"),
    Action("rules.down", "down,j", "Down", "The next line"),
    Action("rules.up", "up,k", "Up", "The line before"),
    Action("rules.page_down", "pagedown", "Page down", "One page down"),
    Action("rules.page_up", "pageup", "Page up", "One page up"),
    Action("rules.first", "home,g", "Beginning", "The first line"),
    Action("rules.last", "end,G", "End", "The last line"),
    Action("rules.go", "enter", "Go", "To the place in the text; again, to the next one of this line", 10),
    Action(
        "rules.switch",
        "space",
        "Switch",
        "A layer on or off, a region searched or left out, a line confirmed or refused",
        12,
    ),
    Action("rules.confirm", "c", "Confirm", "It is page furniture, and stays left out of search", 14),
    Action("rules.refuse", "r", "Refuse", "It is text, and is searched", 16),
    Action("rules.take_off", "x", "Take off", "Take the region off, or the verdict back", 18),
    Action("rules.undo", "u", "Undo", "Undo the last act", 20),
    Action("rules.leave", "escape,q", "Leave", "Back to the text", 30),
    Action("chooser.down", "down,ctrl+n", "Down", "The next line"),
    Action("chooser.up", "up", "Up", "The line before"),
    Action("chooser.page_down", "pagedown", "Page down", "One page down"),
    Action("chooser.page_up", "pageup", "Page up", "One page up"),
    Action("chooser.take", "enter", "Take", "Take this one", 10),
    Action("chooser.leave", "escape", "Leave", "Leave without choosing", 20),
    Action("acts.memo", "ctrl+o,f3", "Memo", "Write a memo about this act: why it was done", 12),
    Action("picker.new", "f2,ctrl+t", "New theme", "Make a new theme of the words typed, or of the words selected", 12),
    Action(
        "picker.new_below",
        "f3,ctrl+g",
        "Place it",
        "Make it, and say below which theme it stands and what it means",
        14,
    ),
    Action("picker.wider", "tab", "More text", "Tag the sentence, the passage or the bare words", 16),
    Action("path.complete", "tab", "Complete", "Put the highlighted name into the line", 12),
    Action("reading.leave", "escape,q", "Stop", "Stop; nothing is written", 10),
    Action("prompt.line", "ctrl+o,f2", "New line", "Begin another line where a text may have several, as a note may"),
    Action(
        "choices.whole",
        "ctrl+r,f4",
        "Whole",
        "All that is said of what is highlighted; again: what follows, then a few lines",
        18,
    ),
    Action("reason.why", "tab", "Why", "Write the reason, or go back to the list", 12),
    *(Action(*row) for row in BORDERS),
    Action("split.new", "a", "New part", "Name a new theme that it is split into", 10),
    Action("split.existing", "A", "A theme", "Choose a theme that is there already as a part", 11),
    Action(
        "split.send",
        "1,2,3,4,5,6,7,8,9",
        "Send",
        "Send what is highlighted to this part, and go on to the next line",
        9,
    ),
    Action("split.also", "plus", "And also", "The next digit sends it to another part besides", 13),
    Action("split.stay", "0,minus", "Stay", "It goes nowhere: it stays until somebody says where it belongs", 14),
    Action("split.split", "enter", "Split", "See what it comes to, and do it", 8),
    Action("split.leave", "escape", "Leave", "Leave all as it was", 20),
    Action("form.save", "ctrl+s", "Save", "Save all that is filled in", 10),
    Action("form.next", "tab,down", "Next", "To the next line to fill in", 12),
    Action("form.previous", "shift+tab,up", "Previous", "To the line before", 13),
    Action("form.leave", "escape", "Leave", "Leave it as it was; what was changed asks once more", 20),
    Action("quote.take", "enter", "Places, read", "From the text to its places; at a place: read it, selected", 10),
    Action("quote.next_pane", "tab", "Next", "From the text to its places, and to what stands there", 12),
    Action("quote.previous_pane", "shift+tab", "Back", "Back to the text"),
    Action("quote.down", "down,j", "Down", "The next place"),
    Action("quote.up", "up,k", "Up", "The place before"),
    Action("quote.page_down", "pagedown", "Page down", "One page down"),
    Action("quote.page_up", "pageup", "Page up", "One page up"),
    Action("quote.leave", "escape", "Leave", "Leave; what was looked for is there again next time", 14),
    *(Action(*row) for row in MEMOS),
    *(Action(*row) for row in WAITING),
    *(Action(*row) for row in REVIEW),
    *(Action(*row) for row in TABLES),
    *(Action(*row) for row in CASES),
)


def actions_of(group: str) -> tuple[Action, ...]:
    """The actions of one group, in the order of the table."""
    return tuple(action for action in ACTIONS if action.group == group)


def action_named(action_id: str) -> Action:
    return _BY_ID[action_id]


_BY_ID = {action.id: action for action in ACTIONS}


def bindings_of(*groups: str) -> list[Binding]:
    """The bindings of some groups, for a widget's or screen's BINDINGS; the user's keys change them by their ids."""
    return [
        Binding(
            action.keys, f"do({action.id!r})", action.label, show=bool(action.foot), id=action.id, tooltip=action.help
        )
        for group in groups
        for action in actions_of(group)
    ]
