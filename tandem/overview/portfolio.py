"""Every product on one page: who answers for it, how near its launch is, its hit rate, its flags."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import OuterRef, Subquery

from tandem.evidence.figures import quality_of_product
from tandem.evidence.quality import Quality
from tandem.launch.gates import gates_of
from tandem.launch.models import Launch
from tandem.outcomes.held import aims_of, rate_of
from tandem.outcomes.rules import HitRate
from tandem.overview.standing import next_launch
from tandem.record.flags import every_flag
from tandem.record.models import Event
from tandem.team.models import Accountability, Member, Product, Snooze

KEPT_AS = "portfolio-2"
KEPT_FOR = 10 * 60


@dataclass(frozen=True)
class Figures:
    """What takes long to find out about a product: the gates of its next launch, and its flags that are awake."""

    launch: str = ""
    url: str = ""
    day: date | None = None
    passed: int = 0
    gates: int = 0
    flags: int = 0
    worst: str = ""
    quality: Quality | None = None

    @property
    def is_ready(self) -> bool:
        return bool(self.launch) and self.passed == self.gates

    @property
    def share(self) -> float:
        """How much of the way to the launch is done; without a launch none of it."""
        return self.passed / self.gates if self.gates else float(self.is_ready)


@dataclass(frozen=True)
class Line:
    """One product of the portfolio."""

    product: Product
    pm: Member | None
    pmm: Member | None
    figures: Figures
    rate: HitRate


SORTS: dict[str, tuple[str, Callable[[Line], Any]]] = {
    "name": ("Name", lambda line: line.product.title.lower()),
    "launch": ("Next launch", lambda line: (line.figures.day or date.max, line.product.title.lower())),
    "readiness": (
        "Least ready",
        lambda line: (not line.figures.launch, line.figures.share, line.product.title.lower()),
    ),
    "hits": ("Hit rate", lambda line: (-1 if line.rate.share is None else line.rate.share, line.product.title.lower())),
    "flags": ("Flags", lambda line: (-line.figures.flags, line.product.title.lower())),
}


def portfolio(member: Member, today: date, sort: str = "name") -> list[Line]:
    """The products this member sees. A few statements for all, and more only where something happened."""
    products = list(_stamped(member.products()))
    _give_owners(products)
    rates, figures = aims_of(products, today), _figures(products, today)
    lines = [
        Line(product, product.pm, product.pmm, figures[product.pk], rate_of(rates.get(product.pk, ())))
        for product in products
    ]
    return sorted(lines, key=SORTS[sort][1])


def _stamped(products: Any) -> Any:
    """Each with its newest event and the newest that belongs to no product: while both stay, so do its figures."""
    newest = Event.objects.order_by("-at", "-id").values("id")
    return products.annotate(
        newest=Subquery(newest.filter(product=OuterRef("pk"))[:1]), elsewhere=Subquery(newest.filter(product=None)[:1])
    )


def _give_owners(products: list[Product]) -> None:
    """The owners of all of them in one statement, where each would ask for its own."""
    for product in products:
        product.__dict__["_owners"] = {}
    held = {product.pk: product for product in products}
    for row in Accountability.objects.current().filter(product__in=held).select_related("member__item"):
        held[row.product_id].__dict__["_owners"][row.side] = row.member


def _figures(products: Iterable[Any], today: date) -> dict[int, Figures]:
    """Computed anew where something was recorded since, and for all of them after ten minutes."""
    kept: dict[int, tuple[Any, Figures]] = cache.get(KEPT_AS) or {}
    found = {}
    for product in products:
        stamp = (today, product.newest, product.elsewhere)
        before = kept.get(product.pk)
        found[product.pk] = before if before and before[0] == stamp else (stamp, _look(product, today))
    if any(kept.get(key) != value for key, value in found.items()):
        cache.set(KEPT_AS, {**kept, **found}, KEPT_FOR)
    return {key: figures for key, (_, figures) in found.items()}


def _look(product: Product, today: date) -> Figures:
    asleep = set(Snooze.objects.filter(product=product, until__gt=today).values_list("flag", flat=True))
    flags = [flag for flag in every_flag(product, today) if flag.identity not in asleep]
    worst = flags[0].title if flags else ""
    launch: Launch | None = next_launch(product)
    quality = quality_of_product(product.pk, today)
    if launch is None:
        return Figures(flags=len(flags), worst=worst, quality=quality)
    gates = gates_of(launch, today)
    passed = sum(gate.passed for gate in gates)
    return Figures(launch.title, launch.get_absolute_url(), launch.day, passed, len(gates), len(flags), worst, quality)
