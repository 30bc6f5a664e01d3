"""Which lines begin with the name of who speaks."""

import pytest

from search.turns import turns_of


@pytest.mark.parametrize(
    ("text", "speakers", "carried"),
    [
        (
            "P03 (00:12:33)\nI was.\n\nINT (00:12:40)\nAnd?\n\nP03 (00:13:33)\nNo.\n\nINT\nOk.\n",
            ["P03", "INT"] * 2,
            True,
        ),
        ("INTERVIEWER\n\nHow?\n\nP1\n\nSo.\n\nINTERVIEWER\n\nAnd?\n\nP1\n\nYes.\n", ["INTERVIEWER", "P1"] * 2, True),
        (
            "Ann Lee   0:03\nHi.\n\nBen Roe   0:13\nHi.\n\nAnn Lee 0:20\nSo.\n\nBen Roe 1:02:31\nYes\n",
            ["Ann Lee", "Ben Roe"] * 2,
            True,
        ),
        ("ANNA\nYes.\n\nBEN\nNo.\n\nANNA\nYes.\n\nBEN\nNo.\n", ["ANNA", "BEN"] * 2, True),
        ("INTRODUCTION\n\nWe did.\n\nTABLE 1\n\nx\n\nTABLE 1\n\ny\n\nMETHODS\n\nz\n", [], False),
        ("IV\n\nThe fourth.\n\nIV\n\nAgain.\n\nChapter 3\n\nx\n\nChapter 3\n", [], False),
        ("London 12:30\nThe train left.\n\nIt was late.\n\nNobody spoke.\n\nAnd so on.\n", [], False),
    ],
)
def test_labels_on_lines_of_their_own(text: str, speakers: list[str], carried: bool) -> None:
    turns = turns_of(text)
    assert list(turns.starts.values()) == speakers
    assert turns.carried == carried
    assert all(text.startswith(speaker, start) for start, speaker in turns.starts.items())
