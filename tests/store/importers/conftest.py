"""One process that reads for all tests of a run."""

from collections.abc import Callable, Iterator

import pytest

from store.importers.formats import format_of
from store.importers.pieces import Piece
from store.importers.reader import Reader

Read = Callable[..., list[Piece]]


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader(seconds=10) as made:
        yield made


@pytest.fixture
def read(reader: Reader) -> Read:
    """Reads bytes under a name as an import does."""

    def pieces(name: str, data: bytes, **options: str) -> list[Piece]:
        return reader.read(format_of(name, data[:1024]), data, {"encoding": "", "name": name} | options)

    return pieces
