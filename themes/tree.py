"""The codebook as a tree, whatever the files say.

Two reviewers' moves, merged by git, can leave a loop, a theme whose parent is gone, or one below a theme that is out of use. The
tree is repaired in memory by a rule that gives the same tree everywhere: a theme without its parent stands at the top; one in use
below a merged theme stands under that theme's heir, and below a split or retired one where that one stood; of a loop the theme
with the largest id stands at the top. Every theme stands in the tree exactly once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from store.codebook import SEPARATOR, Theme


@dataclass(frozen=True)
class Node:
    """A theme in its place. `depth` is 0 at the top; `path` is the names from the top down, this one last."""

    theme: Theme
    path: tuple[str, ...]
    depth: int
    children: tuple["Node", ...]

    @property
    def path_text(self) -> str:
        return SEPARATOR.join(self.path)

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, as a reader meets them from the top down."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


@dataclass(frozen=True)
class Tree:
    """The nodes at the top, every node by its theme's id, and what had to be repaired, in sentences."""

    top: tuple[Node, ...]
    nodes: Mapping[str, Node]
    repairs: tuple[str, ...] = ()

    def walk(self) -> Iterator[Node]:
        for node in self.top:
            yield from node.walk()


def parents_of(themes: Mapping[str, Theme]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Each theme's parent ("" at the top) such that all of them form a tree, and the repairs that this took."""
    parents = {theme.id: theme.parent for theme in themes.values()}
    reasons: dict[str, str] = {}
    for theme_id, parent in parents.items():
        if parent and parent not in themes:
            parents[theme_id] = ""
            reasons[theme_id] = f"its parent {parent} is not here"
        elif parent and themes[theme_id].active and not themes[parent].active:
            parents[theme_id] = _in_use(themes, parent)
            reasons[theme_id] = f"{themes[parent].name} above it is {themes[parent].status}"
    safe: set[str] = set()
    for start in sorted(parents):
        way: list[str] = []
        here = start
        while here and here not in safe and here not in way:
            way.append(here)
            here = parents[here]
        if here in way:
            root = max(way[way.index(here) :])
            parents[root] = ""
            reasons[root] = "it was moved below itself"
        safe.update(way)
    repairs = []
    for theme_id in sorted(reasons):
        where = f"under {themes[parents[theme_id]].name}" if parents[theme_id] else "at the top"
        repairs.append(f"{themes[theme_id].name} stands {where}, because {reasons[theme_id]}")
    return parents, tuple(repairs)


def _in_use(themes: Mapping[str, Theme], theme: str) -> str:
    """The theme in use that takes what is below `theme`, which is not; "" is the top."""
    passed: set[str] = set()
    while theme in themes and theme not in passed and not themes[theme].active:
        passed.add(theme)
        gone = themes[theme]
        theme = gone.into[0] if gone.status == "merged" and len(gone.into) == 1 else gone.parent
    return theme if theme in themes and theme not in passed else ""


def merged_in_a_ring(themes: Mapping[str, Theme]) -> tuple[str, ...]:
    """Themes that were merged into each other, in sentences: their excerpts count under one of them, and somebody must decide."""
    told: list[str] = []
    for start in sorted(themes):
        way: list[str] = []
        here = start
        while here in themes and here not in way and not themes[here].active and len(themes[here].into) == 1:
            way.append(here)
            here = themes[here].into[0]
        if here == start and way and max(way) == start:
            names = " and ".join(themes[each].name for each in sorted(way))
            told.append(
                f"{names} were merged into each other: their excerpts count under {themes[start].name}; wake one"
            )
    return tuple(told)


def build_tree(themes: Mapping[str, Theme]) -> Tree:
    """The tree of all themes, siblings by `order`, then name, then id."""
    parents, repairs = parents_of(themes)
    below: dict[str, list[Theme]] = {}
    for theme in sorted(themes.values(), key=lambda each: (each.order, each.name.casefold(), each.id)):
        below.setdefault(parents[theme.id], []).append(theme)
    nodes: dict[str, Node] = {}

    # Children first, without recursion: a hostile codebook may be thousands of levels deep.
    order: list[tuple[Theme, tuple[str, ...]]] = [(theme, (theme.name,)) for theme in below.get("", ())]
    for theme, path in order:
        order.extend((child, (*path, child.name)) for child in below.get(theme.id, ()))
    for theme, path in reversed(order):
        children = tuple(nodes[child.id] for child in below.get(theme.id, ()))
        nodes[theme.id] = Node(theme, path, len(path) - 1, children)
    return Tree(tuple(nodes[theme.id] for theme in below.get("", ())), nodes, repairs + merged_in_a_ring(themes))


def is_called(theme: Theme, words: str) -> bool:
    """Whether each of the words begins a word of the theme's name or of one of its aliases."""
    wanted = re.findall(r"\w+", words.casefold())
    for name in (theme.name, *theme.aliases):
        known = re.findall(r"\w+", name.casefold())
        if all(any(each.startswith(word) for each in known) for word in wanted):
            return True
    return False
