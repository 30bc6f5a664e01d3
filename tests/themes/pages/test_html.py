"""The page: text of a study is text, nothing leads out of it, and whoever cannot see or use a mouse can use it."""

import base64
import re
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from store.pseudonyms import NameKey
from tests.themes.pages.browser import browsing, installed
from tests.themes.pages.page import Element, Page
from tests.themes.pages.studies import HOSTILE, SETTINGS, excerpt, findings, study
from themes.pages import html
from themes.pages.findings import Choice
from themes.pages.frame import STYLE, texts
from themes.pages.html_memos import memo_body
from themes.pages.own_words import nothing
from themes.pages.plain import plain

LANDMARKS = ("header", "nav", "main", "footer")
CHOICE = Choice(memos=("m1",), most=5)


@pytest.fixture(scope="module")
def data() -> bytes:
    return html.written(findings(choice=CHOICE, settings=replace(SETTINGS, title=HOSTILE)))


@pytest.fixture(scope="module")
def page(data: bytes) -> Page:
    return Page(data)


def test_hostile_text_is_shown_and_is_no_markup(page: Page) -> None:
    assert {each.name for each in page.top.walk()}.isdisjoint({"img", "iframe", "object", "embed", "base"})
    scripts = page.top.all("script")
    assert [each.attributes.get("type") for each in scripts] == ["application/json", None]
    assert plain(HOSTILE) in [each.text for each in page.top.all("blockquote")]
    assert page.top.all("h1")[0].text == plain(" ".join(HOSTILE.split()))
    assert plain(HOSTILE) in [each[9] for each in page.data["excerpts"]]
    assert not [key for each in page.top.walk() for key in each.attributes if key.startswith("on") or key == "style"]


def test_nothing_of_it_is_obeyed_or_turned_round(data: bytes) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", data.decode("utf-8"))


def test_nothing_leads_out_of_the_page(page: Page) -> None:
    for each in page.top.walk():
        assert "src" not in each.attributes
        assert each.attributes.get("href", "#").startswith("#"), each.attributes
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_only_its_own_style_and_script_may_run(page: Page) -> None:
    (policy,) = (each.attributes["content"] for each in page.top.all("meta") if "http-equiv" in each.attributes)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    (style,), (_, script) = page.top.all("style"), page.top.all("script")
    for rule, code in (("style-src", style.text), ("script-src", script.text)):
        assert rules.pop(rule) == f"'sha256-{base64.b64encode(sha256(code.encode()).digest()).decode()}'"
    assert rules == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}


def test_links_inside_lead_to_something(page: Page) -> None:
    places = [each.attributes["id"] for each in page.top.walk() if "id" in each.attributes]
    assert len(places) == len(set(places))
    excerpts = {each[0] for each in page.data["excerpts"]}
    for link in page.top.all("a"):
        kind, _, rest = link.attributes["href"].removeprefix("#").partition("/")
        if kind == "excerpt":
            assert rest in excerpts
        elif not rest:
            assert kind in places
        else:
            assert page.opens(link).counted


def test_headings_are_in_order_and_landmarks_are_there(page: Page) -> None:
    main = [each for each in page.top.walk() if re.fullmatch(r"h[1-6]", each.name) and each.up_to("dialog") is None]
    levels = [int(each.name[1]) for each in main]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for name in LANDMARKS:
        assert len(page.top.all(name)) == 1, name
    assert page.top.all("html")[0].attributes["lang"] == "en"


def test_tables_have_captions_and_heads_with_scope(page: Page) -> None:
    tables = page.top.all("table")
    assert len(tables) > 5
    for table in tables:
        if table.up_to("div") is not None and "memo" in table.up_to("div").attributes.get("class", ""):  # type: ignore[union-attr]
            continue
        assert table.all("caption")[0].text
        assert all(each.attributes.get("scope") in ("row", "col") and each.text for each in table.all("th"))
        frame = table.up_to("div")
        assert frame is not None
        assert (frame.attributes["role"], frame.attributes["tabindex"]) == ("region", "0")
        assert frame.attributes["aria-label"]


def test_drawings_say_in_words_what_they_show(page: Page) -> None:
    drawings = page.top.all("svg")
    assert len(drawings) == 2
    for each in drawings:
        assert each.attributes["role"] == "img"
        for key in ("aria-labelledby", "aria-describedby"):
            assert page.top.by_id(each.attributes[key]).text


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2 of a colour as #rrggbb."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("pair", ["ink page", "faint page", "link page", "ink raised", "mark-ink mark"])
def test_text_stands_out(scheme: int, pair: str) -> None:
    colours = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[scheme]
    known = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", colours))
    one, other = sorted((luminance(known[name]) for name in pair.split()), reverse=True)
    assert (one + 0.05) / (other + 0.05) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_numbers_stand_out_from_the_darkest_shade(scheme: int) -> None:
    colours = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[scheme]
    known = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", colours))
    shade = [int(each) for each in re.findall(r"--shade: (\d+), (\d+), (\d+)", colours)[0]]
    page = [int(known["page"][place : place + 2], 16) for place in (1, 3, 5)]
    mixed = [round(0.24 * over + 0.76 * under) for over, under in zip(shade, page, strict=True)]
    one, other = sorted(
        (luminance(known["link"]), luminance("#" + "".join(f"{each:02x}" for each in mixed))), reverse=True
    )
    assert (one + 0.05) / (other + 0.05) >= 4.5


def test_a_number_that_counts_nothing_is_no_link(page: Page) -> None:
    for cell in page.top.all("td"):
        if re.fullmatch(r"0", cell.text):
            assert not cell.all("a")


def test_large_tables_are_drawn_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("themes.pages.html_tables.LARGEST", 8)
    page = Page(html.written(findings(choice=CHOICE)))
    chosen = page.top.with_class("chosen")
    assert chosen
    for each in chosen:
        assert "rows" in page.data["tables"][int(each.attributes["data-table"])]
        assert each.all("noscript")


def test_no_name_of_the_key_is_in_the_bytes_and_ids_are_looked_through_too() -> None:
    holdings = replace(study(), excerpts={"e1": excerpt("e1", "jw", 0, "Joan\nWetherby said so.", "a", note="Joan")})
    key = NameKey({"Joan Wetherby": "JW019", "Joan": "JW019"})
    data = html.written(findings(holdings, key=key))
    assert not any(key.places(text) for _, text in texts(data))
    assert b"JW019 said so." in data
    leaking = html.written(findings(holdings))
    places = [where for where, text in texts(leaking) if key.places(text)]
    assert places == ["the page", "the data of the page"]


def test_the_same_findings_give_the_same_bytes(data: bytes) -> None:
    assert html.written(findings(choice=CHOICE, settings=replace(SETTINGS, title=HOSTILE))) == data


def shown(markdown: str) -> Element:
    return Page(f'<div>{memo_body(markdown, 3)}</div><script id="data">{{"excerpts": []}}</script>'.encode()).top.all(
        "div"
    )[0]


def test_a_memo_is_shown_as_its_writer_meant_it_and_loads_nothing() -> None:
    made = shown(
        "## Head\n\nOne *two* `a<b` [words](https://example.org/x) ![cat](http://example.org/c.png)\n\n"
        "> quoted [[e3f9ac21d07]] and [[t-9q2c7k|the theme]]\n\n- one\n- two\n\n```\n<b>\n```\n\n<script>alert(1)</script>\n"
        "\n| a | b |\n| - | - |\n| 1 | 2 |\n"
    )
    assert [each.text for each in made.all("h4")] == ["Head"]
    assert {each.name for each in made.walk()} >= {"em", "code", "blockquote", "ul", "li", "pre", "table", "td"}
    assert [each.attributes["href"] for each in made.all("a")] == ["#excerpt/e3f9ac21d07"]
    assert "words (https://example.org/x)" in made.text
    assert "cat" in made.text
    assert "<script>alert(1)</script>" in made.text
    assert not made.all("script", "img")


@pytest.mark.skipif(not installed(), reason="no chromium is installed (Debian: apt install chromium)")
def test_hostile_text_does_not_run_in_a_browser(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(data)
    with browsing(tmp_path / "profile") as browser:
        browser.open((tmp_path / "page.html").as_uri())
        assert browser.value("typeof window.taken") == "undefined"
        browser.value("location.hash = '#excerpt/e4'")
        browser.wait("document.getElementById('opened').open")
        assert browser.value("document.querySelector('#opened-list blockquote').textContent") == plain(HOSTILE)
        browser.value("location.hash = '#search/' + encodeURIComponent('<img src=x onerror=alert(1)>')")
        browser.wait("document.getElementById('opened-heading').textContent.startsWith('Search')")
        assert browser.value("typeof window.taken") == "undefined"
        assert browser.value("document.querySelectorAll('img').length") == 0
        assert len(browser.requests) == 1
        assert browser.complaints == []


def test_a_word_of_the_program_itself_is_nobodys_name() -> None:
    own = "\n".join(text for _, text in texts(html.written(nothing())))
    said = "\n".join(text for _, text in texts(html.written(findings(choice=CHOICE))))
    names = NameKey(
        dict.fromkeys(("Themes", "Search", "Cases", "Excerpts", "Saturation", "Documents", "Judged", "Definition"), "P")
    )
    ours = {place.words.casefold() for place in names.places(own)}
    assert {"themes", "search", "cases", "excerpts", "saturation", "documents", "definition"} <= ours
    assert {place.words.casefold() for place in names.places(said)} <= ours
