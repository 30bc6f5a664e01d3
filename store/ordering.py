"""Places among siblings: texts of a-z, compared as text, with room left before, between and behind.

A place never ends with `a`, so something always fits before it. Putting one theme between two others changes that theme's file
alone; only where people left no room (places that are equal, absent or of other characters) are all siblings given new ones.
"""

import re
from collections.abc import Iterable, Sequence

_PLACE = re.compile(r"[a-z]*[b-z]")
_LETTERS = 26


def order_after(orders: Iterable[str]) -> str:
    """A place after all of `orders`, with room left between and behind."""
    last = max(orders, default="")
    for place, letter in enumerate(last):
        if "a" <= letter < "z":
            return last[:place] + chr(ord(letter) + 1)
    return last + "n"


def has_room(order: str) -> bool:
    """Whether something can be put right before or behind this place."""
    return _PLACE.fullmatch(order) is not None


def order_between(low: str, high: str) -> str:
    """A place behind `low` and before `high`; "" for `low` is the beginning.

    Both must have room, and `low` must stand before `high`.
    """
    made = ""
    while True:
        place = len(made)
        least = ord(low[place]) - ord("a") if place < len(low) else 0
        most = ord(high[place]) - ord("a") if high else _LETTERS
        middle = (least + most) // 2
        if middle > least:
            return made + chr(ord("a") + middle)
        made += chr(ord("a") + least)
        if most > least:
            # What begins like this stands before `high`, whatever follows.
            high = ""


def inserted(orders: Sequence[str], place: int) -> tuple[str, dict[int, str]]:
    """The place of something new that is to stand at index `place` of `orders`, which stand as their reader sees them.

    With it come the new places of those that must give way, by their index: none, or all of them.
    """
    low = orders[place - 1] if place else ""
    if place == len(orders):
        if not orders or (has_room(low) and low == max(orders)):
            return order_after(orders), {}
    elif (not place or has_room(low)) and has_room(orders[place]) and low < orders[place]:
        return order_between(low, orders[place]), {}
    spread = spread_out(len(orders) + 1)
    others = [*spread[:place], *spread[place + 1 :]]
    return spread[place], {index: order for index, order in enumerate(others) if order != orders[index]}


def spread_out(count: int) -> list[str]:
    """`count` places in order, evenly apart and as short as leaves room between them."""
    width = 1
    while _LETTERS**width <= 2 * count:
        width += 1
    return [_written((number + 1) * _LETTERS**width // (count + 1), width) for number in range(count)]


def _written(number: int, width: int) -> str:
    letters = ""
    for _ in range(width):
        number, letter = divmod(number, _LETTERS)
        letters = chr(ord("a") + letter) + letters
    return letters.rstrip("a")
