"""The documents of an export with what stands on them: selections for excerpts, codings for tags, by whom and when.

Only what the text still reads goes out at its place. An excerpt of several parts is a selection for each, parts that touch are
one; the note and the memos stand on the first. A tag counts under the theme that its own goes by now.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from store.documents import Document
from store.excerpts import Excerpt
from store.exchange.refi.attribute_values import Variables
from store.exchange.refi.gathered_extras import Extras
from store.exchange.refi.identifiers import canonical, is_guid, minted, of_part
from store.exchange.refi.model import Coding, Made, Selection, Source
from store.exchange.refi.original_names import original_name
from store.exchange.refi.plain import time_out
from store.exchange.refi.sound import sound_time
from store.values import table_of, text_of

if TYPE_CHECKING:
    from store.exchange.refi.gathering import Gatherer

LONGEST_NAME = 100
ELEMENTS = ("Representation", "TextDescription", "Transcript")


class Texts:
    """The documents of a `Gatherer`, which learns from here which excerpts go out."""

    def __init__(self, gatherer: "Gatherer", variables: Variables, extras: Extras) -> None:
        self._all = gatherer
        self._variables = variables
        self._extras = extras
        self._id = gatherer.project.settings.id

    def source(self, document: Document) -> Source:
        text = self._all.project.read_text(document).replace("\r", "\n")
        other = document.other
        selections: list[Selection] = []
        whole: list[Coding] = []
        for excerpt in self._all.holdings.excerpts_of(document.id):
            if not _reads(excerpt, text):
                message = "the text does not read so at its place any more: `catena excerpts` lists such"
                self._all.remarks.add("lost", "excerpt", excerpt.id, message)
            elif excerpt.other.get("whole") is True and not (
                excerpt.note or self._extras.notes_of("excerpt", excerpt.id)
            ):
                whole += self._codings(excerpt, 0)
            else:
                selections += self._selections(excerpt, text)
        cases = [self._all.holdings.cases[each] for each in document.cases if each in self._all.holdings.cases]
        own = [each for each in cases if self._all.is_document_alone(each)]
        known = {key: value for each in own for key, value in each.attributes.items()} | dict(document.attributes)
        made = Made(
            self._all.known_user(other.get("by")),
            time_out(document.added),
            self._all.known_user(other.get("changed_by")),
            sound_time(text_of(other.get("changed"))),
        )
        element, within = text_of(other.get("element")), self._extras.medium_of(document)
        return Source(
            self._all.guid("document", document.id),
            original_name(document.title, other.get("name")),
            text,
            document.description,
            tuple(sorted(selections, key=lambda each: (each.start, each.end, each.guid))),
            tuple(sorted(whole, key=lambda each: each.guid)),
            self._extras.notes_of("document", document.id),
            self._variables.values(known),
            made,
            rich_path=self._extras.original_of(document),
            kind=element if within and element in ELEMENTS else "TextSource",
            within=within,
        )

    def _selections(self, excerpt: Excerpt, text: str) -> Iterator[Selection]:
        """The selections of an excerpt: one for each of its parts, those that touch each other together."""
        ranges = joined(excerpt.ranges)
        if len(ranges) > 1:
            self._all.remarks.add(
                "changed", "excerpt", excerpt.id, "it has several parts, and each goes out as a selection of its own"
            )
        other = excerpt.other
        by = self._all.user(excerpt.reviewer)
        created = self._when(excerpt)
        made = Made(
            by,
            created,
            self._all.known_user(other.get("changed_by")) or by,
            sound_time(text_of(other.get("changed"))) or created,
        )
        for number, (start, end) in enumerate(ranges):
            guid = self._all.guid_of_excerpt(excerpt.id)
            if number:
                guid = of_part(guid, number)
            self._all.excerpts.setdefault(excerpt.id, []).append(guid)
            quote = " ".join(text[start:end].split())[:LONGEST_NAME].rstrip()
            yield Selection(
                guid,
                start,
                start if other.get("point") is True else end,
                text_of(other.get("name")) or quote,
                excerpt.note if not number else "",
                tuple(self._codings(excerpt, number)),
                self._extras.notes_of("excerpt", excerpt.id) if not number else (),
                made,
            )

    def _when(self, excerpt: Excerpt) -> str:
        """When an excerpt was made, or where nobody wrote that down, its document: programs want a date."""
        return time_out(excerpt.created or self._all.holdings.documents[excerpt.document].added)

    def _codings(self, excerpt: Excerpt, number: int) -> Iterator[Coding]:
        came = table_of(excerpt.other.get("codings"))
        guids: dict[str, str] = {}
        for theme in excerpt.themes:
            standing = self._all.holdings.standing_for(theme)
            known = canonical(text_of(came.get(theme)))
            if self._all.guid("theme", standing):
                guids.setdefault(standing, known if is_guid(known) else "")
            else:
                self._all.remarks.add("lost", "tag", excerpt.id, "its theme is not here")
        for theme, known in guids.items():
            code = self._all.guid("theme", theme)
            if number:
                known = minted("", "coding", f"{of_part(self._all.guid_of_excerpt(excerpt.id), number)} {code}")
            yield Coding(
                known or minted(self._id, "coding", f"{excerpt.id} {theme}"),
                code,
                Made(self._all.user(excerpt.reviewer), self._when(excerpt)),
                self._extras.notes_of("coding", f"{excerpt.id} {theme}") if not number else (),
            )


def _reads(excerpt: Excerpt, text: str) -> bool:
    return all(text[each.start : each.end] == each.exact.replace("\r", "\n") for each in excerpt.segments)


def joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges, those that touch each other as one."""
    made: list[tuple[int, int]] = []
    for start, end in ranges:
        if made and made[-1][1] == start:
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made
