"""The sample study keeps what the app promises of every study: anchors that hold, a sound codebook, quotations that stand."""

import re
from datetime import UTC, datetime
from itertools import product

from store.codebook import STATUSES, theme_record
from store.documents import KINDS, hash_of
from store.entries import EntryFile
from store.excerpts import Excerpt, excerpt_entry, excerpts_path, segments_of
from store.holdings import Holdings
from store.memos import TYPES, memo_text
from store.names import ALPHABET, is_id
from store.project import TRACKED, Project
from store.toml import render_toml
from tests.corpus.sample import SAMPLE, cited, quotations, texts
from themes.tree import build_tree

TEXTS = texts()
LAST_DAY_OF_FIELDWORK = datetime(2024, 9, 17, tzinfo=UTC)


def overlapping(holdings: Holdings) -> list[tuple[Excerpt, Excerpt]]:
    """An excerpt by Ana and one by Ben that share characters of a document."""
    both = []
    for document in holdings.documents:
        excerpts = holdings.excerpts_of(document)
        for ana, ben in product(excerpts, excerpts):
            apart = not any(a < d and c < b for (a, b), (c, d) in product(ana.ranges, ben.ranges))
            if (ana.reviewer, ben.reviewer) == ("ana", "ben") and not apart:
                both.append((ana, ben))
    return both


def test_every_file_can_be_read(project: Project, holdings: Holdings) -> None:
    assert holdings.faults == ()
    assert project.settings.title == "Warning Time: believing a flood warning in the Brack valley"
    # Whoever opened the folder itself with catena left its caches there.
    there = {path.name for path in SAMPLE.iterdir()} - {".catena"}
    assert {"README.md", "catena.toml", "corpus"} <= there <= {*TRACKED, "README.md"}


def test_the_texts_are_what_their_records_say(holdings: Holdings) -> None:
    stored = {str(path.relative_to(SAMPLE)) for path in (SAMPLE / "corpus").rglob("*") if path.is_file()}
    assert {document.path for document in holdings.documents.values()} == stored
    for document in holdings.documents.values():
        text = TEXTS[document.id]
        assert (document.sha256, document.characters) == (hash_of(text), len(text))
        assert (SAMPLE / document.path).read_bytes() == text.encode("utf-8")
        assert "\r" not in text
        assert document.path == f"corpus/{KINDS[document.kind]}/{document.id}.txt"
        assert document.original == ""


def test_there_is_enough_to_read(holdings: Holdings) -> None:
    assert sum(len(text.split()) for text in TEXTS.values()) >= 25_000
    kinds = [document.kind for document in holdings.documents.values()]
    assert kinds.count("interview") == 12
    assert kinds.count("focus group") == 2
    assert {"field note", "meeting", "report"} <= set(kinds)


def test_every_excerpt_stands_where_it_says(holdings: Holdings) -> None:
    for excerpt in holdings.excerpts.values():
        assert excerpt.sha256 == holdings.documents[excerpt.document].sha256
        assert excerpt.segments == segments_of(TEXTS[excerpt.document], excerpt.ranges)
        assert excerpt.text == excerpt.text.strip()


def test_ids_are_valid(holdings: Holdings) -> None:
    letters = f"[{ALPHABET}]"
    assert all(re.fullmatch(f"e{letters}{{10}}", each) for each in holdings.excerpts)
    assert all(re.fullmatch(f"t-{letters}{{6}}", each) for each in holdings.themes)
    assert all(re.fullmatch(f"m{letters}{{6}}", each) for each in holdings.memos)
    assert all(map(is_id, (*holdings.documents, *holdings.cases, *holdings.reviewers)))


def test_the_files_are_as_the_app_writes_them(holdings: Holdings) -> None:
    for theme in holdings.themes.values():
        assert (SAMPLE / f"themes/{theme.id}.toml").read_bytes() == render_toml(theme_record(theme))
    for memo in holdings.memos.values():
        assert (SAMPLE / memo.path).read_bytes() == memo_text(memo).encode("utf-8")
    for reviewer, document in product(holdings.reviewers, holdings.documents):
        path = SAMPLE / excerpts_path(reviewer, document)
        own = [excerpt for excerpt in holdings.excerpts_of(document) if excerpt.reviewer == reviewer]
        assert path.exists() == bool(own)
        if own:
            file = EntryFile("excerpts", {"schema": 1, "document": document})
            for excerpt in own:
                file.set(("excerpt", excerpt.id), excerpt_entry(excerpt))
            assert path.read_bytes() == file.render()


def test_the_codebook_has_three_levels_and_needs_no_repair(holdings: Holdings) -> None:
    tree = build_tree(holdings.themes)
    assert tree.repairs == ()
    assert {node.theme.id for node in tree.walk()} == set(holdings.themes)
    assert {node.depth for node in tree.walk()} == {0, 1, 2}
    for above in ("", *holdings.themes):
        orders = [theme.order for theme in holdings.themes.values() if theme.parent == above]
        assert "" not in orders
        assert len(set(orders)) == len(orders)


def test_every_theme_is_defined_and_a_third_of_them_have_their_borders(holdings: Holdings) -> None:
    themes = holdings.themes.values()
    assert all(len(theme.definition.split()) >= 10 for theme in themes)
    assert sum(bool(theme.include or theme.exclude) for theme in themes) * 3 >= len(themes)
    examples = [theme for theme in themes if theme.example]
    assert len(examples) >= 8
    for theme in examples:
        assert theme.id in holdings.excerpts[theme.example].themes


def test_themes_have_had_their_fates(holdings: Holdings) -> None:
    by_status = {status: [theme for theme in holdings.themes.values() if theme.status == status] for status in STATUSES}
    assert len(by_status["agreed"]) > len(by_status["candidate"]) > 1
    (merged,) = by_status["merged"]
    (into,) = merged.into
    assert holdings.themes[into].active
    assert any(merged.id in excerpt.themes for excerpt in holdings.excerpts.values())
    (retired,) = by_status["retired"]
    assert not any(retired.id in excerpt.themes for excerpt in holdings.excerpts.values())


def test_every_theme_of_an_excerpt_is_in_the_codebook_and_every_theme_below_the_top_is_used(holdings: Holdings) -> None:
    used = {theme for excerpt in holdings.excerpts.values() for theme in excerpt.themes}
    assert used <= set(holdings.themes)
    below = {theme.id for theme in holdings.themes.values() if theme.parent and theme.status != "retired"}
    assert below <= used


def test_two_reviewers_coded_and_they_disagree(holdings: Holdings) -> None:
    assert {each.id: each.email for each in holdings.reviewers.values()} == {
        "ana": "ana@example.org",
        "ben": "ben@example.org",
    }
    assert {excerpt.reviewer for excerpt in holdings.excerpts.values()} == {"ana", "ben"}
    both = overlapping(holdings)
    assert any(set(ana.themes) == set(ben.themes) for ana, ben in both)
    assert any(ana.ranges == ben.ranges and set(ana.themes) != set(ben.themes) for ana, ben in both)
    assert any(ana.ranges != ben.ranges and not set(ana.themes) & set(ben.themes) for ana, ben in both)
    assert any(ben.start < ana.start and ana.end < ben.end for ana, ben in both), "one lies within the other"
    assert any(ben.start < ana.start < ben.end < ana.end for ana, ben in both), "one begins within the other"
    touched = {excerpt.id for pair in both for excerpt in pair}
    alone = {excerpt.reviewer for excerpt in holdings.excerpts.values() if excerpt.id not in touched}
    assert alone == {"ana", "ben"}, "each saw what the other did not"


def test_excerpts_come_in_all_shapes(holdings: Holdings) -> None:
    excerpts = holdings.excerpts.values()
    assert {len(excerpt.themes) for excerpt in excerpts} == {1, 2, 3}
    assert any(len(excerpt.segments) == 2 for excerpt in excerpts)
    assert any(excerpt.note for excerpt in excerpts)


def test_participants_are_cases_with_attributes(holdings: Holdings) -> None:
    participants = [case for case in holdings.cases.values() if case.kind == "participant"]
    assert [case.name for case in participants] == [f"BV{number:02}" for number in range(1, 13)]
    for case in participants:
        assert isinstance(case.attributes["years"], int)
        assert all(isinstance(case.attributes[key], str) for key in ("site", "profession", "role"))
    linked = {case for document in holdings.documents.values() for case in document.cases}
    assert linked == set(holdings.cases)


def test_memos_are_by_both_and_one_answers_the_other(holdings: Holdings) -> None:
    memos = holdings.memos
    assert {memo.reviewer for memo in memos.values()} == {"ana", "ben"}
    known = {*holdings.excerpts, *holdings.themes, *memos}
    answers = set()
    for memo in memos.values():
        links = re.findall(r"\[\[(.+?)]]", memo.body)
        assert set(links) <= known
        assert {*memo.themes, *memo.excerpts} <= set(links)
        assert set(memo.documents) <= set(holdings.documents)
        assert memo.type in TYPES
        assert 120 <= len(memo.body.split()) <= 400
        assert memo.created is not None
        assert memo.created > LAST_DAY_OF_FIELDWORK
        answers |= {(memo.reviewer, memos[link].reviewer) for link in links if link in memos}
    assert ("ben", "ana") in answers


def test_block_quotations_stand_verbatim_in_what_they_cite(holdings: Holdings) -> None:
    for memo in holdings.memos.values():
        for words, source in quotations(memo.body):
            documents = cited(holdings, source)
            assert any(words in TEXTS[document.id] for document in documents), (memo.id, words, source)
            assert any(document.id in memo.documents for document in documents), (memo.id, source)


def test_most_memos_quote(holdings: Holdings) -> None:
    assert sum(len(quotations(memo.body)) for memo in holdings.memos.values()) >= 12
