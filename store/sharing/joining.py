"""Joining two commits in memory: the commit that holds both sides' work, written as objects and nowhere else yet.

The result follows from the two commits and their common bases alone, never from a clock. Where history branched and joined in
more than one way, the bases are joined first. What is disputed becomes a conflict in the tree, with who, when and why.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from store.errors import FileFault, GitFault
from store.git import Git
from store.ownership import owner_of
from store.project import PRIVATE, SETTINGS, Project
from store.reviewers import Reviewer
from store.sharing.conflicts import FOLDER, About, conflict_files, conflict_from, conflict_id, conflict_path, text_path
from store.sharing.files import Dispute
from store.sharing.objects import Blobs, changes_between, entries_of, write_tree
from store.sharing.standing import is_settled
from store.sharing.trees import Entry, MergedTree, merge_trees
from store.toml import parse_toml
from store.values import text_of, time_of

Files = dict[str, Entry | bytes | None]

_ENTRY = re.compile(r"[a-z0-9-]{6,64}")


@dataclass
class Joined:
    """A commit that holds both sides' work. Sentences tell what was left out, what stays, and what cannot be read."""

    commit: str
    conflicts: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    faults: list[FileFault] = field(default_factory=list)


class Joiner:
    """Joins commits of one repository for one reviewer."""

    def __init__(self, project: Project, git: Git, people: Mapping[str, Reviewer], author: tuple[str, str]) -> None:
        self._project = project
        self._git = git
        self._by_address = {each.email.casefold(): each.id for each in people.values() if each.email}
        self._author = author
        self._blobs = Blobs(git)
        self._index: Path = project.root / PRIVATE / "joining.index"

    def join(self, ours: str, theirs: str) -> Joined:
        """The commit to go on from: ours, theirs, or one that has both as parents. Raises GitFault."""
        bases = self._bases(ours, theirs)
        if theirs in bases:
            return Joined(ours)
        if not bases:
            self._refuse_another_project(theirs)
        base = self._base_tree(bases)
        merged, entries = self._merge(base, ours, theirs)
        if ours in bases and not merged.refused:
            return Joined(theirs)
        files: Files = dict(merged.files)
        conflicts = self._keep(merged.disputes, bases, ours, theirs, files, entries)
        self._settle(files, entries)
        conflicts = [key for key in conflicts if files.get(conflict_path(key)) is not None]
        tree = write_tree(self._git, ours, files, self._index)
        message = _message(self._count(ours, theirs), merged, conflicts)
        commit = self._commit(tree, (ours, theirs), message)
        return Joined(commit, conflicts, merged.refused + merged.kept, merged.faults)

    def _bases(self, ours: str, theirs: str) -> list[str]:
        return self._git.text("merge-base", "--all", ours, theirs, may_fail=True).split()

    def _base_tree(self, bases: list[str]) -> str:
        """The one base, or the tree of several joined, in which nothing is disputed: there it is only what was before."""
        if not bases:
            return ""
        base, *others = sorted(bases)
        for other in others:
            before = self._base_tree(self._bases(bases[0], other)[:1])
            merged, _ = self._merge(before, base, other)
            base = write_tree(self._git, base, merged.files, self._index)
        return base

    def _merge(self, base: str, ours: str, theirs: str) -> tuple[MergedTree, dict[str, Entry]]:
        entries = entries_of(self._git, ours)
        mine, yours = changes_between(self._git, base, ours), changes_between(self._git, base, theirs)
        both = [change for path in mine.keys() & yours.keys() for change in (mine[path], yours[path])]
        wanted = [entry for change in both for entry in (change.before, change.after)]
        self._blobs.prepare(entry.id for entry in wanted if entry is not None and entry.mode != "160000")
        return merge_trees(mine, yours, entries.keys(), self._blobs), entries

    def _refuse_another_project(self, theirs: str) -> None:
        """Two histories without a common beginning can be one project only where its id says so."""
        settings = entries_of(self._git, theirs).get(SETTINGS)
        if settings is None:
            return
        try:
            key = text_of(parse_toml(SETTINGS, self._blobs(settings.id)).get("id"))
        except FileFault:
            key = ""
        if key != self._project.settings.id:
            raise GitFault(
                "another project is shared there, and two studies do not become one: "
                "`git remote set-url` names another place, or clone that one beside this"
            )

    def _keep(
        self,
        disputes: list[Dispute],
        bases: list[str],
        ours: str,
        theirs: str,
        files: Files,
        entries: Mapping[str, Entry],
    ) -> list[str]:
        """Puts what is disputed into `files`; the ids of the conflicts."""
        kept = []
        for dispute in disputes:
            path = conflict_path(conflict_id(dispute))
            known = self._content(path, files, entries)
            abouts = [self._about(dispute, bases, side) for side in (ours, theirs)]
            files |= conflict_files(dispute, abouts[0], abouts[1], known)
            kept.append(conflict_id(dispute))
        return kept

    def _content(self, path: str, files: Files, entries: Mapping[str, Entry]) -> bytes | None:
        content = files[path] if path in files else entries.get(path)
        return self._blobs(content.id) if isinstance(content, Entry) else content

    def _settle(self, files: Files, entries: Mapping[str, Entry]) -> None:
        """Takes away conflicts in which no version differs any more from what stands, and texts that no version has."""
        touched = {path for path, content in files.items() if path.startswith(f"{FOLDER}/") and path.endswith(".toml")}
        for path in sorted(touched):
            data = self._content(path, files, entries)
            wanted: set[str] = set()
            if data is not None:
                try:
                    conflict = conflict_from(path, parse_toml(path, data))
                except FileFault:
                    continue
                if is_settled(conflict, lambda each: self._content(each, files, entries)):
                    files[path] = None
                else:
                    wanted = {
                        text_path(conflict.id, version.id, number)
                        for version in conflict.versions
                        for number in range(len(version.texts))
                    }
            beginning = path.removesuffix(".toml") + "-"
            for each in {*files, *entries}:
                if each.startswith(beginning) and each not in wanted:
                    files[each] = None
        for path in [path for path, content in files.items() if content is None and path not in entries]:
            del files[path]

    def _about(self, dispute: Dispute, bases: list[str], side: str) -> About:
        """Who made a side's version, when and why: the last commit on that side that names it, else that touched its file."""
        command = ["log", "-1", "-z", "--no-merges", "--format=%H%x1f%aI%x1f%an%x1f%ae%x1f%s", side]
        command += [f"^{base}" for base in bases]
        names = [key for key in (*dispute.keys, *dispute.fields) if _ENTRY.fullmatch(key)] if dispute.keys else []
        asked = [["--fixed-strings", f"--grep={name}"] for name in names] + [[]]
        for narrower in asked:
            printed = self._git.run("--literal-pathspecs", *command, *narrower, "--", dispute.path)
            fields = printed.decode("utf-8", errors="replace").rstrip("\0").split("\x1f")
            if len(fields) == 5:
                commit, when, who, address, why = fields
                reviewer = owner_of(dispute.path) or self._by_address.get(address.casefold(), "")
                return About(reviewer, who, time_of(when), why, commit[:12])
        return About()

    def _count(self, ours: str, theirs: str) -> int:
        return int(self._git.text("rev-list", "--count", "--no-merges", theirs, f"^{ours}"))

    def _commit(self, tree: str, parents: tuple[str, ...], message: str) -> str:
        arguments = ["commit-tree", *(part for parent in parents for part in ("-p", parent))]
        if self._git.trusted and self._git.text("config", "--type=bool", "commit.gpgSign", may_fail=True) == "true":
            arguments.append("-S")
        return self._git.commit_tree([*arguments, tree], message, self._author)


def _message(count: int, merged: MergedTree, conflicts: list[str]) -> str:
    lines = [
        f"- {path} was changed on both sides"
        for path, content in sorted(merged.files.items())
        if isinstance(content, bytes)
    ]
    lines += [f"- {each}" for each in (*merged.refused, *merged.kept)]
    lines += [f"- conflict {key}" for key in conflicts]
    subject = f"sync: take in {count} {'commit' if count == 1 else 'commits'} of others"
    return subject + ("\n\n" + "\n".join(lines) if lines else "") + "\n"
