"""What it costs to carry 200 excerpts of an interview of 50,000 characters into an edited text of it, in CPU seconds.

The text is the sample study's first interviews end to end, the edits and excerpts are those that the tests of anchoring are held
against. Nothing is remembered: the texts are read into words each time.
"""

import random
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, within
from search.carrying import Carrying, counts
from store.documents import Document, hash_of
from store.excerpts import Excerpt, segments_of
from tests.search.edited_texts import EDITS, Edited, excerpts

CHARACTERS = 50_000
EXCERPTS = 200
LIMIT = 0.1
ROUNDS = 3
INTERVIEWS = Path(__file__).parents[1] / "corpus" / "corpus" / "interviews"


def figures(folder: Path) -> Iterator[Figure]:
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(INTERVIEWS.glob("*.txt")))[:CHARACTERS]
    digest = hash_of(text)
    for name, edit in EDITS.items():
        chance = random.Random(7)
        new = edit(Edited.first(text), chance).text
        document = Document("d", "D", "interview", "d.txt", hash_of(new), len(new))
        tagged = [
            Excerpt(f"e{number}", "ana", "d", digest, segments_of(text, [place]))
            for number, place in enumerate(excerpts(text, EXCERPTS, chance))
        ]
        used = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            carrying = Carrying(document, new, {digest: text}.get)
            found = [carrying.carry(each) for each in tagged]
            used.append(time.process_time() - begun)
        said = ", ".join(f"{count} {state}" for state, count in counts(found).items() if count)
        yield within(f"{EXCERPTS} excerpts, {name}", min(used), LIMIT, "s CPU", said, digits=2)
