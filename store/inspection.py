"""What of a project's files can be trusted to go into git, and which files depend on a theme or a document.

Both look at the disk as it is now, whatever is in memory, and leave it alone.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256

from store.documents import Document, document_from
from store.errors import FileFault
from store.holdings import read_memo
from store.project import Project
from store.toml import check_schema, parse_toml
from store.values import text_of

_MARKS = re.compile(r"^<<<<<<< .*\n(?:.*\n)*?=======\n(?:.*\n)*?>>>>>>> ", re.MULTILINE)
"""What a merge of git leaves in a text where it does not know what should stand."""
_QUOTED = re.compile(rb"""(?<=["'])[a-z0-9-]+(?=["'])""")
"""What can be an id in a list."""
LOOSE = (".gitattributes", ".gitignore")
"""Files of a project that are what they are; all others are TOML, memos, texts and originals."""


def sound_paths(project: Project, paths: Iterable[str]) -> list[str]:
    """Those of `paths` that can be read as what their place says; a text or an original must be the one in its record."""
    wanted = list(paths)
    texts: dict[str, str] = {}
    if any(path.startswith(("corpus/", "originals/")) for path in wanted):
        for document in _documents(project):
            texts |= recorded_texts(document)
    return [path for path in wanted if is_sound(project, path) or _is_recorded(project, path, texts.get(path, ""))]


def recorded_texts(document: Document) -> dict[str, str]:
    """The files of a document's texts and of what they came from, each with its sha256."""
    texts = {document.path: document.sha256, document.original: document.original_sha256}
    for earlier in document.earlier:
        texts |= {earlier.path: earlier.sha256, earlier.original: earlier.original_sha256}
    texts.pop("", None)
    return texts


def is_sound(project: Project, path: str) -> bool:
    """Whether a file of the project can be read as what its place says it is; a text must be what its record says."""
    if not path.endswith((".toml", ".md")):
        return path in LOOSE or path.startswith(("conflicts/", "exchange/files/"))
    try:
        refuse_unsound(project, path)
    except FileFault:
        return False
    return path.endswith(".toml") or path.startswith(("memos/", "templates/"))


def refuse_unsound(project: Project, path: str) -> None:
    """Raises FileFault, with the line where it is known, for TOML or a memo that cannot be read or that git left half merged."""
    if path.endswith(".toml"):
        check_schema(path, parse_toml(path, project.read(path)))
    elif path.startswith("memos/") and path.endswith(".md"):
        body = read_memo(project, path).body
        mark = _MARKS.search(body)
        if mark is not None:
            whole = project.read(path).decode("utf-8", errors="replace")
            line = whole.count("\n", 0, len(whole) - len(body) + mark.start()) + 1
            raise FileFault(path, "git left both versions here, between `<<<<<<<` and `>>>>>>>`", line)


def has_earlier_texts(project: Project) -> bool:
    """Whether a document's record says that its text was another one; far quicker than reading all records."""
    for path in project.files("documents", ".toml"):
        try:
            if b"[version." in project.read(path):
                return True
        except FileFault:
            continue
    return False


def _is_recorded(project: Project, path: str, expected: str) -> bool:
    try:
        return bool(expected) and sha256(project.read(path)).hexdigest() == expected
    except FileFault:
        return False


def _documents(project: Project) -> Iterator[Document]:
    for path in project.files("documents", ".toml"):
        try:
            yield document_from(path, parse_toml(path, project.read(path)))
        except FileFault:
            continue


def users_of(project: Project, folder: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """The files of excerpts, memos, themes and reviews that need one of the themes or documents `names`, each with that.

    `folder` is where their records are. Each file is read once, however many names there are.
    """
    for path in project.files("excerpts", ".toml"):
        if folder == "documents":
            document = path.rpartition("/")[2].removesuffix(".toml")
            yield from ((path, each) for each in (document,) if each in names)
        else:
            yield from ((path, each) for each in _mentioned(project, path, names))
    for place, ending in (("memos", ".md"), ("themes", ".toml"), ("reviews", ".toml"), ("unanchored", ".toml")):
        for path in project.files(place, ending):
            yield from ((path, each) for each in _mentioned(project, path, names) if path != f"{folder}/{each}.toml")


def _mentioned(project: Project, path: str, names: Collection[str]) -> list[str]:
    try:
        data = project.read(path)
    except FileFault:
        return []
    return [name for each in dict.fromkeys(_QUOTED.findall(data)) if (name := each.decode()) in names]


def entries_naming(project: Project, path: str, name: str) -> list[tuple[str, str]]:
    """The entries (table and id) of a file of excerpts whose lists hold the id `name`; none of a file that cannot be read."""
    if not path.startswith("excerpts/"):
        return []
    try:
        values = parse_toml(path, project.read(path))
    except FileFault:
        return []
    return [
        (table, key)
        for table, entries in values.items()
        if isinstance(entries, dict)
        for key, entry in entries.items()
        if isinstance(entry, dict) and any(isinstance(listed, list) and name in listed for listed in entry.values())
    ]


def parent_of(project: Project, theme: str) -> str:
    """The id that a theme's file names as the one above; "" where there is none, or no such file."""
    path = f"themes/{theme}.toml"
    try:
        return text_of(parse_toml(path, project.read(path)).get("parent"))
    except FileFault:
        return ""
