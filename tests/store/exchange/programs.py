"""A known study as the project of a program: in its manner of writing, with all that goes wrong in it."""

import codecs
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from tests.store.exchange.drawn_studies import Study, some_guid
from tests.store.exchange.manners import Manner


class Written:
    """A study as a program writes it."""

    def __init__(self, study: Study, manner: Manner, seed: int = 0) -> None:
        self.study, self.manner = study, manner
        self._chance = random.Random(seed + 1)
        self.files: dict[str, bytes] = {}
        self._guids: dict[str, str] = {}
        self.selections: list[str] = []

    def guid(self, what: str) -> str:
        """What a thing is called: the same wherever it is named, in the letters of the program."""
        made = self._guids.setdefault(
            what, self.study.codes.get(tuple(what.split("\t")), "") or some_guid(self._chance)
        )
        made = made.upper() if self.manner.upper else made
        return f"{{{made}}}" if self.manner.braces else made

    def put(self, place: Path) -> Path:
        xml = self.xml()
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(self.manner.qde, codecs.BOM_UTF8 + xml.encode() if self.manner.way.mark else xml)
            archive.writestr(f"{self.manner.folder}/.root", b"")
            for name, data in self.files.items():
                archive.writestr(f"{self.manner.folder}/{name}", data)
        return place

    def xml(self) -> str:
        manner = self.manner
        sources = "".join(self._source(title) for title in self.study.texts) + self._media()
        users = "".join(
            f'<User guid="{self.guid(each)}" name={quoteattr(each)}{f" id={quoteattr(each[:2])}" if manner.user_ids else ""}/>'
            for each in self.study.people
        )
        users += f'<User guid="{self.guid("program")}" name="ATLAS.ti"/>' if manner.program_user else ""
        origin = f' origin="{manner.origin}"' if manner.origin else ""
        parts = [
            f"<Users>{users}</Users>" if manner.lists_users else "",
            f"<CodeBook{f' xmlns={quoteattr(manner.book)}' if manner.book else ''}><Codes>{self._codes()}</Codes></CodeBook>",
            "" if manner.values in ("sets", "none") else self._variables(),
            self._cases(),
            f"<Sources>{sources}</Sources>",
            self._notes(),
            self._links(),
            self._sets(),
            "<Description>What it is about</Description>",
        ]
        return (
            f'<?xml version="1.0" encoding="utf-8"?>\r\n<Project xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            f'xsi:schemaLocation="{manner.namespace} Project.xsd" name="Study" basePath="C:\\Users\\ada"{origin} '
            f'xmlns="{manner.namespace}">{"".join(parts)}</Project>'
        )

    def _codes(self, above: tuple[str, ...] = ()) -> str:
        made = ""
        for path in self.study.codes:
            if path[:-1] == above:
                colour = ' color="#a0b0c0"' if self.manner.colours else ""
                codable = self.manner.codable if len(path) == 1 else "true"
                about = (
                    f'guid="{self.guid(chr(9).join(path))}" name={quoteattr(path[-1])} isCodable="{codable}"{colour}'
                )
                said = f"<Description>{'Use so.' if self.manner.colours else ''}</Description>"
                made += f"<Code {about}>{said}{self._codes(path)}</Code>"
        if not above and self.manner.cases_as_codes:
            made += "".join(
                f'<Code guid="{self.guid(f"case {each}")}" name="{each}" isCodable="true"/>'
                for each in self.study.texts
            )
        return made

    def _values(self, title: str) -> str:
        age, site = self.study.values[title]
        return "".join(
            f'<VariableValue><VariableRef targetGUID="{self.guid(name)}"/>'
            f"<{kind}Value>{escape(str(value))}</{kind}Value></VariableValue>"
            for name, kind, value in (("age", "Integer", age), ("site", "Text", site))
        )

    def _variables(self) -> str:
        return (
            f'<Variables><Variable guid="{self.guid("age")}" name="Age" typeOfVariable="Integer"/>'
            f'<Variable guid="{self.guid("site")}" name="Site" typeOfVariable="Text"/></Variables>'
        )

    def _cases(self) -> str:
        if self.manner.values in ("source", "sets", "none"):
            return ""
        named = self.manner.values == "case"
        return (
            "<Cases>"
            + "".join(
                f'<Case guid="{self.guid(f"case {title}")}"{f" name={quoteattr(title)}" if named else ""}>{self._values(title)}'
                f'<SourceRef targetGUID="{self.guid(f"source {title}")}"/></Case>'
                for title in self.study.texts
            )
            + "</Cases>"
        )

    def _made(self, who: str) -> str:
        dated = ' creationDateTime="2024-05-02T11:22:33Z"' if self.manner.dates else ""
        return f' creatingUser="{self.guid(who)}"{dated}'

    def _source(self, title: str) -> str:
        manner, text = self.manner, self.study.texts[title]
        guid = self.guid(f"source {title}")
        file = f"{guid.strip('{}')}.txt"
        rich = ""
        content = ""
        where = f' plainTextPath="{manner.scheme}{file}"'
        if manner.inline:
            where, content = "", f"<PlainTextContent>{escape(text)}</PlainTextContent>"
        else:
            self.files[file] = manner.way.written(text) if manner.encoding == "utf-8" else text.encode(manner.encoding)
        if manner.rich:
            self.files[f"{guid}.docx"], rich = b"PK", f' richTextPath="{manner.scheme}{guid}.docx"'
        selections = "".join(self._selections(title))
        values = self._values(title) if manner.values == "source" else ""
        whole = ""
        if manner.cases_as_codes:
            selections += self._selection(
                0, len(text), text, self.study.people[0], [self.guid(f"case {title}")], "", f"whole {title}"
            )
        name = f" name={quoteattr(title)}" if manner.named else ""
        about = f'guid="{guid}"{name}{self._made(self.study.people[0])}'
        if manner.pdf and title == "Interview 1":
            self.files[f"{guid.strip('{}')}.pdf"] = b"%PDF-1.4"
            twin = f'<PDFSelection guid="{self.selections[0]}" page="0" firstX="1" firstY="2" secondX="3" secondY="4"/>'
            inner = (
                f'<Representation guid="{self.guid("representation")}"{where}>{content}{selections}</Representation>'
            )
            pdf = f' path="internal://{guid.strip("{}")}.pdf"'
            return f"<PDFSource {about}{pdf}><Description/>{inner}{twin}{whole}{values}</PDFSource>"
        return f"<TextSource {about}{where}{rich}><Description/>{content}{selections}{whole}{values}</TextSource>"

    def _selections(self, title: str) -> Iterator[str]:
        for number, (of, start, end, who, codes, note) in enumerate(self.study.coded):
            if of == title:
                guids = [self.guid("\t".join(each)) for each in codes]
                apart = [[each] for each in guids] if self.manner.one_coding else [guids]
                for place, some in enumerate(apart):
                    key = f"selection {number}" if not place else f"selection {number} {place}"
                    yield self._selection(
                        start, end, self.study.texts[title], who, some, note if not place else "", key
                    )

    def _selection(self, start: int, end: int, text: str, who: str, codes: list[str], note: str, key: str) -> str:
        way, guid = self.manner.way, self.guid(key)
        self.selections.append(guid)
        quote = " ".join(text[start:end].split())
        cut = quote if len(quote) < 30 else f"{quote[:29].rstrip()}…"
        name = {"whole": text[start:end], "cut": cut, "line": f"line:{start}"}.get(self.manner.quotes, "")
        memos = [each for each, (_, about) in self.study.memos.items() if key == f"selection {about}"]
        codings = "".join(
            f'<Coding guid="{some_guid(self._chance)}"{self._made(who)}><CodeRef targetGUID="{each}"/></Coding>'
            for each in codes
        )
        attached = self.manner.notes != "none" and self.manner.attached == "reference"
        references = "".join(f'<NoteRef targetGUID="{self.guid(each)}"/>' for each in memos if attached)
        return (
            f'<PlainTextSelection guid="{guid}" name={quoteattr(name)} startPosition="{way.position(text, start)}" '
            f'endPosition="{way.position(text, end) - way.inclusive}"{self._made(who)}>'
            f"<Description>{escape(note)}</Description>{codings}{references}</PlainTextSelection>"
        )

    def _media(self) -> str:
        if not self.manner.media:
            return ""
        moment = f'<VideoSelection guid="{self.guid("moment")}" name="2s" begin="2274" end="2274"/>'
        video = (
            f'<VideoSource guid="{self.guid("video")}" name="Talk" path="relative:///Talk.m4a">{moment}</VideoSource>'
        )
        return f'{video}<PictureSource guid="{self.guid("picture")}" name="Door" path="internal://absent.jpg"/>'

    def _notes(self) -> str:
        if self.manner.notes == "none":
            return ""
        made = ""
        for title, (body, _) in self.study.memos.items():
            guid, inner, where = self.guid(title), "", ""
            if self.manner.notes in ("file", "annotation"):
                self.files[f"{guid.strip('{}')}.txt"] = body.encode()
                where = f' plainTextPath="internal://{guid.strip("{}")}.txt"'
            elif self.manner.notes == "inline":
                inner = f"<PlainTextContent>{escape(body)}</PlainTextContent>"
            else:
                inner = f"<Description>{escape(body)}</Description>"
            made += f'<Note guid="{guid}" name="{title}"{where}{self._made(self.study.people[0])}>{inner}</Note>'
        return f"<Notes>{made}</Notes>"

    def _links(self) -> str:
        if self.manner.notes == "none" or self.manner.attached != "link":
            return ""
        return (
            "<Links>"
            + "".join(
                f'<Link guid="{self.guid(f"link {title}")}" direction="OneWay" originGUID="{self.guid(title)}" '
                f'targetGUID="{self.guid(f"selection {about}")}"/>'
                for title, (_, about) in self.study.memos.items()
            )
            + "</Links>"
        )

    def _sets(self) -> str:
        if self.manner.groups == "none":
            return "<Sets/>"
        by = "guid" if self.manner.groups == "guid" else "targetGUID"
        groups = dict(self.study.groups)
        for title, (age, site) in self.study.values.items() if self.manner.values == "sets" else ():
            groups.setdefault(f"Age: {age}", []).append(title)
            groups.setdefault(f"Site: {site}", []).append(title)
        return (
            "<Sets>"
            + "".join(
                f'<Set guid="{self.guid(f"set {name}")}" name={quoteattr(name)} creatingUser="{self.guid(self.study.people[0])}">'
                + "".join(f'<MemberSource {by}="{self.guid(f"source {each}")}"/>' for each in titles)
                + "</Set>"
                for name, titles in groups.items()
            )
            + "</Sets>"
        )
