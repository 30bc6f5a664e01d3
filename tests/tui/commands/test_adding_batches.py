"""`catena add` of many files of many formats: what each became, what stops it, and what is shown before."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.importers.packages import docx, epub, odt, p, table, xlsx, zipped
from tests.store.importers.pdfs import lines, pdf
from tests.tui.commands.shell import Shell


def mixed(folder: Path, count: int) -> None:
    """So many good files of all formats, in folders of ten."""
    for number in range(count):
        words = f"Interview {number}: nobody came to the {number}th meeting."
        makers = (
            ("docx", lambda words: docx(p(words))),
            ("odt", lambda words: odt(f"<text:p>{words}</text:p>")),
            ("pdf", lambda words: pdf([lines(words), lines("And went on.")])),
            ("txt", str.encode),
            ("rtf", lambda words: rb"{\rtf1\ansi " + words.encode() + b"}"),
            ("html", lambda words: f"<p>{words}</p>".encode()),
            ("epub", lambda words: epub({"a.xhtml": f"<p>{words}</p>"})),
            ("vtt", lambda words: f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>{words}\n".encode()),
            ("zip", lambda words: zipped({"inside.txt": words})),
        )
        ending, make = makers[number % len(makers)]
        place = folder / f"wave{number // 10}" / f"int{number:03}.{ending}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(make(words))


def hostile(folder: Path) -> int:
    """Files that must be refused; how many."""
    bad = {
        "bomb.docx": docx(p("x"), document="<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
        "broken.pdf": pdf([lines("x")])[:300],
        "scan.pdf": pdf([[], []]),
        "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "macros.docx": docx(p("x"), **{"word/vbaProject.bin": b"x"}),
        "out.zip": zipped({"../../out.txt": "x"}),
        "empty.txt": b"",
    }
    for name, data in bad.items():
        (folder / name).write_bytes(data)
    return len(bad)


def test_a_folder_says_for_each_file_what_it_became(study: Shell) -> None:
    mixed(study.here / "../in", 18)
    refused = hostile(study.here / "../in")
    came = study.catena("--json", "add", "../in", "--kind", "interview")
    said = [json.loads(line) for line in came.out.splitlines()]
    assert came.code == 3
    assert [each["status"] for each in said].count("added") == 18
    left_out = [each for each in said if each["status"] == "left out"]
    assert len(left_out) == refused
    assert all(len(each["remarks"]) == 1 and each["document"] is None for each in left_out)
    added = {each["document"]: each for each in said if each["document"]}
    assert added["int006"]["source"] == "wave0/int006.epub"
    assert added["inside"]["source"] == "wave0/int008.zip/inside.txt"
    record = (study.here / "documents/int002.toml").read_text()
    assert 'importer = "pdf"' in record
    assert "[pages]" in record
    shown = study.catena("show", "int007").out
    assert shown.startswith("Anna: Interview 7")
    assert not list(study.here.parent.rglob("out.txt"))
    again = study.catena("add", "../in", "--kind", "interview")
    assert again.out.count("unchanged") == 18


def test_a_dry_run_shows_what_would_come_and_writes_nothing(study: Shell) -> None:
    turns = "".join(p("*INT*", f" Question {n}?") + p("*P03*", f" Answer {n}.") for n in range(3))
    (study.here / "../new.docx").write_bytes(docx(turns + table(("a", "b"), ("c", "d"))))
    came = study.catena("add", "../new.docx", "--kind", "interview", "--dry-run")
    assert came.out.split("\n") == [
        "would be added new  110 characters, 7 passages",
        "    speakers: INT 3, P03 3",
        "    left out of search: table (7 characters)",
        "",
    ]
    preview = json.loads(study.catena("--json", "add", "../new.docx", "--kind", "interview", "--dry-run").out)[
        "preview"
    ]
    assert preview["speakers"] == {"INT": 3, "P03": 3}
    assert not (study.here / "documents/new.toml").exists()


def test_a_sheet_becomes_documents_and_cases(study: Shell) -> None:
    rows = [["ID", "Ward", "Words"], ["P1", "North", "It was a long time before anybody came."], ["P2", "South", "No."]]
    (study.here / "../survey.xlsx").write_bytes(xlsx(rows))
    came = study.catena("add", "../survey.xlsx", "--kind", "interview", "--text", "words")
    assert "survey-p1: rows are named by ID; text: Words; attributes: Ward" in came.err
    assert study.catena("show", "survey-p2").out == "No.\n"
    case = json.loads(study.catena("--json", "cases").out.splitlines()[-1])
    assert (case["case"], case["attributes"]) == ("p2", {"Ward": "South"})
    assert study.catena("undo").code == 0
    assert not list((study.here / "documents").glob("survey*"))
    cases = study.catena("--json", "cases", "import", "../survey.xlsx", "--yes")
    assert [json.loads(line)["case"] for line in cases.out.splitlines()] == ["p1", "p2"]


@pytest.mark.parametrize("files", [60])
def test_ctrl_c_leaves_whole_what_was_done_and_the_same_command_goes_on(study: Shell, files: int) -> None:
    mixed(study.here / "../in", files)
    command = [str(Path(sys.executable).parent / "catena"), "--json", "add", "../in", "--kind", "interview"]
    with subprocess.Popen(
        command, cwd=study.here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        first = running.stdout.readline()
        running.send_signal(signal.SIGINT)
        # Not `communicate`: it would lose the lines that came together with the first.
        rest, told = running.stdout.read(), running.stderr.read()
        running.wait(60)
    assert running.returncode == 130
    said = [json.loads(line)["document"] for line in (first + rest).splitlines()]
    assert 0 < len(said) < files
    assert "the same command goes on from there" in told
    documents = [json.loads(line) for line in study.catena("--json", "documents").out.splitlines()]
    # The study had a document before. What came in as the signal arrived is whole, and told.
    assert len(said) == len(documents) - 1
    assert all(study.catena("show", each["document"]).code == 0 for each in documents)
    assert study.sh("git status --porcelain").out == ""
    again = study.catena("add", "../in", "--kind", "interview")
    assert again.code == 0
    assert again.out.count("added") == files - len(documents) + 1
