"""A small study whose every word is known: two reviewers, three documents, four themes, two memos.

"river" stands seven times in `alpha`, once in `beta` and nowhere in `gamma`.
"""

from store.acts import add_theme, tag, write_memo
from store.holdings import Holdings, read_holdings
from store.importing import add_document
from store.project import Project
from store.texts import Incoming
from store.theme_acts import define_theme
from store.writer import Writer

IDENTITY = ("Ana Ferreira", "ana@example.org")

ALPHA = "\n\n".join(
    [
        "INTERVIEWER: Who decides when you leave?",
        "A01: Nobody asks us. The river decides, and we feel watched and not led. Then we wait.",
        "INTERVIEWER: And the river?",
        *(f"A01: On the {day} day the river rose again. We carried the chairs up." for day in ("second", "third")),
        "INTERVIEWER: Who told you to carry them?",
        "A01: My neighbour did. She reads the river. I read the river too, but slower. [laughs]",
        "A01: We waited. We slept in our coats. The dog slept on the stairs. I counted the steps.",
        "A01: And when it fell the river left its line on the wall. I never painted over it.",
    ]
)
BETA = "INTERVIEWER: What did you hear?\n\nB02: The bell, then the river. Or the bell again. I could not tell you.\n"
GAMMA = "\n\n".join(f"{number}. The committee met and agreed to meet again." for number in range(1, 40))

WATCHED = "The river decides, and we feel watched and not led."
NOBODY = "Nobody asks us."
BELL = "The bell, then the river."
MEMO = "First thought.\n\n- one\n- two\n\nlast line without an end"


def fill(project: Project) -> None:
    """Puts documents, themes, excerpts and memos into a new project."""
    with Writer.open(project, "ana") as writer:
        for name, text, kind in (
            ("alpha.txt", ALPHA, "interview"),
            ("beta.txt", BETA, "interview"),
            ("gamma.txt", GAMMA, "meeting"),
        ):
            writer.perform(add_document(read_holdings(project), Incoming(name, text, "utf-8", None), kind)[0])
        power = add_theme(read_holdings(project), "Power", definition="Who decides, and who is not asked.")
        writer.perform(power[0])
        for name in ("Watched, not led", "Waiting"):
            writer.perform(add_theme(read_holdings(project), name, power[1])[0])
        writer.perform(add_theme(read_holdings(project), "River as actor")[0])
        holdings = read_holdings(project)
        _tag(writer, holdings, "ana", "alpha", WATCHED, "Watched, not led")
        writer.perform(write_memo(holdings, "ana", "On being watched", MEMO, themes=[power[1].id])[0])
    with Writer.open(project, "ben") as writer:
        holdings = read_holdings(project)
        _tag(writer, holdings, "ben", "alpha", NOBODY, "Power")
        writer.perform(write_memo(holdings, "ben", "A doubt", "Is it power at all?\n", documents=["beta"])[0])


def _tag(writer: Writer, holdings: Holdings, reviewer: str, document: str, quotation: str, theme: str) -> None:
    record = holdings.documents[document]
    text = writer.project.read_text(record)
    start = text.index(quotation)
    themes = [each for each in holdings.themes.values() if each.name == theme]
    writer.perform(tag(holdings, reviewer, record, text, [(start, start + len(quotation))], themes)[0])


def define(project: Project, theme: str, definition: str) -> None:
    """Writes a theme's definition, as another program would."""
    with Writer.open(project, "ana") as writer:
        (found,) = (each for each in read_holdings(project).themes.values() if each.name == theme)
        writer.perform(define_theme(found, definition)[0])


def index(project: Project) -> None:
    """Builds the index."""
    from search.index import update_index

    update_index(project, read_holdings(project).documents)
