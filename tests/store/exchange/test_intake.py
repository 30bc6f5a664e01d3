"""A project of another program becomes ours: every coded text, person, case, variable, set, memo and link of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from store.acts import add_theme, change_memo, tag, untag
from store.errors import ChangedMeanwhile
from store.excerpt_acts import note_excerpt
from store.exchange.kept import kept_links, kept_projects, kept_sets
from store.exchange.refi.intake.desk import Wishes
from store.exchange.refi.intake.importing import plan_import
from store.exchange.refi.intake.plan import Plan
from store.holdings import Holdings, read_holdings
from store.project import Project, open_project
from store.theme_acts import define_theme
from store.writer import Writer
from tests.store.exchange.containers import SPOKEN, TALK, TRUST, VOICE, container, project, selection, source
from tests.store.exchange.shared import GOLDEN, needs_refi
from tests.store.studies import Desk


def planned(place: Project, file: Path, **wishes: object) -> Plan:
    """What the file would do to the project as it is on disk."""
    here = open_project(place.root)
    return plan_import(here, read_holdings(here), file, Wishes(**{"me": "ana", **wishes}))  # type: ignore[arg-type]


def taken_in(writer: Writer, file: Path, **wishes: object) -> Holdings:
    """The project once the file is taken in."""
    writer.perform(planned(writer.project, file, **wishes).act())
    return read_holdings(writer.project)


def statuses(plan: Plan) -> set[str]:
    return {item.status for item in plan.items}


CODED = {
    ("Interview Anna", "It was hard 😀 at first", "Coping > Difficulty", "ada", "coding memo"),
    ("Interview Anna", "hard 😀 at first — très dur", "Coping > Difficulty > Early difficulty", "ada", ""),
    ("Interview Anna", "hard 😀 at first — très dur", "Coping > Mutual help", "ada", ""),
    ("Interview Anna", "It was hard 😀 at first", "Coping > Difficulty", "bo", "second coder"),
    ("Interview Anna", "we helped each other", "Coping > Mutual help", "bo", ""),
    ("Interview Anna", "we helped each other", "Other > Difficulty", "bo", ""),
    ("Field notes Ben", "e\u0301 combining", "Coping > Difficulty > Early difficulty", "bo", ""),
    ("Field notes Ben", "𝔘nicode", "Coping > Difficulty", "bo", ""),
}
WHOLE = {("Interview Anna", "Coping > Mutual help", "ada"), ("Field notes Ben", "Coping > Mutual help", "bo")}


def path_of(holdings: Holdings, theme: str) -> str:
    names: list[str] = []
    while theme:
        names.insert(0, holdings.themes[theme].name)
        theme = holdings.themes[theme].parent
    return " > ".join(names)


@needs_refi
@pytest.mark.parametrize("golden", GOLDEN, ids=lambda each: each.stem)
def test_all_of_the_shared_projects_is_taken_in(golden: Path, desk: Desk) -> None:
    before = read_holdings(desk.writer.project)
    here = taken_in(desk.writer, golden)
    assert here.faults == ()
    named = {key: each.title for key, each in here.documents.items() if key not in before.documents}
    texts = {key: desk.writer.project.read_text(here.documents[key]) for key in named}
    new = [each for each in here.excerpts.values() if each.document in named]
    assert all(each.text == texts[each.document][each.start : each.end] for each in new)
    coded = {
        (named[each.document], each.text, path_of(here, theme), each.reviewer, each.note)
        for each in new
        for theme in each.themes
        if each.ranges != ((0, len(texts[each.document])),)
    }
    assert coded == CODED
    whole = [each for each in new if each.ranges == ((0, len(texts[each.document])),)]
    assert {
        (named[each.document], path_of(here, theme), each.reviewer) for each in whole for theme in each.themes
    } == WHOLE
    bare = [each for each in new if not each.themes]
    assert [(each.text, each.note, each.reviewer) for each in bare] == [
        ("The end.", "annotation without coding", "ada")
    ]
    _check_people_and_cases(here, before, golden)
    _check_memos(here, named)
    kept = desk.writer.project
    assert {each.name: (len(each.documents), len(each.themes), len(each.memos)) for each in kept_sets(kept)} == {
        "Wave 1": (2, 0, 0),
        "Positive codes": (0, 1, 0),
        "Memos": (0, 0, 1),
    }
    assert [(each.name, each.origin[:6], each.target[:6]) for each in kept_links(kept)] == [
        ("explains", "theme:", "theme:"),
        ("memo link", "memo:m", "excerp"),
    ]
    assert [each.description for each in kept_projects(kept)] == ["project memo"]


def _check_people_and_cases(here: Holdings, before: Holdings, golden: Path) -> None:
    assert {key: each.name for key, each in here.reviewers.items() if key not in before.reviewers} == {
        "ada": "Ada",
        "bo": "Bo",
    }
    cases = {each.name: each for key, each in here.cases.items() if key not in before.cases}
    anna = "Interview Anna" if "unnamed" in golden.stem else "Anna"
    assert set(cases) == {anna, "Ben"}
    assert {key: str(value) for key, value in cases[anna].attributes.items()} == {
        "Age": "42",
        "Gender": "female",
        "Is lead": "True",
        "Income": "1234.5",
        "Born": "1982-02-03",
        "Interviewed at": "2024-05-01T10:00:00Z"
        if isinstance(cases[anna].attributes["Interviewed at"], str)
        else "2024-05-01 10:00:00+00:00",
    }
    assert cases[anna].description == "case memo"
    by_title = {each.title: each for each in here.documents.values()}
    assert by_title["Interview Anna"].cases == (cases[anna].id,)
    assert by_title["Field notes Ben"].cases == (cases["Ben"].id,)
    assert by_title["Interview Anna"].attributes == {"Doc type": "interview"}
    assert by_title["Interview Anna"].description == "source memo"


def _check_memos(here: Holdings, named: dict[str, str]) -> None:
    memos = {each.title: each for each in here.memos.values() if each.guid}
    assert {title: each.body for title, each in memos.items()} == {
        "Research diary": "Free memo, via file.\nSecond line 😀.",
        "Inline memo": "Free memo, inline.",
        "On Difficulty": "Long memo on a code",
        "On Anna": "Memo on a source",
        "On a passage": "Memo on a selection",
        "On a coding": "Memo on one coding",
    }
    assert {each.reviewer for each in memos.values()} == {"ada"}
    assert [path_of(here, each) for each in memos["On Difficulty"].themes] == ["Coping > Difficulty"]
    assert [named[each] for each in memos["On Anna"].documents] == ["Interview Anna"]
    assert [here.excerpts[each].text for each in memos["On a passage"].excerpts] == ["It was hard 😀 at first"]
    assert [here.excerpts[each].text for each in memos["On a coding"].excerpts] == ["we helped each other"]
    assert [here.excerpts[each].text for each in memos["Research diary"].excerpts] == ["we helped each other"]


@needs_refi
@pytest.mark.parametrize("golden", GOLDEN, ids=lambda each: each.stem)
def test_the_same_file_again_changes_nothing(golden: Path, desk: Desk) -> None:
    taken_in(desk.writer, golden)
    again = planned(desk.writer.project, golden)
    assert statuses(again) == {"unchanged"}
    assert again.changes == ()


@pytest.fixture
def study(tmp_path: Path) -> "Study":
    return Study(tmp_path)


class Study:
    """A file of another program that is exported again and again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0

    def export(self, *selections: str, rest: str = "", text: str = SPOKEN, codes: str = "", extra: str = "") -> Path:
        self._number += 1
        place = self._folder / f"{self._number}.qdpx"
        return container(
            place, project(source("".join(selections)) + extra, rest, codes), {f"{TALK}.txt": text.encode()}
        )


ASKED, COVER = "Nobody asked 🙂 us", "We kept 𝔘nder cover"


def test_what_the_file_changed_is_updated_and_nothing_doubles(study: Study, desk: Desk) -> None:
    first = study.export(selection(SPOKEN, ASKED), selection(SPOKEN, COVER, number=2))
    before = taken_in(desk.writer, first)
    second = study.export(
        selection(SPOKEN, ASKED, code=VOICE, body="<Description>Read again</Description>"),
        selection(SPOKEN, COVER, number=2),
        selection(SPOKEN, "jamais", number=3),
        codes=f'<Code guid="{TRUST}" name="Trust at work" isCodable="true"/><Code guid="{VOICE}" name="Voice" isCodable="true"/>',
    )
    plan = planned(desk.writer.project, second)
    assert {(item.kind, item.status) for item in plan.items if item.status != "unchanged"} == {
        ("theme", "updated"),
        ("excerpt", "updated"),
        ("excerpt", "added"),
        ("tag", "added"),
        ("tag", "gone"),
    }
    desk.writer.perform(plan.act())
    here = read_holdings(desk.writer.project)
    assert len(here.documents) == len(before.documents)
    assert len(here.themes) == len(before.themes)
    names = {each.name: each.id for each in here.themes.values() if each.guid}
    assert set(names) == {"Trust at work", "Voice"}
    coded = {each.text: ([*each.themes], each.note) for each in here.excerpts.values() if each.guid}
    assert coded == {
        ASKED: ([names["Trust at work"], names["Voice"]], "Read again"),
        COVER: ([names["Trust at work"]], ""),
        "jamais": ([names["Trust at work"]], ""),
    }
    assert statuses(planned(desk.writer.project, second)) <= {"unchanged", "gone"}


def test_what_is_gone_from_the_file_is_told_and_goes_only_where_that_is_asked_for(study: Study, desk: Desk) -> None:
    taken_in(desk.writer, study.export(selection(SPOKEN, ASKED), selection(SPOKEN, COVER, number=2)))
    second = study.export(selection(SPOKEN, ASKED, code=VOICE))
    kept = planned(desk.writer.project, second)
    assert [item.status for item in kept.items if item.kind == "excerpt"] == ["updated", "gone"]
    here = taken_in(desk.writer, second, removing=True)
    assert [
        (each.text, [here.themes[theme].name for theme in each.themes]) for each in here.excerpts.values() if each.guid
    ] == [(ASKED, ["Voice"])]


def test_what_was_done_here_since_stays(study: Study, desk: Desk) -> None:
    first = study.export(selection(SPOKEN, ASKED), selection(SPOKEN, COVER, number=2))
    here = taken_in(desk.writer, first)
    project = desk.writer.project
    with _as(desk, "ada") as ada:
        asked = next(each for each in here.excerpts.values() if each.text == ASKED)
        trust = here.themes[asked.themes[0]]
        act, own = add_theme(here, "Own words")
        ada.perform(act)
        text = project.read_text(here.documents[asked.document])
        act, _ = tag(read_holdings(project), "ada", here.documents[asked.document], text, asked.ranges, [own])
        ada.perform(act)
        ada.perform(untag(read_holdings(project), read_holdings(project).excerpts[asked.id], trust))
        cover = next(each for each in read_holdings(project).excerpts.values() if each.text == COVER)
        ada.perform(note_excerpt(cover, "Mine")[0])
    again = planned(project, first)
    assert statuses(again) == {"unchanged"}
    changed = study.export(
        selection(SPOKEN, ASKED), selection(SPOKEN, COVER, number=2, body="<Description>Theirs</Description>")
    )
    plan = planned(project, changed)
    assert [(item.status, item.detail) for item in plan.items if item.kind == "excerpt"] == [
        ("unchanged", ""),
        ("differs", "note"),
    ]
    after = read_holdings(project)
    assert after.excerpts[asked.id].themes == (own.id,)
    followed = planned(project, changed, following=True)
    assert [item.status for item in followed.items if item.kind == "excerpt"] == ["unchanged", "updated"]


def _as(desk: Desk, slug: str) -> Writer:
    """The same desk, at which another reviewer sits."""
    desk.writer.close()
    return Writer.open(open_project(desk.writer.project.root), slug)


def test_all_of_it_is_one_act_that_is_undone_as_a_whole(study: Study, desk: Desk) -> None:
    before = read_holdings(desk.writer.project)
    taken_in(desk.writer, study.export(selection(SPOKEN, ASKED), rest='<Notes><Note guid="{1}" name="n"/></Notes>'))
    desk.writer.undo()
    after = read_holdings(desk.writer.project)
    for kind in ("documents", "themes", "excerpts", "memos", "cases", "reviewers"):
        assert getattr(after, kind).keys() == getattr(before, kind).keys()
    assert not (desk.writer.project.root / "exchange" / "projects.toml").exists()


def test_a_memo_of_the_file_is_updated_and_one_that_was_changed_here_is_not(study: Study, desk: Desk) -> None:
    def notes(body: str) -> str:
        text = f"<PlainTextContent>{body}</PlainTextContent>"
        return f'<Notes><Note guid="{ASKED_NOTE}" name="Diary" creatingUser="{TALK}">{text}</Note></Notes>'

    here = taken_in(desk.writer, study.export(selection(SPOKEN, ASKED), rest=notes("one")))
    memo = next(each for each in here.memos.values() if each.title == "Diary")
    assert memo.reviewer == "unknown-coder"
    here = taken_in(desk.writer, study.export(selection(SPOKEN, ASKED), rest=notes("two")))
    assert here.memos[memo.id].body == "two"
    with _as(desk, "unknown-coder") as writer:
        writer.perform(change_memo(here.memos[memo.id], replace(here.memos[memo.id], body="ours")))
    plan = planned(desk.writer.project, study.export(selection(SPOKEN, ASKED), rest=notes("three")))
    assert [(item.status, item.detail) for item in plan.items if item.kind == "memo"] == [("differs", "body")]


ASKED_NOTE = "d8cd20bb-64ad-529c-92da-ff211a17a107"


def test_a_text_that_was_changed_there_stays_as_it_is_here_and_is_told(study: Study, desk: Desk) -> None:
    here = taken_in(desk.writer, study.export(selection(SPOKEN, ASKED)))
    other = SPOKEN.replace("jamais", "never")
    plan = planned(desk.writer.project, study.export(selection(other, ASKED), text=other))
    assert [(item.status, item.detail) for item in plan.items if item.kind == "document"] == [("differs", "text")]
    assert any("its text is another one here" in each.message for each in plan.remarks)
    assert not [item for item in plan.items if item.kind == "excerpt"]
    assert here.documents == read_holdings(desk.writer.project).documents


def test_a_theme_that_was_here_before_is_the_one_of_its_name_and_place_and_gets_what_it_lacks(
    study: Study, desk: Desk
) -> None:
    trust = desk.theme("Trust")
    desk.writer.perform(define_theme(trust, "Ours")[0])
    codes = (
        f'<Code guid="{TRUST}" name="trust" isCodable="true" color="#00FF00"><Description>Theirs</Description>'
        f'<Code guid="{VOICE}" name="Power" isCodable="true"/></Code>'
    )
    here = taken_in(desk.writer, study.export(selection(SPOKEN, ASKED), codes=codes))
    after = here.themes[trust.id]
    assert (after.name, after.definition, after.colour, after.guid) == ("Trust", "Ours", "#00ff00", TRUST.upper())
    assert (
        path_of(here, next(key for key, each in here.themes.items() if each.guid == VOICE.upper())) == "Trust > Power"
    )
    again = planned(desk.writer.project, study.export(selection(SPOKEN, ASKED), codes=codes))
    assert statuses(again) == {"unchanged"}


def test_a_large_import_can_be_undone_after_a_restart(
    study: Study, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.journal.LARGEST", 2_000)
    taken_in(desk.writer, study.export(selection(SPOKEN, ASKED), selection(SPOKEN, COVER, number=2)))
    with _as(desk, desk.writer.reviewer.id) as again:
        again.undo()
    assert not [each for each in read_holdings(desk.project).excerpts.values() if each.guid]


def test_an_import_on_which_something_stands_by_now_is_not_undone(study: Study, desk: Desk) -> None:
    here = taken_in(desk.writer, study.export(selection(SPOKEN, ASKED)))
    theme = next(each for each in here.themes.values() if each.guid == VOICE.upper())
    document = next(each for each in here.documents.values() if each.guid)
    act, _ = tag(here, desk.writer.reviewer.id, document, SPOKEN, [(0, 11)], [theme])
    done = desk.writer.perform(act)
    imported = next(each.act.id for each in desk.writer.listed() if each.act.kind == "import")
    with pytest.raises(ChangedMeanwhile, match="in use by now"):
        desk.writer.undo(imported)
    desk.writer.undo(done.act)
    desk.writer.undo(imported)
    assert not any(each.guid for each in read_holdings(desk.project).documents.values())
