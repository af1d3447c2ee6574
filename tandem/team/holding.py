"""Who holds which activity of which product: the template, the exceptions, and the gaps and doubles between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tandem.team.models import (
    Accountability,
    Activity,
    ActivityOwner,
    Consulted,
    LeftOut,
    Matter,
    Member,
    Product,
)
from tandem.team.rules import accountable

Place = tuple[int, int]  # item ids of a product and an activity


@dataclass(frozen=True)
class Cell:
    """One activity of one product."""

    product: Product
    activity: Activity
    holders: tuple[Member, ...]
    usual: Member | None
    by_seat: bool = False
    consulted: tuple[Member, ...] = ()
    without: str = ""
    matter: Matter | None = None

    @property
    def is_gap(self) -> bool:
        return not self.holders and not self.without

    @property
    def is_double(self) -> bool:
        return len(self.holders) > 1 and not self.without

    @property
    def is_exception(self) -> bool:
        return bool(self.without or self.consulted or (self.holders and self.holders != (self.usual,)))

    @property
    def state(self) -> str:
        """gap, double, without, own or usual: how it is drawn."""
        if self.without:
            return "without"
        if self.is_gap:
            return "gap"
        return "double" if self.is_double else "own" if self.holders != (self.usual,) else "usual"

    @property
    def says(self) -> str:
        """The cell in words, for those who do not see it."""
        if self.without:
            return f"Left out: {self.without}"
        if not self.holders:
            return "On the unowned list" if self.matter else "Nobody holds it"
        names = " and ".join(member.title for member in self.holders)
        asked = f"; consulted: {', '.join(member.title for member in self.consulted)}" if self.consulted else ""
        return f"{names}{' both hold it' if self.is_double else ''}{asked}"


class Holdings:
    """What is held on some products, read in seven statements however many products and activities there are."""

    def __init__(self, products: Iterable[Product], activities: Sequence[Activity] | None = None) -> None:
        self.products = list(products)
        self.activities = list(activities if activities is not None else activities_on())
        keys = [product.pk for product in self.products]
        self._people = Member.objects.in_bulk()
        self._owners: dict[int, dict[str, Member]] = defaultdict(dict)
        for product, side, member in (
            Accountability.objects.current().filter(product__in=keys).values_list("product", "side", "member")
        ):
            self._owners[product][side] = self._people[member]
        self._named: dict[Place, list[tuple[Member, bool]]] = defaultdict(list)
        for product, activity, member, beside in _now(ActivityOwner, keys, "member", "beside"):
            self._named[product, activity].append((self._people[member], beside))
        self._consulted: dict[Place, list[Member]] = defaultdict(list)
        for product, activity, member in _now(Consulted, keys, "member"):
            self._consulted[product, activity].append(self._people[member])
        self._without = {(row[0], row[1]): row[2] for row in _now(LeftOut, keys, "because")}
        waiting = Matter.objects.in_use().filter(item__product__in=keys, taken_by=None).exclude(activity=None)
        self._matters = {(row.item.product_id, row.activity_id): row for row in waiting.select_related("item")}

    def cell(self, product: Product, activity: Activity) -> Cell:
        """Who holds one activity of one product."""
        at = (product.pk, activity.pk)
        usual = self._usual(product, activity)
        named = self._named.get(at, [])
        holders = accountable(
            usual, [who for who, beside in named if not beside], [who for who, beside in named if beside]
        )
        return Cell(
            product,
            activity,
            holders,
            usual,
            activity.holder in ("pm", "pmm"),
            tuple(self._consulted.get(at, ())),
            self._without.get(at, ""),
            self._matters.get(at),
        )

    def rows(self) -> list[tuple[Product, list[Cell]]]:
        """The grid: each product with its cells in the order of the activities."""
        return [(product, [self.cell(product, activity) for activity in self.activities]) for product in self.products]

    def owners(self, product: Product) -> dict[str, Member]:
        """The two people of a product."""
        return self._owners.get(product.pk, {})

    def _usual(self, product: Product, activity: Activity) -> Member | None:
        """By the template; a person who left holds nothing any more."""
        if activity.holder == "person":
            person = self._people.get(activity.person_id or 0)
            return person if person and person.is_active else None
        return self.owners(product).get(activity.holder)


def activities_on() -> Any:
    """The activities that are on for the company, in the catalog's order."""
    return Activity.objects.in_use().filter(is_on=True).select_related("item").order_by("position", "pk")


def _now(model: Any, products: list[int], *fields: str) -> Any:
    rows = model.objects.filter(product__in=products, until=None).order_by("since", "pk")
    return rows.values_list("product", "activity", *fields)
