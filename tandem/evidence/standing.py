"""Where a product stands in evidence: how many notes, what waits, and whether anybody knows for whom it is built."""

from __future__ import annotations

from datetime import date
from typing import Any

from tandem.evidence.counting import notes_heard
from tandem.evidence.models import TargetMarket, Theme
from tandem.record.standing import Standing, standing_of
from tandem.ui.figures import plural


@standing_of("Evidence")
def standing(product: Any, today: date) -> Standing:
    """Notes and themes in three statements."""
    notes = notes_heard(product.pk)
    themes = Theme.objects.of(product).shown().count()
    has_market = TargetMarket.objects.of(product).in_use().exists()
    return Standing(
        "Evidence",
        themes,
        f"{plural(themes, 'theme')} from {plural(notes, 'note')}",
        "pm",
        f"/products/{product.slug}/evidence",
        gap=gap_of(notes, themes, has_market),
        badge=f"{notes:,}",
    )


def gap_of(notes: int, themes: int, has_market: bool) -> str:
    """What is missing first: notes, themes, a target market."""
    if not notes:
        return "no notes yet"
    if not themes:
        return "themes not found yet"
    return "" if has_market else "no target market"
