"""Who speaks is read where the text shows it; an id is the same however it is spaced; what does not fit is reported."""

import json
import os
from pathlib import Path

import pytest

from store.cases import Case
from themes.attribution import attribution_in, case_named, conflicts_in, plain_code

SHARED = Path(os.environ.get("CATENA_SHARED") or Path(__file__).parents[2].parent / "shared")

BLOCK = """They all said it.

  We are watched. Nobody
  asks us.
     (Rowan, Night shift, Quayside)

Charge nurse (CN 12): "It was the rota", she said.

WARDEN: Who rang the bell?
No one did.

Interviewer: And then?
"""


def piece(words: str) -> tuple[int, int]:
    start = BLOCK.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("We are watched. Nobody\n  asks us.", {"name": "Rowan", "cohort": "Night shift", "trust": "Quayside"}),
        (
            "asks us.\n     (Rowan, Night shift, Quayside)",
            {"name": "Rowan", "cohort": "Night shift", "trust": "Quayside"},
        ),
        ("Who rang the bell?\nNo one did.", {"speaker": "WARDEN"}),
        ("No one did.", {"speaker": "WARDEN"}),
        ("And then?", {}),
        ("They all said it.", {}),
        ("Nobody", {}),
    ],
)
def test_what_stands_beside_a_piece_says_whose_it_is(words: str, fields: dict[str, str]) -> None:
    assert attribution_in(BLOCK, *piece(words)) == fields


def test_a_study_has_templates_of_its_own() -> None:
    assert attribution_in(BLOCK, *piece("It was the rota"), ["Role (ID):"]) == {"role": "Charge nurse", "id": "CN 12"}
    assert attribution_in("So it was. – Nurse, N7", 0, 10, ["Role, ID"]) == {"role": "Nurse", "id": "N7"}
    assert attribution_in("So it was. (x)", 0, 10, ["()", ""]) == {}


def test_a_text_of_brackets_and_commas_is_read_in_a_moment() -> None:
    text = "(a, " * 20_000
    assert attribution_in(text, 10, 20) == {}
    assert attribution_in("A " * 40_000, 0, 79_000) == {}


def test_an_id_is_the_same_however_it_is_spaced() -> None:
    assert plain_code("JW 036") == plain_code("jw-036") == plain_code("JW036") == "jw036"
    cases = [Case("jw036", "JW036", aliases=("Rowan",)), Case("jw037", "JW 037")]
    assert case_named(cases, "JW 036") == case_named(cases, "rowan") == cases[0]
    assert case_named(cases, "jw037") == cases[1]
    assert case_named(cases, "jw038") is case_named(cases, "") is None


def test_one_id_with_two_roles_is_reported_and_not_repaired() -> None:
    (conflict,) = conflicts_in(
        [
            ("e1", {"id": "JW 036", "role": "nurse"}),
            ("e2", {"id": "JW036", "role": "Nurse"}),
            ("e3", {"id": "jw036", "role": "matron"}),
            ("e4", {"id": "JW037", "role": "matron"}),
            ("e5", {}),
        ]
    )
    assert conflict.sentence == "id JW 036 has more than one role: nurse, matron"
    assert conflict.excerpts == ("e1", "e2", "e3")


def test_fields_that_look_swapped_are_reported_apart() -> None:
    usual = [(f"e{number}", {"name": f"N{number}", "cohort": "Night", "trust": "Quay"}) for number in range(3)]
    (conflict,) = conflicts_in([*usual, ("e9", {"name": "N1", "cohort": "Quay", "trust": "Night"})])
    assert conflict.sentence == "cohort Quay and trust Night look swapped"
    assert conflict.excerpts == ("e9",)
    assert conflicts_in(usual) == []


@pytest.mark.skipif(not (SHARED / "truth/quotes.jsonl").exists(), reason="needs the shared corpus (CATENA_SHARED)")
def test_the_attributions_of_a_real_book() -> None:
    quotes = [json.loads(line) for line in (SHARED / "truth/quotes.jsonl").read_text(encoding="utf-8").splitlines()]
    read: dict[str, dict[str, str]] = {}
    wrong: list[str] = []
    texts: dict[str, str] = {}
    for quote in quotes:
        said = quote.get("attribution") or {}
        if quote["file"] not in texts:
            texts[quote["file"]] = (SHARED / "corpus" / quote["file"]).read_bytes().decode("utf-8")
        found = attribution_in(texts[quote["file"]], quote["start"], quote["end"], ["(Name, Cohort, Trust)"])
        if found != {key: said[key] for key in ("name", "cohort", "trust") if "cohort" in said}:
            wrong.append(quote["id"])
        read[quote["id"]] = found
    # Two are named in the sentence before the quotation; in one the author swapped the fields, which is reported.
    assert wrong == ["Q147", "Q149", "Q259"]
    assert [conflict.excerpts for conflict in conflicts_in(read.items()) if "swapped" in conflict.sentence] == [
        ("Q149",)
    ]
    assert sum("name Glen" in conflict.sentence for conflict in conflicts_in(read.items())) == 2
