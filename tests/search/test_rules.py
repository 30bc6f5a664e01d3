"""Text rules in a search: regions never produce a hit, layers that are off leave the text as it is, refused furniture is text."""

import ast
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine import Searcher
from search.furniture_lines import furniture_in, furniture_lines
from search.hidden import InRegions, LeftOut, in_regions, left_out, left_out_regions
from search.index import open_index, update_index
from search.layers import LAYERS as SEARCH_LAYERS
from search.passages import passages_of
from search.query import Query
from search.quotation import find_quotation
from search.similar import similar_to
from search.suggestions import Suggestion
from search.view import key_of, view_of
from search.vocabulary import vocabulary_of
from store.documents import hash_of
from store.rules import CONFIRMED, LAYERS, PLAIN, REFUSED, REGIONS, Region, Rules, Verdict
from tests.search import test_scan, test_view
from tests.search.scanning import Scan
from tests.search.studies import ranges, rules_with, searcher_of, study_of

PAGE = "A line of the report goes on for a while, and says what it says about the river. " * 12
REPORT = "".join(f"{PAGE}\n\nAnnual Muster {number}\n\n" for number in range(1, 9))
LINES = st.sampled_from(("#", "3", "a # b", "a", "12 | P a g e", "# | P a g e", "Annual Muster #", "…#"))


def verdicts(*judged: tuple[str, str]) -> tuple[Verdict, ...]:
    return tuple(Verdict(f"f{number}", line, verdict) for number, (line, verdict) in enumerate(judged))


@st.composite
def rules_of(draw: st.DrawFn, text: str) -> Rules:
    place = st.integers(0, max(1, len(text)))
    regions = draw(st.lists(st.tuples(place, place, st.sampled_from(REGIONS), st.booleans()), max_size=3))
    judged = draw(st.lists(st.tuples(LINES, st.sampled_from((CONFIRMED, REFUSED))), max_size=3))
    return Rules(
        frozenset(draw(st.sets(st.sampled_from(LAYERS), max_size=3))),
        tuple(
            Region(f"r{number}", kind, min(low, high), max(low, high), hash_of(text), searched)
            for number, (low, high, kind, searched) in enumerate(sorted(regions))
            if low != high
        ),
        verdicts(*judged),
    )


READ = test_view.TEXTS.flatmap(lambda text: st.tuples(st.just(text), rules_of(text)))
STUDIES = st.dictionaries(
    st.sampled_from(("x", "y")),
    test_scan.MADE.flatmap(lambda text: st.tuples(st.just(text), rules_of(text))),
    min_size=1,
)


def test_the_layers_of_a_record_are_those_of_the_search_view() -> None:
    assert tuple(SEARCH_LAYERS) == LAYERS


@given(READ)
def test_by_any_rules_every_position_maps_into_the_source_and_back(read: tuple[str, Rules]) -> None:
    text, rules = read
    mapped = view_of(text, rules).mapped
    before = (0, 0)
    for position in range(len(mapped.text)):
        start, end = mapped.to_source(position, position + 1)
        assert 0 <= start < end <= len(text)
        assert start >= before[0]
        assert end >= before[1], "ranges never cross"
        before = start, end
        low, high = mapped.from_source(start, end)
        assert low <= position < high


@given(READ)
def test_by_any_rules_passages_hold_everything_and_lie_across_no_border(read: tuple[str, Rules]) -> None:
    text, rules = read
    position = 0
    for passage in passages_of(text, rules):
        assert not text[position : passage.start].strip()
        assert text[passage.start : passage.end].strip() == text[passage.start : passage.end] != ""
        assert not any(
            passage.start < place < passage.end for each in rules.regions for place in (each.start, each.end)
        )
        position = passage.end
    assert not text[position:].strip()


@given(READ)
def test_a_layer_that_is_off_leaves_what_the_others_make_of_the_text(read: tuple[str, Rules]) -> None:
    text, rules = read
    shown = text
    for name, find in SEARCH_LAYERS.items():
        if name == "page furniture":
            without = Rules(frozenset(LAYERS) - {name}, rules.regions, rules.furniture)
            shown = text if name in rules.off else view_of(text, without).mapped.text
        elif name not in rules.off:
            pieces: list[str] = []
            position = 0
            for edit in find(shown):
                pieces += (shown[position : edit.start], edit.text)
                position = edit.end
            shown = "".join(pieces) + shown[position:]
    assert view_of(text, rules).mapped.text == shown


@settings(deadline=None, max_examples=150)
@given(STUDIES, st.lists(test_scan.QUERIES, min_size=1, max_size=4))
def test_the_engine_finds_by_any_rules_what_a_scan_finds(
    study: Mapping[str, tuple[str, Rules]], queries: list[Query]
) -> None:
    with TemporaryDirectory() as folder:
        texts = {name: text for name, (text, _) in study.items()}
        searcher = searcher_of(Path(folder), texts, {name: rules for name, (_, rules) in study.items()})
        for query in queries:
            found = searcher.find(query)
            scans = {name: Scan(*study[name]) for name in sorted(study)}
            expected = [(name, *place) for name, scan in scans.items() for place in scan.find(query)]
            assert [(hit.document, hit.start, hit.end) for hit in found.hits] == expected, query
            assert found.total == len(expected)
            for hit in found.hits:
                scan = scans[hit.document]
                words = [(scan.starts[at], scan.ends[at]) for at in scan.hidden]
                assert not any(start < hit.end and hit.start < end for start, end in words), "a region has no hit"


@given(READ)
def test_furniture_is_what_is_not_refused(read: tuple[str, Rules]) -> None:
    text, rules = read
    lines = furniture_lines(text, rules)
    hidden = sorted(place for each in lines if each.state != REFUSED for place in each.places)
    if "page furniture" not in rules.off:
        assert tuple(hidden) == furniture_in(text, rules)
    refused = Rules(rules.off, rules.regions, verdicts(*((each.line, REFUSED) for each in lines)))
    assert furniture_in(text, refused) == ()


def test_whoever_reads_a_document_says_by_which_rules() -> None:
    root = Path(__file__).parents[2]
    readers = {"passages_of": "search.passages", "view_of": "search.view", "changes_of": "search.view"}
    without: list[str] = []
    for file in sorted(each for folder in ("search", "themes", "tui") for each in (root / folder).rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {
            each.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for each in node.names
            if readers.get(each.name) == node.module
        }
        without += (
            f"{file.name}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in imported
            if len(node.args) < (3 if node.func.id == "changes_of" else 2)
        )
    assert without == []


def test_without_rules_nothing_is_read_otherwise() -> None:
    assert key_of(PLAIN) == key_of(Rules(stale=(Region("r1", "table", 0, 1, "x"),)))
    assert "," not in key_of(PLAIN)


TEXT = "The river rose in spring.\n\nReferences\n\nRivers and their banks. The river rose (1999).\n\nNobody said it."


def test_a_region_is_left_out_until_it_is_asked_for(tmp_path: Path) -> None:
    start, end = TEXT.index("References"), TEXT.index("Nobody") - 2
    searcher = searcher_of(tmp_path, {"a": TEXT, "b": "River."}, {"a": rules_with(TEXT, (start, end))})
    visible = [("a", 4, 9), ("b", 0, 5)]
    again = ("a", TEXT.rindex("river"), TEXT.rindex("river") + 5)
    assert ranges(searcher, "river") == visible
    assert searcher.find("river").documents == 2
    everything = searcher.find("river", everything=True).hits
    assert [(hit.document, hit.start, hit.end) for hit in everything] == [visible[0], again, visible[1]]
    assert ranges(searcher, "river region:references") == ranges(searcher, "river region:*") == [again]
    assert ranges(searcher, "river region:table") == []
    assert ranges(searcher, "river -region:references") == visible
    assert ranges(searcher, "spring nobody") == []
    assert [hit.start for hit in searcher.find("-nobody").hits] == [0, 0]
    assert searcher.find("banks").total == 0
    assert left_out_regions(searcher, "banks") == InRegions(1, ("references",))
    assert str(left_out_regions(searcher, "rivers")) == "1 in parts left out: references"
    assert left_out_regions(searcher, "spring") is None
    assert in_regions(searcher, "spring") == []
    assert in_regions(searcher, "banks OR 1999") == [
        Suggestion("(banks OR 1999) region:*", "in parts left out: references", 2, 1)
    ]
    assert [each.query for each in in_regions(searcher, "ban", typing=True)] == ["ban* region:*"]
    assert left_out_regions(searcher, "banks", document="b") is None


def test_a_region_that_is_searched_is_text_with_borders(tmp_path: Path) -> None:
    start, end = TEXT.index("References"), TEXT.index("Nobody") - 2
    searcher = searcher_of(tmp_path, {"a": TEXT}, {"a": rules_with(TEXT, (start, end), searched=True)})
    assert len(ranges(searcher, "river")) == 2
    assert left_out_regions(searcher, "banks") is None


def test_a_region_of_another_version_of_the_text_changes_nothing(tmp_path: Path) -> None:
    rules = Rules(stale=(Region("r1", "references", 0, len(TEXT), "0" * 64),))
    assert len(ranges(searcher_of(tmp_path, {"a": TEXT}, {"a": rules}), "river")) == 2


def test_what_is_like_a_passage_and_what_is_counted_beside_it_is_searched_text(tmp_path: Path) -> None:
    start, end = TEXT.index("References"), TEXT.index("Nobody") - 2
    texts = {"a": TEXT, "b": "The river is here.", "c": "Else."}
    searcher = searcher_of(tmp_path, texts, {"a": rules_with(TEXT, (start, end))})
    assert all(not start <= hit.start < end for hit in similar_to(searcher, "b", 0, 18).hits)
    plain = searcher_of(tmp_path / "plain", texts)
    counted, all_counted = (vocabulary_of(each, each.find("spring").hits) for each in (searcher, plain))
    assert counted.elsewhere < all_counted.elsewhere


def test_a_quotation_of_a_region_is_found_and_said_to_be_of_one(tmp_path: Path) -> None:
    start, end = TEXT.index("References"), TEXT.index("Nobody") - 2
    searcher = searcher_of(tmp_path, {"a": TEXT}, {"a": rules_with(TEXT, (start, end))})
    found = find_quotation(searcher, "The river rose")
    assert [(each.start, each.regions) for each in found] == [(0, ()), (TEXT.rindex("The river"), ("references",))]


def test_a_change_of_rules_is_indexed_and_a_search_before_that_says_what_is_missing(tmp_path: Path) -> None:
    project, documents = study_of(tmp_path, {"a": REPORT, "b": TEXT})
    update_index(project, documents)
    versions = open_index(project).versions()
    _, changed = study_of(
        tmp_path, {"a": REPORT, "b": TEXT}, {"a": Rules(furniture=verdicts(("Annual Muster #", REFUSED)))}
    )
    assert Searcher.open(project, changed).missing == ("a",)
    assert update_index(project, changed).changed == 2, "one goes, one comes"
    after = open_index(project).versions()
    assert after["b"] == versions["b"]
    assert after["a"] != versions["a"]
    assert Searcher.open(project, changed).find("muster").total == 8
    assert Searcher.open(project, changed).missing == ()


def test_refused_furniture_is_text_and_confirmed_lines_are_none(tmp_path: Path) -> None:
    (line,) = furniture_lines(REPORT)
    assert (line.line, line.state, len(line.places)) == ("Annual Muster #", "proposed", 8)
    refused = Rules(furniture=verdicts(("Annual Muster #", REFUSED), ("Annual Muster 3", CONFIRMED)))
    states = [(each.line, each.state, len(each.places)) for each in furniture_lines(REPORT, refused)]
    assert states == [("Annual Muster #", REFUSED, 7), ("Annual Muster 3", CONFIRMED, 1)]
    text = "Draft\n\nOne.\n\nDraft\n\nTwo drafts.\n\n  Draft 2 \n\nThree."
    confirmed = Rules(furniture=verdicts(("Draft", CONFIRMED), ("Nowhere", CONFIRMED)))
    assert [text[slice(*place)] for place in furniture_in(text, confirmed)] == ["Draft", "Draft"]
    assert furniture_lines(text, confirmed)[-1].places == ()
    searcher = searcher_of(tmp_path, {"a": text}, {"a": confirmed})
    assert len(ranges(searcher, "draft*")) == 2
    assert left_out(searcher, "draft") == [LeftOut("draft", "page furniture", 2, "a", 0)]


def test_what_two_people_say_differently_of_a_line_hides_nothing() -> None:
    both = verdicts(("Annual Muster #", REFUSED), ("Annual Muster #", CONFIRMED))
    for judged in (both, both[::-1]):
        assert furniture_in(REPORT, Rules(furniture=judged)) == ()


def test_digits_alone_are_confirmed_where_they_are_proposed_and_never_in_a_table() -> None:
    text = "".join(f"{PAGE}\n\n{number}\n\n" for number in range(1, 5)) + "Table\n\n7\n\n8\n\n1999\n\n2\n"
    rules = Rules(furniture=verdicts(("#", CONFIRMED), ("7", CONFIRMED)))
    assert furniture_in(text, rules) == furniture_in(text) != ()
    third = furniture_in(text)[2]
    table = rules_with(text, (third[0] - 5, third[1] + 5), kind="table", searched=True)
    assert furniture_in(text, table) == tuple(each for each in furniture_in(text) if each != third)


@pytest.mark.parametrize(
    ("off", "query", "found"),
    [
        ("diacritics", "för", [0]),
        ("diacritics", "FÖR", [0]),
        ("diacritics", "for", [4]),
        ("diacritics", "fö*", [0]),
        ("diacritics", "nob*", [8]),
        ("case", "nobody", []),
        ("case", "Nobody", [8]),
        ("case", "FOR", []),
        ("case", '"för for Nobody"', [0]),
        ("case", "/nob.*/", []),
    ],
)
def test_a_document_that_tells_letters_apart_is_asked_for_what_was_typed(
    tmp_path: Path, off: str, query: str, found: list[int]
) -> None:
    text = "för for Nobody"
    searcher = searcher_of(tmp_path, {"a": text, "b": text}, {"a": rules_with(text, off=[off])})
    assert [start for document, start, _ in ranges(searcher, query) if document == "a"] == found
    if "ö*" not in query:
        assert any(document == "b" for document, _, _ in ranges(searcher, query))


def test_a_quotation_is_found_in_a_document_that_tells_letters_apart(tmp_path: Path) -> None:
    text = "Nobody said för that day, and nobody said for."
    searcher = searcher_of(tmp_path, {"a": text, "b": "Else."}, {"a": rules_with(text, off=["diacritics", "case"])})
    assert [each.status for each in find_quotation(searcher, "Nobody said för that day")] == ["exact"]
    assert find_quotation(searcher, "nobody said for that day")[0].status == "altered"


def test_a_running_head_that_is_refused_is_left_out_no_more(tmp_path: Path) -> None:
    searcher = searcher_of(tmp_path, {"a": REPORT}, {"a": Rules(furniture=verdicts(("Annual Muster 3", REFUSED)))})
    assert searcher.find("muster").total == 1
    start = REPORT.index("Annual Muster")
    assert left_out(searcher, "annual") == [LeftOut("annual", "page furniture", 7, "a", start)]
