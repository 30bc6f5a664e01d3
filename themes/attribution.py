"""Who speaks in an excerpt, as the text shows it or as the reviewer entered it. Nobody is guessed, and nothing is repaired.

A template is written as it looks in the text: its words are the names of fields, all else stands for itself, as in
`(Name, Cohort, Trust)`, `Role (ID)` and `SPEAKER:`. One that ends with a colon stands before the words that it is about, any
other right behind them. A field called ID holds a code of letters and digits; one in capitals holds capitals.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from store.cases import case_named as case_named
from store.cases import cases_speaking as cases_speaking
from store.cases import plain_code as plain_code

TEMPLATES = ("(Name, Cohort, Trust)", "Role (ID)", "SPEAKER:")
"""Those that are looked for where the project names none (`attributions` in catena.toml)."""

Fields = Mapping[str, str]

_WORD = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_CODE = r"[^\W_]{1,8}(?:[ \-#]?\d{1,6}[a-z]?)"
_NEAR = 200
"""Code points around an excerpt's end in which its attribution must stand."""


@dataclass(frozen=True, slots=True)
class Template:
    """A pattern whose groups are numbered like `fields`; `leads` where it stands before what it is about.

    Whatever fits has all of the characters `marks`.
    """

    pattern: re.Pattern[str]
    fields: tuple[str, ...]
    leads: bool
    marks: frozenset[str] = frozenset()


@lru_cache(maxsize=64)
def template_of(written: str) -> Template:
    """The template that is written so; one without a field fits nothing."""
    fields: list[str] = []
    pattern, last = "", 0
    for found in _WORD.finditer(written):
        pattern += _literal(written[last : found.start()])
        name = found[0]
        fields.append(name.lower())
        if name.lower() == "id":
            pattern += f"({_CODE})"
        elif len(name) > 1 and name.isupper():
            pattern += r"([A-Z][A-Z0-9 .'’\-]{0,39})"
        else:
            pattern += r"([^\W\d_][^,;:()\[\]\n]{0,59})"
        last = found.end()
    pattern += _literal(written[last:])
    marks = frozenset("".join(_WORD.sub("", written).split()))
    return Template(re.compile(pattern if fields else r"(?!)"), tuple(fields), written.rstrip().endswith(":"), marks)


def _literal(text: str) -> str:
    return r"\s*".join(re.escape(piece) for piece in re.split(r"\s+", text)) if text.strip() else r"\s+" if text else ""


def attribution_in(text: str, start: int, end: int, templates: Sequence[str] = TEMPLATES) -> dict[str, str]:
    """The fields that the text shows for its piece from `start` to `end`, by the first template that fits; none: empty."""
    for written in templates:
        template = template_of(written)
        found = _before(text, start, template) if template.leads else _behind(text, end, template)
        if found is not None:
            values = (" ".join(value.split()) for value in found.groups())
            return dict(zip(template.fields, values, strict=True))
    return {}


def _behind(text: str, end: int, template: Template) -> re.Match[str] | None:
    """What fits as the last words of the piece, or right behind it after closing marks and white space.

    On a line of its own it must be all that stands there: else it may belong to what follows.
    """
    line = max(text.rfind("\n", 0, end) + 1, end - _NEAR)
    # Most pieces have no bracket at all, and the pattern tries from every letter.
    near = text[line:end]
    for own in template.pattern.finditer(text, line, end) if all(mark in near for mark in template.marks) else ():
        if not text[own.end() : end].strip(" ."):
            return own
    start = end
    while start < len(text) and (text[start].isspace() or text[start] in "\"'’”.…—–-"):
        start += 1
    found = template.pattern.match(text, start, min(len(text), start + _NEAR))
    if found is None or "\n" not in text[end:start]:
        return found
    rest = text[found.end() : found.end() + _NEAR].partition("\n")[0]
    return None if rest.strip(" .)") else found


def _before(text: str, start: int, template: Template) -> re.Match[str] | None:
    """What fits at the beginning of the paragraph that the piece stands in."""
    paragraph = text.rfind("\n\n", 0, start + 1)
    paragraph = paragraph + 2 if paragraph >= 0 else 0
    found = template.pattern.match(text, paragraph)
    return found if found is not None and found.end() <= max(start, paragraph + len(found[0])) else None


def attributions_throughout(text: str, templates: Sequence[str] = TEMPLATES) -> list[tuple[int, int, dict[str, str]]]:
    """All attributions that fill a line of the text, by place: (start, end, fields). One of a template that leads stands at
    the beginning of a paragraph instead, and is not among them."""
    found: list[tuple[int, int, dict[str, str]]] = []
    trailing = [template for template in map(template_of, templates) if not template.leads]
    place = 0
    for line in text.split("\n"):
        bare = line.strip(" \t.—–-")
        for template in trailing if 0 < len(bare) < _NEAR else ():
            fits = template.pattern.fullmatch(bare)
            if fits is not None:
                values = (" ".join(value.split()) for value in fits.groups())
                found.append((place, place + len(line), dict(zip(template.fields, values, strict=True))))
                break
        place += len(line) + 1
    return found


@dataclass(frozen=True, slots=True)
class Conflict:
    """What does not fit together, in a sentence, with the excerpts (ids) that say so."""

    sentence: str
    excerpts: tuple[str, ...]


def conflicts_in(attributed: Iterable[tuple[str, Fields]]) -> list[Conflict]:
    """What does not fit among attributions (an excerpt's id and its fields): one id or name with two values of another field,
    and values that stand in a field where they are otherwise not found."""
    known = [(excerpt, fields) for excerpt, fields in attributed if fields]
    swapped = _swapped(known)
    odd = {excerpt for conflict in swapped for excerpt in conflict.excerpts}
    return [*_two_values([each for each in known if each[0] not in odd]), *swapped]


def _two_values(known: Sequence[tuple[str, Fields]]) -> list[Conflict]:
    said: dict[tuple[str, str, str], dict[str, tuple[str, list[str]]]] = {}
    for excerpt, fields in known:
        key = "id" if fields.get("id") else "name"
        who = fields.get(key, "")
        for name, value in fields.items():
            if who and name not in ("id", "name"):
                values = said.setdefault((key, plain_code(who), name), {})
                values.setdefault(value.casefold(), (value, []))[1].append(excerpt)
    shown = {
        plain_code(fields.get(key, "")): fields.get(key, "") for _, fields in reversed(known) for key in ("name", "id")
    }
    return [
        Conflict(
            f"{key} {shown[who]} has more than one {name}: {', '.join(value for value, _ in values.values())}",
            tuple(excerpt for _, excerpts in values.values() for excerpt in excerpts),
        )
        for (key, who, name), values in said.items()
        if len(values) > 1
    ]


def _swapped(known: Sequence[tuple[str, Fields]]) -> list[Conflict]:
    """Attributions in which two fields hold values that elsewhere stand, more often, in each other's field."""
    counted: dict[tuple[str, str], int] = {}
    for _, fields in known:
        for name, value in fields.items():
            place = (name, value.casefold())
            counted[place] = counted.get(place, 0) + 1
    found: list[Conflict] = []
    for excerpt, fields in known:
        names = sorted(fields)
        for number, one in enumerate(names):
            for other in names[number + 1 :]:
                mine, theirs = fields[one].casefold(), fields[other].casefold()
                is_odd = counted.get((other, mine), 0) > counted[one, mine]
                if mine != theirs and is_odd and counted.get((one, theirs), 0) > counted[other, theirs]:
                    sentence = f"{one} {fields[one]} and {other} {fields[other]} look swapped"
                    found.append(Conflict(sentence, (excerpt,)))
    return found
