"""The findings that an export is made of: themes in the order of the tree, each with its quotations, and from which state.

Every quotation is here once, with its words as they were tagged, its citation, and whether the text still reads so. What is
counted is counted over all excerpts that the reader may see; a choice of themes leaves out the others with their excerpts, a
choice of quotations only says which of them are printed. Nothing is chosen by a measure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from store.attributes import Attribute
from store.citations import cited, fields_of
from store.codebook import Theme
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.memos import Memo
from store.project import Settings
from store.pseudonyms import NameKey
from themes.attribution import cases_speaking
from themes.counts import as_read_by, many
from themes.pages.veil import fields_without_names, veiled, veiled_settings
from themes.sheet_blocks import typical_first
from themes.theme_tables import cases_by_document
from themes.tree import Node, build_tree

Reading = Callable[[Excerpt], tuple[Mapping[str, str], bool]]
"""Who speaks in an excerpt, by field, and whether the document's text still holds its words in their place."""


Telling = Callable[[str], None]
"""Is told what is being done, for whoever waits."""


def silence(doing: str) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The state that an export is of: the last commit ("" before the first), when it was made, files that differ from it."""

    version: str
    commit: str = ""
    when: str = ""
    changed: int = 0

    @property
    def sentence(self) -> str:
        made = f"Made by catena {self.version}"
        if not self.commit:
            return f"{made} from files of which nothing is committed yet."
        differ = f", with {many(self.changed, 'file')} changed since and not committed" if self.changed else ""
        return f"{made} from commit {self.commit[:12]} of {self.when[:10]}{differ}."


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the study is wanted: themes (ids, with those below them; none: all), memos (ids), which quotations are printed.

    `most` is how many quotations of a theme are printed, None for all of them; `starred` are those for the report alone. As the
    `reader` (a slug) reads them, colleagues' excerpts count; "": each as its own reviewer tagged it.
    """

    themes: tuple[str, ...] = ()
    starred: bool = False
    memos: tuple[str, ...] = ()
    most: int | None = None
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """An excerpt as it is printed. `under` and `against` are themes (ids) as they stand now; `verbatim`: the text reads so."""

    excerpt: Excerpt
    citation: str
    under: tuple[str, ...]
    against: tuple[str, ...]
    cases: tuple[str, ...]
    verbatim: bool

    @property
    def place(self) -> str:
        """The id by which the words are found again."""
        return f"{self.excerpt.document} {self.excerpt.start}-{self.excerpt.end}, {self.excerpt.id}"


@dataclass(frozen=True, slots=True)
class ThemeFindings:
    """A theme in its place; `supporting` and `contrary` are all its excerpts (ids), as they are to be read.

    `documents` and `cases` (ids) are those that the supporting ones are of: of a document of several cases, the one that speaks.
    """

    node: Node
    documents: frozenset[str]
    cases: frozenset[str]
    supporting: tuple[str, ...]
    contrary: tuple[str, ...]
    printed: tuple[str, ...]
    """Those of `supporting` that are printed with the theme."""

    @property
    def theme(self) -> Theme:
        return self.node.theme


@dataclass(frozen=True)
class Findings:
    """All that an export can say; `holdings` are without real names, and their excerpts are those of the chosen themes."""

    settings: Settings
    origin: Origin
    holdings: Holdings
    choice: Choice
    themes: tuple[ThemeFindings, ...]
    gone: tuple[Theme, ...]
    """Themes out of use, with no excerpt of their own."""
    quotations: Mapping[str, Quotation]
    """By the excerpt's id, in the order of documents and places."""
    memos: tuple[Memo, ...]
    histories: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What was done to each theme, by id: sentences, newest first."""
    names_replaced: bool = False
    apart: tuple[str, ...] = ()
    """Excerpts (ids) of earlier texts of their documents, under these themes: they are neither counted nor printed."""
    hidden: bool = False
    """Whether a blind sample hides tags from whoever made this."""

    @property
    def title(self) -> str:
        return line(self.settings.title)

    @property
    def declared(self) -> Mapping[str, Attribute]:
        return self.settings.attributes

    @property
    def altered(self) -> tuple[str, ...]:
        """The excerpts (ids) whose words do not stand in their place any more."""
        return tuple(key for key, each in self.quotations.items() if not each.verbatim)

    def cases_of(self, excerpt: Excerpt) -> tuple[str, ...]:
        """The cases (ids) that an excerpt's words are of."""
        found = self.quotations.get(excerpt.id)
        return found.cases if found is not None else ()


def gather(
    holdings: Holdings,
    settings: Settings,
    reading: Reading,
    origin: Origin,
    histories: Mapping[str, Sequence[str]],
    key: NameKey,
    choice: Choice,
    show: Callable[[int, int], None] = lambda done, of: None,
    hidden: bool = False,
) -> Findings:
    """The findings of a study. `histories` are those of the themes by id; `show` is told how many excerpts are done."""
    if choice.reader:
        holdings = as_read_by(holdings, choice.reader)
    shown = veiled(holdings, key)
    tree = build_tree(shown.themes)
    wanted = _wanted(choice, tree.nodes)
    by_document = cases_by_document(holdings)
    standing = {theme: shown.standing_for(theme) for theme in shown.themes}
    quotations: dict[str, Quotation] = {}
    ordered = sorted(holdings.placed.values(), key=_by_place)
    for number, original in enumerate(ordered):
        if number % 1000 == 0:
            show(number, len(ordered))
        excerpt = shown.excerpts[original.id]
        under = tuple(dict.fromkeys(standing.get(each, each) for each in excerpt.themes))
        against = tuple(dict.fromkeys(standing.get(each, each) for each in excerpt.against))
        if wanted is not None and wanted.isdisjoint((*under, *against)):
            continue
        fields, verbatim = reading(original)
        quotations[excerpt.id] = Quotation(
            excerpt,
            cited(settings.citation, fields_of(excerpt, shown, fields_without_names(fields, key))),
            under,
            against,
            cases_speaking([holdings.cases[case] for case in by_document(original)], fields),
            verbatim,
        )
    shown = replace(shown, excerpts={name: each.excerpt for name, each in quotations.items()})
    known = {"under": _grouped(quotations.values(), "under"), "against": _grouped(quotations.values(), "against")}
    nodes = [node for node in tree.walk() if wanted is None or node.theme.id in wanted]
    kept = [
        node
        for node in nodes
        if node.theme.active or node.theme.id in known["under"] or node.theme.id in known["against"]
    ]
    listed = {node.theme.id for node in kept}
    return Findings(
        settings=veiled_settings(settings, key),
        origin=origin,
        holdings=shown,
        choice=choice,
        themes=tuple(_theme(node, quotations, known, choice) for node in kept),
        gone=tuple(node.theme for node in nodes if node.theme.id not in listed),
        quotations=quotations,
        memos=tuple(shown.memos[each] for each in choice.memos if each in shown.memos),
        histories={
            theme: [key.without_names(line(each)) for each in told]
            for theme, told in histories.items()
            if theme in listed
        },
        names_replaced=bool(key.names),
        apart=tuple(sorted(name for name, each in holdings.unplaced.items() if _is_about(each, wanted, standing))),
        hidden=hidden,
    )


def _is_about(excerpt: Excerpt, wanted: frozenset[str] | None, standing: Mapping[str, str]) -> bool:
    named = {standing.get(each, each) for each in (*excerpt.themes, *excerpt.against)}
    return wanted is None or bool(named & wanted)


def line(text: str) -> str:
    """A text as one line."""
    return " ".join(text.split())


def _by_place(excerpt: Excerpt) -> tuple[str, int, int, str]:
    return excerpt.document, excerpt.start, excerpt.end, excerpt.id


def _wanted(choice: Choice, nodes: Mapping[str, Node]) -> frozenset[str] | None:
    if not choice.themes:
        return None
    return frozenset(each.theme.id for theme in choice.themes if theme in nodes for each in nodes[theme].walk())


def _grouped(quotations: Iterable[Quotation], what: str) -> dict[str, list[Excerpt]]:
    found: dict[str, list[Excerpt]] = {}
    for each in quotations:
        for theme in each.under if what == "under" else each.against:
            found.setdefault(theme, []).append(each.excerpt)
    return found


def _theme(
    node: Node, quotations: Mapping[str, Quotation], known: Mapping[str, Mapping[str, list[Excerpt]]], choice: Choice
) -> ThemeFindings:
    theme = node.theme
    supporting = typical_first(theme, known["under"].get(theme.id, ()))
    return ThemeFindings(
        node,
        frozenset(each.document for each in supporting),
        frozenset(case for each in supporting for case in quotations[each.id].cases),
        tuple(each.id for each in supporting),
        tuple(each.id for each in known["against"].get(theme.id, ())),
        tuple(each.id for each in _printed(supporting, choice)),
    )


def _printed(supporting: Sequence[Excerpt], choice: Choice) -> list[Excerpt]:
    """The first of them, as many as are wanted; where not all are, one that lies within another is not printed twice."""
    if choice.starred:
        supporting = [each for each in supporting if each.starred]
    if choice.most is None:
        return list(supporting)
    chosen: list[Excerpt] = []
    for each in supporting:
        if len(chosen) >= choice.most:
            break
        if not any(_within(each, other) or _within(other, each) for other in chosen):
            chosen.append(each)
    return chosen


def _within(one: Excerpt, other: Excerpt) -> bool:
    return one.document == other.document and all(
        any(start <= first and last <= end for start, end in other.ranges) for first, last in one.ranges
    )
