"""A .qdpx or .qdc file taken into a project: read, compared with what is here, told, and done as one act."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from store.acts import Change, SetFile, SetValue
from store.entries import EntryFile
from store.exchange.refi.container import Container, opened
from store.exchange.refi.intake.annotations import with_known_annotations
from store.exchange.refi.intake.cases import Cases, Variables
from store.exchange.refi.intake.desk import Desk, Wishes
from store.exchange.refi.intake.documents import Documents
from store.exchange.refi.intake.excerpts import Excerpts
from store.exchange.refi.intake.groups import with_values
from store.exchange.refi.intake.leftovers import Leftovers
from store.exchange.refi.intake.memos import Memos
from store.exchange.refi.intake.people import People
from store.exchange.refi.intake.plan import Plan
from store.exchange.refi.intake.themes import Codebook
from store.exchange.refi.model import Project as Foreign
from store.exchange.refi.reading import Read, read_file
from store.exchange.refi.remarks import KINDS
from store.holdings import Holdings
from store.project import Project
from store.pseudonyms import read_names
from store.toml import parse_toml


def plan_import(project: Project, holdings: Holdings, path: Path, wishes: Wishes) -> Plan:
    """What taking in the file at `path` would do to `holdings`, all that the project holds.

    Raises FileFault where the file is not safe to read or is none of REFI-QDA, UsageFault for a wish that cannot be met.
    """
    read = read_file(path)
    with _files_of(path) as container:
        return plan_of(project, holdings, read, wishes, container)


def plan_of(
    project: Project, holdings: Holdings, read: Read, wishes: Wishes, container: Container | None = None
) -> Plan:
    """What taking in a project that was read would do; `container` is where the bytes of its files are."""
    foreign = with_values(read.project)
    desk = Desk(project.settings.id, holdings, foreign, wishes, container, read_names(project), key_of(foreign))
    people = People(desk)
    desk.foreign = foreign = with_known_annotations(foreign, holdings, people)
    codes = frozenset(code.guid for code in foreign.codes) & frozenset(case.guid for case in foreign.cases)
    codebook = Codebook(desk, codes)
    codebook.take()
    variables = Variables(desk, project.settings.attributes)
    variables.take()
    cases = Cases(desk, variables)
    cases.take(codes)
    documents = Documents(desk, cases)
    documents.take()
    of_cases = {guid: desk.id_of("case", guid) for guid in codes}
    Excerpts(desk, people, codebook, of_cases).take(documents.texts)
    codebook.examples()
    for link in foreign.links:
        desk.notes_about(link.notes, "link", link.guid)
    desk.notes_about(foreign.note_refs, "project", desk.key)
    Memos(desk, people).take()
    Leftovers(desk, project).take()
    remarks = sorted((*read.remarks, *desk.remarks.all()), key=lambda each: KINDS.index(each.kind))
    changes = tuple(_in_whole_files(project, list(_made_at_once(desk.changes))))
    return Plan(tuple(desk.items), tuple(dict.fromkeys(remarks)), read.counted, changes, desk.texts)


def _made_at_once(changes: Sequence[Change]) -> Iterator[Change]:
    """The same changes, with what is said later of a thing that is new made with it."""
    new: dict[str, dict[str, Any]] = {
        change.path: dict(change.after)
        for change in changes
        if isinstance(change, SetValue) and not change.keys and change.before is None
    }
    for change in changes:
        if isinstance(change, SetValue) and len(change.keys) == 1 and change.path in new:
            new[change.path][change.keys[0]] = change.after
    for change in changes:
        if not isinstance(change, SetValue) or change.path not in new:
            yield change
        elif not change.keys:
            yield replace(change, after=new[change.path])


def _in_whole_files(project: Project, changes: Sequence[Change]) -> Iterator[Change]:
    """The same changes, with each file of excerpts that is not there yet as one file, which is quicker to write and take back."""
    new: dict[str, EntryFile] = {}
    for change in changes:
        if isinstance(change, SetValue) and change.keys[:1] == ("excerpt",) and change.before is None:
            if change.path not in new and not os.path.lexists(project.root / change.path):
                new[change.path] = EntryFile(change.path, dict(change.head or {}))
            if change.path in new:
                new[change.path].set(change.keys, change.after)
                continue
        yield change
    for path, file in new.items():
        data = file.render()
        parse_toml(path, data)
        yield SetFile(path, None, data)


def key_of(foreign: Foreign) -> str:
    """What a project is called in `exchange/`: the same for every export of it by one program, whatever its version."""
    program = foreign.origin.split(" ")[0].casefold() if foreign.origin else ""
    named = f"{program}\n{foreign.name}"
    return f"p{sha256(named.encode()).hexdigest()[:10]}"


@contextmanager
def _files_of(path: Path) -> Iterator[Container | None]:
    if path.suffix.casefold() == ".qdc":
        yield None
    else:
        with opened(path) as container:
            yield container
