"""A clone that wants to run programs or to lead outside: nothing of it runs, and nothing outside is read or written."""

import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import CatenaError
from store.git import Git
from store.holdings import read_holdings
from store.project import open_project
from store.sharing.conflicts import file_or_none, read_conflicts, texts_of_version
from store.sharing.deciding import decide, side_of
from store.sharing.procedure import synchronise
from store.sharing.remotes import checked
from store.sharing.visits import read_news
from store.theme_words import describe_theme
from store.writer import Writer
from tests.store.sharing.clones import desk_in, sync
from tests.store.studies import git

HOOKS = (
    "pre-commit",
    "prepare-commit-msg",
    "commit-msg",
    "post-commit",
    "post-index-change",
    "reference-transaction",
    "post-checkout",
    "post-merge",
    "pre-push",
    "pre-receive",
    "update",
    "post-receive",
    "post-update",
    "proc-receive",
)


class Trap:
    """Programs that leave a mark when they are started."""

    def __init__(self, folder: Path) -> None:
        self.fired = folder / "fired"
        self.fired.mkdir()
        self._folder = folder

    def program(self, name: str) -> str:
        path = self._folder / f"program-{name}"
        path.write_text(f"#!/bin/sh\n: > {self.fired}/{name}\ncat >/dev/null\nexit 1\n")
        path.chmod(0o755)
        return str(path)

    def hooks(self, repository: Path, whose: str) -> None:
        (repository / "hooks").mkdir(exist_ok=True)
        for hook in HOOKS:
            path = repository / "hooks" / hook
            path.write_text(f"#!/bin/sh\n: > {self.fired}/{whose}-{hook}\n")
            path.chmod(0o755)

    def marks(self) -> list[str]:
        return sorted(os.listdir(self.fired))


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path)


def define(root: Path, text: str) -> None:
    desk = desk_in(root)
    with desk.writer:
        act, _ = describe_theme(desk.theme("Trust"), {"definition": text})
        desk.writer.perform(act)


def work_through_everything(root: Path, other: Path) -> None:
    """All that is done with a clone: work, sync with and without conflicts, decide, read the news and the history."""
    desk = desk_in(root)
    with desk.writer:
        desk.tag(0, 5, "Trust")
        desk.writer.undo()
        desk.writer.redo()
    define(root, f"here {root}")
    define(other, "there")
    sync(other)
    sync(root)
    project = open_project(root)
    conflicts, faults = read_conflicts(project)
    assert faults == ()
    with Writer.open(project) as writer:
        for conflict in conflicts:
            version = conflict.versions[0]
            side = side_of(version, texts_of_version(project, conflict, version))
            writer.perform(decide(conflict, side, lambda path: file_or_none(project, path)))
    sync(root)
    sync(other)
    read_news(
        project, Git(root), read_holdings(project), "ana-ferreira", git(root, "rev-list", "--max-parents=0", "HEAD")
    )
    Git(root).log()
    Git(root).ids_touching(["themes"], "Trust")


def test_no_hook_and_no_program_of_a_clone_or_of_the_shared_folder_is_run(bare: Path, trap: Trap) -> None:
    root, other = bare.parent / "ana", bare.parent / "ben"
    for name, path in ((".gitattributes", root), (".gitattributes", root / "themes")):
        (path / name).write_text(
            "* filter=evil diff=evil merge=evil text eol=crlf ident working-tree-encoding=UTF-16\n"
        )
        git(root, "add", "-f", str(path / name))
    git(root, "commit", "--quiet", "-m", "attributes of its own")
    git(root, "push", "--quiet")
    git(root, "config", "branch.main.remote", "origin")
    trap.hooks(root / ".git", "clone")
    trap.hooks(bare, "shared")
    settings = {
        "core.fsmonitor": trap.program("fsmonitor"),
        "core.hooksPath": str(root / ".git/hooks"),
        "core.sshCommand": trap.program("ssh"),
        "core.gitProxy": trap.program("proxy"),
        "core.askPass": trap.program("askpass"),
        "core.editor": trap.program("editor"),
        "core.pager": trap.program("pager"),
        "core.alternateRefsCommand": trap.program("alternate"),
        "credential.helper": trap.program("credential"),
        "commit.gpgSign": "true",
        "push.gpgSign": "true",
        "gpg.program": trap.program("gpg"),
        "diff.external": trap.program("external"),
        "diff.evil.command": trap.program("diff"),
        "diff.evil.textconv": trap.program("textconv"),
        "filter.evil.clean": trap.program("clean"),
        "filter.evil.smudge": trap.program("smudge"),
        "filter.evil.process": trap.program("process"),
        "filter.evil.required": "true",
        "merge.evil.driver": trap.program("driver"),
        "remote.origin.uploadpack": trap.program("uploadpack"),
        "remote.origin.receivepack": trap.program("receivepack"),
        "remote.origin.vcs": "evil",
        f"remote.{bare}.uploadpack": trap.program("uploadpack-by-address"),
        f"remote.{bare}.receivepack": trap.program("receivepack-by-address"),
        f"remote.{bare}.vcs": "evil",
        f"url.ext::{trap.program('instead')} x.insteadOf": str(bare),
        "protocol.ext.allow": "always",
        "uploadpack.packObjectsHook": trap.program("pack-objects"),
        "submodule.recurse": "true",
        "fetch.recurseSubmodules": "true",
        "maintenance.auto": "true",
        "gc.auto": "1",
    }
    for key, value in settings.items():
        git(root, "config", "--local", key, value)
    for key in ("core.fsmonitor", "core.alternateRefsCommand", "uploadpack.packObjectsHook"):
        git(bare, "config", "--local", key, settings[key])
    git(bare, "config", "core.hooksPath", str(bare / "hooks"))
    work_through_everything(root, other)
    assert trap.marks() == []
    assert git(root, "--git-dir", str(root / ".git"), "rev-parse", "HEAD") == git(other, "rev-parse", "HEAD")
    # What was saved is in git byte for byte, whatever the attributes ask for.
    blob = subprocess.run(
        ["git", "-C", str(other), "cat-file", "blob", "HEAD:themes/.gitattributes"], capture_output=True, check=True
    )
    assert blob.stdout == (other / "themes/.gitattributes").read_bytes()


def test_the_trap_works(bare: Path, trap: Trap) -> None:
    root = bare.parent / "ana"
    trap.hooks(root / ".git", "clone")
    trap.hooks(bare, "shared")
    git(root, "commit", "--quiet", "--allow-empty", "-m", "by hand")
    git(root, "push", "--quiet", "origin", "main")
    assert {"clone-pre-commit", "clone-pre-push", "shared-pre-receive", "shared-post-receive"} <= set(trap.marks())


def test_a_trusted_clone_runs_its_hooks_and_signs(
    bare: Path, trap: Trap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, other = bare.parent / "ana", bare.parent / "ben"
    account = tmp_path / "gitconfig"
    account.write_text(f"[catena]\n\ttrusted = {root}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(account))
    trap.hooks(root / ".git", "clone")
    program = Path(trap.program("gpg"))
    program.write_text(
        f"#!/bin/sh\n: > {trap.fired}/gpg\ncat >/dev/null\necho '[GNUPG:] SIG_CREATED ' >&2\necho signature\n"
    )
    git(root, "config", "commit.gpgSign", "true")
    git(root, "config", "gpg.program", str(program))
    define(other, "there")
    sync(other)
    define(root, "here")
    sync(root)
    assert {"gpg", "clone-pre-commit", "clone-pre-push"} <= set(trap.marks())
    assert "gpgsig" in git(root, "cat-file", "commit", "HEAD")


def test_a_clone_cannot_trust_itself(bare: Path, trap: Trap) -> None:
    root = bare.parent / "ana"
    trap.hooks(root / ".git", "clone")
    git(root, "config", "--local", "catena.trusted", str(root))
    define(root, "here")
    sync(root)
    assert trap.marks() == []


@pytest.mark.parametrize(
    "address",
    [
        "ext::sh -c touch% fired",
        "fd::7",
        "evil::x",
        "-oProxyCommand=touch fired",
        "--upload-pack=touch fired",
        "ssh://-oProxyCommand=touch/x",
        "me@-oProxyCommand=touch:x",
        "ftp://host/x",
        "",
    ],
)
def test_addresses_that_would_start_a_program_are_refused(bare: Path, address: str) -> None:
    root = bare.parent / "ana"
    with pytest.raises(CatenaError, match="no address"):
        checked(address)
    git(root, "config", "remote.origin.url", address)
    with pytest.raises(CatenaError, match=r"no address|not shared yet"):
        sync(root)


@pytest.mark.parametrize("key", ["core.sshCommand", "core.gitProxy", "core.askPass"])
def test_connections_of_other_kinds_start_nothing_of_the_clone(bare: Path, trap: Trap, key: str) -> None:
    root = bare.parent / "ana"
    git(root, "config", key, trap.program("connect"))
    address = {"core.gitProxy": "git://127.0.0.1:1/x"}.get(key, "ssh://127.0.0.1:1/x")
    git(root, "config", "remote.origin.url", address)
    with pytest.raises(CatenaError, match="cannot be reached"):
        sync(root)
    assert trap.marks() == []


class Asking:
    """A web server that asks everybody for a password; `heard` is what it was told."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/x.git"
        self.heard = b""


@pytest.fixture
def asking_server() -> Iterator[Asking]:
    server = socket.create_server(("127.0.0.1", 0))
    asking = Asking(server.getsockname()[1])

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                asking.heard += connection.recv(65536)
                connection.sendall(
                    b'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n'
                    b"Connection: close\r\n\r\n"
                )

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield asking
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def test_a_server_that_asks_hangs_nothing_and_no_helper_of_the_clone_answers(
    bare: Path, trap: Trap, asking_server: Asking
) -> None:
    root = bare.parent / "ana"
    git(root, "config", "remote.origin.url", asking_server.address)
    git(root, "config", "credential.helper", trap.program("credential"))
    with pytest.raises(CatenaError, match="credential helper"):
        sync(root)
    assert trap.marks() == []


def test_the_accounts_own_credential_helper_answers(
    bare: Path, asking_server: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = bare.parent / "ana"
    git(root, "config", "remote.origin.url", asking_server.address)
    account = tmp_path / "gitconfig"
    account.write_text('[credential]\n\thelper = "!f() { echo username=ana; echo password=secret; }; f"\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(account))
    with pytest.raises(CatenaError, match="credential helper") as fault:
        sync(root)
    assert b"Authorization: Basic" in asking_server.heard
    assert "secret" not in fault.value.message


def push_tree(bare: Path, folder: Path, entries: dict[str, tuple[str, str]]) -> None:
    """Pushes a commit made by plumbing, with entries (mode, blob or commit) that no decent program would make."""
    work = folder / "hostile"
    subprocess.run(["git", "clone", "--quiet", "--no-checkout", str(bare), str(work)], check=True)
    git(work, "read-tree", "HEAD")
    for path, (mode, content) in entries.items():
        key = content
        if mode != "160000":
            made = subprocess.run(
                ["git", "-C", str(work), "hash-object", "-w", "--stdin"],
                input=content.encode(),
                capture_output=True,
                check=True,
            )
            key = made.stdout.decode().strip()
        git(work, "update-index", "--add", "--replace", "--cacheinfo", f"{mode},{key},{path}")
    tree = git(work, "write-tree")
    commit = git(work, "commit-tree", tree, "-p", "HEAD", "-m", "hostile")
    git(work, "push", "--quiet", "origin", f"{commit}:main")


def test_links_and_repositories_that_come_are_left_out_and_nothing_outside_is_touched(
    bare: Path, tmp_path: Path
) -> None:
    root, ben = bare.parent / "ana", bare.parent / "ben"
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "t-000000.toml").write_text('schema = 1\nid = "t-000000"\nname = "From outside"\n')
    theme = next(path.name for path in (root / "themes").iterdir())
    push_tree(
        bare,
        tmp_path,
        {
            "cases": ("120000", str(outside)),
            "memos/ben-okafor": ("120000", str(outside)),
            "themes/t-000000.toml": ("120000", str(outside / "t-000000.toml")),
            f"themes/{theme}": ("120000", str(outside / "t-000000.toml")),
            "originals/inner": ("160000", git(root, "rev-parse", "HEAD")),
            ".gitmodules": ("100644", '[submodule "x"]\n\tpath = originals/inner\n\turl = ext::sh\n\tupdate = !sh\n'),
            ".catena/journal.jsonl": ("100644", "{}\n"),
            "private/key.toml": ("100644", "x = 1\n"),
            "themes/t-111111.toml": ("100644", 'schema = 1\nid = "t-111111"\nname = "Good"\n'),
        },
    )
    define(root, "written after it")
    before = {path.name: path.read_bytes() for path in outside.iterdir()}
    with Writer.open(open_project(root)) as writer:
        journal = (root / ".catena/journal.jsonl").read_bytes()
        synced = synchronise(writer)
    assert len(synced.told) == 7
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == before
    assert (root / ".catena/journal.jsonl").read_bytes() == journal
    assert not (root / "private").exists()
    assert not [path for path in root.rglob("*") if path.is_symlink() and ".git" not in path.parts]
    names = [theme.name for theme in read_holdings(open_project(root)).themes.values()]
    assert sorted(names) == ["Good", "Power", "Trust"]
    # Whoever syncs next gets a tree without any of it.
    sync(ben)
    assert not [line for line in git(ben, "ls-tree", "-r", "HEAD").split("\n") if line.startswith(("120000", "160000"))]
    assert git(ben, "status", "--porcelain") == ""


def test_a_link_in_the_work_tree_is_not_written_through(bare: Path, tmp_path: Path) -> None:
    root, other = bare.parent / "ana", bare.parent / "ben"
    outside = tmp_path / "outside"
    (root / "themes").rename(outside)
    (root / "themes").symlink_to(outside)
    define(other, "new words")
    sync(other)
    kept = {path.name: path.read_bytes() for path in outside.iterdir()}
    with pytest.raises(CatenaError, match="symbolic link"):
        sync(root)
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == kept
