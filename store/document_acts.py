"""Acts on what is said of documents as such: their kind, and the groups that they are in.

Many documents are described in one act. A text stays where it lies, whatever kind its document becomes. Names of groups are a
study's own words and stand in no message.
"""

from collections.abc import Iterable, Sequence

from store.acts import Act, Change, SetValue
from store.documents import KINDS, Document, document_path
from store.errors import UsageFault
from store.names import plain_name

KIND = "document"
"""The kind of these acts."""


def kind_named(text: str) -> str:
    """The kind of document that a person means; raises UsageFault for none."""
    kind = text.replace("-", " ").strip().lower()
    if kind not in KINDS:
        raise UsageFault(f"there is no kind {text!r}; the kinds are {', '.join(KINDS)}")
    return kind


def describe_documents(
    documents: Sequence[Document],
    kind: str = "",
    into: Iterable[str] = (),
    out_of: Iterable[str] = (),
    why: str = "",
) -> Act:
    """All of the documents become of a `kind`, come into the groups `into` and go out of those of `out_of`.

    Raises UsageFault where that changes nothing.
    """
    kind = kind_named(kind) if kind else ""
    joined = [plain_name("a group's name", each) for each in into]
    left = set(out_of)
    changes: list[Change] = []
    for document in documents:
        path = document_path(document.id)
        if kind and kind != document.kind:
            changes.append(SetValue(path, ("kind",), document.kind, kind, absent="interview"))
        groups = [each for each in dict.fromkeys((*document.groups, *joined)) if each not in left]
        if groups != list(document.groups):
            changes.append(SetValue(path, ("groups",), list(document.groups) or None, groups or None))
    if not changes:
        raise UsageFault("the documents are described so already")
    changed = list(dict.fromkeys(change.path for change in changes))
    named = documents[0].id if len(documents) == 1 else f"{len(changed)} documents"
    said = [*([kind] if kind else []), *(["groups"] if joined or left else [])]
    return Act(KIND, f"describe {named} ({', '.join(said)})", tuple(changes), why)
