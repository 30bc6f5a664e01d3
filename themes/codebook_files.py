"""A codebook as one file: TOML and CSV, out and in again unchanged, and Markdown to be printed.

In the file a theme is called by its label, where it came from outside with one, else by its id; `parent` and `into` name themes
the same way. What catena has no key for is kept with the theme and goes out as it came in. Nothing here touches a disk.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from store.codebook import STATUSES, Theme
from store.errors import FileFault
from store.toml import check_limits, parse_toml, render_toml
from themes.counts import Evidence, many
from themes.tree import Node, build_tree

TEXTS = (
    "name",
    "parent",
    "kind",
    "source",
    "status",
    "definition",
    "include",
    "exclude",
    "example",
    "colour",
    "letter",
)
LISTS = ("into", "aliases")
COLUMNS = ("id", "name", "parent", "kind", "source", "status", "into", "aliases", *TEXTS[5:])

Row = dict[str, Any]
"""A theme as its file has it: texts and lists by the names of COLUMNS, and whatever else stands there."""

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would take for a formula, or what was kept from being one."""


def rows_of(themes: Mapping[str, Theme]) -> list[Row]:
    """Every theme as a row, as a reader meets them from the top down; empty values are left out."""
    labels = labels_of(themes)
    return [_row(node.theme, labels) for node in build_tree(themes).walk()]


def labels_of(themes: Mapping[str, Theme]) -> dict[str, str]:
    """What each theme (id) is called in a file: its label where no other has it, else its id."""
    taken: dict[str, int] = {}
    for theme in themes.values():
        taken[theme.label] = taken.get(theme.label, 0) + 1
    return {
        theme.id: theme.label if theme.label and taken[theme.label] == 1 and theme.label not in themes else theme.id
        for theme in themes.values()
    }


def _row(theme: Theme, labels: Mapping[str, str]) -> Row:
    row: Row = {
        "id": labels[theme.id],
        "name": theme.name,
        "parent": labels.get(theme.parent, theme.parent),
        "kind": theme.kind,
        "source": theme.source,
        "status": "" if theme.status == "candidate" else theme.status,
        "into": [labels.get(each, each) for each in theme.into],
        "aliases": list(theme.aliases),
        "definition": theme.definition,
        "include": theme.include,
        "exclude": theme.exclude,
        "example": theme.example,
        "colour": theme.colour,
        "letter": theme.letter,
    }
    return {key: value for key, value in row.items() if value not in ("", [])} | dict(theme.other)


def to_toml(themes: Mapping[str, Theme]) -> bytes:
    """The codebook as `[[theme]]` tables."""
    return b"\n".join(_table(row) for row in rows_of(themes))


def _table(row: Row) -> bytes:
    inner = {key: value for key, value in row.items() if isinstance(value, dict)}
    plain = {key: value for key, value in row.items() if key not in inner}
    return b"[[theme]]\n" + render_toml(plain) + (render_toml({"theme": inner}) if inner else b"")


def from_toml(path: str, data: bytes) -> list[Row]:
    """The rows of a TOML file; raises FileFault where it has no `[[theme]]` or one without a name."""
    listed = parse_toml(path, data).get("theme")
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        raise FileFault(path, "it has no [[theme]] tables")
    return [_checked(path, row, f"theme {number}") for number, row in enumerate(listed, 1)]


def to_csv(themes: Mapping[str, Theme]) -> str:
    """The codebook as CSV with a row for each theme; lists and other values than texts are written as JSON."""
    rows = rows_of(themes)
    columns = [*COLUMNS, *sorted({key for row in rows for key in row} - {*COLUMNS})]
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[key]) if key in row else "" for key in columns])
    return written.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, str):
        is_plain = not value.startswith(("[", "{", '"')) and value not in ("true", "false") and "\r" not in value
        plain = value if is_plain else _json(value)
        return f"'{plain}" if _FORMULA.match(plain) else plain
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def from_csv(path: str, data: bytes) -> list[Row]:
    """The rows of a CSV file with a line of names above them; raises FileFault for any that has no name for a theme."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileFault(path, "it is not UTF-8 text: save it as CSV UTF-8") from None
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise FileFault(path, f"it is no CSV: {error}") from None
    names = [name.strip().lower() for name in lines[0]] if lines else []
    if "name" not in names:
        raise FileFault(path, "its first line names no column `name`")
    rows = []
    for number, cells in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in cells):
            if len(cells) > len(names):
                raise FileFault(path, f"row {number} has more cells than the first line has names")
            row = {name: _value(name, cell) for name, cell in zip(names, cells, strict=False) if name and cell}
            check_limits(path, row)
            rows.append(_checked(path, row, f"row {number}"))
    return rows


def _value(name: str, cell: str) -> Any:
    plain = cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
    is_text = name in (*TEXTS, "id")
    if plain.startswith('"' if is_text else ("[", "{", '"')) or (not is_text and plain in ("true", "false")):
        try:
            return json.loads(plain)
        except (ValueError, RecursionError):
            return plain
    return [each.strip() for each in plain.split(";")] if name in LISTS else plain


def _checked(path: str, row: Row, where: str) -> Row:
    """The row, called by its name where it has no id; raises FileFault where a value is none that a theme can have."""
    for key, value in row.items():
        if key in (*TEXTS, "id") and not isinstance(value, str):
            raise FileFault(path, f"{where}: `{key}` is no text")
        if key in LISTS and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            raise FileFault(path, f"{where}: `{key}` is no list of texts")
    if not row.get("name", "").strip():
        raise FileFault(path, f"{where} has no name")
    if row.get("status", "candidate") not in STATUSES:
        raise FileFault(path, f"{where}: `status` is {row['status']!r}; it can be {', '.join(STATUSES)}")
    return {"id": row["name"], **row}


def to_markdown(title: str, themes: Mapping[str, Theme], evidence: Mapping[str, Evidence]) -> str:
    """The codebook as a page to be printed: each theme in use with what it says of itself and how much speaks for it."""
    lines = [f"# Codebook: {_line(title)}", ""]
    for node in build_tree(themes).walk():
        if node.theme.active:
            lines += _section(node, evidence.get(node.theme.id, Evidence()))
    gone = [theme for theme in themes.values() if not theme.active]
    if gone:
        lines += ["## No longer in use", ""]
        for theme in sorted(gone, key=lambda each: each.name.casefold()):
            into = ", ".join(_line(themes[each].name) for each in theme.into if each in themes)
            lines.append(f"- {_line(theme.name)}: {theme.status}" + (f" into {into}" if into else ""))
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(node: Node, found: Evidence) -> list[str]:
    theme = node.theme
    known = (found.excerpts, "excerpt"), (found.documents, "document"), (found.cases, "case")
    counts = ", ".join(many(len(things), what) for things, what in known)
    if found.against:
        counts += f"; against: {len(found.against)}"
    said = [theme.kind if theme.kind not in ("", "theme") else "", theme.status, counts]
    lines = [
        f"{'#' * min(6, node.depth + 2)} {_line(theme.name)}",
        "",
        f"*{'; '.join(each for each in said if each)}*",
        "",
    ]
    for heading, text in (
        ("", theme.definition),
        ("Include: ", theme.include),
        ("Exclude: ", theme.exclude),
        ("Source: ", theme.source),
        ("Example: ", theme.example),
        ("Earlier names: ", ", ".join(theme.aliases)),
    ):
        if text.strip():
            lines += [f"{heading}{text.strip()}", ""]
    return lines


def _line(text: str) -> str:
    return " ".join(text.split())


def same_rows(one: Iterable[Row], other: Iterable[Row]) -> bool:
    """Whether two files say the same of the same themes, in whatever order."""
    return {row["id"]: row for row in one} == {row["id"]: row for row in other}
