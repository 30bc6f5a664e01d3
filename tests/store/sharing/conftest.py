"""A study that is shared already, copied for each test from one that is made once."""

import shutil
from pathlib import Path

import pytest

from tests.store.sharing.clones import clone, share


@pytest.fixture(scope="session")
def shared(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a bare repository and the clones of Ana, who began the study, and of Ben."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
            patch.setenv(name, "/dev/null")
        bare = share(begun, tmp_path_factory.mktemp("shared"))
        clone(bare, "ben")
    return bare.parent


@pytest.fixture
def bare(shared: Path, tmp_path: Path) -> Path:
    """The bare repository; Ana's clone and Ben's lie beside it."""
    here = tmp_path / "here"
    shutil.copytree(shared, here, symlinks=True)
    for name in ("ana", "ben"):
        settings = here / name / ".git/config"
        settings.write_text(settings.read_text().replace(str(shared), str(here)))
    return here / "shared.git"


@pytest.fixture
def ana(bare: Path) -> Path:
    return bare.parent / "ana"


@pytest.fixture
def ben(bare: Path) -> Path:
    return bare.parent / "ben"
