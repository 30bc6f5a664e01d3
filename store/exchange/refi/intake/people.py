"""Users become reviewers, so that each excerpt stays under the person whose it is.

A user is the reviewer that has their GUID, or whom the person who imports names, or the only one of that name who has none yet,
or who came with this project under a GUID that its file has no more, with most of what was theirs; else a new one. Two users of
one name stay two people. What names no user, or one whom the file does not list, is put under an unknown coder and never under
anybody else, except in a project of one single user, who then did it all.
"""

from collections import Counter
from dataclasses import replace

from store.acts import SetValue
from store.documents import hash_of
from store.errors import UsageFault
from store.exchange.refi.identifiers import canonical, minted
from store.exchange.refi.intake.desk import Desk, kept, plain
from store.exchange.refi.intake.way_back import idle_default
from store.exchange.refi.model import User
from store.reviewer_signs import with_sign
from store.reviewers import CONSENSUS, Reviewer, reviewer_record
from store.values import table_of

_UNKNOWN = "Unknown coder"
_OF_ONE_NAME = (
    "somebody here is called so already, and they stay two people: `catena import --coder NAME=SLUG` makes them one"
)


class People:
    """The reviewers of an import by the GUIDs of users."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._people = dict(desk.holdings.reviewers)
        self._slugs: dict[str, str] = {}
        idle = idle_default(desk.foreign, desk.foreign.users)
        users = [each for each in desk.foreign.users if not _is_program(each) and each.guid not in idle]
        for each in desk.foreign.users:
            if _is_program(each):
                desk.remark(
                    "changed",
                    "reviewer",
                    each.name,
                    "it is the program itself and no person, so it is no reviewer here",
                )
        self._names = Counter(_name(each).casefold() for each in users)
        for each in users:
            self._take(each)
        self._only = self._slugs[users[0].guid] if len(users) == 1 else ""
        self._programs = {each.guid for each in desk.foreign.users if _is_program(each)}

    def slug_of(self, *guids: str) -> str:
        """The reviewer whom the first of these GUIDs that says anything means."""
        guid = next((each for each in guids if each and each not in self._programs), "")
        if guid in self._slugs:
            return self._slugs[guid]
        if not guid and self._only:
            return self._only
        self._desk.remark(
            "changed",
            "reviewer",
            _UNKNOWN,
            "the file lists nobody of this GUID, so it is under an unknown coder"
            if guid
            else "the file does not say who did it, so it is under an unknown coder",
        )
        unknown = guid or minted("refi", "user", "unknown")
        if unknown not in self._slugs:
            self._take(User(unknown, _UNKNOWN))
        return self._slugs[unknown]

    def guid_of(self, slug: str) -> str:
        """A GUID that means a reviewer of ours, whom the file does not list."""
        guid = minted("refi", "reviewer", slug)
        self._slugs[guid] = slug
        return guid

    def _take(self, user: User) -> None:
        desk = self._desk
        name = _name(user)
        known = self._known(user, name)
        other = kept({"id": user.id if user.id != user.name else ""})
        if known is None:
            if any(each.name.casefold() == name.casefold() for each in desk.holdings.reviewers.values()):
                desk.remark("changed", "reviewer", name, _OF_ONE_NAME)
            slug = desk.free_id(name, "reviewer", {*self._people, CONSENSUS})
            known = with_sign(Reviewer(slug, name, guid=user.guid, other=other), self._people.values())
            desk.changes.append(SetValue(f"reviewers/{slug}.toml", (), None, reviewer_record(known)))
            desk.told("reviewer", "added", slug, user.guid, name)
        else:
            if not known.guid and user.guid != minted(desk.project_id, "reviewer", known.id):
                desk.changes.append(SetValue(f"reviewers/{known.id}.toml", ("guid",), None, user.guid))
                known = replace(known, guid=user.guid)
            desk.told("reviewer", "unchanged", known.id, user.guid, known.name)
        self._people[known.id] = known
        self._slugs[user.guid] = known.id

    def _known(self, user: User, name: str) -> Reviewer | None:
        desk = self._desk
        asked = desk.wishes.people.get(user.name) or desk.wishes.people.get(user.guid)
        if asked:
            if asked not in self._people:
                raise UsageFault(f"there is no reviewer {asked!r}: `catena reviewers` lists them")
            return self._people[asked]
        by_guid = desk.known_by_guid("reviewer", self._people, lambda each: [each.guid]).get(user.guid)
        if by_guid is not None:
            return by_guid
        taken = set(self._slugs.values())
        named = [
            each
            for each in self._people.values()
            if (not each.guid or self._came_before(each, user))
            and each.id not in (CONSENSUS, *taken)
            and each.name.casefold() == name.casefold()
        ]
        return named[0] if len(named) == 1 and self._names[name.casefold()] <= 1 else None

    def _came_before(self, known: Reviewer, user: User) -> bool:
        """Whether a reviewer came with this project, under a GUID that its file has no more: some mint new ones each time.

        Two people can be called the same in two copies of a project, so at least half of what is theirs here has to be there
        again, as far as the file has the texts.
        """
        desk, foreign = self._desk, self._desk.foreign
        if any(each.guid == canonical(known.guid) for each in foreign.users):
            return False
        texts = {hash_of(each.text): each for each in foreign.sources if each.text}
        came: set[tuple[object, ...]] = {
            (each.sha256, each.start, each.end)
            for each in desk.holdings.excerpts.values()
            if each.reviewer == known.id and each.other.get("from") == desk.key and each.sha256 in texts
        }
        here: set[tuple[object, ...]] = {
            (version, each.start, each.end)
            for version, source in texts.items()
            for each in source.selections
            if user.guid in (each.made.by, *(coding.made.by for coding in each.codings))
        }
        if not came:
            memos = (each for each in desk.holdings.memos.values() if each.reviewer == known.id)
            came = {(each.body,) for each in memos if table_of(each.other.get("other")).get("from") == desk.key}
            here = {(each.text or each.description,) for each in foreign.notes if each.made.by == user.guid}
        shared = len(came & here)
        return shared > 0 and 2 * shared >= len(came)


def _name(user: User) -> str:
    return plain(user.name or user.id, _UNKNOWN)


def _is_program(user: User) -> bool:
    return user.name.strip().casefold() == "atlas.ti"
