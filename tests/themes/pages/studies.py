"""Small studies in memory: two interviews, two reviewers, three themes, and texts that would rather be obeyed than read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from store.cases import Case
from store.codebook import Theme
from store.documents import Document
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from store.memos import Memo
from store.project import Settings
from store.pseudonyms import NO_NAMES, NameKey
from store.reviewers import Reviewer
from store.searches import LoggedSearch, Question
from themes.pages.findings import Choice, Findings, Origin, gather

DAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
HOSTILE = (
    "</script><script>window.taken = 1</script><img src=x onerror='window.taken = 1'>\u202emoc.live\u202c "
    "\x1b]52;c;AAAA\x07 [[e1]] *bold* `code` # head | cell &lt; ]]> <!-- \u2028 \x00 javascript:alert(1)"
)
ORIGIN = Origin("1.0", "8bce6c357ddc8bce6c357ddc8bce6c357ddc0000", "2026-11-03T10:00:00+00:00", 0)


def excerpt(key: str, document: str, start: int, text: str, themes: str = "", **more: object) -> Excerpt:
    """An excerpt of ana's, with themes named by letters."""
    made = Excerpt(
        key,
        "ana",
        document,
        "0" * 64,
        (Segment(start, start + len(text), text),),
        tuple(f"t-{each}" for each in themes),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def study() -> Holdings:
    """Theme b stands below a; c is hostile; d went into b."""
    themes = (
        Theme("t-a", "Power", order="1", status="agreed", definition="Who decides.", created=DAY),
        Theme("t-b", "Being watched", parent="t-a", order="1", created=DAY),
        Theme("t-c", HOSTILE.replace("\n", " "), order="2", definition=HOSTILE, created=DAY),
        Theme("t-d", "Spied on", order="3", status="merged", into=("t-b",), created=DAY),
    )
    excerpts = (
        excerpt("e1", "jw", 10, "We feel watched.", "bd", starred=True),
        excerpt("e2", "jw", 10, "We feel", "b", reviewer="ben"),
        excerpt("e3", "kl", 0, "Nobody watches us here.", "a", against=("t-b",), note="The ward sister."),
        excerpt("e4", "kl", 40, HOSTILE, "ac"),
        excerpt("e5", "li", 5, "Power is relational.", "a"),
    )
    documents = (
        Document("jw", "Interview JW", "interview", "corpus/interviews/jw.txt", "0" * 64, 90, ("jw",)),
        Document("kl", "Interview KL", "interview", "corpus/interviews/kl.txt", "0" * 64, 400, ("kl", "ward")),
        Document("li", "A paper", "literature", "corpus/literature/li.txt", "0" * 64, 400),
    )
    cases = (
        Case("jw", "JW", attributes={"site": "North", "years": 3}),
        Case("kl", "KL", attributes={"site": "South"}),
        Case("ward", "Ward 4", "site", attributes={"site": "South"}),
    )
    memo = Memo(
        "m1", "On watching", "ana", "memos/ana/m1.md", "reflexive", DAY, ("t-b",), body=f"# Head\n\n{HOSTILE}\n"
    )
    search = LoggedSearch("s1", "ana", Question("trust*"), "Somebody must trust", 0, 0, DAY, against=("t-b",))
    return Holdings(
        documents={each.id: each for each in documents},
        cases={each.id: each for each in cases},
        themes={each.id: each for each in themes},
        excerpts={each.id: each for each in excerpts},
        memos={memo.id: memo},
        reviewers={"ana": Reviewer("ana", "Ana", "ana@example.org"), "ben": Reviewer("ben", "Ben")},
        logged={search.id: search},
    )


SETTINGS = Settings("k1", "Two sites", citation="— {role} ({id})")


def findings(
    holdings: Holdings | None = None,
    choice: Choice | None = None,
    key: NameKey = NO_NAMES,
    settings: Settings = SETTINGS,
    moved: frozenset[str] = frozenset(),
) -> Findings:
    """The findings of a study; the excerpts in `moved` do not stand in their texts any more."""

    def reading(excerpt: Excerpt) -> tuple[Mapping[str, str], bool]:
        return {"role": "nurse", "id": excerpt.document.upper()}, excerpt.id not in moved

    histories = {"t-b": ["2026-11-03 Ana: add theme Being watched (t-b)"]}
    chosen = choice or Choice()
    return gather(holdings or study(), settings, reading, ORIGIN, histories, key, chosen)
