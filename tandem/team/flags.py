"""Flags of the team: empty seats, one person in both, activities and work that nobody holds, inputs left waiting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tandem.record.flags import Flag, flags_from
from tandem.record.models import Item
from tandem.team.holding import Holdings
from tandem.team.models import Input, Matter, Product, Workspace
from tandem.team.rules import SEAT_NAMES, empty_seats, holds_both_seats, unowned_too_long


@flags_from
def of_the_team(product: Product, today: date) -> Iterator[Flag]:
    """Everything the team's rules notice about a product."""
    yield from _seats(product)
    yield from _activities(product)
    yield from _unowned(product, today)
    yield from _inputs(product, today)


def _seats(product: Product) -> Iterator[Flag]:
    owners, page = product.owners(), f"/products/{product.slug}/team"
    for side in empty_seats(owners):
        yield Flag(
            f"no {side}",
            (product.mark,),
            f"{product} has no {SEAT_NAMES[side]}",
            "Nobody answers for this half of the product",
            "risk",
            "Empty seat",
            f"{page}#owners",
            side,
        )
    if holds_both_seats(owners):
        yield Flag(
            "one person, two roles",
            (product.mark,),
            f"Does {owners['pm']} have the time for both roles?",
            "One person answers for both sides of this product",
            "note",
            "Two roles",
            f"{page}#owners",
            "pm",
            owners["pm"],
        )


def _activities(product: Product) -> Iterator[Flag]:
    """Gaps and doubles; what an empty seat leaves open is told by the flag of the seat."""
    held = Holdings([product])
    for cell in (held.cell(product, activity) for activity in held.activities):
        activity = cell.activity
        side = "" if activity.usual_side == "both" else activity.usual_side
        page = f"/products/{product.slug}/activities/{activity.number}"
        if cell.is_gap and not cell.by_seat:
            yield Flag(
                "activity without owner",
                (product.mark, activity.mark),
                f"Nobody holds {activity.title.lower()} for {product}",
                "It is on for every product, and this one has no accountable person for it",
                "note",
                "No owner",
                page,
                side,
            )
        elif cell.is_double:
            yield Flag(
                "activity with two owners",
                (product.mark, activity.mark),
                f"{' and '.join(member.title for member in cell.holders)} both hold {activity.title.lower()}",
                "Each may think that the other does it, or both do it",
                "note",
                "Two owners",
                page,
                side,
            )


def _unowned(product: Product, today: date) -> Iterator[Flag]:
    allowed = Workspace.current().thresholds.unowned_days
    waiting = Matter.objects.of(product).in_use().filter(taken_by=None).select_related("item", "raised_from")
    for matter in waiting:
        if unowned_too_long(matter.raised_on, today, allowed):
            origin = f" from {_origin(matter.raised_from)}" if matter.raised_from else ""
            yield Flag(
                "unowned work",
                (matter.mark,),
                f"Nobody owns {matter.title[:1].lower()}{matter.title[1:]}",
                f"Raised {matter.waiting_days(today)} days ago{origin}",
                "warn",
                "Unowned",
                f"/products/{product.slug}/team#unowned",
                weight=matter.waiting_days(today),
            )


def _origin(item: Item) -> str:
    """Where it came up: a launch is met through its plan, everything else by its title."""
    return "the launch plan" if item.kind in ("launch", "plan step") else item.title


def _inputs(product: Product, today: date) -> Iterator[Flag]:
    owners = product.owners()
    waiting = Input.objects.of(product).in_use().filter(answered=None, due_on__lt=today).select_related("item", "about")
    for given in waiting:
        days = given.waiting_days(today)
        yield Flag(
            "input unanswered",
            (given.mark,),
            f"An input on {given.about.title} waits for an answer",
            f"Asked {days} days ago: {given.title}",
            "note",
            "Waiting",
            given.get_absolute_url(),
            given.to_side,
            owners.get(given.to_side),
            weight=days,
        )
