"""Values of documents, cases and attributes as a query names them: as the search view shows them, whole or by a prefix (`*`)."""

from collections.abc import Callable
from typing import Any

from search.view import folded


def fitting(value: str) -> Callable[[str], bool]:
    """Whether a name is the one that a query gives."""
    wanted = folded(value)
    if wanted.endswith("*"):
        return lambda name: folded(name).startswith(wanted[:-1])
    return lambda name: folded(name) == wanted


def has_value(attribute: Any, fits: Callable[[str], bool]) -> bool:
    """Whether an attribute's value, or one of its values, fits; true and false are written so, or as yes and no."""
    if isinstance(attribute, list):
        return any(has_value(each, fits) for each in attribute)
    if isinstance(attribute, bool):
        return fits("true" if attribute else "false") or fits("yes" if attribute else "no")
    return attribute is not None and fits(str(attribute))
