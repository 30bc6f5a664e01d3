"""What may stand where in a project (.qde) and in a codebook (.qdc), as the schemas of REFI-QDA 1.0 say it.

The order of elements is the order in which they are written; what is written is held against the same table. Own, so that
every export is held against it, wherever it is made, at the cost of a table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from xml.etree import ElementTree

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"

_MADE = "creatingUser:guid creationDateTime:dateTime modifyingUser:guid modifiedDateTime:dateTime"
_THING = "guid:guid! name:string"
_TEXT = "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*"
_TEXT_ATTRIBUTES = f"{_THING} richTextPath:string plainTextPath:string {_MADE}"
_MEDIUM_ATTRIBUTES = f"{_THING} path:string currentPath:string {_MADE}"
_CORNERS = "firstX:integer! firstY:integer! secondX:integer! secondY:integer!"
_VALUES = "TextValue|BooleanValue|IntegerValue|FloatValue|DateValue|DateTimeValue"
_REFERENCE = ("", "targetGUID:guid!")

_PROJECT = {
    "Project": (
        "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*",
        "name:string! origin:string creatingUserGUID:guid creationDateTime:dateTime modifyingUserGUID:guid "
        "modifiedDateTime:dateTime basePath:string",
    ),
    "Users": ("User+", ""),
    "User": ("", "guid:guid! name:string id:string"),
    "CodeBook": ("Codes", ""),
    "Codes": ("Code+", ""),
    "Code": ("Description? NoteRef* Code*", "guid:guid! name:string! isCodable:boolean! color:colour"),
    "Variables": ("Variable+", ""),
    "Variable": ("Description?", "guid:guid! name:string! typeOfVariable:type!"),
    "Cases": ("Case+", ""),
    "Case": ("Description? CodeRef* VariableValue* SourceRef* SelectionRef*", _THING),
    "VariableValue": (f"VariableRef ({_VALUES})?", ""),
    "Sources": ("(TextSource|PictureSource|PDFSource|AudioSource|VideoSource)+", ""),
    "TextSource": (_TEXT, _TEXT_ATTRIBUTES),
    "TextDescription": (_TEXT, _TEXT_ATTRIBUTES),
    "Representation": (_TEXT, _TEXT_ATTRIBUTES),
    "Note": (_TEXT, _TEXT_ATTRIBUTES),
    "PictureSource": (
        "Description? TextDescription? PictureSelection* Coding* NoteRef* VariableValue*",
        _MEDIUM_ATTRIBUTES,
    ),
    "PDFSource": ("Description? PDFSelection* Representation? Coding* NoteRef* VariableValue*", _MEDIUM_ATTRIBUTES),
    "AudioSource": ("Description? Transcript* AudioSelection* Coding* NoteRef* VariableValue*", _MEDIUM_ATTRIBUTES),
    "VideoSource": ("Description? Transcript* VideoSelection* Coding* NoteRef* VariableValue*", _MEDIUM_ATTRIBUTES),
    "PlainTextSelection": (
        "Description? Coding* NoteRef*",
        f"{_THING} startPosition:integer! endPosition:integer! {_MADE}",
    ),
    "PictureSelection": ("Description? Coding* NoteRef*", f"{_THING} {_CORNERS} {_MADE}"),
    "PDFSelection": ("Description? Representation? Coding* NoteRef*", f"{_THING} page:integer! {_CORNERS} {_MADE}"),
    "AudioSelection": ("Description? Coding* NoteRef*", f"{_THING} begin:integer! end:integer! {_MADE}"),
    "VideoSelection": ("Description? Coding* NoteRef*", f"{_THING} begin:integer! end:integer! {_MADE}"),
    "TranscriptSelection": (
        "Description? Coding* NoteRef*",
        f"{_THING} fromSyncPoint:guid toSyncPoint:guid {_MADE}",
    ),
    "Transcript": ("Description? PlainTextContent? SyncPoint* TranscriptSelection* NoteRef*", _TEXT_ATTRIBUTES),
    "SyncPoint": ("", "guid:guid! timeStamp:integer position:integer"),
    "Coding": ("CodeRef NoteRef*", "guid:guid! creatingUser:guid creationDateTime:dateTime"),
    "Notes": ("Note+", ""),
    "Links": ("Link+", ""),
    "Link": ("NoteRef*", f"{_THING} direction:direction color:colour originGUID:guid targetGUID:guid"),
    "Sets": ("Set+", ""),
    "Set": ("Description? MemberCode* MemberSource* MemberNote*", "guid:guid! name:string!"),
    "Graphs": ("Graph+", ""),
    "Graph": ("Vertex* Edge*", _THING),
    "Vertex": (
        "",
        f"{_THING} representedGUID:guid firstX:integer! firstY:integer! secondX:integer secondY:integer shape:shape "
        "color:colour",
    ),
    "Edge": (
        "",
        f"{_THING} representedGUID:guid sourceVertex:guid! targetVertex:guid! color:colour direction:direction "
        "lineStyle:lineStyle",
    ),
    **dict.fromkeys(
        (
            *("NoteRef", "CodeRef", "SourceRef", "SelectionRef", "VariableRef"),
            *("MemberCode", "MemberSource", "MemberNote"),
        ),
        _REFERENCE,
    ),
    **dict.fromkeys(("Description", "PlainTextContent", *_VALUES.split("|")), ("", "")),
}

_CODEBOOK = {
    "CodeBook": ("Codes Sets?", "origin:string"),
    "Codes": ("Code+", ""),
    "Code": ("Description? Code*", "guid:guid! name:string! isCodable:boolean! color:colour"),
    "Sets": ("Set+", ""),
    "Set": ("Description? MemberCode*", "guid:guid! name:string!"),
    "MemberCode": ("", "guid:guid!"),
    "Description": ("", ""),
}

_CONTENTS = {
    "BooleanValue": "boolean",
    "IntegerValue": "integer",
    "FloatValue": "decimal",
    "DateValue": "date",
    "DateTimeValue": "dateTime",
}
"""What the text of an element must be; of the others that hold text, anything."""
_HOLD_TEXT = {"Description", "PlainTextContent", "TextValue", *_CONTENTS}

_DATE = r"-?\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_ZONE = r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?"
_HEX = "[0-9a-fA-F]"
_GUID = rf"{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}"
TYPES = {
    "string": re.compile(r"(?s).*"),
    "guid": re.compile(rf"{_GUID}|\{{{_GUID}\}}"),
    "colour": re.compile(rf"#(?:{_HEX}{{6}}|{_HEX}{{3}})"),
    "boolean": re.compile("true|false|1|0"),
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    "date": re.compile(_DATE + _ZONE),
    "dateTime": re.compile(rf"{_DATE}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?{_ZONE}"),
    "type": re.compile("Text|Boolean|Integer|Float|Date|DateTime"),
    "direction": re.compile("Associative|OneWay|Bidirectional"),
    "shape": re.compile(
        "Person|Oval|Rectangle|RoundedRectangle|Star|LeftTriangle|RightTriangle|UpTriangle|DownTriangle|Note"
    ),
    "lineStyle": re.compile("dotted|dashed|solid"),
}
"""The forms of values; all but texts without the white space around them."""


@dataclass(frozen=True)
class Rule:
    """What one element takes: the order of its children, and its attributes with their types."""

    order: tuple[str, ...]
    children: re.Pattern[str]
    types: dict[str, str]
    required: frozenset[str]


@cache
def rules_of(namespace: str) -> dict[str, Rule]:
    """The rules of every element of a project or a codebook."""
    table = _PROJECT if namespace == PROJECT else _CODEBOOK
    return {name: _rule(children, attributes) for name, (children, attributes) in table.items()}


def _rule(children: str, attributes: str) -> Rule:
    pairs = ((name, kind.rstrip("!")) for name, _, kind in (each.partition(":") for each in attributes.split()))
    required = frozenset(each.partition(":")[0] for each in attributes.split() if each.endswith("!"))
    pattern = re.sub(r"[A-Za-z]+", r"(?:\g<0>,)", children).replace(" ", "")
    return Rule(tuple(re.findall("[A-Za-z]+", children)), re.compile(pattern), dict(pairs), required)


@dataclass
class _Open:
    """An element that is being read: how far we are in it."""

    name: str
    children: list[str] = field(default_factory=list)


def faults_in(data: bytes, namespace: str = PROJECT) -> Iterator[str]:
    """What the schema would refuse in a written file, in sentences; it is one of ours, or well-formed at least."""
    rules, root = rules_of(namespace), "Project" if namespace == PROJECT else "CodeBook"
    way: list[_Open] = []
    for event, element in ElementTree.iterparse(BytesIO(data), ("start", "end")):
        name = element.tag.removeprefix(f"{{{namespace}}}")
        if event == "start":
            if name not in rules or (not way and name != root):
                yield f"there is no element {element.tag} here"
                return
            if way:
                way[-1].children.append(name)
            way.append(_Open(name))
            yield from _attribute_faults(name, rules[name], element.attrib)
            continue
        here = way.pop()
        if rules[name].children.fullmatch("".join(f"{each}," for each in here.children)) is None:
            yield f"{name} holds {', '.join(dict.fromkeys(here.children)) or 'nothing'}, which it cannot in this order"
        text = element.text or ""
        if name in _CONTENTS and TYPES[_CONTENTS[name]].fullmatch(text.strip()) is None:
            yield f"{name} holds {text!r}, which is no {_CONTENTS[name]}"
        if name not in _HOLD_TEXT and text.strip():
            yield f"{name} holds text, which it cannot"
        element.clear()


def _attribute_faults(name: str, rule: Rule, attributes: dict[str, str]) -> Iterator[str]:
    for key, value in attributes.items():
        if key not in rule.types:
            yield f"{name} has an attribute {key}, which it cannot have"
        elif rule.types[key] != "string" and TYPES[rule.types[key]].fullmatch(value.strip()) is None:
            yield f"{key} of {name} is {value!r}, which is no {rule.types[key]}"
    for key in sorted(rule.required - attributes.keys()):
        yield f"{name} has no {key}"
