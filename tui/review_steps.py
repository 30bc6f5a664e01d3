"""The steps of theme review that a place can ask for: plain values, which the main screen hands to `tui.flows.reviewing`.

A step names rounds by ROUND/REVIEWER and all else by its id, never by what stands on the screen, so it means the same thing when
other acts have been carried out before its turn comes.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BeginRound:
    """Begin a round; one about a single theme where it is named."""

    theme: str = ""


@dataclass(frozen=True, slots=True)
class JoinRound:
    """Take part in a colleague's round."""

    round: str


@dataclass(frozen=True, slots=True)
class OpenRound:
    """Go on in a round: at what is not judged yet, or not seen."""

    round: str


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """See what is still open in a round, add to it, and tick what is settled."""

    round: str


@dataclass(frozen=True, slots=True)
class CloseRound:
    """Close a round, or open a closed one again."""

    round: str


@dataclass(frozen=True, slots=True)
class Judge:
    """Give an excerpt under a theme a verdict; where it moves to, or the name of what is split off, is asked."""

    round: str
    excerpt: str
    theme: str
    verdict: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Give the reason of a verdict that was given."""

    round: str
    excerpt: str
    theme: str


@dataclass(frozen=True, slots=True)
class Rejudge:
    """Show an excerpt under a theme again, by the key of its verdict."""

    round: str
    key: str


@dataclass(frozen=True, slots=True)
class ShowAsked:
    """Show what the verdicts of a round ask for."""

    round: str


@dataclass(frozen=True, slots=True)
class DoAsked:
    """Do what the verdicts of a round ask for."""

    round: str


Step = BeginRound | JoinRound | OpenRound | OpenPoints | CloseRound | Judge | Reason | Rejudge | ShowAsked | DoAsked
