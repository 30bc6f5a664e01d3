"""Synthetic studies of any size: the same folder for the same numbers, made without git and without catena's writers.

The files are those of docs/files.md and open like any other project. The words are drawn from a small list, so texts and
excerpts say nothing; every excerpt's `exact` stands at its offsets.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store.documents import hash_of
from store.excerpts import CONTEXT
from store.names import ALPHABET
from store.protection import GITATTRIBUTES, GITIGNORE
from store.toml import render_toml

SAID = """
ward trust manager listen decide nobody always before after merger meeting rota change blame quiet power door knock
told asked felt watched led staff nurse doctor patient family budget target report again never sometimes because
"""
WORDS = SAID.split()
BEGUN = datetime(2026, 11, 2, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything a study has; the excerpts are spread evenly over documents and reviewers."""

    excerpts: int
    documents: int
    reviewers: int
    themes: int = 60
    characters: int = 30_000
    seed: int = 1


def make_study(root: Path, size: Size) -> Path:
    """Writes a study of this size into the new folder `root`, and gives the folder back."""
    chance = random.Random(size.seed)
    _put(root, "catena.toml", render_toml({"schema": 1, "id": "synthetic0", "title": "Synthetic", "created": BEGUN}))
    _put(root, ".gitattributes", GITATTRIBUTES.encode())
    _put(root, ".gitignore", GITIGNORE.encode())
    themes = [f"t-{_code(chance, 6)}" for _ in range(size.themes)]
    for number, theme in enumerate(themes):
        _put(root, f"themes/{theme}.toml", render_toml(_theme(chance, themes, number)))
    reviewers = [f"reviewer-{number + 1}" for number in range(size.reviewers)]
    for reviewer in reviewers:
        record = {"schema": 1, "id": reviewer, "name": reviewer.title(), "email": f"{reviewer}@example.org"}
        _put(root, f"reviewers/{reviewer}.toml", render_toml(record))
    shares = _shares(size.excerpts, size.documents * size.reviewers)
    for number in range(size.documents):
        document = f"doc-{number + 1:04}"
        text = _text(chance, size.characters)
        digest = hash_of(text)
        _put(root, f"corpus/interviews/{document}.txt", text.encode())
        _put(root, f"cases/{document}.toml", render_toml(_case(chance, document)))
        _put(root, f"documents/{document}.toml", render_toml(_document(document, text, digest)))
        for reviewer in reviewers:
            entries = _entries(chance, text, digest, themes, next(shares))
            if entries:
                head = render_toml({"schema": 1, "document": document}).decode()
                _put(root, f"excerpts/{reviewer}/{document}.toml", "\n".join([head, *entries]).encode())
    return root


def _put(root: Path, path: str, data: bytes) -> None:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def _code(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(ALPHABET, k=length))


def _shares(total: int, parts: int) -> Iterator[int]:
    for number in range(parts):
        yield total // parts + (number < total % parts)


def _text(chance: random.Random, characters: int) -> str:
    """Speaker turns of some lines each, about as long as wanted."""
    turns: list[str] = []
    length = 0
    while length < characters:
        speaker = "Interviewer" if len(turns) % 2 == 0 else "Nurse"
        turns.append(f"{speaker}: {' '.join(chance.choices(WORDS, k=chance.randrange(8, 90))).capitalize()}.")
        length += len(turns[-1]) + 2
    return "\n\n".join(turns) + "\n"


def _theme(chance: random.Random, themes: Sequence[str], number: int) -> dict[str, object]:
    parent = {"parent": themes[number // 6]} if number >= 6 else {}
    name = " ".join(chance.choices(WORDS, k=2)).capitalize()
    return {
        "schema": 1,
        "id": themes[number],
        "name": f"{name} {number + 1}",
        **parent,
        "order": ALPHABET[10 + number % 20],
        "status": "agreed",
        "created": BEGUN,
        "definition": f"Use when {' '.join(chance.choices(WORDS, k=20))}.\n",
    }


def _case(chance: random.Random, case: str) -> dict[str, object]:
    attributes = {"site": chance.choice(["Northgate", "Southmere"]), "years": chance.randrange(1, 40)}
    return {"schema": 1, "id": case, "name": case.upper(), "kind": "participant", "attributes": attributes}


def _document(document: str, text: str, digest: str) -> dict[str, object]:
    return {
        "schema": 1,
        "id": document,
        "title": document.upper(),
        "kind": "interview",
        "path": f"corpus/interviews/{document}.txt",
        "sha256": digest,
        "characters": len(text),
        "cases": [document],
        "source": f"{document}.txt",
        "importer": "text",
        "encoding": "utf-8",
        "added": BEGUN,
    }


def _entries(chance: random.Random, text: str, digest: str, themes: Sequence[str], number: int) -> list[str]:
    """The entries of one file of excerpts, sorted by id, as catena writes them."""
    entries = {f"e{_code(chance, 10)}": "" for _ in range(number)}
    for key in entries:
        start = chance.randrange(len(text) - 200)
        end = start + chance.randrange(20, 200)
        created = BEGUN + timedelta(seconds=chance.randrange(2_000_000))
        segment = {
            "start": start,
            "end": end,
            "exact": text[start:end],
            "prefix": text[max(0, start - CONTEXT) : start],
            "suffix": text[end : end + CONTEXT],
        }
        entry = {"sha256": digest, "created": created, "themes": chance.sample(themes, chance.randrange(1, 4))}
        if chance.random() < 0.2:
            entry["note"] = " ".join(chance.choices(WORDS, k=12))
        # Two renderings: tomli_w would write a lone small table into one line.
        rendered = render_toml({"excerpt": {key: entry}}).decode()
        lines = "\n".join(f"{name} = {_literal(value)}" for name, value in segment.items())
        entries[key] = f"{rendered}\n[[excerpt.{key}.segments]]\n{lines}\n"
    return [entries[key] for key in sorted(entries)]


def _literal(value: object) -> str:
    return render_toml({"x": value}).decode().removeprefix("x = ").rstrip("\n")
