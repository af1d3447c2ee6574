"""What the team's rules are asked about, for many products at once in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from tandem.team.holding import Cell, Holdings
from tandem.team.models import Accountability, Input, Matter, Snooze
from tandem.team.models.snooze import product_count, team_size
from tandem.team.role_rules import TWO_ROLES, Answering, BothSeats
from tandem.team.rules import About, Held


@dataclass
class Team:
    """One product's seats, activities, unowned work and waiting inputs."""

    product: Any
    seats: dict[str, Accountability] = field(default_factory=dict)
    activities: list[Held] = field(default_factory=list)
    matters: list[Matter] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    both: BothSeats | None = None
    answering: list[tuple[Any, Answering]] = field(default_factory=list)

    @property
    def about(self) -> About:
        return About(str(self.product), self.product.mark, self.product.slug)

    def owner(self, side: str) -> Any:
        return self.seats[side].member if side in self.seats else None


def teams_of(products: Sequence[Any], limit: int) -> list[Team]:
    """The facts of these products. `limit` is how many products one person may answer for."""
    found = {product.pk: Team(product) for product in products}
    _seats(found, limit)
    _activities(found)
    open_matters = Matter.objects.filter(item__product__in=found).in_use().filter(taken_by=None)
    for matter in open_matters.select_related("item", "raised_from"):
        found[matter.item.product_id].matters.append(matter)
    waiting = Input.objects.filter(item__product__in=found, answered=None).in_use().select_related("item", "about")
    for given in waiting:
        found[given.item.product_id].inputs.append(given)
    return list(found.values())


def _seats(found: dict[int, Team], limit: int) -> None:
    """Every seat of every product in use, since one person's are counted over all of them."""
    held: dict[int, dict[int, Accountability]] = defaultdict(dict)
    used = Q(product__item__retired_at=None) & ~Q(product__life_cycle="end of life")
    asked = (
        Accountability.objects.current()
        .filter(used | Q(product__in=found))
        .annotate(counts=ExpressionWrapper(used, BooleanField()))
    )
    for row in asked.select_related("member__item").order_by("since", "pk"):
        if row.counts:
            held[row.member_id].setdefault(row.product_id, row)
        if row.product_id in found:
            found[row.product_id].seats[row.side] = row
    for team in found.values():
        people = {row.member_id: row.member for row in team.seats.values()}
        for key, member in people.items():
            if len(held[key]) > limit:
                first_above = sorted(row.since for row in held[key].values())[limit]
                team.answering.append((member, Answering(member.title, len(held[key]), first_above, member.mark)))
    _both(found)


def _both(found: dict[int, Team]) -> None:
    """Who holds both seats of a product, and what was acknowledged about it; nothing is asked where nobody does."""
    doubled = [team for team in found.values() if team.seats and team.owner("pm") == team.owner("pmm")]
    if not doubled:
        return
    known: dict[int, Snooze] = {
        row.product_id: row
        for row in Snooze.objects.filter(
            product__in=[team.product.pk for team in doubled], until=None, woken_at=None, flag__startswith=TWO_ROLES
        ).order_by("at")
    }
    people, products = team_size(), product_count()
    for team in doubled:
        since = max(row.since for row in team.seats.values())
        then = known.get(team.product.pk)
        size = (then.people, then.products) if then else (None, None)
        team.both = BothSeats(str(team.owner("pm")), since, people, products, *size)


def _activities(found: dict[int, Team]) -> None:
    """What is held by the template or by an exception; what was left out needs nobody."""
    holdings = Holdings([team.product for team in found.values()])
    for product, cells in holdings.rows():
        found[product.pk].activities = [_held(cell) for cell in cells if not cell.without]


def _held(cell: Cell) -> Held:
    activity = cell.activity
    holders = tuple(member.title for member in cell.holders)
    empty = activity.holder if cell.is_gap and cell.by_seat else ""
    return Held(activity.title, holders, activity.usual_side, empty, activity.mark)
