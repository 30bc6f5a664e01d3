"""Merging two sides' changes to a whole project, as changes to our side.

Pure: it works on what differs from the common base, and reads contents by their ids. What is no regular file, or lies where
only this machine's own files may lie, is never taken in. A file that moved on one side is merged where it went. A theme, a
document or a case that one side took away stays while the other side newly refers to it, so that no tag loses its ground. A
text and the record that describes it are one thing: whichever record stands, its text stands with it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from store.errors import FileFault
from store.memos import split_memo
from store.project import PRIVATE, SECRETS, TRACKED
from store.sharing.files import Dispute, Side, merge_file
from store.toml import parse_toml
from store.values import text_of

REGULAR = ("100644", "100755")
TEXTS = ("corpus/", "originals/")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at a path in a tree of git."""

    mode: str
    id: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What one side made of a path; None: absent."""

    before: Entry | None
    after: Entry | None


Changes = Mapping[str, Changed]
Read = Callable[[str], bytes]
"""The contents of a blob by its id."""


@dataclass
class MergedTree:
    """What becomes of our tree: an entry of theirs, new contents, or None for absent, by path."""

    files: dict[str, Entry | bytes | None] = field(default_factory=dict)
    disputes: list[Dispute] = field(default_factory=list)
    faults: list[FileFault] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """What of theirs was not taken in, in sentences."""
    kept: list[str] = field(default_factory=list)
    """What was taken away on one side and stays all the same, in sentences."""


def merge_trees(ours: Changes, theirs: Changes, our_paths: Collection[str], read: Read) -> MergedTree:
    """Both sides' changes to their common base together. `our_paths` are all paths of our tree."""
    merged = MergedTree()
    staying = {path for path in our_paths if path not in theirs or theirs[path].after is not None}
    folders = {path[:end] for path in staying for end in _slashes(path)}
    taken = {path: each for path, each in theirs.items() if _is_taken(path, each, staying, folders, merged.refused)}
    mine, yours, moved = dict(ours), dict(taken), set[str]()
    _follow(mine, yours, read, moved)
    _follow(yours, mine, read, moved)
    for path in moved:
        # The old name is gone on the side that moved it; here too, where it still stands.
        if path in our_paths and path not in mine:
            merged.files[path] = None
    for path in sorted(yours):
        _merge_path(path, mine.get(path), yours[path], our_paths, read, merged)
    _keep_what_is_needed(mine, yours, read, merged)
    _join_texts(merged, read)
    return merged


def _slashes(path: str) -> Iterator[int]:
    end = path.find("/")
    while end != -1:
        yield end
        end = path.find("/", end + 1)


def refusal(path: str, entry: Entry | None) -> str:
    """Why nothing like `entry` may come to `path` from others, or "" where it may."""
    parts = path.split("/")
    if parts[0].casefold() in (PRIVATE, SECRETS) or any(part.casefold() in (".git", ".", "..", "") for part in parts):
        return "nothing that is shared may lie there"
    if entry is not None and parts[0] in TRACKED and entry.mode not in REGULAR:
        kind = "a repository inside this one" if entry.mode == "160000" else "a symbolic link"
        return f"it is {kind}, and a project is made of plain files"
    return ""


def _is_taken(
    path: str, change: Changed, our_paths: Collection[str], folders: Collection[str], refused: list[str]
) -> bool:
    why = refusal(path, change.after)
    if (
        not why
        and change.before is None
        and (path in folders or any(path[:end] in our_paths for end in _slashes(path)))
    ):
        why = "a file and a folder cannot have one name"
    if why:
        refused.append(f"{path} was left out: {why}")
    return not why


def _merge_path(
    path: str, mine: Changed | None, yours: Changed, our_paths: Collection[str], read: Read, merged: MergedTree
) -> None:
    # What they moved stands elsewhere in our tree.
    stands = mine is not None and (mine.after is None or path in our_paths)
    if mine is None or mine.after == yours.after:
        if not stands:
            merged.files[path] = yours.after
        return
    entries = (mine.before or yours.before, mine.after, yours.after)
    if any(entry is not None and entry.mode not in REGULAR for entry in entries):
        merged.refused.append(f"{path} was left as it is here: it is no plain file")
        return
    contents = [read(entry.id) if entry is not None else None for entry in entries]
    result = merge_file(path, *contents)
    if result.data != contents[1] or not stands:
        merged.files[path] = yours.after if result.data == contents[2] else result.data
    merged.disputes += result.disputes
    merged.faults += result.faults


def _follow(movers: dict[str, Changed], others: dict[str, Changed], read: Read, moved: set[str]) -> None:
    """Where one side moved a file that the other changed, the change goes to where the file is now."""
    gone = {
        path: change.before
        for path, change in movers.items()
        if change.after is None and change.before is not None and path in others and others[path].after is not None
    }
    if not gone:
        return
    came = {path: change.after for path, change in movers.items() if change.before is None and change.after is not None}
    for old, before in gone.items():
        new = next((path for path, after in came.items() if after.id == before.id and path not in others), None)
        if new is None and old.startswith("memos/"):
            memo = _memo_id(old, read(before.id))
            new = next(
                (
                    path
                    for path, after in came.items()
                    if path.startswith("memos/")
                    and path not in others
                    and memo
                    and _memo_id(path, read(after.id)) == memo
                ),
                None,
            )
        if new is not None:
            movers[new] = replace(movers[new], before=before)
            others[new] = replace(others.pop(old), before=before)
            del movers[old]
            moved.add(old)
            del came[new]


def _memo_id(path: str, data: bytes) -> str:
    try:
        return text_of(split_memo(path, data.decode("utf-8"))[1].get("id"))
    except (FileFault, UnicodeDecodeError):
        return ""


def _keep_what_is_needed(mine: Changes, yours: Changes, read: Read, merged: MergedTree) -> None:
    """Themes, documents and cases that one side took away and the other side newly refers to."""
    for gone_by, others in ((mine, yours), (yours, mine)):
        gone = {
            path: change.before
            for path, change in gone_by.items()
            if change.after is None and change.before is not None and path not in others
        }
        wanted = [path for path in gone if path.startswith(("themes/", "documents/", "cases/"))]
        contents = _contents(others, read) if wanted else {}
        for path in wanted:
            name = path.partition("/")[2].removesuffix(".toml")
            if not any(_mentions(place, data, path, name) for place, data in contents.items()):
                continue
            for kept in (path, *(each for each in _named_in(path, read(gone[path].id)) if each in gone)):
                if gone_by is mine:
                    merged.files[kept] = gone[kept]
                else:
                    merged.files.pop(kept, None)
            merged.kept.append(f"{path} was taken away on one side and stays, because the other side uses it")


def _contents(changes: Changes, read: Read) -> dict[str, bytes]:
    places = ("excerpts/", "memos/", "themes/", "reviews/", "documents/")
    return {
        path: read(change.after.id)
        for path, change in changes.items()
        if change.after is not None and change.after.mode in REGULAR and path.startswith(places)
    }


def _mentions(place: str, data: bytes, path: str, name: str) -> bool:
    quoted = name.encode()
    if path.startswith("documents/") and place.startswith("excerpts/") and place.endswith(f"/{name}.toml"):
        return True
    return place != path and (b'"%s"' % quoted in data or b"'%s'" % quoted in data)


def _named_in(path: str, record: bytes) -> tuple[str, ...]:
    """The texts and originals that a document's record names, earlier ones too."""
    if not path.startswith("documents/"):
        return ()
    try:
        values = parse_toml(path, record)
    except FileFault:
        return ()
    # Of the record as it is, be it whole or not: one that is damaged still keeps its texts.
    earlier = values.get("version")
    entries = [values, *(earlier.values() if isinstance(earlier, Mapping) else ())]
    named = (text_of(each.get(key)) for each in entries if isinstance(each, Mapping) for key in ("path", "original"))
    return tuple(dict.fromkeys(each for each in named if each))


def _join_texts(merged: MergedTree, read: Read) -> None:
    """A dispute over a record's text takes in the dispute over the text itself, and the text that stands is the record's."""
    texts = {each.path: each for each in merged.disputes if each.part == "file" and each.path.startswith(TEXTS)}
    for dispute in [each for each in merged.disputes if each.part == "values" and "sha256" in each.fields]:
        sides = []
        for values, which in ((dispute.ours.values or {}, "ours"), (dispute.theirs.values or {}, "theirs")):
            named = {text_of(values.get("path")), text_of(values.get("original"))} & texts.keys()
            sides.append(Side(values, {path: data for name in named for path, data in _side(texts[name], which)}))
        joined = {path for side in sides for path in side.texts}
        if joined:
            place = merged.disputes.index(dispute)
            merged.disputes[place] = replace(dispute, ours=sides[0], theirs=sides[1])
            merged.disputes = [each for each in merged.disputes if not (each.part == "file" and each.path in joined)]
    for path, dispute in texts.items():
        _stand_by_record(path, dispute, merged, read)


def _side(dispute: Dispute, which: str) -> list[tuple[str, bytes]]:
    return list((dispute.ours if which == "ours" else dispute.theirs).texts.items())


def _stand_by_record(path: str, dispute: Dispute, merged: MergedTree, read: Read) -> None:
    """Where one side's record alone stands, so does that side's text."""
    hashes = set()
    for record, after in merged.files.items():
        if record.startswith("documents/") and after is not None:
            data = read(after.id) if isinstance(after, Entry) else after
            try:
                values = parse_toml(record, data)
            except FileFault:
                continue
            if values.get("path") == path:
                hashes.add(text_of(values.get("sha256")))
            if values.get("original") == path:
                hashes.add(text_of(values.get("original_sha256")))
    theirs = dispute.theirs.texts.get(path)
    if theirs is not None and sha256(theirs).hexdigest() in hashes:
        merged.files[path] = theirs
