"""The sample study, copied once as `catena demo` copies it."""

import pytest

from store.beginning import copy_sample
from store.holdings import Holdings, read_holdings
from store.project import Project
from tests.corpus.sample import SAMPLE


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        patch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
        return copy_sample(SAMPLE, tmp_path_factory.mktemp("sample") / "study")


@pytest.fixture(scope="session")
def holdings(project: Project) -> Holdings:
    return read_holdings(project)
