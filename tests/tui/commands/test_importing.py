"""A text that was changed in the other program is taken in with `--update`, and every excerpt stands on its words in it."""

import json
from pathlib import Path

from tests.store.exchange.containers import SPOKEN, TALK, container, project, selection, source
from tests.tui.commands.shell import Shell


def exported(place: Path, text: str) -> Path:
    inside = selection(text, "Nobody asked 🙂 us") + selection(text, "jamais", number=2)
    return container(place, project(source(inside)), {f"{TALK}.txt": text.encode()})


def excerpts(shell: Shell) -> dict[str, str]:
    """The state of each excerpt of the talk by its words."""
    found = map(json.loads, shell.catena("excerpts", "--document", "talk", "--json").out.splitlines())
    return {each["text"]: each["state"] for each in found}


def test_a_text_that_was_changed_there_is_taken_in_when_that_is_asked_for(study: Shell) -> None:
    place = exported(study.here.parent / "ward.qdpx", SPOKEN)
    assert study.catena("import", str(place)).code == 0
    start = SPOKEN.index("That is it")
    assert study.catena("tag", "talk", str(start), str(start + 10), "--theme", "Voice").code == 0
    changed = SPOKEN.replace("Interviewer: And then?", "Interviewer: Well, and what then?")
    exported(place, changed)
    told = study.catena("import", str(place))
    assert "lost: document (talk): its text is another one here" in told.out
    assert study.catena("show", "talk").out == SPOKEN
    taken = study.catena("import", str(place), "--update")
    assert taken.code == 0
    assert "talk has another text now; excerpts: 3 carried" in taken.err
    assert study.catena("show", "talk").out == changed
    assert excerpts(study) == {"Nobody asked 🙂 us": "exact", "jamais": "exact", "That is it": "exact"}
    again = study.catena("import", str(place))
    assert "nothing that is not here already" in again.err
    assert study.catena("check").code == 0


def test_on_a_terminal_it_is_asked_first(study: Shell) -> None:
    place = exported(study.here.parent / "ward.qdpx", SPOKEN)
    assert study.catena("import", str(place), stdin=b"n\n", terminal=True).code == 1
    assert study.catena("show", "talk").code != 0
    assert study.catena("import", str(place), stdin=b"\n", terminal=True).code == 0
    assert study.catena("show", "talk").out.startswith("Interviewer")
