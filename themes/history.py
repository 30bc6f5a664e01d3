"""The history of a theme as sentences, told from git: what was done to its file, by whom, when and why."""

from store.codebook import theme_path
from store.git import Git
from store.project import Project


def theme_history(project: Project, theme: str) -> list[str]:
    """The sentences, newest first; none where the folder is no repository. Raises GitFault. It runs git, so it takes a while."""
    git = Git(project.root)
    told = []
    for commit in git.log([theme_path(theme)]) if git.folder() is not None else ():
        subject, _, rest = commit.message.partition("\n")
        why = " ".join(rest.split())
        told.append(f"{commit.when[:10]} {commit.who}: {subject}" + (f" ({why})" if why else ""))
    return told
