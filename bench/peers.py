"""SQLite FTS5 over the same passages, the peer of catena's search: rows by its index, matches by a regular expression.

It is given every advantage: its index has beginnings of two to four letters, its rows are in lower case already and hold
where they begin in their document, and words that it cannot look for by itself are found in a list kept in memory.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bench.texts import Asked, Corpus
from search.passages import passages_of

Place = tuple[str, int, int]

WORDS = 20_000
"""Words of one query of rows at most."""


class Fts5:
    """The passages of a corpus in a database file."""

    def __init__(self, corpus: Corpus, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("PRAGMA cache_size = -400000")
        self._database.execute("CREATE TABLE places (document TEXT, start INTEGER)")
        self._database.execute("CREATE VIRTUAL TABLE passages USING fts5(content, prefix='2 3 4')")
        for document in corpus.documents.values():
            text = corpus.project.read_text(document)
            rows = [(each.start, text[each.start : each.end].lower()) for each in passages_of(text)]
            places = ((document.id, start) for start, _ in rows)
            self._database.executemany("INSERT INTO places VALUES (?, ?)", places)
            self._database.executemany("INSERT INTO passages (content) VALUES (?)", ((row,) for _, row in rows))
        self._database.commit()
        self._database.execute("CREATE VIRTUAL TABLE words USING fts5vocab(passages, row)")
        self._words = "\n".join(word for (word,) in self._database.execute("SELECT term FROM words"))

    def count(self, asked: Asked) -> int:
        """How many passages fit."""
        counted = self._database.execute("SELECT count(*) FROM passages WHERE passages MATCH ?", (self._rows(asked),))
        return int(counted.fetchone()[0])

    def all(self, asked: Asked) -> list[Place]:
        """All matches, in order of place."""
        found = re.compile(asked.located).finditer
        rows = self._database.execute(
            "SELECT document, start, content FROM passages JOIN places ON places.rowid = passages.rowid"
            " WHERE passages MATCH ? ORDER BY passages.rowid",
            (self._rows(asked),),
        )
        return [
            (document, start + match.start(), start + match.end())
            for document, start, content in rows
            for match in found(content)
        ]

    def _rows(self, asked: Asked) -> str:
        if asked.rows:
            return asked.rows
        return " OR ".join(f'"{word}"' for word in self._meant(asked)) or '""'

    def _meant(self, asked: Asked) -> Iterator[str]:
        for match in re.finditer(rf"^(?:{asked.pattern})$", self._words, re.MULTILINE):
            yield match[0]
