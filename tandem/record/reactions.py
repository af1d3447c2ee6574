"""What an earlier stage needs from a later one is registered with it at start-up: reactions, panels, edges, search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Edge:
    """One link of the trace: what this item has to do with another, in words read from this item's side."""

    words: str
    item: Any
    onward: bool


Edges = Callable[[Any], Iterable[Edge]]
Panel = Callable[[Any, Any], dict[str, Any] | None]

_edges: dict[str, list[Edges]] = defaultdict(list)
_panels: dict[str, list[tuple[str, Panel]]] = defaultdict(list)


def edges(kind: str) -> Callable[[Edges], Edges]:
    """Register what leads from an item of this kind to others, onward (what became of it) or back (who said it)."""

    def register(function: Edges) -> Edges:
        _edges[kind].append(function)
        return function

    return register


def edges_of(item: Any) -> list[Edge]:
    """Every link of this item, from all stages."""
    return [edge for function in _edges[item.kind] for edge in function(item)]


def panel(place: str, template: str) -> Callable[[Panel], Panel]:
    """Register a panel a later stage shows on an earlier stage's page: (thing, member) -> context, or None to hide."""

    def register(function: Panel) -> Panel:
        _panels[place].append((template, function))
        return function

    return register


def panels_of(place: str, thing: Any, member: Any) -> list[dict[str, Any]]:
    """The panels that have something to say about this thing, each with its template and context."""
    shown = []
    for template, function in _panels[place]:
        if (context := function(thing, member)) is not None:
            shown.append({"template": template, **context})
    return shown


@dataclass(frozen=True)
class Sign:
    """A chip about one thing: how it stands, or what came of it, with the way there."""

    words: str
    url: str = ""
    tone: str = ""
    hint: str = ""


Signs = Callable[[Iterable[Any], Any], dict[int, list[Sign]]]
_signs: dict[str, list[Signs]] = defaultdict(list)


def signs(kind: str) -> Callable[[Signs], Signs]:
    """Register what a stage has to say about many items of one kind at once: (item ids, member) -> signs by item."""

    def register(function: Signs) -> Signs:
        _signs[kind].append(function)
        return function

    return register


def signs_of(kind: str, items: Iterable[int], member: Any) -> dict[int, list[Sign]]:
    """What all stages say of these items, as far as this member may know, in a few statements for all of them."""
    found: dict[int, list[Sign]] = defaultdict(list)
    keys = sorted(set(items))
    for function in _signs[kind] if keys else ():
        for item, said in function(keys, member).items():
            found[item] += said
    return found
