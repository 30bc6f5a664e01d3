"""The same home and studies as for the tests by keys."""

from tests.tui.app.conftest import home, made, sample, small

__all__ = ["home", "made", "sample", "small"]
