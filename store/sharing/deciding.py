"""Deciding a conflict: one of its versions, both together, or words of one's own; an act that can be undone like any other.

Pure: from what stands and what was chosen to the changes of files. The act puts the choice into its place and takes the conflict
away with all its versions, which the history keeps. Who may write in the file may decide, and nobody else.
"""

from collections.abc import Mapping, Sequence

from store.acts import Act, Change, SetFile, SetValue
from store.errors import UsageFault
from store.memos import head_text, joined_memo, split_memo
from store.sharing.conflicts import Conflict, Version, text_path
from store.sharing.files import Side
from store.sharing.standing import Content, standing
from store.sharing.values import canonical

JOINABLE = ("definition", "include", "exclude", "note", "reason", "why")
"""Fields of running text, in which two versions can stand one below the other."""


def side_of(version: Version, texts: Mapping[str, bytes]) -> Side:
    """A version with its texts, by the path that they belong to."""
    return Side(version.values, texts)


def version_of_mine(conflict: Conflict, me: str, stands: str) -> str:
    """The id of the version that is the reviewer's own, else of the one that `stands`; "" where it is neither of them.

    Of two versions by two of my machines, or by two other people, mine is the one that I see.
    """
    mine = [each.id for each in conflict.versions if each.about.reviewer == me]
    if len(mine) == 1:
        return mine[0]
    return stands if any(each.id == stands for each in conflict.versions) else ""


def both(conflict: Conflict, sides: Sequence[Side]) -> Side:
    """The versions together: texts one below the other, lists joined; raises UsageFault where they exclude each other."""
    if conflict.part == "body":
        bodies = [side.texts[conflict.path].strip(b"\n") for side in sides if side.texts]
        return Side(texts={conflict.path: b"\n\n".join(bodies) + b"\n"})
    if conflict.part == "values" and len(conflict.fields) == 1:
        (field,) = conflict.fields
        values = [side.values[field] for side in sides if side.values and field in side.values]
        if field in JOINABLE and all(isinstance(value, str) for value in values):
            return Side({field: "\n\n".join(value.strip("\n") for value in values)})
        if all(isinstance(value, list) for value in values):
            return Side(
                {
                    field: [
                        item for number, value in enumerate(values) for item in value if not _in(item, values[:number])
                    ]
                }
            )
    raise UsageFault(f"{conflict.id} can only be one or the other: choose with --ours, --theirs or --take")


def _in(item: object, lists: Sequence[Sequence[object]]) -> bool:
    return any(item in known for known in lists)


def own_words(conflict: Conflict, text: str) -> Side:
    """Words of the person's own in the disputed place; raises UsageFault where it takes no text."""
    if conflict.part == "body":
        return Side(texts={conflict.path: text.encode("utf-8")})
    texts = [version.values or {} for version in conflict.versions]
    takes = len(conflict.fields) == 1 and all(isinstance(each.get(conflict.fields[0], ""), str) for each in texts)
    if conflict.part == "values" and takes:
        return Side({conflict.fields[0]: text.strip("\n")})
    raise UsageFault(f"{conflict.id} is about no text of its own: choose with --ours, --theirs or --take")


def decide(conflict: Conflict, choice: Side, content: Content, why: str = "") -> Act:
    """The act by which `choice` stands and the conflict is gone; `content` gives the files as they are now.

    Raises FileFault where the file cannot be read: it must be mended, or chosen as a whole, first.
    """
    changes: list[Change] = []
    if conflict.part == "file":
        chosen = choice.texts.get(conflict.path)
        if content(conflict.path) != chosen:
            changes.append(SetFile(conflict.path, content(conflict.path), chosen))
    elif conflict.path.startswith("memos/"):
        changes += _in_memo(conflict, choice, content)
    else:
        changes += _in_table(conflict, choice, content)
    for path in (conflict.file, *_text_paths(conflict)):
        data = content(path)
        if data is not None:
            changes.append(SetFile(path, data, None))
    about = ", ".join(conflict.fields) or {"body": "the body", "file": "the whole"}.get(conflict.part, "")
    return Act("resolve", f"decide conflict {conflict.id}: {about} of {conflict.path}", tuple(changes), why)


def _text_paths(conflict: Conflict) -> list[str]:
    return [
        text_path(conflict.id, version.id, number)
        for version in conflict.versions
        for number in range(len(version.texts))
    ]


def _in_table(conflict: Conflict, choice: Side, content: Content) -> list[Change]:
    here = standing(conflict, content)
    changes: list[Change] = []
    head = None
    if conflict.path.startswith("excerpts/"):
        head = {"schema": 1, "document": conflict.path.rpartition("/")[2].removesuffix(".toml")}
    for field in conflict.fields:
        before, after = ((side.values or {}).get(field) for side in (here, choice))
        if canonical(before) != canonical(after):
            changes.append(SetValue(conflict.path, (*conflict.keys, field), before, after, head))
    for path, text in choice.texts.items():
        if content(path) != text:
            changes.append(SetFile(path, content(path), text))
    return changes


def _in_memo(conflict: Conflict, choice: Side, content: Content) -> list[Change]:
    data = content(conflict.path)
    if data is None:
        raise UsageFault(f"{conflict.path} is gone, so there is nothing to decide in it")
    head, record, body = split_memo(conflict.path, data.decode("utf-8", errors="strict"))
    if conflict.part == "body":
        body = choice.texts[conflict.path].decode("utf-8")
    else:
        changed = {key: value for key, value in record.items() if key not in conflict.fields} | dict(
            choice.values or {}
        )
        head = head_text(changed) if canonical(changed) != canonical(record) else head
    after = joined_memo(head, body).encode("utf-8")
    return [SetFile(conflict.path, data, after)] if after != data else []
