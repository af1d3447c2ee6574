"""The portfolio as slides: the lines of the page under their roll-ups, with the same figures, for the same eyes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from tandem.outcomes.rules import HitRate
from tandem.overview.portfolio import SORTS, Asked, Figures, Line, RollUp, rolled_up
from tandem.paper.slides import Row, Slide, as_pdf, as_png, as_pptx, spread
from tandem.ui.figures import compact, plural

HEADS = (
    "Product", "Product manager", "Product marketer", "Evidence", "Next launch", "Gates", "References", "Hit rate",
    "Flags",
)  # fmt: skip
WIDTHS = (1.7, 1.3, 1.3, 0.9, 1.9, 1.1, 0.9, 1.1, 2.1)
GROUPS = {"line": "product line", "head": "head"}
FORMS: dict[str, tuple[Callable[[Sequence[Slide]], bytes], str]] = {
    "pptx": (as_pptx, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "pdf": (as_pdf, "application/pdf"),
    "png": (as_png, "image/png"),
}


def slides_of(
    lines: Sequence[Line], *, by: str, today: date, currency: str, sort: str = "name", asked: Asked | None = None
) -> list[Slide]:
    """As many slides as the products need, each saying the day, the grouping and what it was narrowed to."""
    rows = [row for group in rolled_up(lines, by) for row in _group(group, currency, alone=len(lines) == 1)]
    parts = [f"As of {today.day} {today:%B %Y}", plural(len(lines), "product"), f"by {GROUPS[by]}"]
    parts += [f"sorted by {SORTS[sort][0].lower()}", *_narrowed(asked or Asked(), lines)]
    pages = spread(rows)
    return [
        Slide("Portfolio", " · ".join(parts), HEADS, WIDTHS, page, f"{at} of {len(pages)}" if len(pages) > 1 else "")
        for at, page in enumerate(pages, 1)
    ]


def _group(group: RollUp, currency: str, *, alone: bool) -> Iterator[Row]:
    """What is rolled up over its products; over a single product it would say the same twice."""
    if not alone:
        launches = f"{group.ready} of {group.launches} ready" if group.launches else "No launch planned"
        empty = plural(group.empty_seats, "empty seat") if group.empty_seats else ""
        flags = _flags(group.flags, group.at_risk, currency)
        products = plural(len(group.lines), "product")
        yield Row((group.name, products, empty, "", launches, "", "", _rate(group.rate), flags), is_head=True)
    for line in group.lines:
        yield _product(line, currency)


def _product(line: Line, currency: str) -> Row:
    of = line.figures
    return Row((
        line.product.title, str(line.pm or "Nobody"), str(line.pmm or "Nobody"),
        plural(of.quality.notes, "note") if of.quality and of.quality.notes else "None yet",
        f"{of.launch}, {of.day.day} {of.day:%b %Y}" if of.day else of.launch or "None planned", _gates(of),
        f"{of.references} of {of.aim}" if of.aim else "No program", _rate(line.rate),
        _flags(of.flags, of.at_risk, currency, of.worst),
    ))  # fmt: skip


def _gates(of: Figures) -> str:
    if not of.launch:
        return "–"
    return "Ready" if of.is_ready else f"{of.passed} of {of.gates} passed"


def _rate(rate: HitRate) -> str:
    return f"{rate.percent} ({rate.met} of {rate.due})" if rate.due else rate.percent


def _flags(count: int, at_risk: float, currency: str, worst: str = "") -> str:
    money = f"{compact(at_risk, currency)} at risk" if at_risk else ""
    return " · ".join(part for part in (plural(count, "flag") if count else "None", money, worst) if part)


def _narrowed(asked: Asked, lines: Sequence[Line]) -> Iterator[str]:
    """In words what the portfolio was narrowed to: read off the products that are left, so no hidden name is told."""
    first = lines[0].product.line if lines else None
    if asked.line and first:
        yield f"only {first}"
    if asked.head and first and first.head:
        yield f"only of {first.head}"
    seats = [who for line in lines for who in (line.pm, line.pmm) if who and str(who.number) == asked.owner]
    if seats:
        yield f"only owned by {seats[0]}"
    if asked.life_cycle:
        yield f"only {asked.life_cycle}"
