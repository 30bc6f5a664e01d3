"""The key of pseudonyms in `private/names.toml`: who is called what, on this machine alone, and where real names stand.

A real name counts as whole words, over line ends and in any case; a name of one word only where it begins with a capital, so that
a person called Will makes no name of every will. The key is read anew for every commit, and what it holds never enters git, a
message, an index or a log.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

from store.errors import FileFault, NoSuchFile
from store.project import SECRETS, Project
from store.toml import check_schema, parse_toml
from store.values import text_of, texts_of

KEY = f"{SECRETS}/names.toml"
_UNSAFE = re.compile(r"[\"\\\n\r\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A real name at `[start, end)` of a text: its line from 1, the words as they stand there, and the pseudonym for them."""

    start: int
    end: int
    line: int
    words: str
    pseudonym: str


@dataclass(frozen=True)
class NameKey:
    """Real names with their pseudonyms, and the paths in which names are allowed to stand."""

    names: Mapping[str, str]
    allowed: frozenset[str] = frozenset()

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        forms = {form: name for name in self.names for form in (name, normalize("NFC", name), normalize("NFD", name))}
        # The longest first: Ana Maria is not Ana with a word behind it.
        listed = sorted(forms, key=len, reverse=True)
        words = "|".join(r"[\s_-]+".join(map(re.escape, each.split())) for each in listed if each.split())
        return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE) if words else None

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {_plain(name): pseudonym for name, pseudonym in self.names.items()}

    def places(self, text: str) -> list[NamePlace]:
        """Where real names stand in a text, in order."""
        return list(self._places(text))

    def _places(self, text: str) -> Iterator[NamePlace]:
        for found in self._pattern.finditer(text) if self._pattern else ():
            words = found[0]
            if (
                len(words.split()) == 1
                and "-" not in words
                and not words[:1].isupper()
                and words[:1].lower() != words[:1].upper()
            ):
                continue
            line = text.count("\n", 0, found.start()) + 1
            yield NamePlace(*found.span(), line, words, self._folded.get(_plain(words), "[name]"))

    def without_names(self, text: str) -> str:
        """The text with pseudonyms in place of all real names."""
        pieces: list[str] = []
        last = 0
        for place in self._places(text):
            pieces += (text[last : place.start], place.pseudonym)
            last = place.end
        return "".join(pieces) + text[last:]

    def in_path(self, path: str) -> bool:
        """Whether the name of a file holds a real name, in whatever case."""
        return self._pattern is not None and any(
            len(found[0]) > 2 for found in self._pattern.finditer(path.rpartition("/")[2])
        )


NO_NAMES = NameKey({})


def _plain(name: str) -> str:
    return " ".join(re.split(r"[\s_-]+", normalize("NFC", name).casefold())).strip()


def read_names(project: Project) -> NameKey:
    """The key, empty where there is none; raises FileFault where it cannot be read, for then nothing can be told safe."""
    try:
        data = project.read(KEY)
    except NoSuchFile:
        return NO_NAMES
    values = parse_toml(KEY, data)
    check_schema(KEY, values)
    people = values.get("person", {})
    names: dict[str, str] = {}
    for key, person in people.items() if isinstance(people, Mapping) else ():
        if not isinstance(person, Mapping):
            raise FileFault(KEY, f"person {key} is no table")
        pseudonym = text_of(person.get("pseudonym"))
        if not pseudonym.strip() or _UNSAFE.search(pseudonym):
            raise FileFault(KEY, f"person {key} needs a `pseudonym` without quotation marks")
        for name in texts_of(person.get("names")):
            if name.strip():
                names[name] = pseudonym
    return NameKey(names, frozenset(texts_of(values.get("allowed"))))


def held_back(project: Project, paths: list[str]) -> dict[str, str]:
    """Those of `paths` that must not be committed as they are, each with why, in words that hold no name."""
    try:
        key = read_names(project)
    except FileFault as fault:
        return dict.fromkeys(paths, f"the key of names cannot be read: {fault.message}")
    held: dict[str, str] = {}
    for path in dict.fromkeys(paths) if key.names else ():
        try:
            places = key.places(project.read(path).decode("utf-8", errors="replace"))
        except FileFault:
            # What is not there any more takes no name into git.
            continue
        if path in key.allowed:
            continue
        if key.in_path(path):
            held[path] = f"the name of a file of {path.rpartition('/')[0]} holds a name of the key"
        elif places:
            held[path] = f"{path} holds a name of the key at line {places[0].line}"
    return held
