"""A study is shared over ssh, through a real sshd; what is missing there is said in a sentence, and nothing ever asks."""

import getpass
import shlex
import subprocess
from pathlib import Path

import pytest

from store.errors import GitFault
from store.holdings import read_holdings
from store.project import open_project
from store.sharing.procedure import set_remote, synchronise
from store.writer import Writer
from tests.journeys.sshd import Sshd, needs_sshd
from tests.store.sharing.clones import desk_in, sync
from tests.store.studies import begin_study, git

pytestmark = needs_sshd


@pytest.fixture(autouse=True)
def _git_without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")


def test_two_clones_share_over_ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = tmp_path / "shared.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(bare)], check=True)
    root = begin_study(tmp_path / "ana").root
    address = f"ssh://{getpass.getuser()}@127.0.0.1{bare}"
    with Sshd(tmp_path / "sshd") as sshd:
        monkeypatch.setenv("GIT_SSH_COMMAND", shlex.join(sshd.ssh()))
        with Writer.open(open_project(root)) as writer:
            set_remote(writer, address)
            steps: list[str] = []
            assert synchronise(writer, steps.append).sent > 0
        assert steps[0] == "committing what is saved"
        subprocess.run(["git", "clone", "--quiet", address, str(tmp_path / "ben")], check=True)
        git(tmp_path / "ben", "config", "user.name", "Ben")
        git(tmp_path / "ben", "config", "user.email", "ben@example.org")
        desk = desk_in(tmp_path / "ben")
        with desk.writer:
            excerpt = desk.tag(0, 5, "Trust")
        sync(tmp_path / "ben")
        assert sync(root).received == 2
    assert excerpt.id in read_holdings(open_project(root)).excerpts


def test_a_key_that_is_refused_and_a_host_that_is_not_known_are_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = begin_study(tmp_path / "ana").root
    with Sshd(tmp_path / "sshd") as sshd, Writer.open(open_project(root)) as writer:
        set_remote(writer, f"ssh://{getpass.getuser()}@127.0.0.1{tmp_path}/shared.git")
        for option, said in (
            ("StrictHostKeyChecking=yes", "is not known yet"),
            ("PubkeyAuthentication=no", "refuses your ssh key"),
            ("Port=1", "cannot be reached"),
        ):
            known = ["-o", "UserKnownHostsFile=/dev/null"] if "Host" in option else []
            # The first word on an option is the one that ssh obeys.
            command = [sshd.ssh()[0], *known, "-o", option, *sshd.ssh()[1:]]
            monkeypatch.setenv("GIT_SSH_COMMAND", shlex.join(command))
            with pytest.raises(GitFault, match=said):
                synchronise(writer)
