"""The findings of 50,000 excerpts, 300 themes and 1,000 documents as a page: until it is written, and until a browser shows it.

The browser is the installed chromium, without a screen; its time is from the navigation to the end of the load event. Beside it
stand the first number that is opened, which reads the page's data, and a search through all excerpts.
"""

import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.figures import Figure, within
from bench.project import synthetic_study
from bench.synthetic import Size
from tests.journeys.terminal import CATENA, environment
from tests.themes.pages.browser import Browser, browsing, installed

LARGE = Size(excerpts=50_000, documents=1_000, reviewers=2, themes=300, characters=8_000)
ROUNDS = 3
MADE, OPENED = 20.0, 2.0
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def figures(folder: Path) -> Iterator[Figure]:
    study = synthetic_study(folder, LARGE)
    page = folder / "page.html"
    began, before = perf_counter(), _processor()
    command = [CATENA, "-C", str(study), "export", "html", str(page)]
    subprocess.run(command, env=environment(folder), check=True, capture_output=True)
    seconds, processor = perf_counter() - began, _processor() - before
    remark = f"{processor:.1f} of the processor; {page.stat().st_size / 1e6:.0f} MB"
    yield within("the page is made", seconds, MADE, "s", remark, 1)
    if not installed():
        yield Figure("the page in a browser", "no chromium is installed")
        return
    with browsing(folder / "profile") as browser:
        loaded = [_opened(browser, page) for _ in range(ROUNDS)]
        first = _until(browser, "document.querySelector('#themes td a.n').click()")
        browser.open(page.as_uri())
        found = _until(browser, "location.hash = '#search/trust%20ward'")
    yield within("a browser opens it", median(loaded), OPENED, "s", f"worst {max(loaded):.2f}", 2)
    yield Figure("the first number opens", f"{first * 1000:.0f} ms")
    yield Figure("a search through all excerpts", f"{found * 1000:.0f} ms")


def _opened(browser: Browser, page: Path) -> float:
    browser.open("about:blank")
    browser.open(page.as_uri())
    browser.wait(f"{LOADED} > 0")
    return float(browser.value(LOADED)) / 1000


def _until(browser: Browser, code: str) -> float:
    began = perf_counter()
    browser.value(f"void ({code})")
    browser.wait("document.getElementById('opened').open")
    return perf_counter() - began


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
