"""Whatever program wrote a project, all of it arrives: every coded text on its words, under its people and codes."""

import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from store.exchange.kept import kept_pieces, kept_sets
from store.holdings import Holdings
from store.project import Project
from tests.store.exchange.drawn_studies import Study, drawn, some_guid
from tests.store.exchange.manners import MANNERS, Manner
from tests.store.exchange.programs import Written
from tests.store.exchange.round_trips import begin, holdings_of, taken_in
from tests.store.exchange.test_intake import path_of


def coded(held: Holdings, titles: dict[str, str]) -> Counter[tuple[str, int, int, str, tuple[str, ...], str]]:
    names = {each.id: each.name for each in held.reviewers.values()}
    return Counter(
        (
            titles[each.document],
            each.start,
            each.end,
            names[each.reviewer],
            tuple(sorted(path_of(held, theme) for theme in each.themes)),
            each.note,
        )
        for each in held.excerpts.values()
    )


def check(project: Project, study: Study, manner: Manner) -> None:
    held = holdings_of(project)
    texts = {text: title for title, text in study.texts.items()}
    titles = {each.id: texts[project.read_text(each)] for each in held.documents.values()}
    assert sorted(titles.values()) == sorted(study.texts)
    if manner.named:
        assert {each.title for each in held.documents.values()} == set(study.texts)
    people = dict.fromkeys(study.people, "Unknown coder") if not manner.lists_users else {}
    wanted = Counter(
        (title, start, end, people.get(who, who), tuple(sorted(" > ".join(code) for code in codes)), note)
        for title, start, end, who, codes, note in study.coded
    )
    assert coded(held, titles) == wanted
    assert {path_of(held, each.id) for each in held.themes.values()} == {" > ".join(path) for path in study.codes}
    if manner.values != "none":
        of_case = {
            case.id: [titles[each.id] for each in held.documents.values() if case.id in each.cases]
            for case in held.cases.values()
        }
        assert {
            title: (case.attributes["Age"], case.attributes["Site"])
            for case in held.cases.values()
            for title in of_case[case.id]
        } == {title: study.values[title] for title in study.texts}
    if manner.groups != "none":
        sets = {each.name: sorted(titles[one] for one in each.documents) for each in kept_sets(project)}
        assert {name: sets[name] for name in study.groups} == study.groups
        for each in held.documents.values():
            assert set(each.groups) == {name for name, members in study.groups.items() if titles[each.id] in members}
    if manner.notes != "none":
        found = {
            each.title: (each.body, [(held.excerpts[one].start, held.excerpts[one].end) for one in each.excerpts])
            for each in held.memos.values()
        }
        assert found == {title: (body, [study.coded[about][1:3]]) for title, (body, about) in study.memos.items()}
    kept = Counter(each.element for each in kept_pieces(project))
    assert kept == Counter(
        {"PDFSource": int(manner.pdf), "VideoSource": int(manner.media), "PictureSource": int(manner.media)}
    )


def arrives(name: str, seed: int, folder: Path) -> None:
    manner = MANNERS[name]
    study = drawn(seed, plain=manner.encoding != "utf-8")
    place = Written(study, manner, seed).put(folder / "study.qdpx")
    project = begin(folder / "here")
    plan = taken_in(project, place, me="ana")
    check(project, study, manner)
    assert not [each for each in plan.remarks if each.kind == "lost"]
    again = taken_in(project, place, me="ana")
    assert {item.status for item in again.items} == {"unchanged"}
    # Exported anew with other GUIDs for everything, it is the same project.
    chance = random.Random(seed + 1000)
    study.codes = {path: some_guid(chance) for path in study.codes}
    anew = taken_in(project, Written(study, manner, seed + 1000).put(folder / "anew.qdpx"), me="ana")
    assert {item.status for item in anew.items if item.kind != "piece"} == {"unchanged"}
    check(project, study, manner)


@pytest.mark.parametrize("name", MANNERS)
def test_all_of_it_arrives(name: str, tmp_path: Path) -> None:
    arrives(name, 1, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("name", MANNERS)
def test_all_of_it_arrives_every_time(name: str) -> None:
    for seed in range(2, 30):
        with TemporaryDirectory() as folder:
            arrives(name, seed, Path(folder))
