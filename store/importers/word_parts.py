"""The parts of a Word document beside its body that say how the body reads: styles, numbers of lists, diagrams.

What a document names and does not hold is as if it were not named; nothing outside it is followed.
"""

import posixpath
from collections.abc import Mapping

from store.importers.package import Package, attribute, parse_xml
from store.importers.word_lists import Lists
from store.importers.word_styles import Styles


class Parts:
    """The other parts of a document that say how its body reads."""

    def __init__(self, package: Package, body: str) -> None:
        folder, _, name = body.rpartition("/")

        def part(path: str) -> bytes:
            path = posixpath.normpath(posixpath.join(f"/{folder}", path)).lstrip("/")
            return package.read(path) if path in package.names else b""

        self._part = part
        self._relations = f"_rels/{name}.rels"
        self.styles = Styles(part("styles.xml"))
        self.lists = Lists(part("numbering.xml"), self.styles)

    def diagram(self, relation: str) -> list[str]:
        """The words in a diagram, by the relation that the body names."""
        found = ""
        words: list[str] = [""]
        is_text = False

        def related(name: str, attributes: Mapping[str, str]) -> None:
            nonlocal found
            if attribute(attributes, "Id") == relation and attribute(attributes, "TargetMode") != "External":
                found = attribute(attributes, "Target")

        def start(name: str, _: Mapping[str, str]) -> None:
            nonlocal is_text
            is_text = name.endswith("/main t")
            if name.endswith("/main p"):
                words.append("")

        def text(said: str) -> None:
            if is_text:
                words[-1] += said

        def end(_: str) -> None:
            nonlocal is_text
            is_text = False

        if relations := self._part(self._relations):
            parse_xml(relations, related, lambda _: None, lambda _: None)
        if found and (data := self._part(found)):
            parse_xml(data, start, end, text)
        return [each for each in words if each.strip()]
