"""What a search costs, the engine alone, beside SQLite FTS5 over the same passages in the same run.

Milliseconds and seconds here are those of the processor, so that other work on the machine has little part in them. A screenful
is the exact count, the best 20 hits with their places, and the facets by kind, document and speaker. Each example of a kind of
query is asked once before it is counted, in turn with FTS5 where they are compared, and every match is compared first.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import inf
from pathlib import Path
from statistics import median
from time import process_time

from bench.figures import Figure, ninety_fifth, within
from bench.growth import growth_table
from bench.machine import machine
from bench.peers import Fts5
from bench.project import ROOT
from bench.texts import PASSAGES, Asked, Corpus, make_corpus, queries_of
from search.engine import Searcher
from search.facets import facets_in
from search.index import size_of, update_index
from store.documents import Document, hash_of
from store.holdings import Holdings
from store.project import Project, Settings

ORDINARY = 20_000
LONG = (1_000, 20_000, 200_000, 1_000_000)
"""Passages of the corpora of the long bench."""

PEER = 200_000
"""Passages at most that FTS5 gets as well."""

TIMES = 20
"""Examples of a kind of query."""
AGAIN = 3
"""How often an example is asked beyond the first time; the quickest counts, as other work on the machine makes none quicker."""
LONGEST = 5.0
"""Seconds after which the examples of a kind are not asked again."""
FACETS = ("kind", "document", "speaker")
SCREENFUL = {1_000: 20, 20_000: 20, 200_000: 20, 1_000_000: 100}
COUNT = {1_000: 10, 20_000: 10, 200_000: 10, 1_000_000: 50}
OPEN = {1_000: 0.3, 20_000: 0.3, 200_000: 0.5, 1_000_000: 2.0}
UPDATE = 0.3
SPEED = 2.5
SIZE = 3.5
MEMORY = {1_000: 300, 20_000: 300, 200_000: 300, 1_000_000: 1_500}
SHARED = 1.0
GROWTH = ROOT / "build" / "growth.md"
"""Where the long bench writes its table."""

BUILD = """
import json, sys, time
from pathlib import Path
from search.index import update_index
from store.documents import Document
from store.project import Project, Settings
root = Path(sys.argv[1])
listed = json.loads((root / "documents.json").read_text())
documents = {each[0]: Document(*each) for each in listed}
began = time.process_time()
state = update_index(Project(root, Settings("synthetic", "Synthetic")), documents)
assert not state.missing and not state.faults
print(time.process_time() - began)
"""

OPENED = """
import json, sys, time
from pathlib import Path
from store.documents import Document
from store.project import Project, Settings
root = Path(sys.argv[1])
listed = json.loads((root / "documents.json").read_text())
documents = {each[0]: Document(*each) for each in listed}
began = time.process_time()
from search.engine import Searcher
searcher = Searcher.open(Project(root, Settings("synthetic", "Synthetic")), documents)
assert not searcher.missing
searcher.find(sys.argv[2], limit=20)
print(time.process_time() - began)
for query in sys.argv[2:]:
    searcher.find(query, limit=20, rank=True)
    searcher.spread(query)
print(Path("/proc/self/status").read_text())
"""


Medians = dict[str, dict[int, float]]
"""Milliseconds of a screenful by kind of query and number of passages."""


def figures(folder: Path) -> Iterator[Figure]:
    yield from _of_size(folder, ORDINARY, {})
    yield from _of_shared_corpus(folder)


def long_figures(folder: Path) -> Iterator[Figure]:
    medians: Medians = {}
    for passages in LONG:
        yield from _of_size(folder, passages, medians)
    GROWTH.parent.mkdir(exist_ok=True)
    GROWTH.write_text(growth_table(medians, machine()))
    yield Figure("growth", f"see {GROWTH.relative_to(ROOT)}")


def _of_size(folder: Path, passages: int, medians: Medians) -> Iterator[Figure]:
    corpus = make_corpus(folder / f"corpus-{passages}", passages)
    name = f"{passages:,}"
    built = _seconds(BUILD, corpus)
    megabytes = corpus.bytes / 1e6
    load = f"load {os.getloadavg()[0]:.1f}"
    yield _at_least(f"{name} passages: build", megabytes / built, SPEED, "MB/s CPU", f"{megabytes:.1f} MB; {load}")
    in_proportion = size_of(corpus.project) / corpus.bytes
    yield within(f"{name} passages: size of the index", in_proportion, SIZE, "times the text", digits=2)
    kinds = dict(queries_of(corpus, TIMES))
    yield from _opened(corpus, kinds, passages)
    peer = Fts5(corpus, folder / f"peer-{passages}.db") if passages <= PEER else None
    yield from of_kinds(corpus, kinds, peer, medians)
    yield _update(corpus, name)


def of_kinds(corpus: Corpus, kinds: Mapping[str, list[Asked]], peer: Fts5 | None, medians: Medians) -> Iterator[Figure]:
    """The figures of an indexed corpus for every kind of query; their medians are put into `medians`."""
    passages = len(corpus.documents) * PASSAGES
    searcher = Searcher.open(corpus.project, corpus.documents)
    assert not searcher.missing, "all documents are indexed"
    for kind, asked in kinds.items():
        median_of_kind = medians.setdefault(kind, {})
        for figure, value in _of_kind(f"{passages:,} passages, {kind}", searcher, peer, asked, corpus, passages):
            median_of_kind.setdefault(passages, value)
            yield figure


def _at_least(what: str, value: float, limit: float, unit: str, remark: str) -> Figure:
    return Figure(what, f"{value:.2f} {unit} ({remark})", f"at least {limit:g} {unit}", value >= limit)


def _of_kind(
    what: str, searcher: Searcher, peer: Fts5 | None, asked: list[Asked], corpus: Corpus, passages: int
) -> Iterator[tuple[Figure, float]]:
    """Each figure with its value, the median of screenfuls first."""
    holdings = Holdings(documents=corpus.documents)

    def screenful(each: Asked) -> None:
        searcher.find(each.query, limit=20, rank=True, typing=each.typing)
        spread = searcher.spread(each.query, typing=each.typing)
        for key in FACETS:
            facets_in(spread, holdings, key)

    shown, _ = _milliseconds(asked, screenful)
    remark = f"median {median(shown):.1f}"
    what_shown = f"{what}: a screenful, 95 %"
    yield within(what_shown, ninety_fifth(shown), SCREENFUL[passages], "ms", remark, digits=1), median(shown)
    counted, _ = _milliseconds(asked, lambda each: searcher.find(each.query, limit=0, typing=each.typing))
    remark = f"95 % {ninety_fifth(counted):.1f}"
    yield within(f"{what}: count", median(counted), COUNT[passages], "ms", remark, digits=1), median(counted)
    if peer is None:
        return
    other = [
        each.query
        for each in asked
        if each.alike
        and [(hit.document, hit.start, hit.end) for hit in searcher.find(each.query, typing=each.typing).hits]
        != peer.all(each)
    ]
    assert not other, f"catena and FTS5 find something else for {other[0]}"
    ours, theirs = _milliseconds(asked, lambda each: searcher.find(each.query, typing=each.typing), peer.all)
    remark = f"{sum(ours):,.1f} and {sum(theirs):,.1f} ms for {len(asked)}; load {os.getloadavg()[0]:.1f}"
    ratio = sum(ours) / sum(theirs)
    yield within(f"{what}: all matches, in FTS5's", ratio, 1, "times", remark, digits=2), ratio


def _milliseconds(
    asked: list[Asked], ask: Callable[[Asked], object], beside: Callable[[Asked], object] | None = None
) -> tuple[list[float], list[float]]:
    """What each example takes at best once it was asked before, with other queries in between; and what it takes the peer, that
    is asked in turn with us."""
    ours, theirs = [inf] * len(asked), [inf] * len(asked)
    began = process_time()
    for time in range(AGAIN + 1):
        if time > 1 and process_time() - began > LONGEST:
            break
        for number, each in enumerate(asked):
            start = process_time()
            ask(each)
            middle = process_time()
            if beside is not None:
                beside(each)
            if time:
                ours[number] = min(ours[number], (middle - start) * 1000)
                theirs[number] = min(theirs[number], (process_time() - middle) * 1000)
    return ours, theirs


def _opened(corpus: Corpus, kinds: dict[str, list[Asked]], passages: int) -> Iterator[Figure]:
    """A fresh process that opens the index and asks: when it has its first answer, and what it holds after many."""
    queries = [asked[0].query for asked in kinds.values()]
    runs = [_run(OPENED, corpus, *queries).split("\n", 1) for _ in range(3)]
    seconds = median(float(first) for first, _ in runs)
    what = f"{passages:,} passages: open and the first answer, fresh process"
    yield within(what, seconds, OPEN[passages], "s CPU", "numpy's import included", digits=2)
    status = dict(line.split(":", 1) for line in runs[0][1].splitlines() if ":" in line)
    resident, own = (int(status[key].split()[0]) / 1024 for key in ("VmRSS", "RssAnon"))
    what = f"{passages:,} passages: memory after {len(queries)} queries"
    yield within(what, resident, MEMORY[passages], "MB", f"{own:.0f} of its own, the rest is of files")


def _update(corpus: Corpus, name: str) -> Figure:
    """One document gets a word that no other has; seconds until it is found by a searcher that was open."""
    taken: list[float] = []
    documents = dict(corpus.documents)
    for number, document in enumerate(list(documents.values())[:3]):
        text = corpus.project.read_text(document) + f"\nChair: nowhereelse{number}.\n"
        (corpus.project.root / document.path).write_bytes(text.encode())
        documents[document.id] = replace(document, sha256=hash_of(text), characters=len(text))
        began = process_time()
        update_index(corpus.project, documents)
        found = Searcher.open(corpus.project, documents).find(f"nowhereelse{number}")
        taken.append(process_time() - began)
        assert found.total == 1, "the change is found"
    remark = f"worst {max(taken):.2f}"
    return within(f"{name} passages: a changed document until it is found", median(taken), UPDATE, "s CPU", remark, 2)


def _of_shared_corpus(folder: Path) -> Iterator[Figure]:
    shared = Path(os.environ.get("CATENA_SHARED") or ROOT.parent / "shared") / "corpus"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(shared.glob("*.txt"))}
    what = "the shared corpus: build"
    if not texts:
        yield Figure(what, "not there; CATENA_SHARED names the folder above it", f"at most {SHARED:g} s CPU")
        return
    root = folder / "shared"
    (root / "corpus").mkdir(parents=True)
    (root / ".catena").mkdir()
    documents: dict[str, Document] = {}
    for name, text in texts.items():
        (root / "corpus" / f"{name}.txt").write_bytes(text.encode())
        documents[name] = Document(name, name, "interview", f"corpus/{name}.txt", hash_of(text), len(text))
    size = sum(len(text.encode()) for text in texts.values())
    corpus = Corpus(Project(root, Settings("shared", "Shared")), documents, (), size)
    remark = f"{size / 1000:.0f} KB, {len(texts)} texts"
    yield within(what, _seconds(BUILD, corpus), SHARED, "s CPU", remark, digits=2)
    yield within(
        "the shared corpus: size of the index", size_of(corpus.project) / size, SIZE, "times the text", digits=2
    )


def _seconds(script: str, corpus: Corpus) -> float:
    return float(_run(script, corpus))


def _run(script: str, corpus: Corpus, *arguments: str) -> str:
    """What the script prints in a process of its own."""
    listed = corpus.project.root / "documents.json"
    if not listed.exists():
        rows = [
            (each.id, each.title, each.kind, each.path, each.sha256, each.characters)
            for each in corpus.documents.values()
        ]
        listed.write_text(json.dumps(rows))
    command = [sys.executable, "-c", script, str(corpus.project.root), *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
