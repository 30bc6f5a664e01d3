"""Random small projects as files, with all that makes counting hard.

Values that are missing, blank, several, of mixed types, exactly on the edge of a band, or none of an ordered attribute;
cases that are named and not there; themes merged, split and retired; literature; excerpts of several segments, of several
speakers' documents, and those that only speak against a theme.
"""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import tomli_w
from hypothesis import strategies as st

Files = dict[str, Any]
"""What each file holds, by its path: text, or the values of a TOML file."""

LEVELS = ("never", "sometimes", "often")
WORDS = ("ward", "night", "rota", "listen", "door")
VALUES = {
    "site": st.one_of(
        st.sampled_from(["North", "South", "north", "", "  ", "=cmd()", "not stated", "East | West"]),
        st.lists(st.sampled_from(["North", "South", ""]), max_size=3),
        st.booleans(),
    ),
    "years": st.one_of(
        st.sampled_from([0, -1, 4.99, 5, 5.0, 9, 10, 20, 10**12, "many", "7", True]),
        st.lists(st.integers(0, 25), max_size=3),
        st.floats(-10, 40, allow_nan=False),
    ),
    "level": st.one_of(
        st.sampled_from([*LEVELS, "Often", "now and then"]), st.lists(st.sampled_from(LEVELS), max_size=2)
    ),
    "since": st.one_of(st.dates(date(2018, 1, 1), date(2026, 1, 1)), st.sampled_from([date(2020, 1, 1), "2020", 2020])),
}
DECLARED = {
    "years": {"type": "number", "title": "Years in post", "bands": [5, 10, 20]},
    "level": {"type": "ordered", "values": list(LEVELS)},
    "since": {"type": "date", "bands": [date(2020, 1, 1), date(2024, 1, 1)]},
}


@st.composite
def projects(draw: st.DrawFn) -> Files:
    """A project of a few cases, documents, themes and excerpts."""
    files: Files = {"catena.toml": {"schema": 1, "id": "random0000", "title": "Random"}}
    if draw(st.booleans()):
        files["catena.toml"]["attributes"] = DECLARED
    for reviewer in ("ana", "ben"):
        files[f"reviewers/{reviewer}.toml"] = {"id": reviewer, "name": reviewer.title()}
    cases = [f"c{number}" for number in range(draw(st.integers(1, 4)))]
    for case in cases:
        said = {key: draw(values) for key, values in VALUES.items() if draw(st.integers(0, 3))}
        kind = draw(st.sampled_from(["participant", "participant", "site"]))
        files[f"cases/{case}.toml"] = {"id": case, "name": f"P {case}", "kind": kind, "attributes": said}
    themes = [f"t-{letter}" for letter in "abcdef"[: draw(st.integers(1, 6))]]
    for number, theme in enumerate(themes):
        files[f"themes/{theme}.toml"] = draw(theme_records(theme, themes[:number], themes[number + 1 :]))
    for number in range(draw(st.integers(1, 4))):
        _document(draw, files, f"d{number}", cases, themes)
    return files


@st.composite
def theme_records(draw: st.DrawFn, theme: str, before: list[str], after: list[str]) -> dict[str, Any]:
    """A theme; one in use stands below one in use at most, one that is not went to themes that follow."""
    record: dict[str, Any] = {"id": theme, "name": draw(st.sampled_from(["Trust", "Power", theme]))}
    fate = draw(st.sampled_from(["agreed", "agreed", "merged", "split", "retired"])) if after else "agreed"
    record["status"] = fate
    if fate != "agreed":
        most = 2 if fate == "split" else 1
        record["into"] = draw(st.lists(st.sampled_from(after), min_size=most - 1, max_size=most, unique=True))
    return record


def _document(draw: st.DrawFn, files: Files, key: str, cases: list[str], themes: list[str]) -> None:
    kind = draw(st.sampled_from(["interview", "interview", "focus group", "literature"]))
    of = draw(st.lists(st.sampled_from([*cases, "gone"]), max_size=3, unique=True))
    paragraphs = draw(
        st.lists(
            st.tuples(st.sampled_from([*cases, "x9"]), st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)),
            min_size=1,
            max_size=5,
        )
    )
    text = "\n\n".join(f"{speaker.upper()}: {' '.join(words)}." for speaker, words in paragraphs) + "\n"
    path = f"corpus/texts/{key}.txt"
    digest = sha256(text.encode()).hexdigest()
    files[path] = text
    files[f"documents/{key}.toml"] = {
        "id": key,
        "kind": kind,
        "partial": draw(st.booleans()),
        "path": path,
        "sha256": digest,
        "characters": len(text),
        "cases": of,
        "groups": draw(st.lists(st.sampled_from(["First wave", "Nights"]), unique=True)),
    }
    for reviewer in ("ana", "ben"):
        entries = {
            f"e{key}{reviewer[0]}{number}": draw(entries_of(text, digest, themes))
            for number in range(draw(st.integers(0, 3)))
        }
        if entries:
            files[f"excerpts/{reviewer}/{key}.toml"] = {"document": key, "excerpt": entries}


@st.composite
def entries_of(draw: st.DrawFn, text: str, digest: str, themes: list[str]) -> dict[str, Any]:
    """An excerpt of one or two segments."""
    edges = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True)))
    segments = [
        {"start": start, "end": end, "exact": text[start:end]}
        for start, end in zip(edges[::2], edges[1::2], strict=False)
    ]
    tagged = st.lists(st.sampled_from(themes), max_size=3, unique=True)
    entry: dict[str, Any] = {"sha256": digest, "themes": draw(tagged), "against": draw(tagged), "segments": segments}
    if draw(st.booleans()):
        entry["attribution"] = {"name": draw(st.sampled_from(["P c0", "c1", "somebody"]))}
    return entry


def write(files: Files, root: Path) -> Path:
    """Puts the files of a project into a folder, and gives the folder back."""
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content if isinstance(content, str) else tomli_w.dumps(content), encoding="utf-8")
    return root
