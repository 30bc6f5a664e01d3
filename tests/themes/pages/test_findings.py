"""What an export is made of: every excerpt once, under what it counts for now, and without a real name."""

from dataclasses import replace

from store.pseudonyms import NameKey
from store.quotas import Quota, QuotaCell
from store.recodes import Recode
from tests.themes.pages.studies import excerpt, findings, study
from themes.pages.appendix import COREQ, SRQR, appendix
from themes.pages.blocks import Paragraph, Run
from themes.pages.findings import Choice, Findings, ThemeFindings
from themes.pages.report import notes
from themes.pages.sheets import opening


def theme(found: Findings, key: str) -> ThemeFindings:
    return next(each for each in found.themes if each.theme.id == key)


def test_excerpts_of_a_merged_theme_count_once_under_its_heir() -> None:
    found = findings()
    assert [each.theme.id for each in found.themes] == ["t-a", "t-b", "t-c"]
    assert theme(found, "t-b").supporting == ("e1", "e2")
    assert theme(found, "t-b").contrary == ("e3",)
    assert [each.id for each in found.gone] == ["t-d"]
    assert found.quotations["e1"].under == ("t-b",)


def test_a_citation_is_in_the_form_of_the_project() -> None:
    assert findings().quotations["e1"].citation == "— nurse (JW)"


def test_all_quotations_are_printed_unless_fewer_are_asked_for() -> None:
    assert theme(findings(), "t-b").printed == ("e1", "e2")
    # The other one lies within the first: a reader would meet the same words twice.
    assert theme(findings(choice=Choice(most=2)), "t-b").printed == ("e1",)
    assert theme(findings(choice=Choice(starred=True)), "t-a").printed == ()
    assert theme(findings(choice=Choice(starred=True)), "t-b").printed == ("e1",)


def test_a_chosen_theme_brings_those_below_it_and_no_excerpt_of_others() -> None:
    found = findings(choice=Choice(themes=("t-b",)))
    assert [each.theme.id for each in found.themes] == ["t-b"]
    assert set(found.quotations) == {"e1", "e2", "e3"}
    assert [each.theme.id for each in findings(choice=Choice(themes=("t-a",))).themes] == ["t-a", "t-b"]


def test_literature_has_no_case_and_a_speaker_is_told_from_the_others_of_the_document() -> None:
    found = findings()
    assert found.quotations["e5"].cases == ()
    assert found.quotations["e3"].cases == ("kl",)
    assert theme(found, "t-a").cases == {"kl"}


def test_a_split_theme_with_excerpts_that_nobody_has_assigned_is_not_left_out() -> None:
    holdings = study()
    themes = {**holdings.themes, "t-a": replace(holdings.themes["t-a"], status="split", into=("t-b", "t-c"))}
    found = findings(replace(holdings, themes=themes))
    assert "t-a" in [each.theme.id for each in found.themes]


def test_no_real_name_is_in_any_text() -> None:
    holdings = study()
    holdings = replace(
        holdings,
        excerpts={"e1": excerpt("e1", "jw", 0, "Joan Wetherby said so to joan.", "a", note="Ask Joan")},
        themes={"t-a": replace(holdings.themes["t-a"], name="Joan’s power", definition="What JOAN WETHERBY decides")},
        memos={"m1": replace(holdings.memos["m1"], title="Joan", body="Joan\nWetherby")},
    )
    found = findings(holdings, Choice(memos=("m1",)), NameKey({"Joan Wetherby": "JW019", "Joan": "JW019"}))
    assert found.quotations["e1"].excerpt.text == "JW019 said so to joan."
    assert found.quotations["e1"].excerpt.note == "Ask JW019"
    assert found.themes[0].theme.definition == "What JW019 decides"
    assert (found.memos[0].title, found.memos[0].body) == ("JW019", "JW019")
    assert found.names_replaced


def numbers(runs: tuple[Run, ...]) -> dict[str, list[str]]:
    return {run.behind.heading: list(run.behind.counted) for run in runs if run.behind is not None}


def test_the_opening_says_how_much_there_is() -> None:
    assert "".join(run.text for run in opening(findings())) == (
        "5 excerpts in 3 of the study’s 3 documents, tagged by 2 reviewers."
    )


def test_the_appendix_has_every_item_of_both_lists_and_asks_what_it_cannot_know() -> None:
    assert [item.number for item in COREQ] == [str(number) for number in range(1, 33)]
    assert [item.number for item in SRQR] == [f"S{number}" for number in range(1, 22)]
    blocks = [block for block in appendix(findings()) if isinstance(block, Paragraph)]
    heads = [block.runs[0].text.split()[0] for block in blocks if block.runs[0].strong]
    assert heads == [item.number for item in (*COREQ, *SRQR)]
    asked = [block for block in blocks if block.kind == "question"]
    assert len(asked) >= len([item for item in (*COREQ, *SRQR) if item.question])


def test_the_appendix_counts_what_the_files_hold() -> None:
    said = {
        block.runs[0].text.split()[0]: block.runs
        for block in appendix(findings())
        if isinstance(block, Paragraph) and block.runs[0].strong and block.kind == "plain"
    }
    assert numbers(said["24"]) == {
        "Who tagged": ["ana", "ben"],
        "Excerpts of Ana": ["e1", "e3", "e4", "e5"],
        "Excerpts of Ben": ["e2"],
    }
    assert numbers(said["12"])["Cases: participant"] == ["jw", "kl"]
    assert numbers(said["12"])["Documents: interview"] == ["jw", "kl"]
    assert numbers(said["32"])["Excerpts that speak against a theme"] == ["e3"]
    assert numbers(said["32"])["Themes for which nobody has looked for counter-evidence"] == ["t-a", "t-c"]
    assert "13" not in said
    assert numbers(said["26"])["Themes that are merged"] == ["t-d"]


def test_colleagues_excerpts_count_as_the_reader_reads_them_where_that_is_asked_for() -> None:
    recode = Recode("ana", "jw", "e2", "ben", add=("t-a",), remove=("t-b",))
    holdings = replace(study(), recodes={("ana", "e2"): recode})
    assert theme(findings(holdings), "t-b").supporting == ("e1", "e2")
    found = findings(holdings, Choice(reader="ana"))
    assert theme(found, "t-b").supporting == ("e1",)
    assert "e2" in theme(found, "t-a").supporting
    assert notes(found) == ["Excerpts of colleagues count as Ana reads them."]


def test_who_declined_is_told_as_the_quotas_say_and_else_asked() -> None:
    cells = {"q1": QuotaCell(("North",), 6, 2), "q2": QuotaCell(("South",), 4, 1)}
    quota = Quota("first", "First sample", ("site",), cells=cells)
    said = [
        "".join(run.text for run in block.runs)
        for block in appendix(findings(replace(study(), quotas={"first": quota})))
        if isinstance(block, Paragraph)
    ]
    assert "10 how participants were chosen. The quota First sample: 10 wanted, by site." in said
    assert "13 who did not take part. 3 declined as the quota First sample says." in said


def test_words_that_do_not_stand_in_the_text_any_more_are_counted() -> None:
    assert findings(moved=frozenset({"e3"})).altered == ("e3",)
