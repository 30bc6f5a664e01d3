"""The open project: what the app knows of it, and the one way for an act back into it.

Reading and saving run one after the other in a thread of their own, so no key waits for the disk, and every act is made
from what the one before it left. What comes back is a new snapshot; the app hands it to whoever shows it.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from store.documents import Document
from store.drafts import Drafts
from store.errors import Busy, CatenaError, ChangedMeanwhile, FileFault, NoIdentity, ProjectFault
from store.hidden_reviewers import hidden_reviewers, hide_reviewers
from store.holdings import Holdings, Touched, holdings_after, read_holdings
from store.left_off import LeftOff, keep_left_off, where_left_off
from store.memos import Memo
from store.project import SETTINGS, Project, open_project
from store.saving import SaveState
from themes.recent import RECENT_KEPT, recent_themes
from themes.seeing import as_seen_by, reader_of
from tui.refusals import ReadOnly, gone_meanwhile
from tui.snapshot import Snapshot
from tui.syncing import Syncing
from tui.texts import CHARACTERS_KEPT, Texts

if TYPE_CHECKING:
    from search.carrying import Carried
    from search.passages import Passage
    from store.act_list import ListedAct
    from store.acts import Act
    from store.sharing.news import News
    from store.sharing.procedure import Synced
    from store.writer import Done, Writer

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Outcome = TypeVar("Outcome", "Done", "Done | None")


@dataclass(frozen=True)
class OpenText:
    """A document's verbatim text and its passages."""

    document: Document
    text: str
    passages: "tuple[Passage, ...]"
    citation: str = ""
    """The project's form of citations (see store.citations), "" where it has none."""

    def passage_at(self, position: int) -> "Passage | None":
        """The passage that a position lies in, or the one before it."""
        found = None
        for passage in self.passages:
            if passage.start > position:
                break
            found = passage
        return found


class Study:
    """A project that is open in the app. `on_state` is told, from any thread, how far git is behind."""

    def __init__(self, root: Path, reviewer: str, on_state: Callable[[SaveState], None]) -> None:
        self._root = root
        self._wanted_reviewer = reviewer
        self._on_state = on_state
        self._thread = ThreadPoolExecutor(1, "catena-study")
        self.texts = Texts()
        self._open: OrderedDict[str, OpenText] = OrderedDict()
        self._writer: Writer | None = None
        self._reader = reviewer
        self._holdings = Holdings()
        """What the files hold; only the thread touches it, and hands out what it made."""
        self.carried: Mapping[str, Carried] = {}
        """What became of the excerpts of earlier texts (ids); only the thread changes it."""
        self.hidden: frozenset[str] = frozenset()
        """The reviewers whose tags are not shown here."""
        self._early: Future[tuple[Project, Holdings]] | None = None
        self.read_only = "the project is still being opened"
        """Why nothing can be saved; "" where it can."""
        self.why = ""
        """The reason of the next act that brings none of its own."""
        self.just_changed = ""
        """The excerpt (id) that the last act was about, while nobody has moved on since: keys that follow mean it."""
        self.new_themes: list[str] = []
        """The themes (ids) that acts have brought and nobody has looked at yet in the tree."""
        self.left_off: LeftOff | None = None
        """Where the reviewer left off, once somebody asked."""
        self.snapshot: Snapshot | None = None
        self.syncing = Syncing()
        self.sought = ""
        """The excerpt (id) whose words the reviewer looks for by hand."""
        self.place_wanted = ""
        """Where the reviewer last wanted to share it, for the case that it could not be reached."""
        self.unread: int | None = None
        """How much came by a sync that the reviewer has not looked at yet; None: it was not counted yet."""
        self.news: tuple[News, ...] = ()
        """What was new when the reviewer looked, since the app was opened: the latest look first."""
        self._closing = False

    async def _in_thread(self, work: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(*given, **named))

    # Opening and reading

    def load_early(self, seconds: float) -> None:
        """Begins to read before there is a screen; what comes within `seconds` is on the first one."""
        self._early = self._thread.submit(self._read)
        wait([self._early], timeout=seconds)
        if self._early.done() and self._early.exception() is None:
            self.snapshot = Snapshot(*self._early.result())

    async def load(self) -> Snapshot:
        """Reads the project's files; raises ProjectFault where there is none."""
        early, self._early = self._early, None
        project, holdings = await (asyncio.wrap_future(early) if early else self._in_thread(self._read))
        if self.snapshot is None:
            self.snapshot = Snapshot(project, holdings)
        else:
            self.snapshot = self.snapshot.like(project=project, holdings=holdings)
        return self.snapshot

    def _read(self) -> tuple[Project, Holdings]:
        project = open_project(self._root)
        self._holdings = self._carried(project, read_holdings(project))
        self._reader = reader_of(project, self._holdings, self._wanted_reviewer)
        self.hidden = hidden_reviewers(project)
        return project, self._seen()

    def _carried(self, project: Project, holdings: Holdings) -> Holdings:
        """The holdings with the excerpts of earlier texts where they are in the present ones."""
        self.carried = {}
        if not holdings.unplaced:
            return holdings
        from search.carried_holdings import Carrier

        carrier = Carrier(project)
        holdings = carrier.carried(holdings)
        self.carried = carrier.found
        return holdings

    def _adopt(self) -> Holdings:
        """Carries in the reviewer's own files what is theirs to carry. What cannot be saved now is carried at the next start."""
        if self._writer is not None and self.carried:
            from search.updating import adopting

            with suppress(CatenaError):
                for act in adopting(self._holdings, list(self.carried.values()), self._writer.reviewer.id):
                    self._holdings = holdings_after(self._holdings, self._writer.perform(act).touched)
        return self._seen()

    def _seen(self) -> Holdings:
        """What the reviewer may and wants to see of what the files hold."""
        return as_seen_by(self._holdings, self.reader, self.hidden)

    async def hide(self, reviewers: frozenset[str]) -> None:
        """Shows no tags of these reviewers (slugs) from now on; raises SaveFault."""
        assert self.snapshot is not None
        await self._in_thread(hide_reviewers, self.snapshot.project, reviewers)
        self.hidden = reviewers
        self.snapshot = self.snapshot.like(holdings=await self._in_thread(self._seen))

    async def begin_writing(self, identity: tuple[str, str] | None = None) -> tuple[str, ...]:
        """Becomes the project's writer, or says in `read_only` why not; what was mended of a crash, in sentences.

        Raises NoIdentity where git does not know who writes and no `identity` (name, e-mail) is given.
        """
        assert self.snapshot is not None
        try:
            writer = await self._in_thread(self._open_writer, self.snapshot.project, identity)
        except NoIdentity:
            raise
        except (Busy, ProjectFault) as error:
            self.read_only = error.message
            return ()
        self._writer, self.read_only = writer, ""
        if writer.reviewer.id not in self.snapshot.holdings.reviewers or writer.recovered:
            await self.load()
        if writer.reviewer.id != self._reader or self.carried:
            self.snapshot = self.snapshot.like(holdings=await self._in_thread(self._adopt))
        recent = self.snapshot.recent or await self._in_thread(
            recent_themes, self.snapshot.holdings, writer.reviewer.id, RECENT_KEPT
        )
        digits = (await self.where_left_off()).themes or recent
        self.snapshot = self.snapshot.like(reviewer=writer.reviewer.id, recent=recent, digits=digits[:RECENT_KEPT])
        return writer.recovered

    def _open_writer(self, project: Project, identity: tuple[str, str] | None) -> "Writer":
        from store.writer import Writer

        return Writer.open(project, self._wanted_reviewer, background=True, on_state=self._on_state, identity=identity)

    async def text_of(self, document: Document) -> OpenText:
        """The text of a document; raises FileFault where it cannot be read."""
        known = self._open.get(document.sha256)
        if known is None or known.document != document:
            assert self.snapshot is not None
            known = await self._in_thread(self._open_text, self.snapshot.project, document)
            self._open[document.sha256] = known
            while len(self._open) > 1 and sum(len(each.text) for each in self._open.values()) > CHARACTERS_KEPT:
                self._open.popitem(last=False)
        self._open.move_to_end(document.sha256)
        return known

    def _open_text(self, project: Project, document: Document) -> OpenText:
        text = self.texts.read(project, document)
        from search.passages import passages_of

        return OpenText(document, text, passages_of(text, document.rules), project.settings.citation)

    async def read_texts(self, documents: Sequence[Document]) -> list[FileFault]:
        """Reads these texts into memory, so that `texts` knows them; what could not be read, with its reason."""
        assert self.snapshot is not None
        return await self._in_thread(self._read_texts, self.snapshot.project, documents)

    def _read_texts(self, project: Project, documents: Sequence[Document]) -> list[FileFault]:
        faults = []
        for document in documents:
            try:
                self.texts.read(project, document)
            except FileFault as fault:
                faults.append(fault)
        return faults

    def read_early(self, documents: Sequence[Document]) -> None:
        """The same at once, from any thread but that of the screen, without a word about what cannot be read."""
        if self.snapshot is not None:
            self._read_texts(self.snapshot.project, documents)

    def prepare_tags(self, document: Document) -> None:
        """Prepares, beside everything else, for tags in a document that is being read."""
        if self._writer is not None:
            self._thread.submit(self._writer.prepare, document.id)

    def known_text(self, document: Document) -> OpenText | None:
        """The text where it is in memory already."""
        known = self._open.get(document.sha256)
        return known if known is not None and known.document == document else None

    @property
    def drafts(self) -> Drafts:
        assert self.snapshot is not None
        return Drafts(self.snapshot.project)

    # Acts

    async def perform(self, make: "Callable[[Holdings], Act]") -> "Done":
        """Carries out the act that `make` makes of the latest holdings; it is on disk when this returns.

        Raises what `make` raises, and ChangedMeanwhile, FileFault or SaveFault; then nothing was changed.
        """
        why = self.why

        def work(writer: "Writer") -> "Done":
            try:
                act = make(self._holdings)
            except KeyError as missing:
                raise gone_meanwhile(missing) from missing
            return writer.perform(replace(act, why="\n\n".join(filter(None, (why, act.why)))))

        done = await self._act(work)
        self.why = ""
        excerpts = [each.excerpt for each in done.touched if each.excerpt]
        self.just_changed = excerpts[0] if len(excerpts) == 1 else ""
        return done

    async def undo(self, act: str = "") -> "Done":
        """Takes back the last act, or the one of this id; raises UsageFault where there is none."""
        return await self._act(lambda writer: writer.undo(act))

    async def redo(self, act: str = "") -> "Done":
        """Does again what was undone last, or by the undo of this id; raises UsageFault where there is nothing."""
        return await self._act(lambda writer: writer.redo(act))

    async def listed_acts(self) -> "tuple[ListedAct, ...]":
        """All acts of this machine, newest first; none while nothing can be saved."""
        return await self._in_thread(lambda: self._writer.listed() if self._writer is not None else ())

    async def obstacle(self, act: "ListedAct") -> str:
        """Why an act cannot be undone now, or one that is undone not be done again; "" where it can."""
        return await self._in_thread(lambda: self._writer.obstacle(act) if self._writer is not None else self.read_only)

    async def take_in_memo(self, memo: Memo) -> "Done | None":
        """Records what the reviewer's own editor wrote into a memo's file; None where nothing changed.

        Raises CatenaError where the file can no longer be read as a memo; it stays as the editor left it.
        """

        from store.acts import change_memo
        from tui.editor import edited_memo

        def work(writer: "Writer") -> "Done | None":
            changed = edited_memo(writer.project, memo)
            return writer.perform(change_memo(memo, changed)) if changed != memo else None

        return await self._act(work)

    async def _act(self, work: "Callable[[Writer], Outcome]") -> Outcome:
        try:
            done, holdings = await self._in_thread(self._act_now, work)
        except ChangedMeanwhile:
            # Whoever repeats the step must work on what stands there now.
            await self.load()
            raise
        assert self.snapshot is not None
        self.new_themes += holdings.themes.keys() - self.snapshot.holdings.themes.keys()
        self.snapshot = self.snapshot.like(holdings=holdings)
        if done is not None and any(each.path == SETTINGS for each in done.touched):
            self.snapshot = self.snapshot.like(project=await self._in_thread(open_project, self._root))
        return done

    def _act_now(self, work: "Callable[[Writer], Outcome]") -> tuple[Outcome, Holdings]:
        if self._writer is None:
            raise ReadOnly(self.read_only)
        done = work(self._writer)
        if done is not None and any(_moves_excerpts(each) for each in done.touched):
            # Another text puts excerpts elsewhere, colleagues' too, and of a whole file of them the act says nothing.
            self._holdings = self._carried(self._writer.project, read_holdings(self._writer.project))
        elif done is not None:
            self._holdings = holdings_after(self._holdings, done.touched)
        return done, self._seen()

    def used(self, themes: tuple[str, ...]) -> None:
        """Remembers that these themes were tagged with just now."""
        if self.snapshot is not None:
            self.snapshot = self.snapshot.having_used(themes)

    # Where the reviewer is

    async def where_left_off(self) -> LeftOff:
        """Where the reviewer left off when they were here last."""
        if self.left_off is None:
            assert self.snapshot is not None
            self.left_off = await self._in_thread(where_left_off, self.snapshot.project, self.reader)
        return self.left_off

    def keep_left_off(self) -> None:
        """Keeps on disk where the reviewer is, beside everything else."""
        if self._writer is not None and self.left_off is not None and self.snapshot is not None:
            values = self.left_off.values(self.snapshot.digits)
            self._thread.submit(keep_left_off, self.snapshot.project, self._writer.reviewer.id, values)

    # Sharing

    async def synchronise(
        self, tell: Callable[[str], None], address: str = "", suspended: AbstractContextManager[None] | None = None
    ) -> "Synced":
        """Shares everything, and reads again what the files hold then; acts go on meanwhile. Raises CatenaError.

        While the screen is `suspended`, which is for a trusted project alone, it may be asked for on the terminal, and all waits.
        """
        if self._writer is None:
            raise ReadOnly(self.read_only)
        try:
            if suspended is None:
                return await self.syncing.run(self._writer, tell, address)
            with suspended:
                return self.syncing.run_asking(self._writer, tell, address)
        finally:
            if not self._closing:
                await self.load()
                if self.carried and self.snapshot is not None:
                    self.snapshot = self.snapshot.like(holdings=await self._in_thread(self._adopt))

    @property
    def all_holdings(self) -> Holdings:
        """What the files hold, also what the reviewer does not see: for what decides itself what may be seen of it."""
        return self._holdings

    @property
    def reader(self) -> str:
        """The slug of who reads here, whether they can write or not."""
        return self._writer.reviewer.id if self._writer is not None else self._reader

    @property
    def state(self) -> SaveState:
        return self._writer.state if self._writer is not None else SaveState(0, False, "")

    async def close(self) -> None:
        """Stops a sync, commits what is pending and lets the next writer in."""
        self._closing = True
        await self.syncing.end()
        self.keep_left_off()
        if self._writer is not None:
            await self._in_thread(self._writer.close)
            self._writer = None
        self._thread.shutdown(wait=False, cancel_futures=True)


def _moves_excerpts(touched: Touched) -> bool:
    whole = touched.path.startswith("excerpts/") and not (touched.excerpt or touched.recode)
    return whole or touched.path.startswith("corpus/")
