"""What a conflict is about, in the words of the person who must decide it."""

from store.holdings import Holdings
from store.sharing.conflicts import Conflict, Version

_ENTRIES = ("excerpt", "recode", "verdict", "pair", "seen", "log")
_UNREADABLE = ("sha256", "created")
"""What an entry holds for programs alone."""
_WHOLE = {"body": "the text", "file": "the whole file"}
_FIELDS = {
    ("parent", "order"): "place",
    ("status", "into"): "what became of it",
    ("status", "into", "was"): "what became of it",
    ("sha256", "segments"): "borders",
    ("verdict", "to", "name", "reason", "judged"): "verdict",
    ("verdict", "reason", "judged"): "verdict",
}


def place_of(conflict: Conflict, holdings: Holdings) -> str:
    """The thing and what of it, as in `theme Trust: definition`."""
    parts = conflict.path.removesuffix(".toml").removesuffix(".md").split("/")
    fields = _WHOLE.get(conflict.part) or _FIELDS.get(conflict.fields) or ", ".join(conflict.fields)
    keys = conflict.keys
    if _is_whole_entry(conflict):
        keys, fields = (*keys, *conflict.fields), "kept or taken away"
    if conflict.part == "values" and "characters" in conflict.fields:
        fields = "text"
    return f"{_thing(parts, keys, holdings)}: {fields}"


def _is_whole_entry(conflict: Conflict) -> bool:
    """Whether it is about an entry of a file as a whole: one side took it away."""
    return conflict.part == "values" and len(conflict.keys) == 1 and conflict.keys[0] in _ENTRIES


def _thing(parts: list[str], keys: tuple[str, ...], holdings: Holdings) -> str:
    folder, name = parts[0], parts[-1]
    within = " ".join(keys)
    match folder:
        case "themes" if name in holdings.themes:
            return f"theme {holdings.themes[name].name} ({name})"
        case "excerpts" if len(parts) == 3:
            return f"{within or 'excerpts'} in {name}, {parts[1]}'s"
        case "memos":
            memo = next((each for each in holdings.memos.values() if each.path == f"{'/'.join(parts)}.md"), None)
            return f"memo {memo.title} ({memo.id})" if memo else f"memo {name}"
        case "reviews" if len(parts) == 3:
            return f"{within or 'review'} in round {parts[1]}, {name}'s"
        case "documents":
            return f"document {name}"
        case "cases":
            return f"case {name}{f', {within}' if within else ''}"
        case "reviewers":
            return f"reviewer {name}"
    return "/".join(parts) + (f", {within}" if within else "")


def words_of(version: Version, conflict: Conflict, texts: dict[str, bytes], holdings: Holdings) -> str:
    """What a version says, as text to be read beside the others."""
    if version.removed:
        return "(taken away)"
    values = version.values or {}
    pieces = [_words("" if len(conflict.fields) == 1 else field, value, holdings) for field, value in values.items()]
    pieces += [text.decode("utf-8", errors="replace") for text in texts.values()]
    nothing = "(taken away)" if _is_whole_entry(conflict) else "(nothing)"
    return "\n".join(pieces) if pieces else nothing


def _words(field: str, value: object, holdings: Holdings) -> str:
    if isinstance(value, dict):
        return "\n".join(_words(key, inner, holdings) for key, inner in value.items() if key not in _UNREADABLE)
    items = value if isinstance(value, list) else [value]
    named = []
    for item in items:
        if isinstance(item, dict):
            named.append(str(item.get("exact", item)))
        else:
            theme = holdings.themes.get(str(item))
            named.append(f"{theme.name} ({item})" if theme else str(item))
    return f"{field}: {', '.join(named)}" if field else ", ".join(named)
