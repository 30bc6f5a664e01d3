"""A SQLite file from elsewhere, read as hostile: its tables as plain values, and nothing in it is run or written.

It is opened for reading alone; views, virtual tables, triggers and functions of it are never touched, and what reading may cost
is limited in bytes, rows and time. A value of another type than is expected is the nearest sensible one, never an exception.
"""

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from store.errors import FileFault

LARGEST = 1024 * 1024 * 1024
LARGEST_VALUE = 64 * 1024 * 1024
MOST_ROWS = 2_000_000
LONGEST = 20.0
"""Seconds that one table may take."""
_MAGIC = b"SQLite format 3\0"
_STEPS = 100_000
_DAMAGED = (sqlite3.Error, ValueError, OverflowError)
"""What reading a damaged file raises; its own words about the damage may be no text either."""
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)


@dataclass(frozen=True)
class Tables:
    """The tables of an opened file, each with the names of its columns."""

    path: str
    columns: dict[str, tuple[str, ...]]
    _connection: sqlite3.Connection

    def rows(self, table: str, columns: Sequence[str]) -> list[tuple[object, ...]]:
        """All rows of a table with these columns of it, in no order; a column that is not there is None everywhere.

        Raises FileFault where the table is not there, is damaged, or is too much.
        """
        if table not in self.columns:
            raise FileFault(self.path, f"it has no table `{table}`")
        there = [each for each in columns if each in self.columns[table]]
        if not there:
            raise FileFault(self.path, f"its table `{table}` has none of {', '.join(columns)}")
        listed = ", ".join(f'"{each}"' for each in there)
        found: list[tuple[object, ...]] = []
        end = time.monotonic() + LONGEST
        self._connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        try:
            for row in self._connection.execute(f'SELECT {listed} FROM "{table}"'):
                values = dict(zip(there, row, strict=True))
                found.append(tuple(values.get(each) for each in columns))
                if len(found) > MOST_ROWS:
                    raise FileFault(self.path, f"its table `{table}` has more than {MOST_ROWS} rows")
        except _DAMAGED as error:
            raise FileFault(self.path, f"its table `{table}` cannot be read ({error})") from None
        return found


@contextmanager
def opened_database(path: Path) -> Iterator[Tables]:
    """The file at `path`; raises FileFault where it is no SQLite file, too large, or still open in another program."""
    shown = str(path)
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            begins = file.read(len(_MAGIC))
        unfinished = any(
            os.path.exists(f"{path}{each}") and os.path.getsize(f"{path}{each}") for each in ("-wal", "-journal")
        )
    except OSError as error:
        raise FileFault(shown, f"it cannot be read ({error.strerror})") from None
    if begins != _MAGIC:
        raise FileFault(shown, "it is no SQLite file")
    if size > LARGEST:
        raise FileFault(shown, f"it is larger than the {LARGEST // 1024 // 1024} MB that are read")
    if unfinished:
        raise FileFault(shown, "another program has it open or left it half written: close it there, then try again")
    place = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(place, uri=True)) as connection:
            yield Tables(shown, _prepared(shown, connection), connection)
    except sqlite3.Error as error:
        raise FileFault(shown, f"it cannot be read ({error})") from None


def _prepared(path: str, connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Puts the limits on a connection; the columns of each real table."""
    connection.text_factory = lambda data: data.decode("utf-8", errors="replace")
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000)
    columns: dict[str, tuple[str, ...]] = {}
    try:
        listed = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchmany(1_000)
        for name, made in listed:
            if (
                isinstance(made, str)
                and isinstance(name, str)
                and '"' not in name
                and "VIRTUAL" not in made[:40].upper()
            ):
                # Hidden and computed columns (the last field) would run expressions of the file.
                about = connection.execute(f'PRAGMA table_xinfo("{name}")').fetchmany(1_000)
                columns[name] = tuple(row[1] for row in about if row[6] == 0 and '"' not in str(row[1]))
    except _DAMAGED as error:
        raise FileFault(path, f"it is damaged ({error})") from None
    connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
    return columns


def whole(value: object) -> int:
    """A whole number; 0 for anything else."""
    return value if isinstance(value, int) else 0


def text(value: object) -> str:
    """A text without NUL; "" for anything else."""
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else ""
