"""The lock outlives whatever still works below it, and nobody's act is told as an edit made outside."""

import threading
from collections.abc import Sequence

import pytest

from store.committer import Committer
from store.errors import Busy
from store.git import Git
from store.project import Project
from store.writer import Writer
from tests.store.studies import Desk, messages, uncommitted
from tests.store.test_committer import until


def test_the_lock_stays_while_a_commit_outlasts_the_closing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    going, come = threading.Event(), threading.Event()
    real, close = Git.commit, Committer.close

    def slow(self: Git, *arguments: object, **named: object) -> bool:
        come.set()
        assert going.wait(30)
        return real(self, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Git, "commit", slow)
    monkeypatch.setattr(Committer, "close", lambda self, seconds: close(self, 0.01))
    writer = Writer.open(project, background=True)
    Desk(writer).tag(39, 60, "Trust")
    assert come.wait(30)
    writer.close()
    with pytest.raises(Busy):
        Writer.open(project)
    going.set()
    until(lambda: not writer._committer._thread.is_alive())
    with pytest.raises(Busy):
        Writer.open(project)
    writer._lock.free()
    assert uncommitted(project.root) == ""


@pytest.mark.parametrize("background", [True, False])
def test_a_closing_that_is_interrupted_keeps_the_lock_as_long_as_the_thread_works(
    project: Project, monkeypatch: pytest.MonkeyPatch, background: bool
) -> None:
    def interrupted(*_: object) -> bool:
        raise KeyboardInterrupt

    writer = Writer.open(project, background=background)
    with monkeypatch.context() as patch:
        patch.setattr(Committer, "close" if background else "commit_pending", interrupted)
        with pytest.raises(KeyboardInterrupt):
            writer.close()
    assert (writer._lock.descriptor != -1) == background
    assert writer._committer.close(30)
    writer._lock.free()


def test_an_act_that_is_made_while_git_looks_around_is_not_told_as_an_edit_made_outside(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, before = Git.changed, messages(project.root)
    with Writer.open(project) as writer:
        desk = Desk(writer)

        def act_and_look(self: Git, paths: Sequence[str]) -> list[tuple[str, str]]:
            desk.tag(39, 60, "Trust")
            return real(self, paths)

        with monkeypatch.context() as patch:
            patch.setattr(Git, "changed", act_and_look)
            writer._commit_found()
    told, *rest = messages(project.root)
    assert told.startswith("tag ")
    assert rest == before
