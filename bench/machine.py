"""What the figures are measured on, in a sentence: figures without it say nothing."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path


def machine() -> str:
    """The processor, the memory, and the versions of what searches."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = f"numpy {version('numpy')}, whoosh3 {version('whoosh3')}, SQLite {sqlite3.sqlite_version}"
    return (
        f"{os.cpu_count()} cores of {_processor()}, {memory:.0f} GB, {platform.system()} {platform.release()},"
        f" Python {platform.python_version()}, {libraries}; load {os.getloadavg()[0]:.1f}."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
