"""Who writes in a project: the person that was asked for, else who works here under this account, else who git says it is.

A reviewer is known by their e-mail address, so the same person on two machines is one reviewer, and by their name where no
address is known. Who is not known yet gets a slug and a sign of their own.
"""

from collections.abc import Mapping

from store.errors import NoIdentity, UsageFault
from store.git import Git
from store.names import is_id, slug_id
from store.project import Project
from store.reviewer_signs import with_sign
from store.reviewers import CONSENSUS, Reviewer, reviewer_here


def identity_of(git: Git, given: tuple[str, str] | None) -> tuple[str, str]:
    """The name and e-mail that git knows; where it knows none, the given ones, which it keeps. Raises NoIdentity without any."""
    known = git.identity()
    if known is not None:
        return known
    if given is None:
        raise NoIdentity("git does not know who you are in this project: give your name and e-mail address once")
    if git.folder() is not None:
        git.set_identity(*given)
    return given


def known_or_new(
    project: Project, people: Mapping[str, Reviewer], asked_for: str, identity: tuple[str, str]
) -> Reviewer:
    """The reviewer who writes: one of `people`, or a new one; raises UsageFault where the slug can be nobody's."""
    name, email = identity
    slug = asked_for or reviewer_here(project) or _slug_of(people, name, email)
    if slug == CONSENSUS:
        raise UsageFault("nobody works as the consensus: `catena adjudicate` writes for it")
    if slug and slug in people:
        return people[slug]
    made = slug or slug_id(name, "reviewer", {*people, CONSENSUS})
    if not is_id(made):
        raise UsageFault(f"{made!r} cannot name a reviewer: use a-z, 0-9 and hyphens")
    return with_sign(Reviewer(made, asked_for or name, "" if asked_for else email), people.values())


def _slug_of(people: Mapping[str, Reviewer], name: str, email: str) -> str:
    by_email = [each.id for each in people.values() if each.email.casefold() == email.casefold()]
    by_name = [person.id for person in people.values() if person.name == name and not person.email]
    return (by_email or by_name or [""])[0]
