"""Themes: the codebook as a tree with the evidence for each theme, and the excerpts of the one that is current.

On a narrow terminal the tree and the excerpts take turns; on a wide one they stand side by side, with the current excerpt in its
document beside them.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from store.errors import CatenaError
from store.excerpts import Excerpt
from themes.tree import Node, is_called
from tui.actions import Action, bindings_of
from tui.places.codebook_acts import ON_EXCERPTS, CodebookActs
from tui.places.considering import Considering
from tui.places.filtered import Filtered
from tui.places.place import Place
from tui.screens.theme_picker import described
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.cells import fitted, indent, left
from tui.widgets.document_view import DocumentView
from tui.widgets.line import Line
from tui.widgets.margin import excerpt_pieces, reading_of
from tui.widgets.row_list import Pieces, RowList
from tui.widgets.words import Words

NARROW = 50
"""Cells below which the tree leaves the numbers of documents to the names of themes."""


class ThemesPlace(Filtered, CodebookActs, Considering):
    """The tree, and what is tagged with its themes."""

    FILTER_SAYS: ClassVar[str] = "show only themes with these words"
    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("themes", "excerpt", "consider", "lists")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("themes", "excerpt", "consider", "lists")]
    # The rules for wide terminals look at a class of the screen.
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    ThemesPlace {
        & > Horizontal { height: 1fr; }
        & #tree-side { width: 1fr; }
        & #tree { height: 1fr; }
        & #heads, & #excerpts-head { background: $panel; }
        & #definition { height: auto; max-height: 30%; padding: 0 1; background: $surface; color: $text-muted; }
        & #excerpt-side { display: none; width: 1fr; height: 100%; }
        & #excerpts { height: 1fr; }
        & #excerpt-text { height: auto; max-height: 40%; padding: 0 1; background: $surface; }
        & DocumentView { display: none; }
        &.-excerpts #tree-side { display: none; }
        &.-excerpts #excerpt-side { display: block; }
    }
    .-wide ThemesPlace {
        & #tree-side { width: 2fr; display: block; }
        & #excerpt-side { display: block; width: 2fr; border-left: vkey $panel; }
        & #excerpt-text { display: none; }
        & DocumentView { display: block; width: 3fr; border-left: vkey $panel; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._tree_list = RowList(id="tree", empty=" no themes yet: a makes one; so does tagging (t)")
        self._definition = Words(id="definition")
        self._heads = Line(id="heads")
        self._excerpt_list = RowList(id="excerpts", empty=" nothing is tagged with this theme yet")
        self._excerpt_head = Line(id="excerpts-head")
        self._excerpt_text = Words(id="excerpt-text")
        self._view = DocumentView(focusable=False)
        self._lines: Sequence[Node] = ()
        self._folded: set[str] = set()
        self._made: set[str] = set()
        """The themes that came, or got another name, while the tree is filtered: they are shown, whatever they are called."""
        self._in_use_alone = False
        self._excerpts: Sequence[Excerpt] = ()
        self._shown = ""

    def compose(self) -> ComposeResult:
        yield self.filter
        with Horizontal():
            with Vertical(id="tree-side"):
                yield self._heads
                yield self._tree_list
                yield self._definition
            with Vertical(id="excerpt-side"):
                yield self._excerpt_head
                yield self._excerpt_list
                yield self._excerpt_text
            yield self._view

    def rest(self) -> None:
        (self._excerpt_list if self.has_class("-excerpts") else self._tree_list).focus()

    def fall_back(self) -> Widget:
        return self._tree_list

    def on_mount(self) -> None:
        self._say_heads()

    def on_resize(self) -> None:
        self.call_after_refresh(self._say_heads)

    def _say_heads(self) -> None:
        counted = "excerpts " if 0 < self._heads.size.width < NARROW else "excerpts  documents "
        nodes = self.snapshot.tree.nodes.values() if self.snapshot is not None and self._in_use_alone else ()
        gone = sum(not node.theme.active for node in nodes)
        hidden = f"  {gone} out of use hidden" if gone else ""
        self._heads.say(("   theme", "dim"), (hidden, "match"), ("", "right"), (counted, "dim"))

    # The tree

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is not None:
            made = [each.theme.id for each in after.tree.walk() if each.theme.id in self.study.new_themes]
            self.study.new_themes.clear()
            self._made.update(made, (node.theme.id for node in self._lines if self.filter.words.strip()))
            self._folded -= {above for each in made for above in self._above(each)}
            self._grow_tree(made[0] if made else "")
            self._show_excerpts(keep=True)
            self._view.renew(after)

    def _grow_tree(self, wanted: str = "") -> None:
        if self.snapshot is None:
            return
        wanted = wanted or (self.current.theme.id if self.current is not None else "")
        words, here = self.filter.words, max(0, self._tree_list.index)
        nodes: list[Node] = []
        hidden_below = -1
        for node in self.snapshot.tree.walk():
            if hidden_below >= 0 and node.depth > hidden_below:
                continue
            hidden_below = -1
            if self._in_use_alone and not node.theme.active:
                continue
            if words.strip():
                nodes += [node] if is_called(node.theme, words) or node.theme.id in self._made else []
                continue
            nodes.append(node)
            if node.theme.id in self._folded:
                hidden_below = node.depth
        self._lines = nodes
        names = [node.theme.id for node in nodes]
        self._say_heads()
        self._tree_list.show(len(nodes), self._theme_row, index=names.index(wanted) if wanted in names else here)

    def show_theme(self, theme: str) -> None:
        """Makes a theme current."""
        self.filter.close()
        self._folded -= set(self._above(theme))
        self._grow_tree(theme)
        self.show_top()

    def _above(self, theme: str) -> Sequence[str]:
        held = self.snapshot.holdings.themes if self.snapshot is not None else {}
        above: list[str] = []
        while theme in held and held[theme].parent and held[theme].parent not in above:
            theme = held[theme].parent
            above.append(theme)
        return above

    def _theme_row(self, row: int, width: int) -> Pieces:
        assert self.snapshot is not None
        node = self._lines[row]
        theme, sign = node.theme, self.snapshot.sign(node.theme.id)
        evidence = self.snapshot.evidence[theme.id]
        folded = "+" if theme.id in self._folded and node.children else " "
        hidden = [each for each in node.walk() if each is not node] if folded == "+" else []
        below = sum(len(self.snapshot.evidence[each.theme.id].excerpts) for each in hidden)
        more = f"+{below}" if below else ""
        count = f"{len(evidence.excerpts):>4}{more:<5} {len(evidence.documents):>9} "
        if width < NARROW:
            count = f"{len(evidence.excerpts):>4}{more} "
        gone = "" if theme.active else f"  {theme.status}"
        inset = indent(node.depth, width)
        room = width - len(count) - len(inset) - 4
        return [
            (f"{inset}{folded}", "match"),
            (f"{sign.letter} ", sign.colour if theme.active else "dim"),
            (left(fitted(f"{theme.name}{gone}", room), room), "" if theme.active else "dim"),
            (f" {count}", "dim"),
        ]

    @property
    def current(self) -> Node | None:
        index = self._tree_list.index
        return self._lines[index] if 0 <= index < len(self._lines) else None

    # The excerpts of the current theme

    def _show_excerpts(self, *, keep: bool = False) -> None:
        node, snapshot = self.current, self.snapshot
        if node is None or snapshot is None:
            self._excerpts, self._shown = (), ""
            self._definition.say("")
            self._excerpt_list.show(0, lambda _row, _width: ())
            self._excerpt_head.say(("", ""))
            return
        before = self.current_excerpt
        under, against = snapshot.excerpts_under(node.theme.id), snapshot.excerpts_against(node.theme.id)
        apart = snapshot.excerpts_apart(node.theme.id)
        self._excerpts = [*under, *against, *apart]
        named = snapshot.named_by((("theme", node.theme.id),))
        self._definition.say("\n".join(each for each in (described(node.theme, len(under), len(apart)), named) if each))
        same = keep and self._shown == node.theme.id and before is not None
        names = [excerpt.id for excerpt in self._excerpts]
        index = names.index(before.id) if same and before is not None and before.id in names else 0
        self._shown = node.theme.id
        excerpts = self._excerpts
        sign = snapshot.sign(node.theme.id)
        count = f"{len(under)} excerpt{'' if len(under) == 1 else 's'}"
        count += f", {len(against)} against" if against else ""
        count += f", {len(apart)} to look for" if apart else ""
        self._excerpt_head.say(
            (f" {sign.letter} ", sign.colour), (node.theme.name, "strong"), ("", "right"), (f"{count} ", "dim")
        )
        contrary: Pieces = (("! ", "warn"),)
        sought: Pieces = (("? ", "warn"),)
        placed = len(under) + len(against)
        self._excerpt_list.show(
            len(excerpts),
            lambda row, _width: [
                *(sought if row >= placed else contrary if row >= len(under) else ()),
                *excerpt_pieces(snapshot, excerpts[row], with_document=True),
            ],
            index=index,
        )

    @property
    def current_excerpt(self) -> Excerpt | None:
        index = self._excerpt_list.index
        return self._excerpts[index] if 0 <= index < len(self._excerpts) else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        if event.rows is self._tree_list:
            self._show_excerpts(keep=True)
        elif event.rows is self._excerpt_list:
            excerpt = self.current_excerpt
            note = f"\n✎ {excerpt.note}" if excerpt is not None and excerpt.note else ""
            if excerpt is not None and self.snapshot is not None and (read := reading_of(self.snapshot, excerpt)):
                note += f"\n{read}"
            self._excerpt_text.say(f"{excerpt.text}{note}" if excerpt is not None else "")
            if self._view.display:
                self._show_in_document()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("themes.open")

    @work(exclusive=True, group="around", exit_on_error=False)
    async def _show_in_document(self) -> None:
        excerpt, snapshot = self.current_excerpt, self.snapshot
        document = snapshot.holdings.documents.get(excerpt.document) if excerpt and snapshot else None
        if excerpt is None or snapshot is None or document is None or excerpt.id in snapshot.holdings.unplaced:
            return
        try:
            opened = await self.study.text_of(document)
        except CatenaError as error:
            self.post_message(self.TitleChanged(error.message))
            return
        self._view.open(opened, snapshot, start=excerpt.start, end=excerpt.end)

    # Acting

    @property
    def _on_excerpts(self) -> bool:
        return self.screen.focused is self._excerpt_list

    def why_not(self, action: Action) -> str:
        match action.name:
            case "open" | "fold" | "rename" | "move" | "run" if self.current is None:
                return "there is no theme here"
            case "fold" if self._on_excerpts:
                return "fold in the tree: Esc goes back to it"
            case "untag" | "copy" if not self._on_excerpts or self.current_excerpt is None:
                return "choose an excerpt first: Enter goes to the excerpts"
            case "copy" if self.snapshot and not all(map(self.snapshot.holdings.is_placed, self.excerpts_meant)):
                return "its words are not in the text that its document has now: Enter tells more"
            case "add" | "add_top" | "untag" | "rename" | "move" if self.study.read_only:
                return self.study.read_only
            case "untag" if self.current_excerpt and self.snapshot:
                reviewer = self.current_excerpt.reviewer
                otherwise = f"the excerpt is {reviewer}'s: c reads it otherwise, in a file of your own"
                return "" if reviewer == self.snapshot.reviewer else otherwise
        return super().why_not(action)

    def foot(self, action: Action) -> int:
        usual = super().foot(action)
        return ON_EXCERPTS.get(action.id, usual) if self._on_excerpts else usual

    @property
    def excerpts_meant(self) -> list[Excerpt]:
        excerpt = self.current_excerpt if self._on_excerpts else None
        return [excerpt] if excerpt is not None else []

    @property
    def theme_meant(self) -> str:
        return self._shown

    def act_open(self) -> None:
        if self.filter.is_typed_into:
            self._tree_list.focus()
        elif self._on_excerpts:
            excerpt = self.current_excerpt
            if excerpt is not None:
                self.want_excerpt(excerpt)
        elif self._excerpts:
            self.add_class("-excerpts")
            self._excerpt_list.focus()
        else:
            self.post_message(self.TitleChanged("nothing is tagged with this theme yet"))

    def act_fold(self) -> None:
        node = self.current
        assert node is not None
        if node.children:
            self._folded.symmetric_difference_update({node.theme.id})
            self._grow_tree(node.theme.id)
        elif node.theme.parent:
            self._grow_tree(node.theme.parent)

    def act_gone(self) -> None:
        self._in_use_alone = not self._in_use_alone
        self._grow_tree()
        self._show_excerpts(keep=True)

    def act_add(self) -> None:
        self.post_message(self.ThemeWanted(parent=self.current.theme.id if self.current is not None else ""))

    def act_add_top(self) -> None:
        self.post_message(self.ThemeWanted())

    def act_rename(self) -> None:
        assert self.current is not None
        self.post_message(self.ThemeWanted(rename=self.current.theme.id))

    def act_move(self) -> None:
        assert self.current is not None
        self.post_message(self.ThemeWanted(move=self.current.theme.id))

    def act_run(self) -> None:
        assert self.current is not None
        self.post_message(self.FlowWanted("searching.run", theme=self.current.theme.id))

    def act_untag(self) -> None:
        assert self.current_excerpt is not None
        self.post_message(self.UntagWanted(self.current_excerpt.id, self._shown))

    @work(exclusive=True, group="copy", exit_on_error=False)
    async def act_copy(self) -> None:
        assert self.current_excerpt is not None
        await self.copy_excerpt(self.current_excerpt)

    async def act_filter(self) -> None:
        # It is the tree that is filtered; keys go there afterwards, so it is shown.
        self.remove_class("-excerpts")
        await super().act_filter()

    def filter_changed(self) -> None:
        self._made.clear()
        self._grow_tree()
        if self.filter.words.strip():
            self._tree_list.go_to(0)

    def show_top(self) -> None:
        self.remove_class("-excerpts")
        self._tree_list.focus()

    def visit(self, theme: str) -> None:
        """Makes a theme current in the tree, whatever was filtered or folded away."""
        self.show_top()
        self.filter.close()
        self._folded.clear()
        self._grow_tree(theme)

    def leave_layer(self) -> bool:
        if self._on_excerpts:
            self.remove_class("-excerpts")
            self._tree_list.focus()
            return True
        return super().leave_layer()

    def memo_links(self) -> "Place.MemoWanted":
        themes = (self.current.theme.id,) if self.current is not None else ()
        excerpt = self.current_excerpt if self._on_excerpts else None
        return self.MemoWanted(themes=themes, excerpts=(excerpt.id,) if excerpt is not None else ())
