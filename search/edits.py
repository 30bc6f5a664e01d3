"""Edits: what a layer of the search view wants changed."""

from typing import NamedTuple


class Edit(NamedTuple):
    """Replace `[start, end)` by `text`. `both`: the words on its two sides are also to be found as one word."""

    start: int
    end: int
    text: str
    both: bool = False
