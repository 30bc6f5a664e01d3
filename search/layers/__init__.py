"""The layers of the search view, in the order in which they are laid over a text.

A layer is a module with a `NAME` and a pure function `find(text) -> list[Edit]` that says what it would change in the text
that the layers below it left.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from search.edits import Edit
from search.layers import case, diacritics, furniture, hyphens, ligatures, marks, space

LAYERS: Mapping[str, Callable[[str], list[Edit]]] = MappingProxyType(
    {layer.NAME: layer.find for layer in (furniture, ligatures, hyphens, space, marks, diacritics, case)}
)
