"""Documents in: 100 MB of pdf, docx and txt, beside what the libraries alone take to draw the text from them.

The libraries work in this process and throw the text away; reading is what an import does (a process of its own within limits,
tables, speakers, pages); the command adds what it takes to keep it all (hashes, acts, commits). All three are wall-clock times
of one run.
"""

import codecs
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter

from bench.figures import Figure, within
from bench.texts import word_of
from tests.store.importers.packages import docx, p
from tests.store.importers.pdfs import lines, pdf

MEGABYTES = {"pdf": 40, "docx": 30, "txt": 30}
FILES = 40
"""Files of each kind."""
BUDGET = 1.5


def figures(folder: Path) -> Iterator[Figure]:
    random.seed(8)
    source = folder / "in"
    source.mkdir()
    makers: dict[str, Callable[[int], bytes]] = {"pdf": _pdf, "docx": _docx, "txt": _txt}
    for kind, make in makers.items():
        size = MEGABYTES[kind] * 1_000_000 // FILES
        for number in range(FILES):
            (source / f"{kind}{number:02}.{kind}").write_bytes(make(size))
    files = sorted(source.iterdir())
    total = sum(file.stat().st_size for file in files) / 1e6
    alone = {kind: _timed(partial(_alone, kind, files)) for kind in makers}
    bare = sum(alone.values())
    told = ", ".join(f"{kind} {seconds:.1f}" for kind, seconds in alone.items())
    yield Figure(f"the libraries alone, {total:.0f} MB", f"{bare:.1f} s ({told})")
    read = _timed(lambda: _read(files))
    yield within("reading, as an import does", read / bare, BUDGET, "times", f"{read:.1f} s", 2)
    catena = str(Path(sys.executable).parent / "catena")
    environment = os.environ | {"HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        [catena, "init", "study", "--title", "S"], cwd=folder, env=environment, capture_output=True, check=True
    )
    command = [catena, "-C", "study", "add", "in", "--kind", "report"]
    whole = _timed(lambda: subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True))
    yield within("`catena add`, all of it kept and committed", whole / bare, BUDGET, "times", f"{whole:.1f} s", 2)


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _read(files: list[Path]) -> None:
    from store.importers.intake import Intake
    from store.importing import files_to_import

    with Intake() as intake:
        for found in files_to_import(files):
            assert intake.read(found)


def _alone(kind: str, files: list[Path]) -> None:
    """What the libraries that others use do to get at the words."""
    for file in files:
        if file.suffix == ".pdf":
            if kind == "pdf":
                import pypdfium2

                document = pypdfium2.PdfDocument(file.read_bytes())
                for page in document:
                    page.get_textpage().get_text_range()
                document.close()
        elif file.suffix == ".docx":
            if kind == "docx":
                from docx import Document

                for paragraph in Document(str(file)).paragraphs:
                    assert paragraph.text is not None
        elif kind == "txt":
            codecs.decode(file.read_bytes(), "utf-8").replace("\r\n", "\n")


def _words(count: int) -> str:
    return " ".join(word_of(int(random.paretovariate(0.9)) % 50_000) for _ in range(count))


def _txt(size: int) -> bytes:
    made = ""
    while len(made) < size:
        made += f"{random.choice(('INT', 'P03'))}: {_words(86)}.\n\n"
    return made.encode()


def _docx(size: int) -> bytes:
    """A document of which a third is text, and the rest a picture that cannot be pressed."""
    body: list[str] = []
    length = 0
    while length < size:
        body.append(p(f"*{random.choice(('INT', 'P03'))}*", *(f" {_words(20)}" for _ in range(4))))
        length += len(body[-1])
    return docx("".join(body), **{"word/media/picture.png": random.randbytes(size * 2 // 3)})


def _pdf(size: int) -> bytes:
    """Pages of forty lines."""
    pages = []
    written = 0
    while written < size:
        pages.append(lines(*(_words(11) for _ in range(40))))
        written += sum(len(text) + 25 for _, _, text in pages[-1]) + 300
    return pdf(pages)
