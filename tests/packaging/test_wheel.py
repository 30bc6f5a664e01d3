"""What `pipx install catena` gives a person: the four packages and the sample study, working without the repository."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("store", "search", "themes", "tui")
SAMPLE = "tui/sample_study/"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the repository as it stands."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_the_packages_and_the_sample_study_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert {name.partition("/")[0] for name in names} == set(PACKAGES)
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]
    sources = {str(path.relative_to(ROOT)) for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert {name for name in names if not name.startswith(SAMPLE)} >= sources
    study = {
        str(path.relative_to(ROOT / "corpus"))
        for path in (ROOT / "corpus").rglob("*")
        if path.is_file() and ".catena" not in path.parts
    }
    assert {name.removeprefix(SAMPLE) for name in names if name.startswith(SAMPLE)} == study
    assert "catena.toml" in study


def test_an_installed_catena_copies_the_sample_study_and_searches_it(wheel: Path, tmp_path: Path) -> None:
    surroundings = _surroundings(tmp_path)
    python = _environment_with(wheel, tmp_path, surroundings)
    catena = str(python.with_name("catena"))
    study = tmp_path / "study"

    def answer_of(*arguments: str) -> str:
        done = subprocess.run(
            [catena, *arguments], cwd=tmp_path, env=surroundings, capture_output=True, encoding="utf-8", timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    answer_of("demo", "--no-open", str(study))
    place = subprocess.run(
        [python, "-c", "import tui; print(tui.__file__)"],
        cwd=tmp_path,
        env=surroundings,
        capture_output=True,
        text=True,
    )
    assert place.stdout.startswith(str(tmp_path)), "the packages of the repository were used"
    texts = {
        record["document"]: (study / record["path"]).read_text(encoding="utf-8")
        for record in map(json.loads, answer_of("-C", str(study), "documents", "--json").splitlines())
    }
    assert texts
    word = max(re.findall(r"[a-z]{6,}", next(iter(texts.values()))), key=len)
    hits = [json.loads(line) for line in answer_of("-C", str(study), "search", word, "--json").splitlines()]
    assert hits
    for hit in hits:
        assert texts[hit["document"]][hit["start"] : hit["end"]] == hit["text"]
    assert any(hit["text"] == word for hit in hits)


def _surroundings(home: Path) -> dict[str, str]:
    """This environment with an empty home and nothing that leads Python or git back to the repository."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GIT_", "VIRTUAL_ENV"))}
    return kept | {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "LANG": "C.UTF-8"}


def _environment_with(wheel: Path, folder: Path, surroundings: dict[str, str]) -> Path:
    """The Python of a new environment with the wheel and its dependencies, at the versions of the lock."""
    pinned = folder / "constraints.txt"
    pins = re.findall(r"^[a-z0-9.-]+==[^\s\\]+(?: ;[^\\\n]+)?", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    pinned.write_text("\n".join(pins))
    python = folder / "environment" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", folder / "environment"], env=surroundings, check=True)
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    reached = subprocess.run(
        [*pip, "download", "--timeout=10", "--retries=0", "--no-deps", "-d", folder / "probe", "-c", pinned, "tomli-w"],
        env=surroundings,
        capture_output=True,
    )
    if reached.returncode:
        pytest.skip("pip reaches no index of packages here")
    done = subprocess.run(
        [*pip, "install", "--no-compile", "-c", pinned, wheel], env=surroundings, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return python
