"""The studies of the store's tests serve here too."""

from tests.store.conftest import _git_without_settings, begun, desk, project, root

__all__ = ["_git_without_settings", "begun", "desk", "project", "root"]
