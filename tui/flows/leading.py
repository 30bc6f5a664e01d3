"""The way from what is told of a thing to the thing itself, by its kind and id: wherever it is shown best.

A thing that is gone by now, or that no place shows, is said to be so, and nothing moves.
"""

from typing import TYPE_CHECKING

from store.excerpts import Excerpt
from tui.places.place import Place
from tui.snapshot import Snapshot

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def thing(screen: "MainScreen", wanted: Place.FlowWanted) -> None:
    """Goes to a thing."""
    kind, key = wanted.thing
    snapshot = screen.study.snapshot
    if snapshot is not None and not await _gone_to(screen, snapshot, kind, key):
        screen.tell(f"{kind} {key} is not here any more" if kind in _SHOWN else f"no view shows a {kind} by itself")


_SHOWN = ("excerpt", "recode", "verdict", "theme", "memo", "document", "done", "round", "conflict", "case")


async def _gone_to(screen: "MainScreen", snapshot: Snapshot, kind: str, key: str) -> bool:
    held = snapshot.holdings
    match kind:
        case "excerpt" | "recode" | "verdict":
            excerpt: Excerpt | None = held.excerpts.get(key)
            if excerpt is not None:
                screen.place.want_excerpt(excerpt)
            return excerpt is not None
        case "theme" if key in held.themes:
            from tui.places.themes import ThemesPlace

            place = await screen.go_to("themes")
            assert isinstance(place, ThemesPlace)
            place.visit(key)
            return True
        case "memo" if key in held.memos:
            await screen.on_place_memo_read(Place.MemoRead(key))
            return True
        case "document" | "done" if key in held.documents:
            await screen.on_place_document_wanted(Place.DocumentWanted(key))
            return True
        case "case" if key in held.cases:
            from tui.places.case import CasePlace

            page = await screen.go_to("case")
            assert isinstance(page, CasePlace)
            page.go_to_case(key)
            return True
        case "round":
            await screen.act_review()
            return True
        case "conflict":
            from tui.flows import conflicts

            return await conflicts.go_to(screen, key)
    return False
