"""Files of all formats, and what chance makes of them: bytes changed, cut, doubled, parts of others put in."""

import random
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from tests.store.importers.packages import W, docx, epub, odt, p, table, xlsx, zipped
from tests.store.importers.pdfs import drawn, lines, pdf

_NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="1">'
    "<w:p><w:r><w:t>Below.</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
_ITEM = '<w:pPr><w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
_DIAGRAM = '<w:r><d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" dm="r7"/></w:r>'
SAMPLES: dict[str, bytes] = {
    "a.docx": docx(
        p("*Anna*", " Yes.") + p("Note", '<w:r><w:footnoteReference w:id="1"/></w:r>') + table(("a", "b"), ("c", "d")),
        footnotes=_NOTES,
    ),
    "b.docx": docx(
        p("*Anna*", " Yes.").replace("<w:p>", f"<w:p>{_ITEM}") + p("Two", _DIAGRAM).replace("<w:p>", f"<w:p>{_ITEM}"),
        styles=f'<w:styles {W}><w:style w:styleId="A"><w:basedOn w:val="A"/><w:rPr><w:b/></w:rPr></w:style></w:styles>',
        numbering=f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>'
        "</w:numbering>",
    ),
    "b.odt": odt(
        '<text:list text:style-name="L"><text:list-item text:start-value="4">'
        '<text:p text:style-name="P">One</text:p></text:list-item>'
        '</text:list><text:p><text:note text:note-class="endnote"><text:note-body><text:p>End</text:p></text:note-body>'
        "</text:note>x</text:p>",
        '<style:style style:name="P" style:parent-style-name="P"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="A"/></text:list-style>',
    ),
    "b.rtf": rb"{\rtf1{\listtext 1.\tab}{\b Anna} yes{\*\footnote\ftnalt end}\par"
    rb"{\shp{\*\shpinst{\sp{\sn a}}{\shptxt box\par}}}no\par}",
    "b.pdf": drawn("BT /F2 11 Tf 72 700 Td (Anna ) Tj /F1 11 Tf (said) Tj /F1 6 Tf 4 Ts (12) Tj ET", "filled"),
    "b.html": b"<style>.b{font-weight:bold}</style><ol start=3 type=a><li class=b>One<sup><a href=#n1>1</a></sup></ol>"
    b"<div id=sdfootnote1><a href=#n1 class=note>1</a>Below</div>",
    "a.odt": odt(
        "<text:p>One<text:s text:c='3'/>two</text:p><table:table><table:table-row><table:table-cell/></table:table-row>"
        "</table:table>"
    ),
    "a.epub": epub({"a.xhtml": "<p>One</p><table><tr><td>a</td></tr></table>", "b.xhtml": "<h1>Two</h1>"}),
    "a.xlsx": xlsx(
        [
            ["ID", "Words"],
            ["p1", "It was a long time before anybody came."],
            ["p2", "Nobody ever did, I think, at all."],
        ]
    ),
    "a.pdf": pdf(
        [lines("We met in the staff room.", "", "Nobody spoke."), lines("It rained.")], labels="0 << /S /r >>"
    ),
    "a.rtf": rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset204 X;}}{\b Anna} yes\'e9\u8217?\par\trowd\intbl a\cell b\cell\row "
    rb"{\footnote note}\pard end\par}",
    "a.html": b"<!doctype html><meta charset=utf-8><h1>H</h1><table><tr><td>a<td>b</table><p>One<br>two <b>three</b>",
    "a.srt": b"1\n00:00:01,000 --> 00:00:02,000\nAnna: yes\n\n2\n00:00:03,000 --> 00:00:04,000\nno\n",
    "a.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>yes\n\n00:03.000 --> 00:04.000\n<00:03.500><c>no</c>\n",
    "a.csv": b'ID;Ward;Words\np1;North;"It was a long time before anybody came."\np2;South;"Nobody ever did, I think, at all."\n',
    "a.txt": "Ünïcode – text\r\nof two lines\n".encode("utf-16"),
}


def mutated(seed: int) -> Iterator[tuple[str, bytes]]:
    """Files without end, the same for the same seed; some are zipped again after their parts were changed."""
    chance = random.Random(seed)
    names = sorted(SAMPLES)
    while True:
        name = chance.choice(names)
        data = SAMPLES[name]
        if data.startswith(b"PK") and chance.random() < 0.7:
            yield name, _rezipped(data, chance)
        else:
            yield name, _changed(data, chance)


def _rezipped(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for name in chance.sample(sorted(members), chance.randint(1, min(2, len(members)))):
        if chance.random() < 0.1:
            del members[name]
        else:
            inner = members[name]
            members[name] = _changed(inner.encode() if isinstance(inner, str) else inner, chance)
    return zipped(members)


def _changed(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        chance.choice(_CHANGES)(made, chance)
    return bytes(made)


def _place(made: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(made) + 1)


def _flip(made: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 8)):
        if made:
            made[chance.randrange(len(made))] = chance.randrange(256)


def _cut(made: bytearray, chance: random.Random) -> None:
    first, last = sorted((_place(made, chance), _place(made, chance)))
    del made[first:last]


def _double(made: bytearray, chance: random.Random) -> None:
    first, last = sorted((_place(made, chance), _place(made, chance)))
    made[last:last] = made[first:last] * chance.choice((1, 2, 50))


def _graft(made: bytearray, chance: random.Random) -> None:
    other = SAMPLES[chance.choice(sorted(SAMPLES))]
    first, last = sorted((chance.randrange(len(other)), chance.randrange(len(other))))
    at = _place(made, chance)
    made[at:at] = other[first:last]


def _number(made: bytearray, chance: random.Random) -> None:
    digits = [at for at, each in enumerate(made) if 48 <= each < 58]
    if digits:
        at = chance.choice(digits)
        made[at : at + 1] = chance.choice((b"-1", b"0", b"4294967296", b"99999999999999999999"))


_CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _flip, _cut, _double, _graft, _number)
