"""What the figures are measured on: the sample study, and a long interview with many tags, both made by the commands."""

import subprocess
from pathlib import Path
from random import Random

from store.excerpts import Excerpt, excerpt_entry, excerpts_path, segments_of
from store.files import write_durably
from store.holdings import read_holdings
from store.project import open_project
from store.toml import render_toml
from tests.journeys.terminal import CATENA, environment

ROOT = Path(__file__).parents[1]
TITLE_OF_LONG = "One long interview"
WORDS = (
    "the a of to and in that it was we they I you had not but for on with this have at be as so if there what about when "
    "ward meeting people manager never always somebody really quite thought asked said knew heard left decided morning "
    "question answer money river letter nobody everybody office trust listening difficult honest afternoon colleague"
)


def copy_of_sample_study(folder: Path) -> Path:
    """The sample study in `folder`/study, its index built."""
    study = folder / "study"
    for arguments in (["demo", "--no-open", str(study)], ["-C", str(study), "index"]):
        subprocess.run([CATENA, *arguments], env=environment(folder), check=True, capture_output=True)
    return study


def long_document_with_tags(folder: Path, characters: int, tags: int) -> Path:
    """A project in `folder`/long with one invented interview of so many characters and so many excerpts, overlapping at times."""
    study = folder / "long"
    file = folder / "long.txt"
    text = _invented_interview(characters)
    file.write_text(text, encoding="utf-8")
    for arguments in (
        ["init", str(study), "--title", TITLE_OF_LONG],
        ["-C", str(study), "add", str(file), "--kind", "interview"],
        *(
            ["-C", str(study), "theme", "add", name]
            for name in ("Waiting", "Being asked", "Who decides", "The cost of it")
        ),
        ["-C", str(study), "index"],
    ):
        subprocess.run([CATENA, *arguments], env=environment(folder), check=True, capture_output=True)
    holdings = read_holdings(open_project(study))
    (document,) = holdings.documents.values()
    (reviewer,) = holdings.reviewers
    themes = sorted(holdings.themes)
    chance = Random(2)
    entries: dict[str, object] = {}
    for number in range(tags):
        start = number * (len(text) - 400) // tags
        excerpt = Excerpt(
            id=f"e{number:010}",
            reviewer=reviewer,
            document=document.id,
            sha256=document.sha256,
            segments=segments_of(text, [(start, start + chance.randint(40, 400))]),
            themes=tuple(chance.sample(themes, chance.randint(1, 2))),
        )
        entries[excerpt.id] = excerpt_entry(excerpt)
    write_durably(
        study,
        excerpts_path(reviewer, document.id),
        render_toml({"schema": 1, "document": document.id, "excerpt": entries}),
    )
    return study


def _invented_interview(characters: int) -> str:
    """Turns of some 330 characters, in sentences of words that are looked for nowhere else."""
    chance, words = Random(1), WORDS.split()
    turns: list[str] = []
    length = 0
    while length < characters:
        sentences = [
            " ".join(chance.choices(words, k=chance.randint(5, 16))).capitalize() for _ in range(chance.randint(3, 7))
        ]
        turns.append(f"{'AB'[len(turns) % 2]}: {'. '.join(sentences)}.")
        length += len(turns[-1]) + 2
    return "\n\n".join(turns)[:characters] + "\n"
