"""`catena search` and `catena index` as a person or a script meets them."""

import json
from pathlib import Path

import pytest

from search import index
from search.index import folder_of
from store.project import open_project
from tests.tui.commands.shell import Shell

TALK = "INT: Who decides?\n\nP01: Nobody asks us. We feel watched and not led.\n\nINT: And the dark side?\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    (tmp_path / ".gitconfig").write_text("[user]\n\tname = Ana Ferreira\n\temail = ana@example.org\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / ".gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / "p01.txt").write_text(TALK)
    shell = Shell(tmp_path)
    assert shell.catena("init", "study", "--title", "Two sites").code == 0
    shell.here = tmp_path / "study"
    assert shell.catena("add", "../p01.txt", "--kind", "interview", "--case", "P01").code == 0
    return shell


def records(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_matches_are_printed_with_their_place(study: Shell) -> None:
    done = study.catena("search", '"watched and"', "--context", "8")
    assert done.code == 0
    assert done.out == "p01 48-59  We feel >watched and< not led\n"
    assert done.err == ""


def test_matches_as_json(study: Shell) -> None:
    found = records(study.catena("search", "nobody", "--json", "--context", "5").out)
    assert found == [
        {
            "document": "p01",
            "start": 24,
            "end": 30,
            "text": "Nobody",
            "passage": [19, 68],
            "speaker": "P01",
            "before": "P01: ",
            "after": " asks",
            "score": 0.0,
        }
    ]
    (ranked,) = records(study.catena("search", "nobody", "--json", "--rank").out)
    assert ranked["score"] > 0  # type: ignore[operator]


def test_counts_and_limits(study: Shell) -> None:
    assert study.catena("search", "and", "--count").out == "2\n"
    assert records(study.catena("search", "and", "--count", "--json").out) == [
        {"total": 2, "documents": 1, "passages": 2}
    ]
    done = study.catena("search", "and", "--limit", "1")
    assert len(done.out.splitlines()) == 1
    assert "1 of 2 matches shown" in done.err
    assert study.catena("search", "and", "--limit", "1", "--quiet").err == ""


def test_nothing_found_is_an_answer(study: Shell) -> None:
    done = study.catena("search", "zebra")
    assert (done.code, done.out) == (1, "")
    assert "nothing found for zebra" in done.err
    assert study.catena("search", "zebra", "--count").code == 1


@pytest.mark.parametrize("query", ["(a", '"a', "a OR", "speeker:x", "/(/", "*", "theme:none a"])
def test_a_query_that_cannot_be_read_is_told_in_one_sentence(study: Shell, query: str) -> None:
    done = study.catena("search", query)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert "Traceback" not in done.err


def test_the_index_is_built_and_brought_up_to_date_by_a_search(study: Shell) -> None:
    project = open_project(study.here)
    assert index.generation_of(project) == -1
    assert study.catena("search", "nobody").code == 0
    (study.here.parent / "p02.txt").write_text("P02: Nobody asked me either.\n")
    assert study.catena("add", "../p02.txt", "--kind", "interview").code == 0
    assert study.catena("search", "nobody", "--count").out == "2\n"
    assert study.catena("index", "--check").code == 0
    (report,) = records(study.catena("index", "--rebuild", "--json").out)
    assert (report["documents"], report["passages"], report["missing"]) == (2, 4, 0)


def test_a_damaged_index_is_told_by_the_check_and_mended(study: Shell) -> None:
    study.catena("index")
    columns = next(folder_of(open_project(study.here)).glob("*.columns"))
    columns.write_bytes(columns.read_bytes()[:100])
    done = study.catena("index", "--check")
    assert done.code == 1
    assert "damaged" in done.out
    assert study.catena("search", "nobody", "--count").out == "1\n"
    assert study.catena("index", "--check").code == 0


def test_searching_goes_on_while_another_program_builds(study: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "PATIENCE", 0.05)
    study.catena("index")
    (study.here.parent / "p02.txt").write_text("P02: Nobody asked me either.\n")
    study.catena("add", "../p02.txt", "--kind", "interview")
    with index._turn(open_project(study.here)):
        done = study.catena("search", "nobody", "--count")
        assert (done.code, done.out) == (0, "1\n")
        assert "not indexed" in done.err
        assert study.catena("index").code == 4


def test_themes_and_cases_narrow_a_search(study: Shell) -> None:
    assert study.catena("tag", "p01", "24", "30", "--theme", "Power", "--new").code == 0
    assert study.catena("search", "and", "--theme", "Power", "--count").out == "1\n"
    assert study.catena("search", "and", "--untagged", "--count").out == "1\n"
    assert study.catena("search", "theme:power and", "--count").out == "1\n"
    assert study.catena("search", "and", "--theme", "none").code == 2
    assert study.catena("search", "and", "--where", "site=North").code == 1
    assert study.catena("search", "and", "--where", "site").code == 2
    assert study.catena("search", "and", "--document", "p01", "--count").out == "2\n"
    assert study.catena("search", "and", "--document", "p99").code == 2


def test_what_a_text_holds_does_not_reach_the_terminal(study: Shell) -> None:
    (study.here.parent / "bad.txt").write_text("before \x1b]52;c;aGk=\x07 needle \x1b[31m after \u202e\n")
    assert study.catena("add", "../bad.txt", "--kind", "interview").code == 0
    for options in ((), ("--json",)):
        out = study.catena("search", "needle", *options).out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_a_quotation_is_placed_and_compared(study: Shell) -> None:
    done = study.catena("quote", "We feel watched and not led.")
    assert (done.code, done.out.splitlines()[0]) == (0, "exact  p01 40-68")
    (found,) = records(study.catena("quote", "-", "--json", stdin=b"We feel guided and not led. Nobody asks").out)
    assert found["status"] == "altered"
    (found,) = records(study.catena("quote", "we feel watched and not", "--json").out)
    assert (found["status"], found["start"], found["end"], found["layers"]) == ("normalised", 40, 63, ["case"])
    absent = study.catena("quote", "zebra crossing", "--json")
    assert (absent.code, records(absent.out)[0]["status"]) == (1, "absent")
    assert study.catena("quote", "...").code == 2
    assert study.catena("quote", "a" * 30_000).code == 2


def test_what_the_view_does_to_a_text_can_be_seen(study: Shell) -> None:
    (study.here.parent / "bad.txt").write_text("The infl uence of a fi rst ri-\nver’s flow.\n")
    assert study.catena("add", "../bad.txt", "--kind", "interview").code == 0
    done = study.catena("show", "bad", "--view")
    assert done.out.splitlines() == [
        "ligature gaps  8-9  “ ” > “”  in “The infl uence of a f”",
        "ligature gaps  22-23  “ ” > “”  in “ence of a fi rst ri-↵ver’”",
        "line-end hyphens  29-31  “-↵” > “-”  in “ a fi rst ri-↵ver’s flow.↵”  (both forms are found)",
        "marks  34-35  “’” > “'”  in “ rst ri-↵ver’s flow.↵”",
    ]
    assert "case: 1 changes" in done.err
    (change,) = records(study.catena("show", "bad", "--layer", "case", "--json").out)
    assert change == {
        "document": "bad",
        "layer": "case",
        "start": 0,
        "end": 1,
        "before": "T",
        "after": "t",
        "both": False,
    }
    assert study.catena("show", "bad", "--view", "--from", "10", "--to", "20").out == ""
    assert study.catena("show", "bad", "--layer", "none").code == 2


def test_all_forms_of_a_word(study: Shell) -> None:
    done = study.catena("search", "asking", "--stem")
    assert (done.code, done.out.split("  ")[0]) == (0, "p01 31-35")
    assert "searching for /asking|asks/" in done.err
    assert study.catena("search", "asking", "--stem", "--language", "none").code == 2


def test_an_exact_search_finds_what_was_typed_and_is_saved_as_one(study: Shell) -> None:
    assert study.catena("search", "int", "--count").out == "2\n"
    done = study.catena("search", "int", "--exact")
    assert (done.code, done.out) == (1, "")
    assert "=(int)" in done.err or "int" in done.err
    assert study.catena("search", "INT", "--exact", "--count").out == "2\n"
    assert study.catena("search", "int OR INT", "--exact", "--count", "--save", "capitals").out == "2\n"
    assert study.catena("search", "--saved", "capitals", "--count").out == "2\n"
    assert study.catena("search", "int", "--exact", "--stem").code == 2
    assert "at character 5" in study.catena("search", "int )", "--exact").err


def test_where_nothing_is_found_the_layer_that_is_switched_off_is_named(study: Shell) -> None:
    assert study.catena("text", "layer", "p01", "case", "off").code == 0
    done = study.catena("search", "int")
    assert (done.code, done.out) == (1, "")
    assert "; 2 with the layer case, which is switched off in p01 (catena text layer DOC LAYER on)" in done.err
    assert study.catena("search", "INT", "--count").out == "2\n"
    assert "switched off" not in study.catena("search", "nowhere").err
    assert study.catena("text", "layer", "p01", "case", "on").code == 0
    assert study.catena("search", "int", "--count").out == "2\n"
