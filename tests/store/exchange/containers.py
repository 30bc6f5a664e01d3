"""Projects of other programs, written here as those programs are known to write them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

ANA, BO = "94f1fc6c-6224-555a-9e0f-1356c1db1a5f", "0681ac06-01e1-57ed-8c59-9676db787689"
TRUST, VOICE = "71b71e30-7c36-569e-8a5f-65ac71912ecb", "7b2e1bf7-9083-560c-bba9-7285e536cffd"
TALK = "bb2c6248-5b32-500b-9a37-610c28058ff0"

SPOKEN = (
    "Interviewer: And then?\nRuth: Nobody asked 🙂 us — jamais.\n\nRuth: We kept 𝔘nder cover, all of us.\nThat is it."
)
"""A text with characters beyond the first plane, accents and empty lines."""


@dataclass(frozen=True)
class Way:
    """How a program writes a text and counts in it."""

    utf16: bool = False
    crlf: bool = False
    crlf_counts: int = 2
    mark: bool = False
    mark_counts: bool = False
    inclusive: bool = False

    def position(self, text: str, place: int) -> int:
        """A code point of `text`, as the program counts it."""
        before = text[:place]
        counted = len(before.encode("utf-16-le")) // 2 if self.utf16 else len(before)
        if self.crlf and self.crlf_counts == 2:
            counted += before.count("\n")
        return counted + (self.mark and self.mark_counts)

    def written(self, text: str) -> bytes:
        data = (text.replace("\n", "\r\n") if self.crlf else text).encode()
        return b"\xef\xbb\xbf" + data if self.mark else data


def selection(
    text: str,
    words: str,
    code: str = TRUST,
    way: Way = Way(),
    user: str = ANA,
    named: bool = True,
    number: int = 1,
    body: str = "",
) -> str:
    """A selection of the first place of `words`, coded once."""
    start = text.index(words)
    end = start + len(words)
    guid = f"{number:08d}-2222-4111-8111-111111111111"
    coding = f'<Coding guid="{guid}" creatingUser="{user}"><CodeRef targetGUID="{code}"/></Coding>'
    name = f" name={quoteattr(' '.join(words.split()))}" if named else ""
    return (
        f'<PlainTextSelection guid="{number:08d}-1111-4111-8111-111111111111"{name}'
        f' startPosition="{way.position(text, start)}" endPosition="{way.position(text, end) - way.inclusive}"'
        f' creatingUser="{user}" creationDateTime="2024-05-02T11:22:33Z">{body}{coding if code else ""}</PlainTextSelection>'
    )


def source(
    selections: str = "", path: str = f"internal://{TALK}.txt", name: str = "Talk", inline: str = "", guid: str = TALK
) -> str:
    where = f" plainTextPath={quoteattr(path)}" if path else ""
    content = f"<PlainTextContent>{escape(inline)}</PlainTextContent>" if inline else ""
    return f'<TextSource guid="{guid}" name={quoteattr(name)}{where} creatingUser="{ANA}">{content}{selections}</TextSource>'


def project(
    sources: str = "",
    rest: str = "",
    codes: str = "",
    origin: str = "golden 1.0",
    namespace: str = "urn:QDA-XML:project:1.0",
) -> str:
    """The XML of a project with two users and two codes; `rest` is what follows the sources."""
    codes = codes or (
        f'<Code guid="{TRUST}" name="Trust" isCodable="true" color="#ff0000"/>'
        f'<Code guid="{VOICE}" name="Voice" isCodable="true"/>'
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="{namespace}" name="Study" origin="{origin}">'
        f'<Users><User guid="{ANA}" name="Ada" id="AL"/><User guid="{BO}" name="Bo" id="BO"/></Users>'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
        f"{f'<Sources>{sources}</Sources>' if sources else ''}{rest}</Project>"
    )


def container(
    place: Path,
    xml: str | bytes,
    texts: Mapping[str, bytes] | None = None,
    name: str = "project.qde",
    folder: str = "sources",
) -> Path:
    """A .qdpx at `place`."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, xml)
        for member, data in (texts or {}).items():
            archive.writestr(f"{folder}/{member}" if folder else member, data)
    return place


def members(*pairs: tuple[str, bytes]) -> bytes:
    """A zip archive of these members, whatever they are called."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in pairs:
            archive.writestr(name, data)
    return held.getvalue()


def talk(place: Path, words: Sequence[str], way: Way = Way(), origin: str = "golden 1.0", named: bool = True) -> Path:
    """A project of one text, SPOKEN, with a selection for each of `words`."""
    selections = "".join(
        selection(SPOKEN, each, way=way, named=named, number=number) for number, each in enumerate(words, 1)
    )
    return container(place, project(source(selections), origin=origin), {f"{TALK}.txt": way.written(SPOKEN)})
