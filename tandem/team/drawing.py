"""How long answers took across the seam, month by month: two columns a month, one for each direction."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tandem.team.seam import SIDES, Direction, Month

WIDE, APART, TALL, HEAD, FOOT = 18, 64, 84, 18, 22


def answer_times(months: Sequence[Month]) -> SafeString:
    """A column for each direction, as high as the days an answer typically took; the figure stands above it."""
    width, height = max(len(months), 1) * APART, HEAD + TALL + FOOT
    most = max((way.days or 0 for month in months for way in month.directions), default=0) or 1
    columns = format_html_join("", "{}", ((_month(place, month, most),) for place, month in enumerate(months)))
    return format_html(
        '<div class="chart-room" tabindex="0" role="group" aria-label="Days until an answer, by month">'
        '<svg class="chart" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">{3}'
        '<line x1="0" y1="{4}" x2="{0}" y2="{4}"/></svg></div>',
        width,
        height,
        in_words(months),
        columns,
        HEAD + TALL,
    )


def in_words(months: Sequence[Month]) -> str:
    """The same for who cannot see it."""
    told = (
        f"{month.first:%B %Y}: {SIDES[way.from_side]} to {SIDES[way.to_side]} {way.days:g} days"
        for month in months
        for way in month.directions
        if way.days is not None
    )
    return "; ".join(told) or "no answers yet"


def _month(place: int, month: Month, most: float) -> SafeString:
    middle = place * APART + APART // 2
    drawn = format_html_join(
        "",
        "{}",
        ((_column(middle + WIDE * (at - 1) + 2 * at - 1, way, most),) for at, way in enumerate(month.directions)),
    )
    name = f"{month.first:%b}" + (f" {month.first:%y}" if month.first.month == 1 else "")
    return format_html('<g>{}<text class="faint" x="{}" y="{}">{}</text></g>', drawn, middle, HEAD + TALL + 16, name)


def _column(left: int, way: Direction, most: float) -> SafeString:
    if way.days is None:
        return SafeString("")
    tall = max(round(TALL * way.days / most), 2)
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/><text x="{}" y="{}">{}</text>',
        way.to_side,
        left,
        HEAD + TALL - tall,
        WIDE,
        tall,
        left + WIDE // 2,
        HEAD + TALL - tall - 4,
        f"{way.days:g}",
    )
