"""Searches that are kept and what is made of results: where a question is asked, whose is whose, and what JSON holds."""

import json
import re

import pytest

from store.holdings import read_holdings
from store.project import open_project
from tests.tui.commands.shell import Shell
from tests.tui.commands.test_documentation import SECTIONS


@pytest.mark.parametrize(("answer", "code", "tagged"), [(b"y\n", 0, 2), (b"n\n", 1, 0), (b"\n", 1, 0)])
def test_tagging_all_hits_asks_on_a_terminal(study: Shell, answer: bytes, code: int, tagged: int) -> None:
    assert study.catena("theme", "add", "Asking").code == 0
    came = study.catena("tag-hits", "who OR nobody", "--theme", "asking", stdin=answer, terminal=True)
    assert came.code == code
    assert "2 matches, 2 places by sentence, in 1 document: tag them as Asking?" in came.err
    assert len(read_holdings(open_project(study.here)).excerpts) == tagged


def test_a_match_a_sentence_and_a_passage_are_three_spans(study: Shell) -> None:
    assert study.catena("theme", "add", "Asking").code == 0
    texts = []
    for span in ("word", "sentence", "passage"):
        came = study.catena("tag-hits", "nobody", "--theme", "Asking", "--span", span, "--yes", "--json")
        texts += [json.loads(line)["text"] for line in came.out.splitlines()]
    assert texts == ["Nobody", "JW019: Nobody asks us.", "JW019: Nobody asks us. We feel watched and not led."]


def listed(section: str, before: str) -> set[str]:
    """The JSON fields that the page lists behind some words."""
    told = SECTIONS[section].partition(before)[2].partition(";")[0].partition(", where ")[0]
    return set(re.findall(r"`([a-z_]+)`", told))


def test_the_fields_of_facets_and_of_notes_are_those_of_the_page(study: Shell) -> None:
    assert study.catena("tag", "jw019", "34", "40", "--theme", "Asking", "--new", "--note", "nobody").code == 0
    (facet,) = study.catena("search", "nobody", "--facets", "theme", "--json").out.splitlines()
    assert set(json.loads(facet)) == listed("catena search", "with `--facets` instead:")
    assert json.loads(facet)["query"] == "theme:Asking"
    for line in study.catena("search", "nobody", "--in", "excerpts", "--json").out.splitlines():
        assert set(json.loads(line)) == listed("catena search", "a note or a memo instead:")


def test_facets_count_what_the_search_finds(study: Shell) -> None:
    assert study.catena("tag", "jw019", "34", "40", "--theme", "Asking", "--new").code == 0
    for wishes in ((), ("--document", "jw019"), ("--untagged",), ("--theme", "Asking")):
        counted = study.catena("search", "the OR who OR nobody", *wishes, "--count").out
        for key in ("document", "speaker", "kind"):
            lines = study.catena("search", "the OR who OR nobody", *wishes, "--facets", key, "--json").out.splitlines()
            assert sum(json.loads(line)["hits"] for line in lines) == int(counted) > 0


def test_a_colleagues_saved_search_is_asked_and_logged_but_not_changed(study: Shell) -> None:
    assert study.catena("search", "nobody", "--save", "Theirs", "--reviewer", "ben", "--quiet").code == 0
    assert study.catena("search", "--saved", "theirs", "--count", "--log", "as Ben asked").out == "1\n"
    refused = study.catena("searches", "--forget", "Theirs")
    assert (refused.code, refused.out) == (2, "")
    assert "is ben's, and only they change it" in refused.err
    assert study.catena("search", "watched", "--save", "Theirs").code == 0
    assert study.catena("search", "--saved", "Theirs").out.count(">watched<") == 1
    (entry,) = read_holdings(open_project(study.here)).logged.values()
    assert (entry.reviewer, entry.saved, entry.hits) == ("ana-ferreira", "", 1)


def test_a_saved_search_remembers_where_it_looks(study: Shell) -> None:
    assert study.catena("tag", "jw019", "34", "40", "--theme", "Asking", "--new").code == 0
    assert study.catena("search", "nobody", "--in", "excerpts,memos", "--save", "Tagged").code == 0
    assert study.catena("search", "who", "--untagged", "--save", "Untagged").code == 0
    assert study.catena("search", "--saved", "Tagged").out.startswith("excerpt ")
    assert study.catena("search", "--saved", "Untagged", "--count").out == "1\n"
    assert study.catena("search", "--saved", "Tagged", "--in", "documents", "--count").out == "1\n"


def test_what_cannot_be_said_in_a_query_is_not_kept_half(study: Shell) -> None:
    refused = study.catena("search", "nobody", "--where", 'site=the "old" one', "--save", "Old")
    assert (refused.code, refused.out) == (2, "")
    assert "cannot stand in a query that is kept" in refused.err
    assert read_holdings(open_project(study.here)).searches == {}


def test_what_files_of_searches_hold_does_not_reach_the_terminal(study: Shell) -> None:
    folder = study.here / "searches/ben"
    folder.mkdir(parents=True)
    (folder / "bad.toml").write_text('name = "x \\u001b]52;c;aGk=\\u0007"\nquery = "a \\u001b[31m \\u202e"\n')
    (folder / "log.toml").write_text('[log.s1]\nquery = "\\u001b[2J"\nwhy = "\\u009b31m"\n')
    for options in ((), ("--json",)):
        came = study.catena("searches", *options)
        assert came.code == 0
        assert not re.search("[\x1b\x07\x9b\u202e]", came.out)


def test_themes_are_counted_as_tagged_or_as_a_reviewer_reads(study: Shell) -> None:
    assert study.catena("theme", "add", "Distance").code == 0
    tagged = study.catena("tag", "jw019", "34", "40", "--theme", "Asking", "--new", "--json")
    excerpt = json.loads(tagged.out)["excerpt"]
    other = study.catena("--reviewer", "ben", "recode", excerpt, "--from", "Asking", "--to", "Distance")
    assert other.code == 0, other.err

    def counted(*options: str) -> dict[str, int]:
        lines = map(json.loads, study.catena("themes", "--json", *options).out.splitlines())
        return {line["name"]: line["excerpts"] for line in lines if line["name"] in ("Asking", "Distance")}

    assert counted() == {"Asking": 1, "Distance": 0}
    assert counted("--as", "ben") == {"Asking": 0, "Distance": 1}
    assert "some read colleagues' excerpts otherwise (--as R): ben" in study.catena("themes").err
