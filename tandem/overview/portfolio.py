"""Every product on one page: who answers for it, how near its launch is, its references, its hit rate, its flags."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import OuterRef, Subquery

from tandem.charter.standing import reference_standing
from tandem.core import clock
from tandem.core.ids import number_in
from tandem.core.once import reading
from tandem.evidence.figures import quality_of_product
from tandem.evidence.quality import Quality
from tandem.launch.gates import gates_of
from tandem.launch.models import Launch
from tandem.outcomes.held import aims_of, rate_of
from tandem.outcomes.rules import HitRate
from tandem.overview.standing import next_launch
from tandem.record.flags import Flag, flags_of, may_know
from tandem.record.models import Event
from tandem.team.models import Accountability, Member, Product, Snooze
from tandem.team.models.product import LIFE_CYCLE

KEPT_AS = "portfolio-4"
KEPT_FOR = 60 * 60
AT_ONCE = 5  # products that one page counts anew; the others are shown as they were, or follow
AHEAD = 100  # products that the worker counts in a minute


@dataclass(frozen=True)
class Figures:
    """What takes long to find out about a product: the gates of its next launch, its references, and its flags that are
    awake, with the most money that one of them puts at risk, since a sum would count customers twice. Until they are
    counted they are unknown.
    """

    launch: str = ""
    url: str = ""
    day: date | None = None
    passed: int = 0
    gates: int = 0
    flags: int = 0
    worst: str = ""
    tone: str = ""
    at_risk: float = 0
    references: int = 0
    aim: int = 0
    quality: Quality | None = None
    is_known: bool = True

    @property
    def is_ready(self) -> bool:
        return bool(self.launch) and self.passed == self.gates

    @property
    def closed(self) -> int:
        return self.gates - self.passed

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

    @property
    def life_cycle(self) -> str:
        return str(self.product.life_cycle)


@dataclass(frozen=True)
class Asked:
    """Which products the portfolio is narrowed to: each an item number or a word, empty for all."""

    line: str = ""
    head: str = ""
    owner: str = ""
    life_cycle: str = ""

    @classmethod
    def read(cls, said: Mapping[str, str]) -> Asked:
        """What an address asks for; an unknown stage of life narrows nothing."""
        names = {name: said.get(name, "") for name in ("line", "head", "owner", "life_cycle")}
        return cls(**{**names, "life_cycle": names["life_cycle"] if names["life_cycle"] in LIFE_CYCLE else ""})

    def of(self, products: Any) -> Any:
        """These of the products."""
        numbers = {"line__item__number": self.line, "line__head__item__number": self.head}
        for path, said in numbers.items():
            if number := number_in(said):
                products = products.filter(**{path: number})
        if owner := number_in(self.owner):
            seats = Accountability.objects.current().filter(member__item__number=owner)
            products = products.filter(pk__in=seats.values("product"))
        return products.filter(life_cycle=self.life_cycle) if self.life_cycle else products


SORTS: dict[str, tuple[str, Callable[[Line], Any]]] = {
    "name": ("Name", lambda line: line.product.title.lower()),
    "launch": ("Next launch", lambda line: (line.figures.day or date.max, line.product.title.lower())),
    "readiness": (
        "Least ready",
        lambda line: (not line.figures.launch, line.figures.share, line.product.title.lower()),
    ),
    "hits": ("Hit rate", lambda line: (-1 if line.rate.share is None else line.rate.share, line.product.title.lower())),
    "flags": ("Flags", lambda line: (-line.figures.flags, line.product.title.lower())),
    "risk": ("Money at risk", lambda line: (-line.figures.at_risk, line.product.title.lower())),
    "gaps": ("Empty seats", lambda line: (bool(line.pm) + bool(line.pmm), line.product.title.lower())),
}


def portfolio(
    member: Member, today: date, sort: str = "name", *, asked: Asked | None = None, at_once: int | None = None
) -> list[Line]:
    """The products this member sees. A few statements for all, and more only where something happened: for all such
    products, or for so many `at_once`.
    """
    products = list(_stamped((asked or Asked()).of(member.products().select_related("line__item", "line__head__item"))))
    _give_owners(products)
    rates, looked = aims_of(products, today), _figures(products, today, at_once)
    lines = [
        Line(one, one.pm, one.pmm, looked[one.pk].told(member, one), rate_of(rates.get(one.pk, ()))) for one in products
    ]
    return sorted(lines, key=lambda line: (not line.figures.is_known, SORTS[sort][1](line)))


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


@dataclass(frozen=True)
class Looked:
    """What was found out about a product: its figures, and its flags that are awake, some of them for few alone."""

    figures: Figures
    noticed: tuple[Flag, ...] = ()

    def told(self, member: Member, product: Product) -> Figures:
        """The figures as this member may know them: what is kept is kept for everyone."""
        knows = any(flag.private for flag in self.noticed) and may_know(product, member)
        flags = [flag for flag in self.noticed if knows or not flag.private]
        return replace(
            self.figures,
            flags=len(flags),
            worst=flags[0].title if flags else "",
            tone="risk" if flags and flags[0].severity in ("closed", "risk") else "warn" if flags else "",
            at_risk=max((flag.worth for flag in flags), default=0),
        )


Kept = dict[int, tuple[Any, float, Looked]]  # by product: what it was counted for, when, and what came


def count_ahead(today: date) -> int:
    """Count what the portfolio would have to count, before anybody asks for it, so that its page waits for nothing. The
    worker's part; says how many products it counted.
    """
    products = list(_stamped(Product.objects.in_use().select_related("item", "line__item")))
    waiting = _waiting(products, _kept(), today)[:AHEAD]
    for start in range(0, len(waiting), AT_ONCE):
        with reading():
            _count(waiting[start : start + AT_ONCE], today)
    return len(waiting)


def _figures(products: Sequence[Any], today: date, at_once: int | None) -> dict[int, Looked]:
    """Counted anew as far as they have to be; where only so many are counted at once, the rest stay as they were."""
    kept = _kept()
    found = {one.pk: kept[one.pk][2] if one.pk in kept else Looked(Figures(is_known=False)) for one in products}
    return {**found, **_count(_waiting(products, kept, today)[:at_once], today)}


def _kept() -> Kept:
    return cache.get(KEPT_AS) or {}


def _waiting(products: Sequence[Any], kept: Kept, today: date) -> list[Any]:
    """The products to be counted anew: where something was recorded since, and each after an hour. Those come first in
    which something happened, then those never counted.
    """
    now, found = clock.now().timestamp(), []
    for product in products:
        stamp, before = _stamp(product, today), kept.get(product.pk)
        if not before or before[0] != stamp or now - before[1] > KEPT_FOR:
            urgency = 1 if not before else 0 if before[0][:2] != stamp[:2] else 2
            found.append((urgency, before[1] if before else 0, product.pk, product))
    return [product for *_, product in sorted(found, key=lambda one: one[:3])]


def _stamp(product: Any, today: date) -> tuple[Any, ...]:
    return today, product.newest, product.elsewhere


def _count(products: Sequence[Any], today: date) -> dict[int, Looked]:
    """What was found out about these products now; kept for whoever asks next."""
    flags, now = flags_of(products, today), clock.now().timestamp()
    found = {one.pk: _look(one, flags[one.pk], today) for one in products}
    if found:
        counted = {one.pk: (_stamp(one, today), now, found[one.pk]) for one in products}
        cache.set(KEPT_AS, {**_kept(), **counted}, KEPT_FOR)
    return found


def _look(product: Product, flags: list[Flag], today: date) -> Looked:
    asleep = Snooze.objects.asleep(product, today)
    noticed = tuple(replace(flag, who=None) for flag in flags if flag.identity not in asleep)
    references = reference_standing(product, today)
    launch: Launch | None = next_launch(product)
    gates = gates_of(launch, today) if launch else []
    figures = Figures(
        launch=launch.title if launch else "",
        url=launch.get_absolute_url() if launch else "",
        day=launch.day if launch else None,
        passed=sum(gate.passed for gate in gates),
        gates=len(gates),
        references=references.have,
        aim=references.aim if references.program else 0,
        quality=quality_of_product(product.pk, today),
    )
    return Looked(figures, noticed)


@dataclass(frozen=True)
class RollUp:
    """Some products together: a line's, or a head's."""

    name: str
    url: str
    lines: list[Line]

    @property
    def ready(self) -> int:
        return sum(line.figures.is_ready for line in self.lines)

    @property
    def launches(self) -> int:
        return sum(bool(line.figures.launch) for line in self.lines)

    @property
    def empty_seats(self) -> int:
        return sum((line.pm is None) + (line.pmm is None) for line in self.lines)

    @property
    def flags(self) -> int:
        return sum(line.figures.flags for line in self.lines)

    @property
    def at_risk(self) -> float:
        return sum(line.figures.at_risk for line in self.lines)

    @property
    def rate(self) -> HitRate:
        """All goals together, so that a product of one goal does not weigh as much as one of twenty."""
        rates = [line.rate for line in self.lines]
        return HitRate(*(sum(getattr(rate, name) for rate in rates) for name in ("met", "missed", "never")))


def rolled_up(lines: Sequence[Line], by: str) -> list[RollUp]:
    """The lines of the portfolio by product line or by its head; those without come last."""
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        of = line.product.line
        head = of.head if of else None
        thing = head if by == "head" else of
        none = "No head" if by == "head" else "No product line"
        key = (thing.title, f"/portfolio?{by}={thing.number}") if thing else (none, "")
        groups.setdefault(key, []).append(line)
    ordered = sorted(groups.items(), key=lambda each: (not each[0][1], each[0][0].lower()))
    return [RollUp(name, url, some) for (name, url), some in ordered]
