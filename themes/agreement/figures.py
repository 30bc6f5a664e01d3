"""A figure of agreement: a number, or the reason why there is none.

What is undefined (nothing was compared, nothing varies) is never reported as 0 or 1: the number is None and the reason says why.
An interval has the same rule of its own.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value`, or `undefined` says in a sentence why it is None; `low` to `high` is its interval, or `no_interval` says why
    not."""

    value: float | None
    undefined: str = ""
    low: float | None = None
    high: float | None = None
    no_interval: str = ""

    @property
    def text(self) -> str:
        """Three digits, "-" where it is undefined."""
        return "-" if self.value is None else f"{self.value:.3f}".replace("-0.000", "0.000")


def figure(value: float, otherwise: str) -> Figure:
    """The number, or where it is none (nan) an undefined figure with the reason `otherwise`."""
    return Figure(None, otherwise, no_interval=otherwise) if math.isnan(value) else Figure(float(value))
