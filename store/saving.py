"""How far git is behind what is saved: the little that a screen needs to say of it, without the writer itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaveState:
    """Acts without a commit, whether one is being made, and why they wait ("" where they do not)."""

    uncommitted: int
    committing: bool
    obstacle: str
