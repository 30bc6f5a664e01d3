"""The damage that the sample study's README lists is in the texts, at those lines and at no others."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.corpus.sample import SAMPLE, texts

TEXTS = texts()
ROW = re.compile(r"^\| ([a-z0-9-]+) \| (.+?) \| (\d+) \| ([\d–, ]+) \|$", re.MULTILINE)
WORDS_CUT = "line-end hyphens, of words"
COMPOUNDS_CUT = "line-end hyphens, of compounds"
WRAPPED = "hard wraps"
SIGNS = {
    "split ligatures": r"f[il] (?=[a-z])",
    "page furniture": r"^(?:\d+ \| P a g e|WARNING TIME  .*|\d{2}|Warning and Informing Procedure   .*)$",
    "curly marks": "[‘’“”]",
    "dashes and ellipses": "[–—…]",
    "no-break spaces": "\u00a0",
    "letters beyond ASCII": "[À-ɏ]",
    "`[Interviewer]`": r"^\[Interviewer\] ",
    "timestamps": r"\[(?:inaudible )?\d\d:\d\d:\d\d\]",
    "`[laughs]`, `[laughter]`": r"\[(?:laughs|laughter)\]",
    "`[pause]`": r"\[pause\]",
    "sounds and gaps in brackets": r"\[(?!laughs|laughter|pause|inaudible)[a-z ,]+\]",
}
COMPOUNDS = {"two-key", "infra-red", "non-specialist", "self-registration", "twenty-four", "first-level"}


def lines_of(document: str) -> list[str]:
    return TEXTS[document].split("\n")


def numbers(listed: str) -> Iterator[int]:
    """The numbers of "3, 8–13, 15"."""
    for part in listed.split(", "):
        first, _, last = part.partition("–")
        yield from range(int(first), int(last or first) + 1)


def listed() -> dict[tuple[str, str], tuple[int, list[int]]]:
    """The README's table: how many places and which lines, by document and kind of damage."""
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8").partition("## Deliberate damage")[2]
    return {(row[1], row[2]): (int(row[3]), list(numbers(row[4]))) for row in ROW.finditer(readme)}


LISTED = listed()


def cut_words(document: str) -> Iterator[tuple[int, str]]:
    """The words that a hyphen at a line's end cuts, with the line's number."""
    whole = re.sub(r"(?<=f[il]) (?=[a-z])", "", TEXTS[document])
    for number, (line, following) in enumerate(pairwise(whole.split("\n")), 1):
        if re.search("[A-Za-z]-$", line):
            yield number, line.rpartition(" ")[2] + re.split("[^a-z]", following, maxsplit=1)[0]


def test_the_readme_lists_only_what_is_tested() -> None:
    assert {what for _, what in LISTED} == {*SIGNS, WRAPPED, WORDS_CUT, COMPOUNDS_CUT}
    assert {document for document, _ in LISTED} <= set(TEXTS)


@pytest.mark.parametrize("what", SIGNS)
def test_damage_is_at_the_lines_listed_and_at_no_others(what: str) -> None:
    found = {}
    for document in TEXTS:
        places = [len(re.findall(SIGNS[what], line)) for line in lines_of(document)]
        if any(places):
            found[document] = (sum(places), [number for number, here in enumerate(places, 1) if here])
    assert found == {document: place for (document, kind), place in LISTED.items() if kind == what}


@pytest.mark.parametrize(("what", "compound"), [(WORDS_CUT, False), (COMPOUNDS_CUT, True)])
def test_words_and_compounds_are_cut_at_the_lines_listed_and_at_no_others(what: str, compound: bool) -> None:
    found = {}
    for document in TEXTS:
        here = [number for number, word in cut_words(document) if (word in COMPOUNDS) is compound]
        if here:
            found[document] = (len(here), here)
    assert found == {document: place for (document, kind), place in LISTED.items() if kind == what}


def test_texts_are_wrapped_over_the_lines_listed_and_others_are_not() -> None:
    wrapped = {document: place for (document, kind), place in LISTED.items() if kind == WRAPPED}
    for document, (places, span) in wrapped.items():
        lines = [lines_of(document)[number - 1] for number in span]
        assert max(map(len, lines)) <= 80
        paragraphs = "\n".join(lines).strip("\n").split("\n\n")
        assert sum("\n" in paragraph for paragraph in paragraphs) == places
    for document in TEXTS.keys() - wrapped.keys():
        assert max(map(len, lines_of(document))) > 200


def test_the_readme_names_every_document() -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert all(f"| {document} |" in readme for document in TEXTS)
