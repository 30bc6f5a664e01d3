"""Three-way merging of one file of a project, from bytes to bytes.

TOML by id and field, a memo's head by field and its body as a whole, `.gitattributes` and `.gitignore` by line, all else as a
whole. Where only one side changed a file its bytes are taken as they are, also where they cannot be read. What both sides changed
and no rule joins is a dispute that holds both versions; in the file stands ours, or the version that can be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from store.entries import EntryFile
from store.errors import FileFault
from store.inspection import LOOSE
from store.memos import head_text, joined_memo, split_memo
from store.project import SETTINGS, TOML_FOLDERS
from store.sharing.rules import rules_of
from store.sharing.values import Clash, Values, canonical, merge_values
from store.toml import LARGEST_FILE, check_schema

Part = Literal["values", "body", "file"]
"""What a dispute is about: fields of a table, the body of a memo, a whole file."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one side has in a dispute: values by field, or texts by the path that they belong to; neither: taken away."""

    values: Values | None = None
    texts: Mapping[str, bytes] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Dispute:
    """What two sides changed differently in the file at `path`; for values, the `fields` of the table under `keys`."""

    path: str
    part: Part
    ours: Side
    theirs: Side
    keys: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedFile:
    """The bytes that a file has after the merge (None: absent), what is disputed in it, and what is at fault there."""

    data: bytes | None
    disputes: tuple[Dispute, ...] = ()
    faults: tuple[FileFault, ...] = ()


def merge_file(path: str, base: bytes | None, ours: bytes | None, theirs: bytes | None) -> MergedFile:
    """The file at `path` once both sides' changes to `base` are in it; None: absent."""
    if ours == theirs or base == theirs:
        return MergedFile(ours)
    if base == ours:
        return MergedFile(theirs)
    try:
        if path in LOOSE:
            return MergedFile(_merge_lines(*(side or b"" for side in (base, ours, theirs))))
        if is_toml(path):
            return _merge_toml(path, base, ours, theirs)
        if path.startswith("memos/") and path.endswith(".md") and ours is not None and theirs is not None:
            return _merge_memo(path, base, ours, theirs)
    except FileFault as fault:
        return _whole(path, ours, theirs, (fault,))
    return _whole(path, ours, theirs)


def is_toml(path: str) -> bool:
    """Whether the file at `path` is one that is merged by id and field."""
    return path == SETTINGS or (path.endswith(".toml") and path.partition("/")[0] in TOML_FOLDERS)


def readable(path: str, data: bytes) -> bool:
    """Whether a file's bytes can be merged by what they say."""
    try:
        if is_toml(path):
            _read(path, data)
        elif path.startswith("memos/") and path.endswith(".md"):
            _split(path, data)
    except FileFault:
        return False
    return True


def _whole(path: str, ours: bytes | None, theirs: bytes | None, faults: tuple[FileFault, ...] = ()) -> MergedFile:
    stands = ours
    if ours is None or (faults and theirs is not None and not readable(path, ours) and readable(path, theirs)):
        stands = theirs
    mine, yours = (Side(texts={path: side} if side is not None else {}) for side in (ours, theirs))
    return MergedFile(stands, (Dispute(path, "file", mine, yours),), faults)


def _merge_toml(path: str, base: bytes | None, ours: bytes | None, theirs: bytes | None) -> MergedFile:
    rules = rules_of(path)
    if not rules.listing and (ours is None or theirs is None):
        return _whole(path, ours, theirs)
    before = _base_values(path, base)
    head = {key: value for key, value in before.items() if rules.of_entries(key) is None}
    mine, yours = (_read(path, side) if side is not None else EntryFile(path, dict(head)) for side in (ours, theirs))
    values, clashes = merge_values(before, mine.values(), yours.values(), rules)
    mine.become(values, yours)
    if not mine.has_entries and rules.listing and _says_nothing(path, values, head, ours, theirs):
        return MergedFile(None)
    rendered = mine.render()
    if len(rendered) > LARGEST_FILE:
        return _whole(path, ours, theirs, (FileFault(path, "both sides together are too large for one file"),))
    if path.startswith("conflicts/"):
        return MergedFile(rendered)
    return MergedFile(rendered, tuple(_dispute(path, clash) for clash in clashes))


def _says_nothing(path: str, values: Values, head: Values, ours: bytes | None, theirs: bytes | None) -> bool:
    """Whether a file without entries is not worth keeping: one side took it away, or it is one that lists entries alone."""
    if path.startswith("reviews/") or set(values) - set(head) - {"schema"}:
        return (ours is None or theirs is None) and canonical(values) == canonical(head)
    return True


def _dispute(path: str, clash: Clash) -> Dispute:
    return Dispute(path, "values", Side(clash.ours), Side(clash.theirs), clash.keys, clash.fields)


def _base_values(path: str, base: bytes | None) -> dict[str, Any]:
    """What both sides started from; where that cannot be read, each side stands for itself."""
    try:
        return _read(path, base).values() if base is not None else {}
    except FileFault:
        return {}


def _read(path: str, data: bytes) -> EntryFile:
    file = EntryFile.read(path, data)
    check_schema(path, file.head)
    return file


def _split(path: str, data: bytes) -> tuple[str, dict[str, Any], str]:
    try:
        return split_memo(path, data.decode("utf-8"))
    except UnicodeDecodeError:
        raise FileFault(path, "it is not UTF-8 text") from None


def _merge_memo(path: str, base: bytes | None, ours: bytes, theirs: bytes) -> MergedFile:
    try:
        _, before, body = _split(path, base) if base is not None else ("", {}, None)
    except FileFault:
        before, body = {}, None
    (head, mine, my_body), (their_head, yours, their_body) = _split(path, ours), _split(path, theirs)
    record, clashes = merge_values(before, mine, yours, rules_of(path))
    if canonical(record) != canonical(mine):
        head = their_head if canonical(record) == canonical(yours) else head_text(record)
    disputes = [_dispute(path, clash) for clash in clashes]
    if my_body == body:
        my_body = their_body
    elif their_body not in (body, my_body):
        sides = [Side(texts={path: text.encode("utf-8")}) for text in (my_body, their_body)]
        disputes.append(Dispute(path, "body", sides[0], sides[1]))
    return MergedFile(joined_memo(head, my_body).encode("utf-8"), tuple(disputes))


def _merge_lines(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """Our lines without those that they removed, then those that they added."""
    before, mine, yours = (side.split(b"\n") for side in (base, ours, theirs))
    kept = [line for line in mine if line in yours or line not in before]
    added = [line for line in yours if line not in before and line not in mine]
    lines = [line for line in kept if line] + [line for line in added if line]
    return b"".join(line + b"\n" for line in lines)
