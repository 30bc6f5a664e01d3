"""One writer a project on one machine: a `flock` on `.catena/lock`.

The kernel frees it when its last holder ends, however that ends, so no process id is ever trusted. The descriptor is passed
to git, so a commit that outlives a killed catena still keeps others out.
"""

import fcntl
import json
import os
import socket
from contextlib import suppress
from pathlib import Path

from store.errors import Busy, ProjectFault
from store.values import now


class Lock:
    """The held lock; `descriptor` is what git inherits."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    @classmethod
    def take(cls, private: Path, who: str) -> "Lock":
        """Takes the lock in the folder `private` in the name of `who`.

        Raises Busy, saying who holds it, or ProjectFault where the folder cannot be written.
        """
        if private.is_symlink():
            raise ProjectFault(f"{private} is a symbolic link, which nothing of catena's own may be: remove it")
        try:
            private.mkdir(mode=0o700, exist_ok=True)
            descriptor = os.open(private / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise ProjectFault(
                f"{private.parent} cannot be written ({os.strerror(error.errno or 0)}): "
                "ask for write permission on the folder, or copy the project to one of your own"
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            about_holder = os.pread(descriptor, 1000, 0)
            os.close(descriptor)
            raise Busy(
                f"{_told(about_holder)} is writing to this project; close that window, or wait until it is done"
            ) from None
        except OSError as error:
            os.close(descriptor)
            raise ProjectFault(
                f"{private.parent} lies on a disk without locks ({os.strerror(error.errno or 0)}): two windows could write "
                "at once; move the project to a local disk"
            ) from error
        about = {"who": who, "host": socket.gethostname(), "process": os.getpid(), "since": f"{now():%H:%M} UTC"}
        # On a full disk the lock holds all the same; it only cannot say who holds it.
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps(about).encode("utf-8"), 0)
        return cls(descriptor)

    def free(self) -> None:
        """Lets the next writer in; once is enough."""
        descriptor, self.descriptor = self.descriptor, -1
        if descriptor != -1:
            os.close(descriptor)


def holder(private: Path) -> str:
    """Who holds the lock of the folder `private`, or "" where nobody does; nothing is changed."""
    try:
        descriptor = os.open(private / "lock", os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _told(os.pread(descriptor, 1000, 0))
    finally:
        os.close(descriptor)
    return ""


def _told(holder: bytes) -> str:
    try:
        about = json.loads(holder)
        return f"{about['who']} (process {about['process']} on {about['host']}, since {about['since']})"
    except (ValueError, KeyError, TypeError):
        return "another catena"
