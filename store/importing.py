"""Documents in: which files of the given paths are taken, and the act that takes one text.

The verbatim text is written beside its record in one act, the bytes as they came are kept where they differ, and a file whose
text is in the project already is left alone.
"""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from store.acts import Act, SetFile, SetValue
from store.documents import KINDS, Document, document_path, document_record, hash_of
from store.errors import FileFault, UsageFault
from store.holdings import Holdings
from store.importers.formats import ARCHIVE, endings, refusal_of
from store.names import is_id, plain_name, random_id, safe_ending, slug_id
from store.project import real
from store.rules import Region, Rules
from store.texts import Incoming
from store.values import now


@dataclass(frozen=True, slots=True)
class Found:
    """A file to import, or why it is not one. `name` is its own, or its place in the folder or archive that was named.

    `read` gives its bytes where it lies in an archive.
    """

    path: Path
    name: str
    fault: FileFault | None = None
    read: Callable[[], bytes] | None = None


def files_to_import(paths: Sequence[Path], own: Collection[Path] = ()) -> Iterator[Found]:
    """The files of known formats that `paths` (files or folders) come to, in order of their names; what is passed over is said.

    `own` are the resolved places of the project itself: nothing in there is a document to come, and folders leave it out unsaid.
    """
    for path in paths:
        if _is_own(path, own):
            yield Found(path, path.name, FileFault(str(path), "it belongs to this project already"))
            continue
        if not os.path.isdir(path):
            there = os.path.lexists(path)
            yield from _opened(Found(path, path.name, None if there else FileFault(str(path), "there is no such file")))
            continue
        refused: list[OSError] = []
        for here, folders, names in os.walk(path, onerror=refused.append):
            place = Path(here)
            folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_own(place / name, own))
            for name in sorted(name for name in names if not _is_nobodys(name)):
                file = place / name
                if _is_own(file, own):
                    continue
                yield from _opened(Found(file, file.relative_to(path).as_posix(), _fault_of(file)))
        yield from map(_unreadable, refused)


def _opened(found: Found) -> Iterator[Found]:
    """The files in an archive; any other file is itself."""
    if found.fault is not None or not found.name.lower().endswith(ARCHIVE.endings):
        yield found
        return
    # Imported here: few imports meet an archive.
    from store.importers.archives import members

    try:
        for member in members(found.path):
            path = found.path / member.name.lstrip("/")
            refusal = member.refusal or _ending_fault(member.name)
            fault = FileFault(str(path), refusal) if refusal else None
            yield Found(path, f"{found.name}/{member.name}", fault, member.read)
    except FileFault as fault:
        yield Found(found.path, found.name, fault)


def _is_own(path: Path, own: Collection[Path]) -> bool:
    place = real(path)
    return any(place == each or each in place.parents for each in own)


def _is_nobodys(name: str) -> bool:
    """Whether a file is a program's own: hidden, or what Word leaves beside a document that is open."""
    return name.startswith((".", "~$")) or name in ("Thumbs.db", "desktop.ini")


def _fault_of(file: Path) -> FileFault | None:
    if file.is_symlink():
        return FileFault(str(file), "it is a symbolic link, which a folder's import does not follow")
    refusal = _ending_fault(file.name)
    return FileFault(str(file), refusal) if refusal else None


def _ending_fault(name: str) -> str:
    """Why a file of a folder is passed over, by its name; "" where it is not."""
    if name.lower().endswith(endings()):
        return ""
    ending = PurePosixPath(name).suffix
    if old := refusal_of(name):
        return old
    kind = f"files that end with {ending}" if ending else "files without an ending"
    return f"{kind} are left out; name it outright to try"


def _unreadable(error: OSError) -> Found:
    folder = Path(error.filename)
    return Found(folder, folder.name, FileFault(str(folder), f"the folder cannot be read ({error.strerror})"))


def add_document(
    holdings: Holdings,
    incoming: Incoming,
    kind: str,
    cases: Sequence[str] = (),
    title: str = "",
    wanted_id: str = "",
    original: str = "",
) -> tuple[Act, Document]:
    """A new document of the `kind` with the text of `incoming`; its id comes from the file's name unless one is wanted.

    `original` is where the bytes as they came are kept already; else the act keeps them. Raises UsageFault for an unknown kind,
    or an id that is taken or cannot be one.
    """
    if kind not in KINDS:
        raise UsageFault(f"there is no kind {kind!r}; the kinds are {', '.join(KINDS)}")
    if wanted_id and (not is_id(wanted_id) or wanted_id in holdings.documents):
        taken = wanted_id in holdings.documents
        rule = "cannot be one: use a-z, 0-9 and hyphens, and no word that a system keeps for itself"
        raise UsageFault(f"the id {wanted_id!r} {'is taken' if taken else rule}")
    place = PurePosixPath(incoming.name)
    row = f"-{incoming.row}" if incoming.row else ""
    called = place.stem + row
    taken_by_another = slug_id(called, "document", ()) in holdings.documents
    whole = place.with_suffix("").as_posix() + row
    document_id = wanted_id or slug_id(whole if taken_by_another else called, "document", holdings.documents)
    keeps = incoming.original is not None and not original
    if keeps:
        original = f"originals/{document_id}{safe_ending(place.name)}"
    digest = hash_of(incoming.text)
    document = Document(
        id=document_id,
        title=plain_name("a document's title", title or called.strip() or document_id),
        kind=kind,
        path=f"corpus/{KINDS[kind]}/{document_id}.txt",
        sha256=digest,
        characters=len(incoming.text),
        cases=tuple(cases),
        source=incoming.source,
        importer=incoming.importer,
        encoding=incoming.encoding,
        original=original if incoming.original is not None else "",
        original_sha256=incoming.original_sha256,
        added=now(),
        rules=Rules(regions=regions_of(incoming)),
        places=incoming.places,
    )
    changes: list[SetFile | SetValue] = [SetFile(document.path, None, incoming.text.encode("utf-8"))]
    if keeps:
        changes.append(SetFile(original, None, incoming.original))
    changes.append(SetValue(document_path(document_id), (), None, document_record(document)))
    return Act("add", f"add {document_id}, {kind}, {document.characters} characters", tuple(changes)), document


def regions_of(incoming: Incoming) -> tuple[Region, ...]:
    """What of a text is no running text, as its file says."""
    digest = hash_of(incoming.text)
    taken: list[str] = []
    regions: list[Region] = []
    for kind, start, end, searched in incoming.parts:
        taken.append(random_id("r", 10, taken))
        regions.append(Region(taken[-1], kind, start, end, digest, searched))
    return tuple(regions)
