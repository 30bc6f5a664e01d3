"""Long loops, marked `soak`, run only when they are asked for. No test fails because the machine is busy.

Rubbish is looked for as seldom as in the app: what was collected to be run stays to the end, and looking through all of it
again and again took a fifth of the time of a test that drives the app.
"""

import gc

import pytest
from hypothesis import HealthCheck, settings

RARELY = (20_000, 20, 50)
"""After how many new objects rubbish is looked for."""

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves the loops out unless `-m` speaks of them or a test is named outright."""
    if "soak" in config.getoption("-m") or any("::" in argument for argument in config.args):
        return
    left_out = [item for item in items if item.get_closest_marker("soak") is not None]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish(session: pytest.Session) -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)
