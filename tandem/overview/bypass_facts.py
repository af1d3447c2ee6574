"""How many things came to each step in the last 90 days, how many went around it, and how long each took; for many
products at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from tandem.definition.models import Feature
from tandem.launch.gates import gates_of_tier
from tandem.launch.models import Launch
from tandem.launch.models.sign_off import Overrule
from tandem.messaging.models import SalesRequest
from tandem.messaging.models.asset import AssetVersion
from tandem.overview.role_facts import since
from tandem.record.models import Event
from tandem.team.bypasses import STEPS, WINDOW, Passed

Seen = dict[tuple[int, str], list[tuple[bool, int | None]]]  # by product and step: went around, days it took


def passed_of(products: Sequence[Any], today: date) -> dict[int, list[Passed]]:
    """Every step of every product, in eight statements."""
    keys = [product.pk for product in products]
    seen: Seen = defaultdict(list)
    for look in (_gates, _delivery, _scope, _assets, _requests):
        for product, step, around, days in look(keys, today):
            seen[product, step].append((around, days))
    return {key: [_passed(step, seen[key, step]) for step in STEPS] for key in keys}


def _passed(step: str, rows: list[tuple[bool, int | None]]) -> Passed:
    around = sum(gone for gone, _ in rows)
    return Passed(step, len(rows), around, [days for _, days in rows if days is not None])


Rows = Iterable[tuple[int, str, bool, int | None]]


def _gates(keys: list[int], today: date) -> Rows:
    """Gates before launches that were under way, and those that both owners overruled, in days since the plan."""
    start = today - timedelta(days=WINDOW)
    launches = Launch.objects.filter(item__product__in=keys).in_use()
    under_way = launches.filter(Q(launched_on=None) | Q(launched_on__gte=start))
    stood = Counter[int]()
    for product, tier in under_way.values_list("item__product", "tier"):
        stood[product] += gates_of_tier(tier)
    for product, days, of_launch in _overruled(keys, today):
        stood[product] -= of_launch
        yield product, "gates", True, days
    for product, many in stood.items():
        yield from ((product, "gates", False, None) for _ in range(many))


def _overruled(keys: list[int], today: date) -> Iterable[tuple[int, int, bool]]:
    sides: dict[tuple[int, int, str], list[Any]] = defaultdict(list)
    rows = Overrule.objects.filter(about__product__in=keys, at__gte=since(today, WINDOW)).select_related("about")
    for row in rows:
        sides[row.about.product_id or 0, row.about_id, row.gate].append(row)
    for (product, _, _), signed in sides.items():
        if {row.side for row in signed} == {"pm", "pmm"}:
            about = signed[0].about
            yield product, _days(about.made_at, max(row.at for row in signed)), about.kind == "launch"


def _delivery(keys: list[int], today: date) -> Rows:
    """Features sent to delivery, and those that were not ready to build on that day. Before that was written down, a
    reason said so.
    """
    sent = Event.objects.filter(product__in=keys, at__gte=since(today, WINDOW), verb="sent to delivery")
    for product, facts, because, at, opened in sent.values_list("product", "facts", "because", "at", "item__made_at"):
        ready = facts.get("is_ready_to_build", not because.strip())
        yield product or 0, "delivery", not ready, _days(opened, at)


def _scope(keys: list[int], today: date) -> Rows:
    """Features put into a release; after the charter customers should have it, its scope is frozen."""
    put = Event.objects.filter(product__in=keys, at__gte=since(today, WINDOW), verb="put into a release")
    rows = list(put.values_list("product", "item", "at", "item__made_at"))
    frozen = {
        feature: released or planned
        for feature, released, planned in Feature.objects.filter(pk__in=[row[1] for row in rows]).values_list(
            "pk", "release__charter_released_on", "release__charter_release_on"
        )
    }
    for product, item, at, opened in rows:
        day = frozen.get(item or 0)
        yield product or 0, "scope", bool(day and at.date() > day), _days(opened, at)


def _assets(keys: list[int], today: date) -> Rows:
    """Sales assets that were made for deals, each once; around where one was on a deal before its release."""
    made = AssetVersion.objects.filter(asset__item__product__in=keys, asset__item__retired_at=None, deals__isnull=False)
    made = made.filter(made_on__gte=since(today, WINDOW).date()).order_by("made_on", "pk")
    first: dict[int, Any] = {}
    for row in made.values_list(
        "asset", "asset__item__product", "made_on", "asset__released_on", "asset__item__made_at"
    ):
        first.setdefault(row[0], row)
    for _, product, on, released, brought in first.values():
        around = released is None or on < released
        yield product, "assets", around, ((released or today) - brought.date()).days


def _requests(keys: list[int], today: date) -> Rows:
    """Requests of sales; those still waiting have waited until today."""
    asked = SalesRequest.objects.filter(item__product__in=keys, asked_on__gte=since(today, WINDOW).date()).in_use()
    for product, first, on, closed in asked.values_list("item__product", "expedited", "asked_on", "closed_on"):
        yield product, "requests", first, ((closed or today) - on).days


def _days(start: datetime, end: datetime) -> int:
    return max((end.date() - start.date()).days, 0)
