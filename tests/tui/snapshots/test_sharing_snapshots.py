"""What the news and what waits to be decided look like in the sample study, at the two sizes that the app is made for.

After a wanted change: `pytest tests/tui/snapshots --snapshot-update`, then look at the SVGs that git shows as changed.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.files import write_durably
from store.project import open_project
from store.sharing.conflicts import About, conflict_files
from store.sharing.files import Dispute, Side
from tests.tui.app.clones import held
from tests.tui.app.driving import LARGE, SMALL, Driven
from tests.tui.snapshots.looking import Steps, looks_as_kept

WHEN = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


def dispute(root: Path, name: str, field: str, ours: str, theirs: str) -> None:
    """Lets Ana and Ben have changed a field of a theme differently."""
    (theme,) = (each.id for each in held(root).themes.values() if each.name == name)
    one, other = (
        About(slug, slug.capitalize(), WHEN.replace(hour=hour), f"define theme {name} ({theme})")
        for slug, hour in (("ana", 9), ("ben", 17))
    )
    disputed = Dispute(f"themes/{theme}.toml", "values", Side({field: ours}), Side({field: theirs}), (), (field,))
    made = conflict_files(disputed, one, other, None)
    for path, data in made.items():
        write_durably(root, path, data)


async def news(app: Driven) -> None:
    await app.press("number_sign")
    await app.see("What others did since you last looked", "ben")
    await app.press("down", "down")


async def conflicts(app: Driven) -> None:
    await app.press("vertical_line")
    await app.see("What two of you changed differently", "2 to decide ", "Yours: ana", "Theirs: ben")


async def own_words(app: Driven) -> None:
    await conflicts(app)
    await app.press("w")
    await app.see("The other has")


SCENES: dict[str, Steps] = {
    "news": news,
    "conflicts": conflicts,
    "own-words": own_words,
}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "200x50"])
@pytest.mark.parametrize("scene", SCENES)
def test_looks(
    scene: str,
    size: tuple[int, int],
    sample: Path,
    snap_compare: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    assert open_project(sample)
    if scene != "news":
        dispute(sample, "Alarm fatigue", "name", "Tired of alarms", "Alarms wear out")
        dispute(sample, "Who is speaking", "definition", "Somebody is named.", "Nobody says who\nit was that said it.")
    assert looks_as_kept(sample, SCENES[scene], size, snap_compare)
