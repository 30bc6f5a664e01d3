"""A study in which everything that can be named or written tries to take over the terminal, or to be markup.

Its files are written past the commands, which refuse most of this, as an edit by hand or a colleague's repository can bring them.
Each place has its own word before the poison, so that it can be told on the screen whose text was shown.
"""

import subprocess
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from store.excerpts import Excerpt, excerpt_entry, segments_of
from store.toml import render_toml
from tests.journeys.studies import Study
from tests.journeys.terminal import CATENA, environment

POISON = (
    "\x1b]52;c;ZXZpbA==\x07\x1b]0;OWNED\x07\x1b]8;;http://evil.example\x1b\\\x1b[7777m\x9b6666J\x1bP$q\x1b\\\x1b_G\x1b\\"
    "\x1bc\x07\x08\x0b\x0c\x0e\x00\x7f\x85\u202e\u2066\u2028\u2029\ufeff[@click=app.quit]x[/] [/] [bold red]$HOME"
)
"""Clipboard, title, link, colours, C1, device control, reset, bell and back space, ways to reorder or break lines, markup."""

SIGNS = "\N{SYMBOL FOR ESCAPE}]52"
"""How the poison begins where it is shown."""


def hostile_study(home: Path) -> Study:
    """The project, in git, with a document that is open in nobody's window."""
    root = home / "study"
    root.mkdir()
    study = Study(home, root, "nobody asked")
    subprocess.run(
        [CATENA, "init", str(root), "--title", "Plain"], env=environment(home), check=True, capture_output=True
    )
    text = "".join(
        f"SPEAKER{POISON}: BODY{POISON} nobody asked me {number}. Then I said TAIL{POISON} and left.\n\n"
        for number in range(12)
    )
    (reviewer,) = (path.stem for path in (root / "reviewers").glob("*.toml"))
    _document(root, text)
    _write(root, "catena.toml", {"id": "abcdefghij", "title": f"STUDY{POISON}", "approach": "codebook"})
    for number, parent in enumerate(("", "t-000000", "t-000000")):
        theme = {
            "id": f"t-00000{number}",
            "name": f"THEME{number}{POISON}",
            "definition": f"DEFINITION{POISON}\nsecond line{POISON}",
            "include": f"INCLUDE{POISON}",
            "exclude": f"EXCLUDE{POISON}",
            "aliases": [f"ALIAS{POISON}"],
            "order": "n",
            "status": "agreed",
        }
        _write(root, f"themes/t-00000{number}.toml", theme | ({"parent": parent} if parent else {}))
    _write(root, "cases/case.toml", {"id": "case", "name": f"CASE{POISON}", "attributes": {f"KEY{POISON}": POISON}})
    _write(root, f"reviewers/{reviewer}.toml", {"id": reviewer, "name": f"REVIEWER{POISON}", "email": f"e@x{POISON}"})
    stranger = f"ODD{POISON.replace('/', '-').replace(chr(0), '')}"
    for folder in (reviewer, "other", stranger):
        _excerpts(root, folder, text)
        _memo(root, folder, f"m{sha256(folder.encode()).hexdigest()[:6]}")
    # A file that cannot be read is named on screen, and its name is not to be trusted either.
    (root / "themes" / f"FAULT{stranger}.toml").write_text("name = \n", encoding="utf-8")
    study.git("config", "user.name", f"Eve {POISON.replace(chr(0), '')}")
    return study


def _write(root: Path, path: str, values: Mapping[str, object]) -> None:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(render_toml({"schema": 1, **values}))


def _document(root: Path, text: str) -> None:
    data = text.encode("utf-8")
    for number in range(2):
        name = f"int{number}"
        place = root / "corpus" / "interviews" / f"{name}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        record = {
            "id": name,
            "title": f"DOCUMENT{number}{POISON}",
            "kind": f"KIND{POISON}",
            "path": f"corpus/interviews/{name}.txt",
            "sha256": sha256(data).hexdigest(),
            "characters": len(text),
            "cases": ["case"],
            "source": f"SOURCE{POISON}.txt",
            "importer": f"IMPORTER{POISON}",
        }
        _write(root, f"documents/{name}.toml", record)


def _excerpts(root: Path, folder: str, text: str) -> None:
    entries: dict[str, object] = {}
    for number in range(4):
        start = text.index(f"nobody asked me {number}")
        excerpt = Excerpt(
            id=f"e{sha256(folder.encode()).hexdigest()[:9]}{number}",
            reviewer=folder,
            document="int0",
            sha256=sha256(text.encode()).hexdigest(),
            segments=segments_of(text, [(start - 100, start + 120)]),
            # One excerpt without themes, whose note is not pushed out of the line by their names.
            themes=("t-000001", "t-000002") if number else (),
            note=f"NOTE{POISON}",
        )
        entries[excerpt.id] = excerpt_entry(excerpt)
    _write(root, f"excerpts/{folder}/int0.toml", {"document": "int0", "excerpt": entries})


def _memo(root: Path, folder: str, name: str) -> None:
    head = {
        "schema": 1,
        "id": name,
        "title": f"MEMO{POISON}",
        "type": f"TYPE{POISON}",
        "themes": ["t-000001", f"LINK{POISON}"],
        "documents": [f"LINK{POISON}"],
    }
    place = root / "memos" / folder / f"2026-01-01-{name}.md"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(
        f"+++\n{render_toml(head).decode()}+++\n\nPAGE{POISON}\n\n> quoted {POISON}\nlast line\n",
        encoding="utf-8",
        newline="",
    )
