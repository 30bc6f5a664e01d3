"""Random words of the sample study, in memos of every shape: none is accused as it stands, and each alteration is named.

What is altered is one thing at a time, at a random place of random words of one person. A few hundred are tried here, and as many
thousands under the mark `soak`.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from search.engine import Searcher
from search.index import update_index
from search.memo_check import RIGHT, Checker
from search.passages import passages_of
from store.holdings import Holdings, read_holdings
from store.project import Project, open_project
from tests.search.studies import study_of
from tests.search.test_memo_shapes import SHAPES
from themes.attribution import attributions_throughout

STUDY = Path(__file__).parents[2] / "corpus"
STRANGE = ("never", "always", "hospital", "table", "seven", "quietly", "purple", "really")
MARKS = ("…", "...", "[…]", "[...]", ". . .", "(…)")
SAME, NAMED = frozenset(("exact", "normalised")), frozenset(("altered", "absent"))
_DAMAGED = re.compile(r"\n\n|[–—]|\bf[fil]\s|\b[^\W\d]*f[fil] |-\n|\[|\.\.|…")

Turn = tuple[str, str, list[str]]
"""A document, who speaks in it, and the words."""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checker, list[Turn]]:
    # A copy: what reading leaves behind would go into the package with the study.
    copied = tmp_path_factory.mktemp("sample") / "study"
    copytree(STUDY, copied)
    sample: Project = open_project(copied)
    held = read_holdings(sample)
    texts = {each.id: sample.read_text(each) for each in held.documents.values()}
    project, documents = study_of(tmp_path_factory.mktemp("alterations"), texts)
    update_index(project, documents)
    checker = Checker(Searcher.open(project, documents), Holdings(documents=documents), attributions_throughout)
    return checker, list(_turns(texts))


def _turns(texts: dict[str, str]) -> Iterator[Turn]:
    """What people say, without what a copy has damaged and what is said twice: where it is altered would be anybody's guess."""
    for document, text in texts.items():
        for passage in passages_of(text):
            said = text[passage.start : passage.end]
            label = re.match(rf"\W*{re.escape(passage.speaker)}\W*", said)
            if passage.speaker and label and not _DAMAGED.search(said.strip()):
                words = said[label.end() :].split()
                runs = [tuple(map(bare, words[at : at + 3])) for at in range(len(words))]
                if len(words) > 14 and len(set(runs)) == len(runs):
                    yield document, passage.speaker, words


def bare(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def alterations(words: list[str], chance: random.Random) -> Iterator[tuple[str, str, frozenset[str]]]:
    """(what was done, the words, what they may be called)."""
    plain = [
        place
        for place in range(2, len(words) - 2)
        if len({bare(each) for each in words[place - 2 : place + 3]} - {""}) == 5
        and all(bare(each) == each.casefold().strip(".,;:?!\"“”'’") for each in words[place - 1 : place + 2])
    ]
    if not plain:
        return
    at = chance.choice(plain)
    here, before, behind = words[at], words[:at], words[at + 1 :]
    near = {bare(each) for each in words[at - 1 : at + 2]}
    strange = chance.choice([each for each in STRANGE if each not in near])
    mark = chance.choice(MARKS)
    yield "same", " ".join(words), SAME
    yield "curly", " ".join(words).replace("'", "’"), SAME
    yield "changed", " ".join([*before, strange, *behind]), NAMED
    yield "dropped", " ".join([*before, *behind]), NAMED
    yield "added", " ".join([*before, strange, here, *behind]), NAMED
    yield "turned round", " ".join([*before, words[at + 1], here, *words[at + 2 :]]), NAMED
    yield "said twice", " ".join([*before, here, here, *behind]), NAMED
    yield "nothing left out", " ".join([*before, mark, here, *behind]), NAMED
    yield "left out", " ".join([*before, mark, *behind]), frozenset(("elided",))
    yield "in brackets", " ".join([*before, f"[{strange}]", *behind]), frozenset(("bracketed",))
    yield "beside brackets", " ".join([*before, "[sic]", strange, *behind]), NAMED


def tried(study: tuple[Checker, list[Turn]], chance: random.Random, rounds: int) -> list[tuple[str, str, list[str]]]:
    """What was not called what it is."""
    checker, turns = study
    wrong = []
    for _ in range(rounds):
        document, speaker, said = chance.choice(turns)
        size = chance.randint(12, min(50, len(said)))
        start = chance.randrange(len(said) - size + 1)
        strangers = sorted({who for name, who, _ in turns if name != document} - {speaker})
        cases = [(what, words, speaker, allowed) for what, words, allowed in alterations(said[start:][:size], chance)]
        if cases:
            cases.append(("another", cases[0][1], chance.choice(strangers), frozenset(("misattributed",))))
        for what, words, who, allowed in cases:
            shape = chance.choice([each for each in SHAPES if "“" not in SHAPES[each] or not set("“”") & set(words)])
            half = words.find(" ", len(words) // 2)
            text = SHAPES[shape].format(words[:half], words[half + 1 :]).replace("JW019", who)
            found = [each.status for each in checker.check(text) if each.kind == "quotation"]
            if len(found) != 1 or found[0] not in allowed:
                wrong.append((what, text, found))
    return wrong


def test_random_words_are_called_what_they_are(study: tuple[Checker, list[Turn]]) -> None:
    assert tried(study, random.Random(5), 25) == []


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(8))
def test_thousands_of_random_words_are_called_what_they_are(study: tuple[Checker, list[Turn]], seed: int) -> None:
    assert SAME <= RIGHT
    assert tried(study, random.Random(seed), 250) == []
