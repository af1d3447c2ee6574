"""How much each person answers for: products against the workspace's limit, activities, matters and areas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tandem.team.holding import Holdings
from tandem.team.models import AreaOwner, Delegation, Matter, Member, Product


@dataclass
class Load:
    """What one person answers for today."""

    member: Member
    limit: int
    seats: list[tuple[str, Product]] = field(default_factory=list)
    activities: int = 0
    consulted: int = 0
    matters: int = 0
    areas: int = 0
    delegations: int = 0

    @property
    def products(self) -> int:
        """Products, not seats: who holds both seats of one answers for one."""
        return len({product.pk for _, product in self.seats})

    @property
    def share(self) -> str:
        return f"{self.products} of {self.limit}"

    @property
    def is_over(self) -> bool:
        return self.products > self.limit

    @property
    def is_nothing(self) -> bool:
        return not (self.seats or self.activities or self.consulted or self.matters or self.areas or self.delegations)


def workloads(products: Iterable[Product], limit: int) -> list[Load]:
    """Everyone who answers for something on these products, the heaviest load first; nine statements for all."""
    held = Holdings(products)
    keys = [product.pk for product in held.products]
    loads = {key: Load(member, limit) for key, member in Member.objects.in_bulk().items()}
    for product, cells in held.rows():
        for side, member in sorted(held.owners(product).items()):
            loads[member.pk].seats.append((side, product))
        for cell in cells:
            for member in () if cell.without else cell.holders:
                loads[member.pk].activities += 1
            for member in () if cell.without else cell.consulted:
                loads[member.pk].consulted += 1
    _count(loads, "matters", Matter.objects.in_use().filter(item__product__in=keys).values_list("taken_by", flat=True))
    _count(loads, "areas", AreaOwner.objects.filter(product__in=keys, until=None).values_list("member", flat=True))
    delegated = Delegation.objects.current().filter(product__in=keys).values_list("member", flat=True)
    _count(loads, "delegations", delegated)
    found = [load for load in loads.values() if not load.is_nothing]
    return sorted(found, key=lambda load: (-load.products, -load.activities, load.member.title.lower()))


def _count(loads: dict[int, Load], name: str, people: Iterable[int | None]) -> None:
    for key, many in Counter(people).items():
        if key is not None:
            setattr(loads[key], name, many)
