"""Types of memos: catena's, the project's own, their templates and the headings that they must have."""

from pathlib import Path

from store.memo_types import FOLDER, OWN, beginning, memo_types, missing_headings
from store.project import Project, Settings

OWN_TYPE = (
    '+++\nschema = 1\ntype = "site  report"\nrequired = ["The site"]\n+++\n\n## The site\n\n'
    "From {theme} on {date}{case}. {x}\n"
)


def project(root: Path, **files: str) -> Project:
    (root / FOLDER).mkdir(parents=True)
    for name, text in files.items():
        (root / FOLDER / f"{name}.md").write_text(text, encoding="utf-8")
    return Project(root, Settings("p", "P"))


def test_a_project_adds_types_and_words_others_its_own_way(tmp_path: Path) -> None:
    types, faults = memo_types(
        project(
            tmp_path,
            site=OWN_TYPE,
            decision='+++\nschema = 1\ntype = "decision"\n+++\n\nWe decided:\n',
            broken="no head",
            nameless="+++\nschema = 1\n+++\n",
            newer='+++\nschema = 9\ntype = "later"\n+++\n',
        )
    )
    assert list(types) == [*OWN, "site report"]
    assert types["decision"].template == "We decided:\n"
    assert [fault.path for fault in faults] == [f"{FOLDER}/{name}.md" for name in ("broken", "nameless", "newer")]


def test_a_template_is_filled_with_what_is_known_and_braces_of_other_words_stay(tmp_path: Path) -> None:
    types, _ = memo_types(project(tmp_path, site=OWN_TYPE))
    about = {"theme": "[[t-111111|{date}]]", "date": "2026-11-23"}
    text = beginning(types["site report"], about, "> words\n\n")
    assert text == "> words\n\n## The site\n\nFrom [[t-111111|{date}]] on 2026-11-23. {x}\n"


def test_required_headings_are_missed_where_they_are_not_or_only_in_code() -> None:
    note = OWN["field note"]
    assert missing_headings(note, beginning(note, {})) == []
    body = "# where AND  when #\n\n```\n## What happened\n```\n### What was said\n"
    assert missing_headings(note, body) == ["What happened", "What I thought"]
    assert missing_headings(None, "") == []
    assert missing_headings(OWN["analytic"], "") == []
