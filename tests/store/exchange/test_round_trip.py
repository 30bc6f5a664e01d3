"""Out, into a new project, and out again: the same file, whatever the project is; and what others wrote comes out as it came."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.cases import Case
from store.codebook import Theme
from store.excerpts import Excerpt, segments_of
from store.exchange.refi.model import Project as Foreign
from store.exchange.refi.profiles import PROFILES
from store.exchange.refi.reading import read_file
from store.exchange.refi.supplement import supplement_bytes
from store.exchange.refi.writing import project_xml
from store.memos import Memo, memo_path
from store.project import Project
from store.reviewers import Reviewer
from tests.store.exchange.comparing import said, schema_faults
from tests.store.exchange.round_trips import BEGAN, begin, document, put_all, taken_in, taken_out
from tests.store.exchange.shared import GOLDEN, needs_refi

WORDS = st.lists(
    st.sampled_from(
        [
            "One",
            "two",
            "tr\u00e8s",
            "\N{GRINNING FACE}",
            "\N{MATHEMATICAL FRAKTUR CAPITAL U}ni",
            "<&>\"'",
            ".",
            "\n",
            "\n\n",
            "  ",
            "\u200d",
        ]
    ),
    min_size=1,
    max_size=25,
)
TEXTS = WORDS.map(" ".join).filter(lambda text: bool(text.strip()))
SAID = st.one_of(st.just(""), WORDS.map(" ".join), st.sampled_from(["one\r\ntwo\r\n", "\ttab", "]]> &amp;", "a\rb"]))
NAMES = st.sampled_from(
    ["Power", "Trust", "power", "Ward & <bed>", "\N{GRINNING FACE}", "Na\u00efve", "A (2)", "A", "=1+1", "'x'"]
)
VALUES = st.one_of(
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda each: each.replace(microsecond=0, tzinfo=UTC)),
    NAMES,
    st.lists(NAMES, max_size=2),
)


def random_themes(draw: st.DrawFn, most: int) -> list[Theme]:
    themes: list[Theme] = []
    for number in range(draw(st.integers(0, most))):
        parent = draw(st.sampled_from(["", *(each.id for each in themes)]))
        status = draw(st.sampled_from(["candidate", "candidate", "agreed", "retired", "merged"]))
        into = (draw(st.sampled_from([each.id for each in themes])),) if status == "merged" and themes else ()
        taken = {each.name.casefold() for each in themes if each.parent == parent}
        name = draw(NAMES)
        name = name if name.casefold() not in taken else f"{name} {number}"
        colour = draw(st.sampled_from(["", "#a0b0c0"]))
        words = draw(SAID)
        themes.append(
            Theme(
                f"t-{number:06d}",
                name,
                parent,
                f"{number:04d}",
                status,
                into,
                definition=words,
                include=draw(SAID),
                colour=colour,
            )
        )
    return themes


def random_excerpts(draw: st.DrawFn, texts: dict[str, str], themes: list[Theme], reviewers: list[str]) -> list[Excerpt]:
    made: dict[tuple[Any, ...], Excerpt] = {}
    for number in range(draw(st.integers(0, 12))):
        name = draw(st.sampled_from(sorted(texts)))
        text, reviewer = texts[name], draw(st.sampled_from(reviewers))
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        ranges = [(start, end)]
        if end + 1 < len(text) and draw(st.booleans()):
            ranges.append((end + 1, len(text)))
        tagged = (
            draw(st.lists(st.sampled_from([each.id for each in themes]), max_size=3, unique=True)) if themes else []
        )
        excerpt = Excerpt(
            f"e{number:010d}",
            reviewer,
            name,
            document(name, text)[0].sha256,
            segments_of(text, ranges),
            tuple(tagged),
            draw(SAID),
            BEGAN + timedelta(seconds=number),
            starred=draw(st.booleans()),
        )
        # One reviewer has one excerpt of exactly the same words, as everywhere in catena.
        if not any((reviewer, name, each) in made for each in ranges):
            made |= {(reviewer, name, each): excerpt for each in ranges}
    return list({each.id: each for each in made.values()}.values())


@st.composite
def projects(draw: st.DrawFn, most_themes: int = 8) -> dict[str, Any]:
    texts = {f"d{number}": draw(TEXTS) for number in range(draw(st.integers(1, 2)))}
    people = [Reviewer(f"r{number}", draw(NAMES)) for number in range(draw(st.integers(1, 3)))]
    themes = random_themes(draw, most_themes)
    cases = [
        Case(
            f"c{number}",
            draw(NAMES),
            attributes=draw(st.dictionaries(st.sampled_from(["age", "site", "Met at"]), VALUES)),
            description=draw(SAID),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    documents = [
        document(
            name,
            text,
            draw(NAMES),
            cases=tuple(draw(st.lists(st.sampled_from([each.id for each in cases]), unique=True)) if cases else ()),
            attributes=draw(st.dictionaries(st.sampled_from(["age", "doc type"]), VALUES, max_size=1)),
            description=draw(SAID),
            groups=tuple(draw(st.lists(st.sampled_from(["Nights", "Site: North"]), unique=True))),
        )
        for name, text in texts.items()
    ]
    excerpts = random_excerpts(draw, texts, themes, [each.id for each in people])
    memos: list[Memo] = []
    for number in range(draw(st.integers(0, 4))):
        reviewer, title = draw(st.sampled_from(people)).id, draw(NAMES)

        def some(ids: list[str]) -> tuple[str, ...]:
            return tuple(draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))) if ids else ()

        memos.append(
            Memo(
                f"m{number:06d}",
                title,
                reviewer,
                memo_path(reviewer, f"m{number:06d}", title, BEGAN),
                created=BEGAN + timedelta(days=number),
                themes=some([each.id for each in themes]),
                excerpts=some([each.id for each in excerpts]),
                documents=some(list(texts)),
                cases=some([each.id for each in cases]),
                body=draw(SAID),
                reply_to=next(iter(some([each.id for each in memos])), ""),
            )
        )
    return {
        "documents": documents,
        "themes": themes,
        "excerpts": excerpts,
        "memos": memos,
        "cases": cases,
        "reviewers": people,
    }


def out_in_out(folder: Path, things: dict[str, Any]) -> tuple[Path, Path, Project]:
    first = begin(folder / "first")
    put_all(first, **things)
    export = taken_out(first, folder / "first.qdpx")
    assert schema_faults(project_xml(export.project)) == []
    second = begin(folder / "second")
    taken_in(second, folder / "first.qdpx")
    taken_out(second, folder / "second.qdpx")
    return folder / "first.qdpx", folder / "second.qdpx", second


def difference(first: Path, second: Path) -> list[str]:
    """The lines of the two projects that differ."""
    one, other = (_written(read_file(path).project).decode().split("\n") for path in (first, second))
    lines = unified_diff(one, other, n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def _written(project: Foreign) -> bytes:
    return project_xml(project) + supplement_bytes(project.supplement or {})


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(projects())
def test_out_in_and_out_again_is_the_same_file(things: dict[str, Any]) -> None:
    with TemporaryDirectory() as name:
        first, second, _ = out_in_out(Path(name), things)
        assert difference(first, second) == []
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.soak
@settings(max_examples=400, suppress_health_check=list(HealthCheck), deadline=None)
@given(projects(40))
def test_out_in_and_out_again_is_the_same_file_often(things: dict[str, Any]) -> None:
    with TemporaryDirectory() as name:
        first, second, _ = out_in_out(Path(name), things)
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("many", [150, pytest.param(2_000, marks=pytest.mark.soak)])
def test_many_themes_come_back_in_their_order(tmp_path: Path, many: int) -> None:
    themes = [
        Theme(f"t-{number:06d}", f"Theme {number}", f"t-{number // 3:06d}" if number else "", f"{number % 7:04d}")
        for number in range(many)
    ]
    text = "Somebody said so. " * 20
    excerpts = [
        Excerpt(
            f"e{number:010d}",
            "ana",
            "jw019",
            document("jw019", text)[0].sha256,
            segments_of(text, [(number // 100, number // 100 + 9)]),
            (themes[number].id,),
        )
        for number in range(0, many, 100)
    ]
    first, second, _ = out_in_out(
        tmp_path, {"documents": [document("jw019", text)], "themes": themes, "excerpts": excerpts}
    )
    assert difference(first, second) == []
    assert first.read_bytes() == second.read_bytes()
    assert len(read_file(second).project.codes) == many


def test_one_excerpt_that_fits_no_words_is_read_where_it_is(tmp_path: Path) -> None:
    """What an export of ours says of its positions is believed, as one selection alone tells nothing."""
    for number, text in enumerate(("\N{GRINNING FACE} One", "\ufeffOne two")):
        study, (known, _) = begin(tmp_path / f"study{number}"), document("d0", text)
        excerpt = Excerpt("e0000000001", "ana", "d0", known.sha256, segments_of(text, [(0, 2)]))
        put_all(study, documents=[document("d0", text)], excerpts=[excerpt])
        for program in ("standard", "nvivo"):
            taken_out(study, tmp_path / "out.qdpx", program)
            [source] = read_file(tmp_path / "out.qdpx").project.sources
            assert source.text == text
            assert (source.selections[0].start, source.selections[0].end) == (0, 2)


def test_what_does_not_stand_in_its_text_any_more_is_told_and_not_put_anywhere(tmp_path: Path) -> None:
    study, (known, text) = begin(tmp_path / "study"), document("d0", "One two three.")
    here = Excerpt("e0000000001", "ana", "d0", known.sha256, segments_of(text, [(0, 3)]))
    put_all(
        study,
        documents=[(known, text)],
        excerpts=[
            here,
            replace(here, id="e0000000002", sha256="0" * 64),
            replace(here, id="e0000000003", segments=(replace(here.segments[0], exact="Two"),)),
            replace(here, id="e0000000004", document="d9"),
        ],
    )
    export = taken_out(study, tmp_path / "out.qdpx")
    assert export.counts()["excerpts"] == 1
    assert sorted(each.name for each in export.remarks if each.what == "excerpt") == [
        "e0000000002",
        "e0000000003",
        "e0000000004",
    ]


def test_what_some_programs_would_read_otherwise_is_told_with_the_way_out(tmp_path: Path) -> None:
    study, (known, text) = begin(tmp_path / "study"), document("d0", "One \N{GRINNING FACE}.")
    excerpt = Excerpt("e0000000001", "ana", "d0", known.sha256, segments_of(text, [(0, 3)]))
    themes = [Theme("t-1", "Trust"), Theme("t-2", "trust", "t-1")]
    put_all(study, documents=[(known, text)], themes=themes, excerpts=[excerpt])
    told = {each.message for each in taken_out(study, tmp_path / "out.qdpx").remarks}
    assert any("--for nvivo" in each for each in told)
    assert any("QualCoder" in each for each in told)
    assert not any("--for" in each.message for each in taken_out(study, tmp_path / "out.qdpx", "nvivo").remarks)


@needs_refi
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_projects_come_out_as_they_came(path: Path, tmp_path: Path) -> None:
    study = begin(tmp_path / "study")
    taken_in(study, path)
    taken_out(study, tmp_path / "out.qdpx")
    came, went = read_file(path).project, read_file(tmp_path / "out.qdpx").project
    assert len(went.sources[0].selections) + len(went.sources[1].selections) == sum(
        len(each.selections) for each in came.sources
    )
    differing = set(in_order(comparable(came))) ^ set(in_order(comparable(went)))
    # A memo without a date gets one, as programs are known to want it.
    dated = {note.guid for note in came.notes if not note.made.when}
    assert {line for line in differing if not (" made Made(" in line and line.partition(" ")[0] in dated)} == set()
    again = begin(tmp_path / "again")
    taken_in(again, tmp_path / "out.qdpx")
    taken_out(again, tmp_path / "again.qdpx")
    assert (tmp_path / "again.qdpx").read_bytes() == (tmp_path / "out.qdpx").read_bytes()


def comparable(project: Foreign) -> Foreign:
    """Without its name, and without the selections that say only whose the whole text is, which have GUIDs of their own."""
    cases = {case.guid for case in project.cases}
    sources = tuple(
        replace(
            source,
            selections=tuple(
                each
                for each in source.selections
                if not each.codings or {coding.code for coding in each.codings} - cases
            ),
        )
        for source in project.sources
    )
    return replace(project, name="", origin="", sources=sources, supplement=None)


def in_order(project: Foreign) -> list[str]:
    """Everything that a project says, in an order of its own."""
    return sorted(_everything(said(project)))


def _everything(thing: Any, whose: str = "") -> Iterator[str]:
    """Each field of each thing in it, as a line."""
    whose = getattr(thing, "guid", whose)
    for each in fields(thing):
        value = getattr(thing, each.name)
        if isinstance(value, tuple):
            for inner in value:
                if is_dataclass(inner):
                    yield from _everything(inner, f"{whose} {each.name}")
                else:
                    yield f"{whose} {each.name} {inner}"
        else:
            yield f"{whose} {each.name} {value}"


@pytest.mark.parametrize("program", PROFILES)
def test_every_profile_can_be_handed_over_and_taken_in_again(tmp_path: Path, program: str) -> None:
    text = "One \N{GRINNING FACE} two.\nThree \N{GRINNING FACE} four."
    study = begin(tmp_path / "study")
    first = Excerpt(
        "e0000000001", "ana", "jw019", document("jw019", text)[0].sha256, segments_of(text, [(6, 9)]), ("t-1", "t-2")
    )
    put_all(
        study,
        documents=[document("jw019", text, cases=("c1",))],
        themes=[Theme("t-1", "Trust", "t-0"), Theme("t-2", "trust"), Theme("t-0", "Power")],
        excerpts=[
            first,
            replace(
                first,
                id="e0000000002",
                reviewer="ben",
                segments=segments_of(text, [(text.index("four"), len(text) - 1)]),
            ),
        ],
        cases=[Case("c1", "JW019", attributes={"site": "North"})],
        reviewers=[Reviewer("ana", "Ana"), Reviewer("ben", "Ben")],
    )
    taken_out(study, tmp_path / "out.qdpx", program)
    [source] = read_file(tmp_path / "out.qdpx").project.sources
    assert [text[each.start : each.end] for each in source.selections if each.end - each.start < 10] == ["two", "four"]
    plan = taken_in(study, tmp_path / "out.qdpx", me="ana")
    counts = plan.counts()
    assert counts["excerpt"] == {"unchanged": 2}
    # For MAXQDA the documents say what is known of their cases.
    assert counts["document"] == {"updated" if program == "maxqda" else "unchanged": 1}
    assert {kind for kind, each in counts.items() if "added" in each} <= {"attribute"}
