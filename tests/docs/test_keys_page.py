"""The page of keys says what the table of actions says."""

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_keys_is_made_from_the_table() -> None:
    spec = importlib.util.spec_from_file_location("make_keys", DOCS / "make_keys.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (DOCS / "keys.md").read_text(encoding="utf-8") == module.page(), "run `make docs`"


def test_the_readme_names_only_pages_and_pictures_that_exist() -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    named = [part.split(")")[0] for part in readme.split("](")[1:]]
    assert named
    assert [name for name in named if not (DOCS.parent / name).is_file()] == []
