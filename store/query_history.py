"""The queries that were asked on this machine, the latest first, in `.catena/queries.json`.

They are a convenience: a file that cannot be read is no history, and one that cannot be written stops nobody from searching.
"""

import json
import os
import secrets
from contextlib import suppress

from store.files import TEMPORARY
from store.project import Project

NAME = "queries.json"
MOST = 100
LONGEST = 4000
"""Characters of a query that are kept at most."""


def earlier_queries(project: Project) -> list[str]:
    """The queries that were asked, the latest first, each once."""
    try:
        found = json.loads((project.private / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    texts = [each for each in found if isinstance(each, str) and each.strip()] if isinstance(found, list) else []
    return list(dict.fromkeys(each[:LONGEST] for each in texts))[:MOST]


def remember_query(project: Project, query: str) -> None:
    """Puts a query before all others."""
    query = query.strip()[:LONGEST]
    known = earlier_queries(project)
    if not query or known[:1] == [query]:
        return
    queries = [query, *(each for each in known if each != query)][:MOST]
    temporary = project.private / f"{TEMPORARY}{secrets.token_hex(6)}"
    with suppress(OSError):
        project.private.mkdir(mode=0o700, exist_ok=True)
        with open(temporary, "x", encoding="utf-8", opener=_private) as file:
            json.dump(queries, file)
        temporary.replace(project.private / NAME)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)
