"""The rail's figures, kept while nothing is recorded: five stages would count on every page what rarely changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tandem.team.keeping import kept

Figures = dict[str, str | None]


def kept_figures(product: Any, count: Callable[[], Figures]) -> Figures:
    """What was counted since the newest event of the product and of no product, else what is counted now."""
    return kept(product.pk, "rail", count)
