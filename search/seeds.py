"""Seeds: where stretches of letters stand in all documents, so that a quotation is looked up and not searched for.

A seed is the `SIZE` letters from the beginning of a word on, whatever stands between the words. Every word of every document
begins one, except the last few. Seeds are kept as sorted numbers; two different seeds may have one number, so whoever looks up
compares the letters.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from search.streams import Stream

SIZE = 10
"""Letters of a seed."""

Numbers = npt.NDArray[np.uint64]

_FACTORS = np.array(
    [pow(0x9E3779B97F4A7C15, power, 1 << 64) | 1 for power in range(1, SIZE + 1)],
    np.uint64,
)


def seeds_of(letters: str, at: npt.NDArray[np.int64]) -> Numbers:
    """The numbers of the seeds that begin at these letters; those that would reach behind the end are left out."""
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    at = at[at + SIZE <= len(codes)]
    numbers = np.zeros(len(at), np.uint64)
    for offset in range(SIZE):
        numbers += codes[at + offset] * _FACTORS[offset]
    return numbers


class Seeds:
    """The seeds of some streams; a place is (number of the stream, number of the word)."""

    def __init__(self, streams: Sequence[Stream]) -> None:
        numbers: list[Numbers] = []
        owners: list[npt.NDArray[np.uint32]] = []
        words: list[npt.NDArray[np.uint32]] = []
        for owner, stream in enumerate(streams):
            made = seeds_of(stream.letters, stream.at[:-1])
            numbers.append(made)
            owners.append(np.full(len(made), owner, np.uint32))
            words.append(np.arange(len(made), dtype=np.uint32))
        joined = np.concatenate([np.zeros(0, np.uint64), *numbers])
        order = np.argsort(joined, kind="stable")
        self._numbers = joined[order]
        self._owners = np.concatenate([np.zeros(0, np.uint32), *owners])[order]
        self._words = np.concatenate([np.zeros(0, np.uint32), *words])[order]

    def spans(self, letters: str, at: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """For the seeds that begin at these letters of a quotation: where their places begin and end in the list of all."""
        wanted = seeds_of(letters, at)
        low = np.searchsorted(self._numbers, wanted, side="left")
        high = np.searchsorted(self._numbers, wanted, side="right")
        return low.astype(np.int64), high.astype(np.int64)

    def places(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        """The places of one seed."""
        yield from zip(self._owners[low:high].tolist(), self._words[low:high].tolist(), strict=True)
