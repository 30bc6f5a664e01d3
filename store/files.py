"""Durable writing: when `write_durably` returns, the bytes and the name are on disk; when it raises, all is as it was.

A temporary file in the same folder, written, synced and renamed over the old one, then the folder synced. Without the
folder's sync a power cut can lose the name. Folders are opened component by component without following links, so nothing
below the project's root can lead a write outside it, and a link is never written through.
"""

import errno
import os
import secrets
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import EllipsisType

from store.errors import ChangedMeanwhile, SaveFault

TEMPORARY = ".catena-tmp-"
"""How names of temporary files begin; git ignores them and the next start removes them."""
NEW = 0o600
"""The permissions of a new file: interviews are nobody else's business."""


def _open_folder(root: Path, parts: tuple[str, ...], make: bool) -> int:
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in parts:
            flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
            try:
                inner = os.open(part, flags, dir_fd=folder)
            except FileNotFoundError:
                if not make:
                    raise
                with suppress(FileExistsError):
                    os.mkdir(part, 0o700, dir_fd=folder)
                _sync_folder(folder)
                inner = os.open(part, flags, dir_fd=folder)
            os.close(folder)
            folder = inner
    except BaseException:
        os.close(folder)
        raise
    return folder


def _sync_folder(folder: int) -> None:
    try:
        os.fsync(folder)
    except OSError as error:
        # Some network disks know no syncing of folders: there the name is as safe as they make it.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP):
            raise


def _parts(path: str) -> tuple[str, ...]:
    parts = PurePosixPath(path).parts
    if not parts or PurePosixPath(path).is_absolute() or ".." in parts or "\0" in path:
        raise SaveFault(f"{path!r} leads outside the project; nothing was written")
    return parts


def write_durably(root: Path, path: str, data: bytes, instead_of: bytes | EllipsisType | None = ...) -> None:
    """Puts `data` at `path` below `root`, making folders as needed; an existing file keeps its permissions.

    With `instead_of` the file must still hold those bytes (None: be absent) in the moment before it is replaced.
    Raises SaveFault where the disk refuses and ChangedMeanwhile where something else stands there, in both cases with the
    old content untouched and nothing left behind.
    """
    parts = _parts(path)
    name, temporary = parts[-1], f"{TEMPORARY}{secrets.token_hex(6)}"
    try:
        folder = _open_folder(root, parts[:-1], make=True)
    except OSError as error:
        raise SaveFault(_refused(path, error)) from error
    try:
        before = _read(folder, name)
        mode = NEW if before is None else _mode(folder, name)
        _write_new(folder, temporary, data, mode)
        if instead_of is not ... and _read(folder, name) != instead_of:
            raise ChangedMeanwhile(changed_by_someone(path))
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
        try:
            _sync_folder(folder)
        except OSError:
            _bring_back(folder, name, before, mode)
            raise
    except OSError as error:
        _forget(temporary, folder)
        raise SaveFault(_refused(path, error)) from error
    except ChangedMeanwhile:
        _forget(temporary, folder)
        raise
    finally:
        os.close(folder)


def remove_durably(root: Path, path: str, instead_of: bytes | EllipsisType | None = ...) -> None:
    """Takes the file at `path` away; one that is not there is no fault.

    With `instead_of` it must still hold those bytes in the moment before. Raises SaveFault where the disk refuses and
    ChangedMeanwhile where something else stands there, in both cases with the file still there.
    """
    parts = _parts(path)
    try:
        folder = _open_folder(root, parts[:-1], make=False)
    except FileNotFoundError:
        return
    except OSError as error:
        raise SaveFault(_refused(path, error)) from error
    try:
        before = _read(folder, parts[-1])
        if before is None:
            return
        if instead_of is not ... and before != instead_of:
            raise ChangedMeanwhile(changed_by_someone(path))
        mode = _mode(folder, parts[-1])
        os.unlink(parts[-1], dir_fd=folder)
        try:
            _sync_folder(folder)
        except OSError:
            _bring_back(folder, parts[-1], before, mode)
            raise
    except OSError as error:
        raise SaveFault(_refused(path, error)) from error
    finally:
        os.close(folder)


def _read(folder: int, name: str) -> bytes | None:
    """The bytes of the regular file `name`, or None where there is none; raises OSError for any other kind of thing."""
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except FileNotFoundError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
        with open(handle, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(handle)


def _mode(folder: int, name: str) -> int:
    return os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode & 0o777


def _write_new(folder: int, name: str, data: bytes, mode: int, sync: bool = True) -> None:
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, NEW, dir_fd=folder)
    try:
        if mode != NEW:
            os.fchmod(handle, mode)
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        if sync:
            os.fsync(handle)
    finally:
        os.close(handle)


def _bring_back(folder: int, name: str, before: bytes | None, mode: int) -> None:
    """Puts back what stood under `name`, as far as a disk that has just refused lets us."""
    temporary = f"{TEMPORARY}{secrets.token_hex(6)}"
    with suppress(OSError):
        if before is None:
            os.unlink(name, dir_fd=folder)
            return
        try:
            _write_new(folder, temporary, before, mode, sync=False)
            os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
        finally:
            _forget(temporary, folder)


def append_durably(root: Path, path: str, data: bytes) -> None:
    """Adds `data` to the end of the file at `path` and syncs it; a part that could not be written is cut off again."""
    parts = _parts(path)
    try:
        folder = _open_folder(root, parts[:-1], make=True)
        try:
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            handle = os.open(parts[-1], flags, NEW, dir_fd=folder)
            try:
                size = os.fstat(handle).st_size
                try:
                    view = memoryview(data)
                    while view:
                        view = view[os.write(handle, view) :]
                    os.fsync(handle)
                except OSError:
                    with suppress(OSError):
                        os.ftruncate(handle, size)
                    raise
                if size == 0:
                    _sync_folder(folder)
            finally:
                os.close(handle)
        finally:
            os.close(folder)
    except OSError as error:
        raise SaveFault(_refused(path, error)) from error


def _forget(name: str, folder: int) -> None:
    # Where this fails too, the next start removes what begins like a temporary file.
    with suppress(OSError):
        os.unlink(name, dir_fd=folder)


def _refused(path: str, error: OSError) -> str:
    next_step = {
        errno.ENOSPC: "free some space on the disk, then try again",
        errno.EDQUOT: "your quota on this disk is used up: free some space, then try again",
        errno.EACCES: "you may not write there: ask for write permission on the folder",
        errno.EPERM: "you may not write there: ask for write permission on the folder",
        errno.EROFS: "the disk is mounted read-only",
        errno.ELOOP: "a symbolic link stands in the way: replace it by a real folder or file",
        errno.ENOTDIR: "a file stands where a folder must be: move it away",
        errno.EISDIR: "something that is no file stands there: move it away",
        errno.EIO: "the disk reports an error: copy the project to another disk",
    }.get(error.errno or 0, "what was there before is untouched")
    return f"{path} was not saved ({os.strerror(error.errno or 0)}); {next_step}"


def changed_by_someone(path: str) -> str:
    """The sentence for a file that is not what it was when the reviewer saw it."""
    return (
        f"{path} was changed by someone else meanwhile; nothing was changed now: look at it again, then repeat the step"
    )


def remove_leftovers(root: Path, folders: Iterable[str]) -> int:
    """Removes temporary files that a crash left in `root` itself and in `folders` below it; how many there were."""
    removed = 0
    for place in (root, *(root / name for name in folders)):
        if place.is_symlink():
            continue
        for here, inner, files in os.walk(place, followlinks=False):
            if place == root:
                inner.clear()
            for file in files:
                if file.startswith(TEMPORARY):
                    try:
                        os.unlink(Path(here) / file)
                    except OSError:
                        continue
                    removed += 1
    return removed
