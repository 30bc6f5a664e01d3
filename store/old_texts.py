"""Finding a text again by its hash: among a document's earlier texts, on this machine alone, or in git's history.

Whatever an excerpt's hash names is looked for in all of these places, so that one tagged in a text that another machine took in,
or that was taken back since, still has the words around it. Nothing is taken whose bytes have another hash.
"""

from store.documents import Document
from store.earlier_texts import EarlierText, earlier_path, text_from
from store.errors import FileFault, GitFault
from store.project import Project


def read_earlier(project: Project, document: Document, earlier: EarlierText) -> str:
    """An earlier text of a document; raises FileFault, with what to do, where it is nowhere."""
    text = text_with_hash(project, document, earlier.sha256)
    if text is None:
        place = earlier.path or earlier_path(document.id, earlier.sha256, private=True)
        raise FileFault(place, "this earlier text is not on this machine; whoever took in the new one may have it")
    return text


def text_with_hash(project: Project, document: Document, digest: str) -> str | None:
    """The text of a document that has this sha256, or None where it is nowhere."""
    known = [each.path for each in document.earlier if each.sha256 == digest and each.path]
    usual = [earlier_path(document.id, digest), earlier_path(document.id, digest, private=True)]
    for path in dict.fromkeys((*([document.path] if digest == document.sha256 else []), *known, *usual)):
        try:
            return text_from(path, project.read(path), digest)
        except (FileFault, UnicodeDecodeError):
            continue
    return _in_history(project, document, digest)


def _in_history(project: Project, document: Document, digest: str) -> str | None:
    from store.git import Git
    from store.versions import versions_of

    try:
        found = versions_of(Git(project.root), document.path)
    except GitFault:
        return None
    for version in found:
        try:
            return text_from(version.path, version.content or b"", digest)
        except (FileFault, UnicodeDecodeError):
            continue
    return None
