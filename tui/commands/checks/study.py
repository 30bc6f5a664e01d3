"""The project: its repository, who writes, and whether every file is what it should be."""

import os
from collections.abc import Iterator
from pathlib import Path

from store.drafts import Drafts
from store.errors import FileFault, GitFault
from store.git import Git
from store.holdings import Holdings, read_holdings
from store.inspection import sound_paths
from store.lock import holder
from store.preflight import obstacle
from store.project import SECRETS, TRACKED, Project
from store.protection import merged_by_line
from themes.tree import build_tree
from tui.commands.checks import Check
from tui.commands.checks.sharing import sharing_checks


def study_checks(project: Project) -> Iterator[Check]:
    git = Git(project.root)
    trouble = obstacle(git)
    yield Check("repository", not trouble, trouble.partition(": ")[0] or "ready", trouble.partition(": ")[2])
    holdings = read_holdings(project, remember=False)
    if git.folder() is not None:
        yield from _git_checks(project, git, {document.path for document in holdings.documents.values()})
        yield from sharing_checks(project, git)
    barred = [str(path) for path in (project.root, project.private, project.root / "excerpts") if _is_barred(path)]
    remedy = "ask for write permission, or copy the project to a folder of your own" if barred else ""
    yield Check("permission", not barred, f"no right to write in {', '.join(barred)}" if barred else "to write", remedy)
    at_work = holder(project.private)
    yield Check("writer", True, f"{at_work} is writing; others can only read" if at_work else "nobody is writing")
    yield from _file_checks(holdings)
    yield from _text_checks(project, holdings)
    yield _index_check(project)
    waiting = len(Drafts(project).all())
    yield Check("drafts", True, f"{waiting} not saved yet: the app offers them" if waiting else "none")


def _is_barred(folder: Path) -> bool:
    return folder.exists() and not os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _git_checks(project: Project, git: Git, texts: set[str]) -> Iterator[Check]:
    try:
        identity, changed = git.identity(), git.changed(TRACKED)
        by_line, secrets = merged_by_line(git), git.text("ls-files", "--", SECRETS)
    except GitFault as fault:
        yield Check("git status", False, fault.message, "`git fsck` tells more")
        return
    if identity is None:
        remedy = "git config user.name 'Your Name'; git config user.email you@example.org"
        yield Check("identity", False, "git does not know who writes here", remedy)
    else:
        yield Check("identity", True, f"{identity[0]} <{identity[1]}>")
    lines = " ".join(f"'{folder}/** -merge'" for folder in by_line)
    remedy = f"printf '%s\\n' {lines} >> \"$(git rev-parse --git-path info/attributes)\"" if by_line else ""
    detail = f"git would merge line by line: {', '.join(by_line)}" if by_line else "git leaves TOML to catena"
    yield Check("merging", not by_line, detail, remedy)
    if secrets:
        remedy = f"git rm -r --cached {SECRETS}; what was committed stays in the history"
        yield Check("private", False, f"{SECRETS}/ is in git: whoever has the repository can read it", remedy)
    deleted = [path for status, path in changed if "D" in status]
    for path in deleted:
        yield Check("deleted file", False, path, f"`git checkout HEAD -- {path}` brings it back")
    outside = [path for status, path in changed if "D" not in status]
    sound = set(sound_paths(project, outside))
    strangers = [path for path in outside if path not in sound and not _read_elsewhere(path, texts)]
    for path in strangers:
        detail = f"{path} is no file of a project, or not what its record says"
        yield Check("stray file", False, detail, "move it out of the project's folders")
    if not deleted and not strangers:
        detail = f"changed outside, committed at the next save: {len(sound)}" if sound else "all is in git"
        yield Check("commits", True, detail)


def _read_elsewhere(path: str, texts: set[str]) -> bool:
    """Whether another check names what is wrong with the file."""
    return path in texts or path.endswith(".toml") or (path.startswith("memos/") and path.endswith(".md"))


def _file_checks(holdings: Holdings) -> Iterator[Check]:
    for fault in holdings.faults:
        remedy = f"mend it in an editor; `git log -p -- {fault.path}` shows what it was"
        yield Check("file", False, fault.message, remedy)
    for repair in build_tree(holdings.themes).repairs:
        yield Check("codebook", False, repair, "`catena theme move` puts it where it belongs")
    if not holdings.faults:
        counts = f"themes {len(holdings.themes)}, excerpts {len(holdings.excerpts)}, memos {len(holdings.memos)}"
        yield Check("files", True, f"all can be read ({counts})")


def _text_checks(project: Project, holdings: Holdings) -> Iterator[Check]:
    sound = 0
    for document in holdings.documents.values():
        try:
            project.read_text(document)
        except FileFault as fault:
            remedy = f"`git checkout HEAD -- {document.path}` brings the text back"
            yield Check("text", False, fault.message, remedy)
        else:
            sound += 1
    if sound == len(holdings.documents):
        yield Check("texts", True, f"all {sound} are what their records say")


def _index_check(project: Project) -> Check:
    """Damage is not well; an index that is behind is, because the next search brings it up to date."""
    from search.sums import damaged_files

    folder = project.private / "index"
    if not folder.exists():
        return Check("index", True, "none yet: the first search builds it")
    names = damaged_files(folder)
    if names:
        return Check("index", False, f"damaged: {', '.join(names)}", "`catena index --rebuild` builds it anew")
    return Check("index", True, "whole; a search brings it up to date")


def no_study(reason: str) -> Check:
    """What is said where there is no project: that is nothing bad."""
    return Check("project", True, reason)
