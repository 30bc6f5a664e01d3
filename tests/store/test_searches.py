"""Saved searches and the log: the question is kept and not its hits, each reviewer has their own, nothing is deleted."""

from dataclasses import replace
from pathlib import Path

import pytest

from store.acts import add_theme
from store.errors import UsageFault
from store.holdings import Holdings, holdings_after, read_holdings
from store.inspection import is_sound
from store.project import Project
from store.search_acts import forget_search, log_search, rename_search, save_search
from store.searches import Question, SavedSearch
from tests.store.studies import Desk, messages, uncommitted

QUIET = Question('"nobody asks" OR watch*')
EVERYWHERE = Question("led", ("documents", "excerpts", "memos"), untagged=True)


def save(desk: Desk, name: str, question: Question = QUIET) -> SavedSearch:
    act, search = save_search(desk.holdings, desk.writer.reviewer.id, name, question)
    desk.take_in(desk.writer.perform(act))
    return search


def put(project: Project, path: str, text: str) -> Path:
    place = project.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)
    return place


def test_a_saved_search_is_a_file_that_a_person_can_read(desk: Desk) -> None:
    search = save(desk, "Quiet leaders")
    assert search.key == "ana-ferreira/quiet-leaders"
    text = (desk.project.root / "searches/ana-ferreira/quiet-leaders.toml").read_text()
    assert text.startswith('schema = 1\nname = "Quiet leaders"\nquery = "\\"nobody asks\\" OR watch*"\ncreated = ')
    assert "\nin = " not in text
    assert desk.holdings.searches == {search.key: search}
    assert desk.holdings == desk.read_again()


def test_where_it_looks_is_kept_where_that_is_not_the_documents_alone(desk: Desk) -> None:
    assert save(desk, "All", EVERYWHERE).question == EVERYWHERE
    assert desk.read_again().searches["ana-ferreira/all"].question == EVERYWHERE


def test_saving_under_a_name_again_changes_what_it_asks_in_the_same_file(desk: Desk) -> None:
    first = save(desk, "Quiet leaders")
    with pytest.raises(UsageFault, match="saved as Quiet leaders already"):
        save_search(desk.holdings, "ana-ferreira", "quiet LEADERS", QUIET)
    again = save(desk, "quiet leaders", EVERYWHERE)
    assert again == replace(first, question=EVERYWHERE)
    assert desk.holdings == desk.read_again()
    assert len(desk.holdings.searches) == 1


def test_names_that_make_the_same_file_name_do_not_meet_and_none_meets_the_log(desk: Desk) -> None:
    slugs = [save(desk, name).slug for name in ("Led?", "Led!", "Log", "???")]
    assert slugs == ["led", "led-2", "log-2", "search"]
    assert desk.holdings == desk.read_again()


def test_renaming_keeps_the_file_and_what_a_person_wrote_into_it(desk: Desk) -> None:
    search = save(desk, "Quiet leaders")
    path = desk.project.root / "searches/ana-ferreira/quiet-leaders.toml"
    path.write_text(path.read_text() + 'colour = "red"\n')
    act, changed = rename_search(desk.holdings, search, "Silent leaders")
    desk.take_in(desk.writer.perform(act))
    assert (changed.slug, changed.name) == ("quiet-leaders", "Silent leaders")
    assert 'colour = "red"' in path.read_text()
    assert desk.holdings == desk.read_again()
    save(desk, "Other")
    with pytest.raises(UsageFault, match="there is a search Silent leaders already"):
        rename_search(desk.holdings, desk.holdings.searches["ana-ferreira/other"], "silent leaders")
    with pytest.raises(UsageFault, match="called Silent leaders already"):
        rename_search(desk.holdings, changed, "Silent leaders")


def test_a_forgotten_search_stays_on_disk_and_its_name_brings_it_back(desk: Desk) -> None:
    search = save(desk, "Quiet leaders")
    desk.take_in(desk.writer.perform(forget_search(search)))
    forgotten = desk.read_again().searches[search.key]
    assert not forgotten.kept
    with pytest.raises(UsageFault, match="forgotten already"):
        forget_search(forgotten)
    assert save(desk, "Quiet leaders").kept
    assert desk.read_again().searches[search.key] == search


def test_a_search_that_found_nothing_is_logged_with_its_reason(desk: Desk) -> None:
    act, entry = log_search(desk.holdings, "ana-ferreira", QUIET, "somebody who was\nasked", 0, 0)
    assert act.why == "somebody who was asked"
    assert act.message == f"log search {entry.id}: 0 matches"
    desk.take_in(desk.writer.perform(act))
    text = (desk.project.root / "searches/ana-ferreira/log.toml").read_text()
    assert text.startswith(f"schema = 1\n\n[log.{entry.id}]\nquery = ")
    assert "hits = 0\ndocuments = 0\n" in text
    assert desk.holdings.logged == {entry.id: entry}
    assert desk.holdings == desk.read_again()
    act, other = log_search(desk.holdings, "ana-ferreira", EVERYWHERE, "once more", 1, 1, "all")
    desk.take_in(desk.writer.perform(act))
    assert desk.holdings.logged == {entry.id: entry, other.id: other}
    assert desk.holdings == desk.read_again()
    desk.take_in(desk.writer.undo())
    assert desk.holdings.logged == {entry.id: entry}
    assert desk.holdings == desk.read_again()
    desk.take_in(desk.writer.undo())
    assert not (desk.project.root / "searches/ana-ferreira/log.toml").exists()
    assert desk.holdings == desk.read_again()


def test_a_logged_search_names_the_themes_that_it_would_refute_once_each_and_in_its_message(desk: Desk) -> None:
    act, theme = add_theme(desk.holdings, "Nobody in charge")
    desk.take_in(desk.writer.perform(act))
    act, entry = log_search(desk.holdings, "ana-ferreira", QUIET, "somebody led", 0, 0, against=[theme, theme])
    assert entry.against == (theme.id,)
    assert act.message == f"log search {entry.id}: 0 matches, against Nobody in charge ({theme.id})"
    desk.take_in(desk.writer.perform(act))
    text = (desk.project.root / "searches/ana-ferreira/log.toml").read_text()
    assert f'against = [\n    "{theme.id}",\n]\n' in text
    assert desk.holdings.logged == {entry.id: entry}
    assert desk.holdings == desk.read_again()


def test_a_saved_search_keeps_the_theme_that_it_looks_for_until_another_is_named(desk: Desk) -> None:
    act, theme = add_theme(desk.holdings, "Nobody in charge")
    desk.take_in(desk.writer.perform(act))
    act, search = save_search(desk.holdings, "ana-ferreira", "Quiet", QUIET, theme)
    desk.take_in(desk.writer.perform(act))
    assert f'\ntheme = "{theme.id}"\n' in (desk.project.root / "searches/ana-ferreira/quiet.toml").read_text()
    assert desk.read_again().searches[search.key].theme == theme.id
    assert save(desk, "Quiet", EVERYWHERE).theme == theme.id
    assert desk.holdings == desk.read_again()


def test_no_query_enters_the_history_and_all_of_it_is_committed(desk: Desk) -> None:
    search = save(desk, "Quiet leaders")
    desk.writer.perform(log_search(desk.holdings, "ana-ferreira", QUIET, "why not", 3, 2)[0])
    desk.writer.close()
    assert uncommitted(desk.project.root) == ""
    said = "\n".join(messages(desk.project.root))
    assert f"save search Quiet leaders ({search.slug})" in said
    assert "nobody" not in said


@pytest.mark.parametrize("query", ["", "  \n"])
def test_without_a_query_or_a_reason_there_is_nothing_to_keep(query: str) -> None:
    with pytest.raises(UsageFault, match="no query"):
        save_search(Holdings(), "ana", "Name", Question(query))
    with pytest.raises(UsageFault, match="no query"):
        log_search(Holdings(), "ana", Question(query), "why", 0, 0)
    with pytest.raises(UsageFault, match="cannot be empty"):
        log_search(Holdings(), "ana", QUIET, query, 0, 0)


FAULTY = {
    "searches/loose.toml": "query = 'x'\n",
    "searches/ana/none.toml": "name = 'x'\n",
    "searches/ana/place.toml": "query = 'x'\nin = ['attic']\n",
    "searches/ana/lost.toml": "query = 'x'\nstatus = 'lost'\n",
    "searches/ana/newer.toml": "schema = 2\nquery = 'x'\n",
    "searches/ana/broken.toml": "query = \n",
    "searches/ben/log.toml": "log = [1]\n",
    "searches/ana/log.toml": "[log]\ns1 = 5\n[log.s2]\nwhy = 'x'\n[log.s3]\nquery = 'x'\nhits = -1\n",
}


def test_searches_at_fault_are_named_and_the_others_are_read(project: Project) -> None:
    for path, text in FAULTY.items():
        put(project, path, text)
    put(project, "searches/ben/good.toml", "query = 'x'\n")
    found = read_holdings(project)
    assert {fault.path for fault in found.faults} == set(FAULTY)
    assert sum(fault.path == "searches/ana/log.toml" for fault in found.faults) == 2
    assert found.searches == {"ben/good": SavedSearch("good", "ben", "good", Question("x"))}
    assert (found.logged["s3"].hits, found.logged["s3"].reviewer) == (0, "ana")
    assert is_sound(project, "searches/ben/good.toml")
    assert not is_sound(project, "searches/ana/broken.toml")


def test_an_entry_that_two_reviewers_have_is_named_and_shown_once(project: Project) -> None:
    for reviewer in ("ana", "ben"):
        put(project, f"searches/{reviewer}/log.toml", "[log.s1]\nquery = 'x'\n")
    found = read_holdings(project)
    assert [entry.reviewer for entry in found.logged.values()] == ["ana"]
    assert [fault.path for fault in found.faults] == ["searches/ben/log.toml"]


def test_what_a_person_broke_in_the_log_beside_an_act_is_a_fault_once(desk: Desk) -> None:
    path = put(desk.project, "searches/ana-ferreira/log.toml", "schema = 1\n[log.s1]\nwhy = 'no query'\n")
    desk.read_again()
    before = len(desk.holdings.faults)
    act, _ = log_search(desk.holdings, "ana-ferreira", QUIET, "why", 1, 1)
    desk.take_in(desk.writer.perform(act))
    assert len(desk.holdings.faults) == before == 1
    assert "no query" in path.read_text()
    assert [fault.message for fault in desk.holdings.faults] == [fault.message for fault in desk.read_again().faults]


def test_other_saved_searches_are_untouched_by_an_act(desk: Desk) -> None:
    save(desk, "One")
    save(desk, "Two")
    assert {"ana-ferreira/one", "ana-ferreira/two"} == set(desk.holdings.searches)
    before = desk.holdings
    assert holdings_after(before, []) == before
