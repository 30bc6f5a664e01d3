"""Versions: every state that git has of one file, newest first, through renames, reverts and merges of two people's work.

A version is what a commit left at the file's place, byte for byte; None where it took the file away. A merge counts where it
left something that neither side had. A rename is followed only as long as the file says it is the same thing: a memo keeps its
id, so a memo that was begun when another went away is never taken for it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from store.errors import FileFault
from store.git import Git
from store.memos import split_memo

_FORMAT = "--format=%x01%H%x1f%P%x1f%aI%x1f%an%x1f%B%x1f"


@dataclass(frozen=True, slots=True)
class Version:
    """What one commit left: who, when (ISO 8601), what was done and why, where the file lay, and its bytes (None: none)."""

    commit: str
    when: str
    who: str
    message: str
    why: str
    path: str
    content: bytes | None

    @property
    def text(self) -> str:
        return (self.content or b"").decode("utf-8", errors="replace")


def versions_of(git: Git, path: str, is_same: Callable[[bytes], bool] = lambda _: True) -> list[Version]:
    """The versions of the file at `path`, newest first; `is_same` says whether a content is still the same thing."""
    if git.folder() is None or git.run("rev-parse", "--verify", "--quiet", "HEAD", may_fail=True) == b"":
        return []
    found: list[tuple[Version, bool]] = []
    here, start, met = path, "HEAD", set[str]()
    while here:
        earlier = ""
        for commit, parents, said, renamed_from in _touching(git, here, start):
            if commit in met:
                continue
            met.add(commit)
            content = _content(git, commit, here)
            if content is not None and not is_same(content):
                return _without_repeats(found)
            found.append((Version(commit, *said, here, content), len(parents) > 1))
            if renamed_from:
                earlier, start = renamed_from, parents[0]
                break
        here = earlier
    return _without_repeats(found)


def memo_versions(git: Git, path: str, memo_id: str) -> list[Version]:
    """The versions of a memo, wherever its file lay."""

    def is_same(content: bytes) -> bool:
        try:
            return bool(split_memo(path, content.decode("utf-8"))[1].get("id") == memo_id)
        except (FileFault, UnicodeDecodeError):
            # Half a memo under the same name is a version of it too.
            return True

    return versions_of(git, path, is_same)


def gone_memo(git: Git, memo_id: str) -> str:
    """Where the file of a memo lay last that is not here any more; "" where there never was one of this id."""
    listed = git.run("--literal-pathspecs", "log", "-z", "--no-renames", "--name-only", "--format=", "--", "memos")
    for path in listed.decode("utf-8", errors="replace").replace("\n", "\0").split("\0"):
        if f"-{memo_id}" in path:
            return path
    return ""


def _touching(git: Git, path: str, start: str) -> Iterator[tuple[str, list[str], tuple[str, str, str, str], str]]:
    """The commits that changed the file at a path, newest first, each with where the file lay before it where that is else."""
    printed = git.run(
        *("--literal-pathspecs", "log", "-z", "-m", "--full-history", "--name-status", "--no-renames", _FORMAT),
        *(start, "--", path),
    )
    for record in printed.decode("utf-8", errors="replace").split("\x01")[1:]:
        commit, parents, when, who, message, rest = record.split("\x1f", 5)
        subject, _, why = message.strip().partition("\n")
        added = "\0A\0" in f"\0{rest.strip(chr(0)).strip()}\0".replace("\n", "\0")
        before = _renamed_from(git, commit, path) if added and len(parents.split()) == 1 else ""
        yield commit, parents.split(), (when, who, subject, why.strip()), before


def _renamed_from(git: Git, commit: str, path: str) -> str:
    """The path that a commit renamed to `path`, if it did."""
    printed = git.run("diff-tree", "-r", "-z", "-M", "--no-commit-id", "--name-status", "--diff-filter=R", commit)
    fields = printed.decode("utf-8", errors="surrogateescape").split("\0")
    for status, before, after in zip(fields[::3], fields[1::3], fields[2::3], strict=False):
        if status.startswith("R") and after == path:
            return before
    return ""


def _content(git: Git, commit: str, path: str) -> bytes | None:
    known = git.run("ls-tree", "-z", commit, "--", f":(literal){path}")
    return git.run("cat-file", "blob", known.split(b"\t")[0].split()[-1].decode("ascii")) if known else None


def _without_repeats(found: list[tuple[Version, bool]]) -> list[Version]:
    """Without merges that left what one side had already."""
    kept: list[Version] = []
    for number, (version, is_merge) in enumerate(found):
        others = {each.content for each, _ in found[number + 1 :]} if is_merge else set()
        if not is_merge or version.content not in others:
            kept.append(version)
    return kept
