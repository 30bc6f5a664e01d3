"""Fetching from and pushing to the remote, with progress, a way to cancel, and nothing that could hang or ask.

git runs for it in a repository of its own below `.catena`, made anew each time, that borrows the project's objects: no setting of
the project's repository is read, so no hook, helper, proxy or program that it names can run. Only where the account's settings
trust the project (`catena.trusted`) does it run in the project's repository itself.
"""

import os
import re
import selectors
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from store.errors import CatenaError, GitFault
from store.git import PATIENCE_WITH_PEOPLE, Git, common_folder, stop
from store.preflight import free_old_lock
from store.sharing.remotes import Remote, reason

FOLDER = "exchange.git"
PATIENCE = 120.0
"""Seconds without a sign of life after which the other side is given up."""
THEIRS = "refs/theirs/"
_AS_FOLDER = (
    "git -c core.hooksPath=/dev/null -c core.fsmonitor=false -c core.alternateRefsCommand= -c receive.autogc=false -c gc.auto=0 "
    "receive-pack"
)
"""What takes our push in a folder on this machine: it runs as us, so nothing that the folder configures may."""
_MOVED = re.compile(
    r"\[rejected\]|\(fetch first\)|non-fast-forward|incorrect old value|reference already exists|is at .* but expected"
)
_LOCKED = re.compile(r"Unable to create '([^']*\.lock)': File exists")

Tell = Callable[[str], None]


class Cancelled(CatenaError):
    """The person did not want to wait any longer."""

    title: ClassVar[str] = "Cancelled"
    exit_code: ClassVar[int] = 130


class Exchange:
    """One conversation with the remote."""

    def __init__(self, git: Git, private: Path, remote: Remote, tell: Tell, cancelled: Callable[[], bool]) -> None:
        self._git = git
        self._remote = remote
        self._tell = tell
        self._cancelled = cancelled
        folder = git.folder()
        if folder is None:
            raise GitFault("this folder is no git repository")
        self._common = common_folder(folder)
        self._folder = private / FOLDER
        self._extra = {"GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh", "GIT_SSH_COMMAND": self._ssh()}
        if not git.trusted:
            self._extra |= {"GIT_DIR": str(self._folder), "GIT_OBJECT_DIRECTORY": str(self._common / "objects")}

    def begin(self, known: dict[str, str]) -> None:
        """Makes the repository of the exchange; `known` are commits that the remote may build upon, by ref."""
        if "GIT_DIR" not in self._extra:
            return
        shutil.rmtree(self._folder, ignore_errors=True)
        algorithm = self._git.text("rev-parse", "--show-object-format")
        self._git.run(
            "init", "--quiet", "--bare", "--template=", f"--object-format={algorithm}", "--initial-branch=none",
            str(self._folder),
        )  # fmt: skip
        lines = "".join(f"create {ref} {commit}\n" for ref, commit in known.items())
        self._git.run("update-ref", "--stdin", stdin=lines.encode(), extra=self._extra)

    def fetch(self) -> dict[str, str]:
        """The remote's branches and the commits that they are at; their objects are here. Raises GitFault or Cancelled."""
        refs = f"+refs/heads/*:{THEIRS}*"
        self._talk(
            "fetch",
            "--progress",
            "--prune",
            "--no-tags",
            "--no-auto-maintenance",
            "--no-recurse-submodules",
            "--no-write-fetch-head",
            *(() if self._git.trusted else ("--upload-pack=git-upload-pack",)),
            "--",
            self._remote.address,
            refs,
        )
        listed = self._git.run("for-each-ref", "--format=%(objectname) %(refname)", THEIRS, extra=self._extra)
        pairs = (line.split(" ", 1) for line in os.fsdecode(listed).split("\n") if " " in line)
        return {ref.removeprefix(THEIRS): commit for commit, ref in pairs}

    def push(self, commit: str) -> bool:
        """Puts the remote's branch at `commit`; False where it moved meanwhile. Raises GitFault or Cancelled."""
        receive = _AS_FOLDER if self._remote.is_folder else "git-receive-pack"
        command = [
            "push",
            "--progress",
            "--porcelain",
            "--no-recurse-submodules",
            *(() if self._git.trusted else (f"--receive-pack={receive}", "--no-verify", "--no-signed")),
            "--",
            self._remote.address,
            f"{commit}:refs/heads/{self._remote.branch}",
        ]
        until = time.monotonic() + 30
        while True:
            try:
                self._talk(*command)
            except _Refused as refused:
                if self._was_locked(refused.said) and time.monotonic() < until:
                    time.sleep(0.3)
                    continue
                if _MOVED.search(refused.said) or _LOCKED.search(refused.said):
                    return False
                raise reason(self._remote, refused.said) from None
            return True

    def _was_locked(self, said: str) -> bool:
        """Whether a lock stood in the way in a folder of this machine; one that a crash left is moved aside."""
        found = _LOCKED.search(said)
        if not found or not self._remote.is_folder:
            return False
        folder = Path(os.path.realpath(self._git.root / self._remote.folder))
        free_old_lock(folder, Path(found[1]) if found[1].startswith("/") else folder / found[1])
        return True

    def _talk(self, *arguments: str) -> str:
        """Runs git to its end and gives what it printed; raises _Refused with what it said, or Cancelled."""
        process = self._git.start(*arguments, extra=self._extra)
        said = bytearray()
        try:
            self._listen(process, said)
        except BaseException:
            stop(process)
            raise
        finally:
            for stream in (process.stdout, process.stderr):
                if stream is not None:
                    stream.close()
        words = said.decode("utf-8", errors="replace").replace("\r", "\n")
        if process.returncode:
            if arguments[0] == "push":
                raise _Refused(words)
            raise reason(self._remote, words)
        return words

    def _listen(self, process: "subprocess.Popen[bytes]", said: bytearray) -> None:
        last = time.monotonic()
        with selectors.DefaultSelector() as waiting:
            for stream in (process.stdout, process.stderr):
                assert stream is not None
                waiting.register(stream, selectors.EVENT_READ)
            while waiting.get_map():
                for key, _ in waiting.select(0.1):
                    data = os.read(key.fd, 65536)
                    if not data:
                        waiting.unregister(key.fileobj)
                        continue
                    last = time.monotonic()
                    said += data
                    lines = [line for line in re.split(rb"[\r\n]", data) if line.strip()]
                    if lines and key.fileobj is process.stderr:
                        self._tell(lines[-1].decode("utf-8", errors="replace").strip())
                del said[:-1_000_000]
                if self._cancelled():
                    raise Cancelled("cancelled; what you saved is committed here, and nothing was lost")
                patience = PATIENCE_WITH_PEOPLE if self._git.asks else PATIENCE
                if time.monotonic() - last > patience:
                    raise GitFault(
                        f"{self._remote.shown} did not answer for {patience:.0f} seconds; sync again when it does"
                    )
        process.wait()

    def _ssh(self) -> str:
        """The account's own ssh command, which may ask only where git may."""
        listed = self._git.run("config", "-z", "--show-scope", "--get-all", "core.sshCommand", may_fail=True)
        fields = listed.decode("utf-8", errors="replace").split("\0")
        scopes = ("system", "global", "local", "worktree") if self._git.trusted else ("system", "global")
        own = [value for scope, value in zip(fields[::2], fields[1::2], strict=False) if scope in scopes]
        command = os.environ.get("GIT_SSH_COMMAND") or (own[-1] if own else "ssh")
        batch = "" if self._git.asks else " -oBatchMode=yes"
        return f"{command}{batch} -oConnectTimeout=10 -oServerAliveInterval=15"

    def end(self) -> None:
        """Forgets the repository of the exchange."""
        with suppress(OSError):
            shutil.rmtree(self._folder, ignore_errors=True)


class _Refused(Exception):
    """A push that git refused, with all that it said."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said
