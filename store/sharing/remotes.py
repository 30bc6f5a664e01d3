"""The remote of a project: where it is, and what to do where git cannot reach it.

The place is read from the repository's settings and used as a plain address. One that would start a program of the repository's
choice is refused. What git says when it fails becomes one sentence with the next step.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from store.errors import GitFault, UsageFault
from store.git import Git

_HELPER = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.-]*::")
_WITH_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_SCHEMES = ("ssh", "git+ssh", "ssh+git", "https", "http", "git", "file")
_OTHER_HOST = re.compile(r"[^/]+:")


@dataclass(frozen=True, slots=True)
class Remote:
    """Where a branch is shared: the remote's name, its address, and the name of the branch there."""

    name: str
    address: str
    branch: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder on this machine."""
        if self.address.startswith("file://"):
            return True
        return not _WITH_SCHEME.match(self.address) and not _OTHER_HOST.match(self.address)

    @property
    def folder(self) -> str:
        """The folder that it is; only where it is one."""
        return self.address.removeprefix("file://")

    @property
    def shown(self) -> str:
        """The address without a password; a folder's without detours."""
        if self.is_folder:
            return os.path.normpath(self.folder)
        return re.sub(r"(://)[^/@]*@", r"\1", self.address)


def remote_of(git: Git) -> Remote:
    """Where the branch that we are on is shared.

    Raises UsageFault where there is no remote, or several and none is named for the branch, or one that cannot be used.
    """
    branch = git.text("symbolic-ref", "--short", "HEAD")
    listed = git.run("config", "--local", "-z", "--get-regexp", r"^(remote|branch)\.", may_fail=True)
    entries = (entry.split("\n", 1) for entry in listed.decode("utf-8", errors="replace").split("\0") if "\n" in entry)
    settings = dict(entries)
    names = [key[len("remote.") : -len(".url")] for key in settings if re.fullmatch(r"remote\..+\.url", key)]
    name = settings.get(f"branch.{branch}.remote", "")
    if name not in names:
        name = "origin" if "origin" in names else names[0] if len(names) == 1 else ""
    if not name and names:
        raise UsageFault(
            f"there are {len(names)} remotes ({', '.join(names)}): `git branch --set-upstream-to` names one"
        )
    if not name:
        raise UsageFault(
            "this project is not shared yet: `git init --bare --initial-branch=main FOLDER` makes a place for it, "
            "then `catena sync --to FOLDER` (or an ssh or https address) shares it there"
        )
    there = settings.get(f"branch.{branch}.merge", "").removeprefix("refs/heads/")
    return Remote(name, checked(settings[f"remote.{name}.url"]), there or branch)


def checked(address: str) -> str:
    """An address that git may be given; raises UsageFault for one that is none, or that would start another program."""
    scheme = _WITH_SCHEME.match(address)
    known = not scheme or scheme[1].lower() in _SCHEMES
    if not address.strip() or address.startswith("-") or "\0" in address or _HELPER.match(address) or not known:
        raise UsageFault(f"{address!r} is no address that a project is shared at: a folder, ssh:// or https:// is")
    host = address.partition("://")[2] if scheme else address
    if host.startswith("-") or host.partition("@")[2].startswith("-"):
        raise UsageFault(f"{address!r} is no address that a project is shared at: its host begins with a hyphen")
    return address


def usual_place(root: Path) -> str:
    """Where a project can be shared on its own machine, unless somebody knows a better place: beside its folder."""
    return str(root.parent / f"{root.name}.git")


def make_place(git: Git, address: str) -> str:
    """The folder that was made to be shared at, where `address` is one of this machine that holds nothing yet; else "".

    Raises UsageFault for what is no address, GitFault where it cannot be made.
    """
    remote = Remote("origin", checked(address), "")
    folder = Path(os.path.realpath(os.path.expanduser(remote.folder))) if remote.is_folder else None
    if folder is None or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        return ""
    branch = git.text("symbolic-ref", "--short", "HEAD")
    git.run(
        "init", "--quiet", "--bare", "--template=", "--shared=group", f"--initial-branch={branch}", "--", str(folder)
    )
    return str(folder)


_REASONS = (
    (
        r"dubious ownership in repository at '([^']*)'",
        "git takes nothing from {0}, because it belongs to another account; if you know whose it is: "
        "`git config --global --add safe.directory {0}`, then sync again (or use an ssh:// address)",
    ),
    (
        r"Host key verification failed|authenticity of host",
        "the host of {remote} is not known yet: `ssh` to it once by hand and answer its question, then sync again",
    ),
    (
        r"Permission denied \((publickey|password|keyboard|gssapi)",
        "{remote} refuses your ssh key: `ssh-add` it, or ask for access, then sync again",
    ),
    (
        r"could not read (Username|Password)|Authentication failed"
        r"|HTTP Basic: Access denied|The requested URL returned error: 40[13]",
        "{remote} asks who you are: set up a credential helper (`git config --global credential.helper store`, then one "
        "`git fetch` by hand), then sync again",
    ),
    (
        r"Could not resolve host|Name or service not known|Network is unreachable|No route to host|Connection (refused|timed out"
        r"|reset|closed)|Operation timed out|Failed to connect|early EOF|unexpected disconnect|hung up unexpectedly",
        "{remote} cannot be reached; what you saved is committed here: sync again when it can",
    ),
    (
        r"No space left on device|Disk quota exceeded",
        "the disk is full; what you saved is committed here: free some space, then sync again",
    ),
    (
        r"insufficient permission|unable to create temporary|Permission denied",
        "you may not write to {remote}: ask its owner for permission "
        "(`git init --bare --shared=group` makes a place for several accounts), then sync again",
    ),
    (
        r"refusing to update checked out branch",
        "{remote} is somebody's work folder, and nothing can be pushed into it: share through a bare repository "
        "(`git init --bare`)",
    ),
    (
        r"does not appear to be a git repository|[Nn]ot found|No such file or directory",
        "{remote} is no repository: `git init --bare --initial-branch=main FOLDER` makes one, or mend the address with "
        "`git remote set-url {name} ADDRESS`",
    ),
)


def reason(remote: Remote, said: str) -> GitFault:
    """Why git could not reach or change the remote, from what it said."""
    for pattern, sentence in _REASONS:
        found = re.search(pattern, said)
        if found:
            return GitFault(sentence.format(*found.groups(""), remote=remote.shown, name=remote.name))
    lines = [line for line in said.split("\n") if line.strip()]
    told = next(
        (line for line in lines if line.startswith(("fatal:", "error:", "remote:"))), lines[-1] if lines else ""
    )
    return GitFault(f"{remote.shown}: {re.sub(r'^(fatal|error|remote): *', '', told) or 'git gave no reason'}")
