"""Notes become memos by the people who wrote them, about what they are attached to.

A program attaches a note by a reference from the thing, or by a link between the two; both say that the memo is about it. Which
of the codings of an excerpt a note is about is kept in the memo's head, for the next export.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from store.acts import SetFile
from store.exchange.refi.identifiers import ANSWERS
from store.exchange.refi.intake.desk import Desk, kept, plain
from store.exchange.refi.intake.people import People
from store.exchange.refi.intake.plan import compared, differing, digest_of
from store.exchange.refi.intake.way_back import as_ours, by_qualcoder, unsaid_of_memo
from store.exchange.refi.model import Note
from store.exchange.refi.plain import time_in
from store.links import KINDS, links_of, resolve
from store.memos import Memo, memo_path, memo_text
from store.names import new_memo_id
from store.values import now, table_of, text_of

_ABOUT = ("themes", "excerpts", "documents", "cases")
_NUMBERED = re.compile(r" \(\d+\)$")


class Memos:
    """The memos of an import."""

    def __init__(self, desk: Desk, people: People) -> None:
        self._desk = desk
        self._people = people
        self._taken = set(desk.holdings.memos)
        self._answered: dict[str, str] = {}
        """The GUIDs of the notes that other notes of an export of ours answer, by theirs."""
        self._new: list[Memo] = []
        self._by_guid = desk.known_by_guid("memo", desk.holdings.memos, lambda each: [each.guid])

    def take(self) -> None:
        """The notes of the file; texts that were too long for their place; and what names a note that the file does not hold."""
        self._from_links()
        for note in self._in_turn(self._desk.foreign.notes):
            self._take(note)
        for note, kind, ours in self._desk.longer:
            self._desk.notes_about([note.guid], kind, ours)
            self._take(note, self._desk.wishes.me or self._people.slug_of(""))
        for guid in self._desk.about:
            if not self._desk.id_of("memo", guid):
                self._desk.remark("lost", "memo", guid, "the file refers to this note and does not hold it")
        self._say_broken_links()

    def _say_broken_links(self) -> None:
        desk = self._desk
        came = {ours for things in desk.ids.values() for ours in things.values()}
        for memo in self._new if desk.is_ours else ():
            for link in links_of(memo.body):
                kind, colon, rest = link.goal.partition(":")
                named = rest.strip() if colon and kind.strip() in KINDS else link.goal
                if named not in came and resolve(desk.holdings, link.goal) is None:
                    message = "a link in its text leads to what is not here: `catena check` lists such"
                    desk.remark("lost", "memo", memo.title, message)
                    break

    def _from_links(self) -> None:
        notes = {note.guid for note in self._desk.foreign.notes}
        for link in self._desk.foreign.links:
            if self._desk.is_ours and link.name == ANSWERS and {link.origin, link.target} <= notes:
                self._answered[link.origin] = link.target
            for note, other in ((link.origin, link.target), (link.target, link.origin)):
                if note in notes:
                    for kind in ("excerpt", "theme", "document", "case"):
                        ours = self._desk.id_of(kind, other)
                        if ours:
                            self._desk.notes_about([note], kind, ours)

    def _in_turn(self, notes: Sequence[Note]) -> Iterator[Note]:
        """The notes in their order, but none before the one that it answers; of notes in a ring, one answers none."""
        by_guid = {note.guid: note for note in notes}
        told: set[str] = set()
        for note in notes:
            chain: list[Note] = []
            here: Note | None = note
            while here is not None and here.guid not in told:
                told.add(here.guid)
                chain.append(here)
                here = by_guid.get(self._answered.get(here.guid, ""))
            yield from reversed(chain)

    def _take(self, note: Note, author: str = "") -> None:
        desk = self._desk
        title = plain(note.name, "") or plain(note.text.strip().partition("\n")[0][:60], "Untitled")
        body = note.text or note.description
        about = desk.about.get(note.guid, {})
        named: dict[str, Any] = {each: tuple(about.get(each.removesuffix("s"), ())) for each in _ABOUT}
        known = desk.once("memo", self._by_guid.get(note.guid) or self._same(title, body))
        memo_id = known.id if known is not None else desk.id_there("memo", note.guid, self._taken)
        memo_id = memo_id or new_memo_id(self._taken)
        self._taken.add(memo_id)
        desk.is_here("memo", note.guid, memo_id)
        wanted: dict[str, Any] = {"title": title, "body": body, **{key: list(value) for key, value in named.items()}}
        wanted["reply_to"] = desk.id_of("memo", self._answered.get(note.guid, ""))
        if known is not None:
            standing = {each: desk.holdings.standing_for(each) for each in known.themes}
            wanted |= unsaid_of_memo(known, wanted, desk.foreign, standing)
            numbered = by_qualcoder(desk.foreign) and known.title == _NUMBERED.sub("", title)
            wanted["title"] = known.title if numbered else title
        if desk.foreign.supplement is not None:
            wanted["type"] = plain(text_of(desk.besides("memo", note.guid).get("type")), "") or "analytic"
        said = {
            "name": note.name if note.name != title else "",
            "description": note.description if note.text else "",
            "changed": note.made.changed,
            "changed_by": note.made.changed_by if note.made.changed_by != note.made.by else "",
            "created": "absent" if not note.made.when else "",
            "codings": about.get("coding", []),
            "from": desk.key,
            "came": digest_of(wanted),
        }
        other = kept(said)
        if known is None:
            created = time_in(note.made.when) or now()
            author = author or self._people.slug_of(note.made.by)
            path = memo_path(author, memo_id, desk.names.without_names(title), created)
            memo = Memo(
                memo_id,
                title,
                author,
                path,
                created=created,
                body=body,
                type=wanted.get("type", "analytic"),
                reply_to=wanted["reply_to"],
                other={"guid": note.guid, "other": other},
                **named,
            )
            self._new.append(memo)
            desk.changes.append(SetFile(path, None, memo_text(memo).encode("utf-8")))
            desk.told("memo", "added", memo_id, note.guid, title)
            return
        self._compare(note, known, wanted, other)

    def _compare(self, note: Note, known: Memo, wanted: dict[str, Any], other: dict[str, Any]) -> None:
        desk = self._desk
        ours: dict[str, Any] = {
            "title": known.title,
            "body": known.body,
            **{key: list(getattr(known, key)) for key in _ABOUT},
            **{key: getattr(known, key) for key in ("reply_to", "type") if key in wanted},
        }
        before = table_of(known.other.get("other"))
        status, fields = compared(ours, wanted, text_of(before.get("came")), desk.wishes.following)
        if status == "updated" and not (known.reviewer == desk.wishes.me or before.get("came")):
            status, fields = "differs", ours
        adopted = not known.guid and desk.known_by_guid("memo", {known.id: known}, lambda _: ()).get(note.guid) is None
        after = known
        if fields != ours:
            lists: dict[str, Any] = {key: tuple(fields[key]) for key in _ABOUT}
            texts = {key: fields[key] for key in ("title", "body", "reply_to", "type") if key in fields}
            after = replace(after, **texts, **lists)
        if fields != ours or adopted:
            after = replace(after, other={**known.other, "guid": known.guid or note.guid, "other": {**before, **other}})
            desk.changes.append(SetFile(known.path, memo_text(known).encode("utf-8"), memo_text(after).encode("utf-8")))
        desk.told(
            "memo", status, known.id, note.guid, known.title, "" if status == "unchanged" else differing(ours, wanted)
        )

    def _same(self, title: str, body: str) -> Memo | None:
        """The one memo that reads exactly so and came with no GUID of this file."""
        guids = {note.guid for note in self._desk.foreign.notes}
        taken = set(self._desk.ids.get("memo", {}).values())
        found: Iterable[Memo] = self._desk.holdings.memos.values()
        # Of two of one name, an export for QualCoder gives the second a number.
        titles = {title, _NUMBERED.sub("", title)} if by_qualcoder(self._desk.foreign) else {title}
        alike = [
            each
            for each in found
            if each.title in titles
            and as_ours(body, each.body) == each.body
            and each.id not in taken
            and each.guid not in guids
        ]
        return alike[0] if len(alike) == 1 else None
