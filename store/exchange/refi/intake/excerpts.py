"""Pieces become excerpts in the files of those who made them; what was done with them here since the last import stays.

A tag that came and was taken off here is not put back, one that was added here is not lost. A tag that the file has no more is
told, and taken off only where that was asked for. What somebody else works on here with a catena of their own is not changed:
only what came with an import is, and what is the importing person's.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from store.acts import excerpt_change
from store.documents import Document
from store.excerpts import Excerpt, excerpt_entry, segments_of
from store.exchange.refi.identifiers import canonical, minted
from store.exchange.refi.intake.desk import Desk, kept, plain
from store.exchange.refi.intake.homes import Homes
from store.exchange.refi.intake.people import People
from store.exchange.refi.intake.pieces import Piece, pieces_of
from store.exchange.refi.intake.plan import compared, differing, digest_of
from store.exchange.refi.intake.themes import Codebook
from store.exchange.refi.intake.way_back import as_ours
from store.exchange.refi.model import Source
from store.exchange.refi.plain import time_in
from store.names import new_excerpt_id
from store.toml import LARGEST_FILE, LONGEST_TEXT
from store.values import table_of, text_of

SPEAKING = ("against", "context", "rejected")
"""The themes of an excerpt besides those that it counts under."""
Place = tuple[str, tuple[tuple[int, int], ...]]
"""Whose, and where in a text."""
_ROOM = LARGEST_FILE * 3 // 4


class Excerpts:
    """The excerpts of an import."""

    def __init__(self, desk: Desk, people: People, codebook: Codebook, cases: Mapping[str, str]) -> None:
        self._desk = desk
        self._people = people
        self._codebook = codebook
        self._cases = cases
        self._taken = set(desk.holdings.excerpts)
        self._by_guid = desk.known_by_guid("excerpt", desk.holdings.excerpts, lambda each: [each.guid])
        self._of_cases: dict[str, list[str]] = {}
        for case in desk.foreign.cases:
            for selection in case.selections:
                self._of_cases.setdefault(selection, []).append(desk.id_of("case", case.guid))
        self._seen: set[str] = set()
        self._listed = {each.guid for source in desk.foreign.sources for each in source.selections}
        self._alike: Counter[Place] = Counter()
        self._here: dict[Place, list[Excerpt]] = {}
        """How many pieces of the file, and which excerpts of ours, stand in a place of the document that is taken in."""
        self._bytes: dict[tuple[str, str], int] = {}

    def take(self, texts: Mapping[str, tuple[Document, str]]) -> None:
        """All that stands on the texts, given by the GUIDs of their sources, and then what of them is gone from the file."""
        for source in self._desk.foreign.sources:
            if source.guid in texts:
                self._take_source(source, *texts[source.guid])
        for document, _ in texts.values():
            for excerpt in self._desk.holdings.excerpts_of(document.id):
                if excerpt.id not in self._seen and excerpt.other.get("from") == self._desk.key:
                    self._gone(excerpt)

    def _take_source(self, source: Source, document: Document, text: str) -> None:
        homes = Homes(self._desk.holdings.excerpts_of(document.id), document.sha256, self._desk.holdings.standing_for)
        pieces = self._pieces(source, text)
        self._alike = Counter(_place_of(piece) for piece in pieces)
        self._here = {}
        for each in self._desk.holdings.excerpts_of(document.id):
            if each.sha256 == document.sha256:
                self._here.setdefault((each.reviewer, each.ranges), []).append(each)
        for piece in pieces:
            if self._is_here_already(piece, homes):
                continue
            known = self._known(piece, document)
            excerpt_id = known.id if known is not None else self._desk.id_there("excerpt", piece.guids[0], self._taken)
            excerpt_id = excerpt_id or new_excerpt_id(self._taken)
            self._taken.add(excerpt_id)
            piece.note = as_ours(piece.note, known.note) if known is not None else piece.note
            wanted = self._excerpt(piece, document, text, excerpt_id)
            if known is None and not self._has_room(wanted):
                self._desk.remark(
                    "lost", "excerpt", excerpt_id, "the file of this person and document would be larger than 8 MB"
                )
                continue
            self._seen.add(excerpt_id)
            self._name(piece, excerpt_id)
            if known is None:
                self._desk.changes.append(excerpt_change(None, wanted))
                self._desk.told("excerpt", "added", excerpt_id, wanted.guid, document.id)
                for theme in wanted.themes:
                    self._desk.told(
                        "tag", "added", f"{excerpt_id} {theme}", wanted.other.get("codings", {}).get(theme, "")
                    )
            else:
                self._compare(known, wanted)

    def _is_here_already(self, piece: Piece, homes: Homes) -> bool:
        """Whether all of a piece is a part of an excerpt of ours; of one that says more, that alone is left."""
        desk = self._desk
        for home in homes.of(piece):
            left = homes.left_of(piece, home, lambda each: desk.id_of("theme", each.code))
            if left == piece.codings and (left or home.themes):
                continue
            self._seen.add(home.id)
            self._name(piece, home.id)
            desk.told("excerpt", "unchanged", home.id, piece.guids[0], home.document)
            if not left:
                return True
            piece.codings, piece.notes = left, []
            piece.guids = [minted("refi", "rest of a part", each) for each in piece.guids]
        return False

    def _pieces(self, source: Source, text: str) -> list[Piece]:
        return pieces_of(source, text, self._people.slug_of, self._cases, self._of_cases, self._desk.is_ours)

    def _excerpt(self, piece: Piece, document: Document, text: str, excerpt_id: str) -> Excerpt:
        desk = self._desk
        codings: dict[str, str] = {}
        for coding in piece.codings:
            if not coding.code:
                desk.remark("lost", "tag", excerpt_id, "the file does not say which code it is")
                continue
            theme = desk.id_of("theme", coding.code) or self._codebook.missing(coding.code)
            codings.setdefault(theme, coding.guid)
        note = desk.fitting(piece.note, "excerpt", excerpt_id, piece.guids[0], excerpt_id)
        own = self._besides(piece, codings)
        attribution = own.pop("attribution", {}) | ({"case": piece.cases[0]} if piece.cases else {})
        excerpt = Excerpt(
            id=excerpt_id,
            reviewer=piece.coder,
            document=document.id,
            sha256=document.sha256,
            segments=segments_of(text, _ranges(piece)),
            themes=tuple(codings),
            note=note,
            created=time_in(next((each.made.when for each in piece.codings if each.made.when), "") or piece.made.when),
            attribution=attribution,
            guid=piece.guids[0],
            **own,
        )
        quote = " ".join(text[piece.start : piece.end].split())
        other = {
            "guids": piece.guids[1:],
            "cases": piece.cases[1:],
            "name": piece.name if piece.name and not quote.startswith(piece.name.rstrip("….")) else "",
            "changed": piece.made.changed,
            "changed_by": piece.made.changed_by if piece.made.changed_by != piece.made.by else "",
            "whole": piece.whole or None,
            "point": piece.point or None,
            "from": desk.key,
            "came": digest_of(self._fields(excerpt)),
            "codings": codings,
        }
        return replace(excerpt, other=kept(other))

    def _compare(self, known: Excerpt, wanted: Excerpt) -> None:
        desk = self._desk
        mine = known.reviewer == desk.wishes.me or bool(known.other.get("came"))
        if known.reviewer != wanted.reviewer:
            message = f"it is {known.reviewer}'s here, and {wanted.reviewer}'s in the file: it stays whose it is"
            desk.remark("changed", "excerpt", known.id, message)
        ours, theirs = self._fields(known), self._fields(wanted)
        status, fields = compared(ours, theirs, text_of(known.other.get("came")), desk.wishes.following)
        base = set(table_of(known.other.get("codings")))
        standing = {theme: desk.holdings.standing_for(theme) for theme in known.themes}
        here = {*base, *standing, *standing.values()}
        added = [theme for theme in wanted.themes if theme not in here]
        gone = [theme for theme in known.themes if theme in base and not {theme, standing[theme]} & set(wanted.themes)]
        if not mine and (status == "updated" or added):
            status, added, fields = "differs", [], ours
        after = known
        if fields != ours:
            moved = fields["place"] != ours["place"]
            others = {field: text for field, text in known.attribution.items() if field != "case"}
            others = fields.get("attribution", others)
            attribution = {**others, "case": fields["case"]} if fields["case"] else others
            if moved:
                after = replace(after, segments=wanted.segments, sha256=wanted.sha256)
            after = replace(after, note=fields["note"], attribution=attribution)
            after = replace(after, starred=fields.get("starred", after.starred))
            themes: dict[str, Any] = {key: tuple(fields[key]) for key in SPEAKING if key in fields}
            after = replace(after, **themes)
        kept = [theme for theme in known.themes if not (desk.wishes.removing and theme in gone)]
        after = replace(after, themes=(*kept, *added))
        if after != known or (
            known.guid != wanted.guid and not known.guid and canonical(wanted.guid) not in self._by_guid
        ):
            codings = {**table_of(known.other.get("codings")), **wanted.other.get("codings", {})}
            for theme in gone if desk.wishes.removing else ():
                codings.pop(theme, None)
            came = text_of(wanted.other.get("came")) if status != "differs" else text_of(known.other.get("came"))
            other = {
                **known.other,
                **{key: value for key, value in wanted.other.items() if key != "guids"},
                "codings": codings,
                "came": came,
            }
            after = replace(
                after, guid=known.guid or wanted.guid, other={key: value for key, value in other.items() if value}
            )
            desk.changes.append(excerpt_change(known, after))
        if status == "unchanged" and after.themes != known.themes:
            status = "updated"
        desk.told(
            "excerpt",
            status,
            known.id,
            wanted.guid,
            known.document,
            differing(ours, theirs) if status in ("updated", "differs") else "",
        )
        for theme in wanted.themes:
            desk.told(
                "tag", "added" if theme in added else "unchanged", f"{known.id} {theme}", wanted.other["codings"][theme]
            )
        for theme in gone:
            desk.told("tag", "removed" if desk.wishes.removing else "gone", f"{known.id} {theme}")

    def _gone(self, excerpt: Excerpt) -> None:
        desk = self._desk
        as_it_came = digest_of(self._fields(excerpt)) == excerpt.other.get("came")
        known = self._desk.foreign.supplement is not None
        alone = set(excerpt.themes) <= set(table_of(excerpt.other.get("codings"))) and (
            known or not (excerpt.against or excerpt.starred)
        )
        removed = desk.wishes.removing and as_it_came and alone
        if removed:
            desk.changes.append(excerpt_change(excerpt, None))
        desk.told("excerpt", "removed" if removed else "gone", excerpt.id, excerpt.guid, excerpt.document)

    def _known(self, piece: Piece, document: Document) -> Excerpt | None:
        """The excerpt that it is here: of its GUID, or of exactly its words by the same person.

        What is alone in its place there and here is the same with another note too, where this project brought it.
        """
        for guid in piece.guids:
            found = self._by_guid.get(guid)
            if found is not None and found.document == document.id and found.id not in self._seen:
                return found
        here = [
            each
            for each in self._here.get(_place_of(piece), ())
            if each.id not in self._seen and bool(each.other.get("whole")) == piece.whole
        ]
        same = next((each for each in here if each.note in ("", as_ours(piece.note, each.note))), None)
        if same is None and len(here) == 1 and self._alike[_place_of(piece)] == 1:
            came = here[0].other.get("from") == self._desk.key
            return here[0] if came and canonical(here[0].guid) not in self._listed else None
        return same

    def _name(self, piece: Piece, excerpt_id: str) -> None:
        desk = self._desk
        for guid in (*piece.guids, *piece.of_parts):
            desk.is_here("excerpt", guid, excerpt_id)
        desk.notes_about(piece.notes, "excerpt", excerpt_id)
        for coding in piece.codings:
            theme = desk.id_of("theme", coding.code)
            desk.is_here("excerpt", coding.guid, excerpt_id)
            desk.notes_about(coding.notes, "excerpt", excerpt_id)
            desk.notes_about(coding.notes, "coding", f"{excerpt_id} {theme}")

    def _besides(self, piece: Piece, coded: Collection[str]) -> dict[str, Any]:
        """What a supplement says of a piece: themes that it speaks against, by our ids, without those of its own."""
        said = self._desk.besides("excerpt", piece.guids[0])
        made: dict[str, Any] = {}
        for key in SPEAKING:
            themes = (self._desk.id_of("theme", canonical(guid)) for guid in said.get(key, ()))
            if found := tuple(dict.fromkeys(each for each in themes if each and each not in coded)):
                made[key] = found
        if said.get("starred"):
            made["starred"] = True
        if who := {plain(key, ""): plain(text, "") for key, text in said.get("attribution", {}).items()}:
            made["attribution"] = {key: text for key, text in who.items() if key and text and key != "case"}
        return made

    def _fields(self, excerpt: Excerpt) -> dict[str, Any]:
        """What the file says of an excerpt, tags apart."""
        fields: dict[str, Any] = {
            "place": [excerpt.sha256, *(list(each) for each in excerpt.ranges)],
            "note": excerpt.note,
            "case": excerpt.attribution.get("case", ""),
        }
        if self._desk.foreign.supplement is not None:
            fields |= {key: list(getattr(excerpt, key)) for key in SPEAKING}
            fields["starred"] = excerpt.starred or None
            fields["attribution"] = {key: text for key, text in excerpt.attribution.items() if key != "case"}
        return fields

    def _has_room(self, excerpt: Excerpt) -> bool:
        place = (excerpt.reviewer, excerpt.document)
        taken = self._bytes.get(place, 0) + sum(len(each.exact) for each in excerpt.segments) * 2 + 1_000
        if taken > _ROOM:
            taken = self._bytes.get(place, 0) + len(repr(excerpt_entry(excerpt)).encode())
        self._bytes[place] = min(taken, _ROOM) if taken <= _ROOM else self._bytes.get(place, 0)
        return taken <= _ROOM


def _place_of(piece: Piece) -> Place:
    return piece.coder, tuple(_ranges(piece))


def _ranges(piece: Piece) -> list[tuple[int, int]]:
    """The ranges in pieces that a file keeps."""
    return [
        (place, min(place + LONGEST_TEXT, end))
        for start, end in piece.ranges
        for place in range(start, end, LONGEST_TEXT)
    ]
