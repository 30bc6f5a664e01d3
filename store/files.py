"""Durable writing: when `write_durably` returns, the bytes and the name are on disk; when it raises, all is as it was.

A temporary file in the same folder, written, synced and renamed over the old one, then the folder synced. Without the
folder's sync a power cut can lose the name. Folders are opened component by component without following links, so nothing
below the project's root can lead a write outside it.
"""

import errno
import os
import secrets
from pathlib import Path, PurePosixPath

from store.errors import SaveFault

TEMPORARY = ".catena-tmp-"
"""How names of temporary files begin; git ignores them and the next start removes them."""


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
                os.mkdir(part, 0o700, dir_fd=folder)
                os.fsync(folder)
                inner = os.open(part, flags, dir_fd=folder)
            os.close(folder)
            folder = inner
    except BaseException:
        os.close(folder)
        raise
    return folder


def _parts(path: str) -> tuple[str, ...]:
    parts = PurePosixPath(path).parts
    if not parts or PurePosixPath(path).is_absolute() or ".." in parts or "\0" in path:
        raise SaveFault(f"{path!r} leads outside the project; nothing was written")
    return parts


def write_durably(root: Path, path: str, data: bytes) -> None:
    """Puts `data` at `path` below `root`, making folders as needed; an existing file keeps its permissions.

    Raises SaveFault, with the old content untouched and nothing left behind, where the disk refuses.
    """
    parts = _parts(path)
    temporary = f"{TEMPORARY}{secrets.token_hex(6)}"
    try:
        folder = _open_folder(root, parts[:-1], make=True)
    except OSError as error:
        raise SaveFault(_refused(path, error)) from error
    try:
        try:
            mode = os.stat(parts[-1], dir_fd=folder, follow_symlinks=False).st_mode & 0o777
        except FileNotFoundError:
            mode = 0o600
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(temporary, flags, mode, dir_fd=folder)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(handle, view) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        os.rename(temporary, parts[-1], src_dir_fd=folder, dst_dir_fd=folder)
        os.fsync(folder)
    except OSError as error:
        _forget(temporary, folder)
        raise SaveFault(_refused(path, error)) from error
    finally:
        os.close(folder)


def remove_durably(root: Path, path: str) -> None:
    """Takes the file at `path` away; one that is not there is no fault. Raises SaveFault where the disk refuses."""
    parts = _parts(path)
    try:
        folder = _open_folder(root, parts[:-1], make=False)
    except FileNotFoundError:
        return
    except OSError as error:
        raise SaveFault(_refused(path, error)) from error
    try:
        os.unlink(parts[-1], dir_fd=folder)
        os.fsync(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise SaveFault(_refused(path, error)) from error
    finally:
        os.close(folder)


def append_durably(root: Path, path: str, data: bytes) -> None:
    """Adds `data` to the end of the file at `path` and syncs it; a part that could not be written is cut off again."""
    parts = _parts(path)
    try:
        folder = _open_folder(root, parts[:-1], make=True)
        try:
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            handle = os.open(parts[-1], flags, 0o600, dir_fd=folder)
            try:
                size = os.fstat(handle).st_size
                try:
                    view = memoryview(data)
                    while view:
                        view = view[os.write(handle, view) :]
                    os.fsync(handle)
                except OSError:
                    os.ftruncate(handle, size)
                    raise
                if size == 0:
                    os.fsync(folder)
            finally:
                os.close(handle)
        finally:
            os.close(folder)
    except OSError as error:
        raise SaveFault(_refused(path, error)) from error


def _forget(name: str, folder: int) -> None:
    try:
        os.unlink(name, dir_fd=folder)
    except FileNotFoundError:
        pass
    except OSError:
        # The next start removes what begins like a temporary file.
        return


def _refused(path: str, error: OSError) -> str:
    next_step = {
        errno.ENOSPC: "free some space on the disk, then try again",
        errno.EDQUOT: "your quota on this disk is used up: free some space, then try again",
        errno.EACCES: "you may not write there: ask for write permission on the folder",
        errno.EPERM: "you may not write there: ask for write permission on the folder",
        errno.EROFS: "the disk is mounted read-only",
        errno.ELOOP: "a symbolic link stands in the way: replace it by a real folder or file",
        errno.ENOTDIR: "a file stands where a folder must be: move it away",
        errno.EIO: "the disk reports an error: copy the project to another disk",
    }.get(error.errno or 0, "what was there before is untouched")
    return f"{path} was not saved ({os.strerror(error.errno or 0)}); {next_step}"


def remove_leftovers(root: Path, folders: tuple[str, ...]) -> int:
    """Removes temporary files that a crash left in `folders` below `root`; how many there were."""
    removed = 0
    for name in folders:
        for here, _, files in os.walk(root / name, followlinks=False):
            for file in files:
                if file.startswith(TEMPORARY):
                    try:
                        os.unlink(Path(here) / file)
                    except OSError:
                        continue
                    removed += 1
    return removed
