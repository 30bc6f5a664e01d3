"""The material beside the repository that some tests check against; it is other people's and stays outside."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("CATENA_SHARED") or Path(__file__).parents[3] / "shared")

needs_shared = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(), reason="the shared corpus is not there (CATENA_SHARED names its folder)"
)


def corpus() -> dict[str, str]:
    """The shared texts by file name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((SHARED / "corpus").glob("*.txt"))}
