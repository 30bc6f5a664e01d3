"""What `catena doctor` looks at. A check changes nothing: it says what it found, and the way out where that is not well."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `remedy` is "" where all is well."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""
