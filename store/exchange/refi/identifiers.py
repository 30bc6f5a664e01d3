"""The GUIDs of things: upper case, without braces, minted once for ever.

A thing that came from elsewhere keeps the GUID that it came with, stored in its entry. All else has one that follows from the
project's id, the kind of the thing and its own id (RFC 4122, version 5), so it is the same in every export, on every machine,
with nothing stored.
"""

import re
from uuid import UUID, uuid5

CATENA = UUID("6f0a2c1e-5d3b-5c47-9a8e-0c4e9b7d1f52")
"""The name space of catena's GUIDs; it never changes."""

ABOUT, ANSWERS = "is about", "answers"
"""What links of ours are called: from a memo to a case, and to the memo that it answers."""

_GUID = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")


def minted(project: str, kind: str, key: str) -> str:
    """The GUID of our thing `key` (an id, or ids joined by a blank) of a `kind` in a project (its id).

    The kinds are: project, reviewer, theme, document, excerpt, coding (excerpt and theme), case, variable (an attribute's key),
    memo, set. What stands for a part of a thing, or between two, is minted from their GUIDs, without a project.
    """
    return str(uuid5(CATENA, "\n".join((project, kind, key)))).upper()


def of_part(guid: str, number: int) -> str:
    """The GUID of a later part of the excerpt with this GUID, counted from 1, which tells whose part it is."""
    return minted("", "part", f"{guid} {number}")


def of_link(origin: str, target: str) -> str:
    """The GUID of the link that stands for what a memo of ours says of its own: what it answers, which case it is about."""
    return minted("", "link", f"{origin} {target}")


def canonical(text: str) -> str:
    """A GUID as it is compared and written: upper case, without braces and blanks around it."""
    return text.strip().strip("{}").strip().upper()


def is_guid(text: str) -> bool:
    """Whether `text` is a GUID in the canonical form."""
    return _GUID.fullmatch(text) is not None


def guid_of(stored: str, project: str, kind: str, key: str) -> str:
    """The GUID of a thing: the one that it came with, where it is one, else the minted one."""
    known = canonical(stored)
    return known if is_guid(known) else minted(project, kind, key)
