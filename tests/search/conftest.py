"""The study of the tests of files, for what search does with a project's files."""

from tests.store.conftest import _git_without_settings, begun, desk, project, root

__all__ = ["_git_without_settings", "begun", "desk", "project", "root"]
