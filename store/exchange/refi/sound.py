"""Single values that came from elsewhere, or that a person may have edited, as the standard allows them: else nothing."""

from store.exchange.refi.grammar import TYPES
from store.exchange.refi.plain import time_in, time_out

DIRECTIONS = ("Associative", "OneWay", "Bidirectional")


def sound_time(text: str) -> str:
    """The time as it stands where it is one of the standard, as that one where it can be read, "" else."""
    return text if TYPES["dateTime"].fullmatch(text) else time_out(time_in(text))


def sound_direction(text: str) -> str:
    """The direction of a link, whatever the case of its letters; "" for none of the standard."""
    return next((each for each in DIRECTIONS if each.casefold() == text.strip().casefold()), "")
