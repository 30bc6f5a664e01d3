"""The small study after Ana took in another text for `alpha`: of her excerpts one is moved, one to check, one missing."""

from pathlib import Path

from search.updating import plan_update
from store.acts import tag
from store.holdings import read_holdings
from store.project import open_project
from store.texts import Incoming
from store.writer import Writer
from tests.tui.app.studies import ALPHA, WATCHED

READS = "She reads the river. I read the river too, but slower."
SLEPT = "We slept in our coats. The dog slept on the stairs."
FED = "The river decides, and we feel watched and not fed."
THEY_READ = "They read the river. I read the river too, but faster."

NEW = (
    ALPHA.replace(WATCHED, FED)
    .replace(f"A01: My neighbour did. {READS} [laughs]\n\n", "")
    .replace(f" {SLEPT}", "")
    .replace("A01: And when it fell", f"INTERVIEWER: Did others know?\n\nA01: {THEY_READ}\n\nA01: And when it fell")
)


def change_alpha(root: Path) -> None:
    project = open_project(root)
    with Writer.open(project, "ana") as writer:
        for words, theme in ((READS, "River as actor"), (SLEPT, "Waiting")):
            holdings = read_holdings(project)
            (found,) = (each for each in holdings.themes.values() if each.name == theme)
            start = ALPHA.index(words)
            document = holdings.documents["alpha"]
            writer.perform(tag(holdings, "ana", document, ALPHA, [(start, start + len(words))], [found])[0])
        holdings = read_holdings(project)
        incoming = Incoming("alpha.txt", NEW, "utf-8", None)
        writer.perform(plan_update(project, holdings, "ana", holdings.documents["alpha"], incoming).act)
