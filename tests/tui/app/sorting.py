"""A typology and a quota for the sample study, which has none."""

from pathlib import Path

from store.holdings import Holdings, read_holdings
from store.project import open_project
from store.quota_acts import begin_quota, set_cell
from store.typology_acts import assign_case, begin_typology, set_dimension, set_type
from store.writer import Writer


def sort_cases(root: Path) -> None:
    """A typology with two dimensions, two cases sorted, and a quota by site."""
    with Writer.open(open_project(root), "ana") as writer:

        def held() -> Holdings:
            return read_holdings(open_project(root))

        begun, typology = begin_typology(held(), "Stances", "participant")
        writer.perform(begun)
        for title in ("Trust", "Reach"):
            act, typology = set_dimension(typology, title, ("low", "high"))
            writer.perform(act)
        places = [dict.fromkeys(typology.dimensions, step) for step in ("low", "high")]
        kinds = []
        for name, place in zip(("Doubter", "Believer"), places, strict=True):
            act, typology, kind = set_type(typology, name, at=place)
            writer.perform(act)
            kinds.append(kind)
        cases = held().cases
        evidence = [held().excerpts_of("bv01")[0], held().excerpts_of("bv05")[0]]
        writer.perform(assign_case(held(), "ana", typology, cases["bv01"], kinds[:1], "doubts", evidence)[0])
        writer.perform(assign_case(held(), "ana", typology, cases["bv02"], kinds[1:], "believes")[0])
        begun, quota = begin_quota(held(), "Sites", ["site"])
        writer.perform(begun)
        writer.perform(set_cell(quota, ["Aldermoor"], target=9, declined=1)[0])
