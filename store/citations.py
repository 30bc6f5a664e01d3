"""Citations: how the place of a quotation is written behind it, in the project's own form.

A form is text with fields in braces: `— {role} ({id})`. What can stand in it are the fields of who speaks (name, role, id …),
`who` (the first of name, role, speaker and id that is known), document, title, case, excerpt, start, end, and page, time and
place (`p. 12`, or a time); `{role|name}` is the first that is known. A field that nothing is known of goes, and with it brackets
and commas that would stand around nothing. In a memo the link to the excerpt follows, by which the place is found again whatever
becomes of the words before it.
"""

import re
from collections.abc import Mapping

from store.excerpts import Excerpt
from store.holdings import Holdings
from store.places import NOWHERE

USUAL = "— {who} ({document}, {place})"
"""The form where the project names none (`citation` in catena.toml)."""

_FIELD = re.compile(r"\{([^{}\n]{1,80})\}")
_WHO = ("name", "role", "speaker", "id")
_EMPTY = re.compile(r"[ \t]*(?:\(\s*[,;:]?\s*\)|\[\s*[,;:]?\s*\])")
_COMMAS = re.compile(r"\s*([,;])(?:\s*[,;])+|(?<=[(\[])\s*[,;]\s*|\s*[,;]\s*(?=[)\]])")


def cited(form: str, fields: Mapping[str, str]) -> str:
    """The citation in a form; `fields` are all that is known, by name. Without a form or where it comes to nothing: USUAL."""
    known = {name.casefold(): " ".join(value.split()) for name, value in fields.items()}
    known["who"] = known.get("who") or next((known[name] for name in _WHO if known.get(name)), "")
    if known["who"].casefold() == known.get("document", "").casefold():
        known["who"] = ""
    for each in (form, USUAL):
        made = _filled(each, known)
        if any(character.isalnum() for character in made):
            return made
    return f"— {known.get('document', '')}"


def _filled(form: str, known: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        names = [name.strip().casefold() for name in found[1].split("|")]
        return next((known[name] for name in names if known.get(name)), "")

    made = _FIELD.sub(value, form)
    made = _COMMAS.sub(lambda found: found[1] or "", made)
    made = " ".join(_EMPTY.sub("", made).split())
    # Nobody is named before the brackets: what stands in them is all there is.
    alone = re.fullmatch(r"([—–-]+ )?\(([^()]*)\)", made)
    return (alone[1] or "") + alone[2] if alone else made.strip(" ,;")


def fields_of(excerpt: Excerpt, holdings: Holdings, shown: Mapping[str, str]) -> dict[str, str]:
    """All that a citation of an excerpt can say; `shown` is who speaks there, by field."""
    document = holdings.documents.get(excerpt.document)
    places = document.places if document and document.sha256 == excerpt.sha256 else NOWHERE
    return {
        **shown,
        "document": excerpt.document,
        "title": document.title if document else excerpt.document,
        "case": document.cases[0] if document and document.cases else "",
        "excerpt": excerpt.id,
        "start": str(excerpt.start),
        "end": str(excerpt.end),
        **places.cited(excerpt.start, excerpt.end),
    }


def block_of(excerpt: Excerpt, holdings: Holdings, form: str = "", shown: Mapping[str, str] | None = None) -> str:
    """An excerpt as a block quotation: its words as they are, its citation and the link that leads back to it."""
    known = fields_of(excerpt, holdings, excerpt.attribution if shown is None else shown)
    lines = [f"> {line}".rstrip() for line in excerpt.text.split("\n")]
    return "\n".join((*lines, ">", f"> {cited(form, known)} [[{excerpt.id}]]")) + "\n\n"
