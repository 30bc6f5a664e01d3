"""A project of Taguette (.sqlite3): its documents, tags and highlights as a project of the exchange model.

Taguette keeps a document as HTML and counts the bytes of what that says; here it becomes a text, and each highlight comes to
stand where its words do. What Taguette itself kept as a highlight's words is held against them: one that says something else is
told, never moved. GUIDs follow from what Taguette made once (when the project began, the numbers of its things; of a tag its
path, as its own codebooks do), so a later state of the same project updates what an earlier one brought.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid5

from store.errors import FileFault
from store.exchange.databases import Tables, opened_database, text, whole
from store.exchange.html_texts import HtmlText, html_text
from store.exchange.refi.identifiers import minted
from store.exchange.refi.model import Code, Coding, Made, Project, Selection, Set, Source, User
from store.exchange.refi.offsets import STANDARD, Resolved
from store.exchange.refi.plain import colour_in
from store.exchange.refi.reading import Read
from store.exchange.refi.remarks import Remarks

ENDINGS = (".sqlite3", ".sqlite", ".db")
_TAGS = UUID("51b2b2b7-27eb-4ecb-9d56-e75b0a0496c2")
"""The name space of tags in the codebooks that Taguette writes."""
_NEEDED = ("projects", "documents", "highlights", "tags", "highlight_tags")
_LONGEST_NAME = 100
_ANYBODY = "admin"
"""Who made all of an export, and the one user of a Taguette of one's own."""


@dataclass
class _Taguette:
    """One project in the tables of a file."""

    tables: Tables
    project: int
    born: str
    remarks: Remarks = field(default_factory=Remarks)
    fitting: int = 0
    weighed: int = 0

    def guid(self, kind: str, key: object) -> str:
        return minted(f"taguette {self.born} {self.project}", kind, str(key))


def is_taguette(path: Path) -> bool:
    """Whether the file is a SQLite file with the tables of Taguette; raises FileFault where it is no SQLite file at all."""
    with opened_database(path) as tables:
        return all(each in tables.columns for each in _NEEDED)


def read_taguette(path: Path, named: str = "") -> Read:
    """The project in a file, of several the one that is `named`; raises FileFault where there is none or which is unclear."""
    with opened_database(path) as tables:
        if not all(each in tables.columns for each in _NEEDED):
            raise FileFault(str(path), "it is a SQLite file, but no project of Taguette")
        projects = sorted(
            tables.rows("projects", ("id", "name", "description", "created")), key=lambda row: whole(row[0])
        )
        found = [row for row in projects if named in ("", text(row[1]), str(row[0]))]
        if len(found) != 1:
            names = ", ".join(f"{text(row[1])!r} ({row[0]})" for row in projects[:8])
            which = "say which with --part" if projects else "it is empty"
            raise FileFault(str(path), f"it holds {len(projects)} projects ({names or 'none'}): {which}")
        number, name, description, created = found[0]
        reader = _Taguette(tables, whole(number), text(created))
        return _read(reader, text(name), text(description), text(created))


def _read(reader: _Taguette, name: str, description: str, created: str) -> Read:
    makers = _makers(reader)
    codes, tags = _codes(reader)
    coded = _coded(reader, tags)
    sources = tuple(_sources(reader, coded, makers))
    logins = dict.fromkeys(login for login, _ in makers.values())
    if [*logins] == [_ANYBODY]:
        message = "Taguette calls everybody so in what it exports: --coder admin=REVIEWER says whose it is"
        reader.remarks.add("changed", "reviewer", _ANYBODY, message)
    users = [User(reader.guid("user", login), login) for login in logins]
    project = Project(
        name=name,
        origin="Taguette",
        users=tuple(users),
        codes=codes,
        sources=sources,
        sets=_collections(reader),
        description=description,
        made=Made(when=_iso(created)),
    )
    counted = Resolved(STANDARD, reader.weighed, reader.fitting, matters=False)
    return Read(project, counted, reader.remarks.all())


def _makers(reader: _Taguette) -> dict[int, tuple[str, str]]:
    """Who made each highlight, and when, as the log of commands has it: the first to have set it."""
    made: dict[int, tuple[str, str]] = {}
    if "commands" not in reader.tables.columns:
        return made
    columns = ("id", "project_id", "user_login", "date", "payload")
    for _, project, login, when, payload in sorted(
        reader.tables.rows("commands", columns), key=lambda row: whole(row[0])
    ):
        if whole(project) != reader.project or '"highlight_add"' not in text(payload):
            continue
        try:
            said = json.loads(text(payload))
        except (ValueError, RecursionError):
            continue
        if isinstance(said, Mapping) and said.get("type") == "highlight_add":
            highlight = said.get("highlight_id", said.get("id"))
            made.setdefault(whole(highlight), (text(login), _iso(text(when))))
    return made


def _codes(reader: _Taguette) -> tuple[tuple[Code, ...], dict[int, str]]:
    """The tags as codes, and the GUID of each by its number."""
    rows = [
        (whole(number), text(path) or f"tag {number}", text(description), whole(parent), colour_in(text(colour)))
        for number, project, path, description, parent, colour in reader.tables.rows(
            "tags", ("id", "project_id", "path", "description", "parent_id", "color")
        )
        if whole(project) == reader.project
    ]
    rows.sort()
    guids = {number: str(uuid5(_TAGS, path)).upper() for number, path, *_ in rows}
    codes = [
        Code(guids[number], path, True, colour, description, parent=guids.get(parent, ""))
        for number, path, description, parent, colour in rows
    ]
    return tuple(codes), guids


def _coded(reader: _Taguette, tags: Mapping[int, str]) -> dict[int, list[str]]:
    """The GUIDs of the codes of each highlight."""
    coded: dict[int, list[str]] = {}
    pairs = reader.tables.rows("highlight_tags", ("highlight_id", "tag_id"))
    for highlight, tag in sorted((whole(highlight), whole(tag)) for highlight, tag in pairs):
        if tag in tags:
            coded.setdefault(highlight, []).append(tags[tag])
    return coded


def _collections(reader: _Taguette) -> tuple[Set, ...]:
    """The collections of documents that LibreQDA has besides, each with those below it."""
    columns = reader.tables.columns
    if "collections" not in columns or "collection_documents" not in columns:
        return ()
    found = {
        whole(number): (text(name), text(description), whole(parent))
        for number, project, name, description, parent in reader.tables.rows(
            "collections", ("id", "project_id", "name", "description", "parent_id")
        )
        if whole(project) == reader.project
    }
    held: dict[int, dict[str, None]] = {number: {} for number in found}
    pairs = reader.tables.rows("collection_documents", ("collection_id", "document_id"))
    for collection, document in sorted((whole(collection), whole(document)) for collection, document in pairs):
        here, passed = collection, set[int]()
        while here in found and here not in passed:
            passed.add(here)
            held[here][reader.guid("document", document)] = None
            here = found[here][2]
    return tuple(
        Set(reader.guid("collection", number), name or f"collection {number}", description, sources=tuple(held[number]))
        for number, (name, description, _) in sorted(found.items())
        if held[number]
    )


def _sources(
    reader: _Taguette, coded: Mapping[int, Sequence[str]], makers: Mapping[int, tuple[str, str]]
) -> list[Source]:
    highlights: dict[int, list[tuple[int, int, int, str]]] = {}
    columns = ("id", "document_id", "start_offset", "end_offset", "snippet")
    for number, document, start, end, snippet in reader.tables.rows("highlights", columns):
        highlights.setdefault(whole(document), []).append((whole(start), whole(end), whole(number), text(snippet)))
    made: list[Source] = []
    about = ("id", "project_id", "name", "description", "created", "contents")
    for number, project, name, description, created, contents in reader.tables.rows("documents", about):
        if whole(project) != reader.project:
            continue
        title = text(name) or f"document {number}"
        try:
            page = html_text(text(contents))
        except ValueError as error:
            reader.remarks.add("lost", "document", title, f"its HTML cannot be read: {error}")
            continue
        if not page.text:
            reader.remarks.add("lost", "document", title, "it has no text")
            continue
        selections = _selections(reader, page, sorted(highlights.get(whole(number), [])), coded, makers)
        made.append(
            Source(
                reader.guid("document", number),
                title,
                page.text,
                text(description),
                tuple(selections),
                made=Made(when=_iso(text(created))),
            )
        )
    return sorted(made, key=lambda each: (each.name.casefold(), each.guid))


def _selections(
    reader: _Taguette,
    page: HtmlText,
    highlights: Sequence[tuple[int, int, int, str]],
    coded: Mapping[int, Sequence[str]],
    makers: Mapping[int, tuple[str, str]],
) -> list[Selection]:
    starts = page.place_of_byte([start for start, _, _, _ in highlights])
    ends = page.place_of_byte([end for _, end, _, _ in highlights])
    made: list[Selection] = []
    for first, last, (_, _, number, snippet) in zip(starts, ends, highlights, strict=True):
        start, end = page.range(first, last)
        words = " ".join(page.text[start:end].split())
        if not words:
            reader.remarks.add("lost", "excerpt", f"highlight {number}", "it has no words")
            continue
        reader.weighed += 1
        if snippet and _letters(_plain(snippet)) != _letters(words):
            message = "Taguette kept other words for it than stand there: look at it"
            reader.remarks.add("changed", "excerpt", words[:_LONGEST_NAME], message)
        else:
            reader.fitting += 1
        login, when = makers.get(number, ("", ""))
        by = Made(reader.guid("user", login) if login else "", when)
        codings = [Coding(reader.guid("coding", f"{number} {code}"), code, by) for code in coded.get(number, ())]
        guid = reader.guid("highlight", number)
        made.append(Selection(guid, start, end, words[:_LONGEST_NAME], codings=tuple(codings), made=by))
    return made


def _plain(snippet: str) -> str:
    try:
        return html_text(snippet).text
    except ValueError:
        return ""


def _letters(words: str) -> str:
    return "".join(words.split())


def _iso(when: str) -> str:
    """A time of the tables (UTC, a blank before the time of day) as ISO 8601."""
    return f"{when[:10]}T{when[11:19]}Z" if len(when) >= 19 else ""
