"""Handing over: what a person holds who leaves, and who has it next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tandem.core.errors import Refused
from tandem.record.verbs import ask
from tandem.team.models import Accountability, ActivityOwner, Delegation, Matter, Member


@dataclass(frozen=True)
class Also:
    """What a later stage keeps in somebody's hands: how it reads, where it is seen, and how it passes to the next."""

    title: str
    says: str
    url: str
    pass_on: Callable[[Member, Any], None]


Finder = Callable[[Member], Iterator[Also]]
_finders: list[Finder] = []


def also_held(function: Finder) -> Finder:
    """Register what else a person may hold, which goes to their heir when they leave: (member) -> what they hold."""
    _finders.append(function)
    return function


@dataclass(frozen=True)
class Held:
    """What is in one person's hands today. Delegations are no part of it: they end with who holds them."""

    seats: list[Accountability]
    activities: list[ActivityOwner]
    matters: list[Matter]
    also: list[Also]
    delegations: list[Delegation]

    @classmethod
    def by(cls, member: Member) -> Held:
        """Seats, activities, matters taken, and what later stages tell of."""
        of_products = {"member": member, "product__item__retired_at": None}
        seats = Accountability.objects.current().filter(**of_products).select_related("product__item")
        activities = ActivityOwner.objects.current().filter(**of_products)
        matters = Matter.objects.in_use().filter(taken_by=member).select_related("item")
        delegations = Delegation.objects.current().filter(**of_products).select_related("product__item")
        return cls(
            list(seats),
            list(activities.select_related("activity__item", "product__item")),
            list(matters),
            [one for finder in _finders for one in finder(member)],
            list(delegations),
        )

    @property
    def is_nothing(self) -> bool:
        return not (self.seats or self.activities or self.matters or self.also)

    def to(self, heir: Member, *, by: Any) -> None:
        """Each by its own verb, so that the record says who had it and who has it."""
        because = "Handed over on leaving"
        for seat in self.seats:
            seat.product.put_in_charge(heir, seat.side, by=by, because=because)
        for row in self.activities:
            row.activity.assign(row.product, heir, by=by)
        for matter in self.matters:
            matter.take(heir, by=by)
        for one in self.also:
            one.pass_on(heir, by)


@transaction.atomic
def part_with(member: Member, heir: Member | None, *, by: Any, because: str = "") -> None:
    """End a membership. What the person held goes to somebody first: nothing is left without an owner unseen."""
    ask(by, "administer", member)
    held = Held.by(member)
    if heir is not None and (heir == member or not heir.is_active):
        raise Refused("Choose somebody else who is still a member.")
    if heir is not None:
        held.to(heir, by=by)
    elif not held.is_nothing:
        raise Refused(f"{member} still holds something; say who has it next.")
    member.leave(by=by, because=because)
