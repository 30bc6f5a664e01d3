"""The projects that others wrote, where they are at hand; none of them is part of this repository."""

import pytest

from tests.search.shared import SHARED

REFI = SHARED / "refi"
GOLDEN = sorted((REFI / "golden").glob("*.qdpx"))
HOSTILE = sorted((REFI / "hostile").glob("*.qdpx"))

needs_refi = pytest.mark.skipif(not GOLDEN, reason="the shared projects are not here")
