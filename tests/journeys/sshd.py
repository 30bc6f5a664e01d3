"""A real sshd on the loopback address, with its own keys and settings in a temporary folder, and a client that it lets in.

It runs as whoever runs the tests and touches nothing of the machine's own sshd. Where it cannot be had the test skips: it is not
installed, or it does not let this account in (a locked one, or root without /run/sshd).
"""

import getpass
import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pytest

SSHD = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/usr/lib/ssh:" + os.environ.get("PATH", ""))

needs_sshd = pytest.mark.skipif(
    SSHD is None or not shutil.which("ssh") or not shutil.which("ssh-keygen"),
    reason="openssh-server and openssh-client are not both installed",
)

SETTINGS = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/client.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
"""


class Sshd:
    """A running sshd; a context, at whose end it is stopped."""

    def __init__(self, folder: Path) -> None:
        assert SSHD is not None
        self._folder = folder
        folder.mkdir()
        for name in ("host", "client"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        settings = folder / "settings"
        settings.write_text(SETTINGS.format(port=self._port, folder=folder))
        with open(folder / "log", "wb") as log:
            self._server = subprocess.Popen([SSHD, "-D", "-e", "-f", settings], stdin=subprocess.DEVNULL, stderr=log)

    def __enter__(self) -> "Sshd":
        deadline = time.monotonic() + 10
        while True:
            tried = subprocess.run(self.client(["true"], {}, terminal=False), capture_output=True, encoding="utf-8")
            if tried.returncode == 0:
                return self
            if self._server.poll() is not None or time.monotonic() > deadline:
                log = (self._folder / "log").read_text(errors="replace")
                said = (tried.stdout + tried.stderr).strip() if self._server.poll() is None else log.strip()
                self._stop()
                pytest.skip(f"sshd does not let this account in ({' '.join(said.split())})")
            time.sleep(0.1)

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stop()

    def _stop(self) -> None:
        self._server.terminate()
        self._server.wait()

    def client(self, command: Sequence[str], surroundings: Mapping[str, str], *, terminal: bool = True) -> list[str]:
        """The ssh command that runs `command` on the other side, with a terminal there and these surroundings."""
        remote = ["env", "-i", *(f"{name}={value}" for name, value in surroundings.items()), *command]
        where = f"{getpass.getuser()}@127.0.0.1"
        return [*self.ssh(), "-tt" if terminal else "-T", where, shlex.join(remote)]

    def ssh(self) -> list[str]:
        """The ssh command with all that it needs to be let in, but for where and what."""
        options = (
            f"Port={self._port}",
            f"IdentityFile={self._folder}/client",
            "IdentitiesOnly=yes",
            f"UserKnownHostsFile={self._folder}/known",
            "StrictHostKeyChecking=accept-new",
            "BatchMode=yes",
            "LogLevel=ERROR",
        )
        return ["ssh", "-F", "/dev/null", *(part for option in options for part in ("-o", option))]
