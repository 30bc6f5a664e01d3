"""Rounds of review in the sample study, with fixed dates and verdicts, so that a picture of them is the same every day."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from store.holdings import Holdings, read_holdings
from store.project import open_project
from store.reviews import PairVerdict, Review, Seen, Verdict, head_of, pair_entry, seen_entry, verdict_entry
from store.toml import render_toml
from themes.review import items_of

BEGUN = datetime(2024, 11, 4, 9, 30, tzinfo=UTC)
GIVEN = ("fits", "fits", "weak", "move", "split off", "counter-evidence", "discard")


def add_rounds(root: Path) -> None:
    """One round of each level by Ana, and Ben's part in the first."""
    held = read_holdings(open_project(root))
    forecaster = _theme(held, "Trusting the Forecaster")
    for reviewer in ("ana", "ben"):
        first = Review(
            "first-reading",
            reviewer,
            "First reading",
            started=BEGUN,
            themes=(forecaster, _theme(held, "Its record")),
            open_points=("Is relying on it a kind of trust?",),
            settled=("Does a joke about it count?",),
        )
        _write(root, _judged(held, first))
    documents = ("bv01", "bv02", "fn2-flood-committee-meeting")
    seen = Seen(held.documents["bv01"].sha256, ((0, 1200),))
    _write(root, Review("whole-set", "ana", "Whole set", 2, BEGUN, documents=documents, seen={"bv01": seen}))
    # Committed here, or the app would commit them while the picture is taken.
    for command in (["add", "reviews"], ["commit", "--quiet", "--message", "add rounds"]):
        subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)


def _theme(held: Holdings, name: str) -> str:
    (found,) = (theme.id for theme in held.themes.values() if theme.name == name)
    return found


def _judged(held: Holdings, review: Review) -> Review:
    """The round with its first verdicts, one of each kind."""
    verdicts: dict[str, Verdict] = {}
    for item, verdict in zip(items_of(held, review), GIVEN, strict=False):
        to = (_theme(held, "Its record"),) if verdict == "move" else ()
        name = "Trusted and doubted at once" if verdict == "split off" else ""
        reason = "she relies on it all the same" if verdict in ("weak", "split off") else ""
        given = Verdict(item.excerpt.id, item.theme.id, verdict, reason, to, name, BEGUN)
        verdicts[given.key] = given
    one, other = sorted(review.themes)
    pair = PairVerdict((one, other), "keep apart", "a count is no feeling", BEGUN)
    pairs = {pair.key: pair} if review.reviewer == "ana" else {}
    return replace(review, verdicts=verdicts, pairs=pairs)


def _write(root: Path, review: Review) -> None:
    values = head_of(review)
    tables = {
        "verdict": {key: verdict_entry(each) for key, each in review.verdicts.items()},
        "pair": {key: pair_entry(each) for key, each in review.pairs.items()},
        "seen": {key: seen_entry(each) for key, each in review.seen.items()},
    }
    path = root / review.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render_toml(values | {key: table for key, table in tables.items() if table}))
