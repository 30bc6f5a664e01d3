"""What each number of the page of a study must open, by its heading, from the files of the study alone."""

import re
from collections.abc import Iterator

from tests.themes.pages.page import Element, Page
from tests.themes.recount import Recount


def last_under(files: Recount, name: str) -> str:
    """The excerpt of the largest id under the theme of this name."""
    (theme,) = (key for key, each in files.themes.items() if each["name"] == name)
    return max(key for key, each in files.excerpts.items() if theme in files.themes_of(each))


class Expected:
    """What a number must open, by its heading, from the files alone."""

    def __init__(self, files: Recount, page: Page) -> None:
        self.files = files
        self.page = page
        self.every = frozenset(files.excerpts)
        self.named: dict[str, str] = {" ".join(each["name"].split()): key for key, each in files.themes.items()}
        self.people = {each.stem: each for each in (files.root / "reviewers").glob("*.toml")}
        self.interviews = sorted(key for key, each in files.documents.items() if each.get("kind") == "interview")

    def under(self, *themes: str) -> frozenset[str]:
        wanted = set(themes)
        return frozenset(key for key, each in self.files.excerpts.items() if wanted & self.files.themes_of(each))

    def against(self, *themes: str) -> frozenset[str]:
        found = self.files.excerpts.items()
        return frozenset(
            key for key, each in found if {self.files.now(one) for one in each.get("against", [])} & set(themes)
        )

    def below(self, theme: str) -> set[str]:
        found = {theme}
        while more := {key for key, each in self.files.themes.items() if each.get("parent") in found} - found:
            found |= more
        return found

    def documents(self, excerpts: frozenset[str]) -> frozenset[str]:
        return frozenset(self.files.excerpts[key]["document"] for key in excerpts)

    def speaking(self, excerpts: frozenset[str]) -> frozenset[str]:
        """The cases whose words they are."""
        return frozenset(case for key in excerpts for case in self.files.cases_of(self.files.excerpts[key]))

    def in_documents(self, documents: frozenset[str]) -> frozenset[str]:
        return frozenset(key for key, each in self.files.excerpts.items() if each["document"] in documents)

    def of_cases(self, cases: frozenset[str]) -> frozenset[str]:
        return frozenset(
            key for key, each in self.files.excerpts.items() if cases.intersection(self.files.cases_of(each))
        )

    def shown_themes(self) -> set[str]:
        return {key for key in self.files.themes if self.files.in_use(key) or self.under(key)}

    def printed(self) -> frozenset[str]:
        sheets = self.page.top.by_id("sheets").all("figcaption")
        return frozenset(each.all("a")[0].attributes["href"].removeprefix("#excerpt/") for each in sheets)

    def firsts(self) -> list[set[str]]:
        return self.files.firsts(self.interviews)

    def __call__(self, heading: str, number: Element) -> tuple[frozenset[str], frozenset[str]]:
        """The ids that must be counted, and the excerpts that must be shown."""
        for form, answer in FORMS:
            found = re.fullmatch(form, heading)
            if found is not None:
                counted, excerpts = answer(self, found, number)
                return frozenset(counted), frozenset(excerpts)
        raise AssertionError(f"nobody has said what stands behind {heading!r}")


def _theme(expected: "Expected", name: str) -> str:
    return expected.named[name]


def _of_theme(expected: Expected, found: re.Match[str], _: Element) -> tuple[frozenset[str], frozenset[str]]:
    excerpts = expected.under(_theme(expected, found[1]))
    return excerpts, excerpts


def _left(expected: Expected, found: re.Match[str], number: Element) -> tuple[frozenset[str], frozenset[str]]:
    article = number.up_to("article")
    assert article is not None
    printed = {each.all("a")[0].attributes["href"].removeprefix("#excerpt/") for each in article.all("figcaption")}
    left = expected.under(_theme(expected, found[1])) - printed
    return left, left


def _first_in(expected: Expected, places: range) -> tuple[frozenset[str], frozenset[str]]:
    firsts = expected.firsts()
    themes: frozenset[str] = frozenset()
    excerpts: frozenset[str] = frozenset()
    for place in places:
        new = frozenset(firsts[place])
        themes |= new
        excerpts |= expected.under(*new) & expected.in_documents(frozenset({expected.interviews[place]}))
    return themes, excerpts


def _until(expected: Expected, found: re.Match[str], _: Element) -> tuple[frozenset[str], frozenset[str]]:
    firsts = expected.firsts()
    themes: set[str] = set()
    excerpts: set[str] = set()
    for place in range(expected.interviews.index(found[1]) + 1):
        for theme in firsts[place]:
            themes.add(theme)
            here = expected.under(theme) & expected.in_documents(frozenset({expected.interviews[place]}))
            excerpts.add(min(here, key=lambda key: _place(expected.files, key)))
    return frozenset(themes), frozenset(excerpts)


def _place(files: Recount, key: str) -> tuple[int, int, str]:
    segments = files.excerpts[key]["segments"]
    return segments[0]["start"], segments[-1]["end"], key


def _after_stop(expected: Expected, _: re.Match[str], number: Element) -> tuple[frozenset[str], frozenset[str]]:
    paragraph = number.up_to("p")
    assert paragraph is not None
    stop = re.search(r"at document (\d+)", paragraph.text)
    assert stop is not None
    return _first_in(expected, range(int(stop[1]), len(expected.interviews)))


def _things(expected: Expected, cases: Iterator[str]) -> tuple[frozenset[str], frozenset[str]]:
    found = frozenset(cases)
    return found, expected.of_cases(found)


def _texts(expected: Expected, kind: str) -> tuple[frozenset[str], frozenset[str]]:
    found = frozenset(key for key, each in expected.files.documents.items() if each.get("kind") == kind)
    return found, expected.in_documents(found)


def _with_themes(expected: Expected, themes: set[str]) -> tuple[frozenset[str], frozenset[str]]:
    shown = themes & expected.shown_themes()
    return frozenset(themes), expected.under(*shown) if shown else frozenset()


def _level(expected: Expected, theme: str) -> int:
    return expected.files._path(theme).count(" > ") + 1


def _reviewer(expected: Expected, name: str) -> frozenset[str]:
    slug = next(key for key, path in expected.people.items() if f'name = "{name}"' in path.read_text())
    return frozenset(key for key, each in expected.files.excerpts.items() if each["reviewer"] == slug)


FORMS = (
    (r"Excerpts under (.+) that are not printed", _left),
    (
        r"Excerpts under (.+) and below it",
        lambda e, f, n: (found := e.under(*(e.below(_theme(e, f[1])) & e.shown_themes())), found),
    ),
    (r"Excerpts under (.+)", _of_theme),
    (r"Documents with excerpts", lambda e, f, n: (e.documents(e.every), e.every)),
    (r"Documents with (.+)", lambda e, f, n: (e.documents(x := e.under(_theme(e, f[1]))), x)),
    (r"Cases with (.+)", lambda e, f, n: (e.speaking(x := e.under(_theme(e, f[1]))), x)),
    (r"Excerpts that speak against a theme", lambda e, f, n: (x := e.against(*e.files.themes), x)),
    (r"Excerpts that speak against (.+)", lambda e, f, n: (x := e.against(_theme(e, f[1])), x)),
    (r"All excerpts|Excerpts that were compared", lambda e, f, n: (e.every, e.every)),
    (r"Documents of the study", lambda e, f, n: (e.files.documents, e.every)),
    (r"Who tagged", lambda e, f, n: ({each["reviewer"] for each in e.files.excerpts.values()}, e.every)),
    (r"Excerpts of (.+)", lambda e, f, n: (x := _reviewer(e, f[1]), x)),
    (
        r"Cases: (.+)",
        lambda e, f, n: _things(
            e, (key for key, each in e.files.cases.items() if each.get("kind", "participant") == f[1])
        ),
    ),
    (r"Documents: (.+)", lambda e, f, n: _texts(e, f[1])),
    (r"Field notes", lambda e, f, n: _texts(e, "field note")),
    (
        r"Participants with (.+): (.+)",
        lambda e, f, n: _things(
            e,
            (
                key
                for key, each in e.files.cases.items()
                if each.get("kind", "participant") == "participant" and f[2] in e.files.values(key, f[1])
            ),
        ),
    ),
    (
        r"Themes of level (\d)",
        lambda e, f, n: _with_themes(e, {t for t in e.files.themes if e.files.in_use(t) and _level(e, t) == int(f[1])}),
    ),
    (
        r"Themes that are (.+)",
        lambda e, f, n: _with_themes(
            e, {t for t, each in e.files.themes.items() if each.get("status", "candidate") == f[1]}
        ),
    ),
    (r"Themes that were made", lambda e, f, n: _with_themes(e, set(e.files.themes))),
    (
        r"Themes for which nobody has looked for counter-evidence",
        lambda e, f, n: _with_themes(e, {t for t in e.files.themes if e.files.in_use(t) and not e.against(t)}),
    ),
    (r"Themes seen until (.+), each where it was first seen", _until),
    (r"Themes first seen after that", _after_stop),
    (r"Themes first seen in documents (\d+) to (\d+)", lambda e, f, n: _first_in(e, range(int(f[1]) - 1, int(f[2])))),
    (
        r"Themes first seen in (.+)",
        lambda e, f, n: _first_in(e, range(e.interviews.index(f[1]), e.interviews.index(f[1]) + 1)),
    ),
    (r"Quotations printed with the themes", lambda e, f, n: (x := e.printed(), x)),
    (
        r"Cases that are quoted",
        lambda e, f, n: (
            {case for key in e.printed() for case in e.files.cases_of(e.files.excerpts[key])},
            e.printed(),
        ),
    ),
)
