"""A command pays for what it uses: which modules it imports, and that the packages' general names are theirs alone."""

import json
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.tui.commands.shell import Shell

HEAVY = ("textual", "rich", "whoosh", "numpy", "charset_normalizer", "asyncio", "importlib.metadata")
COMMANDS = [
    ["documents"],
    ["show", "jw019"],
    ["tag", "jw019", "0", "5", "--theme", "Watched", "--new"],
    ["untag", "jw019", "0", "5"],
    ["excerpts"],
    ["themes"],
    ["theme", "add", "Power"],
    ["memo", "list"],
    ["memo", "new", "--title", "Watched"],
    ["log"],
    ["undo"],
    ["redo"],
    ["doctor"],
    ["add", "../jw019.txt", "--kind", "interview"],
]
TELL = """
import json, sys
from tui.commands import run
code = run(json.loads(sys.argv[1]))
sys.stdout.flush()
sys.stderr.write(json.dumps([code, sorted(sys.modules)]) + "\\n")
"""


def modules_of(shell: Shell, arguments: list[str]) -> tuple[int, set[str]]:
    """A command's exit code and every module that is imported when it has ended."""
    done = subprocess.run(
        [sys.executable, "-c", TELL, json.dumps(arguments)],
        cwd=shell.here,
        input=b"The text of a memo.",
        capture_output=True,
        timeout=60,
        check=True,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_command_imports_nothing_heavy(study: Shell, arguments: list[str]) -> None:
    code, modules = modules_of(study, arguments)
    assert code in (0, 1)
    assert not modules.intersection(HEAVY)


def test_doctor_looks_at_an_index_without_reading_it_as_one(study: Shell) -> None:
    assert study.catena("search", "watched").code == 0
    code, modules = modules_of(study, ["doctor"])
    assert code == 0
    assert not modules.intersection(HEAVY)


def test_help_imports_no_command(study: Shell) -> None:
    code, modules = modules_of(study, ["--help"])
    assert code == 0
    assert {module for module in modules if module.startswith("tui.commands.")} == {
        "tui.commands.group",
        "tui.commands.output",
        "tui.commands.session",
    }
    assert not modules.intersection((*HEAVY, "store.git", "store.holdings", "themes", "search"))


def test_no_dependency_ships_a_package_of_the_same_name() -> None:
    owners: dict[str, set[str]] = {"store": set(), "search": set(), "themes": set(), "tui": set()}
    for distribution in distributions():
        named = (distribution.read_text("top_level.txt") or "").split()
        shipped = {Path(str(file)).parts[0].removesuffix(".py") for file in distribution.files or ()}
        for package in owners.keys() & {*named, *shipped}:
            owners[package].add(distribution.name.lower())
    assert all(found <= {"catena"} for found in owners.values()), owners


@pytest.mark.parametrize("name", ["store", "search", "themes", "tui"])
def test_the_packages_are_the_ones_of_this_repository(name: str) -> None:
    assert Path(__import__(name).__file__ or "").parents[1] == Path(__file__).parents[3]
