"""`git log -p` of a project reads like a diary: each entry an act and its reason, and none of them a quotation."""

import re

from tests.tui.commands.shell import Shell

VERBS = r"begin|add|tag|untag|remove|write|rename|move|define|undo:|redo:|take in"
PRIVATE = (
    "Nobody asks us",
    "watched and not led",
    "in her own words",
    "It is always somebody else",
    "Use it where",
    "Maria",
)


def test_a_diary_of_acts_and_reasons_without_quotations(study: Shell) -> None:
    case = study.here / "cases" / "jw019.toml"
    case.write_text(case.read_text() + '\n[attributes]\nname = "Maria"\n')
    for command, stdin in [
        (["theme", "add", "Power", "--definition", "Use it where", "--why", "It comes up in every interview"], b""),
        (["tag", "jw019", "34", "49", "--theme", "Distance", "--new", "--note", "in her own words"], b""),
        (["tag", "jw019", "50", "77", "--theme", "Power"], b""),
        (["theme", "move", "Distance", "--under", "Power", "--why", "It is a kind of power"], b""),
        (["theme", "define", "Distance", "Use it where somebody is far away"], b""),
        (["untag", "jw019", "50", "77", "--theme", "Power"], b""),
        (["undo"], b""),
        (["memo", "new", "--theme", "Power"], b"> Nobody asks us.\n\nIt is always somebody else.\n"),
        (["memo", "new", "--title", "Second thoughts"], b"It is always somebody else.\n"),
        (["memo", "edit", "Second thoughts", "--type", "method"], b""),
        (["theme", "rename", "Distance", "Being far away", "--why", "closer to what was said"], b""),
    ]:
        assert study.catena(*command, stdin=stdin).code == 0, command
    subjects = study.sh("git log --reverse --format=%s").out.splitlines()
    plain = [re.sub(r"\b(t-[0-9a-z]{6}|e[0-9a-z]{10}|m[0-9a-z]{6})\b", "ID", subject) for subject in subjects]
    assert plain == [
        "begin Two sites",
        "add reviewer ana-ferreira",
        "add jw019, interview, 103 characters; add case jw019",
        "take in 1 file changed outside",
        "add theme Power (ID)",
        "tag ID as Distance (jw019); add theme Distance (ID)",
        "tag ID as Power (jw019)",
        "move theme Distance under Power (ID)",
        "define theme Distance (ID)",
        "untag ID from Power (jw019)",
        "undo: untag ID from Power (jw019)",
        "write memo Untitled (ID)",
        "write memo Second thoughts (ID)",
        "write in memo Second thoughts (ID)",
        "rename theme Distance to Being far away (ID)",
    ]
    assert all(re.match(VERBS, subject) for subject in subjects)
    told = study.sh("git log --format=%B; git ls-files").out
    assert not [words for words in PRIVATE if words.lower() in told.lower()]
    for why in ("It comes up in every interview", "It is a kind of power", "closer to what was said"):
        assert f"\n\n{why}\n" in told
    assert study.sh("git status --short").out == ""


def test_an_entry_changes_what_it_says_and_nothing_else(study: Shell) -> None:
    assert study.catena("tag", "jw019", "34", "49", "--theme", "Distance", "--new").code == 0
    assert study.catena("tag", "jw019", "50", "77", "--theme", "Distance").code == 0
    assert study.catena("untag", "jw019", "34", "49").code == 0
    added = study.sh("git log -1 --skip=1 --format= --numstat").out.split()
    assert added[1:] == ["0", "excerpts/ana-ferreira/jw019.toml"]
    removed = study.sh("git log -1 --format= --numstat").out.split()
    assert removed[0] == "0"
    assert removed[2:] == ["excerpts/ana-ferreira/jw019.toml"]
