"""Links of other programs are ways in the app: from where they begin and from where they end, to what is here."""

from store.codebook import Theme
from store.exchange.kept import KeptLink
from store.holdings import Holdings
from store.memos import Memo
from tui.flows.linking import ways_kept

HELD = Holdings(
    themes={key: Theme(key, name) for key, name in (("t-1", "Trust"), ("t-2", "Voice"))},
    memos={"m1": Memo("m1", "Diary", "ana", "memos/ana/m1.md", themes=("t-1",))},
)
LINKS = [
    KeptLink("a", "theme:t-1", "theme:t-2", "explains"),
    KeptLink("b", "theme:t-1", "guid:0C0551D2-3CD0-5D32-8A52-6548B90EF278", "shows"),
    KeptLink("c", "memo:m1", "theme:t-1"),
]


def said(thing: tuple[str, str]) -> list[str]:
    return ["".join(text for text, _ in way.pieces) for way in ways_kept(HELD, LINKS, (thing,))]


def test_a_link_leads_both_ways_and_never_to_what_is_not_here_or_what_a_memo_says_itself() -> None:
    assert said(("theme", "t-1")) == ["to    theme    Voice  explains"]
    assert said(("theme", "t-2")) == ["from  theme    Trust  explains"]
    assert said(("memo", "m1")) == []
