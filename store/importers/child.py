"""The process in which files are read: it gets bytes, gives text, and can do nothing else.

It is given no path and may write no file; its memory is limited, and its time anew for each file. Whatever happens to it, the
process that started it lives, says so in one sentence, and goes on with the next file.
"""

import contextlib
import json
import math
import resource
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, BinaryIO

from store.importers.pieces import Refused, piece_record


def limit(memory: int) -> None:
    """No files, no core dumps, no more than so many bytes of memory."""
    for what, most in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_AS, memory),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def limit_time(seconds: int) -> None:
    """The process ends when it has used so many seconds more of processor time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime) + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def answer(job: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """What a file came to: its pieces, or why it is refused."""
    try:
        module = import_module(f"store.importers.{job['module']}")
        pieces = module.extract(data, job["options"])
        return {"pieces": [piece_record(piece) for piece in pieces]}
    except Refused as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": "to read it takes more memory than is allowed: split it, or save it anew in another format"}
    except Exception as error:
        # Readers of formats fail on broken files in as many ways as there are; all of them mean this.
        return {"refused": f"it is broken, or not what its name says ({type(error).__name__})"}


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Reads one file after the other until there are no more: a line of JSON and the bytes in, a line of JSON out."""
    for line in jobs:
        job = json.loads(line)
        data = jobs.read(job["size"])
        limit_time(job["seconds"])
        made = json.dumps(answer(job, data), ensure_ascii=False).encode("utf-8", "replace")
        answers.write(b"%d\n" % len(made) + made)
        answers.flush()


if __name__ == "__main__":
    limit(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
