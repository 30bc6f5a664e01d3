"""Of which state an export is: the last commit and how many files differ from it, as git says. Nothing asks a clock."""

from store.git import Git
from store.project import TRACKED, Project
from themes.pages.findings import Origin


def origin_of(project: Project, version: str) -> Origin:
    """The state of the project's files; raises GitFault where git cannot say. It runs git, so it takes a while."""
    git = Git(project.root)
    if git.folder() is None:
        return Origin(version)
    last = git.log(limit=1)
    if not last:
        return Origin(version)
    return Origin(version, last[0].id, last[0].when, len(git.changed(TRACKED)))
