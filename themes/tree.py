"""The codebook as a tree, whatever the files say.

Two reviewers' moves, merged by git, can leave a loop or a theme whose parent is gone. The tree is repaired in memory by a rule
that gives the same tree everywhere: a theme without its parent stands at the top, and of a loop the theme with the largest id
does. Every theme stands in the tree exactly once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from store.codebook import Theme

SEPARATOR = " > "
"""Between the names of a path, as in "Power > Distance"."""


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
    repairs: list[str] = []
    for theme_id, parent in sorted(parents.items()):
        if parent and parent not in themes:
            parents[theme_id] = ""
            repairs.append(f"{themes[theme_id].name} stands at the top, because its parent {parent} is not here")
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
            repairs.append(f"{themes[root].name} stands at the top, because it was moved below itself")
        safe.update(way)
    return parents, tuple(repairs)


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
    return Tree(tuple(nodes[theme.id] for theme in below.get("", ())), nodes, repairs)
