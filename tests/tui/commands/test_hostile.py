"""A project made by somebody else who means harm: nothing of it reaches the terminal as anything but signs, in any command."""

import json
import re
from pathlib import Path

import pytest

from tests.tui.commands.shell import Outcome, Shell

EVIL = "\x1b]52;c;ZXZpbA==\x07\x1b[31m\x9b32m\u202e\u2066\u2028\ufeff\x85\x7f[@click=app.quit][/] [bold]x"
ESCAPED = json.dumps(EVIL)[1:-1].replace("\x7f", "\\u007f")
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")

LISTS = [
    ["documents"],
    ["show", "evil"],
    ["search", "harmless"],
    ["excerpts"],
    ["themes"],
    ["memo", "list"],
    ["memo", "show", "m00evil"],
    ["memo", "log"],
    ["log"],
    ["log", "evil"],
    ["log", "t-evil00"],
    ["doctor"],
]
ACTS = [
    ["tag", "evil", "0", "4", "--theme", "t-evil00"],
    ["untag", "e0000000000", "--theme", "t-evil00"],
    ["theme", "rename", "t-evil00", "Clean"],
    ["theme", "move", "t-evil00", "--under", "t-evil01"],
    ["theme", "define", "t-evil00", EVIL.replace("\x1b", "")],
    ["memo", "edit", "m00evil", "--type", "method"],
    ["undo"],
    ["add", "../odd", "--kind", "report"],
]
MISTAKES = [
    [EVIL],
    ["show", EVIL],
    ["--" + EVIL],
    ["tag", "evil", EVIL, "4", "--theme", "x"],
    ["-C", EVIL, "themes"],
    ["add", EVIL, "--kind", "report"],
    ["add", ".", "--kind", EVIL],
    ["init", "../new", "--title", EVIL],
    ["theme", "add", EVIL],
    ["memo", "new", "--title", EVIL],
    ["memo", "new", "--type", EVIL],
    ["log", EVIL],
    ["search", f'"{EVIL}'],
    ["--reviewer", EVIL, "undo"],
    ["excerpts", "--reviewer", EVIL],
]


@pytest.fixture
def hostile(study: Shell) -> Shell:
    """The study with hostile texts, names, titles, files and messages of git in it."""

    def write(path: str, text: str) -> None:
        file = study.here / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    (study.here.parent / "evil.txt").write_text(f"Evil {EVIL} harmless.\n\n{EVIL}: harmless too.\n")
    assert study.catena("add", "../evil.txt", "--kind", "interview").code == 0
    record = study.here / "documents" / "evil.toml"
    record.write_text(
        record.read_text().replace('title = "evil"', f'title = "{ESCAPED}"').replace('"interview"', f'"{ESCAPED}"')
    )
    for number in (0, 1):
        write(
            f"themes/t-evil0{number}.toml",
            f'schema = 1\nid = "t-evil0{number}"\nname = "{number}{ESCAPED}"\ndefinition = "{ESCAPED}"\n',
        )
    write(
        "excerpts/ana-ferreira/evil.toml",
        f'schema = 1\ndocument = "evil"\n\n[excerpt.e0000000000]\nthemes = ["t-evil00"]\nnote = "{ESCAPED}"\n'
        f'[[excerpt.e0000000000.segments]]\nstart = 0\nend = 4\nexact = "{ESCAPED}"\n'
        f'\n[excerpt."{ESCAPED}"]\nthemes = ["{ESCAPED}"]\n[[excerpt."{ESCAPED}".segments]]\n'
        f'start = 1\nend = 5\nexact = "{ESCAPED}"\n',
    )
    write(
        "memos/ana-ferreira/2026-01-01-m00evil-evil.md",
        f'+++\nschema = 1\nid = "m00evil"\ntitle = "{ESCAPED}"\ntype = "{ESCAPED}"\n+++\n\n{EVIL}',
    )
    write("themes/t-fault0.toml", f'schema = 1\nid = "t-fault0"\nname = "x"\nstatus = "{ESCAPED}"\n')
    write(f"themes/{EVIL.replace('/', '')}.toml", "schema = [\n")
    write("../odd/" + EVIL.replace("/", "") + ".txt", "An odd name.\n")
    assert (
        study.sh("git add -A . && git commit -q -m \"$(printf 'evil \\033[31m message\\n\\n\\033]0;t\\007')\"").code
        == 0
    )
    return study


def clean(came: Outcome) -> bool:
    """Whether nothing is in it that a terminal obeys, but for the returns with which progress rewrites its line."""
    return not OBEYED.search(came.out + came.err.replace("\r", ""))


@pytest.mark.parametrize("command", LISTS, ids=" ".join)
def test_lists(hostile: Shell, command: list[str]) -> None:
    on_terminal = hostile.catena(*command, terminal=True)
    assert clean(on_terminal)
    as_json = hostile.catena(*command, "--json")
    assert clean(as_json)
    assert on_terminal.code == as_json.code == (1 if command == ["doctor"] else 0)
    for line in as_json.out.splitlines():
        assert json.loads(line)


def test_json_gives_the_verbatim_text_back(hostile: Shell) -> None:
    [shown] = hostile.catena("show", "evil", "--json").out.splitlines()
    verbatim = (hostile.here / "corpus" / "interviews" / "evil.txt").read_text()
    assert json.loads(shown)["text"] == verbatim
    assert EVIL in verbatim
    assert hostile.catena("show", "evil").out == verbatim


@pytest.mark.parametrize("command", ACTS, ids=[" ".join(act[:2]) for act in ACTS])
def test_acts(hostile: Shell, command: list[str]) -> None:
    came = hostile.catena(*command, terminal=True)
    assert clean(came)
    assert came.code == (3 if command == ["undo"] else 0)
    assert clean(hostile.catena("log", "--limit", "3"))


@pytest.mark.parametrize("command", MISTAKES, ids=range(len(MISTAKES)))
def test_mistakes(hostile: Shell, command: list[str]) -> None:
    came = hostile.catena(*(word.replace(EVIL, f"{EVIL}!") for word in command), stdin=b"text")
    assert came.code in (2, 3)
    assert clean(came)
    assert came.err.rstrip("\n").split("\n")[-1].startswith("catena: ")


def test_a_name_that_is_no_text_becomes_one(hostile: Shell) -> None:
    odd = hostile.here.parent / "odd2"
    odd.mkdir()
    Path(bytes(odd).decode() + "/we\udcffird.txt").write_text("Odd.\n")
    came = hostile.catena("add", "../odd2", "--kind", "report", "--json")
    assert came.code == 0
    assert json.loads(came.out)["source"] == "we\N{REPLACEMENT CHARACTER}ird.txt"
    assert json.loads(came.out)["document"] == "we-ird"
