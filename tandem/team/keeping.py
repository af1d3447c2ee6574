"""What is counted for a page, and kept while nothing is recorded: whoever changes it leaves an event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.core.cache import cache
from django.db.models import Subquery

from tandem.core import clock
from tandem.record.models import Event
from tandem.team.models.product import Product

KEPT_FOR = 300  # seconds, for what two people record at the very same moment

T = TypeVar("T")


def kept(product: int, what: str, count: Callable[[], T]) -> T:
    """What was counted since the newest event of the product and of no product, else what is counted now."""
    stamp, key = (clock.today(), *_newest(product)), f"{what}-{product}"
    found: tuple[Any, Any] | None = cache.get(key)
    if found and found[0] == stamp:
        return cast(T, found[1])
    counted = count()
    cache.set(key, (stamp, counted), KEPT_FOR)
    return counted


def _newest(product: int) -> tuple[Any, ...]:
    """The keys of those two events, in one statement."""
    newest = Event.objects.order_by("-at", "-id").values("id")
    asked = {"own": newest.filter(product=product), "other": newest.filter(product=None)}
    found = Product.objects.filter(pk=product).values_list(*(Subquery(rows[:1]) for rows in asked.values()))
    return tuple(found.first() or ())
