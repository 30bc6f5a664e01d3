"""Zip archives: the files in them, as if they lay in a folder of the archive's name.

Nothing is unpacked to disk, so a path that leads elsewhere leads nowhere; it is refused all the same. What a member claims of its
size is not believed, and what all of them unpack to is limited.
"""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath

from store.errors import FileFault
from store.texts import LARGEST

LARGEST_ARCHIVE = 1024 * 1024 * 1024
"""Bytes that the members of an archive unpack to at most."""
MOST_MEMBERS = 20_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its path there, what reads its bytes, or why it is refused."""

    name: str
    read: Callable[[], bytes]
    refusal: str = ""


def members(path: Path) -> Iterator[Member]:
    """The files in the archive at `path`, in order of their names; raises FileFault where it cannot be opened."""
    try:
        if not path.is_file():
            raise FileFault(str(path), "it is not a regular file")
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise FileFault(
            str(path), "it is broken: it cannot be unpacked; get another copy, or unpack it by hand"
        ) from None
    listed = archive.infolist()
    if len(listed) > MOST_MEMBERS:
        raise FileFault(str(path), f"it holds more than {MOST_MEMBERS} files: unpack it by hand")
    opened = _Opened(archive)
    seen: set[str] = set()
    for info in sorted(listed, key=lambda info: info.filename):
        name = _name(info)
        if info.is_dir() or _is_programs(name):
            continue
        refusal = _refusal(info, name) or ("there are two files of this name in it" if name in seen else "")
        seen.add(name)
        yield Member(name, partial(opened.read, info, f"{path}/{name}"), refusal)


class _Opened:
    """An archive that is open, and how much may still be unpacked of it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = LARGEST_ARCHIVE

    def read(self, info: zipfile.ZipInfo, shown: str) -> bytes:
        limit = min(LARGEST, self._left)
        try:
            with self._archive.open(info) as member:
                data = member.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError):
            raise FileFault(shown, "it is broken in the archive: it cannot be unpacked") from None
        if len(data) > limit:
            raise FileFault(shown, "it unpacks to more than is taken in (a zip bomb?): unpack the archive by hand")
        self._left -= len(data)
        return data


def _name(info: zipfile.ZipInfo) -> str:
    """The path of a member. Archives that do not say that their names are UTF-8 mostly mean it all the same."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _is_programs(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part != ".." for part in parts) or name.startswith("__MACOSX/")


def _refusal(info: zipfile.ZipInfo, name: str) -> str:
    if ".." in name.replace("\\", "/").split("/") or name.startswith("/") or PureWindowsPath(name).drive:
        return "its path leads outside the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a symbolic link, which an import does not follow"
    if info.flag_bits & 0x1:
        return "it is locked with a password: unpack the archive by hand"
    if name.lower().endswith(".zip"):
        return "it is an archive inside an archive: unpack it by hand"
    return ""
