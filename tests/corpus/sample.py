"""The sample study as it lies in the repository, and the quotations in its memos.

Nothing here opens it as a project: reading one leaves caches in its folder, and this folder goes into the wheel as it is.
"""

import re
from pathlib import Path

from store.documents import Document
from store.holdings import Holdings

SAMPLE = Path(__file__).parents[2] / "corpus"

_BLOCK = re.compile(r"(?:^> ?.*\n)+", re.MULTILINE)
_SOURCE = re.compile(r"\n\n— (\S+)\n?\Z")


def texts() -> dict[str, str]:
    """Every text by the name of its file, which is its document's id."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((SAMPLE / "corpus").rglob("*.txt"))}


def quotations(body: str) -> list[tuple[str, str]]:
    """The block quotations of a memo: the words without their marks, and the source that the last line names."""
    found = []
    for block in _BLOCK.findall(body):
        words = "".join(line.removeprefix(">").removeprefix(" ") for line in block.splitlines(keepends=True))
        source = _SOURCE.search(words)
        assert source is not None, f"no source under the quotation {words!r}"
        found.append((words[: source.start()], source[1]))
    return found


def cited(holdings: Holdings, source: str) -> list[Document]:
    """The documents that a source means: one by its id, or all that belong to the case of that name."""
    name = source.casefold()
    return [each for each in holdings.documents.values() if name == each.id or name in each.cases]
