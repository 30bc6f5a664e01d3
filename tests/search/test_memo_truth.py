"""The quotations of the truth beside the repository, put into memos: none is accused as it is, every alteration is named."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from search.engine import Searcher
from search.index import update_index
from search.memo_check import Checker, Finding
from store.holdings import Holdings
from tests.search.shared import SHARED, corpus, needs_shared
from tests.search.studies import study_of
from themes.attribution import attributions_throughout

Quote = dict[str, Any]
SEEDS = [0, 1, *(pytest.param(each, marks=pytest.mark.soak) for each in range(2, 6))]
STRANGE = ("never", "always", "hospital", "table", "seven", "quietly", "trusted", "nobody", "rather", "purple")
SAYING_NOTHING = ("one interviewee", "staff met by non-clinical leaders")
"""Attributions that name nobody in particular."""


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    project, documents = study_of(tmp_path_factory.mktemp("memos"), corpus())
    update_index(project, documents)
    searcher = Searcher.open(project, documents)
    return Checker(searcher, Holdings(documents=documents), attributions_throughout)


def quotes() -> list[Quote]:
    path = SHARED / "truth" / "quotes.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def cited(quote: Quote) -> str:
    """Who speaks, made of the fields of the truth."""
    fields = quote["attribution"]
    if "work" in fields:
        name = f"{fields['name']}, " if "name" in fields else ""
        return f"{name}{fields['work']}" + (f": {fields['page']}" if "page" in fields else "")
    rest = ", ".join(fields[key] for key in ("id", "cohort", "trust", "site") if key in fields)
    return f"{fields.get('role') or fields['name']}" + (f" ({rest})" if rest else "")


def as_printed(quote: Quote) -> str:
    """Who speaks, as the document says it."""
    return " ".join(quote["attribution_raw"].split()) if quote["attribution_raw"] else cited(quote)


def block(words: str, citation: str) -> str:
    lines = "\n".join(f"> {line}" for line in words.split("\n"))
    return f"What I read:\n\n{lines}\n>\n> — {citation}\n\nAnd so on.\n"


def below(words: str, citation: str) -> str:
    return f"> {words}\n\n— {citation}\n"


def between(words: str, citation: str) -> str:
    return f"What I read is “{words}” ({citation}), and so on.\n"


def between_single(words: str, citation: str) -> str:
    return f"What I read is ‘{words}’ — {citation}\n"


FORMS: tuple[Callable[[str, str], str], ...] = (block, below, between, between_single)


def quotations(checker: Checker, text: str) -> list[Finding]:
    return [each for each in checker.check(text) if each.kind == "quotation"]


@needs_shared
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("citation", [cited, as_printed])
def test_every_quotation_is_verified_as_it_is(
    checker: Checker, form: Callable[[str, str], str], citation: Callable[[Quote], str]
) -> None:
    wrong = []
    for quote in quotes():
        found = quotations(checker, form(quote["clean"], citation(quote)))
        if [each.is_right for each in found] != [True] or found[0].document != quote["file"]:
            wrong.append((quote["id"], [each.status for each in found]))
        elif [list(each) for each in found[0].ranges] != quote["segments"]:
            wrong.append((quote["id"], ["place"]))
    assert wrong == []


@needs_shared
def test_the_lines_of_the_source_are_verified_too(checker: Checker) -> None:
    for quote in quotes():
        if len(quote["segments"]) == 1 and "\n\n" not in quote["text"]:
            (found,) = quotations(checker, block(quote["text"], cited(quote)))
            assert found.is_right, quote["id"]


def bare(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalnum())


def alterations(quote: Quote, others: list[Quote], random: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """(what was done, words, citation, the status that it must get), a few of each quotation."""
    words = quote["clean"].split()
    # What stands in brackets or beside an elision in the source is left alone: whose mark it is would be anybody's guess.
    plain = [
        place
        for place in range(1, len(words) - 1)
        if all(bare(each) and not set("[]….—–-").intersection(each) for each in words[place - 1 : place + 2])
        and words[place] not in words[place - 1 : place] + words[place + 1 : place + 2]
    ]
    inside = [place for place in plain if " ".join(words[:place]).count("[") == " ".join(words[:place]).count("]")]
    if not inside:
        return
    place = random.choice(inside)
    strange = random.choice([each for each in STRANGE if each != bare(words[place])])
    citation = random.choice((cited, as_printed))(quote)
    yield "changed", " ".join([*words[:place], strange, *words[place + 1 :]]), citation, "altered"
    yield "dropped", " ".join([*words[:place], *words[place + 1 :]]), citation, "altered"
    yield "added", " ".join([*words[:place], strange, *words[place:]]), citation, "altered"
    if bare(words[place]) != bare(words[place + 1]):
        swapped = [*words[:place], words[place + 1], words[place], *words[place + 2 :]]
        yield "turned round", " ".join(swapped), citation, "altered"
    mark = random.choice(("…", "...", "[…]", "[...]", ". . ."))
    if "altered_requotation" in quote["traps"]:
        return  # What is left out of it stands so in another place of the corpus.
    yield "nothing left out", " ".join([*words[:place], mark, *words[place:]]), citation, "altered"
    yield "bracketed", " ".join([*words[:place], f"[{strange}]", *words[place + 1 :]]), citation, "bracketed"
    if len(words) > 8:
        yield "elided", " ".join([*words[:place], mark, *words[place + 1 :]]), citation, "elided"
    strangers = [
        each
        for each in others
        if each["attribution"].get("name") != quote["attribution"].get("name", "")
        and each["kind"] == quote["kind"]
        and cited(each) not in SAYING_NOTHING
        and each["attribution_raw"]
        and ("name" in quote["attribution"] or each["file"] != quote["file"] or "work" in quote["attribution"])
        and each["attribution"].get("work", "")[:12] != quote["attribution"].get("work", "-")[:12]
    ]
    yield "another speaker", quote["clean"], cited(random.choice(strangers)), "misattributed"


@needs_shared
@pytest.mark.parametrize("seed", SEEDS)
def test_every_alteration_is_found_and_named(checker: Checker, seed: int) -> None:
    chance = random.Random(seed)
    everything = quotes()
    done: Counter[str] = Counter()
    missed = []
    for quote in everything:
        for what, words, citation, status in alterations(quote, everything, chance):
            form = chance.choice(FORMS[:2] if "“" in words or "‘" in words else FORMS)
            found = quotations(checker, form(words, citation))
            done[what] += 1
            if [each.status for each in found] != [status] or not found[0].difference:
                missed.append((quote["id"], what, form.__name__, [each.status for each in found], citation))
    print(dict(done))
    assert min(done.values()) > 90
    assert missed == []
