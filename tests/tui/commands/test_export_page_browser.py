"""The page of the sample study in a real browser: numbers open, by clicks and by keys, and nothing asks a network."""

import re
from pathlib import Path

import pytest

from tests.themes.pages.browser import browsing, installed
from tests.themes.pages.page import Page

pytestmark = pytest.mark.skipif(not installed(), reason="no chromium is installed (Debian: apt install chromium)")

OPENING = """
(async () => {
  const told = [];
  for (const link of [...document.querySelectorAll("a.n")].filter((_, number) => number % STEP === 0)) {
    const arrived = new Promise((resolve) => window.addEventListener("hashchange", resolve, { once: true }));
    location.hash = link.getAttribute("href");
    await arrived;
    const list = document.getElementById("opened-list");
    told.push([
      link.getAttribute("href"),
      document.getElementById("opened-told").textContent,
      [...list.querySelectorAll("figcaption .place")].map((each) => each.textContent.split(", ")[1]),
      document.getElementById("more").hidden,
    ]);
  }
  return told;
})()
"""
STEP = 23


def test_numbers_open_in_a_browser_what_the_data_say(exported: Path, page: Page, tmp_path: Path) -> None:
    with browsing(tmp_path / "profile") as browser:
        browser.open((exported / "page.html").as_uri())
        told = browser.value(OPENING.replace("STEP", str(STEP)))
        asked, complaints = browser.requests, browser.complaints
    wanted = page.numbers()[::STEP]
    assert len(told) == len(wanted) > 80
    for number, (href, said, shown, whole) in zip(wanted, told, strict=True):
        opened = page.opens(number)
        assert href == number.attributes["href"]
        assert int(said.split()[0]) == len(opened.counted), (href, said)
        assert set(shown) == opened.excerpts if whole else set(shown) < opened.excerpts, href
        assert shown or not opened.excerpts
    assert asked == [(exported / "page.html").as_uri()]
    assert complaints == []


def test_a_person_finds_opens_and_closes_by_keys_and_by_clicks(exported: Path, page: Page, tmp_path: Path) -> None:
    with browsing(tmp_path / "profile") as browser:
        browser.open((exported / "page.html").as_uri())
        is_open = "document.getElementById('opened').open"
        # A number is clicked, read, and left by Escape: the focus is where it was.
        browser.click("#themes td a.n")
        browser.wait(is_open)
        first = page.top.by_id("themes").with_class("n")[0]
        opened = page.opens(first)
        assert browser.value("document.activeElement.id") == "opened-heading"
        assert browser.value("document.getElementById('opened-heading').textContent") == opened.heading
        assert browser.value("document.querySelectorAll('#opened-list figure').length") == len(opened.excerpts)
        browser.key("Escape")
        browser.wait(f"!{is_open}")
        assert browser.value("document.activeElement.getAttribute('href')") == first.attributes["href"]
        assert browser.value("location.hash") == ""
        # The same number once more, by Enter; a theme's name in it leads to the theme.
        browser.key("Enter")
        browser.wait(is_open)
        browser.click("#opened-list figure a")
        browser.wait(f"!{is_open}")
        assert browser.value("location.hash").startswith("#theme-t-")
        # Search by keys alone: what was typed is found whatever its case and its marks, and is marked.
        browser.key("/")
        assert browser.value("document.activeElement.id") == "words"
        browser.type("RÍVER gauges")
        browser.key("Enter")
        browser.wait(is_open)
        shown = browser.value(
            "[...document.querySelectorAll('#opened-list blockquote')].map((each) => each.textContent)"
        )
        texts = {
            each[9] for each in page.data["excerpts"] if {"river", "gauges"} <= set(re.findall(r"\w+", each[9].lower()))
        }
        assert texts
        assert texts <= set(shown)
        assert "river" in browser.value(
            "[...document.querySelectorAll('mark')].map((each) => each.textContent.toLowerCase())"
        )
        browser.click("#close")
        browser.wait(f"!{is_open}")
        # Tab goes through the page; what has the focus is seen.
        browser.open(f"{(exported / 'page.html').as_uri()}?again")
        browser.key("Tab")
        assert browser.value("document.activeElement.className") == "skip"
        browser.key("Tab")
        assert browser.value("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        # A line of the drawing opens its pairs.
        browser.value(
            "void document.querySelector('.map path').dispatchEvent(new MouseEvent('click', { bubbles: true }))"
        )
        browser.wait(is_open)
        assert "pair" in browser.value("document.getElementById('opened-told').textContent")
        browser.key("Escape")
        browser.wait(f"!{is_open}")
        # Long lists come in pieces.
        browser.click("header a.n")
        browser.wait(is_open)
        assert browser.value("document.querySelectorAll('#opened-list figure').length") == 50
        browser.click("#more")
        browser.wait("document.querySelectorAll('#opened-list figure').length === 100")
        assert browser.complaints == []


def test_the_page_is_read_without_scripts_and_fits_narrow_screens(exported: Path, tmp_path: Path) -> None:
    with browsing(tmp_path / "profile") as browser:
        browser.ask("Emulation.setScriptExecutionDisabled", value=True)
        browser.ask("Emulation.setDeviceMetricsOverride", width=360, height=800, deviceScaleFactor=1, mobile=True)
        browser.open((exported / "page.html").as_uri())
        assert not browser.value("document.getElementById('search').offsetParent")
        assert "Without scripts" in browser.value("document.querySelector('noscript').textContent")
        # Only tables and drawings move sideways, each by itself.
        assert browser.value("document.documentElement.scrollWidth") <= 360
        assert browser.value("document.querySelectorAll('#sheets blockquote').length") > 100
        browser.ask("Emulation.setEmulatedMedia", media="print")
        seen = "getComputedStyle(document.querySelector('{}')).{}"
        assert browser.value(seen.format("nav", "display")) == "none"
        assert browser.value(seen.format("article", "contentVisibility")) == "visible"
        assert browser.value(seen.format("body", "backgroundColor")) == "rgb(255, 255, 255)"
