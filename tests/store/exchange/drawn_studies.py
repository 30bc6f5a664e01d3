"""Studies that are drawn by chance, and so known: what has to arrive of them, however they were written."""

import random
from dataclasses import dataclass, field
from uuid import UUID

_SPOKEN = (
    "nobody asked us why we kept watch and the ward never slept — très dur, naïve or not, but 🙂 still here 𝔘nder cover "
    "they said “yes” once; e\u0301te\u0301 came early, nurses left & <some> stayed 日本 then silence fell again over it"
)


@dataclass
class Study:
    """What is known: texts by title; codes as path: (GUID, colour); selections with who, where, which codes and what is said."""

    texts: dict[str, str] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    codes: dict[tuple[str, ...], str] = field(default_factory=dict)
    coded: list[tuple[str, int, int, str, tuple[tuple[str, ...], ...], str]] = field(default_factory=list)
    values: dict[str, tuple[int, str]] = field(default_factory=dict)
    """For each title the age and the site of the case of this name."""
    groups: dict[str, list[str]] = field(default_factory=dict)
    memos: dict[str, tuple[str, int]] = field(default_factory=dict)
    """For each memo its text, and which of `coded` it is about."""


def drawn(seed: int, plain: bool = False) -> Study:
    """A study by chance; `plain` where its texts must be such that cp1252 can hold them."""
    chance = random.Random(seed)
    study = Study(people=["Ada Okoro", "Bo Lind", "Çelik"][: chance.randint(1, 3)])
    words = [each for each in _SPOKEN.split() if not plain or _is_western(each)]
    for number in range(chance.randint(2, 4)):
        lines = (" ".join(chance.choices(words, k=chance.randint(3, 14))) for _ in range(chance.randint(4, 12)))
        study.texts[f"Interview {number + 1}"] = "\n\n".join(lines)
    study.codes = {
        path: some_guid(chance)
        for path in [
            ("Leading",),
            ("Leading", "Voice"),
            ("Leading", "Voice", "Loud"),
            ("Trust",),
            ("Trust", "Voice"),
            ("Ärger & <Wut>",),
        ]
    }
    for title, text in study.texts.items():
        taken: set[tuple[int, int, str]] = set()
        for _ in range(chance.randint(8, 16)):
            words_of = _words(text)
            first = chance.randrange(len(words_of))
            last = min(len(words_of) - 1, first + chance.randint(0, 9))
            start, end = words_of[first][0], words_of[last][1]
            who = chance.choice(study.people)
            if (start, end, who) not in taken:
                taken.add((start, end, who))
                codes = tuple(sorted(chance.sample(sorted(study.codes), chance.randint(1, 3))))
                study.coded.append((title, start, end, who, codes, chance.choice(["", "", "Why so?\nAsk & <again>."])))
        study.values[title] = (chance.randint(20, 70), chance.choice(["North", "South & East"]))
    study.groups = {"First wave": list(study.texts)[:1], "All of them": list(study.texts)}
    study.memos = {
        f"Memo {number}": (f"What I think, {number}.\n\nMore.", number) for number in range(min(3, len(study.coded)))
    }
    return study


def _is_western(word: str) -> bool:
    try:
        return word.encode("cp1252").decode("cp1252") == word
    except UnicodeEncodeError:
        return False


def _words(text: str) -> list[tuple[int, int]]:
    """The ranges of words, without the signs around them."""
    found, place = [], 0
    for word in text.split(" "):
        for piece in word.split("\n"):
            if piece.isalnum():
                found.append((place, place + len(piece)))
            place += len(piece) + 1
    return found


def some_guid(chance: random.Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))
