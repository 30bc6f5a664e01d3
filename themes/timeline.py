"""The course of the analysis, from git: how many commits a day, a week or a month touched what, or were whose.

A commit is what is counted, by its id, so every number can be looked up in the history; it counts under each kind of work that it
touched, and once in a total. Days without any stand there too: a pause is part of the course.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from store.git import Git
from store.project import Project
from themes.tables import Gathering, Label, Table

PERIODS = ("day", "week", "month")
MOST = 400
"""Periods that are all shown; of more, only those with a commit."""

WORK = {
    "excerpts": "excerpts",
    "themes": "codebook",
    "memos": "memos",
    "reviews": "reviews",
    "searches": "searches",
    "cases": "cases",
    "quotas": "cases",
    "typologies": "cases",
    "assigned": "cases",
    "documents": "documents",
    "corpus": "documents",
    "originals": "documents",
}
"""What kind of work each folder is; all else is "other"."""
OTHER = "other"

_RECORD, _FIELD = "\x1d", "\x1f"


@dataclass(frozen=True, slots=True)
class Step:
    """A commit: its id, the day at which it was written where it was written, whose it is, the paths that it touched."""

    commit: str
    day: date
    who: str
    paths: tuple[str, ...]


def steps_of(project: Project) -> list[Step]:
    """All commits of the project, oldest first; none where the folder is no repository. Raises GitFault. It runs git."""
    git = Git(project.root)
    if git.folder() is None or not git.run("rev-parse", "--verify", "--quiet", "HEAD", may_fail=True):
        return []
    form = "--format=%x1d%H%x1f%aI%x1f%an%x1f"
    printed = git.run("log", "-z", "--no-renames", "--name-only", "--no-merges", form)
    found = []
    for record in printed.decode("utf-8", errors="replace").split(_RECORD)[1:]:
        fields = record.split(_FIELD)
        if len(fields) == 4:
            paths = tuple(path for path in fields[3].replace("\n", "\0").split("\0") if path)
            found.append(Step(fields[0], date.fromisoformat(fields[1][:10]), fields[2], paths))
    return found[::-1]


def commits_told(project: Project) -> dict[str, str]:
    """When each commit (by its hash) was made, by whom, and what its first line says."""
    told = {}
    for commit in Git(project.root).log():
        subject, _, _ = commit.message.partition("\n")
        told[commit.id] = f"{commit.when[:10]} {commit.when[11:16]}  {commit.who}  {subject}"
    return told


def timeline_table(steps: Sequence[Step], period: str = "day", by: str = "work") -> Table:
    """The commits by `period` (one of PERIODS) and, across, by kind of `work` or by `who`."""
    gathering = Gathering()
    for step in steps:
        for column in (step.who,) if by == "who" else _work(step.paths):
            gathering.add(_period(step.day, period), (column,), (step.commit,))
    found_rows, found_columns = gathering.labels()
    order = list(dict.fromkeys((*WORK.values(), OTHER)))
    columns = sorted(found_columns, key=lambda column: (order.index(column[0]) if column[0] in order else 0, column))
    return Table(
        title=f"the analysis by {period}",
        heads=(period,),
        across="kind of work" if by == "work" else "who",
        counts="commits",
        rows=tuple(_every(steps, period, found_rows)),
        columns=tuple(columns),
        cells=gathering.cells(),
        basis=(
            f"{len(steps)} commits of the history, merges left out; one counts under each kind of work that it touches",
            "several acts of one kind in a row can share a commit",
        ),
    )


def _work(paths: Iterable[str]) -> set[str]:
    return {WORK.get(path.partition("/")[0], OTHER) for path in paths} or {OTHER}


def _period(day: date, period: str) -> Label:
    if period == "month":
        return (f"{day:%Y-%m}",)
    if period == "week":
        year, week, _ = day.isocalendar()
        return (f"{year}-W{week:02}",)
    return (day.isoformat(),)


def _every(steps: Sequence[Step], period: str, found: set[Label]) -> Iterator[Label]:
    """The periods from the first to the last, in order."""
    days = [step.day for step in steps]
    if not days:
        return
    first, last = min(days), max(days)
    every = dict.fromkeys(_period(first + timedelta(days=number), period) for number in range((last - first).days + 1))
    yield from every if len(every) <= MOST else sorted(found)
