"""Types of memos: what a new memo of a type begins with, and the headings that it must have.

Those here come with catena. A project adds its own, or words one of these its own way, as files in `templates/memos/`
(docs/files.md); a file that cannot be read is a fault like any other, and the other types are still there. A type is a
word in a memo's head and no more than that: a memo of a type that nobody knows any more is read as ever.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from store.errors import FileFault
from store.links import code_in
from store.memos import TYPES, split_head
from store.project import Project
from store.toml import check_schema
from store.values import text_of, texts_of

FOLDER = "templates/memos"

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_PLACE = re.compile(r"\{(date|reviewer|theme|document|case|excerpt|memo|search|review|act)\}")


@dataclass(frozen=True, slots=True)
class MemoType:
    """A type by its name, with the text that a new memo of it begins with and the headings that it must have."""

    name: str
    template: str = ""
    required: tuple[str, ...] = ()


def _headed(*headings: str) -> str:
    return "".join(f"## {heading}\n\n\n" for heading in headings)


_FIELD_NOTE = ("Where and when", "What happened", "What was said", "What I thought")

OWN: Mapping[str, MemoType] = MappingProxyType(
    {
        "analytic": MemoType("analytic"),
        "theme": MemoType("theme", _headed("What holds it together", "Where it ends", "What speaks against it")),
        "method": MemoType("method", _headed("What I do", "Why", "What it leaves out")),
        "reflexive": MemoType("reflexive", _headed("Where I stand", "What I brought to it", "What it changes")),
        "comparison": MemoType("comparison", _headed("What is compared", "Alike", "Different", "What follows")),
        "case report": MemoType("case report", _headed("The case", "What stands out", "Themes", "Open")),
        "field note": MemoType("field note", _headed(*_FIELD_NOTE), _FIELD_NOTE),
        "decision": MemoType("decision", _headed("Decided", "Why", "What else was possible")),
        "own words": MemoType("own words"),
        "summary": MemoType("summary", "## Summary\n\n\n## Excerpts\n\n{excerpt}\n"),
    }
)
"""The types that come with catena, in the order in which they are offered."""
assert tuple(OWN) == TYPES


def memo_types(project: Project) -> tuple[dict[str, MemoType], list[FileFault]]:
    """All types by their names: catena's first, then the project's own; and the files that could not be read."""
    types = dict(OWN)
    faults: list[FileFault] = []
    for path in project.files(FOLDER, ".md"):
        try:
            made = memo_type_from(path, project.read(path).decode("utf-8"))
        except FileFault as fault:
            faults.append(fault)
        except UnicodeDecodeError:
            faults.append(FileFault(path, "it is not UTF-8 text"))
        else:
            types[made.name] = made
    return types, faults


def memo_type_from(path: str, text: str) -> MemoType:
    """The type that the file at `path` describes; raises FileFault where its head cannot be read."""
    _, record, template = split_head(path, text)
    check_schema(path, record)
    name = " ".join(text_of(record.get("type")).split())
    if not name:
        raise FileFault(path, "the head has no `type`", 2)
    return MemoType(name, template, texts_of(record.get("required")))


def missing_headings(memo_type: MemoType | None, body: str) -> list[str]:
    """The headings that a memo of a type must have and does not."""
    if memo_type is None or not memo_type.required:
        return []
    code = code_in(body)
    there = {
        " ".join(found[1].split()).casefold()
        for found in _HEADING.finditer(body)
        if not any(start <= found.start() < end for start, end in code)
    }
    return [heading for heading in memo_type.required if " ".join(heading.split()).casefold() not in there]


def beginning(memo_type: MemoType, about: Mapping[str, str], lead: str = "") -> str:
    """What a new memo of a type begins with: `lead` (a quotation, a link), then its template with what it is `about` filled in.

    A place of the template is a word in braces, as `{theme}`; one for which there is nothing is left out.
    """
    body = _PLACE.sub(lambda found: about.get(found[1], ""), memo_type.template)
    return f"{lead.rstrip(chr(10))}\n\n{body}" if lead and body else lead or body
