"""What reads the files that few projects have. Their modules are imported with the first such file, as they would cost everybody
some of the start, and the app some of its first paint.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.quotas import Quota
    from store.typologies import Assignment, AssignmentKey, Typology
    from store.unanchored import Unanchored


def quota_of(path: str, record: Mapping[str, Any]) -> "Quota":
    """See store.quotas."""
    from store.quotas import quota_from

    return quota_from(path, record)


def typology_of(path: str, record: Mapping[str, Any]) -> "Typology":
    """See store.typologies."""
    from store.typologies import typology_from

    return typology_from(path, record)


def assignments_of(path: str, record: Mapping[str, Any]) -> "dict[AssignmentKey, Assignment]":
    """See store.typologies."""
    from store.typologies import assignments_from

    return assignments_from(path, record)


def unanchored_of(path: str, record: Mapping[str, Any]) -> "dict[str, Unanchored]":
    """See store.unanchored."""
    from store.unanchored import unanchored_from

    return unanchored_from(path, record)
