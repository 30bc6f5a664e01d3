"""Text rules in a document's record: read as a person may have written them, and changed by acts that can be taken back."""

from pathlib import Path

import pytest

from store.acts import Act
from store.documents import Document, document_from, document_record
from store.errors import ChangedMeanwhile, UsageFault
from store.holdings import read_document_holdings, read_holdings
from store.rule_acts import change_region, judge_line, mark_region, switch_layer, unmark_region
from store.rules import CONFIRMED, LAYERS, PLAIN, REFUSED, Region, Rules, Verdict, rules_from, verdict_id
from store.toml import parse_toml, render_toml
from tests.store.studies import Desk, git

VERSION = "5f" * 32
RECORD = f"""
[layers]
diacritics = false
line-end-hyphens = true

[region.r9]
kind = "references"
start = 30
end = 40
sha256 = "{VERSION}"
note = "what nobody knows"

[region.r1]
kind = "table"
start = 35
end = 60
sha256 = "{VERSION}"

[region.r2]
kind = "a kind of later"
start = 60
end = 99
sha256 = "{VERSION}"
searched = true

[region.r3]
kind = "form"
start = 0
end = 999
sha256 = "an older one"

[furniture.f1]
line = "Annual  Muster #"
verdict = "refused"
"""


def read(text: str) -> Rules:
    return rules_from(parse_toml("x", text.encode()), VERSION, 100)


def test_rules_are_what_the_record_says() -> None:
    rules = read(RECORD)
    assert rules == Rules(
        frozenset({"diacritics"}),
        (
            Region("r9", "references", 30, 40, VERSION),
            Region("r1", "table", 35, 60, VERSION),
            Region("r2", "a kind of later", 60, 99, VERSION, searched=True),
        ),
        (Verdict("f1", "Annual Muster #", REFUSED),),
        (Region("r3", "form", 0, 999, "an older one"),),
    )
    assert rules.faults == ()
    assert rules.hidden == ((30, 60),)
    assert read("") is PLAIN


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("layers = 1", "`layers` is no table"),
        ("[layers]\ndiacritcs = false", "`layers.diacritcs` is no layer; the layers are page-furniture, "),
        ('[layers]\ncase = "no"', "`layers.case` is 'no'; it can be true or false"),
        ("region = 1", "`region` is no table of tables"),
        ("[region]\nr1 = 1", "`region.r1` is no table"),
        ("[region.'x\u00e9 y']\nkind = 'table'", "`region`: 'x\u00e9 y' is no id"),
        ("[region.r1]\nstart = 1\nend = 2\nsha256 = 'x'", "`region.r1` has no `kind`"),
        ("[region.r1]\nkind = 'table'\nstart = 1\nend = 2", "`region.r1` has no `sha256`"),
        (
            "[region.r1]\nkind = 'table'\nstart = 3\nend = 2\nsha256 = 'x'",
            "`region.r1`: `start` 3 and `end` 2 are no range",
        ),
        ("[region.r1]\nkind = 'table'\nstart = true\nend = 2\nsha256 = 'x'", "are no range"),
        (f"[region.r1]\nkind = 'table'\nstart = 3\nend = 101\nsha256 = '{VERSION}'", "the text has 100 characters"),
        ("[region.r1]\nkind = 'table'\nstart = 1\nend = 2\nsha256 = 'x'\nsearched = 1", "`searched` is 1"),
        ("[furniture.f1]\nverdict = 'refused'", "`furniture.f1` has no `line`"),
        ("[furniture.f1]\nline = 'x'\nverdict = 'maybe'", "`verdict` is 'maybe'; it can be confirmed or refused"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place_and_changes_nothing(text: str, fault: str) -> None:
    rules = read(text)
    assert rules == PLAIN
    assert len(rules.faults) == 1
    assert fault in rules.faults[0]


def test_a_record_is_written_as_it_is_read() -> None:
    head = f'id = "a"\ntitle = "A"\nkind = "report"\npath = "corpus/reports/a.txt"\nsha256 = "{VERSION}"\ncharacters = 100\n'
    document = document_from("x", parse_toml("x", f"{head}{RECORD}".encode()))
    assert document_from("x", parse_toml("x", render_toml(document_record(document)))) == document


def record(desk: Desk) -> Path:
    return desk.project.root / "documents" / "jw019.toml"


def put(desk: Desk, text: str) -> None:
    path = record(desk)
    path.write_text(path.read_text() + text)
    desk.holdings = read_holdings(desk.project)


def test_a_document_with_a_rule_that_cannot_be_read_is_there_and_mending_it_is_seen(desk: Desk) -> None:
    put(desk, '\n[layers]\ncase = "no"\n')
    assert desk.document.title == "jw019"
    assert [fault.message for fault in desk.holdings.faults] == [
        "documents/jw019.toml: `layers.case` is 'no'; it can be true or false"
    ]
    assert read_document_holdings(desk.project, "jw019").faults != ()
    with pytest.raises(ChangedMeanwhile):
        do(desk, switch_layer(desk.document, "case", on=False))
    record(desk).write_text(record(desk).read_text().replace('"no"', "true"))
    do(desk, switch_layer(desk.document, "case", on=False))
    assert desk.holdings.faults == ()
    assert desk.document.rules.off == {"case"}


def do(desk: Desk, act: Act) -> Document:
    desk.take_in(desk.writer.perform(act))
    assert desk.holdings == desk.read_again()
    return desk.document


def test_a_layer_is_switched_off_and_on_and_the_undoing_leaves_no_trace(desk: Desk) -> None:
    before = record(desk).read_bytes()
    assert do(desk, switch_layer(desk.document, "line-end hyphens", on=False)).rules.off == {"line-end hyphens"}
    assert record(desk).read_text().endswith("\n[layers]\nline-end-hyphens = false\n")
    with pytest.raises(UsageFault, match="switched off for jw019 already"):
        switch_layer(desk.document, "line-end hyphens", on=False)
    assert do(desk, switch_layer(desk.document, "line-end hyphens", on=True)).rules == PLAIN
    for _ in range(2):
        desk.take_in(desk.writer.undo())
    assert record(desk).read_bytes() == before
    with pytest.raises(UsageFault, match="there is no layer 'blur'; the layers are page furniture, "):
        switch_layer(desk.document, "blur", on=False)
    assert "blur" not in LAYERS


def test_regions_are_marked_changed_and_taken_off(desk: Desk) -> None:
    act, region = mark_region(desk.document, 3, 12, "table")
    document = do(desk, act)
    assert document.rules.regions == (region,)
    assert (region.kind, region.start, region.end, region.sha256) == ("table", 3, 12, document.sha256)
    lines = f'[region.{region.id}]\nkind = "table"\nstart = 3\nend = 12\nsha256 = "{document.sha256}"\n'
    assert record(desk).read_text().endswith(f"\n{lines}")
    with pytest.raises(UsageFault, match="marked as table and left out of search already"):
        mark_region(document, 3, 12, "table")
    changed = do(desk, mark_region(document, 3, 12, "form")[0])
    assert [(each.id, each.kind) for each in changed.rules.regions] == [(region.id, "form")]
    searched = do(desk, change_region(changed, changed.rules.regions[0], "form", searched=True)[0])
    assert searched.rules.hidden == ()
    assert do(desk, unmark_region(searched, searched.rules.regions[0])).rules == PLAIN
    desk.take_in(desk.writer.undo())
    assert desk.document.rules == searched.rules
    for start, end in ((-1, 3), (3, 3), (0, document.characters + 1)):
        with pytest.raises(UsageFault, match="is no range of jw019"):
            mark_region(document, start, end, "table")
    with pytest.raises(UsageFault, match="no kind of region 'poem'"):
        mark_region(document, 0, 3, "poem")


def test_keys_that_nobody_knows_are_kept_with_a_region(desk: Desk) -> None:
    sha256 = desk.document.sha256
    put(desk, f'\n# mine\n[region.r1]\nkind = "table"\nstart = 1\nend = 5\nsha256 = "{sha256}"\nnote = "kept"\n')
    do(desk, switch_layer(desk.document, "marks", on=False))
    assert "# mine\n[region.r1]" in record(desk).read_text()
    do(desk, change_region(desk.document, desk.document.rules.regions[0], "form", searched=True)[0])
    assert 'note = "kept"' in record(desk).read_text()


def test_verdicts_on_furniture_are_one_entry_a_line_whoever_gives_them(desk: Desk) -> None:
    document = do(desk, judge_line(desk.document, " Annual  Muster #", CONFIRMED))
    assert document.rules.furniture == (Verdict(verdict_id("Annual Muster #"), "Annual Muster #", CONFIRMED),)
    with pytest.raises(UsageFault, match="is confirmed already"):
        judge_line(document, "Annual Muster #", CONFIRMED)
    refused = do(desk, judge_line(document, "Annual Muster #", REFUSED))
    assert [each.verdict for each in refused.rules.furniture] == [REFUSED]
    assert do(desk, judge_line(refused, "Annual Muster #", "")).rules == PLAIN
    with pytest.raises(UsageFault, match="neither confirmed nor refused"):
        judge_line(desk.document, "Annual Muster #", "")


def test_of_two_verdicts_on_a_line_one_is_left(desk: Desk) -> None:
    put(
        desk,
        '\n[furniture.f1]\nline = "x #"\nverdict = "confirmed"\n\n[furniture.f2]\nline = "x #"\nverdict = "refused"\n',
    )
    document = do(desk, judge_line(desk.document, "x #", REFUSED))
    assert [(each.line, each.verdict) for each in document.rules.furniture] == [("x #", REFUSED)]


def test_a_kind_that_somebody_wrote_by_hand_is_in_no_message(desk: Desk) -> None:
    sha256 = desk.document.sha256
    put(desk, f'\n[region.r1]\nkind = "Mr Smith\\nreads"\nstart = 1\nend = 5\nsha256 = "{sha256}"\n')
    (region,) = desk.document.rules.regions
    assert unmark_region(desk.document, region).message == "take off region r1 (jw019)"
    assert change_region(desk.document, region, region.kind, True)[0].message == "search region r1 (jw019)"


def test_messages_name_no_words_of_the_text(desk: Desk) -> None:
    act, region = mark_region(desk.document, 3, 12, "table")
    document = do(desk, act)
    document = do(desk, judge_line(document, "Nobody asks us", REFUSED))
    do(desk, unmark_region(document, region))
    desk.writer.close()
    said = git(desk.project.root, "log", "-1", "--format=%B")
    assert f"mark region {region.id} as table (jw019)" in said
    assert f"refuse furniture {verdict_id('Nobody asks us')} (jw019)" in said
    assert f"take off region {region.id}, table (jw019)" in said
    assert "Nobody" not in said
