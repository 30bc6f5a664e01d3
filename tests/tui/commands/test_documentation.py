"""docs/commands.md against the commands themselves: every command, argument, option and JSON field, and nothing besides."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from store.files import write_durably
from store.sharing.conflicts import About, conflict_files
from store.sharing.files import Dispute, Side
from tests.tui.commands.shell import Shell
from tui.commands.group import COMMANDS, catena

PAGE = (Path(__file__).parents[3] / "docs" / "commands.md").read_text(encoding="utf-8")
OF_EVERY_COMMAND = {"--project", "--json", "--reviewer", "--quiet", "--help"}


def sections() -> dict[str, str]:
    """The text below each heading of a command, up to the next heading."""
    pieces = re.split(r"^#+ (.+)$", PAGE, flags=re.MULTILINE)
    return {name: text for name, text in zip(pieces[1::2], pieces[2::2], strict=True) if name.startswith("catena")}


SECTIONS = sections()


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its whole name, those of a group too."""
    context = click.Context(catena)
    for name in COMMANDS:
        command = catena.get_command(context, name)
        assert command is not None
        yield f"catena {name}", command
        if isinstance(command, click.Group):
            yield from ((f"catena {name} {inner}", each) for inner, each in command.commands.items())


ALL = dict(commands())


def test_every_command_has_a_section_and_every_section_a_command() -> None:
    assert set(SECTIONS) == {"catena", *ALL}


@pytest.mark.parametrize("name", ALL)
def test_options_and_arguments(name: str) -> None:
    section, command = SECTIONS[name], ALL[name]
    options = {
        option: (parameter.metavar or "") if not getattr(parameter, "is_flag", False) else ""
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }
    own = {option: metavar for option, metavar in options.items() if option not in OF_EVERY_COMMAND and option != "-C"}
    listed = re.findall(r"^\| `(--[a-z-]+)(?: ([^`]+))?` \|", section, re.MULTILINE)
    own |= {option: options[option] for option, _ in listed if option == "--reviewer"}
    assert {option: metavar or "" for option, metavar in listed} == own
    usage = " ".join(section.split())
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            shown = parameter.metavar or (parameter.name or "").upper()
            for alternative in shown.split(" | "):
                assert f"`{name} " in usage
                assert re.search(rf"`{name} [^`]*{re.escape(alternative)}", usage), alternative


def test_the_options_of_every_command_are_told_once() -> None:
    for option in OF_EVERY_COMMAND:
        assert f"{option}" in PAGE.partition("\n## catena\n")[0]
    for name, command in ALL.items():
        if not isinstance(command, click.Group):
            taken = {option for parameter in command.params for option in parameter.opts}
            assert taken >= OF_EVERY_COMMAND - {"--help"}, name


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_of_a_command_what_its_own_help_begins_with(name: str) -> None:
    assert (ALL[f"catena {name}"].help or "").replace("\n", " ").startswith(COMMANDS[name][1].removesuffix("."))


def test_the_shell_completes_commands_and_options(shell: Shell) -> None:
    assert "_CATENA_COMPLETE=bash_source catena" in PAGE
    assert "complete" in shell.sh("_CATENA_COMPLETE=bash_source catena").out
    completing = "_CATENA_COMPLETE=bash_complete COMP_CWORD=%d COMP_WORDS='%s' catena"
    assert set(shell.sh(completing % (1, "catena th")).out.split()) == {"plain,theme", "plain,themes"}
    assert shell.sh(completing % (2, "catena tag --no")).out == "plain,--note\n"


WORDS = ["unanchored", "add", "Nobody came.", "--source", "Notebook", "--theme", "Watched", "--document", "jw019"]
CALLS = {
    "catena init": ["init", "../other", "--title", "Other"],
    "catena demo": ["demo", "../sample", "--no-open"],
    "catena add": ["add", "../jw019.txt", "--kind", "interview"],
    "catena documents": ["documents"],
    "catena document set": ["document", "set", "jw019", "--group", "First wave"],
    "catena show": ["show", "jw019"],
    "catena tag": ["tag", "jw019", "0", "5", "--theme", "Watched"],
    "catena untag": ["untag", "jw019", "6", "9"],
    "catena excerpts": ["excerpts"],
    "catena themes": ["themes"],
    "catena theme add": ["theme", "add", "Power"],
    "catena theme rename": ["theme", "rename", "Watched", "Being watched"],
    "catena theme move": ["theme", "move", "Watched", "--under", "Distance"],
    "catena theme define": ["theme", "define", "Watched", "Use it where …"],
    "catena theme order": ["theme", "order", "Watched", "--after", "Distance"],
    "catena theme agree": ["theme", "agree", "Watched"],
    "catena theme retire": ["theme", "retire", "Watched"],
    "catena theme wake": ["theme", "wake", "Watched"],
    "catena theme merge": ["theme", "merge", "Watched", "--into", "Distance"],
    "catena theme split": ["theme", "split", "Watched", "--into", "By day", "--into", "By night"],
    "catena theme sheet": ["theme", "sheet", "Watched"],
    "catena recode": ["recode", "e", "--from", "Watched", "--to", "Distance"],
    "catena note": ["note", "e", "By whom?"],
    "catena star": ["star", "e"],
    "catena against": ["against", "e", "Watched"],
    "catena unanchored add": WORDS,
    "catena unanchored retag": ["unanchored", "retag", "u", "--theme", "Distance"],
    "catena unanchored remove": ["unanchored", "remove", "u"],
    "catena unanchored list": ["unanchored", "list"],
    "catena context": ["context", "e", "Distance"],
    "catena borders": ["borders", "e", "0", "5", "6", "9"],
    "catena anchors list": ["anchors", "list"],
    "catena anchors accept": ["anchors", "accept", "e"],
    "catena anchors missing": ["anchors", "missing", "e"],
    "catena attribution list": ["attribution", "list"],
    "catena attribution set": ["attribution", "set", "e", "role=nurse"],
    "catena attribution check": ["attribution", "check"],
    "catena codebook export": ["codebook", "export"],
    "catena codebook import": ["codebook", "import", "../codes.csv"],
    "catena import": ["import", "../book.qdc"],
    "catena kept": ["kept"],
    "catena export html": ["export", "html", "../out.html"],
    "catena export md": ["export", "md", "../out.md"],
    "catena export docx": ["export", "docx", "../out.docx"],
    "catena export csv": ["export", "csv", "../out.csv"],
    "catena export qdpx": ["export", "qdpx", "../out.qdpx"],
    "catena export qdc": ["export", "qdc", "../out.qdc"],
    "catena review start": ["review", "start", "First"],
    "catena review next": ["review", "next"],
    "catena review judge": ["review", "judge", "e", "fits"],
    "catena review compare": ["review", "compare", "Watched", "Distance", "keep-apart"],
    "catena review others": ["review", "others", "e", "--theme", "Watched"],
    "catena review seen": ["review", "seen", "jw019", "0", "5"],
    "catena review status": ["review", "status"],
    "catena review apply": ["review", "apply"],
    "catena review open-points": ["review", "open-points", "Who watches?"],
    "catena review settle": ["review", "settle", "1"],
    "catena review close": ["review", "close"],
    "catena review reopen": ["review", "reopen", "first"],
    "catena agree": ["agree", "ana-ferreira", "ben"],
    "catena adjudicate": ["adjudicate", "jw019", "6", "9", "--as", "Watched", "--why", "We met"],
    "catena reviewers": ["reviewers"],
    "catena sample draw": ["sample", "draw", "First", "--number", "1"],
    "catena sample list": ["sample", "list"],
    "catena sample lift": ["sample", "lift", "first"],
    "catena done": ["done", "jw019"],
    "catena memo new": ["memo", "new"],
    "catena memo list": ["memo", "list"],
    "catena memo show": ["memo", "show", "A memo"],
    "catena memo edit": ["memo", "edit", "A memo"],
    "catena memo diff": ["memo", "diff", "A memo"],
    "catena memo restore": ["memo", "restore", "A memo", "VERSION"],
    "catena pseudonymise": ["pseudonymise", "--yes"],
    "catena names check": ["names", "check"],
    "catena names replace": ["names", "replace"],
    "catena names allow": ["names", "allow", "themes/THEME.toml"],
    "catena memo month": ["memo", "month", f"{datetime.now(UTC):%Y-%m}"],
    "catena links": ["links", "--complete", "Wat"],
    "catena memo log": ["memo", "log"],
    "catena cases export": ["cases", "export"],
    "catena cases check": ["cases", "check"],
    "catena cases import": ["cases", "import", "../cases.csv", "--yes"],
    "catena case set": ["case", "set", "site-north", "years=4"],
    "catena case assign": ["case", "assign", "jw019"],
    "catena case attribute": [
        *("case", "attribute", "years", "--type", "number", "--title", "Years", "--values", "1,2", "--bands", "1,5"),
    ],
    "catena quota begin": ["quota", "begin", "Sites", "--by", "site"],
    "catena quota set": ["quota", "set", "sites", "North", "--target", "4"],
    "catena quota show": ["quota", "show"],
    "catena typology begin": ["typology", "begin", "Ways"],
    "catena typology dimension": ["typology", "dimension", "ways", "Reach", "inside", "outside"],
    "catena typology type": ["typology", "type", "ways", "Caller"],
    "catena typology sort": ["typology", "sort", "ways", "c1", "caller"],
    "catena typology show": ["typology", "show"],
    "catena table attribute": ["table", "attribute", "site"],
    "catena table themes": ["table", "themes", "--by", "site"],
    "catena table cooccurrence": ["table", "cooccurrence"],
    "catena table matrix": ["table", "matrix"],
    "catena table saturation": ["table", "saturation"],
    "catena table coverage": ["table", "coverage"],
    "catena table sequence": ["table", "sequence", "jw019"],
    "catena table timeline": ["table", "timeline"],
    "catena table typology": ["table", "typology", "ways"],
    "catena sync": ["sync", "--to", "../shared.git"],
    "catena conflicts": ["conflicts"],
    "catena resolve": ["resolve", "c", "--both"],
    "catena news": ["news", "--reviewer", "ben"],
    "catena check": ["check"],
    "catena log": ["log"],
    "catena undo": ["undo"],
    "catena redo": ["redo"],
    "catena doctor": ["doctor"],
    "catena search": ["search", "watched"],
    "catena text rules": ["text", "rules", "jw019"],
    "catena text partial": ["text", "partial", "jw019"],
    "catena text layer": ["text", "layer", "jw019", "line-end-hyphens", "off"],
    "catena text mark": ["text", "mark", "jw019", "0", "5", "--as", "front-matter"],
    "catena text unmark": ["text", "unmark", "jw019", "r"],
    "catena text confirm": ["text", "confirm", "jw019", "INTERVIEWER: And then?"],
    "catena text refuse": ["text", "refuse", "jw019", "INTERVIEWER: And then?"],
    "catena text forget": ["text", "forget", "jw019", "INTERVIEWER: And then?"],
    "catena quote": ["quote", "feel watched"],
    "catena index": ["index"],
    "catena searches": ["searches"],
    "catena similar": ["similar", "jw019", "0", "20"],
    "catena words": ["words", "asks"],
    "catena tag-hits": ["tag-hits", "decides", "--theme", "Watched", "--yes"],
}


CODEBOOK = (
    '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
    '<Code guid="71b71e30-7c36-569e-8a5f-65ac71912ecb" name="Trust" isCodable="true"/></Codes></CodeBook>'
)
BENS = ["tag", "jw019", "0", "11", "--theme", "Watched", "--reviewer", "ben"]
DRAWN = [BENS, ["sample", "draw", "First", "--number", "1"]]
QUOTA = ["quota", "begin", "Sites", "--by", "site"]
WAYS = [["typology", "begin", "Ways"], ["typology", "type", "ways", "Caller"]]
BEFORE = {
    "catena kept": [["import", "../book.qdc"]],
    "catena agree": [BENS],
    "catena anchors list": [["add", "../two.txt", "--update", "--id", "jw019"]],
    "catena anchors accept": [["add", "../changed.txt", "--update", "--id", "jw019"]],
    "catena anchors missing": [["add", "../two.txt", "--update", "--id", "jw019"]],
    "catena sample draw": [BENS],
    "catena sample list": DRAWN,
    "catena sample lift": DRAWN,
    "catena redo": [["undo"]],
    "catena table attribute": [["case", "set", "site-north", "site=North"]],
    "catena table themes": [["case", "set", "site-north", "site=North"], ["case", "assign", "jw019", "site-north"]],
    "catena table matrix": [["case", "set", "site-north"], ["case", "assign", "jw019", "site-north"]],
    "catena table cooccurrence": [["tag", "jw019", "6", "9", "--theme", "Distance"]],
    "catena case assign": [["case", "set", "c1"], ["case", "assign", "jw019", "c1"]],
    "catena unanchored retag": [WORDS],
    "catena unanchored remove": [WORDS],
    "catena unanchored list": [WORDS],
    "catena quota set": [QUOTA],
    "catena cases check": [["case", "set", "c1", "--alias", "JW 019"]],
    "catena quota show": [QUOTA, ["quota", "set", "sites", "North", "--target", "4"]],
    "catena typology dimension": WAYS[:1],
    "catena typology type": WAYS[:1],
    "catena typology sort": [*WAYS, ["case", "set", "c1"]],
    "catena table typology": [*WAYS, ["case", "set", "c1"]],
    "catena typology show": [*WAYS, ["case", "set", "c1"], ["typology", "sort", "ways", "c1", "caller"]],
    "catena searches": [["search", "led", "--save", "Led", "--log", "to see"]],
    "catena text rules": [["text", "mark", "jw019", "0", "5", "--as", "table"]],
    "catena text unmark": [["text", "mark", "jw019", "0", "5", "--as", "table"]],
    "catena text refuse": [["text", "confirm", "jw019", "INTERVIEWER: And then?"]],
    "catena text forget": [["text", "confirm", "jw019", "INTERVIEWER: And then?"]],
    "catena theme wake": [["theme", "retire", "Watched"]],
    "catena attribution check": [
        ["add", "../two.txt", "--kind", "interview"],
        ["tag", "two", "0", "8", "--theme", "Distance"],
        ["tag", "two", "30", "40", "--theme", "Distance"],
    ],
    "catena review others": [["tag", "jw019", "0", "5", "--theme", "Watched"]],
    "catena review apply": [["review", "judge", "e", "discard"]],
    "catena review settle": [["review", "open-points", "Who watches?"]],
    "catena review reopen": [["review", "close"]],
    "catena memo diff": [["memo", "edit", "A memo", "--type", "method"]],
    "catena memo restore": [["memo", "edit", "A memo", "--type", "method"]],
}
"""What must have been done before a command has something to say."""


def fields_of(name: str) -> set[str]:
    """The JSON fields that the page lists for a command, where need be those of the command that it refers to."""
    told = SECTIONS[name].partition("JSON fields: ")[2].partition("; with ")[0]
    assert told, name
    told = re.sub(r"\([^)]*\)", "", told)
    other = re.search(r"`(catena [a-z ]+)`", told)
    fields = set(re.findall(r"`([a-z_0-9]+)`", told))
    return fields | fields_of(other[1]) if other else fields


def put_conflict(root: Path) -> None:
    """A conflict as a sync leaves it, over the definition of a theme."""
    theme = f"themes/{sorted(path.name for path in (root / 'themes').iterdir())[0]}"
    sides = [Side({"definition": text}) for text in ("When it is there.", "When it is not.")]
    dispute = Dispute(theme, "values", sides[0], sides[1], fields=("definition",))
    for path, data in conflict_files(dispute, About("ana"), About("ben"), None).items():
        write_durably(root, path, data)


def test_every_command_that_prints_data_is_called_here() -> None:
    assert set(CALLS) == {name for name, command in ALL.items() if not isinstance(command, click.Group)}


@pytest.mark.parametrize("name", CALLS)
def test_json_fields(study: Shell, name: str) -> None:
    assert study.catena("tag", "jw019", "6", "9", "--theme", "Watched", "--new").code == 0
    assert study.catena("theme", "add", "Distance").code == 0
    assert study.catena("memo", "new", stdin=b"# A memo\n").code == 0
    (study.here.parent / "two.txt").write_text("We know.\n(Rowan, Night, Quay)\nWe do not.\n(Rowan, Day, Quay)\n")
    changed = (study.here.parent / "jw019.txt").read_text().replace("INTERVIEWER: Who", "QUESTIONER: Who")
    (study.here.parent / "changed.txt").write_text(changed)
    (study.here.parent / "cases.csv").write_text("id,site\nc1,North\n")
    (study.here.parent / "codes.csv").write_text("name,parent\nPower,\nRule,Power\n")
    (study.here.parent / "book.qdc").write_text(CODEBOOK)
    first = json.loads(study.catena("excerpts", "--json").out)["excerpt"]
    if name.startswith("catena review ") and name != "catena review start":
        assert study.catena("review", "start", "First", "--theme", "Watched").code == 0
    if name == "catena sync":
        assert study.sh("git init --quiet --bare --initial-branch=main ../shared.git").code == 0
    if name in ("catena conflicts", "catena resolve"):
        put_conflict(study.here)
    for arguments in BEFORE.get(name, ()):
        assert study.catena(*arguments).code == 0
    if name.startswith(("catena names", "catena pseudonymise")):
        (study.here / "private").mkdir(exist_ok=True)
        key = 'schema = 1\n\n[person.p]\npseudonym = "P1"\nnames = ["Watched", "Nobody"]\n'
        (study.here / "private" / "names.toml").write_text(key)
        theme = next(path.stem for path in study.here.glob("themes/*.toml") if "Watched" in path.read_text())
        CALLS["catena names allow"][-1] = f"themes/{theme}.toml"
    version = study.sh("git log --format=%H --diff-filter=A -- memos | tail -n 1").out.strip()
    # Where a second excerpt is there, a beginning does not say which is meant.
    call = [{"VERSION": version, "e": first}.get(each, each) for each in CALLS[name]]
    came = study.catena(*call, "--json", stdin=b"Other text.\n")
    assert came.out.endswith("\n")
    for line in came.out.splitlines():
        assert set(json.loads(line)) == fields_of(name)


def test_the_commands_of_the_readme_work_on_the_sample_study(shell: Shell) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    [block] = re.findall(r"as one object a line:\n\n```sh\n(.+?)```", readme, re.DOTALL)
    lines = [line.partition("   #")[0].strip() for line in block.splitlines()]
    assert len(lines) > 4
    assert shell.catena("demo", "sample", "--no-open").code == 0
    shell.here = shell.here / "sample"
    (shell.here / "memo.md").write_text("Who rings whom, and who does not.\n")
    for line in lines:
        came = shell.sh(line)
        assert (came.code, came.err) == (0, ""), line
        assert came.out, line
