"""The rail's figures, kept while nothing is recorded: five stages would count on every page what rarely changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db.models import Subquery

from tandem.core import clock
from tandem.record.models import Event
from tandem.team.models.product import Product

KEPT_FOR = 300  # seconds, for what two people record at the very same moment

Figures = dict[str, str | None]


def kept_figures(product: Any, count: Callable[[], Figures]) -> Figures:
    """What was counted since the newest event of the product and of no product, else what is counted now."""
    stamp, key = (clock.today(), *_newest(product)), f"rail-{product.pk}"
    kept: tuple[Any, Figures] | None = cache.get(key)
    if kept and kept[0] == stamp:
        return kept[1]
    found = count()
    cache.set(key, (stamp, found), KEPT_FOR)
    return found


def _newest(product: Any) -> tuple[Any, ...]:
    """The keys of those two events, in one statement."""
    newest = Event.objects.order_by("-at", "-id").values("id")
    asked = {"own": newest.filter(product=product.pk), "other": newest.filter(product=None)}
    found = Product.objects.filter(pk=product.pk).values_list(*(Subquery(rows[:1]) for rows in asked.values()))
    return tuple(found.first() or ())
