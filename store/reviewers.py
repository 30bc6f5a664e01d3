"""Reviewers: who works on the project. The slug names their folders; git's name and e-mail say who they are.

Which of them works here is asked of git once for each account of this machine and then stays, whatever git's settings become.
A folder that was copied to somebody else's account asks them anew, so nobody's work ends under another person's name.
"""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from store.errors import FileFault
from store.files import write_durably
from store.names import is_id
from store.project import Project
from store.values import table_of, text_of

CONSENSUS = "consensus"
"""The slug of the reviewer whom nobody is: what the others decided together."""
REVIEWER_HERE = ".catena/reviewer"
"""A line with a slug and an account for each account that has written here."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person, or the consensus, with a slug that never changes; `letter` and `colour` are the sign that the file names."""

    id: str
    name: str
    email: str = ""
    letter: str = ""
    colour: str = ""
    guid: str = ""
    """What they are called in other programs, where they came from one."""
    other: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What the project that they came from said of them besides, kept for the next export."""


def reviewer_from(path: str, record: Mapping[str, Any]) -> Reviewer:
    """The reviewer that the file at `path` describes; raises FileFault without an id."""
    if not text_of(record.get("id")):
        raise FileFault(path, "`id` is missing or is not text")
    return Reviewer(
        record["id"],
        text_of(record.get("name")) or record["id"],
        text_of(record.get("email")),
        text_of(record.get("letter")),
        text_of(record.get("colour")),
        text_of(record.get("guid")),
        table_of(record.get("other")),
    )


def reviewer_record(reviewer: Reviewer) -> dict[str, Any]:
    """The file's contents (docs/files.md)."""
    record = {
        "schema": 1,
        "id": reviewer.id,
        "name": reviewer.name,
        "email": reviewer.email,
        "letter": reviewer.letter,
        "colour": reviewer.colour,
        "guid": reviewer.guid,
        "other": dict(reviewer.other),
    }
    return {key: value for key, value in record.items() if value not in ("", {})}


def reviewer_here(project: Project) -> str:
    """The slug of the reviewer who works here under this account, or "" where they have not written here yet."""
    return _reviewers_here(project).get(login(), "")


def remember_reviewer(project: Project, slug: str) -> None:
    """Keeps who works here under this account; raises SaveFault."""
    others = [f"{other} {account}\n" for account, other in _reviewers_here(project).items() if account != login()]
    write_durably(project.root, REVIEWER_HERE, "".join([*others, f"{slug} {login()}\n"]).encode())


def _reviewers_here(project: Project) -> dict[str, str]:
    """Slugs by account."""
    try:
        lines = project.read(REVIEWER_HERE, 100_000).decode("utf-8", errors="replace").split("\n")
    except FileFault:
        return {}
    pairs = (line.partition(" ") for line in lines)
    return {account: slug for slug, _, account in pairs if is_id(slug) and account}


def likely_reviewer(people: Mapping[str, Reviewer], identity: tuple[str, str] | None) -> str:
    """The slug of the reviewer whom git's `identity` (name, e-mail) speaks of, or "" where they are none yet."""
    if identity is None:
        return ""
    name, email = (each.casefold() for each in identity)
    found = [each.id for each in people.values() if each.email.casefold() == email]
    found += [each.id for each in people.values() if not each.email and each.name.casefold() == name]
    return (found or [""])[0]


def login() -> str:
    """The name of the account that catena runs under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"
