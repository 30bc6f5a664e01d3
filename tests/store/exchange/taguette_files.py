"""Files as Taguette makes them, written here from what its tables are known to be."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

SCHEMA = """
CREATE TABLE users (login VARCHAR(30) NOT NULL, created DATETIME NOT NULL, PRIMARY KEY (login));
CREATE TABLE projects (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, description TEXT NOT NULL,
    created DATETIME NOT NULL);
CREATE TABLE documents (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, description TEXT NOT NULL,
    filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL, project_id INTEGER NOT NULL, text_direction VARCHAR(13),
    contents TEXT NOT NULL);
CREATE TABLE commands (id INTEGER PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL, user_login VARCHAR(30) NOT NULL,
    project_id INTEGER NOT NULL, document_id INTEGER, payload TEXT NOT NULL);
CREATE TABLE highlights (id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL, start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL, snippet TEXT NOT NULL);
CREATE TABLE tags (id INTEGER PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL, path VARCHAR(200) NOT NULL,
    description TEXT NOT NULL, parent_id INTEGER);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL);
"""
BORN = "2026-03-01 10:00:00.123456"
HTML = (
    "<h1>Inter&shy;view</h1>\n<p>It was <b>hard \N{GRINNING FACE}</b> at\n  first &mdash; tr\u00e8s dur.</p>"
    "<p>Then we<br>helped &lt;each&gt; other.</p>"
)
SAID = "Inter\u00adview\nIt was hard \N{GRINNING FACE} at\n  first \u2014 tr\u00e8s dur.Then wehelped <each> other."


def taguette_file(
    path: Path, marks: Sequence[tuple[str, str, Sequence[int]]], name: str = "Pilot", extra: str = ""
) -> Path:
    """A file with one project, one document of HTML, three tags (the third below the second), and highlights: the words that are
    marked, what Taguette kept of them, the numbers of their tags."""
    with closing(sqlite3.connect(path)) as made:
        made.executescript(SCHEMA)
        made.execute("INSERT INTO users VALUES ('ada', ?)", (BORN,))
        made.execute("INSERT INTO projects VALUES (1, ?, 'About it', ?)", (name, BORN))
        made.execute(
            "INSERT INTO documents VALUES (7, 'JW 019', 'memo', 'jw.docx', ?, 1, 'LEFT_TO_RIGHT', ?)", (BORN, HTML)
        )
        tags = [(1, "coping.hard", "When it is hard"), (2, "help", ""), (3, "help.mutual", "")]
        for number, tag, description in tags:
            made.execute(
                "INSERT INTO tags VALUES (?, 1, ?, ?, ?)", (number, tag, description, 2 if number == 3 else None)
            )
        for number, (words, snippet, numbers) in enumerate(marks, 1):
            start = len(SAID[: SAID.index(words)].encode())
            end = start + len(words.encode())
            made.execute("INSERT INTO highlights VALUES (?, 7, ?, ?, ?)", (number, start, end, snippet))
            for tag_number in numbers:
                made.execute("INSERT INTO highlight_tags VALUES (?, ?)", (number, tag_number))
            payload = {
                "type": "highlight_add",
                "highlight_id": number,
                "start_offset": start,
                "end_offset": end,
                "tags": [],
            }
            made.execute(
                "INSERT INTO commands VALUES (?, '2026-03-02 11:22:33.000001', 'ada', 1, 7, ?)",
                (number, json.dumps(payload, sort_keys=True)),
            )
        made.executescript(extra)
        made.commit()
    return path
