"""The index in `.catena/index`: brought up to date by comparing what it holds with the project's documents.

It is worth nothing on its own: what is damaged, half-written or of an older format is built anew. A document is indexed
under its id, the hash of its text and the rules of its view, so a change of any of them is seen. Writers take turns by a
lock that the kernel frees; a commit is one rename, after which readers that opened before still read what they opened.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from search.columns import Columns, Damaged, read_columns
from store.documents import Document
from store.errors import Busy, FileFault, ProjectFault, SaveFault
from store.project import Project

if TYPE_CHECKING:
    from search.blocks import Batch
    from search.commits import Part

BATCH = 32_000_000
"""Code points that are read before a commit, so that a build that is stopped keeps what it has done."""

PATIENCE = 5.0
"""Seconds to wait for another writer."""

CROWD = 8
"""Segments of one order of size before they become one."""

SETTLED = 2.0
"""Seconds that are more than any disk's clock needs to go on."""

FULL = 1_000_000
"""Tokens from which on a segment is not brought together with others: of such segments few go into one batch."""

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class IndexState:
    """What the index holds after an update. `missing` documents are not in it yet; those in `faults` cannot be read."""

    documents: int
    passages: int
    seconds: float
    bytes: int
    faults: tuple[FileFault, ...] = ()
    missing: int = 0
    changed: int = 0


@dataclass(frozen=True)
class Segment:
    """A segment of the index for reading: its columns, and which of its documents are still meant."""

    name: str
    columns: Columns
    alive: tuple[bool, ...]


@dataclass(frozen=True)
class Opened:
    """The index as of one commit."""

    generation: int
    segments: tuple[Segment, ...]

    def versions(self) -> dict[str, tuple[str, str]]:
        """The hash and the rules under which each document is indexed."""
        return {
            document.id: (document.sha256, document.rules)
            for segment in self.segments
            for document, alive in zip(segment.columns.documents, segment.alive, strict=True)
            if alive
        }


def folder_of(project: Project) -> Path:
    """Where the index lies."""
    return project.private / "index"


def generation_of(project: Project) -> int:
    """The number of the last commit, -1 where there is none: cheap enough to ask before every search."""
    latest = -1
    try:
        names = os.listdir(folder_of(project))
    except OSError:
        return latest
    for name in names:
        if name.startswith("_catena_") and name.endswith(".toc"):
            number = name[len("_catena_") : -len(".toc")]
            latest = max(latest, int(number) if number.isdecimal() else -1)
    return latest


def stamp_of(project: Project) -> tuple[int, int, int]:
    """What tells one commit from every other, also from one of the same number in an index that was built anew."""
    generation = generation_of(project)
    try:
        about = os.stat(folder_of(project) / f"_catena_{generation}.toc")
    except OSError:
        return -1, 0, 0
    return generation, about.st_ino, about.st_mtime_ns


def quiet_since(folder: str) -> tuple[int, int] | None:
    """What stays the same as long as nothing is made, renamed or removed in the folder: cheaper still to ask.

    None where it is absent, or was changed so lately that the clock of the disk might give the next change the same time.
    """
    try:
        about = os.stat(folder)
    except OSError:
        return None
    if time.time_ns() - about.st_mtime_ns < SETTLED * 1_000_000_000:
        return None
    return about.st_ino, about.st_mtime_ns


def wanted_versions(documents: Mapping[str, Document]) -> dict[str, tuple[str, str]]:
    """The hash and the rules under which each document is to be indexed."""
    from search.view import key_of

    return {document.id: (document.sha256, key_of(document.rules)) for document in documents.values()}


def open_index(project: Project, thorough: bool = False) -> Opened:
    """The index as of its last commit; an absent one is empty. Raises Damaged where it is to be built anew."""
    from search.commits import read_commit

    folder = folder_of(project)
    for _ in range(20):
        generation = generation_of(project)
        if generation < 0:
            return Opened(-1, ())
        try:
            generation, parts = read_commit(folder)
            return Opened(generation, tuple(_segment(part, folder, thorough) for part in parts))
        except FileNotFoundError:
            # A commit took the files away between the look and the opening; the next look finds its own.
            if generation_of(project) == generation:
                break
    raise Damaged("files of the index are missing")


def _segment(part: "Part", folder: Path, thorough: bool) -> Segment:
    columns = read_columns(part.columns(folder), thorough)
    if part.passages != columns.passages:
        raise Damaged("a segment and its columns differ")
    alive = tuple(not part.is_deleted(document.passage) for document in columns.documents)
    return Segment(part.name, columns, alive)


def update_index(
    project: Project,
    documents: Mapping[str, Document],
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    rebuild: bool = False,
) -> IndexState:
    """Brings the index up to date with the documents.

    `progress` is told how many documents are done and how many there are to do; once `cancelled` says so, what is done is
    committed and the rest is `missing`. Raises Busy where another program is building it and does not end soon, SaveFault
    where the disk refuses.
    """
    began = time.monotonic()
    with _turn(project):
        try:
            return _Update(project, documents, progress, cancelled, began).run(rebuild)
        except OSError as error:
            raise SaveFault(
                f"the index could not be written ({error.strerror or error}); searches use what is there"
            ) from error


@contextmanager
def _turn(project: Project) -> Iterator[None]:
    """One builder at a time; raises Busy, or ProjectFault where `.catena` cannot be written."""
    try:
        project.private.mkdir(mode=0o700, exist_ok=True)
        lock = os.open(project.private / "index.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ProjectFault(
            f"{project.private} cannot be written ({error.strerror}), so nothing can be indexed"
        ) from error
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise Busy(
                        "another catena is building the index: searches use what is there until it is done"
                    ) from None
                time.sleep(0.02)
        yield
    finally:
        os.close(lock)


class _Update:
    """One bringing up to date, by the process whose turn it is."""

    def __init__(
        self,
        project: Project,
        documents: Mapping[str, Document],
        progress: Progress | None,
        cancelled: Cancelled | None,
        began: float,
    ) -> None:
        self._project = project
        self._folder = folder_of(project)
        self._documents = documents
        self._progress = progress
        self._cancelled = cancelled
        self._began = began
        self._faults: list[FileFault] = []
        self._done = self._to_do = 0

    def run(self, rebuild: bool) -> IndexState:
        try:
            opened = Opened(-1, ()) if rebuild else open_index(self._project)
        except Damaged:
            rebuild = True
        if rebuild or opened.generation < 0:
            self._begin_anew()
            opened = open_index(self._project)
        wanted = wanted_versions(self._documents)
        held = opened.versions()
        gone = [document for document, version in held.items() if wanted.get(document) != version]
        new = sorted(document for document, version in wanted.items() if held.get(document) != version)
        changed = len(new) + len(gone)
        crowded = [document for document in self._crowded(opened, gone) if document in wanted]
        new = [*new, *(document for document in crowded if document not in new)]
        self._to_do = len(new)
        if new or gone:
            self._tell()
            self._write(opened, new, [document for document in gone if document not in wanted])
        return self._state(changed)

    def _begin_anew(self) -> None:
        from search.commits import begin

        self._folder.mkdir(mode=0o700, exist_ok=True)
        for path in self._folder.iterdir():
            # Whoosh makes a folder while it writes, and a build that was killed leaves it there.
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        begin(self._folder)

    def _crowded(self, opened: Opened, gone: Sequence[str]) -> list[str]:
        """The documents of segments that are mostly dead, or small and too many of one order of size."""
        orders: dict[int, list[list[str]]] = {}
        crowded: list[str] = []
        leaving = set(gone)
        for segment in opened.segments:
            kept = [
                document
                for document, alive in zip(segment.columns.documents, segment.alive, strict=True)
                if alive and document.id not in leaving
            ]
            size = sum(document.tokens for document in kept)
            names = [document.id for document in kept]
            if size * 2 < segment.columns.tokens:
                crowded += names
            elif size < FULL:
                orders.setdefault(max(size, 1024).bit_length() // 3, []).append(names)
        for segments in orders.values():
            if len(segments) >= CROWD:
                crowded += (name for names in segments for name in names)
        return crowded

    def _write(self, opened: Opened, new: Sequence[str], gone: Sequence[str]) -> None:
        from search.blocks import Batch

        leaving = set(gone)
        batch = Batch()
        size = 0
        for name in new:
            if self._cancelled is not None and self._cancelled():
                break
            document = self._documents[name]
            leaving.add(name)
            try:
                text = self._project.read_text(document)
            except FileFault as fault:
                self._faults.append(fault)
            else:
                batch.add(document.id, document.sha256, text, document.rules)
            size += document.characters
            self._done += 1
            self._tell()
            if size >= BATCH:
                self._commit(opened, batch, leaving)
                batch, size, leaving = Batch(), 0, set()
        if batch.documents or leaving:
            self._commit(opened, batch, leaving)

    def _commit(self, opened: Opened, batch: "Batch", leaving: set[str]) -> None:
        """Adds the batch and takes the leaving documents out of the segments that were there before, in one step."""
        from search.commits import commit

        before = {segment.name: segment.columns.documents for segment in opened.segments}

        def passages(segment: str) -> list[range]:
            documents = (each for each in before.get(segment, ()) if each.id in leaving)
            return [range(each.passage, each.passage + each.passages) for each in documents]

        commit(self._folder, batch, passages, PATIENCE)

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(self._done, self._to_do)

    def _state(self, changed: int) -> IndexState:
        opened = open_index(self._project)
        held = opened.versions()
        wanted = wanted_versions(self._documents)
        unread = sum(1 for document, version in wanted.items() if held.get(document) != version)
        return IndexState(
            documents=len(held),
            passages=passages_in(opened),
            seconds=time.monotonic() - self._began,
            bytes=size_of(self._project),
            faults=tuple(self._faults),
            missing=unread - len(self._faults),
            changed=changed,
        )


def passages_in(opened: Opened) -> int:
    """How many passages can be found."""
    return sum(
        document.passages
        for segment in opened.segments
        for document, alive in zip(segment.columns.documents, segment.alive, strict=True)
        if alive
    )


def size_of(project: Project) -> int:
    """The bytes of the index on disk."""
    try:
        return sum(entry.stat().st_size for entry in os.scandir(folder_of(project)) if entry.is_file())
    except OSError:
        return 0


def check_index(project: Project, documents: Mapping[str, Document]) -> list[str]:
    """What is wrong with the index, one sentence each; an empty list where it is whole and up to date."""
    from search.checking import faults_of

    return faults_of(project, documents)
