"""A project as the bytes of a .qdpx: the same bytes for the same values, on every machine.

The XML stands first and is called project.qde, what catena says besides follows; the texts and what else belongs to it lie in
`sources/`, in the order of their names. No time of day and no owner is in the archive.
"""

import codecs
import zipfile
from collections.abc import Iterator
from io import BytesIO

from store.exchange.refi.model import Note, Project, Source
from store.exchange.refi.supplement import NAME, supplement_bytes
from store.exchange.refi.writing import project_xml, text_name

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest date that an archive can name."""


def qdpx_bytes(data: Project, xml: bytes = b"") -> bytes:
    """The archive with the project and every file that it names; `xml` is its project.qde, where that was made already."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _put(archive, "project.qde", xml or project_xml(data))
        if data.supplement is not None:
            _put(archive, NAME, supplement_bytes(data.supplement))
        for name, content in sorted(dict(_files(data)).items()):
            _put(archive, f"sources/{name}", content)
    return out.getvalue()


def _files(data: Project) -> Iterator[tuple[str, bytes]]:
    """What lies beside the XML; a text of ours goes before a file that came under its name."""
    yield from ((name, content) for name, content in data.files.items() if _is_plain(name))
    things: tuple[Source | Note, ...] = (*data.sources, *data.notes)
    for each in things:
        if each.text is not None:
            # A text that begins with a byte order mark of its own has another one before it, which readers take off.
            mark = codecs.BOM_UTF8 if each.text.startswith("\ufeff") else b""
            yield text_name(each.guid), mark + each.text.encode("utf-8")


def _is_plain(name: str) -> bool:
    return bool(name) and not any(each in name for each in ("/", "\\", "\0")) and name not in (".", "..")


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    about = zipfile.ZipInfo(name, _LONG_AGO)
    about.create_system = 3
    about.external_attr = 0o100600 << 16
    about.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(about, content, compresslevel=6)
