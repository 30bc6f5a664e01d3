"""Makes the pictures of the README from the real app on a copy of the sample study: `make pictures`.

Each picture is what the keys beside its name lead to; nothing in it is drawn by hand.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from store.beginning import copy_sample, first_commit
from store.git import Git
from tui.app import CatenaApp
from tui.commands.projects import sample_study
from tui.configuration import Configuration

SMALL, WIDE = (80, 24), (160, 45)
PICTURES: dict[str, tuple[tuple[int, int], Sequence[str]]] = {
    "search": (SMALL, ["slash", *"phone tree", "wait", "enter", "down", "down", "wait"]),
    "picker": (SMALL, ["slash", *"phone tree", "wait", "enter", "down", "t", "wait", *"phone", "wait"]),
    "reader": (WIDE, ["down", "down", "enter", "wait", "right_square_bracket", "right_square_bracket", "wait"]),
    "themes": (WIDE, ["3", "wait", "down", "down", "down", "wait"]),
    "memo": (SMALL, ["2", "wait", "1", "enter", "wait", "right_square_bracket", "m", "wait"]),
}


async def take(root: Path, size: tuple[int, int], keys: Sequence[str]) -> str:
    """The app's screen after some keys, as SVG; the key "wait" lets it come to rest."""
    app = CatenaApp(root, "ana", Configuration())
    async with app.run_test(size=size) as pilot:
        while app.finder is None or app.main.finder is None:
            await pilot.pause(0.05)
        for key in keys:
            if key == "wait":
                await pilot.pause(0.6)
            else:
                await pilot.press(key)
        await pilot.pause(0.3)
        # The picture names no font to fetch: whoever looks at it asks nobody.
        picture = re.sub(r"@font-face\s*\{.*?\}", "", app.export_screenshot(title="catena"), flags=re.DOTALL)
        app.leave()
    return picture


def main(folder: Path) -> None:
    for name, (size, keys) in PICTURES.items():
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch) / "warning-time"
            project = copy_sample(sample_study(), root)
            Git(root).set_identity("Ana Ferreira", "ana@example.org")
            first_commit(project, "begin with the sample study", ("Ana Ferreira", "ana@example.org"))
            (folder / f"{name}.svg").write_text(asyncio.run(take(root, size, keys)), encoding="utf-8")
            print(folder / f"{name}.svg")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "pictures")
