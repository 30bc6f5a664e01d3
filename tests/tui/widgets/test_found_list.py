"""Lines of passages and of queries that would find something: never more cells than there are, and what matters first."""

import pytest
from rich.cells import cell_len

from search.hits import Hit
from search.suggestions import Suggestion
from tests.tui.app.studies import ALPHA
from tui.displayable import displayable_line
from tui.widgets.found_list import FoundList
from tui.widgets.hit_line import passage_pieces, suggestion_pieces
from tui.widgets.row_list import Pieces

WHOLE = Hit("alpha", 0, 40, (0, 40), "INTERVIEWER", 1.0)


def shown(pieces: Pieces) -> str:
    return "".join(text for text, _ in pieces)


@pytest.mark.parametrize("cells", [40, 52, 80, 200])
def test_a_passage_is_shown_from_its_beginning(cells: int) -> None:
    line = shown(passage_pieces(WHOLE, ALPHA, cells, marked=False))
    assert line.startswith(" alpha")
    assert "INTERVIEWER: Who deci" in line
    assert cell_len(displayable_line(line)) <= cells
    assert shown(passage_pieces(WHOLE, ALPHA, cells, marked=True)).startswith("*alpha")
    assert shown(passage_pieces(WHOLE, None, cells, marked=False)).split() == ["alpha", "0"]


@pytest.mark.parametrize("cells", [40, 52, 80, 200])
@pytest.mark.parametrize("query", ["river", "川" * 60, "a very long query " * 20])
def test_a_suggestion_shows_its_query_and_how_much_it_finds(cells: int, query: str) -> None:
    line = shown(suggestion_pieces(Suggestion(query, "another spelling", 3, 2), cells))
    assert "3 hits" in line
    assert line.startswith(f" {query[:5]}")
    room = cell_len(displayable_line(line.partition("3 hits")[0]))
    assert room <= cells // 2 + 1


def test_all_hits_that_are_listed_are_marked_and_unmarked() -> None:
    rows = FoundList(lambda _: None)
    other = Hit("beta", 0, 5, (0, 5), "", 1.0)
    rows.hits = [WHOLE, other]
    rows.marked = {other}
    rows.mark_all()
    assert rows.marked == {WHOLE, other}
    rows.hits = [WHOLE]
    rows.mark_all()
    assert rows.marked == {other}
