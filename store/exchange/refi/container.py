"""The container of a project (.qdpx): a zip archive that is read as hostile.

Nothing is ever unpacked to the disk. Members are read by their exact name, in pieces, up to a limit of bytes; what an archive
claims of itself is checked before anything is inflated and again while it is. An archive that holds two members of one name, a
name that leads out of a folder, an encrypted member or more than one project is refused as a whole: which of the two would be
meant, another program might decide otherwise.
"""

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from store.errors import FileFault

LARGEST_XML = 64 * 1024 * 1024
"""Bytes of the project's XML, and of a text, that are read at most."""
LARGEST_WHOLE = 2 * 1024 * 1024 * 1024
MOST_MEMBERS = 100_000
LARGEST_LIST = 16 * 1024 * 1024
"""Bytes of the archive's list of members."""
RATIO = 200
"""How many times larger than in the archive something over a megabyte may be."""
_PIECE = 1 << 20
_COMPRESSED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Container:
    """An opened archive. `project` is the name of the member that holds the project's XML."""

    def __init__(self, path: str, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        self._members = {_plain(info.filename): info for info in archive.infolist() if not info.is_dir()}
        self._check()
        self.project = self._project()
        self._by_name: dict[str, list[str]] = {}
        for name in self._members:
            if name != self.project and not _of_finder(name):
                self._by_name.setdefault(name.rpartition("/")[2].casefold(), []).append(name)

    def find(self, reference: str) -> str:
        """The member that a path of the project (`internal://NAME`, `sources/NAME`, `NAME`) means, or "" where there is none.

        What lies outside the archive (`absolute://`, `relative://`) is never followed.
        """
        scheme, _, rest = reference.partition(":/")
        if rest and scheme.casefold() != "internal":
            return ""
        wanted = (rest or reference).replace("\\", "/").rstrip("/").rpartition("/")[2]
        for name in (wanted, unquote(wanted)):
            found = self._by_name.get(name.casefold(), [])
            exact = [each for each in found if each.endswith(name)]
            best = sorted(exact or found, key=lambda each: (not each.casefold().startswith("sources/"), each))
            if best:
                return best[0]
        return ""

    def size(self, member: str) -> int:
        """The bytes of a member, as the archive claims."""
        return self._members[member].file_size

    def read(self, member: str, largest: int = LARGEST_XML) -> bytes:
        """All of a member; raises FileFault where it is larger, damaged, or not what the archive claims."""
        return b"".join(self.pieces(member, largest))

    def pieces(self, member: str, largest: int = LARGEST_XML) -> Iterator[bytes]:
        """A member piece by piece; raises as `read` does."""
        info = self._members[member]
        if info.file_size > largest:
            way_out = ": take the project out in parts, as by groups of its documents" if member == self.project else ""
            raise self._refused(
                f"{member} has {_megabytes(info.file_size)}, and at most {_megabytes(largest)} are read{way_out}"
            )
        read = 0
        try:
            with self._archive.open(info) as file:
                while piece := file.read(_PIECE):
                    read += len(piece)
                    if read > info.file_size:
                        raise self._refused(f"{member} is larger than the archive says")
                    yield piece
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise self._refused(f"{member} is damaged ({error})") from None

    def names(self) -> list[str]:
        """The members besides the project, sorted."""
        return sorted(name for name in self._members if name != self.project)

    def _refused(self, reason: str) -> FileFault:
        return FileFault(self.path, reason)

    def _check(self) -> None:
        infos = self._archive.infolist()
        names = [_plain(info.filename) for info in infos]
        if len(set(names)) != len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise self._refused(f"it holds {twice} twice, and which one is meant cannot be told")
        for name in names:
            parts = name.rstrip("/").split("/")
            if name.startswith("/") or ":" in parts[0] or ".." in parts or "\0" in name:
                raise self._refused(f"it holds a file that would lie outside of it ({name[:80]})")
        for info, name in zip(infos, names, strict=True):
            if info.flag_bits & 1:
                raise self._refused(f"{name} is encrypted: save the project without a password")
            if info.compress_type not in _COMPRESSED:
                raise self._refused(f"{name} is compressed in a way that a project is not")
            if info.file_size > _PIECE and info.file_size > RATIO * max(info.compress_size, 1):
                raise self._refused(
                    f"{name} would grow from {info.compress_size // 1024} KB to {_megabytes(info.file_size)}, as no text does"
                )
        whole = sum(info.file_size for info in infos)
        if whole > LARGEST_WHOLE:
            raise self._refused(
                f"it would unpack to {_megabytes(whole)}, and at most {_megabytes(LARGEST_WHOLE)} are taken in"
            )

    def _project(self) -> str:
        found = [name for name in self._members if name.casefold().endswith(".qde") and not _of_finder(name)]
        here = [name for name in found if "/" not in name] or found
        if not here:
            raise self._refused("it holds no project (a file that ends with .qde)")
        if len(here) > 1:
            raise self._refused(f"it holds {len(here)} projects ({', '.join(sorted(here)[:3])}), and one is expected")
        return here[0]


@contextmanager
def opened(path: Path) -> Iterator[Container]:
    """The container at `path`; raises FileFault where it is none or is not safe to read."""
    shown = str(path)
    try:
        with open(path, "rb") as file:
            _check_list(shown, file.seek(0, os.SEEK_END), _tail(file.fileno()))
            file.seek(0)
            with zipfile.ZipFile(file) as archive:
                yield Container(shown, archive)
    except zipfile.BadZipFile:
        raise FileFault(shown, "it is no zip archive, or it is cut short: fetch or export it again") from None
    except OSError as error:
        raise FileFault(shown, f"it cannot be read ({error.strerror or error})") from None
    except (NotImplementedError, struct.error, ValueError) as error:
        raise FileFault(shown, f"it is no archive that can be read ({error})") from None


def _tail(descriptor: int) -> bytes:
    size = os.fstat(descriptor).st_size
    length = min(size, 65_557 + 76)
    return os.pread(descriptor, length, size - length)


def _check_list(path: str, size: int, tail: bytes) -> None:
    """Refuses a list of members that would fill the memory, before anybody reads it."""
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + 22:
        raise FileFault(path, "it is no zip archive, or it is cut short: fetch or export it again")
    count, length = struct.unpack_from("<HL", tail, place + 10)
    wide = tail.rfind(b"PK\x06\x06", 0, place)
    if wide >= 0 and len(tail) >= wide + 48:
        count, length = struct.unpack_from("<QQ", tail, wide + 32)
    if count > MOST_MEMBERS or length > min(LARGEST_LIST, size):
        raise FileFault(path, f"it claims to hold {count} files, more than a project has")


def _plain(name: str) -> str:
    return name.replace("\\", "/")


def _of_finder(name: str) -> bool:
    """Whether a member is what macOS puts beside each file when somebody packs an archive again."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith("._")


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
