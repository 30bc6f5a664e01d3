"""The history of a theme as sentences, told from git: what was done to its file, by whom, when and why."""

from store.codebook import theme_path
from store.git import Git
from store.project import Project

_RECORD, _FIELD, _FILES = "\x1d", "\x1f", "\x1e"


def theme_history(project: Project, theme: str) -> list[str]:
    """The sentences, newest first; none where the folder is no repository. Raises GitFault. It runs git, so it takes a while."""
    git = Git(project.root)
    told = []
    for commit in git.log([theme_path(theme)]) if git.folder() is not None else ():
        told.append(_sentence(commit.when, commit.who, commit.message))
    return told


def theme_histories(project: Project) -> dict[str, list[str]]:
    """The same for every theme (id) that the history knows, by one call of git."""
    git = Git(project.root)
    if git.folder() is None or not git.run("rev-parse", "--verify", "--quiet", "HEAD", may_fail=True):
        return {}
    form = "--format=%x1d%aI%x1f%an%x1f%B%x1e"
    printed = git.run("--literal-pathspecs", "log", "-z", "--no-renames", "--name-only", form, "--", "themes")
    found: dict[str, list[str]] = {}
    for record in printed.decode("utf-8", errors="replace").split(_RECORD)[1:]:
        head, _, files = record.partition(_FILES)
        fields = head.split(_FIELD, 2)
        if len(fields) < 3:
            continue
        told = _sentence(*fields)
        for path in files.replace("\n", "\0").split("\0"):
            name = path.removeprefix("themes/").removesuffix(".toml")
            if path == theme_path(name):
                found.setdefault(name, []).append(told)
    return found


def _sentence(when: str, who: str, message: str) -> str:
    subject, _, rest = message.strip().partition("\n")
    why = " ".join(rest.split())
    return f"{when[:10]} {who}: {subject}" + (f" ({why})" if why else "")
