"""The trace: from any object both ways, who said it and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tandem.record.kinds import KINDS
from tandem.record.models import Item
from tandem.record.reactions import edges_of

DEEPEST = 6
MOST = 400


@dataclass
class Node:
    """One object of the walk, with the words that lead to it and what lies beyond it."""

    item: Item
    says: str = ""
    depth: int = 0
    children: list[Node] = field(default_factory=list)
    again: bool = False

    @property
    def label(self) -> str:
        return self.item.title

    @property
    def kind(self) -> str:
        return f"{self.item.kind.capitalize()} {self.item.mark}"

    @property
    def url(self) -> str:
        return address_of(self.item)

    @property
    def side(self) -> str:
        return SIDE_OF.get(self.item.kind, "")


SIDE_OF = {
    **dict.fromkeys(("theme", "problem", "feature", "validation", "decision", "release", "goal"), "pm"),
    **dict.fromkeys(("charter program", "charter member", "build", "session", "reference"), "pm"),
    **dict.fromkeys(("launch", "plan step", "positioning", "key message", "claim", "sales asset", "request"), "pmm"),
}


def address_of(item: Item) -> str:
    """Where an item is shown; a product by its slug."""
    if item.kind != "product":
        return item.get_absolute_url()
    from tandem.team.models import Product

    return Product.objects.get(pk=item.pk).get_absolute_url()


def walk(start: Item, member: Any, *, onward: bool, deepest: int = DEEPEST) -> Node:
    """The tree of what lies behind (`onward` false) or ahead of one object, each once, as far as this member sees."""
    seen, root, budget = {start.pk}, Node(start), [MOST]
    level = [root]
    for depth in range(1, deepest + 1):
        level = [child for node in level for child in _beyond(node, seen, depth, onward=onward, budget=budget)]
        level = _visible(level, member)
        if not level:
            break
    return _pruned(root, member)


def _beyond(node: Node, seen: set[int], depth: int, *, onward: bool, budget: list[int]) -> list[Node]:
    new = []
    for edge in edges_of(node.item):
        if edge.onward == onward and edge.item.pk not in seen and budget[0] > 0:
            budget[0] -= 1
            seen.add(edge.item.pk)
            child = Node(edge.item, edge.words, depth)
            node.children.append(child)
            new.append(child)
    return new


def _visible(level: list[Node], member: Any) -> list[Node]:
    keys = [node.item.pk for node in level]
    seen = set(Item.objects.visible_to(member).filter(pk__in=keys).values_list("pk", flat=True))
    for node in level:
        node.again = node.item.pk not in seen
    return [node for node in level if not node.again]


def _pruned(node: Node, member: Any) -> Node:
    """Without what this member may not see, and so without what lies beyond it."""
    node.children = [_pruned(child, member) for child in node.children if not child.again]
    return node


@dataclass(frozen=True)
class Drawn:
    """A node of the drawn graph, in the column of its kind."""

    id: str
    label: str
    kind: str
    url: str
    side: str
    column: int


def graph(back: Node, ahead: Node) -> tuple[list[Drawn], list[tuple[str, str]]]:
    """Nodes and arrows of both walks, from the customer's words on the left to what came of them on the right."""
    nodes: dict[str, Drawn] = {}
    arrows: list[tuple[str, str]] = []
    for tree, forward in ((back, False), (ahead, True)):
        for node, parent in _pairs(tree):
            column = parent_column(node, forward)
            nodes.setdefault(
                node.item.mark, Drawn(node.item.mark, node.label, node.item.kind, node.url, node.side, column)
            )
            if parent:
                ends = (parent.item.mark, node.item.mark)
                arrows.append(ends if forward else ends[::-1])
    least = min((node.column for node in nodes.values()), default=0)
    shifted = [Drawn(**{**vars(node), "column": node.column - least}) for node in nodes.values()]
    return shifted, arrows


def parent_column(node: Node, forward: bool) -> int:
    return node.depth if forward else -node.depth


def _pairs(tree: Node, parent: Node | None = None) -> list[tuple[Node, Node | None]]:
    return [(tree, parent), *(pair for child in tree.children for pair in _pairs(child, tree))]


def kinds_in(node: Node) -> set[str]:
    """The kinds of everything in a walk, for the sentence above it."""
    return {KINDS[inner.item.kind].name for inner, _ in _pairs(node)}
