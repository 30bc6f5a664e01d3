"""What `catena check` costs for 2,000 memos of 1,000 words, each with eight quotations: CPU seconds from start to finish.

The quotations are sentences of a synthetic corpus of 10 MB. Of every eight one is altered, one elided and one nowhere; the
words around them are the writer's own. Nothing is cached: each quotation is another one.
"""

import os
import random
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure, within
from bench.texts import make_corpus, word_of
from store.documents import document_record
from store.memos import Memo, memo_path, memo_text
from store.toml import render_toml
from tests.journeys.terminal import CATENA, environment

MEMOS = 2000
WORDS = 1000
QUOTED = 8
SIZE = 25
"""Words of a quotation."""
PASSAGES = 20_000
LIMIT = 20.0


def figures(folder: Path) -> Iterator[Figure]:
    root, size = many_memos(folder)
    _seconds(root, folder, "index")
    used, memory = _seconds(root, folder, "check")
    quotations = MEMOS * QUOTED
    remark = f"{quotations:,} quotations, {size / 1e6:.0f} MB of documents, {memory:.0f} MB of memory"
    yield within(f"catena check, {MEMOS:,} memos of {WORDS:,} words", used, LIMIT, "s CPU", remark, digits=1)


def many_memos(folder: Path) -> tuple[Path, int]:
    """A study of many documents and MEMOS memos that quote them, and the bytes of its documents."""
    root = folder / "study"
    corpus = make_corpus(root, PASSAGES)
    (root / "catena.toml").write_text('schema = 1\nid = "synthetic"\ntitle = "Synthetic"\n')
    (root / "documents").mkdir(exist_ok=True)
    for document in corpus.documents.values():
        (root / "documents" / f"{document.id}.toml").write_bytes(render_toml(document_record(document)))
    texts = [corpus.project.read_text(document).split() for document in list(corpus.documents.values())[:200]]
    _write_memos(root, texts)
    return root, corpus.bytes


def _write_memos(root: Path, texts: list[list[str]]) -> None:
    chance = random.Random(7)
    (root / "memos" / "ana").mkdir(parents=True, exist_ok=True)
    for number in range(MEMOS):
        body = []
        for quoted in range(QUOTED):
            own = [word_of(chance.randrange(2000)) for _ in range(WORDS // QUOTED - SIZE)]
            text = chance.choice(texts)
            start = chance.randrange(len(text) - SIZE)
            words = text[start : start + SIZE]
            if quoted == 1:
                words[SIZE // 2] = "otherwise"
            elif quoted == 2:
                words[SIZE // 2 : SIZE // 2 + 4] = ["[…]"]
            elif quoted == 3:
                words = [word_of(chance.randrange(4000)) for _ in range(SIZE)]
            said = " ".join(words)
            body.append(f"{' '.join(own)}\n\n> {said}\n" if quoted % 2 else f"{' '.join(own)} “{said}”\n")
        memo_id = f"m{number:06}"
        path = memo_path("ana", memo_id, "A memo", datetime(2026, 11, 1, tzinfo=UTC))
        memo = Memo(memo_id, "A memo", "ana", path, created=datetime(2026, 11, 1, tzinfo=UTC), body="\n".join(body))
        (root / path).write_text(memo_text(memo), encoding="utf-8")


def _seconds(root: Path, home: Path, command: str) -> tuple[float, float]:
    """CPU seconds and megabytes of one call."""
    process = subprocess.Popen(
        [CATENA, "-C", str(root), command], env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
