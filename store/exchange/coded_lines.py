"""Texts that were coded line by line, as `qc` keeps them: files of codes beside the texts, or a database of coded lines.

A line of a file `TEXT.CODER.codes` holds the codes of the same line of the text, with commas between. Lines that follow each
other and have one code from one coder are one excerpt, over an empty line too where that has the code as well. A line that the
text does not have is told, and empty ones with a code that no line beside them has.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from store.errors import FileFault
from store.exchange.databases import opened_database, text, whole
from store.exchange.plain_projects import PlainProject
from store.exchange.refi.remarks import Remarks

Coded = tuple[int, str]
"""A line of a text, from 0, and a code that it has."""
_TABLES = ("coded_line", "coded_line_location_association", "location", "document_index", "document")


def codes_in_lines(content: str) -> list[Coded]:
    """The codes of a file of codes, line by line."""
    return [
        (number, code)
        for number, line in enumerate(content.split("\n"))
        for each in line.split(",")
        if (code := " ".join(each.split()))
    ]


def mark_lines(
    project: PlainProject,
    remarks: Remarks,
    document: str,
    coder: str,
    coded: Sequence[Coded],
    paths: Mapping[str, Sequence[str]],
) -> None:
    """Marks coded lines of a document; `paths` are where codes stand in the codebook, by their names."""
    content = project.text(document)
    lines = content.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    known = [(line, code) for line, code in coded if 0 <= line < len(lines)]
    if len(known) < len(coded):
        remarks.add("lost", "tag", document, "a line was coded that the text does not have")
    for code in dict.fromkeys(code for _, code in known):
        numbers = sorted({line for line, each in known if each == code})
        guid = project.code(paths.get(code, (code,)))
        for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
            said = [number for _, number in run if lines[number].strip()]
            if not said:
                remarks.add("lost", "tag", document, "a line was coded that has no words")
                continue
            first, last = said[0], said[-1]
            start = starts[first] + len(lines[first]) - len(lines[first].lstrip())
            project.mark(document, start, starts[last] + len(lines[last].rstrip()), guid, coder)


def coded_in_database(path: Path) -> dict[tuple[str, str], list[Coded]]:
    """The coded lines of a `qc` project's database, by document (its path below `corpus`) and coder."""
    with opened_database(path) as tables:
        if not all(each in tables.columns for each in _TABLES):
            raise FileFault(str(path), "it is a SQLite file, but no project of qc")
        of_index = {
            whole(key): text(document) for key, document in tables.rows("document_index", ("id", "document_id"))
        }
        of_location = {
            whole(key): of_index.get(whole(index), "")
            for key, index in tables.rows("location", ("id", "document_index_id"))
        }
        of_line = {
            whole(line): of_location.get(whole(location), "")
            for line, location in tables.rows("coded_line_location_association", ("coded_line_id", "location_id"))
        }
        found: dict[tuple[str, str], list[Coded]] = {}
        for key, line, coder, code in sorted(
            tables.rows("coded_line", ("id", "line", "coder_id", "code_id")), key=lambda row: whole(row[0])
        ):
            document = of_line.get(whole(key), "")
            if document and text(code):
                found.setdefault((document, text(coder)), []).append((whole(line), text(code)))
        return found
