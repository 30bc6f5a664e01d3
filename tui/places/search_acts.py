"""What is done with a search as a whole: narrowed, ordered, kept, asked again, and what helps where nothing is found.

The query on screen, with where it looks before it, is always the whole truth about what is listed, but for the order and for
passages like another: whoever narrows a search writes into the query, where it can be seen and changed.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from textual import work
from textual.message import Message

from search.hits import Found
from store.errors import CatenaError
from store.excerpts import Excerpt
from store.query_history import earlier_queries, remember_query
from store.searches import Question
from tui.actions import Action
from tui.displayable import displayable_line
from tui.finder import Order
from tui.places.place import Place
from tui.scope import DOCUMENTS, USUAL, Scope, scope_of
from tui.study import Study
from tui.widgets.field import Field
from tui.widgets.found_list import FoundList

if TYPE_CHECKING:
    from search.annotations import AnnotationHit
    from search.query import QueryFault
    from tui.targets import Extent, Target

NOTHING = Found((), 0, 0, 0)
LEISURE = 0.1
"""Seconds for which nothing is typed before it is looked for what would be found instead."""
SIMILAR = 50
"""Passages like another one that are listed."""


class SearchActs(Place):
    """The part of Search that knows of searches and not of the screen."""

    query_field: Field
    found_list: FoundList

    @dataclass(eq=False)
    class SearchWanted(Message):
        """Something shall be done with the search, after some questions."""

        place: "SearchActs"
        what: Literal["scope", "facets", "order", "recall", "save", "log"]

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.order: Order = "document"
        self.scope = USUAL
        self.more = ""
        """What else there would be to find, behind how much is found."""
        self._recalled = -1

    @property
    def asked(self) -> str:
        """The query whose hits are shown; "" while there is none."""
        raise NotImplementedError

    @property
    def question(self) -> Question:
        """What is asked, and where."""
        return self.scope.question(self.asked)

    def say_scope(self) -> None:
        """Shows where is searched."""
        raise NotImplementedError

    def look_in(self, scope: Scope) -> None:
        """Searches elsewhere from now on."""
        self.scope = scope
        self.say_scope()
        self.search_again()

    def ask_question(self, question: Question) -> None:
        """Searches for another query, where it shall be searched."""
        self.scope = scope_of(question)
        self.say_scope()
        self.ask(question.query)

    def ask(self, query: str) -> None:
        """Searches for another query, which then stands in the line; one from a file may hold what a terminal would obey."""
        shown = displayable_line(query)
        if shown == self.query_field.value:
            self.search_again()
        self.query_field.value = shown
        self.found_list.focus()

    def order_by(self, order: Order) -> None:
        """Lists the hits in another order from now on."""
        self.order = order
        self.search_again()

    def search_again(self) -> None:
        """Asks again what is asked."""
        raise NotImplementedError

    def early_reader(self) -> Callable[[Found], None]:
        """What reads all that the lines in view of an answer need, in the thread that searches, before the screen gets it."""
        documents = self.snapshot.holdings.documents if self.snapshot is not None else {}
        lines = 2 * self.found_list.size.height

        def read(found: Found) -> None:
            wanted = dict.fromkeys(hit.document for hit in found.hits[:lines])
            self.study.read_early([documents[each] for each in wanted if each in documents])

        return read

    def say_found(self) -> None:
        """Shows how much is found, and what more there would be."""
        raise NotImplementedError

    def show_passages(self, found: Found, like: str) -> None:
        """Lists passages that are like another one, with nothing in the query."""
        raise NotImplementedError

    async def answer_to(self, query: str, *, typing: bool = True) -> "tuple[Found, Sequence[AnnotationHit]]":
        """What a query, that is still being typed or not, finds in documents, and beside them; raises CatenaError."""
        assert self.finder is not None
        scope, found = self.scope, NOTHING
        noted: Sequence[AnnotationHit] = ()
        if scope.documents:
            found = await self.finder.find(
                query, typing=typing, order=self.order, scope=scope, seen=self.early_reader()
            )
        if scope.places != DOCUMENTS:
            noted = await self.finder.find_noted(query, scope.places, typing=typing)
        return found, noted

    def open_noted(self, hit: "AnnotationHit") -> None:
        """Goes to the excerpt in its document, or to the memo."""
        about = hit.annotation.about
        if isinstance(about, Excerpt):
            self.post_message(self.DocumentWanted(about.document, about.start, about.end))
        else:
            self.post_message(self.MemoRead(about.id, hit.start, hit.end))

    def fault_in(self, query: str) -> "QueryFault | None":
        """What is wrong with a query that is no longer being typed, or None."""
        from search.query import QueryFault, parse_query

        if not query.strip():
            return None
        try:
            parse_query(query)
        except QueryFault as fault:
            return fault
        return None

    def remember(self, query: str) -> None:
        """Keeps a query for later."""
        if query.strip() and self.snapshot is not None:
            remember_query(self.snapshot.project, query)
            self._recalled = -1

    # Where nothing is found

    async def suggest(self, typed: str) -> None:
        """Lists queries near the one that finds nothing, unless another one is asked by then."""
        await asyncio.sleep(LEISURE)
        from search.hidden import in_regions, left_out
        from search.suggestions import suggestions_for
        from search.switched_off import found_if_on

        if self.finder is None or not self.scope.documents:
            return
        if self.scope.untagged:
            self.post_message(self.TitleChanged("nothing untagged is found: x searches all passages again"))
            return
        try:
            found = await self.finder.ask(lambda searcher: suggestions_for(searcher, typed, typing=True))
            found = [*await self.finder.ask(lambda searcher: in_regions(searcher, typed, typing=True)), *found]
            hidden = await self.finder.ask(lambda searcher: left_out(searcher, typed, typing=True))
            off = await self.finder.ask(lambda searcher: found_if_on(searcher, typed, typing=True))
        except CatenaError:
            # The search itself said what is wrong with the query.
            return
        if typed == self.asked:
            if found:
                self.found_list.show_suggestions(found)
            # Asked again because the index changed, it may not be what is on the screen.
            if (found or hidden or off) and self.display:
                offered = "nothing found: ^G or Enter takes what would be found"
                self.post_message(self.TitleChanged(str(off) if off else str(hidden[0]) if hidden else offered))

    async def look_into_regions(self, typed: str) -> None:
        """Says how much more a query would find in regions that are left out, unless another one is asked by then."""
        scope = self.scope
        if self.finder is None or not scope.documents or scope.everything:
            return
        await asyncio.sleep(LEISURE)
        from search.hidden import left_out_regions

        hidden = await self.finder.ask(
            lambda searcher: left_out_regions(searcher, typed, typing=True, untagged=scope.untagged)
        )
        if hidden is not None and typed == self.asked:
            self.more = f"; {hidden.total} more in {', '.join(hidden.kinds)}: i"
            self.say_found()

    # Tagging

    @property
    def extent(self) -> "Extent":
        """What `t` tags of a hit."""
        return "passage" if self.found_list.by_passage else "sentence"

    @work(group="tag", exit_on_error=False)
    async def act_tag(self) -> None:
        self.post_message(self.TagWanted(await self._targets()))

    @work(group="tag", exit_on_error=False)
    async def act_repeat(self) -> None:
        assert self.snapshot is not None
        self.post_message(self.TagWanted(await self._targets(), theme=self.snapshot.last_theme))

    async def _targets(self) -> "tuple[Target, ...]":
        """The marked hits, or else the current one."""
        from tui.targets import Target

        assert self.snapshot is not None
        documents, targets = self.snapshot.holdings.documents, []
        for hit in self.found_list.chosen():
            opened = await self.study.text_of(documents[hit.document])
            targets.append(Target(opened, (hit.start, hit.end), self.extent))
        return tuple(targets)

    # Passages like another

    @work(exclusive=True, group="search", exit_on_error=False)
    async def show_like(self, document: str, start: int, end: int) -> None:
        """Lists the passages most like a piece of a document."""
        from search.similar import similar_to

        if self.finder is None:
            return
        try:
            likeness = await self.finder.ask(lambda searcher: similar_to(searcher, document, start, end, SIMILAR))
        except CatenaError as error:
            self.app.notify(error.message, markup=False, severity="warning", timeout=6)
            return
        documents = len({hit.document for hit in likeness.hits})
        found = Found(likeness.hits, total=len(likeness.hits), documents=documents, passages=len(likeness.hits))
        self.show_passages(found, f"{document} {start}")
        self.post_message(self.TitleChanged(f"by the words {', '.join(likeness.words[:12])}"))

    # Acting

    def why_not_searched(self, action: Action) -> str:
        """Why an action on the whole search cannot be carried out now, or ""."""
        match action.name:
            case "facets" | "order" | "words" | "save" | "log" if not self.asked:
                return "search for something first (/)"
            case "facets" | "order" | "words" if not self.found_list.hits:
                return "nothing is found that could be narrowed or ordered"
            case "save" | "log" if self.study.read_only:
                return self.study.read_only
            case "untagged" if self.scope.places != DOCUMENTS:
                return "only documents have untagged passages: i chooses where to search"
            case "mark_all" | "like" if self.found_list.current_hit is None:
                return "search for something first (/), then it acts on the hits"
            case "suggestion" if not self.found_list.suggestions:
                return "this is offered where nothing is found"
        return ""

    def act_wider(self) -> None:
        self.found_list.by_passage = not self.found_list.by_passage
        self.say_found()
        self.post_message(self.TitleChanged(f"t tags the whole {self.extent} of a hit"))

    def act_mark(self) -> None:
        self.found_list.mark()
        self.say_found()

    def act_mark_all(self) -> None:
        self.found_list.mark_all()
        self.say_found()

    def act_scope(self) -> None:
        self.post_message(self.SearchWanted(self, "scope"))

    def act_untagged(self) -> None:
        self.look_in(replace(self.scope, untagged=not self.scope.untagged))
        what = "only hits in passages without any excerpt" if self.scope.untagged else "all hits"
        self.post_message(self.TitleChanged(what))

    def act_words(self) -> None:
        self.post_message(self.FlowWanted("vocabulary.words"))

    def act_facets(self) -> None:
        self.post_message(self.SearchWanted(self, "facets"))

    def act_order(self) -> None:
        self.post_message(self.SearchWanted(self, "order"))

    def act_recall(self) -> None:
        self.post_message(self.SearchWanted(self, "recall"))

    def act_save(self) -> None:
        self.post_message(self.SearchWanted(self, "save"))

    def act_log(self) -> None:
        self.post_message(self.SearchWanted(self, "log"))

    def act_like(self) -> None:
        hit = self.found_list.current_hit
        if hit is not None:
            self.post_message(self.LikeWanted(hit.document, *hit.passage))

    def act_next_document(self) -> None:
        self.found_list.move_document(1)

    def act_previous_document(self) -> None:
        self.found_list.move_document(-1)

    def act_suggestion(self) -> None:
        self.ask(self.found_list.suggestions[0].query)

    def act_up(self) -> None:
        if not self._recall(1):
            super().act_up()

    def act_down(self) -> None:
        if not self._recall(-1):
            super().act_down()

    def _recall(self, step: int) -> bool:
        """Puts an earlier query into the line where that is empty or recalled itself; whether it did."""
        if self.screen.focused is not self.query_field or self.snapshot is None:
            return False
        earlier = ["", *map(displayable_line, earlier_queries(self.snapshot.project))]
        here = self._recalled + 1 if self._recalled + 1 < len(earlier) else 0
        if self.query_field.value != earlier[here]:
            here = 0
        there = here + step
        if self.query_field.value != earlier[here] or not 0 <= there < len(earlier):
            return here > 0 and self.query_field.value == earlier[here]
        self._recalled = there - 1
        self.query_field.value = earlier[there]
        self.query_field.action_end()
        return True
