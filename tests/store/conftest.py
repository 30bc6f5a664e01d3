"""A fresh project for each test, copied from one that is begun once."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.project import Project, open_project
from store.writer import Writer
from tests.store.studies import Desk, begin_study


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        _without_settings(patch)
        return begin_study(tmp_path_factory.mktemp("begun") / "study").root


@pytest.fixture(autouse=True)
def _git_without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the git configuration of whoever runs it."""
    _without_settings(monkeypatch)


def _without_settings(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    patch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")


@pytest.fixture
def root(begun: Path, tmp_path: Path) -> Path:
    """The folder of a study that is this test's own."""
    made = tmp_path / "study"
    shutil.copytree(begun, made, symlinks=True)
    return made


@pytest.fixture
def project(root: Path) -> Project:
    return open_project(root)


@pytest.fixture
def desk(project: Project) -> Iterator[Desk]:
    """Ana at work, committing when she closes."""
    with Writer.open(project) as writer:
        yield Desk(writer)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", str(place)], check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk cannot be mounted by this account")
    yield place
    subprocess.run(["umount", str(place)], check=True)
