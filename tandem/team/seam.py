"""What passes across the seam between the two sides of a product, and how long it waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from tandem.team.models import Input, Product
from tandem.team.rules import taken_share, typical_wait


@dataclass(frozen=True)
class Direction:
    """One direction of the seam: how many inputs wait, how long an answer takes, what share was taken."""

    from_side: str
    to_side: str
    waiting: int
    answered: int
    days: float | None
    taken: float | None

    @property
    def taken_percent(self) -> int | None:
        return None if self.taken is None else round(self.taken * 100)


def inputs_of(product: Product) -> Any:
    """Every input to the two sides of a product, waiting ones first, then the newest."""
    found = Input.objects.of(product).in_use().select_related("item", "about", "by__item", "answered__used_in")
    return found.order_by(F("answered__at").desc(nulls_first=True), "-asked_on", "-pk")


def both_directions(product: Product, today: date) -> list[Direction]:
    """Waiting time and taken share for each direction, in one statement."""
    rows = Input.objects.of(product).in_use().select_related("answered")
    sent: dict[tuple[str, str], list[Input]] = {("pmm", "pm"): [], ("pm", "pmm"): []}
    for row in rows:
        sent.setdefault((row.from_side, row.to_side), []).append(row)
    return [_direction(*ends, inputs) for ends, inputs in sent.items()]


def _direction(from_side: str, to_side: str, inputs: list[Input]) -> Direction:
    answered = [given for given in inputs if hasattr(given, "answered")]
    days = [(given.answered.at.date() - given.asked_on).days for given in answered]
    taken = taken_share([given.answered.taken for given in answered])
    return Direction(from_side, to_side, len(inputs) - len(answered), len(answered), typical_wait(days), taken)
