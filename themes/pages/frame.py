"""The frame of a page: a head that allows nothing but the page's own style and script, the data, and what to say of both.

The policy names style and script by their hashes, so nothing else can run or be loaded, whatever a text of the study holds. The
data are JSON in which no character can end them.
"""

import base64
import json
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from themes.pages.markup import Html, element


def framed(title: str, version: str, body: Html, data: dict[str, Any]) -> bytes:
    """The bytes of a page with this body and these data."""
    island = element("script", _json(data), type="application/json", id="data")
    page = element(
        "html", _head(title, version), element("body", body, island, element("script", Html(SCRIPT))), lang="en"
    )
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _head(title: str, version: str) -> Html:
    allowed = f"style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="generator", content=f"catena {version}"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{title}: findings"),
        element("style", Html(STYLE)),
    )


def _json(data: dict[str, Any]) -> Html:
    """The data as JSON that no browser takes for markup."""
    made = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&":
        made = made.replace(character, f"\\u{ord(character):04x}")
    return Html(made)


def _own(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(code.encode('utf-8')).digest()).decode('ascii')}'"


STYLE, SCRIPT = _own("page.css"), _own("page.js")


def texts(data: bytes) -> list[tuple[str, str]]:
    """What a reader meets in the page, with where it stands."""
    reader = _Reader()
    reader.feed(data.decode("utf-8"))
    return [
        ("the page", "\n".join(reader.said)),
        ("the data of the page", "\n".join(_strings(json.loads(reader.island)))),
    ]


class _Reader(HTMLParser):
    """Text and attributes of a page, but for its style and script."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.island = "{}"
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for _, value in attrs if value]
        if tag in ("script", "style"):
            self._inside = "data" if dict(attrs).get("id") == "data" else tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "data":
            self.island = data
        elif not self._inside:
            self.said.append(data)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
