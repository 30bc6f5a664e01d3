"""Every measure against published and recomputed figures, which are read from the material beside the repository."""

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from tests.search.shared import SHARED
from themes.agreement import distances, measures
from themes.agreement.counting import Numbers, Values, coincidences_of, numbered, table_of
from themes.agreement.sample_size import units_needed
from themes.agreement.unitising import Unitised, unit_distance, unitised

FILE = SHARED / "truth" / "agreement_vectors.json"
VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else []
needs_vectors = pytest.mark.skipif(
    not FILE.exists(), reason="the vectors are not there (CATENA_SHARED names their folder)"
)

Found = Mapping[str, Any]
LIMIT = 50_000
"""By how much the continuum of Krippendorff 1995 is stretched to come near the limit values that he gives."""


def kappa(table: list[list[int]]) -> Found:
    counted = np.array(table, dtype=np.float64)
    return {
        "po": measures.agreement(counted),
        "pe": measures.chance_agreement(counted),
        "kappa": measures.cohens_kappa(counted),
        "kappa_max": measures.greatest_kappa(counted),
    }


def coincidences(rows: list[list[Any]]) -> tuple[Numbers, list[Any]]:
    values, categories = numbered(rows)
    return coincidences_of(values, np.ones(len(values)), len(categories)), categories


def fleiss(rows: list[str]) -> Found:
    counted, categories = coincidences([[*row] for row in rows])
    each = zip(categories, measures.fleiss_by_category(counted), strict=True)
    return {
        "Po": measures.agreement(counted),
        "Pe": measures.fleiss_chance(counted),
        "kappa": measures.fleiss_kappa(counted),
    } | {f"c{category}": found for category, found in each}


def alpha(rows: list[Any], metric: str = "nominal") -> Found:
    if isinstance(rows[0], str):
        rows = [[None if value == "." else int(value) for value in row] for row in rows]
    counted, categories = coincidences(rows)
    apart = {
        "nominal": lambda: distances.nominal(len(categories)),
        "ordinal": lambda: distances.ordinal(counted.sum(axis=0)),
        "interval": lambda: distances.interval(np.array(categories, dtype=np.float64)),
        "ratio": lambda: distances.ratio(np.array(categories, dtype=np.float64)),
    }[metric]()
    return told(counted, apart)


def told(counted: Numbers, apart: Numbers, without_variation: float = math.nan) -> Found:
    return {
        "Do": measures.disagreement(counted, apart),
        "De": measures.expected_disagreement(counted, apart),
        "alpha": measures.krippendorffs_alpha(counted, apart, without_variation),
    }


def alpha_of_one_category(rows: list[list[str]]) -> Found:
    counted, categories = coincidences(rows)
    assert math.isnan(measures.krippendorffs_alpha(counted, distances.nominal(len(categories))))
    # DKPro Statistics, whose figure it is, puts 1 in the place of what is undefined.
    return told(counted, distances.nominal(len(categories)), 1.0)


def of_one_category(rows: list[list[str]]) -> Found:
    values, categories = numbered([[*row] for row in rows])
    ones = np.ones(len(values))
    found = {
        "kappa": measures.cohens_kappa(table_of(values, ones, len(categories))),
        "pi": measures.fleiss_kappa(coincidences_of(values, ones, len(categories))),
    }
    return {name: None if math.isnan(value) else value for name, value in found.items()}


def units(pieces: list[list[list[int]]]) -> list[Values]:
    return [np.array([(begin, begin + length) for begin, length in each], dtype=np.int64) for each in pieces]


def in_limit(pieces: list[list[list[int]]]) -> Found:
    return of_units(unitised(units(pieces), np.array([0, 24]), LIMIT))


def in_300(pieces: Any) -> Found:
    if isinstance(pieces, list):
        return of_units(unitised(units(pieces), np.array([150, 450])))
    each = [unitised(units(one), np.array([150, 450])) for one in pieces.values()]
    return of_units(Unitised(sum(one.observed for one in each), sum(one.expected for one in each)))


def of_units(found: Unitised) -> Found:
    return {"Do": found.observed, "De": found.expected, "alphaU": found.alpha}


def by_character(pieces: list[list[list[int]]]) -> Found:
    values = np.zeros((24, 2), dtype=np.int64)
    for reviewer, each in enumerate(pieces):
        for begin, length in each:
            values[begin : begin + length, reviewer] = 1
    counted = coincidences_of(values, np.ones(24), 2)
    return {
        "kappa": measures.cohens_kappa(table_of(values, np.ones(24), 2)),
        "pi": measures.fleiss_kappa(counted),
        "alpha": measures.krippendorffs_alpha(counted, distances.nominal(2)),
    }


def of_counts(counts: Mapping[str, int]) -> Found:
    first = counts.get("a_only", counts.get("one", 0))
    table = np.array([[counts["none"], counts.get("b_only", 0)], [first, counts["both"]]], dtype=np.float64)
    return {
        "pct": 100 * measures.agreement(table),
        "kappa": measures.cohens_kappa(table),
        "jaccard": measures.agreement_on_tagged(table + table.T),
    }


def masi_pairs(_: object) -> Found:
    sets = {"a": ("A", "AB"), "b": ("AB", "BC"), "c": ("A", "B")}
    return {name: masi_of(pair)[0, 1] for name, pair in sets.items()}


def masi_of(sets: tuple[str, ...]) -> Numbers:
    letters = sorted(set("".join(sets)))
    return distances.masi_of(np.array([[letter in each for letter in letters] for each in sets], dtype=np.float64))


def alpha_of_sets(rows: list[list[list[str]]]) -> Found:
    counted, categories = coincidences([["".join(each) for each in row] for row in rows])
    return told(counted, masi_of(tuple(categories)))


KINDS: tuple[tuple[str, Callable[[Any], Found]], ...] = (
    ("kappa_one_category", of_one_category),
    ("kappa_", kappa),
    ("fleiss_", fleiss),
    ("alpha_full_agreement", alpha_of_one_category),
    ("alpha_masi", alpha_of_sets),
    ("alpha_C_data_", alpha),
    ("alpha_", alpha),
    ("alphaU_k1995_", in_limit),
    ("alphaU_k2004_", in_300),
    (
        "unit_distance_",
        lambda pieces: {"d": unit_distance(*pieces)},
    ),
    ("char_level_", by_character),
    ("nvivo_", of_counts),
    ("coded_only", of_counts),
    ("masi_pairs", masi_pairs),
    ("ica_sample_size", lambda asked: {"n": units_needed(asked["alpha_min"], asked["pc"], asked["z"])}),
)
"""What a vector's name begins with, and what counts it."""


def found_for(vector: Mapping[str, Any]) -> Found:
    name = vector["name"]
    counting = next(count for begins, count in KINDS if name.startswith(begins))
    metric = next((each for each in ("ordinal", "interval", "ratio") if name.endswith(each)), "nominal")
    return alpha(vector["input"], metric) if counting is alpha else counting(vector["input"])


@needs_vectors
def test_there_are_all_of_them() -> None:
    assert len(VECTORS) == len({vector["name"] for vector in VECTORS}) == 43


@needs_vectors
@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_vector(vector: Mapping[str, Any]) -> None:
    found = found_for(vector)
    assert vector["expected"]
    for name, expected in vector["expected"].items():
        if expected is None:
            assert found[name] is None
        else:
            assert float(found[name]) == pytest.approx(expected, abs=vector["tolerance"], rel=0), name
