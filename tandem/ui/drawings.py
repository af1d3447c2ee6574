"""Small drawings made on the server: a line of numbers, bars, an interval, a graph of what rests on what, a tree."""

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


def bars(rows: Iterable[Any], label: str) -> SafeString:
    """How many gave each answer: a name, a bar as long as its part of the most, the count with the way to them."""
    shown = list(rows)
    most = max((of(row, "count", 0) for row in shown), default=0) or 1
    return element("ul", joined(_bar(row, most) for row in shown), class_="bars", aria_label=label)


def _bar(row: Any, most: int) -> SafeString:
    count, says = of(row, "count", 0), of(row, "says")
    length = format_html('<rect width="{}%" height="10" rx="3"/>', f"{100 * count / most:.4g}")
    drawn = element("svg", length, class_=classes("length", of(row, "tone")), aria_hidden="true")
    number = element("span", count, class_="num")
    linked = element("a", number, href=of(row, "url"), class_="link") if of(row, "url") and count else number
    said = element("span", says, class_="faint num") if says else NOTHING
    return element("li", joined([element("span", of(row, "label")), drawn, linked, said]))


def interval(
    value: float, bounds: tuple[float, float], ends: tuple[float, float], label: str, mark: float | None = None
) -> SafeString:
    """A figure on its scale with what it may as well be, and a mark that it is held against."""
    low, high = (_at(one, ends) for one in bounds)
    tick = _at(mark, ends) if mark is not None else None
    held = format_html('<line class="mark" x1="{0}%" y1="2" x2="{0}%" y2="26"/>', f"{tick:.4g}") if tick else NOTHING
    return format_html(
        '<svg class="interval" height="28" role="img" aria-label="{}"><line x1="0" y1="14" x2="100%" y2="14"/>'
        '<rect x="{}%" y="9" width="{}%" height="10" rx="5"/>{}<circle cx="{}%" cy="14" r="6"/></svg>',
        label,
        f"{low:.4g}",
        f"{max(high - low, 0.5):.4g}",
        held,
        f"{_at(value, ends):.4g}",
    )


def _at(value: float, ends: tuple[float, float]) -> float:
    """Where on a scale a value stands, in hundredths of it."""
    return max(0.0, min(100.0, 100 * (value - ends[0]) / (ends[1] - ends[0])))


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
