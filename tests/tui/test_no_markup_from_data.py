"""The source of the app, looked through for what would let a text from a file speak to the terminal or to a markup parser."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tui

HERE = Path(tui.__file__).parent
SOURCES = sorted(path for path in HERE.rglob("*.py") if path.relative_to(HERE).parts[0] != "commands")
PARSERS = {
    "Static",
    "Label",
    "Button",
    "OptionList",
    "Option",
    "Tree",
    "Checkbox",
    "RadioButton",
    "Collapsible",
    "Tabs",
    "Tab",
}
"""Widgets of Textual's that parse markup by default. The app's own are made of `RowList`, `Canvas` and `Words`."""
WORDS = "words.py"
"""The one file that holds a `Static`."""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = (
                called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
            )
            yield name, node


def keyword(call: ast.Call, name: str) -> object:
    return next(
        (each.value.value for each in call.keywords if each.arg == name and isinstance(each.value, ast.Constant)), None
    )


def faults(source: str, name: str = "a.py") -> list[str]:
    """What in a source breaks the rules, as sentences with the number of the line."""
    tree = ast.parse(source)
    found = []
    for called, call in calls(tree):
        where = f"{name}:{call.lineno}: "
        if called in PARSERS and name != WORDS:
            found.append(f"{where}{called} parses markup: use Words, Line or RowList")
        if called == "notify" and keyword(call, "markup") is not False:
            found.append(f"{where}notify without markup=False")
        if called in ("from_markup", "print", "print_json", "log"):
            found.append(f"{where}{called} of what may be data")
        if called == "splitlines":
            found.append(f"{where}splitlines ends lines at other characters than LF")
        if called in ("Content", "Text") and not any("displayable" in ast.unparse(each) for each in call.args):
            found.append(f"{where}{called} of what is not displayable")
        if called == "Segment" and name not in ("row_list.py", "canvas.py", "painting.py", "frames.py"):
            found.append(f"{where}Segment is made by lists and by the reader alone")
    for node in ast.walk(tree):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            if isinstance(target, ast.Attribute) and target.attr in (
                "border_title",
                "border_subtitle",
                "tooltip",
                "sub_title",
            ):
                found.append(f"{name}:{target.lineno}: {target.attr} parses markup")
        if isinstance(node, ast.ImportFrom | ast.Import) and ".markup" in ast.unparse(node):
            found.append(f"{name}:{node.lineno}: escaping loses text or crashes: markup is not used")
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(HERE)))
def test_no_markup_is_built_from_data(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8"), path.name) == []


@pytest.mark.parametrize("name", ["words.py", "row_list.py", "canvas.py"])
def test_the_places_where_text_is_drawn_make_it_displayable(name: str) -> None:
    (path,) = (path for path in SOURCES if path.name == name)
    called = {name for name, _ in calls(ast.parse(path.read_text(encoding="utf-8")))}
    assert called & {"displayable", "displayable_line"}


@pytest.mark.parametrize(
    "source",
    [
        'Static(f"{title}")',
        "Label(title)",
        "self.notify(error.message)",
        "app.notify(error.message, markup=True)",
        "self.border_title = title",
        'Content.from_markup(f"[b]{title}[/b]")',
        "text.splitlines()",
        "Content(title)",
        "Segment(title)",
        "from rich.markup import escape",
    ],
)
def test_what_is_looked_for_is_found(source: str) -> None:
    assert faults(source)
