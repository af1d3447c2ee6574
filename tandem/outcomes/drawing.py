"""The hit rate drawn: one column for each release, in the order they came out."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tandem.outcomes.rules import Point

WIDE, APART, TALL, HEAD, FOOT = 44, 88, 120, 20, 40
LONGEST = 11


def hit_rates(points: Sequence[Point]) -> SafeString:
    """A column each: met below, missed above it, never measured on top; over it the rate, under it how many."""
    width, height = max(len(points), 1) * APART, HEAD + TALL + FOOT
    columns = format_html_join("", "{}", ((_column(place, point),) for place, point in enumerate(points)))
    return format_html(
        '<div class="chart-room" tabindex="0" role="group" aria-label="Hit rate of each release">'
        '<svg class="chart" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}'
        '<line x1="0" y1="{}" x2="{}" y2="{}"/></svg></div>',
        width,
        height,
        width,
        height,
        in_words(points),
        columns,
        HEAD + TALL,
        width,
        HEAD + TALL,
    )


def in_words(points: Sequence[Point]) -> str:
    """The same for who cannot see it: 1.8: 2 of 5 goals met, 40%."""
    return "; ".join(f"{point.name}: {point.rate.says}, {point.rate.percent}" for point in points)


def _column(place: int, point: Point) -> SafeString:
    left, middle, rate = place * APART + (APART - WIDE) // 2, place * APART + APART // 2, point.rate
    bars, top = [], HEAD + TALL
    for kind, count in (("met", rate.met), ("missed", rate.missed), ("never", rate.never)):
        tall = round(TALL * count / rate.due)
        top -= tall
        bars.append((kind, left, top, WIDE, tall))
    drawn = format_html_join(
        "", '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', (bar for bar in bars if bar[-1])
    )
    name = point.name if len(point.name) <= LONGEST else point.name[: LONGEST - 1].rstrip() + "…"
    return format_html(
        '<g><title>{}: {}</title>{}<text x="{}" y="14">{}</text><text x="{}" y="{}">{}</text>'
        '<text class="faint" x="{}" y="{}">{} of {}</text></g>',
        point.name,
        rate.says,
        drawn,
        middle,
        rate.percent,
        middle,
        HEAD + TALL + 17,
        name,
        middle,
        HEAD + TALL + 33,
        rate.met,
        rate.due,
    )
