"""git does what it is told and nothing that a repository's own settings ask of it; nobody else's work is touched."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from store.acts import Act
from store.errors import GitFault
from store.git import Git
from store.preflight import obstacle
from store.project import Project, open_project
from store.writer import Writer
from tests.store.studies import ANA, Desk, git, messages, uncommitted


def test_a_commit_holds_the_named_paths_and_leaves_what_a_user_staged(desk: Desk, project: Project) -> None:
    root = project.root
    (root / "notes.txt").write_text("mine")
    git(root, "add", "notes.txt")
    (root / "catena.toml").write_text((root / "catena.toml").read_text() + "# by hand\n")
    git(root, "add", "catena.toml")
    (root / "catena.toml").write_text((root / "catena.toml").read_text() + "# more\n")
    desk.tag(0, 11, "Trust")
    desk.writer._committer.commit_pending()
    desk.writer.perform(Act("x", "an act without a difference", ()))
    desk.writer._committer.commit_pending()
    assert git(root, "diff", "--cached", "--name-only").split("\n") == ["catena.toml", "notes.txt"]
    assert git(root, "diff", "--name-only") == "catena.toml"
    assert git(root, "show", "--format=", "--name-only", "HEAD~1") == "excerpts/ana-ferreira/jw019.toml"
    assert git(root, "show", "--format=", "--name-only", "HEAD") == ""


def test_removed_files_are_committed_as_removed(desk: Desk, project: Project) -> None:
    desk.tag(0, 11, "Trust")
    desk.writer._committer.commit_pending()
    desk.writer.undo()
    desk.writer._committer.commit_pending()
    assert uncommitted(project.root) == ""
    assert git(project.root, "show", "--format=", "--name-status", "HEAD") == "D\texcerpts/ana-ferreira/jw019.toml"


@pytest.mark.parametrize(
    "name", ["a b.toml", "ü.toml", ":(glob)*.toml", "*.toml", "-x.toml", 'q"uote.toml', "new\nline.toml"]
)
def test_any_file_name_is_itself_and_no_pattern(project: Project, name: str) -> None:
    folder = project.root / "searches"
    folder.mkdir()
    (folder / name).write_text("a = 1\n")
    (folder / "other.toml").write_text("a = 1\n")
    assert Git(project.root).commit([f"searches/{name}"], "one", ANA)
    assert git(project.root, "ls-files", "-z", "searches").rstrip("\0") == f"searches/{name}"


def test_ignored_files_of_a_project_are_committed_all_the_same(project: Project) -> None:
    (project.root / ".gitignore").write_text("*.toml\n")
    with Writer.open(project) as writer:
        Desk(writer).tag(0, 11, "Trust")
    assert "excerpts/ana-ferreira/jw019.toml" in git(project.root, "ls-files")


@pytest.mark.parametrize(
    "message",
    ["x" * 300_000, "null \0 and escape \x1b[2J", "half \ud800", "# not a comment\n\n# nor this", "-m"],
    ids=["long", "controls", "half", "comment", "option"],
)
def test_any_message_is_committed(project: Project, message: str) -> None:
    assert Git(project.root).commit([], message, ANA, empty=True)
    kept = git(project.root, "log", "-1", "--format=%B")
    assert kept.strip() == message.replace("\0", "\ufffd").replace("\x1b", "\ufffd").replace("\ud800", "\ufffd")


@pytest.mark.parametrize("name", ["", "...", "a\0b", "<x>", "two\nlines", "\ud800", "Ünï \u202e"])
def test_any_reviewers_name_can_be_an_author(project: Project, name: str) -> None:
    assert Git(project.root).commit([], "x", (name, "a@b>\n"), empty=True)
    assert git(project.root, "log", "-1", "--format=%an") != ""


def test_more_paths_than_fit_on_a_command_line(project: Project) -> None:
    folder = "/".join(["searches", *("long-name-" * 24 for _ in range(3))])
    (project.root / folder).mkdir(parents=True)
    paths = [f"{folder}/{number}.toml" for number in range(3_200)]
    for path in paths:
        (project.root / path).write_bytes(b"")
    assert sum(map(len, paths)) > 2**21
    assert Git(project.root).commit(paths, "many", ANA)
    assert uncommitted(project.root) == ""


def test_the_log_gives_back_what_was_committed(project: Project) -> None:
    subject = Git(project.root)
    subject.commit([], "first \x1f line\n\nbody", ("Ana", "a@b"), empty=True)
    newest = subject.log(limit=1)[0]
    assert (newest.who, newest.message) == ("Ana", "first \N{REPLACEMENT CHARACTER} line\n\nbody")
    assert subject.log(["themes"])[0].message.startswith("add 2 themes")
    assert subject.log(grep="no such words") == []


def test_a_repository_without_commits(tmp_path: Path) -> None:
    subject = Git(tmp_path)
    subject.begin()
    assert subject.log() == []
    assert subject.ids_touching(["x"]) == set()
    assert obstacle(subject) == ""
    subject.set_identity(*ANA)
    (tmp_path / "a").write_text("x")
    assert subject.commit(["a"], "first", ANA)
    assert not subject.commit(["a"], "again", ANA)


def test_a_git_that_fails_or_hangs_or_is_missing_is_a_sentence(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = Git(project.root)
    with pytest.raises(GitFault, match=r"^git rev-parse failed: ") as fault:
        subject.run("rev-parse", "--verify", "nothing")
    assert "\n" not in fault.value.message
    wrapper = tmp_path / "git"
    wrapper.write_text("#!/bin/sh\nsleep 60\n")
    wrapper.chmod(0o700)
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", f"{tmp_path}:{path}")
    with pytest.raises(GitFault, match="did not end within 0 seconds"):
        subject.run("status", seconds=0.2)
    monkeypatch.setenv("PATH", str(tmp_path))
    wrapper.write_text("no program")
    with pytest.raises(GitFault, match="could not be started"):
        subject.run("status")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(GitFault, match="not installed"):
        subject.run("status")


def test_nothing_that_a_copied_repository_configures_is_run(project: Project, tmp_path: Path) -> None:
    root, fired = project.root, tmp_path / "fired"
    fired.mkdir()
    script = tmp_path / "script"
    script.write_text(f'#!/bin/sh\n: > {fired}/"$(basename "$0")-$1"\ncat\n')
    script.chmod(0o700)

    def command(name: str) -> str:
        (tmp_path / name).symlink_to(script)
        return f"{tmp_path / name} x"

    hooks = root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in (
        "pre-commit",
        "prepare-commit-msg",
        "commit-msg",
        "post-commit",
        "post-index-change",
        "reference-transaction",
    ):
        (hooks / hook).write_text(script.read_text())
        (hooks / hook).chmod(0o700)
    (root / ".git/info/attributes").unlink()
    (root / ".gitattributes").write_text("* filter=evil diff=evil merge=evil\nthemes/** filter=a=b\n")
    settings = {
        "core.fsmonitor": command("fsmonitor"),
        "core.hooksPath": str(hooks),
        "core.editor": command("editor"),
        "core.pager": command("pager"),
        "core.sshCommand": command("ssh"),
        "core.askPass": command("askpass"),
        "commit.gpgSign": "true",
        "log.showSignature": "true",
        "gpg.program": command("gpg"),
        "diff.external": command("external"),
        "diff.evil.command": command("diff"),
        "diff.evil.textconv": command("textconv"),
        "filter.evil.clean": command("clean"),
        "filter.evil.smudge": command("smudge"),
        "filter.evil.required": "true",
        "filter.a=b.clean": command("clean-with-sign"),
        "filter.a=b.process": command("process"),
        "merge.evil.driver": command("merge"),
        "credential.helper": command("credential"),
        "alias.status": f"!{command('alias')}",
        "core.worktree": str(tmp_path),
    }
    for key, value in settings.items():
        git(root, "--git-dir", str(root / ".git"), "config", "--local", key, value)
    with Writer.open(open_project(root)) as writer:
        Desk(writer).tag(0, 11, "Trust")
        writer.git.log()
        writer.git.log(["themes"], limit=3)
        writer.git.ids_touching(["themes"], "Trust")
    assert os.listdir(fired) == []
    shown = subprocess.run(
        ["git", "--git-dir", str(root / ".git"), "cat-file", "blob", "HEAD:excerpts/ana-ferreira/jw019.toml"],
        capture_output=True,
        check=True,
    ).stdout
    assert shown == (root / "excerpts/ana-ferreira/jw019.toml").read_bytes()


def test_a_signed_commit_starts_no_signature_program(project: Project, tmp_path: Path) -> None:
    root, program = project.root, tmp_path / "gpg"
    program.write_text(f"#!/bin/sh\n: > {tmp_path}/fired\n")
    program.chmod(0o700)
    raw = git(root, "cat-file", "commit", "HEAD")
    head, _, message = raw.partition("\n\n")
    signed = f"{head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n{message}\n"
    made = subprocess.run(
        ["git", "-C", str(root), "hash-object", "-t", "commit", "-w", "--stdin"],
        input=signed,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    git(root, "update-ref", "HEAD", made)
    git(root, "config", "log.showSignature", "true")
    git(root, "config", "gpg.program", str(program))
    assert Git(root).log(limit=1)[0].id == made
    assert not (tmp_path / "fired").exists()


def test_objects_that_are_missing_are_not_fetched(project: Project, tmp_path: Path) -> None:
    root = project.root
    (tmp_path / "upload").write_text(f"#!/bin/sh\n: > {tmp_path}/fired\n")
    (tmp_path / "upload").chmod(0o700)
    git(root, "config", "remote.origin.url", str(root))
    git(root, "config", "remote.origin.promisor", "true")
    git(root, "config", "remote.origin.uploadpack", str(tmp_path / "upload"))
    git(root, "config", "extensions.partialClone", "origin")
    git(root, "config", "core.repositoryFormatVersion", "1")
    tree = git(root, "rev-parse", "HEAD^{tree}")
    loose = root / ".git/objects" / tree[:2] / tree[2:]
    os.chmod(loose, stat.S_IRUSR | stat.S_IWUSR)
    loose.unlink()
    with pytest.raises(GitFault):
        Git(root).log(["themes"])
    assert not (tmp_path / "fired").exists()


def test_a_users_own_filters_go_on_working(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "gitconfig"
    own.write_text('[filter "mine"]\n\tclean = tr a-z A-Z\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    (project.root / ".git/info/attributes").write_text("searches/* filter=mine\n")
    (project.root / "searches").mkdir()
    (project.root / "searches/a.toml").write_text("a = 1\n")
    assert Git(project.root).commit(["searches/a.toml"], "x", ANA)
    assert git(project.root, "show", "HEAD:searches/a.toml") == "A = 1"


def test_inherited_git_variables_are_dropped(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2000-01-01T00:00:00Z")
    assert Git(project.root).commit([], "x", ANA, empty=True)
    monkeypatch.undo()
    assert messages(project.root)[0] == "x"
    assert not git(project.root, "log", "-1", "--format=%aI").startswith("2000")


def test_a_link_in_the_place_of_the_message_is_not_written_through(project: Project, tmp_path: Path) -> None:
    (tmp_path / "theirs").write_text("theirs")
    (project.root / ".git/CATENA_MESSAGE").unlink()
    (project.root / ".git/CATENA_MESSAGE").symlink_to(tmp_path / "theirs")
    with pytest.raises(GitFault, match="cannot be written"):
        Git(project.root).commit([], "mine", ANA, empty=True)
    assert (tmp_path / "theirs").read_text() == "theirs"


def test_an_undo_while_git_looks_at_the_file_leaves_an_empty_commit_and_no_failure(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.root / "catena.toml"
    before = path.read_bytes()
    path.write_bytes(before + b"# changed\n")
    repository = Git(project.root)
    run = repository.run

    def undone_meanwhile(*arguments: str, **more: object) -> bytes:
        if "commit" in arguments:
            path.write_bytes(before)
        return run(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(repository, "run", undone_meanwhile)
    assert repository.commit(["catena.toml"], "change and change back", ANA, empty=True)
    assert messages(project.root)[0] == "change and change back"
    assert not uncommitted(project.root)
