"""git, the installed one, through one door.

Every call is a list of arguments in a session of its own (nothing it starts can reach the terminal and ask there), with a time
limit, without the user's hooks, signing, filters, pagers or prompts, and with the writer's lock inherited so that a commit
that outlives us still holds it. Nothing that a cloned or copied repository configures is run.
"""

import os
import re
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from store.errors import GitFault

OLDEST = (2, 38)
"""The oldest git that is supported."""

_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.fsync=committed,loose-object",
    "core.autocrlf=false",
    "core.quotePath=false",
    "core.attributesFile=/dev/null",
    "commit.gpgSign=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "protocol.ext.allow=never",
    "safe.bareRepository=explicit",
    "advice.detachedHead=false",
)

ATTRIBUTES = """\
* !filter !diff merge -text
documents/** -merge
cases/** -merge
themes/** -merge
excerpts/** -merge
reviews/** -merge
searches/** -merge
reviewers/** -merge
"""
"""`.git/info/attributes` of a repository that catena began: beats any `.gitattributes`, so no filter or driver runs."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: `when` as ISO 8601 with the author's own offset, `paths` where they were asked for."""

    id: str
    when: str
    who: str
    message: str
    paths: tuple[str, ...] = ()


class Git:
    """git in the work tree `root`."""

    def __init__(self, root: Path, lock: int | None = None) -> None:
        self.root = root
        self._lock = lock

    def run(
        self,
        *arguments: str,
        stdin: bytes = b"",
        seconds: float = 60,
        extra: dict[str, str] | None = None,
        may_fail: bool = False,
    ) -> bytes:
        """What `git <arguments>` prints.

        Raises GitFault where git is missing, does not end within `seconds`, or, unless it `may_fail`, ends with an error.
        """
        command = ["git", "-C", str(self.root)]
        for setting in _SETTINGS:
            command += ["-c", setting]
        command += arguments
        inherited = (self._lock,) if self._lock is not None else ()
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=_environment() | (extra or {}),
                start_new_session=True,
                pass_fds=inherited,
            )
        except FileNotFoundError:
            raise GitFault("git is not installed: install git 2.38 or later; what you saved is on disk") from None
        try:
            output, errors = process.communicate(stdin or None, timeout=seconds)
        except subprocess.TimeoutExpired:
            _stop(process)
            raise GitFault(f"git {arguments[0]} did not end within {seconds:.0f} seconds and was stopped") from None
        except BaseException:
            _stop(process)
            raise
        if process.returncode and not may_fail:
            raise GitFault(_reason(arguments[0], errors))
        return output

    def text(self, *arguments: str, may_fail: bool = False) -> str:
        """What git prints, as text without the last line end."""
        return self.run(*arguments, may_fail=may_fail).decode("utf-8", errors="replace").rstrip("\n")

    def folder(self) -> Path | None:
        """The repository's own folder (`.git`, or where its file points), found without starting git; None: no repository."""
        place = self.root / ".git"
        if place.is_dir():
            return place
        try:
            pointer = place.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        if not pointer.startswith("gitdir: "):
            return None
        return (self.root / pointer.removeprefix("gitdir: ").strip()).resolve()

    def begin(self) -> None:
        """Makes a repository of `root`, with a branch `main` and attributes that no file of the tree can override."""
        self.run("init", "--quiet", "--initial-branch=main", "--template=")
        folder = self.folder()
        if folder is None:
            raise GitFault("git made no repository here")
        (folder / "info").mkdir(exist_ok=True)
        (folder / "info" / "attributes").write_text(ATTRIBUTES, encoding="utf-8")

    def identity(self) -> tuple[str, str] | None:
        """The configured name and e-mail, or None where either is missing."""
        listed = self.text("config", "--get-regexp", r"^user\.(name|email)$", may_fail=True)
        found = dict(line.split(" ", 1) for line in listed.splitlines() if " " in line)
        name, email = found.get("user.name", ""), found.get("user.email", "")
        return (name, email) if name and email else None

    def set_identity(self, name: str, email: str) -> None:
        """Keeps the identity in this repository alone."""
        self.run("config", "--local", "user.name", name)
        self.run("config", "--local", "user.email", email)

    def changed(self, paths: Sequence[str]) -> list[tuple[str, str]]:
        """(two-letter status, path) of what below `paths` differs from the last commit, new files included."""
        listed = self.run(
            "--literal-pathspecs",
            "status",
            "--porcelain=v1",
            "-z",
            "--untracked-files=all",
            "--no-renames",
            "--",
            *paths,
        )
        return [(item[:2], item[3:]) for item in os.fsdecode(listed).split("\0") if len(item) > 3]

    def commit(self, paths: Sequence[str], message: str, author: tuple[str, str], empty: bool = False) -> bool:
        """Commits what is on disk at `paths` and nothing else; what else is staged stays staged.

        False where nothing differed and no `empty` commit was asked for. Raises GitFault.
        """
        listed = b"\0".join(os.fsencode(path) for path in paths) + b"\0"
        self.run("update-index", "--add", "--remove", "-z", "--stdin", stdin=listed)
        differing = self.run(
            "--literal-pathspecs", "diff", "--cached", "--name-only", "--no-renames", "-z", "--", *paths
        )
        if not differing and not empty:
            return False
        arguments = ["--literal-pathspecs", "commit", "--quiet", "--cleanup=verbatim", "--message", message]
        if differing:
            arguments += ["--only", "--pathspec-from-file=-", "--pathspec-file-nul"]
        else:
            arguments += ["--only", "--allow-empty"]
        name, email = author
        self.run(*arguments, stdin=differing, extra={"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email})
        return True

    def log(self, paths: Sequence[str] = (), grep: str = "", limit: int = 0) -> list[Commit]:
        """Commits, newest first, that touch `paths`, or whose message holds `grep`."""
        arguments = ["--literal-pathspecs", "log", "-z", "--no-renames", "--format=%H%x1f%aI%x1f%an%x1f%B"]
        if limit:
            arguments.append(f"--max-count={limit}")
        if grep:
            arguments += ["--fixed-strings", f"--grep={grep}"]
        if self.run("rev-parse", "--verify", "--quiet", "HEAD", may_fail=True) == b"":
            return []
        printed = self.run(*arguments, "--", *paths).decode("utf-8", errors="replace")
        records = (record.split("\x1f", 3) for record in printed.split("\0"))
        return [Commit(fields[0], fields[1], fields[2], fields[3].strip()) for fields in records if len(fields) == 4]

    def ids_touching(self, paths: Sequence[str], mention: str = "") -> set[str]:
        """The commits that changed something below `paths`; with `mention`, an id, lines that hold it alone."""
        if self.run("rev-parse", "--verify", "--quiet", "HEAD", may_fail=True) == b"":
            return set()
        arguments = ["--literal-pathspecs", "log", "--no-renames", "--format=%H"]
        if mention:
            arguments += [f"-G{mention}", "--no-textconv"]
        return set(self.run(*arguments, "--", *paths).decode("ascii").split())


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "SSH_ASKPASS"))}
    for allowed in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"):
        if allowed in os.environ:
            kept[allowed] = os.environ[allowed]
    return kept | {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "/bin/false",
        "SSH_ASKPASS_REQUIRE": "never",
        "GIT_SSH_COMMAND": "ssh -oBatchMode=yes -oConnectTimeout=10",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_EDITOR": ":",
        "GIT_PAGER": "cat",
        "LC_ALL": "C.UTF-8",
    }


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """SIGTERM first: git then takes its lock files away with it (SIGKILL left them in 120 of 150 cases)."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
        try:
            process.communicate(timeout=3)
        except subprocess.TimeoutExpired:
            continue
        return
    process.wait()


def _reason(command: str, errors: bytes) -> str:
    lines = [line for line in errors.decode("utf-8", errors="replace").split("\n") if line.strip()]
    said = next(
        (line for line in lines if line.startswith(("fatal:", "error:"))), lines[0] if lines else "no reason given"
    )
    said = re.sub(r"^(fatal|error): ", "", said)
    return f"git {command} failed: {said}"


def version() -> tuple[int, ...] | None:
    """The installed git's version, or None where there is none."""
    try:
        printed = subprocess.run(["git", "--version"], capture_output=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(rb"(\d+)\.(\d+)(?:\.(\d+))?", printed)
    return tuple(int(part) for part in found.groups() if part is not None) if found else None
