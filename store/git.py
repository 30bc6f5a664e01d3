"""git, the installed one, through one door.

Every call is a list of arguments in a session of its own (nothing it starts can reach the terminal and ask there), with a time
limit, without the user's hooks, signing, filters, pagers or prompts, and with the writer's lock inherited so that a commit
that outlives us still holds it. Nothing that a cloned or copied repository configures is run, unless the account's own settings
trust it: `git config --global --add catena.trusted FOLDER` lets hooks, filters and signing of that repository run. Only while the
caller leaves the terminal to it (`asking`), and only where the repository is trusted, may what git starts ask there.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from store.errors import GitFault

OLDEST = (2, 38)
"""The oldest git that is supported."""

PATIENCE_WITH_PEOPLE = 600.0
"""Seconds that somebody has for an answer at the terminal."""
_DISTRUST = ("core.hooksPath=/dev/null", "commit.gpgSign=false")
"""What is off unless a repository is trusted; the rest is off always."""
_SETTINGS = (
    "core.fsmonitor=false",
    "core.fsync=committed,loose-object",
    "core.autocrlf=false",
    "core.quotePath=false",
    "core.attributesFile=/dev/null",
    "gc.auto=0",
    "maintenance.auto=false",
    "protocol.ext.allow=never",
    "safe.bareRepository=explicit",
    "advice.detachedHead=false",
    "log.showSignature=false",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
)

_COMMAND_OF_A_FILTER = re.compile(r"filter\..*\.(?:clean|smudge|process)", re.DOTALL)
_NOT_SAYABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


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
        self._silenced: dict[str, str] | None = None
        self._trusted = False
        self.asks = False
        """Whether what git starts may ask at the terminal now."""

    @property
    def trusted(self) -> bool:
        """Whether the account's settings let this repository's own hooks, filters, signing and connections run."""
        self._learn()
        return self._trusted

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Lets hooks, signing and connections of a trusted repository ask at the terminal, which the caller leaves to them.

        What they ask is on the terminal alone. Ctrl+C there ends them. In a repository that is not trusted nothing changes.
        """
        self.asks = self.trusted
        try:
            yield
        finally:
            self.asks = False

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
        environment = _environment(self.asks) | self._learn() | (extra or {})
        if self.asks:
            seconds = max(seconds, PATIENCE_WITH_PEOPLE)
        return self._run(arguments, stdin, seconds, environment, may_fail)

    def _run(
        self,
        arguments: Sequence[str],
        stdin: bytes,
        seconds: float,
        environment: dict[str, str],
        may_fail: bool,
    ) -> bytes:
        name = next((argument for argument in arguments if not argument.startswith("-")), "")
        process = self._open(arguments, environment, bool(stdin))
        try:
            output, errors = process.communicate(stdin or None, timeout=seconds)
        except subprocess.TimeoutExpired:
            stop(process)
            raise GitFault(f"git {name} did not end within {seconds:.0f} seconds and was stopped") from None
        except BaseException:
            stop(process)
            raise
        if process.returncode and not may_fail:
            raise GitFault(_reason(name, errors))
        return output

    def start(self, *arguments: str, extra: dict[str, str] | None = None) -> "subprocess.Popen[bytes]":
        """git at work in the background: to be waited for with `communicate`, or ended with `stop`. Raises GitFault."""
        return self._open(arguments, _environment(self.asks) | (extra or {}), False)

    def _open(self, arguments: Sequence[str], environment: dict[str, str], stdin: bool) -> "subprocess.Popen[bytes]":
        # The work tree is this folder, whatever the repository's own settings say.
        command = ["git", "-C", str(self.root)]
        if arguments[0] != "init":
            command.append(f"--work-tree={self.root}")
        for setting in _SETTINGS if self._trusted else _DISTRUST + _SETTINGS:
            command += ["-c", setting]
        command += arguments
        inherited = (self._lock,) if self._lock is not None else ()
        try:
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment,
                start_new_session=not self.asks,
                pass_fds=inherited,
            )
        except FileNotFoundError:
            raise GitFault("git is not installed: install git 2.38 or later; what you saved is on disk") from None
        except OSError as error:
            raise GitFault(f"git could not be started ({os.strerror(error.errno or 0)})") from None

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
        """Makes a repository of `root`, with a branch `main`; raises GitFault."""
        self.run("init", "--quiet", "--initial-branch=main", "--template=")
        if self.folder() is None:
            raise GitFault("git made no repository here")

    def _learn(self) -> dict[str, str]:
        """An environment that empties the filter commands of this repository's own configuration; the account's stay.

        Looked up once, and with it whether the repository is trusted.
        """
        if self._silenced is not None:
            return self._silenced
        listed = self._run(("config", "--list", "--show-scope", "-z"), b"", 60, _environment(), True)
        fields = listed.decode("utf-8", errors="surrogateescape").split("\0")
        settings: dict[str, str] = {}
        for scope, entry in zip(fields[::2], fields[1::2], strict=False):
            key, _, value = entry.partition("\n")
            if scope in ("global", "system") and key == "catena.trusted" and os.path.expanduser(value):
                self._trusted |= os.path.realpath(os.path.expanduser(value)) == os.path.realpath(self.root)
            if scope in ("local", "worktree") and _COMMAND_OF_A_FILTER.fullmatch(key):
                settings |= {key: "", f"{key.rpartition('.')[0]}.required": "false"}
        if self._trusted:
            settings.clear()
        self._silenced = {"GIT_CONFIG_COUNT": str(len(settings))}
        for number, (key, value) in enumerate(settings.items()):
            self._silenced |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        return self._silenced

    def identity(self) -> tuple[str, str] | None:
        """The configured name and e-mail, or None where either is missing."""
        listed = self.run("config", "-z", "--get-regexp", r"^user\.(name|email)$", may_fail=True)
        settings = listed.decode("utf-8", errors="replace").split("\0")
        found = dict(setting.split("\n", 1) for setting in settings if "\n" in setting)
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
        wanted = {os.fsencode(path) for path in paths}
        staged = self.run("diff", "--cached", "--name-only", "--no-renames", "-z").split(b"\0")
        differing = b"\0".join(path for path in staged if path in wanted)
        if not differing and not empty:
            return False
        arguments = ["--literal-pathspecs", "commit", "--quiet", "--cleanup=verbatim", "--only"]
        if differing:
            arguments += ["--pathspec-from-file=-", "--pathspec-file-nul"]
        if empty:
            # Also beside paths: an undo that comes while git looks at them leaves nothing that differs.
            arguments += ["--allow-empty"]
        name, email = (_sayable(part) for part in author)
        people = {"GIT_AUTHOR_NAME": name or "reviewer", "GIT_AUTHOR_EMAIL": email}
        arguments.append(f"--file={self._message_file(message)}")
        self.run(*arguments, stdin=differing, extra=people)
        return True

    def commit_tree(self, arguments: Sequence[str], message: str, author: tuple[str, str]) -> str:
        """The id of the commit that `arguments` of plumbing make with this message by this author; raises GitFault."""
        said = _NOT_SAYABLE.sub("\N{REPLACEMENT CHARACTER}", message).encode("utf-8")
        name, email = (_sayable(part) for part in author)
        people = {"GIT_AUTHOR_NAME": name or "reviewer", "GIT_AUTHOR_EMAIL": email}
        return self.run(*arguments, stdin=said, extra=people).decode("ascii").strip()

    def _message_file(self, message: str) -> Path:
        """A file in the repository's folder with the message, which can be longer than one argument may be."""
        folder = self.folder()
        if folder is None:
            raise GitFault("this folder is no git repository")
        path = folder / "CATENA_MESSAGE"
        said = _NOT_SAYABLE.sub("\N{REPLACEMENT CHARACTER}", message).encode("utf-8")
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            with open(handle, "wb") as file:
                file.write(said)
        except OSError as error:
            raise GitFault(f"{path} cannot be written ({os.strerror(error.errno or 0)})") from error
        return path

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

    def ranks_of_change(self, folder: str) -> dict[str, int]:
        """The files below a folder that the history knows, each with the number of commits since its last change (0: the last).

        Files that differ from the last commit are not among them: nothing is newer.
        """
        if self.run("rev-parse", "--verify", "--quiet", "HEAD", may_fail=True) == b"":
            return {}
        printed = self.run(
            "--literal-pathspecs", "log", "-z", "--no-renames", "--name-only", "--format=%x01", "--", folder
        )
        ranks: dict[str, int] = {}
        rank = -1
        for field in os.fsdecode(printed).split("\0"):
            for piece in field.split("\n"):
                if piece.startswith("\x01"):
                    rank += 1
                elif piece:
                    ranks.setdefault(piece, rank)
        for _, path in self.changed([folder]):
            ranks.pop(path, None)
        return ranks

    def ids_touching(self, paths: Sequence[str], mention: str = "") -> set[str]:
        """The commits that changed something below `paths`; with `mention`, an id, lines that hold it alone."""
        if self.run("rev-parse", "--verify", "--quiet", "HEAD", may_fail=True) == b"":
            return set()
        arguments = ["--literal-pathspecs", "log", "--no-renames", "--format=%H"]
        if mention:
            arguments += [f"-G{mention}", "--no-textconv"]
        return set(self.run(*arguments, "--", *paths).decode("ascii").split())


def common_folder(folder: Path) -> Path:
    """Where the repository of `folder` keeps what its linked work trees share: `folder` itself where it is no such tree's."""
    try:
        shared = (folder / "commondir").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return folder
    return (folder / shared).resolve()


def _sayable(name: str) -> str:
    """A name or address as git takes it: without what it forbids, empty where nothing of it is left."""
    plain = _NOT_SAYABLE.sub("", name.replace("\n", " ")).replace("<", "").replace(">", "")
    return plain.strip(" .,:;\"\\'")


def _environment(asks: bool = False) -> dict[str, str]:
    # GPG_TTY is where gpg's agent, which no session of ours holds back, would ask.
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "SSH_ASKPASS", "GPG_TTY"))}
    for allowed in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"):
        if allowed in os.environ:
            kept[allowed] = os.environ[allowed]
    if asks:
        kept |= {"GPG_TTY": os.ttyname(sys.__stdin__.fileno())} if sys.__stdin__ and sys.__stdin__.isatty() else {}
    else:
        kept |= {
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "/bin/false",
            "SSH_ASKPASS_REQUIRE": "never",
            "GIT_SSH_COMMAND": "ssh -oBatchMode=yes -oConnectTimeout=10",
        }
    return kept | {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_EDITOR": ":",
        "GIT_PAGER": "cat",
        "LC_ALL": "C.UTF-8",
    }


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Ends a git and all that it started.

    SIGTERM first: git then takes its lock files away with it (SIGKILL left them in 120 of 150 cases). One that may ask is of our
    own group and ended alone: what it started loses its other end.
    """
    try:
        alone = os.getpgid(process.pid) == os.getpgrp()
    except ProcessLookupError:
        alone = False
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            (os.kill if alone else os.killpg)(process.pid, number)
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
