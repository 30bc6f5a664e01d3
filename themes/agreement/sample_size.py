"""How many units must be coded twice before an alpha can be relied on.

The formula is that of Bloch and Kraemer (1989) as ATLAS.ti's manual gives it: enough units to tell, at the given one-sided level,
an alpha of at least `smallest` from a lower one for a category of share `share`.
"""

import math

ONE_IN_TWENTY = 1.645
"""The normal deviate of a one-sided level of .05."""


def units_needed(smallest: float, share: float, deviate: float = ONE_IN_TWENTY) -> int:
    """The number of units; `share` lies strictly between 0 and 1."""
    spread = (1 + smallest) * (3 - smallest) / (4 * (1 - smallest) * share * (1 - share))
    return math.ceil(2 * deviate**2 * (spread - smallest))
