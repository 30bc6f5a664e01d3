"""Links that are being typed: what stands behind `[[` at the cursor, and what it can become.

Themes come first, as they are named most; an excerpt is found by words of it too, as it has no name.
"""

import re
from dataclasses import dataclass

from store.holdings import Holdings
from store.links import Goal, completions, written_goal

MOST = 40
_BEGUN = re.compile(r"\[\[([^\[\]\n|]{0,80})\Z")
_ORDER = ("theme", "memo", "document", "case", "search", "excerpt")


@dataclass(frozen=True, slots=True)
class Completion:
    """What a link can lead to: as it is written in the link, what it is, and how it is called; and the words to show for it,
    where its id says nothing to a reader."""

    written: str
    kind: str
    name: str
    words: str = ""


def begun_link(line: str) -> str | None:
    """What is typed of a link at the end of a line as far as the cursor; None where no link is being typed."""
    found = _BEGUN.search(line)
    return found[1] if found else None


def completed(holdings: Holdings, typed: str) -> list[Completion]:
    """What a link that begins so can lead to, the nearest first."""
    found = completions(holdings, typed, 10 * MOST)
    wanted = typed.casefold().strip()
    if not wanted:
        found.sort(key=lambda goal: _ORDER.index(goal.kind))
    known = {goal.id for goal in found if goal.kind == "excerpt"}
    if len(wanted) > 2:
        for excerpt in holdings.excerpts.values():
            if len(found) >= MOST:
                break
            if excerpt.id not in known and wanted in " ".join(excerpt.text.split()).casefold():
                found.append(Goal("excerpt", excerpt.id, f"an excerpt of {excerpt.document}"))
    return [_completion(holdings, goal) for goal in found[:MOST]]


def _completion(holdings: Holdings, goal: Goal) -> Completion:
    name = goal.name
    if goal.kind == "excerpt":
        excerpt = holdings.excerpts[goal.id]
        name = f"{excerpt.document}: {' '.join(excerpt.text.split())[:120]}"
    is_said = goal.kind in ("theme", "memo") and not set("[]|\n") & set(name)
    return Completion(written_goal(holdings, goal), goal.kind, name, " ".join(name.split()) if is_said else "")
