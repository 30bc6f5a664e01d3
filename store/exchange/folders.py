"""A plain folder as a project: its texts, and beside them what was coded in them, in any of the forms that are known.

Texts are `.txt` and `.md` files, wherever in the folder they lie. Codes are files `TEXT.CODER.codes` or `TEXT.codes` (a line for
each line of the text), sheets with a row for each coded place, the database of a `qc` project, and a codebook (`codebook.yaml`, a
sheet of codes). What is none of these is told and left. Nothing outside of the folder is read.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from store.errors import FileFault
from store.exchange.coded_lines import coded_in_database, codes_in_lines, mark_lines
from store.exchange.nested_lists import nested_names
from store.exchange.plain_projects import PlainProject
from store.exchange.refi.offsets import STANDARD, Resolved
from store.exchange.refi.reading import Read
from store.exchange.refi.remarks import Remarks
from store.exchange.sheets import OURS, Sheet, read_sheet, take_codes, take_places
from store.texts import read_text_file

TEXTS = (".txt", ".md")
CODES = ".codes"
DATABASE = "qualitative_coding.sqlite3"
MOST_FILES = 20_000
LARGEST = 64 * 1024 * 1024


@dataclass
class _Folder:
    """The files of a folder by their paths in it, with `/`."""

    root: Path
    remarks: Remarks = field(default_factory=Remarks)
    texts: dict[str, Path] = field(default_factory=dict)
    codes: dict[str, Path] = field(default_factory=dict)
    lists: dict[str, Path] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    databases: dict[str, Path] = field(default_factory=dict)


def read_folder(root: Path) -> Read:
    """The project in a folder; raises FileFault where nothing in it is text."""
    folder = _Folder(root)
    for path in _files(root):
        _sort_in(folder, path, path.relative_to(root).as_posix())
    project = PlainProject(root.resolve().name, "folder")
    for name, path in folder.texts.items():
        try:
            incoming = read_text_file(path, name)
        except FileFault as fault:
            folder.remarks.add("lost", "document", name, fault.reason)
        else:
            project.add_text(name, path.stem, incoming.text)
    if not project.names and not any(sheet.is_codebook for sheet in folder.sheets.values()):
        raise FileFault(str(root), f"there is no text in it ({', '.join(TEXTS)})")
    paths = _codebook(folder, project)
    _lines(folder, project, paths)
    known = _documents(project.names)
    for sheet in folder.sheets.values():
        if sheet.is_places:
            take_places(project, sheet, known, folder.remarks)
    return Read(project.made(), Resolved(STANDARD), folder.remarks.all())


def read_codebook_sheet(path: Path) -> Read:
    """The codebook in a sheet of another program; raises FileFault where it is none, or is one of catena's own."""
    sheet = read_sheet(str(path), _bytes(path))
    if any(name in sheet.names for name in OURS):
        raise FileFault(str(path), "it is a codebook of catena: `catena codebook import` takes all of it in")
    if not sheet.is_codebook and sheet.is_places:
        raise FileFault(
            str(path), "it is a list of coded places: put it into a folder with its texts, and import the folder"
        )
    if not sheet.is_codebook:
        named = ", ".join(name for name in sheet.names if name)[:200] or "nothing"
        raise FileFault(
            str(path), f"it is no codebook: no column is called name, tag, code or path; there are: {named}"
        )
    remarks, project = Remarks(), PlainProject(path.stem, "sheet")
    take_codes(project, sheet, remarks)
    return Read(project.made(), Resolved(STANDARD), remarks.all())


def _files(root: Path) -> Iterator[Path]:
    """The files of a folder in the order of their names; hidden ones and links are passed over."""
    count = 0
    for here, folders, names in os.walk(root):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            path = Path(here) / name
            if name.startswith(".") or path.is_symlink():
                continue
            count += 1
            if count > MOST_FILES:
                raise FileFault(str(root), f"it has more than {MOST_FILES} files")
            yield path


def _sort_in(folder: _Folder, path: Path, name: str) -> None:
    ending = path.suffix.casefold()
    if path.name == DATABASE:
        folder.databases[name] = path
    elif ending == CODES:
        folder.codes[name] = path
    elif ending in (".yaml", ".yml"):
        if path.stem.casefold() == "codebook":
            folder.lists[name] = path
    elif ending == ".csv":
        try:
            folder.sheets[name] = read_sheet(name, _bytes(path))
        except FileFault as fault:
            folder.remarks.add("lost", "sheet", name, fault.reason)
        else:
            sheet = folder.sheets[name]
            if not (sheet.is_codebook or sheet.is_places):
                folder.remarks.add("lost", "sheet", name, "its columns say neither codes nor coded places")
    elif ending in TEXTS:
        folder.texts[name] = path
    else:
        folder.remarks.add("lost", "file", name, "it is neither a text nor a list of codes: see `catena add`")


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            raise FileFault(str(path), f"it is no file of at most {LARGEST // 1024 // 1024} MB")
        return path.read_bytes()
    except OSError as error:
        raise FileFault(str(path), f"it cannot be read ({error.strerror})") from None


def _codebook(folder: _Folder, project: PlainProject) -> Mapping[str, Sequence[str]]:
    """Takes the codebooks; where each code stands, by its name."""
    paths: dict[str, Sequence[str]] = {}
    for name, path in folder.lists.items():
        try:
            listed = list(nested_names(name, _bytes(path).decode("utf-8", errors="replace")))
        except FileFault as fault:
            folder.remarks.add("lost", "codebook", name, f"{fault.message}, so its codes stand at the top")
            continue
        for way in listed:
            project.code(way)
            paths.setdefault(way[-1], way)
    for sheet in folder.sheets.values():
        if sheet.is_codebook:
            take_codes(project, sheet, folder.remarks)
    return paths


def _lines(folder: _Folder, project: PlainProject, paths: Mapping[str, Sequence[str]]) -> None:
    known = _documents(project.names)
    for name, path in folder.codes.items():
        document, coder = _meant(name, known)
        if not document:
            folder.remarks.add("lost", "codes", name, "there is no text that it is about")
            continue
        coded = codes_in_lines(_bytes(path).decode("utf-8", errors="replace"))
        mark_lines(project, folder.remarks, document, coder, coded, paths)
    for name, path in folder.databases.items():
        try:
            found = coded_in_database(path)
        except FileFault as fault:
            folder.remarks.add("lost", "codes", name, fault.reason)
            continue
        for (called, coder), coded in found.items():
            document = known.get(called.casefold(), "")
            if document:
                mark_lines(project, folder.remarks, document, coder, coded, paths)
            else:
                folder.remarks.add("lost", "codes", called, "there is no text that it is about")


def _meant(name: str, known: Mapping[str, str]) -> tuple[str, str]:
    """The text and the coder of a file of codes: TEXT.txt.CODER.codes, TEXT.CODER.codes or TEXT.codes."""
    bare = name.rpartition("/")[2].removesuffix(CODES).casefold()
    if bare in known:
        return known[bare], ""
    document, _, coder = name.rpartition("/")[2].removesuffix(CODES).rpartition(".")
    return known.get(document.casefold(), ""), coder


def _documents(names: Sequence[str]) -> dict[str, str]:
    """Texts by what may be meant by them: the path, the file's name, the name without its ending; none that is doubtful."""
    made: dict[str, set[str]] = {}
    for name in names:
        bare = name.rpartition("/")[2]
        for each in {name, name.partition("/")[2], bare, bare.rpartition(".")[0]} - {""}:
            made.setdefault(each.casefold(), set()).add(name)
    return {each: found.pop() for each, found in made.items() if len(found) == 1}
