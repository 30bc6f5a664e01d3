"""Zipped packages (docx, odt, epub): members by their exact names, read within limits, and their XML without surprises.

Nothing is unpacked to disk. What a member claims of its size is not believed: reading stops at the limit. A document type that
declares anything is refused, as it could declare entities, and what lies outside the package is never followed.
"""

import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from xml.parsers import expat

from store.importers.pieces import Refused

LARGEST_MEMBER = 96 * 1024 * 1024
"""Bytes of one member at most."""
LARGEST_PACKAGE = 192 * 1024 * 1024
"""Bytes that are read from one package at most."""
MOST_MEMBERS = 20_000
DEEPEST = 2_000
"""XML elements inside each other at most."""

Start = Callable[[str, Mapping[str, str]], None]


class Package:
    """A zipped package that is open for reading."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise Refused(
                "it is broken: its contents cannot be unpacked; open and save it again, or get another copy"
            ) from None
        listed = self._zip.infolist()
        if len(listed) > MOST_MEMBERS:
            raise Refused("it has more parts inside than a document that a person made")
        self.names = {each.filename for each in listed}
        self._left = LARGEST_PACKAGE

    def read(self, name: str) -> bytes:
        """The bytes of a member; raises Refused where there is none, it is locked, broken or too large."""
        limit = min(LARGEST_MEMBER, self._left)
        try:
            with self._zip.open(name) as member:
                data = member.read(limit + 1)
        except KeyError:
            raise Refused(f"it is broken: the part {name!r} is missing") from None
        except RuntimeError:
            raise Refused("it is locked with a password: save it without one") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
            raise Refused("it is broken: a part of it cannot be unpacked; open and save it again") from None
        if len(data) > limit:
            raise Refused("it unpacks to far more than a document that a person made (a zip bomb?)")
        self._left -= len(data)
        return data


def parse_xml(data: bytes, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
    """Calls back for each element and piece of text; names are "namespace local". Raises Refused for anything but plain XML."""
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def opened(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused("its parts are nested too deep for a document that a person made")
        start(name, attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    def typed(_: str, __: str | None, ___: str | None, has_declarations: bool) -> None:
        if has_declarations:
            declared()

    def declared(*_: object) -> None:
        raise Refused("its XML declares entities or a document type, which no such file needs (an entity bomb?)")

    parser.buffer_text = True
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = typed
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", 0)
        raise Refused(f"it is broken: its XML cannot be read (line {line}); open and save it again") from None


def refuse_locked(package: Package) -> None:
    """Raises Refused where an OpenDocument file is locked with a password."""
    if "META-INF/manifest.xml" not in package.names:
        return

    def start(name: str, _: Mapping[str, str]) -> None:
        if name.endswith(" encryption-data"):
            raise Refused("it is locked with a password: save it without one")

    parse_xml(package.read("META-INF/manifest.xml"), start, lambda _: None, lambda _: None)


def attribute(attributes: Mapping[str, str], local: str) -> str:
    """The value of an attribute by its local name, in whatever namespace."""
    for name, value in attributes.items():
        if name == local or name.endswith(f" {local}"):
            return value
    return ""
