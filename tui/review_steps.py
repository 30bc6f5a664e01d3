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
    """Give the reason of a verdict that was given; it is asked for where it is not known."""

    round: str
    excerpt: str
    theme: str
    reason: str | None = None


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


@dataclass(frozen=True, slots=True)
class ShowSheet:
    """Show the sheet of a theme: the only one named, or the one that is chosen."""

    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowMemo:
    """Show a memo."""

    memo: str


@dataclass(frozen=True, slots=True)
class Compare:
    """Hold an excerpt against those under a theme: the only ones named, or those that are chosen."""

    excerpts: tuple[str, ...]
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChooseGroups:
    """Choose the attribute of cases that makes the groups which excerpts are compared in."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Show a theme beside another one, which is chosen where it is not named."""

    themes: tuple[str, ...]
    other: str = ""


@dataclass(frozen=True, slots=True)
class JudgePair:
    """Give two themes side by side a verdict, and do what it says; `excerpts` (ids) are to move from one to the other."""

    one: str
    other: str
    verdict: str
    excerpts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HitsOfBoth:
    """Search for what fits two themes."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Unlooked:
    """Name the themes for which nobody has looked for counter-evidence, and show the sheet of one."""


@dataclass(frozen=True, slots=True)
class ReviewTheme:
    """Go on judging a theme in an open round, or begin a round about it."""

    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """Go through a document for what was not tagged."""

    round: str
    document: str


@dataclass(frozen=True, slots=True)
class MarkSeen:
    """These ranges of a document were looked at."""

    round: str
    document: str
    ranges: tuple[tuple[int, int], ...]


RoundStep = BeginRound | JoinRound | OpenRound | OpenPoints | CloseRound
JudgingStep = Judge | Reason | Rejudge | ShowAsked | DoAsked
LookingStep = ShowSheet | ShowMemo | Compare | ChooseGroups | Beside | JudgePair | HitsOfBoth | Unlooked | ReviewTheme
Step = RoundStep | JudgingStep | LookingStep | Walk | MarkSeen
