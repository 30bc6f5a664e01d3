"""Since when something is new: the commit at which this machine's reviewer last looked, kept in `.catena` and in no history."""

from collections.abc import Iterable

from store.errors import FileFault, UsageFault
from store.files import write_durably
from store.git import Git
from store.holdings import Holdings
from store.ownership import owner_of
from store.project import PRIVATE, TRACKED, Project
from store.reviewers import Reviewer
from store.sharing.news import News, news_of
from store.sharing.objects import Blobs, changes_between, commit_at

VISIT = f"{PRIVATE}/visit"


def last_visit(project: Project) -> str:
    """The commit at which the news were last read here, or "" where they never were."""
    try:
        told = project.read(VISIT, 1_000).decode("ascii", errors="replace").strip()
    except FileFault:
        return ""
    return told if told.isalnum() else ""


def remember_visit(project: Project, commit: str) -> None:
    """Keeps that everything up to `commit` was seen; raises SaveFault."""
    write_durably(project.root, VISIT, f"{commit}\n".encode("ascii"))


def begin_visits(project: Project, git: Git) -> None:
    """What is here before the first sync was seen, where the news were never read: only what comes from now on is new."""
    here = "" if last_visit(project) else commit_at(git, "HEAD")
    if here:
        remember_visit(project, here)


def read_news(project: Project, git: Git, holdings: Holdings, me: str, since: str = "") -> tuple[list[News], str]:
    """What others than the reviewer `me` did since a commit (default: the last visit, else the beginning), and where we are now.

    Raises GitFault, and UsageFault where there is no such commit.
    """
    here = commit_at(git, "HEAD")
    asked = since or last_visit(project)
    start = commit_at(git, asked) if asked else ""
    if since and (not start or since.startswith("-")):
        raise UsageFault(f"there is no commit {since!r}; `catena log` lists them")
    if not here or start == here:
        return [], here
    changes = {
        path: change
        for path, change in changes_between(git, start, here).items()
        if path.partition("/")[0] in TRACKED and owner_of(path) != me and path.endswith((".toml", ".md"))
    }
    shared = [path for path in changes if not owner_of(path)]
    authors = _authors(git, start, here, shared, holdings.reviewers.values())
    contents = {
        path: (before, after)
        for path, _, before, after in Blobs(git).each(changes)
        if owner_of(path) or authors.get(path) != {me}
    }
    names = {key: theme.name for key, theme in holdings.themes.items()}

    def who(path: str) -> str:
        return ", ".join(sorted(authors.get(path, set()) - {me}))

    return news_of(contents, names, who), here


def _authors(git: Git, start: str, here: str, paths: list[str], people: Iterable[Reviewer]) -> dict[str, set[str]]:
    """Who changed each of `paths` between two commits: a reviewer's slug, or the name that git has."""
    if not paths:
        return {}
    by_address = {each.email.casefold(): each.id for each in people if each.email}
    span = [here, *([f"^{start}"] if start else [])]
    folders = sorted({path.partition("/")[0] for path in paths})
    printed = git.run(
        "--literal-pathspecs",
        "log",
        "-z",
        "--no-renames",
        "--no-merges",
        "--name-only",
        "--format=%x1e%an%x1f%ae%x1f",
        *span,
        "--",
        *folders,
    )
    found: dict[str, set[str]] = {}
    for record in printed.decode("utf-8", errors="surrogateescape").split("\x1e"):
        fields = record.split("\x1f", 2)
        if len(fields) == 3:
            name, address, listed = fields
            who = by_address.get(address.casefold(), name)
            for path in listed.split("\0"):
                found.setdefault(path.strip("\n"), set()).add(who)
    return found
