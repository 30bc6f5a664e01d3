"""What stands in a file at the place of a conflict, so that it can be compared with the versions."""

from collections.abc import Callable, Mapping
from typing import Any

from store.errors import FileFault
from store.memos import split_memo
from store.sharing.conflicts import About, Conflict, version_of
from store.sharing.files import Side
from store.toml import parse_toml

Content = Callable[[str], bytes | None]
"""The bytes of a file of the project by its path; None: absent."""


def standing(conflict: Conflict, content: Content) -> Side:
    """What stands at the place of a conflict; raises FileFault where the file cannot be read."""
    data = content(conflict.path)
    if conflict.part == "file":
        return Side(texts={conflict.path: data} if data is not None else {})
    if data is None:
        return Side()
    if conflict.part == "body":
        try:
            return Side(texts={conflict.path: split_memo(conflict.path, data.decode("utf-8"))[2].encode("utf-8")})
        except UnicodeDecodeError:
            raise FileFault(conflict.path, "it is not UTF-8 text") from None
    table = _table(conflict, data)
    values = {field: table[field] for field in conflict.fields if field in table}
    paths = {path for version in conflict.versions for path in version.texts}
    named = [path for path in values.values() if isinstance(path, str) and path in paths]
    texts = {path: text for path in named if (text := content(path)) is not None}
    return Side(values, texts)


def _table(conflict: Conflict, data: bytes) -> Mapping[str, Any]:
    if conflict.path.startswith("memos/"):
        table: Any = split_memo(conflict.path, data.decode("utf-8", errors="replace"))[1]
    else:
        table = parse_toml(conflict.path, data)
    for key in conflict.keys:
        table = table.get(key) if isinstance(table, Mapping) else None
    return table if isinstance(table, Mapping) else {}


def standing_version(conflict: Conflict, content: Content) -> str:
    """The id of a version that says what stands; "" where the file cannot be read. It need not be one of the conflict's."""
    try:
        return version_of(standing(conflict, content), About()).id
    except FileFault:
        return ""


def is_settled(conflict: Conflict, content: Content) -> bool:
    """Whether no version says anything else than what stands; a file that cannot be read settles nothing."""
    here = standing_version(conflict, content)
    return bool(here) and all(version.id == here for version in conflict.versions)
