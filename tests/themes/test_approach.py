"""Which studies show scores of agreement."""

import pytest

from store.project import APPROACHES, Settings
from themes.approach import why_no_scores


def test_a_reflexive_study_shows_no_scores_and_says_why() -> None:
    reason = why_no_scores(Settings("id", "A study", "reflexive"))
    assert "catena.toml" in reason
    assert "two readers are not expected to agree" in reason


@pytest.mark.parametrize("approach", [each for each in APPROACHES if each != "reflexive"])
def test_other_studies_show_them(approach: str) -> None:
    assert why_no_scores(Settings("id", "A study", approach)) == ""
