"""What a search command asks, as one question: it can be found, saved under a name, asked again, and written into the log."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from store.errors import UsageFault
from store.searches import PLACES, Question, SavedSearch
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.acts import Act
    from store.codebook import Theme


def places_from(wanted: str) -> tuple[str, ...]:
    """Where to look, from a list with commas, which may be empty; raises UsageFault for a place that is none."""
    named = [each.strip() for each in wanted.split(",") if wanted]
    for each in named:
        if each not in PLACES:
            raise UsageFault(f"--in takes {', '.join(PLACES)}, with commas between them, and not {each!r}")
    return tuple(place for place in PLACES if place in named)


def question_of(asked: Question, conditions: Sequence[str], themes: Sequence[str], document: str) -> Question:
    """The question with what options add to it in its query; raises UsageFault where that cannot be said there."""
    from search.wording import field_worded, narrowed

    fields = [("theme", theme) for theme in themes]
    fields += [(f"case.{key.strip()}", value.strip()) for key, _, value in (each.partition("=") for each in conditions)]
    fields += [("document", document)] if document else []
    worded = []
    for name, value in fields:
        text = field_worded(name, value)
        if not text:
            raise UsageFault(f"{name} {value!r} cannot stand in a query that is kept: its signs have a meaning there")
        worded.append(text)
    return replace(asked, query=narrowed(asked.query, *worded))


def saved_question(session: Session, wanted: str) -> tuple[Question, str]:
    """What a saved search asks, and the name of its file where it is the reviewer's own."""
    search = saved_search(session, wanted)
    return search.question, search.slug if search.reviewer == own_slug(session) else ""


def question_for(session: Session, wanted: str) -> Question:
    """All that saved searches ask for a theme; raises UsageFault where none does."""
    from themes.wanted import run_of

    theme = session.theme(wanted)
    question = run_of(session.holdings, theme.id, untagged=False)
    if question is None:
        raise UsageFault(f"no search is saved for {theme.name}: `catena search QUERY --save NAME --for T` saves one")
    return question


def own_slug(session: Session) -> str:
    """Who works here, as far as that is known without writing."""
    from store.reviewers import reviewer_here

    return session.reviewer or reviewer_here(session.project)


def saved_search(session: Session, wanted: str) -> SavedSearch:
    """The kept search that a person means, by name or by the name of its file: their own before other reviewers'."""
    from store.holdings import find_one

    kept = {key: each for key, each in session.holdings.searches.items() if each.kept}
    mine = {key: each for key, each in kept.items() if each.reviewer == own_slug(session)}
    folded = wanted.casefold()
    if any(folded in (each.name.casefold(), each.slug) for each in mine.values()):
        kept = mine
    try:
        return find_one("saved search", wanted, kept, lambda each: (each.name, each.slug))
    except UsageFault as fault:
        raise UsageFault(f"{fault.message}; `catena searches` lists them") from None


def keep(
    session: Session,
    question: Question,
    *,
    name: str,
    theme: "Theme | None" = None,
    why: str | None,
    hits: int,
    documents: int,
    asked: str = "",
    against: "Sequence[Theme]" = (),
) -> None:
    """Saves a question under a name and writes it into the log, as is wished, in one act.

    `theme` is what it looks for, `asked` the saved search that it was, `against` the themes for which it looked for
    counter-evidence.
    """
    from store.acts import together
    from store.search_acts import log_search, save_search

    with session.writing() as writer:
        acts: list[Act] = []
        if name:
            act, search = save_search(session.holdings, writer.reviewer.id, name, question, theme)
            acts.append(act)
            asked = search.slug
        if why is not None:
            act, _ = log_search(session.holdings, writer.reviewer.id, question, why, hits, documents, asked, against)
            acts.append(act)
        together_act = together(*acts)
        done = writer.perform(replace(together_act, why=why or ""))
    session.note(done.message)
