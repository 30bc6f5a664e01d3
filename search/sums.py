"""The checksums of an index's files: for each segment one file with the length and the CRC-32 of all its others.

They are what tells a damaged index from a whole one without reading it as an index, so this needs neither Whoosh nor arrays.
"""

import json
from pathlib import Path
from zlib import crc32

SUMS = "sums"


def write_sums(folder: Path, segment: str) -> None:
    """Writes down the checksums of a segment whose other files are complete."""
    sums = {path.name: _sum(path) for path in folder.glob(f"{segment}.*")}
    (folder / f"{segment}.{SUMS}").write_text(json.dumps(sums), encoding="utf-8")


def damage(folder: Path, segment: str) -> list[str]:
    """The files of a segment that are not what was written."""
    try:
        sums = json.loads((folder / f"{segment}.{SUMS}").read_bytes())
        return sorted(name for name, expected in sums.items() if _sum(folder / name) != expected)
    except (OSError, ValueError, AttributeError):
        return [f"{segment}.{SUMS}"]


def damaged_files(folder: Path) -> list[str]:
    """The files of all segments in the folder of an index that are not what was written."""
    return [name for path in sorted(folder.glob(f"*.{SUMS}")) for name in damage(folder, path.stem)]


def _sum(path: Path) -> list[int]:
    try:
        data = path.read_bytes()
    except OSError:
        return []
    return [len(data), crc32(data)]
