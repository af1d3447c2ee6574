"""Small drawings made on the server: a line of numbers, a graph of things that rest on each other, a tree."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tandem.ui.markup import NOTHING, attributes, classes, element, joined, of

WIDTH, HEIGHT = 72, 22
BOX_WIDTH, BOX_HEIGHT, GAP_ACROSS, GAP_DOWN = 168, 52, 44, 12


def sparkline(numbers: Sequence[float], label: str = "", *, rising: bool = False) -> SafeString:
    """The numbers as a line 72 by 22; `rising` says that the growth is worth a look."""
    shape = format_html('<path class="{}" d="{}"/>', "up" if rising else "", line(numbers))
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        HEIGHT,
        label or "trend",
        shape,
    )


def line(numbers: Sequence[float]) -> str:
    """The path through the numbers, oldest first, with 3 units of air above and below."""
    heights = [float(number) for number in numbers or ()]
    if len(heights) < 2:
        heights = heights * 2 or [0.0, 0.0]
    low, spread = min(heights), (max(heights) - min(heights)) or 1
    step = WIDTH / (len(heights) - 1)
    points = (
        f"{at * step:.4g} {HEIGHT - 3 - (height - low) / spread * (HEIGHT - 6):.4g}"
        for at, height in enumerate(heights)
    )
    return "M" + " ".join(points) if max(heights) > low else f"M0 {HEIGHT // 2} {WIDTH} {HEIGHT // 2}"


def tree(nodes: Iterable[Any]) -> SafeString:
    """An indented walk: each thing with its kind, and under it what it rests on or leads to."""
    return element("ul", joined(_branch(node) for node in nodes), class_="tree")


def _branch(node: Any) -> SafeString:
    kind = element("span", of(node, "kind"), class_=classes("chip", of(node, "side"))) if of(node, "kind") else NOTHING
    label = element("a" if of(node, "url") else "b", of(node, "label"), href=of(node, "url"))
    says = element("span", of(node, "says"), class_="faint") if of(node, "says") else NOTHING
    below = of(node, "children", ())
    deeper = element("ul", joined(_branch(child) for child in below)) if below else NOTHING
    return element("li", joined([element("div", joined([kind, label, says]), class_="branch"), deeper]))


def graph(
    nodes: Iterable[Any], edges: Iterable[tuple[Any, Any]], label: str = "How these rest on each other"
) -> SafeString:
    """Boxes in columns, left to right in the order of the thread, with lines between those that are linked."""
    placed = _placed(nodes)
    lines = joined(
        _edge(placed[start][:2], placed[end][:2]) for start, end in edges if start in placed and end in placed
    )
    boxes = joined(_box(*found) for found in placed.values())
    width = max((x for x, _, _ in placed.values()), default=0) + BOX_WIDTH + 2
    height = max((y for _, y, _ in placed.values()), default=0) + BOX_HEIGHT + 2
    drawing = format_html(
        '<svg class="graph" viewBox="0 0 {} {}" width="{}" height="{}">{}{}</svg>',
        width,
        height,
        width,
        height,
        lines,
        boxes,
    )
    return element("div", drawing, class_="graph-room", tabindex="0", role="group", aria_label=label)


def _placed(nodes: Iterable[Any]) -> dict[Any, tuple[int, int, Any]]:
    """Where each box stands, by id; columns keep their order and leave no hole."""
    things = list(nodes)
    columns = {column: place for place, column in enumerate(sorted({of(node, "column", 0) for node in things}))}
    filled: dict[int, int] = {}
    placed: dict[Any, tuple[int, int, Any]] = {}
    for node in things:
        column = columns[of(node, "column", 0)]
        row = filled[column] = filled.get(column, -1) + 1
        placed[of(node, "id")] = (1 + column * (BOX_WIDTH + GAP_ACROSS), 1 + row * (BOX_HEIGHT + GAP_DOWN), node)
    return placed


def _edge(start: tuple[int, int], end: tuple[int, int]) -> SafeString:
    (x1, y1), (x2, y2) = start, end
    x1, y1, y2 = x1 + BOX_WIDTH, y1 + BOX_HEIGHT // 2, y2 + BOX_HEIGHT // 2
    bend = max((x2 - x1) // 2, 16)
    return format_html(
        '<path class="edge" d="M{} {}C{} {} {} {} {} {}"/>', x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2
    )


def _box(x: int, y: int, node: Any) -> SafeString:
    words = str(of(node, "label"))
    shown = words if len(words) <= 22 else words[:21].rstrip() + "…"
    drawn = format_html(
        '<title>{}: {}</title><rect x="{}" y="{}" width="{}" height="{}" rx="9"/>'
        '<text class="kind" x="{}" y="{}">{}</text><text x="{}" y="{}">{}</text>',
        of(node, "kind"),
        words,
        x,
        y,
        BOX_WIDTH,
        BOX_HEIGHT,
        x + 12,
        y + 20,
        of(node, "kind"),
        x + 12,
        y + 38,
        shown,
    )
    side = {"class": classes("node", of(node, "side"))}
    if not of(node, "url"):
        return format_html("<g{}>{}</g>", attributes(side), drawn)
    return format_html("<a{}>{}</a>", attributes(side | {"href": of(node, "url")}), drawn)
