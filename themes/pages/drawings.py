"""Drawings as SVG: themes that meet, and saturation. Each has a title and a description in words, and a table beside it.

No colour is named here: strokes and fills follow the page's own, light and dark. The same values give the same drawing.
"""

import math
from collections.abc import Sequence

from themes.pages.ledger import said
from themes.pages.markup import Html, element, joined
from themes.saturation import Saturation
from themes.tables import Label, Table

MOST_THEMES = 24
MOST_PAIRS = 80
LONGEST = 32
"""Characters of a name in the drawing."""

Pair = tuple[int, int, int]
"""Two rows of the table, in order, and how often they meet."""


def pairs_of(table: Table) -> list[Pair]:
    """The pairs that meet at all, the most frequent first, then in the order of the table."""
    places = {label: place for place, label in enumerate(table.rows)}
    found = [
        (places[one], places[other], each.count)
        for (one, other), each in table.cells.items()
        if places[one] < places[other]
    ]
    return sorted((each for each in found if each[2]), key=lambda each: (-each[2], each[:2]))


def meeting_map(table: Table, number: int) -> Html:
    """The themes in a circle, in the order of the tree; a line for each of the pairs that meet most, the thicker the oftener."""
    drawn: list[Pair] = []
    shown: set[int] = set()
    for one, other, count in pairs_of(table):
        if len(drawn) == MOST_PAIRS:
            break
        if len(shown | {one, other}) <= MOST_THEMES:
            drawn.append((one, other, count))
            shown |= {one, other}
    order = sorted(shown)
    largest = max((count for *_, count in drawn), default=1)
    angles = {place: 2 * math.pi * index / len(order) - math.pi / 2 for index, place in enumerate(order)}
    lines = [_line(number, table, each, angles, largest) for each in reversed(drawn)]
    names = [_name(table.rows[place], angles[place]) for place in order]
    every = len(pairs_of(table))
    box = _box([(angles[place], _shown(table.rows[place])) for place in order])
    told = (
        f"{len(order)} themes in a circle, with lines between those that meet; the thickest line stands for {largest}. "
        f"{len(drawn)} of {every} pairs are drawn. The table of pairs says the same in numbers."
    )
    return _svg("map", box, "Themes that meet", told, [*lines, *names])


def _line(number: int, table: Table, pair: Pair, angles: dict[int, float], largest: int) -> Html:
    one, other, count = pair
    (x1, y1), (x2, y2) = _at(angles[one], 200), _at(angles[other], 200)
    # The bend goes towards the middle, so that lines between neighbours stay apart from the circle.
    way = f"M{x1} {y1}Q{_short((float(x1) + float(x2)) * 0.2)} {_short((float(y1) + float(y2)) * 0.2)} {x2} {y2}"
    title = element("title", f"{said(table.rows[one])} and {said(table.rows[other])}: {count}")
    width = _short(1 + 7 * math.sqrt(count / largest))
    # For a pointer only: to keys and screen readers the drawing is one picture, and the table beside it has the same numbers.
    return element("g", title, element("path", d=way, stroke_width=width), data_opens=f"#cell/{number}/{one}/{other}")


def _name(label: Label, angle: float) -> Html:
    x, y = _at(angle, 212)
    right = math.cos(angle) >= -0.001
    degrees = math.degrees(angle) + (0 if right else 180)
    return joined(
        element("circle", cx=_at(angle, 200)[0], cy=_at(angle, 200)[1], r=4),
        element(
            "text",
            _shown(label),
            x=x,
            y=y,
            transform=f"rotate({_short(degrees)} {x} {y})",
            text_anchor="start" if right else "end",
            dominant_baseline="middle",
        ),
    )


def _shown(label: Label) -> str:
    name = said(label).rpartition(" > ")[2]
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _box(names: Sequence[tuple[float, str]]) -> str:
    """The part of the plane in which the circle and all names around it lie, whatever script they are in."""
    reach = [(angle, 225 + 14 * len(name) if not name.isascii() else 225 + 7.5 * len(name)) for angle, name in names]
    left, right = (max([215.0, *(way * math.cos(angle) * out for angle, out in reach)]) for way in (-1, 1))
    up, down = (max([215.0, *(way * math.sin(angle) * out for angle, out in reach)]) for way in (-1, 1))
    return f"{_short(-left)} {_short(-up)} {_short(left + right)} {_short(up + down)}"


def _at(angle: float, radius: float) -> tuple[str, str]:
    return _short(radius * math.cos(angle)), _short(radius * math.sin(angle))


def _short(value: float) -> str:
    """A coordinate with one decimal, which every machine rounds alike."""
    return f"{round(value * 10 + 0.0) / 10:.1f}".replace("-0.0", "0.0")


def saturation_curve(found: Saturation) -> Html:
    """How many themes there are until each document, with a bar for those that are new in it, the base and the stop."""
    units = found.units
    width, height, left, bottom = 860.0, 300.0, 50.0, 330.0
    most = max(units[-1].until_now, 1)
    step = width / len(units)

    def x(place: int) -> float:
        return left + step * (place - 0.5)

    def y(value: int) -> float:
        return bottom - height * value / most

    parts = [element("line", x1=left, y1=bottom, x2=left + width, y2=bottom, class_="axis")]
    for value in _ticks(most):
        parts.append(element("line", x1=left, y1=_short(y(value)), x2=left + width, y2=_short(y(value)), class_="grid"))
        parts.append(element("text", str(value), x=left - 8, y=_short(y(value) + 4), text_anchor="end"))
    for unit in units:
        if unit.new:
            top = y(len(unit.new))
            bar = max(step * 0.6, 0.8)
            parts.append(
                element(
                    "rect",
                    x=_short(x(unit.place) - bar / 2),
                    y=_short(top),
                    width=_short(bar),
                    height=_short(bottom - top),
                )
            )
    points = " ".join(f"{_short(x(unit.place))},{_short(y(unit.until_now))}" for unit in units)
    parts.append(element("polyline", points=points))
    for place, label in ((min(found.base, len(units)), "base"), (found.stop, "stop")):
        if place is not None:
            at = _short(x(place) + step / 2)
            parts.append(element("line", x1=at, y1=20, x2=at, y2=bottom, class_="edge"))
            parts.append(element("text", label, x=at, y=14, text_anchor="middle"))
    every = max(1, -(-len(units) // 24))
    for unit in units[::every]:
        at = _short(x(unit.place))
        parts.append(element("text", str(unit.place), x=at, y=bottom + 18, text_anchor="middle"))
    told = (
        f"A rising line: {units[-1].until_now} themes after {len(units)} documents, {found.base_themes} of them in the first "
        f"{min(found.base, len(units))}. Bars are the themes that are new in a document. "
        + (f"The rule stops at document {found.stop}." if found.stop is not None else "The rule does not stop.")
        + " The table says the same in numbers."
    )
    return _svg("curve", "0 0 930 360", "Saturation", told, parts)


def _ticks(most: int) -> Sequence[int]:
    """At most six round numbers from 0 on."""
    step = next(each for size in range(12) for each in (10**size, 2 * 10**size, 5 * 10**size) if most / each <= 5)
    return range(0, most + 1, step)


def _svg(name: str, box: str, title: str, told: str, parts: Sequence[Html]) -> Html:
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", told, id=f"{name}-told"),
        *parts,
        viewBox=box,
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-told",
        class_=name,
    )
