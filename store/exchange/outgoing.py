"""What leaves a project: at the place that was asked for and nowhere else, whole or not at all, and without any real name.

A file that is there already is left alone unless it may be replaced; nothing goes among the files that a project is made of.
Where a text that is to leave holds a name of the key of pseudonyms, nothing is written: an export is what others get to see.
"""

from collections.abc import Iterable
from pathlib import Path

from store.errors import ProjectFault, UsageFault
from store.files import write_durably
from store.project import PRIVATE, SECRETS, TRACKED, Project, real
from store.pseudonyms import read_names

Pieces = Iterable[tuple[str, str]]
"""Texts that are to leave, each with where it stands ("memos/ana/…", "the theme t-4m2x8q")."""


def place_to_write(
    project: Project, path: Path, replacing: bool = False, otherwise: str = "name another file, or say --force"
) -> Path:
    """The whole path of the file to be written; raises UsageFault where nothing may be written there.

    `otherwise` is what can be done where there is such a file already.
    """
    place = real(path.parent) / path.name
    if place.is_dir():
        raise UsageFault(f"{path} is a folder: name a file in it")
    if not place.parent.is_dir():
        raise UsageFault(f"there is no folder {path.parent}: make it first")
    own = [project.root / name for name in (*TRACKED, PRIVATE, SECRETS, ".git")]
    if any(place == each or each in place.parents for each in own):
        raise UsageFault(f"{path} lies among the project's own files: name a place elsewhere")
    if place.is_symlink():
        raise UsageFault(f"{path} is a symbolic link, which is not written through: name another place")
    if place.exists() and not replacing:
        raise UsageFault(f"{path} is there already: {otherwise}")
    return place


def write_out(place: Path, data: bytes, replacing: bool = False) -> None:
    """Puts `data` durably at a place that `place_to_write` gave; raises SaveFault or ChangedMeanwhile, with all as it was."""
    write_durably(place.parent, place.name, data, instead_of=... if replacing else None)


def refuse_real_names(project: Project, pieces: Pieces, own: str = "") -> None:
    """Raises ProjectFault, in words that hold no name, where one of the texts holds a name of the key.

    Words of `own`, which the program writes into every such file, can be somebody's name too and tell nothing of anybody.
    FileFault where the key cannot be read: then nothing can be told safe.
    """
    key = read_names(project)
    if not key.names:
        return
    ours = {place.words.casefold() for place in key.places(own)}
    held: dict[str, int] = {}
    for where, text in pieces:
        places = [place for place in key.places(text) if place.words.casefold() not in ours]
        if places:
            held.setdefault(key.without_names(where), places[0].line)
    if held:
        where, line = next(iter(held.items()))
        others = f" (and {len(held) - 1} more)" if len(held) > 1 else ""
        raise ProjectFault(
            f"nothing was written: {where} holds a real name of the key at line {line}{others}; "
            "`catena names check` lists them, `catena names replace` puts pseudonyms there"
        )
