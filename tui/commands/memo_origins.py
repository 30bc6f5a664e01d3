"""What a memo is written from: a theme, an excerpt, a document, a case, a search, a memo, a review, an act.

It gives the new memo its links, a type and a title where none were asked for, and its first lines. A title goes into file names
and messages, so no words of a text are in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.act_memos import memo_on_act
from store.cases import Case
from store.citations import block_of
from store.errors import UsageFault
from store.holdings import find_one
from store.memo_types import MemoType, beginning
from store.reviews import Review
from store.values import now
from tui.commands.questions import saved_search
from tui.commands.session import Session
from tui.commands.speaking import Speakers

if TYPE_CHECKING:
    from store.writer import Writer

KINDS = ("theme", "excerpt", "document", "case", "search", "memo", "review", "act")


@dataclass(frozen=True)
class Origin:
    """What comes of all origins together."""

    kind: str = ""
    title: str = ""
    lead: str = ""
    themes: tuple[str, ...] = ()
    excerpts: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    reply_to: str = ""
    about: tuple[tuple[str, str], ...] = ()

    def beginning(self, memo_type: MemoType, reviewer: str) -> str:
        """The first text of the memo."""
        about: Mapping[str, str] = {"date": f"{now():%Y-%m-%d}", "reviewer": reviewer} | dict(self.about)
        return beginning(memo_type, about, self.lead)


def origin_of(session: Session, writer: "Writer", wanted: Sequence[str]) -> Origin:
    """What `--from` names, one after the other; raises UsageFault for what is not there."""
    origin = Origin()
    for each in wanted:
        kind, _, name = each.partition(":")
        if kind not in KINDS or (not name and kind != "act"):
            raise UsageFault(f"--from takes {', '.join(f'{kind}:…' for kind in KINDS[:-1])} or act, and not {each!r}")
        origin = _with(session, writer, origin, kind, name)
    return origin


def _with(session: Session, writer: "Writer", origin: Origin, kind: str, name: str) -> Origin:
    held = session.holdings
    match kind:
        case "theme":
            theme = session.theme(name)
            made = replace(origin, kind=origin.kind or "theme", themes=(*origin.themes, theme.id))
            return _named(made, kind, f"On {theme.name}", f"[[{theme.id}|{theme.name}]]")
        case "excerpt":
            excerpt = session.excerpt(name)
            form = session.project.settings.citation
            lead = origin.lead + block_of(excerpt, held, form, Speakers(session).fields(excerpt))
            made = replace(origin, excerpts=(*origin.excerpts, excerpt.id), lead=lead)
            made = replace(made, themes=tuple(dict.fromkeys((*made.themes, *excerpt.themes))))
            return _named(made, kind, f"On an excerpt of {excerpt.document}", f"[[{excerpt.id}]]")
        case "document":
            document = session.document(name)
            made = replace(origin, documents=(*origin.documents, document.id))
            return _named(made, kind, f"On {document.id}", f"[[{document.id}]]")
        case "case":
            case = _case(session, name)
            made = replace(origin, kind=origin.kind or "case report", cases=(*origin.cases, case.id))
            return _named(made, kind, f"Case {case.id}", f"[[case:{case.id}]]")
        case "search":
            search = saved_search(session, name)
            made = replace(origin, searches=(*origin.searches, search.key))
            return _named(made, kind, f"On the search {search.name}", f"[[{search.key}|{search.name}]]")
        case "memo":
            memo = session.memo(name)
            if origin.reply_to:
                raise UsageFault("a memo answers one other memo")
            made = replace(origin, reply_to=memo.id, themes=tuple(dict.fromkeys((*origin.themes, *memo.themes))))
            title = memo.title if memo.title.startswith("Re: ") else f"Re: {memo.title}"
            return _named(made, kind, title, f"[[{memo.id}|{memo.title}]]")
        case "review":
            review = _review(session, name)
            made = replace(origin, reviews=(*origin.reviews, review.key))
            return _named(made, kind, f"On the review {review.title}", review.title)
    return _from_act(session, writer, origin, name)


def _case(session: Session, name: str) -> Case:
    return find_one("case", name, session.holdings.cases, lambda case: (case.name, *case.aliases))


def _review(session: Session, name: str) -> Review:
    """A review by ROUND/REVIEWER, or by its title."""
    return find_one("review", name, session.holdings.reviews, lambda review: (review.title, review.round))


def _from_act(session: Session, writer: "Writer", origin: Origin, name: str) -> Origin:
    """The reason for an act, told at length: with what it named, as far as that is there."""
    acts = [act for act in writer.acts() if not name or act.id == name]
    if not acts:
        raise UsageFault(
            f"there is no act {name!r} of yours; `catena undo --list` lists them" if name else "no act yet"
        )
    begun = memo_on_act(session.holdings, acts[0].message)
    made = replace(
        origin,
        kind=origin.kind or "decision",
        themes=(*origin.themes, *begun.themes),
        excerpts=(*origin.excerpts, *begun.excerpts),
        lead=f"{origin.lead}{begun.lead}",
    )
    return _named(made, "act", begun.title, begun.subject)


def _named(origin: Origin, kind: str, title: str, link: str) -> Origin:
    return replace(origin, title=origin.title or title, about=(*origin.about, (kind, link)))
