"""Our segments and stock Whoosh: it reads what we write as if it had written it, and scores words as we do."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from whoosh import query as whoosh_query
from whoosh import searching

from search import commits
from search.blocks import Postings
from search.commits import open_reader
from search.engine import Searcher
from search.index import folder_of, update_index
from search.passages import passages_of
from search.tokens import tokens_of
from search.view import view_of
from tests.search.studies import Study, study_of

TEXTS = {
    "a": "Leaders lead. Leaders follow leaders.\n\nNobody leads here.\n\nMid-Staff-\nord and café.",
    "b": "A long passage about following leaders, their followers, and those who do neither.\n\nLeaders!",
}
# Whoosh's annotations stop half-way.
_query: Any = whoosh_query
_searching: Any = searching


@pytest.fixture
def study(tmp_path: Path) -> Study:
    project, documents = study_of(tmp_path, TEXTS)
    update_index(project, documents)
    return project, documents


@pytest.fixture
def reader(study: Study) -> Iterator[Any]:
    reader = open_reader(folder_of(study[0]))
    yield reader
    reader.close()


def passages() -> list[tuple[str, int, list[str]]]:
    """The tokens of each passage, by document and start."""
    found = []
    for name, text in TEXTS.items():
        tokens = tokens_of(view_of(text))
        for passage in passages_of(text):
            places = zip(tokens.terms, tokens.starts.tolist(), strict=True)
            inside = [term for term, start in places if passage.start <= start < passage.end]
            found.append((name, passage.start, inside))
    return found


def frequencies(reader: Any, term: bytes) -> dict[int, int]:
    """How often Whoosh finds a term in each passage."""
    matcher = reader.postings("content", term)
    found = {}
    while matcher.is_active():
        found[matcher.id()] = int(matcher.weight())
        matcher.next()
    return found


def test_whoosh_reads_every_term_and_passage(reader: Any) -> None:
    expected: dict[str, dict[int, int]] = {"stafford": {2: 1}}
    for number, (name, start, tokens) in enumerate(passages()):
        stored = reader.stored_fields(number)
        assert (stored["document"], stored["start"]) == (name, start)
        assert reader.doc_field_length(number, "content") == len(tokens)
        for token in tokens:
            there = expected.setdefault(token, {})
            there[number] = there.get(number, 0) + 1
    terms = [term for field, term in reader.all_terms() if field == "content"]
    assert {term.decode(): frequencies(reader, term) for term in terms} == expected


@pytest.mark.parametrize("words", [("leaders",), ("leaders", "follow"), ("nobody",), ("cafe",)])
def test_whoosh_scores_passages_as_we_do(reader: Any, study: Study, words: tuple[str, ...]) -> None:
    ours = {
        (hit.document, hit.passage[0]): hit.score
        for hit in Searcher.open(*study).find(" OR ".join(words), rank=True).hits
    }
    stock = _searching.Searcher(reader)
    results = stock.search(_query.Or([_query.Term("content", word) for word in words]), limit=None)
    theirs = {(each["document"], each["start"]): each.score for each in results}
    assert ours == pytest.approx(theirs, rel=1e-6)


def test_postings_are_written_as_whoosh_writes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(5)
    words = ["often", *(f"word{number}" for number in range(30))]
    passages = [" ".join(chance.choices(words, range(62, 0, -2), k=chance.randint(1, 40))) for _ in range(400)]
    study = study_of(tmp_path, {"a": "\n\n".join(passages[:150]), "b": "\n\n".join(passages[150:])})

    def one_by_one(writer: Any, postings: Postings) -> None:
        for term, low, high in zip(postings.terms, postings.bounds, postings.bounds[1:], strict=False):
            writer.start_term(term)
            for at in range(low, high):
                writer.add(int(postings.passages[at]), float(postings.weights[at]), b"", int(postings.sizes[at]))
            writer.finish_term()

    def written() -> list[bytes]:
        update_index(*study, rebuild=True)
        return [path.read_bytes() for kind in ("pst", "trm") for path in folder_of(study[0]).glob(f"*.{kind}")]

    ours = written()
    monkeypatch.setattr(commits, "write_postings", one_by_one)
    assert ours == written()
