"""From a file to the texts that it holds, whatever its format is.

Plain text is read here, all else in a process of its own (see store.importers.reader), and only from bytes that were read once:
what is kept as the original is what the text came from.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from store.errors import FileFault
from store.importers.formats import TEXT, Format, format_of
from store.importers.pieces import Piece, Refused
from store.importing import Found
from store.places import Places
from store.texts import Incoming, keepable, read_bytes, text_in

if TYPE_CHECKING:
    from concurrent.futures import Future

    from store.importers.reader import Reader

AHEAD = 2
"""Files that are read while the one before them is being kept."""


class Intake:
    """Takes one file after the other; close it, or use it as a context."""

    def __init__(self, encoding: str = "", options: Mapping[str, str] | None = None) -> None:
        self._encoding = encoding
        self._options = dict(options or {})
        self._reader: Reader | None = None
        self._closed = False
        self._opening = threading.Lock()

    def __enter__(self) -> "Intake":
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is read any more; what is being read is ended."""
        with self._opening:
            self._closed = True
        if self._reader is not None:
            self._reader.close()

    def _opened(self) -> "Reader":
        # Imported here: plain text needs no process of its own.
        from store.importers.reader import Reader

        with self._opening:
            if self._closed:
                raise Refused("it was not read: the import was stopped")
            if self._reader is None:
                self._reader = Reader()
            return self._reader

    def read_ahead(self, files: Sequence[Found]) -> Iterator[tuple[Found, Callable[[], tuple[Incoming, ...]]]]:
        """Each file with what gives its texts as `read` does; the next files are read meanwhile, in a thread."""
        if len(files) == 1:
            yield files[0], lambda: self.read(files[0])
            return
        from concurrent.futures import ThreadPoolExecutor

        waiting: deque[tuple[Found, Future[tuple[Incoming, ...]]]] = deque()
        pool = ThreadPoolExecutor(1, "reading")
        try:
            for found in files:
                waiting.append((found, pool.submit(self.read, found)))
                if len(waiting) > AHEAD:
                    first, texts = waiting.popleft()
                    yield first, texts.result
            while waiting:
                first, texts = waiting.popleft()
                yield first, texts.result
        except BaseException:
            self.close()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def read(self, found: Found) -> tuple[Incoming, ...]:
        """The texts in a file, at least one; raises FileFault where it is not taken in."""
        if found.fault is not None:
            raise found.fault
        shown = str(found.path)
        data = found.read() if found.read is not None else read_bytes(found.path)
        try:
            of = format_of(found.name, data[:1024])
            if of is TEXT:
                return (text_in(found.name, data, self._encoding, shown),)
            pieces = self._opened().read(of, data, self._options | {"encoding": self._encoding, "name": found.name})
        except Refused as refused:
            raise FileFault(shown, str(refused)) from None
        texts = tuple(_incoming(found.name, of, data, piece) for piece in pieces if piece.text.strip())
        if not texts:
            raise FileFault(shown, "there is no text in it")
        return texts


def _incoming(name: str, of: Format, data: bytes, piece: Piece) -> Incoming:
    return Incoming(
        name=keepable(name),
        text=piece.text,
        encoding=piece.encoding,
        original=data,
        importer=of.name,
        parts=tuple((part.kind, part.start, part.end, part.searched) for part in piece.parts),
        places=Places(piece.pages, piece.times),
        row=piece.name,
        title=piece.title,
        case=piece.case,
        attributes=piece.attributes,
        remarks=piece.remarks,
    )
